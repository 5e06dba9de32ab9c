"""Migrations: up from nothing, down again, and no difference to the models; on both databases."""

import hashlib
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from migrations import upgrade
from models import Model
from models.database import open_engine

MIGRATIONS = Path(upgrade.__file__).parent


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Model.metadata))


def down_to_nothing(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", "migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.downgrade(config, "base")


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


@pytest.fixture
async def engine(empty_database_url):
    engine = open_engine(empty_database_url)
    yield engine
    await engine.dispose()


def released(text):
    """The migrations named in `released.txt`: from file name to SHA-256."""
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return {name: digest for digest, name in lines}


def broken(promised, found):
    """What breaks the promise of `released.txt` in the migrations found, by file name."""
    changed = [name for name, digest in promised.items() if found.get(name) != digest]
    unreleased = found.keys() - promised.keys()
    return changed + sorted(name for name in unreleased if name < max(promised, default=""))


def test_a_released_migration_never_changes_and_new_ones_come_behind():
    promised = released((MIGRATIONS / "released.txt").read_text(encoding="utf-8"))
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (MIGRATIONS / "versions").glob("*.py")
    }

    assert broken(promised, found) == []


def test_a_change_a_loss_and_a_migration_in_between_break_the_promise():
    promised = released("# head\n\naa  0001_a.py\nbb  0003_c.py\n")

    assert broken(promised, {"0001_a.py": "aa", "0003_c.py": "bb", "0004_d.py": "dd"}) == []
    assert broken(promised, {"0001_a.py": "xx", "0003_c.py": "bb"}) == ["0001_a.py"]
    assert broken(promised, {"0001_a.py": "aa"}) == ["0003_c.py"]
    assert broken(promised, {"0001_a.py": "aa", "0002_b.py": "", "0003_c.py": "bb"}) == [
        "0002_b.py"
    ]
    assert broken({}, {"0001_a.py": "aa"}) == []


@pytest.mark.anyio
async def test_an_empty_database_comes_to_the_schema_of_the_models_and_back(engine):
    assert await upgrade.revision(engine) is None

    await upgrade.upgrade(engine)

    assert await upgrade.revision(engine) == upgrade.newest()
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        assert await connection.run_sync(tables) == set(Model.metadata.tables)

    async with engine.begin() as connection:
        await connection.run_sync(down_to_nothing)
        assert await connection.run_sync(tables) == set()

    await upgrade.upgrade(engine)
    await upgrade.upgrade(engine)

    assert await upgrade.revision(engine) == upgrade.newest()
