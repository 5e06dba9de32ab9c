"""What the quarterly report tells, from the database."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from domain.indicator.period import Period, fiscal_quarter, fiscal_year_be, quarter
from domain.indicator.quarterly import QuarterlyReport
from domain.indicator.rules import By, CountedRoles, Indicator, tabulate
from domain.issues.assignments import ReturnClock
from domain.words import Words
from models import audit
from models.indicator import counted_assignments, names
from models.indicator.explain import as_json, explained

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
    """Return what is known of a fiscal quarter, in rows and figures."""
    tz = words.tz
    told = explained(session, workspace_id, period, now=now, tz=tz, language=words.language)
    rows = [row async for row in told]
    called = await names(session, words.language)
    facts = [row.counted for row in rows]
    newest = await audit.head(session, workspace_id)
    return QuarterlyReport(
        period=period,
        office=office,
        at=now,
        rows=[as_json(row, words, tz) for row in rows],
        by_ministry=tabulate(facts, By.MINISTRY, called, now, roles),
        by_agency=tabulate(facts, By.AGENCY, called, now, roles),
        trend=await _trend(session, workspace_id, period, now, words, roles),
        return_clock=clock,
        audit=(newest.seq, newest.hash) if newest else None,
    )


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
