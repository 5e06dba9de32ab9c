"""Migrations: up from nothing, down again, and no difference to the models; on both databases."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from migrations import upgrade
from models import Model
from models.database import open_engine

pytestmark = pytest.mark.anyio


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
