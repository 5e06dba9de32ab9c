"""The lease queue: rows that wait to be dealt with, and are claimed for a while by one process.

Inbox, outbox, evidence and link checks are such tables; each file holds what is its own. Nothing
here knows what a row is about. Whatever lets a row be claimed tells the loops so (`models.work`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import (
    ColumnElement,
    Executable,
    Integer,
    Select,
    String,
    Text,
    and_,
    bindparam,
    func,
    literal,
    select,
    update,
)
from sqlalchemy import (
    Row as Found,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from models.tables import PART, UtcDateTime
from models.work import Work, leave

WAITING = "waiting"
"""The state of every row that is still to be dealt with; any other is final."""

DEAD = "dead"
"""The state of a row that was given up and waits for an operator."""


class Queued:
    """The columns of a row that waits to be dealt with.

    `recorded_at` is our time of adding it. `next_attempt_at` is when it may be claimed: while it
    is claimed, the end of the lease. `attempts` counts those that ended: one whose process was
    killed says nothing against the row. `error` says why the last one failed.
    """

    if TYPE_CHECKING:
        id: Mapped[Any]  # each table has one, of its own type

    state: Mapped[str] = mapped_column(String(12))
    attempts: Mapped[int]
    recorded_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(Text)


Row = TypeVar("Row", bound=Queued)


def waiting(now: datetime) -> dict[str, Any]:
    """Return the columns of a new row, to be dealt with at once."""
    return {
        "state": WAITING,
        "attempts": 0,
        "recorded_at": now,
        "next_attempt_at": now,
        "finished_at": None,
        "error": "",
    }


@dataclass(frozen=True, slots=True)
class Seen:
    """Rows that may be claimed, by their ids; whether `more` is due, and when the next one is."""

    rows: Sequence[Found[Any]]
    more: bool
    next_at: datetime | None


class Queue(Generic[Row]):
    """A table that is dealt with row by row, by any number of processes at once.

    Whoever claims rows commits before dealing with them, so that no transaction waits on the
    network; who dies meanwhile loses nothing, for the lease runs out and the row comes back.
    """

    def __init__(self, table: type[Row], work: Work, *order: InstrumentedAttribute[Any]) -> None:
        """Take rows of a table in this order; `work` is what is done with them."""
        self._table, self._work = table, work
        self._order = order
        # Rows are changed past the session, which takes four times as long to find out which of
        # its objects that changes: none as a rule, for a claimant's row is of an ended session.
        self._rows: Any = table.__table__  # type: ignore[attr-defined]

    def _due(self) -> ColumnElement[bool]:
        """Which rows may be claimed at the instant `now`."""
        return and_(self._table.state == WAITING, self._table.next_attempt_at <= bindparam("now"))

    def _lease(self, end: Any) -> dict[str, Any]:
        """What is set on a row that is claimed until then."""
        return {"next_attempt_at": end}

    def _marks(self) -> dict[str, Any]:
        """What is set on a row when it is claimed until `lease_end`."""
        return self._lease(bindparam("lease_end"))

    # Loops ask these all day long, so they are built once: building costs more than asking.
    @cached_property
    def _ahead(self) -> Executable:
        # Two questions, for an index answers each by its first entry.
        at, now = self._table.next_attempt_at, bindparam("now", type_=UtcDateTime)
        earliest = select(func.min(at)).where(self._table.state == WAITING)
        past, coming = earliest.where(at <= now), earliest.where(at > now)
        return select(past.scalar_subquery(), coming.scalar_subquery())

    @cached_property
    def _look(self) -> Select[Any]:
        table, now = self._table, bindparam("now", type_=UtcDateTime)
        most = bindparam("most", type_=Integer)
        at, waits = table.next_attempt_at, table.state == WAITING
        come = select(literal(1)).where(waits, at <= now).limit(most + 1).subquery()
        coming = select(func.min(at)).where(waits, at > now).correlate(None)
        number = select(func.count()).select_from(come)
        return (
            select(table.id, number.scalar_subquery(), coming.scalar_subquery())
            .where(self._due())
            .order_by(*self._order)
            .limit(most)
            # Claimants at once pass over each other's rows instead of waiting for a lock, only
            # to find the rows taken. SQLite needs none of it: it has one writer at a time.
            .with_for_update(of=table, skip_locked=True)
        )

    @cached_property
    def _claim(self) -> Executable:
        table = self._rows
        chosen = update(table).where(
            table.c.id.in_(PART),
            table.c.state == WAITING,
            table.c.next_attempt_at <= bindparam("now"),
        )
        claimed = chosen.values(**self._marks()).returning(*table.c)
        whole = select(self._table).from_statement(claimed)
        return whole.execution_options(populate_existing=True)

    @cached_property
    def _change(self) -> Executable:
        table = self._rows
        return update(table).where(
            table.c.id == bindparam("claimed"),
            table.c.state == WAITING,
            table.c.next_attempt_at == bindparam("lease"),
        )

    async def ahead(self, session: AsyncSession, now: datetime) -> tuple[bool, datetime | None]:
        """Return whether the time of a row that waits has come, and when that of the next one does.

        The time of a claimed one is the end of its lease.
        """
        past, coming = (await session.execute(self._ahead, {"now": now})).one()
        return past is not None, coming

    async def look(self, session: AsyncSession, now: datetime, limit: int) -> Seen:
        """Return the first rows that may be claimed, held in a transaction that writes."""
        found = (await session.execute(self._look, {"now": now, "most": limit})).all()
        if not found:
            return Seen((), *await self.ahead(session, now))
        _, come, coming = found[0][:3]
        return Seen(found, come > len(found), coming)

    async def claim(
        self, session: AsyncSession, seen: Seen, now: datetime, lease: timedelta
    ) -> list[Row]:
        """Take for a while what was seen and nobody has taken since, in the order of the queue."""
        given = {"now": now, "lease_end": now + lease, "part": [row.id for row in seen.rows]}
        claimed = await session.scalars(self._claim, given)
        # RETURNING promises no order.
        return sorted(claimed, key=lambda row: [getattr(row, each.key) for each in self._order])

    async def change(self, session: AsyncSession, row: Row, **values: Any) -> bool:
        """Change a claimed row; false, and nothing changed, when it is the claimant's no longer.

        The end of the lease is the claimant's mark: a row is claimed again only when that has
        passed, and so gets a later one. As long as nobody has done so, who is late may still
        change it.
        """
        mark = {"claimed": row.id, "lease": row.next_attempt_at}
        result = await session.execute(self._change, mark | values)
        if "next_attempt_at" in values:
            leave(session, self._work, values["next_attempt_at"])
        changed = bool(result.rowcount)  # type: ignore[attr-defined]
        key = identity_key(self._table, row.id)
        if changed and (known := session.sync_session.identity_map.get(key)) is not None:
            for name, value in values.items():
                set_committed_value(known, name, value)
        return changed

    async def renew(self, session: AsyncSession, row: Row, lease_end: datetime) -> bool:
        """Claim a claimed row for longer; false when it is the claimant's no longer."""
        return await self.change(session, row, **self._lease(lease_end))

    async def finish(
        self,
        session: AsyncSession,
        row: Row,
        now: datetime,
        state: str,
        *,
        error: str = "",
        **values: Any,
    ) -> bool:
        """Bring a claimed row to a final state; false when it is the claimant's no longer."""
        values |= {"state": state, "finished_at": now, "error": error}
        return await self.change(session, row, attempts=row.attempts + 1, **values)

    async def fail(
        self,
        session: AsyncSession,
        row: Row,
        now: datetime,
        *,
        retry_at: datetime | None,
        state: str = DEAD,
        error: str = "",
        **values: Any,
    ) -> bool:
        """Try a claimed row again at an instant, or give it up, in this state, when it is `None`.

        False when it is the claimant's no longer.
        """
        if retry_at is None:
            return await self.finish(session, row, now, state, error=error, **values)
        values |= {"next_attempt_at": retry_at, "error": error}
        return await self.change(session, row, attempts=row.attempts + 1, **values)

    async def oldest_waiting(self, session: AsyncSession) -> datetime | None:
        """Return when the row that waits longest was added."""
        return await session.scalar(
            select(func.min(self._table.recorded_at)).where(self._table.state == WAITING)
        )

    async def counts(self, session: AsyncSession, states: Iterable[str]) -> dict[str, int]:
        """Count the rows in each of these states (no entry for none).

        Only rows in these are looked at: those that are settled grow without end.
        """
        state = self._table.state
        found = await session.execute(
            select(state, func.count()).where(state.in_(states)).group_by(state)
        )
        return {each: number for each, number in found}

    async def dead(self, session: AsyncSession) -> list[Row]:
        """Return the rows that were given up, in the order of the queue."""
        query = select(self._table).where(self._table.state == DEAD).order_by(*self._order)
        return list(await session.scalars(query))

    async def requeue(
        self, session: AsyncSession, row_id: object, now: datetime, **marks: Any
    ) -> bool:
        """Let a dead row be tried again, with `marks`; false when there is no such dead row."""
        result = await session.execute(
            update(self._table)
            .where(self._table.id == row_id, self._table.state == DEAD)
            .values(state=WAITING, attempts=0, next_attempt_at=now, finished_at=None, **marks)
        )
        leave(session, self._work, now)
        return bool(result.rowcount)  # type: ignore[attr-defined]

    async def release(self, session: AsyncSession, now: datetime) -> None:
        """Let all that waits be claimed at once, whether it was claimed or waits for its next try.

        For a process that works alone, at its start: whoever claimed a row is known to be gone.
        """
        await session.execute(
            update(self._table)
            .where(self._table.state == WAITING, self._table.next_attempt_at > now)
            .values(next_attempt_at=now)
        )
