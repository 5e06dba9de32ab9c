"""What was known at an instant, from the audit: the entries that were recorded until then."""

from collections.abc import AsyncGenerator, Collection, Iterator
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.indicator.as_of import counted_by
from domain.indicator.explained import Excusing, Explained, Filed
from domain.indicator.period import Period
from domain.indicator.rules import By, CountedRoles, IndicatorTable
from domain.indicator.verdicts import CountedAssignment
from domain.issues.audit import Action, Entry
from domain.issues.replay import EFFECTS, Replay
from domain.issues.replayed import ReplayedAssignment, ReplayedReport
from models.agencies import AgencyRow
from models.audit import PAGE, AuditEntry
from models.indicator import names, tabulated, with_a_deadline_between
from models.indicator.explain import Beside, beside
from models.issues import Assignment, Issue
from models.tables import PART, parts

_TOLD = (
    select(
        *(AuditEntry.seq, AuditEntry.at, AuditEntry.actor, AuditEntry.action, AuditEntry.subject),
        *(AuditEntry.detail, AuditEntry.recorded_at),
    )
    .where(
        AuditEntry.workspace_id == bindparam("home"),
        AuditEntry.seq > bindparam("behind"),
        AuditEntry.action.in_([*EFFECTS, Action.AGENCY_STANDS]),
    )
    .order_by(AuditEntry.seq)
    .limit(PAGE)
)


async def replayed(
    session: AsyncSession, workspace_id: int, at: datetime, issues: Collection[int]
) -> Replay:
    """Add up what was known of some issues, by number, at an instant. Rule K20."""
    replay, last = Replay(), 0
    kept = {f"issue:{number}" for number in issues}
    while True:
        found = await session.execute(_TOLD, {"home": workspace_id, "behind": last})
        page = [Entry(*told) for told in found]
        for entry in page:
            if entry.recorded_at > at:
                return replay
            if entry.subject in kept or entry.action == Action.AGENCY_STANDS:
                replay.take(entry)
        if len(page) < PAGE:
            return replay
        last = page[-1].seq


async def _known(
    session: AsyncSession, workspace_id: int, period: Period, tz: tzinfo, at: datetime
) -> Replay:
    """Add up what was known of the issues that ever had a deadline in a period.

    A deadline that was known then still stands on record: no other issue can have been in it.
    """
    within = with_a_deadline_between(*period.instants(tz))
    found = await session.scalars(
        select(Issue.number)
        .join(Assignment, Assignment.issue_id == Issue.id)
        .where(Issue.workspace_id == workspace_id, Assignment.id.in_(within))
    )
    return await replayed(session, workspace_id, at, set(found))


async def table(
    session: AsyncSession,
    workspace_id: int,
    period: Period,
    by: By,
    *,
    now: datetime,
    tz: tzinfo,
    only: Collection[str] | None = None,
    language: str = "th",
    raw: bool = False,
    roles: CountedRoles = CountedRoles.LEAD,
) -> IndicatorTable:
    """Count a period as `models.indicator` does, by what was known at an instant. Rule K20.

    The entries know nothing of agendas: these are told as they are now.
    """
    replay = await _known(session, workspace_id, period, tz, now)
    agendas = select(Issue.number, Issue.agenda).where(Issue.workspace_id == workspace_id)
    found = await session.execute(agendas.where(Issue.agenda != ""))
    called = {number: agenda for number, agenda in found}
    counted = [
        replace(one, agenda=called.get(issue, ""))
        for issue, one in counted_by(replay, *period.instants(tz), raw=raw)
    ]
    return await tabulated(session, counted, by, now=now, only=only, language=language, roles=roles)


async def explained(
    session: AsyncSession,
    workspace_id: int,
    period: Period,
    *,
    now: datetime,
    tz: tzinfo,
    only: Collection[str] | None = None,
    language: str = "th",
) -> AsyncGenerator[Explained]:
    """Yield the rows of a period as they were known at an instant, by issue and code. Rule K20.

    Names, headlines and reasons stand beside them as they are now: the audit holds none.
    """
    replay = await _known(session, workspace_id, period, tz, now)
    called = await names(session, language)
    chosen = [
        (issue, one)
        for issue, one in counted_by(replay, *period.instants(tz))
        if only is None or one.agency in only or one.ministry in only
    ]
    for part in parts(chosen, _VALUES):
        numbers = {issue for issue, _ in part}
        found = await session.execute(_HEADLINES, {"home": workspace_id, "part": [*numbers]})
        stored = {(row.number, row.code): row for row in found}
        told = await beside(session, [stored[issue, one.agency].id for issue, one in part])
        for issue, one in part:
            row = stored[issue, one.agency]
            entries = replay.assignments[issue, one.agency]
            yield _dressed(issue, one, entries, row.headline, told[row.id], called, now)


_VALUES = 4
"""What a row takes of the values of a statement: issues and assignments are asked for by lists."""
_HEADLINES = (
    select(Assignment.id, Issue.number, Issue.headline, AgencyRow.code)
    .join(Issue, Issue.id == Assignment.issue_id)
    .join(AgencyRow, AgencyRow.id == Assignment.agency_id)
    .where(Issue.workspace_id == bindparam("home"), Issue.number.in_(PART))
)


def _dressed(
    issue: int,
    one: CountedAssignment,
    entries: ReplayedAssignment,
    headline: str,
    now: Beside,
    called: dict[str, str],
    at: datetime,
) -> Explained:
    """Return a row with the names and reasons that stand beside it."""
    made = sorted(now.moves, key=lambda each: each[0].id)
    why = zip(one.moves, made, strict=False)  # those made since are not among them
    return Explained(
        issue=issue,
        headline=headline,
        agency_name=called[one.agency],
        ministry_name=called.get(one.ministry, one.ministry),
        counted=one,
        why=tuple(
            (by, change.reason) for _, (change, by) in sorted(why, key=lambda each: each[0].at)
        ),
        reports=tuple(_reports(entries.reports, now.reports)),
        verdict=one.verdict(at),
        excusing=_excusing(now, at) if one.excused else None,
        objections=tuple(each.known_at(at) for each in now.objections if each.recorded_at <= at),
    )


def _reports(filed: dict[int, ReplayedReport], now: list[Filed]) -> Iterator[Filed]:
    """Yield the reports as they were known; of a judgement since taken back nobody is named."""
    by_number = {each.revision: each for each in now}
    for number, told in sorted(filed.items()):
        known: dict[str, Any] = {
            "kind": "final" if told.final else "progress",
            "at": told.at,
            "judged": told.judged,
            "judged_at": told.judged_at,
            "unsent_at": told.unsent_at,
        }
        stands = by_number[number]
        if (stands.judged, stands.judged_at) != (told.judged, told.judged_at):
            known |= {"judged_by": None, "reason": ""}
        yield replace(stands, **known)


def _excusing(now: Beside, at: datetime) -> Excusing | None:
    known = [excusing for excusing, known_at in now.excusing if known_at <= at]
    return known[-1] if known else None
