"""POST /webhook: check the signature, store what matters, answer. It understands no more."""

import asyncio
import base64
import hashlib
import hmac
import logging
from collections.abc import Iterable

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.deps import Deps
from bot.events import EventType, NotAWebhook, matters, may_undo, read_body, read_event
from bot.metrics import Metrics
from models import inbox, messages

LARGEST_BODY = 1024 * 1024
STORAGE_SECONDS = 1.5
"""LINE waits for two seconds (page "Check webhook error statistics")."""

logger = logging.getLogger(__name__)
_storing: set[asyncio.Task[int | None]] = set()


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
        arrivals, dropped = read_arrivals(raw)
    except NotAWebhook:
        return 400
    metrics.events.labels("dropped").inc(dropped)
    if not arrivals:
        return 200
    stored = await _store(deps, arrivals)
    if stored is None:
        return 503
    metrics.events.labels("stored").inc(stored)
    metrics.events.labels("repeated").inc(len(arrivals) - stored)
    deps.bell.ring()
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


def read_arrivals(raw: bytes) -> tuple[list[inbox.Arrival], int]:
    """Return what is to be stored of a webhook, and how many events are not; NotAWebhook."""
    arrivals = []
    events = read_body(raw)
    for each in events:
        event = read_event(each)
        if event is None or not (matters(event) or may_undo(event)):
            continue
        edited = event.type is EventType.MESSAGE_EDITED
        arrivals.append(
            inbox.Arrival(
                webhook_event_id=event.webhook_event_id,
                message_id=event.message_id if event.type == "message" else None,
                event=each,
                event_at=event.at,
                edits=event.message_id if edited else None,
                if_known=not matters(event),
            )
        )
    return arrivals, len(events) - len(arrivals)


async def _store(deps: Deps, arrivals: list[inbox.Arrival]) -> int | None:
    """Commit the events; return how many were new, or `None` when storage is too slow or fails.

    A slow commit is left to finish: cutting it off could leave its connection in the middle of
    something, and what it stores after all LINE's redelivery will not store again.
    """
    task = asyncio.create_task(_commit(deps, arrivals))
    _storing.add(task)
    task.add_done_callback(_storing.discard)
    done, _ = await asyncio.wait({task}, timeout=STORAGE_SECONDS)
    if done:
        return task.result()
    logger.error("storage is too slow")
    return None


async def _commit(deps: Deps, arrivals: list[inbox.Arrival]) -> int | None:
    try:
        async with deps.sessions.begin() as session:
            wanted = await messages.worth_storing(session, arrivals)
            return await inbox.record(session, wanted, deps.clock())
    except (SQLAlchemyError, OSError):
        logger.exception("events could not be stored")
        return None
