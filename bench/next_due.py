"""When the program has something to do next, as its own tables tell."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, String, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.tables import Model, UtcDateTime

NEVER = datetime.max.replace(tzinfo=UTC)
SENT_AT_ONCE = frozenset({"notices", "outbox"})
STATES = ("state", "status")
UNSETTLED = ("planned", "waiting", "merged", "carried")
"""What stands in a column of `STATES` while a row has not come to its end."""


class NextDue:
    """The question for the next instant at which any row waits for something."""

    def __init__(self) -> None:
        """Look through the tables once."""
        self._waiting = _waiting()
        self._question = select(
            *(
                select(func.min(column)).where(column > bindparam("now"), *still).scalar_subquery()
                for column, still in self._waiting
            )
        )

    async def after(self, session: AsyncSession, now: datetime) -> tuple[datetime, bool]:
        """Return the next instant after now, `NEVER` if there is none.

        And whether the program may take its time then: what is to be sent goes at once.
        """
        found = (await session.execute(self._question, {"now": now})).one()
        at = min((each for each in found if each is not None), default=NEVER)
        of = {
            column.table.name
            for (column, _), each in zip(self._waiting, found, strict=True)
            if each == at
        }
        return at, not of <= SENT_AT_ONCE


def _waiting() -> list[tuple[Column[Any], list[ColumnElement[bool]]]]:
    """Return the instants of all rows that wait for something, with what says that they wait."""
    found: list[tuple[Column[Any], list[ColumnElement[bool]]]] = []
    for table in Model.metadata.sorted_tables:
        still: list[ColumnElement[bool]] = [
            column.in_(UNSETTLED)
            for column in table.c
            if column.name in STATES and isinstance(column.type, String)
        ]
        still += [table.c.outbox_id.is_(None)] if "outbox_id" in table.c else []
        instants = [each for each in table.c if isinstance(each.type, UtcDateTime)]
        found += [(each, still) for each in instants if still]
    return found
