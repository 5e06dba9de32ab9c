"""Alembic's environment: the async engine of `models.database`, batch mode for SQLite."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from models import Model
from models.database import open_engine

DEFAULT = "sqlite:///saphan.db"


def run(connection: Connection) -> None:
    """Run the migrations on one connection."""
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_with_engine() -> None:
    """Open the database that the configuration names and migrate it."""
    engine = open_engine(context.config.get_main_option("sqlalchemy.url") or DEFAULT)
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    asyncio.run(run_with_engine())
