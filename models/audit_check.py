"""Whether the record is whole: the audit chain in itself, and the tables against it."""

from collections.abc import AsyncIterator, Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from domain.issues.assignments import DeadlineMove, is_on_time
from domain.issues.audit import Anchor, Inspection, instant
from domain.issues.replay import Filed, Fold, Folded, Impossible
from models import audit
from models.audit import AuditEntry
from models.issues import Assignment, Issue
from models.reports import Report, ReportKind

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
    inspection, fold, verdict = Inspection(anchors), Fold(), Verdict()
    impossible = ""
    async for link in audit.links(session, workspace_id):
        inspection.take(link)
        try:
            fold.take(link.entry)
        except Impossible as wrong:
            impossible = impossible or f"entry {link.entry.seq} tells what cannot be: {wrong}"
        advance(1)
    verdict.entries = inspection.length
    if broken := inspection.end():
        verdict.findings.append(f"the chain breaks: {broken}")
    if impossible:
        verdict.findings.append(impossible)
    async for difference in _differences(session, workspace_id, fold, verdict):
        verdict.findings.append(difference)
        break
    return verdict


async def _differences(
    session: AsyncSession, workspace_id: int, fold: Fold, verdict: Verdict
) -> AsyncIterator[str]:
    """Yield what stands otherwise in the tables, in the order of issues."""
    told = dict(fold.assignments)
    async for issue in _issues(session, workspace_id):
        status = fold.issues.pop(issue.number, None)
        if issue.status != status:
            yield _said(f"issue {issue.number}", "status", issue.status, status)
        filed = await _reports(session, [part.id for part in issue.assignments])
        for part in issue.assignments:
            verdict.assignments += 1
            about = f"issue {issue.number}, {part.agency.code}"
            kept = _kept(part, filed.get(part.id, []))
            entries = told.pop((issue.number, part.agency.code), None)
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
    found = await session.scalars(
        select(Report).where(Report.assignment_id.in_(assignment_ids)).order_by(Report.revision)
    )
    by_assignment: dict[int, list[Report]] = {}
    for report in found:
        by_assignment.setdefault(report.assignment_id, []).append(report)
    return by_assignment


def _kept(part: Assignment, reports: Iterable[Report]) -> dict[str, Any]:
    """Return what the tables say, in the same words as `_told`."""
    filed = {
        report.revision: Filed(
            report.reported_at, report.kind == ReportKind.FINAL, report.judged, report.judged_at
        )
        for report in reports
    }
    return {
        "status": part.status,
        "opened_at": part.assigned_at,
        "deadline": part.deadline,
        "original_deadline": part.original_deadline,
        "acknowledged_at": part.acknowledged_at,
        "first_reported_at": part.first_reported_at,
        "reported_at": part.reported_at,
        "on_time": is_on_time(part.reported_at, part.original_deadline, part.moves),
        **{f"report {revision}": report for revision, report in filed.items()},
        **{f"move {number}": move for number, move in enumerate(part.moves, start=1)},
    }


def _told(part: Folded) -> dict[str, Any]:
    """Return what the entries say."""
    return {
        "status": part.status.value,
        "opened_at": part.opened_at,
        "deadline": part.deadline,
        "original_deadline": part.original_deadline,
        "acknowledged_at": part.acknowledged_at,
        "first_reported_at": part.first_reported_at,
        "reported_at": part.reported_at,
        "on_time": part.on_time,
        **{f"report {revision}": report for revision, report in part.reports.items()},
        **{f"move {number}": move for number, move in enumerate(part.moves, start=1)},
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
        case Filed():
            parts = ("final" if value.final else "progress", instant(value.at))
            judged = (value.judged, instant(value.judged_at)) if value.judged_at else ()
            return " ".join(each for each in (*parts, *judged) if each)
        case DeadlineMove():
            return f"{value.kind} at {instant(value.at)} to {instant(value.new)}"
        case _:
            return str(value)
