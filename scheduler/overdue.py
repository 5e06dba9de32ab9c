"""The overdue list into the IR group, at its hours on working days."""

import logging
from datetime import datetime

from domain.cards import overdue_card
from domain.issues.audit import SCHEDULER, Action, subject
from domain.notices import overdue_list as overdue_topic
from domain.reminders.overdue_list import is_late, overdue_slots
from domain.say import Say
from domain.views import still_overdue
from models import audit, issues, reminders
from models.groups import Group
from models.views import by_issue
from scheduler.round import Round

log = logging.getLogger(__name__)

SENT, EMPTY, MISSED = "sent", "nothing overdue", "missed"


async def list_overdue(here: Round) -> None:
    """Settle every slot that came up; send the list for the newest one. Rule T7.

    Without an IR group a slot stays open until it is missed.
    """
    last = await reminders.last_slot(here.session, here.workspace_id)
    slots = overdue_slots(here.now, here.overdue_at, here.calendar, last)
    for slot in slots.missed:
        await _settle(here, slot, MISSED)
        log.info("Overdue list dropped: too late.", extra={"slot": slot.isoformat()})
    if slots.send is not None and here.group is not None:
        await _list(here, here.group, slots.send)


async def _list(here: Round, group: Group, slot: datetime) -> None:
    waiting = by_issue(await issues.unreported(here.session, here.workspace_id))
    overdue = still_overdue(waiting, here.now)
    if not overdue:
        await _settle(here, slot, EMPTY)
        return
    say = Say(
        here.words.overdue_list(overdue, here.now, late=is_late(slot, here.now)),
        card=overdue_card(overdue, here.words, here.now),
    )
    await here.tell(group, overdue_topic(here.workspace_id, slot), say)
    await _settle(here, slot, SENT)
    assignments = sum(len(issue.overdue(here.now)) for issue in overdue)
    await audit.append(
        here.session,
        here.workspace_id,
        Action.OVERDUE_LISTED,
        subject("group", group.id),
        at=here.now,
        actor=SCHEDULER,
        slot=slot.isoformat(),
        issues=len(overdue),
        assignments=assignments,
    )
    log.info("Overdue list sent.", extra={"group_id": group.id, "issues": len(overdue)})


async def _settle(here: Round, slot: datetime, outcome: str) -> None:
    await reminders.settle_slot(here.session, here.workspace_id, slot, here.now, outcome)
