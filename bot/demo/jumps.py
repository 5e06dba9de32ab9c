"""The buttons beside the demo's clock that only the bot can answer: what lies ahead."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from sqlalchemy import func, select

from bot.calendar import office_calendar
from bot.deps import Deps
from domain.issues.assignments import OPEN, IssueStatus
from models.issues import Assignment, Issue
from models.reminders import Reminder, ReminderStatus
from simulator.jumps import Jump

MORNING = time(9, 0)


def jumps(deps: Callable[[], Deps]) -> list[Jump]:
    """Return the buttons; `deps` gives the bot's resources once it runs."""

    async def reminder() -> datetime | None:
        return await next_reminder(deps())

    async def deadline() -> datetime | None:
        return await next_deadline(deps())

    async def morning() -> datetime:
        return await next_morning(deps())

    return [
        Jump("เตือนครั้งถัดไป", "Next reminder", reminder),
        Jump("กำหนดถัดไป", "Next deadline", deadline),
        Jump("09.00 วันทำการ", "09:00 working day", morning),
    ]


async def next_reminder(deps: Deps) -> datetime | None:
    """Return when the next reminder is planned, None without one."""
    ahead = select(func.min(Reminder.due_at)).where(
        Reminder.status == ReminderStatus.PLANNED, Reminder.due_at > deps.clock()
    )
    async with deps.reading() as session:
        return await session.scalar(ahead)


async def next_deadline(deps: Deps) -> datetime | None:
    """Return the next deadline of an agency that has not reported, None without one."""
    ahead = (
        select(func.min(Assignment.deadline))
        .join(Issue)
        .where(
            Issue.status == IssueStatus.OPEN,
            Assignment.status.in_(OPEN),
            Assignment.deadline > deps.clock(),
        )
    )
    async with deps.reading() as session:
        return await session.scalar(ahead)


async def next_morning(deps: Deps) -> datetime:
    """Return 09:00 of the next working day: today's while it is still ahead."""
    now = deps.clock()
    async with deps.reading() as session:
        calendar = await office_calendar(session, deps.settings, now)
    today = calendar.local(now)
    first = today.date() if today.time() < MORNING else today.date() + timedelta(days=1)
    return datetime.combine(calendar.next_working_day(first), MORNING, calendar.tz)
