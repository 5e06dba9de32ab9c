"""Rows of `saphan export`, with the contract's keys; how they are written is the caller's."""

from collections.abc import Callable, Coroutine
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from domain.indicator.periods import first_instant
from domain.issues.assignments import is_on_time
from models import evidence, indicator, link_checks, reminders
from models.agencies import AgencyRow
from models.audit import AuditEntry
from models.issues import Assignment, Issue
from models.people import Person
from models.reports import Report

Row = dict[str, Any]


class Export(StrEnum):
    """What can be exported."""

    ISSUES = "issues"
    ASSIGNMENTS = "assignments"
    REPORTS = "reports"
    AUDIT = "audit"


COLUMNS: dict[Export, tuple[str, ...]] = {
    Export.ISSUES: (
        *("number", "headline", "detail", "links", "urgency", "agenda", "status"),
        *("opened_by", "opened_at", "recorded_at", "deadline", "closed_at", "link_checks"),
    ),
    Export.ASSIGNMENTS: (
        *("issue", "agency", "ministry", "role", "status", "deadline", "original_deadline"),
        *("acknowledged_at", "first_reported_at", "reported_at", "on_time", "reminders_sent"),
    ),
    Export.REPORTS: (
        *("issue", "agency", "revision", "kind", "text", "links", "evidence", "reported_by"),
        *("reported_at", "recorded_at", "judged", "judged_by", "judged_at", "reason"),
        "link_checks",
    ),
    Export.AUDIT: ("seq", "at", "actor", "action", "subject", "detail", "hash", "previous_hash"),
}
"""The keys of every row, in this order."""


async def rows(
    session: AsyncSession,
    workspace_id: int,
    what: Export,
    tz: tzinfo,
    *,
    first: date | None = None,
    last: date | None = None,
) -> list[Row]:
    """Return the rows of an export, in the order of issues, or of audit entries.

    `first` and `last` are local days, both included, that narrow by when the issue was opened,
    the report was sent, or the entry was made. Times are ISO 8601 with the offset of the zone.
    """
    days = _Days(first, last, tz)
    found = await _QUERIES[what](session, workspace_id, days)
    return [
        {key: _shown(value, tz) for key, value in zip(COLUMNS[what], row, strict=True)}
        for row in found
    ]


class _Days:
    """Local days as a condition on a column of instants."""

    def __init__(self, first: date | None, last: date | None, tz: tzinfo) -> None:
        self.start = first and first_instant(first, tz)
        self.end = last and first_instant(last + timedelta(days=1), tz)

    def cover(self, column: InstrumentedAttribute[datetime]) -> list[ColumnElement[bool]]:
        """Return the conditions for an instant to fall on these days."""
        conditions = []
        if self.start is not None:
            conditions.append(column >= self.start)
        if self.end is not None:
            conditions.append(column < self.end)
        return conditions


async def _issues(session: AsyncSession, workspace_id: int, days: _Days) -> list[tuple[Any, ...]]:
    query = (
        select(Issue, Person.name)
        .join(Person, Person.id == Issue.opened_by_id)
        .where(Issue.workspace_id == workspace_id, *days.cover(Issue.opened_at))
        .order_by(Issue.number)
    )
    found = await session.execute(query)
    checks = await link_checks.of_issues(session, workspace_id)
    return [
        (
            *(issue.number, issue.headline, issue.detail, issue.links, issue.urgency),
            *(issue.agenda, issue.status, opened_by, issue.opened_at, issue.recorded_at),
            *(issue.deadline, issue.closed_at),
            [check.exported() for check in checks.get(issue.id, ())],
        )
        for issue, opened_by in found
    ]


async def _assignments(
    session: AsyncSession, workspace_id: int, days: _Days
) -> list[tuple[Any, ...]]:
    query = (
        select(Assignment, Issue.number, AgencyRow.code, AgencyRow.ministry_code)
        .join(Issue, Issue.id == Assignment.issue_id)
        .join(AgencyRow, AgencyRow.id == Assignment.agency_id)
        .where(Issue.workspace_id == workspace_id, *days.cover(Issue.opened_at))
        .order_by(Issue.number, Assignment.id)
    )
    found = await session.execute(query)
    moves = await indicator.moves_of(session, workspace_id)
    sent = await reminders.sent_count(session, workspace_id)
    return [
        (
            *(number, code, ministry or code, part.role, part.status, part.deadline),
            *(part.original_deadline, part.acknowledged_at, part.first_reported_at),
            part.reported_at,
            is_on_time(part.reported_at, part.original_deadline, moves.get(part.id, ())),
            sent.get(part.id, 0),
        )
        for part, number, code, ministry in found
    ]


async def _reports(session: AsyncSession, workspace_id: int, days: _Days) -> list[tuple[Any, ...]]:
    author, judge = aliased(Person), aliased(Person)
    query = (
        select(Report, Issue.number, AgencyRow.code, author.name, judge.name)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Issue, Issue.id == Assignment.issue_id)
        .join(AgencyRow, AgencyRow.id == Assignment.agency_id)
        .join(author, author.id == Report.reported_by_id)
        .outerjoin(judge, judge.id == Report.judged_by_id)
        .where(Issue.workspace_id == workspace_id, *days.cover(Report.reported_at))
        .order_by(Issue.number, Assignment.id, Report.revision)
    )
    found = await session.execute(query)
    files = await evidence.kept(session, workspace_id)
    checks = await link_checks.of_reports(session, workspace_id)
    return [
        (
            *(number, code, report.revision, report.kind, report.text, report.links),
            [file.exported() for file in files.get(report.id, ())],
            *(reported_by, report.reported_at, report.recorded_at),
            *(report.judged, judged_by, report.judged_at, report.reason),
            [check.exported() for check in checks.get(report.id, ())],
        )
        for report, number, code, reported_by, judged_by in found
    ]


async def _audit(session: AsyncSession, workspace_id: int, days: _Days) -> list[tuple[Any, ...]]:
    query = (
        select(AuditEntry)
        .where(AuditEntry.workspace_id == workspace_id, *days.cover(AuditEntry.at))
        .order_by(AuditEntry.seq)
    )
    found = await session.scalars(query)
    return [tuple(getattr(entry, key) for key in COLUMNS[Export.AUDIT]) for entry in found]


_QUERIES: dict[
    Export,
    Callable[[AsyncSession, int, _Days], Coroutine[Any, Any, list[tuple[Any, ...]]]],
] = {
    Export.ISSUES: _issues,
    Export.ASSIGNMENTS: _assignments,
    Export.REPORTS: _reports,
    Export.AUDIT: _audit,
}


def _shown(value: Any, tz: tzinfo) -> Any:
    if isinstance(value, list):
        return [_shown(each, tz) for each in value]
    if isinstance(value, dict):
        return {key: _shown(each, tz) for key, each in value.items()}
    return value.astimezone(tz).isoformat() if isinstance(value, datetime) else value
