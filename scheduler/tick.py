"""One tick: whatever is due in any workspace is settled and told."""

import logging

from bot.calendar import office_calendar
from bot.deps import Deps, words_of
from domain.reminders.schedule import QuietHours
from models import groups, inbox, usage, workspaces
from models.groups import GroupKind
from scheduler.context import TickContext
from scheduler.overdue import list_overdue
from scheduler.reminders import remind

log = logging.getLogger(__name__)

HEARTBEAT = "scheduler"


async def tick(deps: Deps) -> None:
    """Settle every workspace in a transaction of its own; one that fails stops no other."""
    async with deps.reading() as session:
        everywhere = [workspace.id for workspace in await workspaces.listed(session)]
    for workspace_id in everywhere:
        try:
            await _settle(deps, workspace_id)
        except Exception:
            log.exception("A tick failed.", extra={"workspace": workspace_id})
    deps.loops.wake()


async def _settle(deps: Deps, workspace_id: int) -> None:
    """Settle what is due in a workspace. Rule T8.

    T8  While an event waits in the inbox nothing is sent: it may be the very report that a
        reminder asks for, as after a time in which the bot was down.
    """
    settings = deps.settings
    now = deps.clock()
    async with deps.sessions.begin() as session:
        # The lock comes first: two schedulers take turns, and the second finds all settled.
        await workspaces.locked(session, workspace_id)
        await usage.beat(session, HEARTBEAT, now)
        if await inbox.queue.oldest_waiting(session) is not None:
            return
        ctx = TickContext(
            session=session,
            workspace_id=workspace_id,
            group=await groups.active(session, workspace_id, GroupKind.IR),
            now=now,
            words=words_of(settings),
            calendar=await office_calendar(session, settings, now),
            quiet=QuietHours(*settings.quiet_hours, settings.timezone),
            overdue_at=settings.overdue_at,
            waits=settings.waits,
        )
        # A list that is due as a deadline passes goes out with the notice of it: one push.
        if not await remind(ctx):
            await list_overdue(ctx)
