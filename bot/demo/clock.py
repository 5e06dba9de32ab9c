"""The buttons beside the demo's clock that only the bot can answer: what lies ahead."""

from datetime import datetime, time, timedelta
from functools import partial

from fastapi import FastAPI
from sqlalchemy import func, select
from starlette.datastructures import State

from bot.calendar import office_calendar
from bot.deps import Deps
from domain.issues.assignments import OPEN, IssueStatus
from models.issues import Assignment, Issue
from models.reminders import Reminder, ReminderStatus
from simulator.page.clock import Jump

MORNING = time(9, 0)


def jumps(bot: FastAPI) -> list[Jump]:
    """Return the buttons; they ask the bot's database, so it must run when one is pressed."""
    return [
        Jump("เตือนครั้งถัดไป", "Next reminder", partial(_next_reminder, bot.state)),
        Jump("กำหนดถัดไป", "Next deadline", partial(_next_deadline, bot.state)),
        Jump("09.00 วันทำการ", "09:00 working day", partial(_next_morning, bot.state)),
    ]


async def _next_reminder(bot: State) -> datetime | None:
    """Return when the next reminder is planned, None without one."""
    deps: Deps = bot.deps
    ahead = select(func.min(Reminder.due_at)).where(
        Reminder.status == ReminderStatus.PLANNED, Reminder.due_at > deps.clock()
    )
    async with deps.reading() as session:
        return await session.scalar(ahead)


async def _next_deadline(bot: State) -> datetime | None:
    """Return the next deadline of an agency that has not reported, None without one."""
    deps: Deps = bot.deps
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


async def _next_morning(bot: State) -> datetime:
    """Return 09:00 of the next working day: today's while it is still ahead."""
    deps: Deps = bot.deps
    now = deps.clock()
    async with deps.reading() as session:
        calendar = await office_calendar(session, deps.settings, now)
    today = calendar.local(now)
    first = today.date() if today.time() < MORNING else today.date() + timedelta(days=1)
    return datetime.combine(calendar.next_working_day(first), MORNING, calendar.tz)
