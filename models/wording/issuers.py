"""What the issuers are asked, and what they hear for free, in words that are true when sent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from domain import notices as topics
from domain.announcements import request_told
from domain.chat.rights import Role
from domain.issues.assignments import WITHDRAWN, IssueStatus
from domain.reminders.schedule import ESCALATION, PASSED
from domain.say import Say
from domain.spending import Way
from domain.words import Words
from models import groups, issues, people, reminders
from models.groups import Group, GroupKind
from models.issues import requests
from models.issues.requests import Request
from models.issues.views import asked_view, issue_view, reminded
from models.reminders import escalation, overdue
from models.wording.issues import code_of
from models.wording.moment import Moment, Told, is_owed


async def requested(moment: Moment) -> Told | None:
    """Ask the issuers for a decision, unless there is one."""
    request = await requests.get(
        moment.session, moment.group.workspace_id, topics.record(moment.key)
    )
    if request is None or request.granted is not None:
        return None
    issue = await issues.by_id(moment.session, request.assignment.issue_id)
    if issue.status != IssueStatus.OPEN or request.assignment.status in WITHDRAWN:
        return None
    view = issue_view(issue, issue.assignments, workspace=await code_of(issue, moment))
    asked = asked_view(request, request.assignment, request.to_agency)
    return Told(request_told(view, request.id, asked, moment.words))


async def passed(moment: Moment) -> Told | None:
    """Tell of the deadlines that have passed since it was left to wait."""
    group, made, now = moment.group, moment.made, moment.now
    say = await deadlines_passed(moment.session, group.workspace_id, made, now, moment.words)
    return Told(say) if say else None


async def deadlines_passed(
    session: AsyncSession, workspace_id: int, since: datetime, now: datetime, words: Words
) -> Say | None:
    """Return what issuers hear of the deadlines whose passing was told to IR from an instant on.

    Only of what is still owed; `None` where nothing is.
    """
    # No end is set to it: another process, with a clock a little ahead of ours, may have told them.
    rows = await reminders.told(session, workspace_id, since - timedelta(microseconds=1))
    told = [row for row in rows if row.name == PASSED and row.deadline <= now]
    told = [row for row in told if is_owed(row.assignment, row.deadline)]
    due = [row.assignment for row in told]
    if not due:
        return None
    group = await groups.active(session, workspace_id, GroupKind.IR)
    agencies = {each.agency_id: each.agency for each in due}
    alone = await overdue.without_reporter(session, group, agencies.values()) if group else ()
    reached = {row.assignment.agency_id for row in told if row.way == Way.PERSON}
    unreached = [
        row.value() for key, row in agencies.items() if key in alone and key not in reached
    ]
    return Say(words.deadlines_passed(reminded(due, now)[1], unreached))


async def escalated(moment: Moment) -> Told | None:
    """Tell the evaluators of what was escalated together, and is still owed.

    Once one of them was told 1:1, nobody is called.
    """
    noted_at = topics.instant_of(moment.key)
    say = await escalations(moment.session, moment.group, noted_at, moment.now, moment.words)
    if say is None:
        return None
    return Told(replace(say, mentions=()) if moment.reached else say)


async def escalations(
    session: AsyncSession, group: Group, noted_at: datetime, now: datetime, words: Words
) -> Say | None:
    """Return what the evaluators hear of what was escalated at an instant, if anything."""
    home = group.workspace_id
    rows = await reminders.told(session, home, noted_at - timedelta(microseconds=1))
    due = [
        row.assignment
        for row in rows
        if row.name == ESCALATION
        and row.assignment.escalated_at == noted_at
        and is_owed(row.assignment, row.deadline)
    ]
    if not due:
        return None
    evaluators = await people.with_role(session, home, Role.EVALUATOR)
    return await escalation.say(session, group, due, words, now, also=evaluators)


async def waiting(moment: Moment) -> Told | None:
    """Tell of the requests that nobody has decided."""
    found = await requests.waiting(moment.session, moment.group.workspace_id, moment.made)
    return Told(requests_told(found, moment.words)) if found else None


def requests_told(undecided: Sequence[Request], words: Words) -> Say:
    """Return what issuers hear of requests that nobody decides; there is at least one."""
    asked = [
        (each.assignment.issue.number, asked_view(each, each.assignment, each.to_agency))
        for each in undecided
    ]
    return Say(words.requests_wait(asked))
