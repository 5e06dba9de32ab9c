"""What is reminded of, in words that are true when sent: by the ledger, or as somebody asked."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from domain import notices as topics
from domain.reminders.schedule import AFTER, Reason, pointless
from domain.say import Say
from domain.words import Words
from models import issues, reminders
from models.agencies import AgencyRow
from models.direct import carried
from models.issues import Assignment
from models.issues.views import reminded
from models.reminders import Reminder, escalation
from models.wording.moment import Moment, Told, is_owed

FRESH = timedelta(minutes=1)
"""How long what is left until a deadline is told as it was worded first."""


def text_of(
    key: str,
    due: Sequence[Assignment],
    words: Words,
    now: datetime,
    late: Collection[int] = (),
) -> str:
    """Return what a notice with this key reminds of; `late` as for `reminded`."""
    coming, passed = reminded(due, now, late)
    if topics.kind(key) == topics.NAGS_DUE:
        return words.nags(passed, now)
    return words.reminders(coming, passed, now)


async def from_ledger(moment: Moment) -> Told | None:
    """Remind of what is still owed; those are dropped that have become pointless meanwhile."""
    rows = await reminders.held_by(moment.session, moment.notice_id)
    nearer = await reminders.superseded(moment.session, [row.id for row in rows])
    reasons = {
        row.id: pointless(row.facts(), moment.now, superseded=row.id in nearer) for row in rows
    }
    due = [row for row in rows if reasons[row.id] is None]
    await _drop(rows, reasons, moment)
    due = [row for row in due if moment.concerns(row.assignment.agency_id)]
    if not due:
        return None
    if topics.kind(moment.key) == topics.ESCALATIONS_DUE:
        assignments = [row.assignment for row in due]
        now = moment.now
        return Told(
            await escalation.say(moment.session, moment.group, assignments, moment.words, now)
        )
    if len(due) == len(rows) and not moment.reached and moment.now - moment.made <= FRESH:
        return Told(moment.said)
    agencies = {row.assignment.agency_id: row.assignment.agency for row in due}
    late = {row.assignment_id for row in due if row.late}
    return _reminded([row.assignment for row in due], list(agencies.values()), moment, late)


async def _drop(
    rows: Sequence[Reminder], reasons: Mapping[int, Reason | None], moment: Moment
) -> None:
    """Note in ledger and audit that reminders are not told after all, those with a reason."""
    session, now = moment.session, moment.now
    for row in rows:
        reason = reasons[row.id]
        if reason is None:
            continue
        lost = row.name not in AFTER and reason in (Reason.DEADLINE_PASSED, Reason.SUPERSEDED)
        if moment.held and lost:
            reason = Reason.UNREACHED
        await carried.drop(session, [row], reason, now)


def _reminded(
    due: Sequence[Assignment],
    agencies: Sequence[AgencyRow],
    moment: Moment,
    late: Collection[int] = (),
) -> Told | None:
    """Remind of what is due; `late` are the assignments (ids) that were so from the beginning."""
    if not due:
        return None
    late = {each.id for each in due} if moment.is_late else late
    words = moment.words
    text = text_of(moment.key, due, words, moment.now, late)
    if moment.only is None:
        return Told(Say(text, about=moment.said.about), agencies)
    unread = dict.fromkeys(each.issue.number for each in due if each.acknowledged_at is None)
    choices = tuple(words.acknowledge(number) for number in unread)
    told = f"{text}\n\n{words.card_how(min(each.issue.number for each in due))}"
    return Told(Say(told, about=moment.said.about, choices=choices), agencies)


async def asked(moment: Moment) -> Told | None:
    """Remind of an issue as somebody asked: of what is owed in it now.

    Not of what a planned reminder tells that came while this one waited (T9).
    """
    issue = await issues.by_id(moment.session, topics.record(moment.key))
    since = await reminders.told(moment.session, moment.group.workspace_id, moment.made)
    told = {row.assignment_id for row in since}
    owed = (each for each in issue.assignments if is_owed(each, each.deadline))
    due = [each for each in owed if moment.concerns(each.agency_id) and each.id not in told]
    return _reminded(due, [each.agency for each in due], moment)
