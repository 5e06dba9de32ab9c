"""What the quarterly report tells, from the database."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from domain.indicator.period import Period, fiscal_quarter, fiscal_year_be, quarter
from domain.indicator.quarterly import QuarterlyReport, Version
from domain.indicator.rules import By, CountedRoles, Indicator, tabulate
from domain.issues.assignments import ReturnClock
from domain.words import Words
from models import audit
from models.audit import as_of
from models.indicator import counted_assignments, measures, names, quarters
from models.indicator.explain import as_json, explained
from models.indicator.quarters import Quarter

QUARTERS = 8
"""How many quarters a trend has."""


async def quarterly_report(
    session: AsyncSession,
    workspace_id: int,
    office: str,
    period: Period,
    words: Words,
    clock: ReturnClock,
    roles: CountedRoles = CountedRoles.LEAD,
    *,
    now: datetime,
) -> QuarterlyReport:
    """Return what is known of a fiscal quarter, or was when it was closed or last restated."""
    tz, language = words.tz, words.language
    known = await quarters.versions(session, workspace_id, period.name)
    at = known[-1].at if known else now
    show = as_of.explained if known else explained
    told = show(session, workspace_id, period, now=at, tz=tz, language=language)
    rows = [row async for row in told]
    called = await names(session, words.language)
    facts = [row.counted for row in rows]
    newest = await audit.head(session, workspace_id)
    return QuarterlyReport(
        period=period,
        office=office,
        at=at,
        rows=[as_json(row, words, tz) for row in rows],
        by_ministry=tabulate(facts, By.MINISTRY, called, at, roles),
        by_agency=tabulate(facts, By.AGENCY, called, at, roles),
        trend=await _trend(session, workspace_id, period, now, words, roles),
        return_clock=clock,
        versions=[await _version(session, each) for each in known],
        measures=[
            each.measure for each in await measures.listed(session, workspace_id, period.name)
        ],
        names=called,
        audit=(newest.seq, newest.hash) if newest else None,
    )


async def _version(session: AsyncSession, kept: Quarter) -> Version:
    """Return a version with what it changed: of a closing, which made every row, nothing."""
    changes = [pair async for pair in quarters.changes(session, kept)] if kept.version else []
    return Version(kept.version, kept.at, kept.reason, kept.hash, changes)


async def _trend(
    session: AsyncSession,
    workspace_id: int,
    period: Period,
    now: datetime,
    words: Words,
    roles: CountedRoles,
) -> list[tuple[Period, Indicator]]:
    """Return the sums of quarters up to this one, the oldest first."""
    sums: list[tuple[Period, Indicator]] = []
    while len(sums) < QUARTERS:
        facts = await counted_assignments(session, workspace_id, period, words.tz)
        sums.insert(0, (period, tabulate(facts, By.AGENDA, {}, now, roles).total))
        before = period.start - timedelta(days=1)
        period = quarter(fiscal_year_be(before), fiscal_quarter(before))
    return sums
