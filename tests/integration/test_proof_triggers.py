"""The database itself refuses to change or delete an audit entry; on both kinds."""

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models import audit, workspaces
from models.database import open_engine

pytestmark = pytest.mark.anyio

REFUSED = "the audit is append-only"


@pytest.fixture
async def engine(deps):
    async with deps.sessions.begin() as session:
        (main,) = await workspaces.hold(session, 1)
        for number in range(3):
            await audit.append(
                session,
                main.id,
                "tested",
                f"issue:{number}",
                at=deps.clock(),
                actor="person:1",
            )
    return deps.engine


def statements(dialect: str) -> list[str]:
    touching = [
        "UPDATE audit SET actor = 'nobody' WHERE seq = 2",
        "UPDATE audit SET at = at WHERE seq = 3",
        "DELETE FROM audit WHERE seq = 3",
        "DELETE FROM audit",
    ]
    return touching if dialect == "sqlite" else [*touching, "TRUNCATE audit"]


async def count(engine) -> int:
    async with engine.connect() as connection:
        return await connection.scalar(text("SELECT count(*) FROM audit WHERE actor = 'person:1'"))


async def test_no_statement_changes_or_deletes_an_entry(engine, dialect):
    for statement in statements(dialect):
        with pytest.raises(DBAPIError, match=REFUSED):
            async with engine.begin() as connection:
                await connection.execute(text(statement))

    assert await count(engine) == 3


async def test_an_entry_can_still_be_added(engine, deps):
    async with deps.sessions.begin() as session:
        (main,) = await workspaces.hold(session, 1)
        added = await audit.append(
            session,
            main.id,
            "tested",
            "issue:4",
            at=deps.clock(),
            actor="person:1",
        )

    assert (added.seq, await count(engine)) == (4, 4)


async def test_the_refusal_goes_with_its_migration(engine, database_url, dialect):
    await engine.dispose()
    other = open_engine(database_url)

    def down(connection) -> None:
        config = Config()
        config.set_main_option("script_location", "migrations")
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")

    async with other.begin() as connection:
        await connection.run_sync(down)
        for statement in statements(dialect):
            await connection.execute(text(statement))

    assert await count(other) == 0
    await other.dispose()
