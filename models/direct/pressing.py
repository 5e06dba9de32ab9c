"""How pressing what waits is: whether it is urgent, and until when it is of use."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from domain import notices as topics
from domain.chat.commands import Urgency
from domain.reminders import schedule
from models.issues import Assignment, Issue
from models.notices import Notice
from models.reminders import Reminder
from models.tables import parts


async def is_urgent(session: AsyncSession, notice: Notice) -> bool:
    """Whether what a notice tells is urgent; of several issues it reminds of, one is enough."""
    return notice.id in await urgent(session, [notice])


async def urgent(session: AsyncSession, waiting: Sequence[Notice]) -> set[int]:
    """Return the notices (ids) of which something is urgent."""
    found: set[int] = set()
    for part in parts({each.say["about"] for each in waiting if each.say.get("about")}):
        query = select(Issue.id).where(Issue.id.in_(part), Issue.urgency != Urgency.NORMAL)
        issues = set(await session.scalars(query))
        found |= {each.id for each in waiting if each.say.get("about") in issues}
    ledger = (each.id for each in waiting if topics.kind(each.dedupe_key) in topics.FROM_LEDGER)
    for part in parts(ledger):
        reminded = (
            select(Reminder.notice_id)
            .join(Assignment, Assignment.id == Reminder.assignment_id)
            .join(Issue, Issue.id == Assignment.issue_id)
            .where(Reminder.notice_id.in_(part), Issue.urgency != Urgency.NORMAL)
        )
        found |= {id for id in await session.scalars(reminded) if id}
    return found


async def of_use(
    session: AsyncSession, waiting: Sequence[Notice]
) -> dict[int, tuple[datetime, datetime]]:
    """Return, by id, from when until when all that a notice reminds of is of use.

    No entry: always.
    """
    nearer = aliased(Reminder)
    following = (
        select(func.min(nearer.due_at))
        .where(
            nearer.assignment_id == Reminder.assignment_id,
            nearer.deadline == Reminder.deadline,
            nearer.due_at > Reminder.due_at,
        )
        .scalar_subquery()
    )
    then = func.coalesce(following, Reminder.deadline)
    query = select(Reminder.notice_id, Reminder.name, Reminder.due_at, then)
    found: dict[int, tuple[datetime, datetime]] = {}
    for part in parts(each.id for each in waiting):
        rows = await session.execute(query.where(Reminder.notice_id.in_(part)))
        for notice_id, name, due_at, after in rows:
            end = schedule.of_use_until(name, due_at, after)
            if notice_id and end and (notice_id not in found or end < found[notice_id][1]):
                found[notice_id] = due_at, end
    return found
