"""One tick: whatever is due in any workspace is settled and told."""

import asyncio
import logging
from datetime import datetime

from bot.calendar import office_calendar
from bot.deps import Deps, words_of
from domain.reminders.brief import day_of_brief
from domain.reminders.overdue_list import overdue_slots
from domain.reminders.schedule import wait_for_event
from models import groups, heartbeats, inbox
from models.database import will_pass
from models.groups import GroupKind
from models.reminders import briefs, overdue, planned
from scheduler.brief import brief
from scheduler.context import TickContext
from scheduler.overdue import list_overdue
from scheduler.reminders import remind

log = logging.getLogger(__name__)

HEARTBEAT = "scheduler"

AT_ONCE = 4
"""Workspaces settled side by side where the database has many writers; others need some too."""

PATIENCE_SECONDS = 60.0
"""How long a tick waits for a workspace that somebody holds: the next tick waits for this one."""


async def tick(deps: Deps) -> None:
    """Settle the workspaces in which something is due, side by side; one holds up no other.

    Raises what keeps the database from working at all.
    """
    due, running_since = await _due(deps, deps.clock())
    room = asyncio.Semaphore(1 if deps.engine.dialect.name == "sqlite" else AT_ONCE)
    async with asyncio.TaskGroup() as settling:
        tries = [settling.create_task(_try(deps, each, running_since, room)) for each in due]
    failures = [error for error in (each.result() for each in tries) if error is not None]
    for error in failures:
        if will_pass(error):
            raise error
    if due and len(failures) == len(due):
        return
    async with deps.sessions.begin() as session:
        await heartbeats.beat(session, HEARTBEAT, deps.clock())


async def _due(deps: Deps, now: datetime) -> tuple[set[int], datetime]:
    """Return the workspaces (ids) in which something is due, and since when ticks come.

    Nothing is looked at but what is due, and nothing held: most ticks find nothing.
    """
    async with deps.reading() as session:
        running_since = await heartbeats.running_since(session, HEARTBEAT, now)
        due = await planned.homes_due(session, now)
        calendar = await office_calendar(session, deps.settings, now)
        for workspace_id, last, is_bound in await overdue.last_slots(session, now):
            slots = overdue_slots(now, deps.settings.overdue_at, calendar, last)
            if slots.missed or (slots.send and is_bound):
                due.add(workspace_id)
        if day := day_of_brief(now, deps.settings.brief_at, calendar):
            due |= await briefs.homes_without(session, day)
    return due, running_since


async def _try(
    deps: Deps, workspace_id: int, running_since: datetime, room: asyncio.Semaphore
) -> Exception | None:
    try:
        async with room, asyncio.timeout(PATIENCE_SECONDS):
            await _settle(deps, workspace_id, running_since)
    except Exception as error:
        if not will_pass(error):
            log.exception("A tick failed.", extra={"workspace": workspace_id})
        return error
    return None


async def _settle(deps: Deps, workspace_id: int, running_since: datetime) -> None:
    """Settle what is due in a workspace. Rule T8."""
    settings = deps.settings
    now = deps.clock()
    # Two schedulers take turns, and the second finds all settled.
    async with deps.holding(workspace_id) as session:
        came_at = await inbox.oldest_waiting_of(session, workspace_id)
        if wait_for_event(came_at, running_since, now):
            return
        ctx = TickContext(
            session=session,
            workspace_id=workspace_id,
            group=await groups.active(session, workspace_id, GroupKind.IR),
            issuers=await groups.active(session, workspace_id, GroupKind.IA),
            now=now,
            words=words_of(settings),
            calendar=await office_calendar(session, settings, now),
            quiet=settings.quiet,
            overdue_at=settings.overdue_at,
            brief_at=settings.brief_at,
            waits=settings.waits,
        )
        # A list that is due as a deadline passes goes out with the notice of it: one push.
        if not await remind(ctx):
            await list_overdue(ctx)
        await brief(ctx)
