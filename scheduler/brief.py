"""The morning brief, once on each working day."""

import logging

from domain.reminders.brief import day_of_brief
from models.reminders import briefs
from models.workspaces import Workspace
from scheduler.context import TickContext

log = logging.getLogger(__name__)


async def brief(ctx: TickContext) -> None:
    """Let those be told in private who want that and have something to do. Rule M30."""
    day = day_of_brief(ctx.now, ctx.brief_at, ctx.calendar)
    if day is None or ctx.group is None:
        return
    workspace = await ctx.session.get_one(Workspace, ctx.workspace_id)
    if workspace.briefed_on is not None and workspace.briefed_on >= day:
        return
    workspace.briefed_on = day
    await briefs.make(ctx.session, ctx.group, day, ctx.words, ctx.now)
    log.info("Morning briefs made.", extra={"workspace": ctx.workspace_id})
