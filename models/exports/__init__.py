"""Rows of `saphan export`, with the contract's keys; how they are written is the caller's."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from domain.indicator.period import Period, first_instant, quarter_of
from domain.indicator.verdicts import CountedAssignment
from models import evidence, indicator
from models.agencies import AgencyRow
from models.audit import AuditEntry
from models.evidence import link_checks
from models.exports.columns import COLUMNS as COLUMNS
from models.exports.columns import Export as Export
from models.issues import Assignment, DeadlineChange, Issue, IssueChange
from models.issues.excuses import Excuse
from models.issues.reports import Report, ReportChange
from models.issues.requests import Request
from models.issues.snoozes import Snooze
from models.notices.announcements import AS_IT_STANDS, Announcement
from models.people import Person
from models.reminders import Reminder, ReminderStatus

Row = dict[str, Any]


async def rows(
    session: AsyncSession,
    workspace_id: int,
    what: Export,
    tz: tzinfo,
    *,
    now: datetime,
    first: date | None = None,
    last: date | None = None,
    period: Period | None = None,
    language: str = "th",
) -> list[Row]:
    """Return the rows of an export, in the order of issues, or of audit entries.

    `first` and `last` are local days, both included, that narrow by when the issue was opened,
    the report was sent, the change was made, the request was asked, the reminder was due, or the
    entry was made. Times are ISO 8601 with the offset of the zone. `period` keeps the assignments
    that fall into it by K4, as the indicator does; it narrows nothing else. Names of agencies
    stand in the `language` beside their codes.
    """
    asked = _Asked(first, last, tz, now, period, language)
    found = await _QUERIES[what](session, workspace_id, asked)
    return [{key: _shown(row[key], tz) for key in COLUMNS[what]} for row in found]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What narrows an export; its local days become a condition on a column of instants."""

    first: date | None
    last: date | None
    tz: tzinfo
    now: datetime
    period: Period | None
    language: str

    def cover(self, column: InstrumentedAttribute[datetime]) -> list[ColumnElement[bool]]:
        """Return the conditions for an instant to fall on these days."""
        conditions = []
        if self.first is not None:
            conditions.append(column >= first_instant(self.first, self.tz))
        if self.last is not None:
            conditions.append(column < first_instant(self.last + timedelta(days=1), self.tz))
        return conditions


_Chosen = Select[*tuple[Any, ...]]
_Query = Callable[[AsyncSession, int, _Asked], Coroutine[Any, Any, list[Row]]]


async def _issues(session: AsyncSession, workspace_id: int, asked: _Asked) -> list[Row]:
    query = (
        select(Issue, _person(Issue.opened_by_id))
        .where(Issue.workspace_id == workspace_id, *asked.cover(Issue.opened_at))
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


async def _assignments(session: AsyncSession, workspace_id: int, asked: _Asked) -> list[Row]:
    query = _of_workspace(
        select(
            *(Assignment, Issue.number, _person(Assignment.acknowledged_by_id).label("by")),
            *indicator.COUNTED,
        ),
        workspace_id,
    )
    if asked.period is not None:
        within = indicator.with_a_deadline_between(*asked.period.instants(asked.tz))
        query = query.where(Assignment.id.in_(within))
    found = await session.execute(
        query.where(*asked.cover(Issue.opened_at)).order_by(Issue.number, Assignment.id)
    )
    moves = await indicator.moves_of(session, workspace_id)
    delivered = await _delivered(session, workspace_id)
    called = await indicator.names(session, asked.language)
    rows = []
    for row in found:
        counted = indicator.counted_of(row, moves.get(row.id, ()))
        if asked.period is None or asked.period.holds(counted.deadline, asked.tz):
            beside = {"issue": row.number, "acknowledged_by": row.by}
            beside["reminders_sent"] = delivered.get(row.id, 0)
            rows.append(vars(row.Assignment) | beside | _counted(counted, called, asked))
    return rows


def _counted(one: CountedAssignment, called: dict[str, str], asked: _Asked) -> Row:
    """Return what the indicator says of an assignment, and what its agency is called."""
    return {
        "agency": one.agency,
        "ministry": one.ministry,
        "on_time": one.on_time,
        "counted_deadline": one.deadline,
        "period": quarter_of(one.deadline, asked.tz).name,
        "verdict": one.verdict(asked.now).value,
        "left_out_because": one.left_out_because,
        "agency_name": called[one.agency],
        "ministry_name": called.get(one.ministry, one.ministry),
    }


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


async def _reports(session: AsyncSession, workspace_id: int, asked: _Asked) -> list[Row]:
    people = (_person(Report.reported_by_id), _person(Report.judged_by_id))
    query = _of_workspace(
        select(Report, Issue.number, AgencyRow.code, *people).join(
            Assignment, Assignment.id == Report.assignment_id
        ),
        workspace_id,
    )
    found = await session.execute(
        query.where(*asked.cover(Report.reported_at)).order_by(
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
    named: Mapping[str, ColumnElement[Any]],
    session: AsyncSession,
    workspace_id: int,
    asked: _Asked,
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
    found = await session.execute(
        query.where(*asked.cover(at)).order_by(Issue.number, at, table.id)
    )
    return [vars(row[0]) | dict(row._mapping) for row in found]


async def _changes(session: AsyncSession, workspace_id: int, asked: _Asked) -> list[Row]:
    """Return what stood in issues and reports before; only its author can edit a report."""
    of_issues = await session.execute(
        select(IssueChange, Issue.number, _person(IssueChange.changed_by_id))
        .join(Issue, Issue.id == IssueChange.issue_id)
        .where(Issue.workspace_id == workspace_id, *asked.cover(IssueChange.changed_at))
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
    ).where(*asked.cover(ReportChange.changed_at))
    for row in await session.execute(of_reports.order_by(ReportChange.id)):
        before = {"field": "text", "old_value": row[0].old_text, "reason": ""}
        found.append(vars(row[0]) | dict(row._mapping) | before)
    return sorted(found, key=lambda row: (row["issue"], row["changed_at"]))


async def _audit(session: AsyncSession, workspace_id: int, asked: _Asked) -> list[Row]:
    of_days = AuditEntry.workspace_id == workspace_id, *asked.cover(AuditEntry.at)
    query = select(AuditEntry).where(*of_days).order_by(AuditEntry.seq)
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
    Export.EXCUSES: partial(
        _beside_assignments, Excuse.decided_at, {"decided_by": _person(Excuse.decided_by_id)}
    ),
    Export.CHANGES: _changes,
    Export.REMINDERS: partial(_beside_assignments, Reminder.due_at, {}),
    Export.ANNOUNCEMENTS: partial(_beside_assignments, Announcement.known_at, AS_IT_STANDS),
    Export.AUDIT: _audit,
}


def _shown(value: Any, tz: tzinfo) -> Any:
    if isinstance(value, list):
        return [_shown(each, tz) for each in value]
    if isinstance(value, dict):
        return {key: _shown(each, tz) for key, each in value.items()}
    if isinstance(value, datetime):
        return value.astimezone(tz).isoformat()
    return str(value) if isinstance(value, UUID) else value
