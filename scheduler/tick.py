"""One tick: whatever is due in any workspace is settled and told."""

import logging

from bot.calendar import office_calendar
from bot.deps import Deps, words_of
from domain.reminders.schedule import QuietHours, wait_for_event
from models import groups, heartbeats, inbox, workspaces
from models.database import will_pass
from models.groups import GroupKind
from scheduler.brief import brief
from scheduler.context import TickContext
from scheduler.overdue import list_overdue
from scheduler.reminders import remind

log = logging.getLogger(__name__)

HEARTBEAT = "scheduler"


async def tick(deps: Deps) -> None:
    """Settle every workspace in a transaction of its own; one that fails stops no other.

    Raises what keeps the database from working at all.
    """
    async with deps.reading() as session:
        everywhere = await workspaces.ids(session)
    for workspace_id in everywhere:
        try:
            await _settle(deps, workspace_id)
        except Exception as error:
            if will_pass(error):
                raise
            log.exception("A tick failed.", extra={"workspace": workspace_id})


async def _settle(deps: Deps, workspace_id: int) -> None:
    """Settle what is due in a workspace. Rule T8."""
    settings = deps.settings
    now = deps.clock()
    # Two schedulers take turns, and the second finds all settled.
    async with deps.holding(workspace_id) as session:
        running_since = await heartbeats.beat(session, HEARTBEAT, now)
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
            quiet=QuietHours(*settings.quiet_hours, settings.timezone),
            overdue_at=settings.overdue_at,
            brief_at=settings.brief_at,
            waits=settings.waits,
        )
        # A list that is due as a deadline passes goes out with the notice of it: one push.
        if not await remind(ctx):
            await list_overdue(ctx)
        await brief(ctx)
