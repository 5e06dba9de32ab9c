"""Fiscal quarters that were closed: their figures and rows as they were then, and as restated."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import asdict
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain.indicator.period import Period, quarter_of
from domain.indicator.quarters import ClosedQuarter, Row, Seal, Sums, as_quarter, row_of
from domain.indicator.rules import CountedRoles
from models.indicator.explain import explained
from models.tables import PART, Model


class Quarter(Model):
    """A fiscal quarter of a workspace as it was closed (`version` 0) or restated (1, 2 and so on).

    `at` is when, by our clock; `actor` who, as the audit says. `hash` is over all rows of the
    version. `figures` are its sums, `basis` the rules, calendar and standings that it counts by.
    """

    __tablename__ = "quarters"
    __table_args__ = (UniqueConstraint("workspace_id", "period", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    period: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(100))
    reason: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))
    figures: Mapped[list[dict[str, Any]]]
    basis: Mapped[dict[str, Any]]


class QuarterRow(Model):
    """What a version changes of one assignment: a row of the figure, without words or names.

    `before` is missing where it was no row of the quarter, as in version 0; `after` where it is
    none any longer.
    """

    __tablename__ = "quarter_rows"

    quarter_id: Mapped[int] = mapped_column(ForeignKey("quarters.id"), primary_key=True)
    issue: Mapped[int] = mapped_column(primary_key=True)
    agency: Mapped[str] = mapped_column(String(60), primary_key=True)
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]


_CLOSED_AT = select(Quarter.at).where(
    Quarter.workspace_id == bindparam("home"),
    Quarter.period == bindparam("named"),
    Quarter.version == 0,
)


async def closed_at(
    session: AsyncSession, workspace_id: int, deadline: datetime, tz: tzinfo
) -> datetime | None:
    """Return when the quarter into which a deadline falls was closed; `None`: it is open. K16."""
    named = quarter_of(deadline, tz).name
    return await session.scalar(_CLOSED_AT, {"home": workspace_id, "named": named})


_VERSIONS = (
    select(Quarter)
    .where(Quarter.workspace_id == bindparam("home"), Quarter.period == bindparam("named"))
    .order_by(Quarter.version)
)


async def versions(
    session: AsyncSession, workspace_id: int, period: str, until: datetime | None = None
) -> list[Quarter]:
    """Return the closing of a quarter and its restatements, in their order; none while it is open.

    `until` leaves out what was done after an instant.
    """
    query = _VERSIONS if until is None else _VERSIONS.where(Quarter.at <= until)
    return list(await session.scalars(query, {"home": workspace_id, "named": period}))


async def listed(session: AsyncSession, workspace_id: int) -> list[str]:
    """Return the names of the quarters that were closed, in their order."""
    closings = Quarter.workspace_id == workspace_id, Quarter.version == 0
    return sorted(await session.scalars(select(Quarter.period).where(*closings)))


async def closed(
    session: AsyncSession, workspace_id: int, period: Period, until: datetime | None = None
) -> ClosedQuarter | None:
    """Return the figure of a period as it was closed, if it is a quarter that was. Rule K16."""
    whole = as_quarter(period)
    known = await versions(session, workspace_id, whole.name, until) if whole else []
    if whole is None or not known:
        return None
    return ClosedQuarter(
        period=whole,
        at=known[0].at,
        hash=known[0].hash,
        restatements=len(known) - 1,
        restated_at=known[-1].at if len(known) > 1 else None,
        figures=[Sums(**each) for each in known[-1].figures],
        roles=CountedRoles(known[-1].basis["counted_roles"]),
    )


async def live_rows(
    session: AsyncSession, workspace_id: int, period: Period, now: datetime, tz: tzinfo
) -> AsyncGenerator[Row]:
    """Yield the rows of a quarter as they are now, by issue and code, some in memory at a time."""
    rows = explained(session, workspace_id, period, now=now, tz=tz)
    async with aclosing(rows):
        facts = (row_of(row.issue, row.counted, now) async for row in rows)
        async for issue in _by_issue(facts, lambda row: row["issue"]):
            for row in sorted(issue, key=_code):
                yield row


_CHANGES = (
    select(QuarterRow.quarter_id, QuarterRow.issue, QuarterRow.agency, QuarterRow.after)
    .where(QuarterRow.quarter_id.in_(PART))
    .order_by(QuarterRow.issue)
)


async def rows_of(session: AsyncSession, known: Sequence[Quarter]) -> AsyncGenerator[Row]:
    """Yield the rows of the last of these versions, by issue and code; it takes all before it."""
    if not known:
        return
    ids = [each.id for each in known]
    found = await session.stream(_CHANGES, {"part": ids})
    try:
        async for issue in _by_issue(found, lambda row: row.issue):
            newest = {
                row.agency: row.after for row in sorted(issue, key=lambda row: row.quarter_id)
            }
            for _, row in sorted(newest.items()):
                if row is not None:
                    yield row
    finally:
        await found.close()


async def _by_issue(
    rows: AsyncIterator[Any], issue_of: Callable[[Any], int]
) -> AsyncGenerator[list[Any]]:
    """Gather what comes in the order of issues, those of an issue at a time."""
    issue: list[Any] = []
    async for row in rows:
        if issue and issue_of(row) != issue_of(issue[0]):
            yield issue
            issue = []
        issue.append(row)
    if issue:
        yield issue


def _code(row: Row) -> str:
    return str(row["agency"])


Pair = tuple[Row | None, Row | None]
"""A row before and after; where it was or is none, nothing."""


async def pairs(before: AsyncIterator[Row], after: AsyncIterator[Row]) -> AsyncGenerator[Pair]:
    """Lay the rows of two figures, by issue and code, beside each other."""
    old, new = await anext(before, None), await anext(after, None)
    while old or new:
        keys = [(row["issue"], row["agency"]) for row in (old, new) if row]
        was = old if old and (old["issue"], old["agency"]) == min(keys) else None
        now = new if new and (new["issue"], new["agency"]) == min(keys) else None
        yield was, now
        old = await anext(before, None) if was else old
        new = await anext(after, None) if now else new


class Stated(NamedTuple):
    """A version of a quarter that was put on record: its seal, and how many rows it changed."""

    quarter: Quarter
    seal: Seal
    changed: int


WRITTEN_AT_A_TIME = 500


async def state(
    session: AsyncSession,
    known: Sequence[Quarter],
    quarter: Quarter,
    rows: AsyncGenerator[Row],
) -> Stated:
    """Put on record what a quarter is now: of its rows those that differ from what is `known`."""
    session.add(quarter)
    await session.flush()
    seal, changed, waiting = Seal(), 0, list[dict[str, Any]]()
    before = rows_of(session, known)
    async with aclosing(before), aclosing(rows), aclosing(pairs(before, rows)) as found:
        async for was, now in found:
            if now is not None:
                seal.take(now)
            if was == now:
                continue
            row = now or was or {}
            place = {"quarter_id": quarter.id, "issue": row["issue"], "agency": row["agency"]}
            waiting.append(place | {"before": was, "after": now})
            changed += 1
            if len(waiting) == WRITTEN_AT_A_TIME:
                await session.execute(insert(QuarterRow), waiting)
                waiting = []
    if waiting:
        await session.execute(insert(QuarterRow), waiting)
    quarter.hash, quarter.figures = seal.hash, [asdict(each) for each in seal.figures]
    return Stated(quarter, seal, changed)


async def changes(session: AsyncSession, quarter: Quarter) -> AsyncGenerator[Pair]:
    """Yield what a restatement changed, by issue and code."""
    query = (
        select(QuarterRow.issue, QuarterRow.agency, QuarterRow.before, QuarterRow.after)
        .where(QuarterRow.quarter_id == quarter.id)
        .order_by(QuarterRow.issue)
    )
    found = await session.stream(query)
    try:
        async for issue in _by_issue(found, lambda row: row.issue):
            for row in sorted(issue, key=lambda row: row.agency):
                yield row.before, row.after
    finally:
        await found.close()
