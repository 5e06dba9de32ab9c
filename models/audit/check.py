"""Whether the record is whole: the audit chain in itself, and the tables against it."""

from collections.abc import AsyncIterator, Callable, Collection, Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from domain.indicator.as_of import sealed
from domain.indicator.quarters import Seal
from domain.issues.assignments import DeadlineMove, is_on_time
from domain.issues.audit import Action, Anchor, Inspection, instant
from domain.issues.replay import Impossible, Replay
from domain.issues.replayed import ReplayedAssignment, ReplayedReport
from models import audit
from models.audit import AuditEntry
from models.indicator import quarters
from models.issues import Assignment, Issue
from models.issues.reports import Report, ReportKind
from models.tables import parts

PAGE = 200
"""How many issues are compared at a time."""


@dataclass(slots=True)
class Verdict:
    """What was looked at and what was found, each finding in one line; none: all holds."""

    entries: int = 0
    assignments: int = 0
    findings: list[str] = field(default_factory=list)


async def length(session: AsyncSession, workspace_id: int) -> int:
    """Count a workspace's entries."""
    query = select(func.count()).where(AuditEntry.workspace_id == workspace_id)
    return await session.scalar(query.select_from(AuditEntry)) or 0


async def verify(
    session: AsyncSession,
    workspace_id: int,
    anchors: Collection[Anchor] = (),
    advance: Callable[[int], object] = lambda _entries: None,
) -> Verdict:
    """Walk a chain once, then compare the tables with what its entries add up to.

    `advance` is told how many entries were taken. At most one finding about the chain, one about
    what it tells and one about the tables: the first of each.
    """
    inspection, replay, verdict = Inspection(anchors), Replay(), Verdict()
    impossible, told = "", dict[tuple[str, int], dict[str, Any]]()
    async for link in audit.links(session, workspace_id):
        inspection.take(link)
        try:
            replay.take(link.entry)
        except Impossible as wrong:
            impossible = impossible or f"entry {link.entry.seq} tells what cannot be: {wrong}"
        if link.entry.action in (Action.QUARTER_CLOSED, Action.QUARTER_RESTATED):
            quarter, version, digest = sealed(link.entry, replay)
            told[quarter, version] = link.entry.detail
            if digest != link.entry.detail["hash"] and not impossible:
                impossible = (
                    f"entry {link.entry.seq} tells other rows of {quarter} than came before"
                )
        advance(1)
    verdict.entries = inspection.length
    if broken := inspection.end():
        verdict.findings.append(f"the chain breaks: {broken}")
    if impossible:
        verdict.findings.append(impossible)
    async for difference in _differences(session, workspace_id, replay, verdict):
        verdict.findings.append(difference)
        break
    async for difference in _quarters(session, workspace_id, told):
        verdict.findings.append(difference)
        break
    return verdict


async def _quarters(
    session: AsyncSession, workspace_id: int, told: dict[tuple[str, int], dict[str, Any]]
) -> AsyncIterator[str]:
    """Yield what stands otherwise in the tables of closed quarters. Rules K16, K23."""
    for period in await quarters.listed(session, workspace_id):
        known = await quarters.versions(session, workspace_id, period)
        for number, version in enumerate(known, start=1):
            seal = Seal()
            async for row in quarters.rows_of(session, known[:number]):
                seal.take(row)
            about = f"quarter {period}, version {version.version}"
            entry = told.pop((period, version.version), {})
            if not seal.hash == version.hash == entry.get("hash"):
                yield f"{about}: its rows are not those that the entries tell"
            if version.basis != {key: entry.get(key) for key in version.basis}:
                yield f"{about}: it was not counted by what the entries tell"
            if [asdict(each) for each in seal.figures] != version.figures:
                yield f"{about}: its figures are not those of its rows"
    for period, number in told:
        yield f"quarter {period}, version {number}: it is missing from the tables"


async def _differences(
    session: AsyncSession, workspace_id: int, replay: Replay, verdict: Verdict
) -> AsyncIterator[str]:
    """Yield what stands otherwise in the tables, in the order of issues."""
    told = dict(replay.assignments)
    async for issue in _issues(session, workspace_id):
        status = replay.issues.pop(issue.number, None)
        if issue.status != status:
            yield _said(f"issue {issue.number}", "status", issue.status, status)
        opened_at = replay.opened_at.get(issue.number)
        if issue.opened_at != opened_at:
            yield _said(f"issue {issue.number}", "opened_at", issue.opened_at, opened_at)
        filed = await _reports(session, [assignment.id for assignment in issue.assignments])
        for assignment in issue.assignments:
            verdict.assignments += 1
            about = f"issue {issue.number}, {assignment.agency.code}"
            kept = _kept(assignment, filed.get(assignment.id, []))
            entries = told.pop((issue.number, assignment.agency.code), None)
            if entries is None:
                yield f"{about}: the entries know nothing of it"
                continue
            expected = _told(entries)
            for name in sorted({**kept, **expected}):
                if kept.get(name) != expected.get(name):
                    yield _said(about, name, kept.get(name), expected.get(name))
    for number, agency in told:
        yield f"issue {number}, {agency}: it is missing from the tables"


async def _issues(session: AsyncSession, workspace_id: int) -> AsyncIterator[Issue]:
    last = 0
    while True:
        found = await session.scalars(
            select(Issue)
            .where(Issue.workspace_id == workspace_id, Issue.number > last)
            .order_by(Issue.number)
            .limit(PAGE)
            .options(
                selectinload(Issue.assignments).joinedload(Assignment.agency),
                selectinload(Issue.assignments).selectinload(Assignment.changes),
            )
            .execution_options(populate_existing=True)
        )
        page = list(found)
        for issue in page:
            yield issue
        if len(page) < PAGE:
            return
        last = page[-1].number
        session.expunge_all()


async def _reports(session: AsyncSession, assignment_ids: list[int]) -> dict[int, list[Report]]:
    by_assignment: dict[int, list[Report]] = {}
    for part in parts(assignment_ids):
        for report in await session.scalars(
            select(Report).where(Report.assignment_id.in_(part)).order_by(Report.revision)
        ):
            by_assignment.setdefault(report.assignment_id, []).append(report)
    return by_assignment


def _kept(assignment: Assignment, reports: Iterable[Report]) -> dict[str, Any]:
    """Return what the tables say, in the same words as `_told`."""
    filed = {
        report.revision: ReplayedReport(
            report.reported_at,
            report.kind == ReportKind.FINAL,
            report.judged,
            report.judged_at,
            report.unsent_at,
        )
        for report in reports
    }
    return {
        "role": assignment.role,
        "status": assignment.status,
        "opened_at": assignment.assigned_at,
        "deadline": assignment.deadline,
        "original_deadline": assignment.original_deadline,
        "acknowledged_at": assignment.acknowledged_at,
        "snoozed_until": assignment.snoozed_until,
        "escalated_at": assignment.escalated_at,
        "excused": assignment.excused,
        "appraised": assignment.appraised,
        "ministry": assignment.ministry,
        "first_reported_at": assignment.first_reported_at,
        "reported_at": assignment.reported_at,
        "on_time": is_on_time(
            assignment.reported_at, assignment.original_deadline, assignment.moves
        ),
        **{f"report {revision}": report for revision, report in filed.items()},
        **{f"move {number}": move for number, move in enumerate(assignment.moves, start=1)},
    }


def _told(assignment: ReplayedAssignment) -> dict[str, Any]:
    """Return what the entries say."""
    return {
        "role": assignment.role.value,
        "status": assignment.status.value,
        "opened_at": assignment.opened_at,
        "deadline": assignment.deadline,
        "original_deadline": assignment.original_deadline,
        "acknowledged_at": assignment.acknowledged_at,
        "snoozed_until": assignment.snoozed_until,
        "escalated_at": assignment.escalated_at,
        "excused": assignment.excused,
        "appraised": assignment.appraised,
        "ministry": assignment.ministry,
        "first_reported_at": assignment.first_reported_at,
        "reported_at": assignment.reported_at,
        "on_time": assignment.on_time,
        **{f"report {revision}": report for revision, report in assignment.reports.items()},
        **{f"move {number}": move for number, move in enumerate(assignment.moves, start=1)},
    }


def _said(about: str, name: str, kept: object, told: object) -> str:
    return f"{about}: {name} is {_shown(kept)} in the tables, {_shown(told)} by the entries"


def _shown(value: object) -> str:
    """Write a value for the operator; instants in UTC."""
    match value:
        case None:
            return "none"
        case datetime():
            return instant(value)
        case ReplayedReport():
            filed = ("final" if value.final else "progress", instant(value.at))
            judged = (value.judged, instant(value.judged_at)) if value.judged_at else ()
            unsent = ("unsent", instant(value.unsent_at)) if value.unsent_at else ()
            return " ".join(each for each in (*filed, *judged, *unsent) if each)
        case DeadlineMove():
            return f"{value.kind} at {instant(value.at)} to {instant(value.new)}"
        case _:
            return str(value)
