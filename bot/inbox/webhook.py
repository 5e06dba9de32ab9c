"""POST /webhook: check the signature, store what matters, answer. It understands no more."""

import asyncio
import base64
import hashlib
import hmac
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.deps import Deps
from bot.inbox.events import (
    EventType,
    NotAWebhook,
    is_redelivery,
    matters,
    may_undo,
    only_its_reply,
    read_body,
    read_event,
    without_words,
)
from bot.watch.metrics import Metrics
from domain.delivery import TOKEN_LIFE, token_until
from domain.grammar.gaps import MOST_WAIT
from models import inbox, notices, outbox
from models.database import will_pass
from models.evidence import attachments
from models.inbox import talk

LARGEST_BODY = 1024 * 1024
STORAGE_SECONDS = 1.5
"""LINE waits for two seconds (page "Check webhook error statistics")."""

PATIENCE = MOST_WAIT + timedelta(minutes=5)
"""How long talk is looked at that may fill a gap; LINE may bring it late."""

logger = logging.getLogger(__name__)


@dataclass
class Received:
    """What came in one webhook: what matters, files and talk by (chat, sender), and the count.

    `at` is our time at which its first byte was read. `rides` are the newest messages by group that
    are to be looked at for their free reply alone.
    """

    at: datetime
    arrivals: list[inbox.Arrival] = field(default_factory=list)
    attachments: list[tuple[tuple[str, str], inbox.Arrival]] = field(default_factory=list)
    talk: list[tuple[tuple[str, str], inbox.Arrival]] = field(default_factory=list)
    rides: dict[str, inbox.Arrival] = field(default_factory=dict)
    count: int = 0

    @property
    def any(self) -> bool:
        """Whether there is anything that may have to be stored."""
        return bool(self.arrivals or self.attachments or self.talk or self.rides)


class Stored(NamedTuple):
    """How many events were to be stored, and how many of them were new."""

    wanted: int
    new: int


_NOTHING = Stored(0, 0)
_storing: set[asyncio.Task[Stored | None]] = set()


async def webhook(request: Request) -> Response:
    """Answer 200 once every event that matters is committed; else 400, 413 or 503."""
    deps: Deps = request.app.state.deps
    metrics: Metrics = request.app.state.metrics
    status = await _receive(request, deps, metrics)
    metrics.webhooks.labels(status).inc()
    sender = request.client.host if request.client else ""
    logger.info("webhook answered", extra={"status": status, "sender": sender})
    return JSONResponse({}, status)


async def _receive(request: Request, deps: Deps, metrics: Metrics) -> int:
    at = deps.clock()  # the minute of the reply tokens has begun, however long storing takes
    try:
        raw = await _body(request)
    except ClientDisconnect:
        return 400
    if raw is None:
        return 413
    signature = request.headers.get("x-line-signature", "")
    if not is_signed(raw, signature, deps.settings.line_channel_secret):
        return 400
    try:
        received = read_received(raw, at, on_talk=deps.settings.ride_on_talk)
    except NotAWebhook:
        return 400
    patience: float = request.app.state.storage_seconds
    stored = await _store(deps, received, patience) if received.any else _NOTHING
    if stored is not _NOTHING:
        request.app.state.writing.note(deps, stored=stored is not None)
    if stored is None:
        return 503
    metrics.events.labels("stored").inc(stored.new)
    metrics.events.labels("repeated").inc(stored.wanted - stored.new)
    metrics.events.labels("dropped").inc(received.count - stored.wanted)
    return 200


async def _body(request: Request) -> bytes | None:
    """Return the raw body, or `None` as soon as it is too large; its announced size may lie."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


def is_signed(raw: bytes, signature: str, secrets: Iterable[str]) -> bool:
    """Whether LINE signed these raw bytes with one of our secrets; takes the same time always.

    Source: LINE page "Verify webhook signature".
    """
    given = signature.encode()
    digests = (hmac.new(secret.encode(), raw, hashlib.sha256).digest() for secret in secrets)
    matches = [hmac.compare_digest(base64.b64encode(digest), given) for digest in digests]
    return any(matches)


def read_received(raw: bytes, at: datetime, *, on_talk: bool = False) -> Received:
    """Return what matters of a webhook that came at an instant, in LINE's order.

    `on_talk` says that talk gives its free reply to what waits (M19). Raises NotAWebhook.
    """
    received = Received(at)
    for each in read_body(raw, at):
        received.count += 1
        event = read_event(each)
        if event is None:
            continue
        known = matters(event) or may_undo(event)
        if on_talk and not known and event.gives_a_ride:
            received.rides[event.chat] = inbox.Arrival(
                webhook_event_id=event.webhook_event_id,
                message_id=None,
                chat=event.chat,
                event=only_its_reply(each),
                event_at=event.at,
            )
        if not (known or event.is_attachment or event.is_talk):
            continue
        edited = event.type is EventType.MESSAGE_EDITED
        arrival = inbox.Arrival(
            webhook_event_id=event.webhook_event_id,
            message_id=event.message_id if event.type == "message" else None,
            chat=event.chat,
            event=each,
            event_at=event.at,
            edits=event.message_id if edited else None,
            if_known=not matters(event) and edited,
            token_again=event.reply_token if is_redelivery(each) else None,
        )
        if event.is_attachment:
            sender = (event.group_id or "", event.user_id or "")
            received.attachments.append((sender, arrival))
        elif not known:
            received.talk.append(((event.chat, event.user_id or ""), arrival))
        else:
            received.arrivals.append(arrival)
    return received


async def _store(deps: Deps, received: Received, patience: float) -> Stored | None:
    """Commit the events; return how many there were, `None` when storage is too slow or fails.

    A commit whose turn comes too late is not begun: LINE will deliver again, and an overload would
    feed itself. One that has begun is left to finish: cutting it off could leave its connection in
    the middle of something, and what it stores after all LINE's redelivery will not store again.
    """
    too_late = asyncio.Event()
    task = asyncio.create_task(_commit(deps, received, too_late))
    _storing.add(task)
    task.add_done_callback(_storing.discard)
    done, _ = await asyncio.wait({task}, timeout=patience)
    if done:
        return task.result()
    too_late.set()
    logger.error("storage is too slow")
    return None


async def _commit(deps: Deps, received: Received, too_late: asyncio.Event) -> Stored | None:
    try:
        wanted = received.arrivals + await _of_reporters(deps, received)
        wanted += await _of_talk(deps, received)
        wanted += await _of_rides(deps, received, wanted)
        if not wanted:
            return _NOTHING
        async with deps.engine.connect() as turn:  # SQLite has one writer at a time
            if too_late.is_set():
                return None
            async with deps.sessions(bind=turn) as session, session.begin():
                wanted = await inbox.worth_storing(session, wanted)
                new = await inbox.record(session, wanted, received.at)
                if new < len(wanted):
                    await _hear_again(session, wanted, received.at)
        deps.trouble.passed("webhook")
        return Stored(len(wanted), new)
    except (SQLAlchemyError, OSError) as error:
        if will_pass(error):
            deps.trouble.met("webhook", error)
        else:
            logger.exception("events could not be stored")
        return None


async def _hear_again(
    session: AsyncSession, arrivals: Sequence[inbox.Arrival], now: datetime
) -> None:
    """Let the reply tokens of events that LINE brings again live on (M13)."""
    until = now + TOKEN_LIFE
    again = {
        each.webhook_event_id: each.token_again
        for each in arrivals
        if each.token_again and token_until(now, each.event_at) == until
    }
    await inbox.heard_again(session, [*again], now)
    await outbox.prolong(session, [*again.values()], until)


async def _of_reporters(deps: Deps, received: Received) -> list[inbox.Arrival]:
    """Return the files that enrolled reporters sent; nothing is stored of other people's (B4)."""
    if not received.attachments:
        return []
    senders = {sender for sender, _ in received.attachments}
    async with deps.reading() as session:
        reporters = await attachments.reporters_among(session, senders)
    return [arrival for sender, arrival in received.attachments if sender in reporters]


async def _of_talk(deps: Deps, received: Received) -> list[inbox.Arrival]:
    """Return the talk that may fill a gap, and that somebody wrote 1:1 without what they wrote.

    Nothing is stored of other talk (B4).
    """
    if not received.talk:
        return []
    now = deps.clock()
    private = {chat for (chat, user), _ in received.talk if chat == user}
    async with deps.reading() as session:
        speakers = {speaker for speaker, _ in received.talk}
        waiting = await talk.waiting_among(session, speakers, now - PATIENCE)
        private -= await talk.hinted_among(session, private, now)
    return [
        arrival if speaker in waiting else replace(arrival, event=without_words(arrival.event))
        for speaker, arrival in received.talk
        if speaker in waiting or speaker[0] in private
    ]


async def _of_rides(
    deps: Deps, received: Received, wanted: Sequence[inbox.Arrival]
) -> list[inbox.Arrival]:
    """Return for each group in which something waits that somebody spoke, and nothing of it (M19).

    What is stored anyway gives its own reply.
    """
    replied_to = {each.chat for each in wanted if "replyToken" in each.event}
    rides = {chat: each for chat, each in received.rides.items() if chat not in replied_to}
    if not rides:
        return []
    async with deps.reading() as session:
        waiting = await notices.wait_in(session, rides)
    return [each for chat, each in rides.items() if chat in waiting]
