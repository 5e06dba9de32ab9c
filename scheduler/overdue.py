"""The overdue list into the IR group, at its hours on working days."""

import logging
from datetime import datetime

from domain import notices
from domain.reminders.overdue_list import Listed, is_late, overdue_slots
from models.groups import Group
from models.reminders.overdue import last_slot, overdue_now, overdue_say, settle_slot
from scheduler.context import TickContext
from scheduler.issuers import tell_waiting

log = logging.getLogger(__name__)


async def list_overdue(ctx: TickContext) -> None:
    """Settle every slot that came up; send the list for the newest one. Rule T7.

    Without an IR group a slot stays open until it is missed.
    """
    last = await last_slot(ctx.session, ctx.workspace_id, ctx.now)
    slots = overdue_slots(ctx.now, ctx.overdue_at, ctx.calendar, last)
    for slot in slots.missed:
        await _settle(ctx, slot, Listed.MISSED)
        log.info("Overdue list dropped: too late.", extra={"slot": slot.isoformat()})
    if slots.send is not None and ctx.group is not None:
        await _list(ctx, ctx.group, slots.send)


async def _list(ctx: TickContext, group: Group, slot: datetime) -> None:
    await tell_waiting(ctx)
    overdue = await overdue_now(ctx.session, group, ctx.now, ctx.now)
    say = overdue_say(overdue, ctx.words, ctx.now, late=is_late(slot, ctx.now))
    if say is None:
        await _settle(ctx, slot, overdue.outcome)
        return
    await ctx.tell(group, notices.overdue_list(ctx.workspace_id, slot), say)
    await _settle(ctx, slot, Listed.TOLD)
    log.info("Overdue list told.", extra={"group_id": group.id, "issues": len(overdue.issues)})


async def _settle(ctx: TickContext, slot: datetime, outcome: Listed) -> None:
    await settle_slot(ctx.session, ctx.workspace_id, slot, ctx.now, outcome)
