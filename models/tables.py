"""What all tables share: the declarative root, constraint names, UTC instants, insert-or-ignore."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    JSON,
    BindParameter,
    DateTime,
    Dialect,
    Executable,
    MetaData,
    Uuid,
    bindparam,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC; a naive value is refused (SQLite would forget the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into UTC; raises ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware instant in UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Model(DeclarativeBase):
    """Root of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads this class attribute
        datetime: UtcDateTime(),
        uuid.UUID: Uuid(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
        list[dict[str, Any]]: JSON(),
    }


_KEPT = "kept by the process"


def keeping() -> dict[str, Any]:
    """Return with what sessions of one maker share a place to keep something (`kept`)."""
    return {_KEPT: {}}


def kept(session: AsyncSession) -> dict[str, Any]:
    """Return what the process keeps of a session's database, of use only where it is checked.

    Transactions that were undone and other processes are not heard of here.
    """
    found: dict[str, Any] = session.info.setdefault(_KEPT, {})
    return found


MOST_VALUES = 2000
"""Of one statement: PostgreSQL takes 32,767 and SQLite one less, but long ones are slow."""

PART: BindParameter[Any] = bindparam("part", expanding=True)
"""Stands in a statement for a list that `parts` cut."""

Value = TypeVar("Value")


def parts(values: Iterable[Value], each: int = 1) -> Iterator[list[Value]]:
    """Cut values into lists short enough for one statement; `each` of them binds so many values.

    Whatever stands in an `IN (...)` and grows with what people send goes through here.
    """
    rest = iter(values)
    while part := list(islice(rest, MOST_VALUES // each)):
        yield part


async def insert_new(
    session: AsyncSession, table: type[Model], rows: Sequence[dict[str, Any]]
) -> int:
    """Insert rows, passing over those that break a unique constraint; return how many went in.

    SQLAlchemy cuts them into statements of a size that the database takes.
    """
    if not rows:
        return 0
    statement = _insert_new(table, session.get_bind().dialect.name)
    return len((await session.execute(statement, list(rows))).all())


@cache
def _insert_new(table: type[Model], dialect: str) -> Executable:
    insert = insert_into(table, dialect)
    return insert.on_conflict_do_nothing().returning(*table.__table__.primary_key)


def insert_into(table: type[Model], dialect: str) -> sqlite.Insert:
    """Return the beginning of an INSERT that may say what to do with what is there already."""
    # Both kinds of database say it alike; only the types have no common name.
    insert: Callable[..., Any] = postgresql.insert if dialect == "postgresql" else sqlite.insert
    begun: sqlite.Insert = insert(table.__table__)
    return begun
