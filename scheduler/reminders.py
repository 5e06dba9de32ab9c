"""Reminders whose time has come: decide, settle the ledger, and tell the IR group once."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from domain.issues.audit import SCHEDULER, Action
from domain.notices import Topic, escalations_due, nags_due, reminders_due
from domain.reminders.schedule import (
    AFTER,
    EARLY,
    ENDS,
    ESCALATION,
    NAGS,
    PASSED,
    SETTLING,
    Decision,
    Drop,
    Reason,
    Send,
    Wait,
    decide,
    following,
)
from domain.say import Say
from models import notices, quota, reminders
from models.direct import carried
from models.groups import Group
from models.reminders import Reminder, planned
from models.wording.reminders import text_of
from scheduler.context import TickContext
from scheduler.escalation import escalate
from scheduler.issuers import tell_passed, tell_waiting

FOR_A_GROUP = timedelta(minutes=1)
"""After how long it is looked again whether there is an IR group."""

log = logging.getLogger(__name__)


async def remind(ctx: TickContext) -> bool:
    """Settle what is due; return whether a passed deadline is about to be told (rule T4).

    Without an IR group a reminder stays planned until it has become pointless.
    """
    due = await reminders.due(ctx.session, ctx.workspace_id, ctx.now + EARLY)
    rows = {row.id: row for row in due}
    early = await quota.may_tell_people(ctx.session, ctx.waits.route, ctx.calendar.tz)
    decisions = decide([row.facts() for row in due], ctx.now, ctx.quiet, early=early)
    dropped: dict[Reason, list[Reminder]] = {}
    sends: dict[int, Send] = {}
    waiting: dict[datetime, list[int]] = {}
    for reminder_id, decision in decisions.items():
        match decision:
            case Drop(reason):
                dropped.setdefault(reason, []).append(rows[reminder_id])
            case Send() if ctx.group is not None:
                sends[reminder_id] = decision
            case Send():
                waiting.setdefault(ctx.now + FOR_A_GROUP, []).append(reminder_id)
            case Wait(until) if until - ctx.now > SETTLING:
                waiting.setdefault(until, []).append(reminder_id)
    for reason, pointless in dropped.items():
        await _drop(ctx, pointless, reason)
        if reason not in ENDS:
            await _go_on(ctx, pointless)
    for until, ids in waiting.items():
        await planned.wait(ctx.session, ids, until)
    if sends and ctx.group is not None:
        told = [rows[reminder_id] for reminder_id in sends]
        await _send(ctx, ctx.group, told, sends)
        await _go_on(ctx, told)
    return any(_settles_soon(decision, ctx.now) for decision in decisions.values())


def _settles_soon(decision: Decision, now: datetime) -> bool:
    return isinstance(decision, Wait) and decision.until - now <= SETTLING


async def _drop(ctx: TickContext, rows: Sequence[Reminder], reason: Reason) -> None:
    await carried.drop(ctx.session, rows, reason, ctx.now)
    ids = [row.id for row in rows]
    log.info("Reminders dropped.", extra={"reason": reason.value, "reminders": ids})


async def _go_on(ctx: TickContext, rows: Sequence[Reminder]) -> None:
    """Plan what follows passed deadlines by which a report is still owed. Rule T13."""
    for row in rows:
        if row.name in AFTER and (more := following(row.name, ctx.now, ctx.calendar)):
            await reminders.plan(ctx.session, row.assignment_id, row.deadline, [more])


async def _send(
    ctx: TickContext, group: Group, rows: Sequence[Reminder], sends: Mapping[int, Send]
) -> None:
    """Put everything that is due now into one message, what nags and what is escalated apart."""
    nags = [row for row in rows if row.name in NAGS]
    last = [row for row in rows if row.name == ESCALATION]
    others = [row for row in rows if row not in (*nags, *last)]
    for topic, told in ((reminders_due, others), (nags_due, nags), (escalations_due, last)):
        if told:
            await _tell(ctx, group, topic(min(row.id for row in told), ctx.now), told, sends)
    if last:
        await escalate(ctx, last)
    await tell_passed(ctx, [row.id for row in rows if row.name == PASSED])
    await tell_waiting(ctx, {row.assignment_id for row in rows})
    log.info("Reminders told.", extra={"group_id": group.id, "reminders": len(rows)})


async def _tell(
    ctx: TickContext,
    group: Group,
    topic: Topic,
    rows: Sequence[Reminder],
    sends: Mapping[int, Send],
) -> None:
    """Leave one notice that holds these."""
    late = {row.assignment_id for row in rows if sends[row.id].late}
    numbers = {row.assignment.issue_id for row in rows}
    due = [row.assignment for row in rows]
    text = text_of(topic.key, due, ctx.words, ctx.now, late)
    say = Say(text, about=numbers.pop() if len(numbers) == 1 else None)
    agencies = list({row.assignment.agency_id: row.assignment.agency for row in rows}.values())
    ahead = (row.deadline for row in rows if row.deadline > ctx.now)
    at = max(ctx.now, min(row.due_at for row in rows))
    await ctx.tell(group, topic, say, agencies, min(ahead, default=None), at)
    notice_id = await notices.id_of(ctx.session, topic.to(group.id))
    assert notice_id is not None
    for is_late in (False, True):
        told = [row for row in rows if sends[row.id].late is is_late]
        ids = [row.id for row in told]
        await reminders.tell(ctx.session, ids, notice_id, ctx.now, late=is_late)
        await reminders.note(
            ctx.session, told, Action.REMINDER_TOLD, ctx.now, actor=SCHEDULER, late=is_late
        )
