"""Rows of `saphan export`, with the contract's keys; how they are written is the caller's."""

from collections.abc import Callable, Coroutine
from datetime import date, datetime, timedelta, tzinfo
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from domain.indicator.period import first_instant
from domain.issues.assignments import is_on_time
from models import evidence, indicator, link_checks
from models.agencies import AgencyRow
from models.audit import AuditEntry
from models.export_columns import COLUMNS as COLUMNS
from models.export_columns import Export as Export
from models.issues import Assignment, DeadlineChange, Issue, IssueChange
from models.people import Person
from models.reminders import Reminder, ReminderStatus
from models.reports import Report, ReportChange
from models.requests import Request
from models.snoozes import Snooze

Row = dict[str, Any]


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
    the report was sent, the change was made, the request was asked, the reminder was due, or the
    entry was made. Times are ISO 8601 with the offset of the zone.
    """
    days = _Days(first, last, tz)
    found = await _QUERIES[what](session, workspace_id, days)
    return [{key: _shown(row[key], tz) for key in COLUMNS[what]} for row in found]


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


_Chosen = Select[*tuple[Any, ...]]
_Query = Callable[[AsyncSession, int, _Days], Coroutine[Any, Any, list[Row]]]


async def _issues(session: AsyncSession, workspace_id: int, days: _Days) -> list[Row]:
    query = (
        select(Issue, _person(Issue.opened_by_id))
        .where(Issue.workspace_id == workspace_id, *days.cover(Issue.opened_at))
        .order_by(Issue.number)
    )
    found = await session.execute(query)
    checks = await link_checks.of_issues(session, workspace_id)
    return [
        vars(issue)
        | {
            "opened_by": opened_by,
            "link_checks": [check.exported() for check in checks.get(issue.id, ())],
        }
        for issue, opened_by in found
    ]


async def _assignments(session: AsyncSession, workspace_id: int, days: _Days) -> list[Row]:
    query = _of_workspace(
        select(
            *(Assignment, Issue.number, AgencyRow.code, AgencyRow.ministry_code),
            _person(Assignment.acknowledged_by_id),
        ),
        workspace_id,
    )
    found = await session.execute(
        query.where(*days.cover(Issue.opened_at)).order_by(Issue.number, Assignment.id)
    )
    moves = await indicator.moves_of(session, workspace_id)
    delivered = await _delivered(session, workspace_id)
    return [
        vars(assignment)
        | {
            "issue": number,
            "agency": code,
            "ministry": ministry or code,
            "acknowledged_by": acknowledged_by,
            "on_time": is_on_time(
                assignment.reported_at, assignment.original_deadline, moves.get(assignment.id, ())
            ),
            "reminders_sent": delivered.get(assignment.id, 0),
        }
        for assignment, number, code, ministry, acknowledged_by in found
    ]


async def _delivered(session: AsyncSession, workspace_id: int) -> dict[int, int]:
    """Return how many reminders of each assignment LINE has accepted (no entry for none)."""
    found = await session.execute(
        select(Reminder.assignment_id, func.count())
        .join(Assignment, Assignment.id == Reminder.assignment_id)
        .join(Issue, Issue.id == Assignment.issue_id)
        .where(Issue.workspace_id == workspace_id, Reminder.status == ReminderStatus.DELIVERED)
        .group_by(Reminder.assignment_id)
    )
    return {assignment_id: count for assignment_id, count in found}


async def _reports(session: AsyncSession, workspace_id: int, days: _Days) -> list[Row]:
    people = (_person(Report.reported_by_id), _person(Report.judged_by_id))
    query = _of_workspace(
        select(Report, Issue.number, AgencyRow.code, *people).join(
            Assignment, Assignment.id == Report.assignment_id
        ),
        workspace_id,
    )
    found = await session.execute(
        query.where(*days.cover(Report.reported_at)).order_by(
            Issue.number, Assignment.id, Report.revision
        )
    )
    files = await evidence.kept(session, workspace_id)
    checks = await link_checks.of_reports(session, workspace_id)
    return [
        vars(report)
        | {
            "issue": number,
            "agency": code,
            "evidence": [file.exported() for file in files.get(report.id, ())],
            "reported_by": reported_by,
            "judged_by": judged_by,
            "link_checks": [check.exported() for check in checks.get(report.id, ())],
        }
        for report, number, code, reported_by, judged_by in found
    ]


async def _beside_assignments(
    at: InstrumentedAttribute[datetime],
    named: dict[str, ScalarSelect[str]],
    session: AsyncSession,
    workspace_id: int,
    days: _Days,
) -> list[Row]:
    """Return what stands beside assignments; `at` narrows it, and `named` are further columns."""
    table = at.class_
    query = _of_workspace(
        select(
            table,
            Issue.number.label("issue"),
            AgencyRow.code.label("agency"),
            *(column.label(key) for key, column in named.items()),
        ).join(Assignment, Assignment.id == table.assignment_id),
        workspace_id,
    )
    found = await session.execute(query.where(*days.cover(at)).order_by(Issue.number, at, table.id))
    return [vars(row[0]) | dict(row._mapping) for row in found]


async def _changes(session: AsyncSession, workspace_id: int, days: _Days) -> list[Row]:
    """Return what stood in issues and reports before; only its author can edit a report."""
    of_issues = await session.execute(
        select(IssueChange, Issue.number, _person(IssueChange.changed_by_id))
        .join(Issue, Issue.id == IssueChange.issue_id)
        .where(Issue.workspace_id == workspace_id, *days.cover(IssueChange.changed_at))
        .order_by(IssueChange.id)
    )
    found = [
        vars(one) | {"issue": number, "agency": None, "revision": None, "changed_by": changed_by}
        for one, number, changed_by in of_issues
    ]
    of_reports = _of_workspace(
        select(
            *(ReportChange, Issue.number.label("issue"), AgencyRow.code.label("agency")),
            *(Report.revision, _person(Report.reported_by_id).label("changed_by")),
        )
        .join(Report, Report.id == ReportChange.report_id)
        .join(Assignment, Assignment.id == Report.assignment_id),
        workspace_id,
    ).where(*days.cover(ReportChange.changed_at))
    for row in await session.execute(of_reports.order_by(ReportChange.id)):
        before = {"field": "text", "old_value": row[0].old_text, "reason": ""}
        found.append(vars(row[0]) | dict(row._mapping) | before)
    return sorted(found, key=lambda row: (row["issue"], row["changed_at"]))


async def _audit(session: AsyncSession, workspace_id: int, days: _Days) -> list[Row]:
    query = (
        select(AuditEntry)
        .where(AuditEntry.workspace_id == workspace_id, *days.cover(AuditEntry.at))
        .order_by(AuditEntry.seq)
    )
    return [vars(entry) for entry in await session.scalars(query)]


def _of_workspace(query: _Chosen, workspace_id: int) -> _Chosen:
    """Join issue and agency to a query of assignments, and keep to one workspace."""
    return (
        query.join(Issue, Issue.id == Assignment.issue_id)
        .join(AgencyRow, AgencyRow.id == Assignment.agency_id)
        .where(Issue.workspace_id == workspace_id)
    )


def _person(person_id: InstrumentedAttribute[Any]) -> ScalarSelect[str]:
    named = aliased(Person)
    return select(named.name).where(named.id == person_id).scalar_subquery()


def _agency(agency_id: InstrumentedAttribute[Any]) -> ScalarSelect[str]:
    named = aliased(AgencyRow)
    return select(named.code).where(named.id == agency_id).scalar_subquery()


_QUERIES: dict[Export, _Query] = {
    Export.ISSUES: _issues,
    Export.ASSIGNMENTS: _assignments,
    Export.REPORTS: _reports,
    Export.DEADLINE_CHANGES: partial(
        _beside_assignments,
        DeadlineChange.changed_at,
        {"changed_by": _person(DeadlineChange.changed_by_id)},
    ),
    Export.REQUESTS: partial(
        _beside_assignments,
        Request.asked_at,
        {
            "to_agency": _agency(Request.to_agency_id),
            "asked_by": _person(Request.asked_by_id),
            "decided_by": _person(Request.decided_by_id),
        },
    ),
    Export.SNOOZES: partial(
        _beside_assignments, Snooze.asked_at, {"asked_by": _person(Snooze.asked_by_id)}
    ),
    Export.CHANGES: _changes,
    Export.REMINDERS: partial(_beside_assignments, Reminder.due_at, {}),
    Export.AUDIT: _audit,
}


def _shown(value: Any, tz: tzinfo) -> Any:
    if isinstance(value, list):
        return [_shown(each, tz) for each in value]
    if isinstance(value, dict):
        return {key: _shown(each, tz) for key, each in value.items()}
    return value.astimezone(tz).isoformat() if isinstance(value, datetime) else value
