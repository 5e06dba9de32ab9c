"""The outbox loop: claim a request, call LINE with no transaction open, note what came of it.

What became of it stands in the audit of the workspace whose group it was for.
"""

import logging
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.line.api import Accepted, LineError
from bot.log import failure
from bot.outbox.riding import (
    place_of,
    settle_parts,
    settle_riding,
    told_whom,
    waits_in_group,
    whether_read,
)
from bot.queue import claim_due, kept
from domain import delivery
from domain.delivery import Doubt, Facts, Outcome
from domain.issues.audit import SENDER, Action
from domain.notices import answer_late
from domain.rendering import is_fancy, plain, said_by
from domain.spending import month_at
from handlers import membership
from models import audit, groups, notices, outbox, quota
from models.issues import IssuePost
from models.notices import telling
from models.outbox import OutboxKind, OutboxMessage, OutboxState, spending
from models.tables import insert_new

AT_ONCE = 10

log = logging.getLogger(__name__)

_SAID_OTHERWISE = delivery.PlainInstead | delivery.RideInstead | delivery.HeldBack
"""Steps after which words go out another way, but those unsent while LINE was called."""


async def claim(deps: Deps, limit: int) -> list[OutboxMessage]:
    """Take due requests, at most one of each chat."""
    return (await claim_due(deps, outbox.queue, limit)).rows


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What an attempt that began at `at` brought: LINE's answer, or the error."""

    at: datetime
    outcome: Outcome
    request_id: str
    accepted: Accepted | None = None
    error: str = ""


async def deliver(deps: Deps, row: OutboxMessage) -> None:
    """Try one claimed request once and settle it."""
    # First, so that little is left to do after the call: a crash there leaves the row in doubt.
    group = await place_of(deps, row)
    async with kept(deps, outbox.queue, row):
        attempt = await _ask_whether_out(deps, row, await _try(deps, row))
    now = deps.clock()
    facts = _facts(row, attempt, can_ride=group is not None and waits_in_group(row))
    step = delivery.next_step(facts, attempt.outcome, now, random.random())
    action = _action(step)
    async with deps.holding(*([group.workspace_id] if group else [])) as session:
        if await _settle(session, row, step, attempt, group, now):
            riding = await settle_riding(session, row, step, group, attempt.at, now)
            if isinstance(step, delivery.Delivered):
                month = month_at(attempt.at, deps.settings.timezone)
                await spending.note(session, row, group, riding, month)
            if group and action:
                await _note(session, row, group, action, step, attempt, now)
    _tell(row, step, attempt)


async def _try(deps: Deps, row: OutboxMessage) -> _Attempt:
    line, at = deps.line, deps.clock()
    is_reply = row.kind == OutboxKind.REPLY
    if not is_reply and delivery.key_is_void(Doubt(row.doubt), row.recorded_at, at):
        return _Attempt(at, Outcome.KEY_VOID, "")
    try:
        if is_reply and row.reply_token:
            accepted = await line.reply(row.reply_token, row.messages)
        else:
            accepted = await line.push(row.chat, row.messages, retry_key(row))
    except LineError as error:
        return _Attempt(at, error.outcome, error.request_id, error=f"{error.status}: {error}")
    except Exception as error:  # a fault of ours: tried again, and given up in the end
        log.exception("attempt failed", extra={"outbox_id": row.id})
        return _Attempt(at, Outcome.MAYBE_ACCEPTED, "", error=failure(error))
    return _Attempt(at, await whether_read(deps, row, accepted, at), accepted.request_id, accepted)


def retry_key(row: OutboxMessage) -> str:
    """Return the retry key: one for what is to be told, in each of its two forms.

    LINE wants a new key for the plain form of what it refused. Words that were unsent since an
    earlier try change no key: if that try was accepted, a new one would tell the group again
    ("Retry failed API requests" promises nothing for another body, and a 409 is what it answers).
    A key is void after 24 hours; a request that is queued again gets another one for its new day.
    """
    form = "fancy" if is_fancy(row.messages) else "plain"
    return str(uuid.uuid5(row.id, f"{row.recorded_at.astimezone(UTC).isoformat()} {form}"))


async def _ask_whether_out(deps: Deps, row: OutboxMessage, attempt: _Attempt) -> _Attempt:
    """Ask LINE, after a refused push to a group, whether we are out of it; in doubt we are not."""
    refused = attempt.outcome is Outcome.REJECTED or (
        # A form that could be plainer is tried so first.
        attempt.outcome is Outcome.FORM_REFUSED and not is_fancy(row.messages)
    )
    if not refused or row.kind != OutboxKind.PUSH or not row.in_group:
        return attempt
    async with deps.reading() as session:
        group = await groups.by_line_id(session, row.chat)
        seen = await groups.newest_sign(session, group) if group else None
    try:
        if await deps.line.is_in_group(row.chat):
            return attempt
    except LineError:
        return attempt
    # By LINE's time, which may be ahead of ours: what was known before it was asked is over.
    at = max(attempt.at, seen) if seen else attempt.at
    return replace(attempt, outcome=Outcome.NOT_IN_GROUP, at=at)


def _facts(row: OutboxMessage, attempt: _Attempt, *, can_ride: bool) -> Facts:
    is_reply = row.kind == OutboxKind.REPLY
    return Facts(
        fancy=is_fancy(row.messages),
        attempts=row.attempts + 1,
        created_at=row.recorded_at,
        doubt=Doubt(row.doubt),
        is_reply=is_reply,
        token_lives=is_reply and row.token_until is not None and attempt.at < row.token_until,
        token_until=row.token_until if is_reply else None,
        may_cost=row.may_cost,
        can_ride=can_ride,
        told_otherwise=can_ride and not row.in_group,
    )


async def _settle(
    session: AsyncSession,
    row: OutboxMessage,
    step: delivery.Step,
    attempt: _Attempt,
    group: groups.GroupPlace | None,
    now: datetime,
) -> bool:
    """Do what a step says; false, and nothing done, when another has claimed the row since."""
    error = attempt.error
    if isinstance(step, delivery.Dropped | delivery.Dead):
        error = f"{step.reason}: {error}"
    anew = isinstance(step, _SAID_OTHERWISE)
    said = await outbox.held(session, row.id) if anew else row
    if said is None:
        return False
    values = _values(said, step, now) | {
        "line_request_id": attempt.request_id or None,
        "error": error,
        "leased_until": None,
        "attempts": row.attempts + 1,
    }
    if not await outbox.queue.change(session, row, **values):
        return False
    if attempt.accepted is not None:
        await _note_posts(session, attempt.accepted.message_ids, row.about)
    if group is not None and not row.in_group:
        await settle_parts(session, row, step, attempt.at, now)
    if isinstance(step, delivery.Dropped | delivery.RideInstead | delivery.HeldBack):
        await notices.free(session, row.id, now)
    if isinstance(step, delivery.HeldBack) and group is not None and row.in_group:
        await quota.note_no_room(session, group.id, attempt.at)
    if isinstance(step, delivery.RideInstead | delivery.HeldBack) and group is not None:
        says = said_by(said.messages[: said.own], said.about[: said.own])
        await telling.ride(session, group.id, answer_late(row.id), says, now)
    if attempt.outcome is Outcome.NOT_IN_GROUP:
        await membership.bot_left(session, row.chat, attempt.at)
    return True


def _values(row: OutboxMessage, step: delivery.Step, now: datetime) -> dict[str, Any]:
    """Return the columns that a step changes."""
    match step:
        case delivery.Delivered(assumed):
            state = OutboxState.ASSUMED if assumed else OutboxState.SENT
            return {"state": state, "finished_at": now}
        case delivery.RetryAt(at, doubt):
            return {"next_attempt_at": at, "doubt": doubt}
        case delivery.PushInstead():
            # The push has a try of its own ahead; what the reply met is no doubt about it.
            return {"kind": OutboxKind.PUSH, "next_attempt_at": now, "doubt": Doubt.NONE}
        case delivery.PlainInstead():
            return _said_plainly(row) | {"next_attempt_at": now}
        case delivery.Dropped() | delivery.RideInstead() | delivery.HeldBack():
            return {"state": OutboxState.DROPPED, "finished_at": now}
        case delivery.Dead():
            return {"state": OutboxState.DEAD, "finished_at": now}


def _said_plainly(row: OutboxMessage) -> dict[str, Any]:
    """Return the columns of the same messages as plain text; what is an answer's own stays so."""
    own = plain(row.messages[: row.own], row.about[: row.own])
    riding = plain(row.messages[row.own :], row.about[row.own :])
    return {
        "messages": [*own.messages, *riding.messages],
        "about": [*own.about, *riding.about],
        "own": len(own.messages),
    }


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
    match step:
        case delivery.Delivered(assumed):
            log.info("taken as sent" if assumed else "sent", extra=extra)
        case delivery.Dead(reason):
            log.error("given up: %s", reason, extra=extra | {"error": attempt.error})
        case delivery.Dropped(reason):
            log.warning("not said: %s", reason, extra=extra | {"error": attempt.error})
        case _ if attempt.outcome is Outcome.UNAUTHORISED:
            log.error("LINE refuses the channel access token", extra=extra)
        case _:
            log.warning("not sent yet", extra=extra | {"error": attempt.error})


async def _note(
    session: AsyncSession,
    row: OutboxMessage,
    group: groups.GroupPlace,
    action: Action,
    step: delivery.Step,
    attempt: _Attempt,
    now: datetime,
) -> None:
    """Append what became of a request to the audit of its group's workspace."""
    reason = {"reason": step.reason} if isinstance(step, delivery.Dropped | delivery.Dead) else {}
    await audit.append(
        session,
        group.workspace_id,
        action,
        await told_whom(session, row, group),
        at=now,
        actor=SENDER,
        request=str(row.id),
        kind=row.kind,
        messages=len(row.messages),
        attempts=row.attempts + 1,
        line_request_id=attempt.request_id,
        **reason,
    )


def _action(step: delivery.Step) -> Action | None:
    """Return what is appended; an attempt that is only tried again is no delivery yet."""
    match step:
        case delivery.Delivered(assumed):
            return Action.DELIVERY_ASSUMED if assumed else Action.DELIVERY_SENT
        case delivery.PushInstead() | delivery.PlainInstead() | delivery.RideInstead():
            return Action.DELIVERY_REFUSED
        case delivery.HeldBack():
            return Action.DELIVERY_HELD_BACK
        case delivery.Dropped():
            return Action.DELIVERY_DROPPED
        case delivery.Dead():
            return Action.DELIVERY_GIVEN_UP
        case delivery.RetryAt():
            return None
