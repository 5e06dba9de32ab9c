"""Stand-ins and builders: LINE in the same process, and webhooks with defaults."""

import base64
import hashlib
import hmac
import itertools
import json
from datetime import UTC, datetime
from typing import Any

import httpx

from bot.line.api import LineAnswer, MaybeAccepted
from simulator import door

SECRET = "a-channel-secret"
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Nine o'clock in Bangkok, on a working day."""
PATIENT_SECONDS = 60.0
"""Reached only where a test fails."""

_numbers = itertools.count(1)


class DoorCarrier:
    """Carries our calls through the simulator's in-process door, and keeps count of them."""

    def __init__(self, line: door.FakeLine) -> None:
        self._line = line
        self.calls: list[tuple[str, dict[str, Any], str]] = []
        """(path, body, retry key) in order."""

    async def __call__(self, method, path, body=None, headers=None, seconds=None) -> LineAnswer:
        lower = {name.lower(): value for name, value in (headers or {}).items()}
        self.calls.append((path, body or {}, lower.get("x-line-retry-key", "")))
        try:
            given = await self._line.call(method, path, body, headers=lower)
        except door.ConnectionBroken:
            raise MaybeAccepted("no answer") from None
        names = {name.lower(): value for name, value in given.headers.items()}
        return LineAnswer(given.status, names, json.dumps(given.body))


class Streamed(httpx.AsyncByteStream):
    """A body that comes in pieces, and is as long as it is."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = pieces

    async def __aiter__(self):
        for piece in self._pieces:
            yield piece


def content_door(line: door.FakeLine) -> httpx.MockTransport:
    """Return a transport that carries calls for content through the in-process door."""

    async def handle(request: httpx.Request) -> httpx.Response:
        headers = {"authorization": request.headers["authorization"]}
        given = await line.call(request.method, request.url.path, headers=headers)
        body = given.body if isinstance(given.body, bytes) else json.dumps(given.body).encode()
        return httpx.Response(given.status, headers=given.headers, stream=Streamed(body))

    return httpx.MockTransport(handle)


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    """Return the headers with which LINE sends a body."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return {
        "content-type": "application/json",
        "x-line-signature": base64.b64encode(digest).decode(),
    }


def webhook_body(*events: object) -> bytes:
    """Return the raw body of a webhook."""
    return json.dumps({"destination": f"U{0:032x}", "events": events}, ensure_ascii=False).encode()


def event(kind: str = "message", *, at: datetime = MONDAY, **more: Any) -> dict[str, Any]:
    """Return an event of a group; `more` are its own properties, `None` takes one away."""
    number = next(_numbers)
    whole = {
        "type": kind,
        "mode": "active",
        "timestamp": int(at.timestamp() * 1000),
        "webhookEventId": f"01EVENT{number:019d}",
        "deliveryContext": {"isRedelivery": False},
        "source": {"type": "group", "groupId": f"C{1:032x}", "userId": f"U{1:032x}"},
        "replyToken": f"{number:032x}",
        **more,
    }
    return {name: value for name, value in whole.items() if value is not None}


def text_event(text: str, *, message: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Return the event of a text message; `message` adds to its message object."""
    content = {"id": f"{next(_numbers):018d}", "type": "text", "text": text, "quoteToken": "q"}
    return event(message=content | (message or {}), **more)
