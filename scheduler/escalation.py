"""Escalations: who is named stands on record, and the evaluators hear of them. T14."""

from collections.abc import Sequence

from domain import notices as topics
from domain.chat.rights import Role
from domain.issues.audit import SCHEDULER, Action, instant, issue_subject, person_actor
from models import audit, people
from models.reminders import Reminder, escalation
from models.wording import issuers
from scheduler.context import TickContext


async def escalate(ctx: TickContext, rows: Sequence[Reminder]) -> None:
    """Note once for each deadline who is named, and leave one notice for the evaluators."""
    session, home, now = ctx.session, ctx.workspace_id, ctx.now
    fresh = [row for row in rows if not _is_noted(row)]
    found = await escalation.named_for(session, home, (row.assignment.agency_id for row in fresh))
    evaluators = await people.with_role(session, home, Role.EVALUATOR)
    together: dict[tuple[int, str], dict[str, list[str]]] = {}
    for row in fresh:
        row.assignment.escalated_at = now
        agency, number = row.assignment.agency, row.assignment.issue.number
        named = [person_actor(each.id) for each in found[agency.id]]
        together.setdefault((number, instant(row.deadline)), {})[agency.code] = list(named)
    for (number, deadline), agencies in together.items():
        await audit.append(
            session,
            home,
            Action.ISSUE_ESCALATED,
            issue_subject(number),
            at=now,
            actor=SCHEDULER,
            agencies=agencies,
            deadline=deadline,
            evaluators=[person_actor(each.id) for each in evaluators],
        )
    group = ctx.issuers
    if group is None or not fresh:
        return
    say = await issuers.escalations(session, group, now, now, ctx.words)
    if say is not None:
        await ctx.tell(group, topics.escalated(min(row.id for row in fresh), now), say)


def _is_noted(row: Reminder) -> bool:
    """Whether it was decided before, and is decided anew."""
    at = row.assignment.escalated_at
    return at is not None and at >= row.deadline
