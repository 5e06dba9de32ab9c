"""The outbox loop: claim a request, call LINE with no transaction open, note what came of it.

What became of it stands in the audit of the workspace whose group it was for.
"""

import json
import logging
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.line.api import AnswerLost, LineApi, LineError, LineRejected, Sent
from bot.queue import claim_due
from domain import delivery
from domain.delivery import Facts, Outcome
from domain.issues.audit import SENDER, Action, subject
from domain.rendering import is_fancy, plain
from handlers import membership
from models import audit, groups, homes, outbox, workspaces
from models.issues import IssuePost
from models.outbox import OutboxKind, OutboxMessage, OutboxState
from models.tables import insert_new

LEASE = timedelta(seconds=25)
"""Longer than a call may take, and short enough that a reply token still works afterwards: used
again after a crash, it then tells whether the answer went out."""

AT_ONCE = 10

log = logging.getLogger(__name__)


async def claim(deps: Deps, limit: int) -> list[OutboxMessage]:
    """Take due requests, at most one of each chat."""
    return await claim_due(deps, outbox.queue, lease=LEASE, limit=limit)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What an attempt brought: LINE's answer, or the error."""

    outcome: Outcome
    request_id: str
    sent: Sent | None = None
    error: str = ""


async def deliver(deps: Deps, row: OutboxMessage) -> None:
    """Try one claimed request once and settle it."""
    attempt = await _try(deps.line, row)
    now = deps.clock()
    step = delivery.next_step(_facts(row), attempt.outcome, now, random.random())
    gone = isinstance(step, delivery.Dead) and await _bot_has_left(deps.line, row, attempt)
    async with deps.sessions.begin() as session:
        await workspaces.hold(session, *await homes.of_chat(session, row.chat))
        values = _values(row, step, now) | {
            "line_request_id": attempt.request_id or None,
            "error": attempt.error,
            "leased_until": None,
            "attempts": row.attempts + 1,
        }
        if await outbox.queue.change(session, row, **values):
            if attempt.sent is not None:
                await _note_posts(session, attempt.sent.message_ids, row.about)
            await note_delivery(session, row, step, attempt.request_id, now)
        if gone:
            await membership.bot_left(session, row.chat, now)
    _tell(row, step, attempt)


async def _try(line: LineApi, row: OutboxMessage) -> _Attempt:
    try:
        if row.kind == OutboxKind.REPLY and row.reply_token:
            sent = await line.reply(row.reply_token, row.messages)
        else:
            sent = await line.push(row.chat, row.messages, retry_key(row.id, row.messages))
    except LineError as error:
        return _Attempt(error.outcome, error.request_id, error=f"{error.status}: {error}")
    except Exception as error:  # a fault of ours: tried again, and given up in the end
        log.exception("attempt failed", extra={"outbox_id": row.id})
        return _Attempt(AnswerLost.outcome, "", error=repr(error))
    return _Attempt(Outcome.ACCEPTED, sent.request_id, sent)


def retry_key(row_id: uuid.UUID, messages: Sequence[dict[str, Any]]) -> str:
    """Return the retry key: fixed by the row and its body, since LINE wants one key per body."""
    return str(uuid.uuid5(row_id, json.dumps(messages, sort_keys=True)))


def _facts(row: OutboxMessage) -> Facts:
    return Facts(
        fancy=is_fancy(row.messages),
        attempts=row.attempts + 1,
        maybe_sent=row.maybe_sent,
        created_at=row.recorded_at,
    )


def _values(row: OutboxMessage, step: delivery.Step, now: datetime) -> dict[str, Any]:
    """Return the columns that a step changes."""
    match step:
        case delivery.Delivered():
            return {"state": OutboxState.SENT, "finished_at": now}
        case delivery.RetryAt(at, maybe_sent):
            return {"next_attempt_at": at, "maybe_sent": maybe_sent}
        case delivery.PushInstead():
            return {"kind": OutboxKind.PUSH, "next_attempt_at": now}
        case delivery.PlainInstead():
            said = plain(row.messages, row.about)
            return {"messages": said.messages, "about": said.about, "next_attempt_at": now}
        case delivery.Dead():
            return {"state": OutboxState.DEAD, "finished_at": now}


async def _bot_has_left(line: LineApi, row: OutboxMessage, attempt: _Attempt) -> bool:
    """Ask LINE whether a refused push was refused because we are not in the group any more."""
    if attempt.outcome is not Outcome.REJECTED or row.kind != OutboxKind.PUSH:
        return False
    try:
        await line.member_count(row.chat)
    except LineRejected:
        return True
    except LineError:
        return False
    return False


async def _note_posts(
    session: AsyncSession, message_ids: Sequence[str], about: Sequence[int | None]
) -> None:
    """Remember which issue each sent message is about: replies may quote it."""
    rows = [
        {"line_message_id": message_id, "issue_id": issue_id}
        for message_id, issue_id in zip(message_ids, about, strict=False)
        if message_id and issue_id is not None
    ]
    await insert_new(session, IssuePost, rows)


def _tell(row: OutboxMessage, step: delivery.Step, attempt: _Attempt) -> None:
    """Log an attempt; a request that died is an error, for an operator must act."""
    extra = {
        "outbox_id": row.id,
        "kind": row.kind,
        "attempts": row.attempts + 1,
        "outcome": attempt.outcome.value,
        "line_request_id": attempt.request_id,
    }
    if isinstance(step, delivery.Delivered):
        log.info("sent", extra=extra)
    elif isinstance(step, delivery.Dead):
        log.error("given up: %s", step.reason, extra=extra | {"error": attempt.error})
    elif attempt.outcome is Outcome.UNAUTHORISED:
        log.error("LINE refuses the channel access token", extra=extra)
    else:
        log.warning("not sent yet", extra=extra | {"error": attempt.error})


async def note_delivery(
    session: AsyncSession,
    row: OutboxMessage,
    step: delivery.Step,
    line_request_id: str,
    now: datetime,
) -> None:
    """Append that a request was sent, refused by LINE or given up.

    An attempt that is only tried again is no delivery yet, and a 1:1 chat is of no workspace.
    """
    action = _action(step)
    group = await groups.by_line_id(session, row.chat) if action else None
    if action is None or group is None:
        return
    await audit.append(
        session,
        group.workspace_id,
        action,
        subject("group", group.kind),
        at=now,
        actor=SENDER,
        request=str(row.id),
        kind=row.kind,
        messages=len(row.messages),
        attempts=row.attempts + 1,
        line_request_id=line_request_id,
    )


def _action(step: delivery.Step) -> Action | None:
    match step:
        case delivery.Delivered():
            return Action.DELIVERY_SENT
        case delivery.PushInstead() | delivery.PlainInstead():
            return Action.DELIVERY_REFUSED
        case delivery.Dead():
            return Action.DELIVERY_GIVEN_UP
        case delivery.RetryAt():
            return None
