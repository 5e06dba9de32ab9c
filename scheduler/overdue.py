"""The overdue list into the IR group, at its hours on working days."""

import logging
from datetime import datetime

from domain import notices
from domain.cards import overdue_card
from domain.issues.audit import SCHEDULER, Action, subject
from domain.reminders.overdue_list import is_late, overdue_slots
from domain.say import Say
from domain.views import still_overdue
from models import audit, issues, reminders
from models.groups import Group
from models.views import by_issue
from scheduler.context import TickContext

log = logging.getLogger(__name__)

SENT, EMPTY, MISSED = "sent", "nothing overdue", "missed"


async def list_overdue(ctx: TickContext) -> None:
    """Settle every slot that came up; send the list for the newest one. Rule T7.

    Without an IR group a slot stays open until it is missed.
    """
    last = await reminders.last_slot(ctx.session, ctx.workspace_id)
    slots = overdue_slots(ctx.now, ctx.overdue_at, ctx.calendar, last)
    for slot in slots.missed:
        await _settle(ctx, slot, MISSED)
        log.info("Overdue list dropped: too late.", extra={"slot": slot.isoformat()})
    if slots.send is not None and ctx.group is not None:
        await _list(ctx, ctx.group, slots.send)


async def _list(ctx: TickContext, group: Group, slot: datetime) -> None:
    waiting = by_issue(await issues.unreported(ctx.session, ctx.workspace_id))
    overdue = still_overdue(waiting, ctx.now)
    if not overdue:
        await _settle(ctx, slot, EMPTY)
        return
    say = Say(
        ctx.words.overdue_list(overdue, ctx.now, late=is_late(slot, ctx.now)),
        card=overdue_card(overdue, ctx.words, ctx.now),
    )
    await ctx.tell(group, notices.overdue_list(ctx.workspace_id, slot), say)
    await _settle(ctx, slot, SENT)
    assignments = sum(len(issue.overdue(ctx.now)) for issue in overdue)
    await audit.append(
        ctx.session,
        ctx.workspace_id,
        Action.OVERDUE_LISTED,
        subject("group", group.id),
        at=ctx.now,
        actor=SCHEDULER,
        slot=slot.isoformat(),
        issues=len(overdue),
        assignments=assignments,
    )
    log.info("Overdue list sent.", extra={"group_id": group.id, "issues": len(overdue)})


async def _settle(ctx: TickContext, slot: datetime, outcome: str) -> None:
    await reminders.settle_slot(ctx.session, ctx.workspace_id, slot, ctx.now, outcome)
