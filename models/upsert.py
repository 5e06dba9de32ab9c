"""Insert-or-ignore for both dialects: the one statement that SQLAlchemy spells per dialect."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from models.tables import Model


async def insert_new(
    session: AsyncSession, table: type[Model], rows: Sequence[dict[str, Any]]
) -> int:
    """Insert rows, passing over those that break a unique constraint; return how many went in."""
    if not rows:
        return 0
    postgres = session.get_bind().dialect.name == "postgresql"
    dialect = postgresql if postgres else sqlite
    statement = dialect.insert(table).on_conflict_do_nothing()
    if len(rows) == 1:
        result = await session.execute(statement.values(rows[0]))
    else:
        result = await session.execute(statement.values(list(rows)))
    return int(result.rowcount)  # type: ignore[attr-defined]
