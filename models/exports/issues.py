"""Exports of issues, of their assignments, and of reports."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.indicator.period import quarter_of
from domain.indicator.verdicts import CountedAssignment
from models import evidence
from models.agencies import AgencyRow
from models.evidence import link_checks
from models.exports.parts import Asked, Exported, Parts, counted, in_parts, of_workspace, person
from models.issues import Assignment, Issue
from models.issues.reports import Report
from models.reminders import Reminder, ReminderStatus


async def of_issues(session: AsyncSession, asked: Asked) -> Parts:
    """Yield the issues."""
    query = (
        select(Issue, person(Issue.opened_by_id).label("opened_by"))
        .where(Issue.workspace_id == asked.workspace_id, *asked.cover(Issue.opened_at))
        .order_by(Issue.number)
    )
    async for part in in_parts(session, query):
        checks = await link_checks.of_issues(session, [issue.id for issue, _ in part])
        yield (
            vars(issue)
            | {
                "opened_by": opened_by,
                "link_checks": [check.exported() for check in checks.get(issue.id, ())],
            }
            for issue, opened_by in part
        )


async def of_assignments(session: AsyncSession, asked: Asked) -> Parts:
    """Yield the assignments, with what the indicator says of each."""
    query = (
        of_workspace(
            select(Assignment, Issue.number, person(Assignment.acknowledged_by_id)),
            asked.workspace_id,
        )
        .where(*asked.cover(Issue.opened_at), *asked.near(Assignment.id))
        .order_by(Issue.number, Assignment.id)
    )
    async for part in in_parts(session, query):
        ids = [assignment.id for assignment, *_ in part]
        delivered = await _delivered(session, ids)
        known = await counted(session, asked.workspace_id, ids)
        rows = []
        for assignment, number, by in part:
            one = known[assignment.id]
            if asked.period is None or asked.period.holds(one.deadline, asked.tz):
                beside = {"issue": number, "acknowledged_by": by}
                beside["reminders_sent"] = delivered.get(assignment.id, 0)
                rows.append(vars(assignment) | beside | _as_counted(one, asked))
        yield rows


def _as_counted(one: CountedAssignment, asked: Asked) -> Exported:
    return {
        "agency": one.agency,
        "ministry": one.ministry,
        "on_time": one.on_time,
        "counted_deadline": one.deadline,
        "period": quarter_of(one.deadline, asked.tz).name,
        "verdict": one.verdict(asked.now).value,
        "left_out_because": one.left_out_because and one.left_out_because.value,
    }


async def _delivered(session: AsyncSession, part: Sequence[int]) -> dict[int, int]:
    """Return how many reminders of each assignment LINE has accepted (no entry for none)."""
    found = await session.execute(
        select(Reminder.assignment_id, func.count())
        .where(Reminder.assignment_id.in_(part), Reminder.status == ReminderStatus.DELIVERED)
        .group_by(Reminder.assignment_id)
    )
    return {assignment_id: count for assignment_id, count in found}


async def of_reports(session: AsyncSession, asked: Asked) -> Parts:
    """Yield the reports, with the evidence that came with them."""
    people = (
        person(Report.reported_by_id).label("reported_by"),
        person(Report.judged_by_id).label("judged_by"),
    )
    query = (
        of_workspace(
            select(
                *(Report, Issue.number.label("issue"), AgencyRow.code.label("agency"), *people)
            ).join(Assignment, Assignment.id == Report.assignment_id),
            asked.workspace_id,
        )
        .where(*asked.cover(Report.reported_at), *asked.near(Report.assignment_id))
        .order_by(Issue.number, Assignment.id, Report.revision)
    )
    async for part in in_parts(session, query):
        ids = [row[0].id for row in part]
        files = await evidence.kept(session, ids)
        checks = await link_checks.of_reports(session, ids)
        held = await asked.held(session, [row[0].assignment_id for row in part])
        yield [
            vars(row[0])
            | dict(row._mapping)
            | {
                "evidence": [file.exported() for file in files.get(row[0].id, ())],
                "link_checks": [check.exported() for check in checks.get(row[0].id, ())],
            }
            for row in part
            if row[0].assignment_id in held
        ]
