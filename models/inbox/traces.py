"""What a message left behind: on which issues, in which workspace, and who was told of it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, union
from sqlalchemy.ext.asyncio import AsyncSession

from models import groups, inbox
from models.issues import Assignment, DeadlineChange, Issue, IssueChange
from models.issues.excuses import Excuse
from models.issues.objections import Objection
from models.issues.reports import Report
from models.issues.requests import Request
from models.issues.snoozes import Snooze
from models.outbox import OutboxMessage, OutboxState

_ON_ISSUES = (
    (Issue.id, Issue.line_message_id),
    (IssueChange.issue_id, IssueChange.line_message_id),
)
_ON_ASSIGNMENTS = (
    (Report.assignment_id, Report.line_message_id),
    (Report.assignment_id, Report.judged_message_id),
    (DeadlineChange.assignment_id, DeadlineChange.line_message_id),
    (Request.assignment_id, Request.line_message_id),
    (Request.assignment_id, Request.decided_message_id),
    (Snooze.assignment_id, Snooze.line_message_id),
    (Excuse.assignment_id, Excuse.line_message_id),
    (Objection.assignment_id, Objection.line_message_id),
    (Objection.assignment_id, Objection.decided_message_id),
)
_STATES = tuple(OutboxState)


async def issues_of(session: AsyncSession, line_message_id: str) -> dict[int, int]:
    """Return the ids of the issues on which a message left anything, each with its workspace's."""
    left = [select(issue).where(by == line_message_id) for issue, by in _ON_ISSUES]
    for assignment, by in _ON_ASSIGNMENTS:
        within = select(assignment).where(by == line_message_id)
        left.append(select(Assignment.issue_id).where(Assignment.id.in_(within)))
    issues = union(*left)
    whose = select(Issue.id, Issue.workspace_id).where(Issue.id.in_(issues)).order_by(Issue.id)
    return {issue: home for issue, home in await session.execute(whose)}


async def workspace_of(session: AsyncSession, line_message_id: str, chat: str) -> int | None:
    """Return the id of the workspace in which a message was said, as far as it is known.

    What it left tells that for certain: its group may have been bound elsewhere since.
    """
    for home in (await issues_of(session, line_message_id)).values():
        return home
    if (bound := await groups.place_of(session, chat)) is not None:
        return bound.workspace_id
    message = await inbox.get_message(session, line_message_id)
    said = message.commands if message else []
    return next((entry["workspace"] for entry in said if "workspace" in entry), None)


async def chats_told_of(
    session: AsyncSession, issue_ids: Collection[int], since: datetime
) -> set[str]:
    """Return the chats that were told of issues since an instant, whosever they are by now."""
    ids = frozenset(issue_ids)
    told = await session.stream(
        select(OutboxMessage.chat, OutboxMessage.about).where(
            # An index leads there: what was told since then was due since then.
            OutboxMessage.state.in_(_STATES),
            OutboxMessage.next_attempt_at >= since,
        )
    )
    return {chat async for chat, about in told if not ids.isdisjoint(about)}
