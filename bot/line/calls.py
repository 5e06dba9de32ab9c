"""`LineCalls`: LINE's addresses, and what its answers mean, over any way to carry a call."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.line.api import (
    BotInfo,
    LineError,
    LineRejected,
    LineUnavailable,
    Message,
    QuotaFacts,
    QuotaSpent,
    RateLimited,
    Sent,
    TokenSpent,
    Unauthorised,
    WebhookEndpoint,
    WebhookTest,
)

_BOT = "/v2/bot"
_TEST_SECONDS = 30.0
"""LINE waits for our own answer before it answers a webhook test."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What LINE answered, errors too; header names in lower case, `body` is text."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def request_id(self) -> str:
        """Return LINE's id of the request; for a repeated push that of the accepted one."""
        accepted = self.headers.get("x-line-accepted-request-id", "")
        return accepted or self.headers.get("x-line-request-id", "")

    def read(self) -> dict[str, Any]:
        """Return the body as an object; anything else counts as an empty one."""
        try:
            body = json.loads(self.body)
        except ValueError:
            return {}
        return body if isinstance(body, dict) else {}


class Carrier(Protocol):
    """Carries one call to LINE and brings back whatever is answered."""

    async def __call__(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> Answer:
        """Raises LineUnavailable where no answer came, AnswerLost where LINE may have acted."""
        ...


class LineCalls:
    """The port `bot.line.api.LineApi` over a carrier."""

    def __init__(self, carry: Carrier) -> None:
        """Speak to LINE through `carry`."""
        self._carry = carry

    async def reply(self, token: str, messages: list[Message]) -> Sent:
        """Answer a webhook. A retry key would be refused here with 400."""
        body = {"replyToken": token, "messages": messages}
        return _sent(_good(await self._carry("POST", f"{_BOT}/message/reply", body)))

    async def push(self, to: str, messages: list[Message], retry_key: str) -> Sent:
        """Push; 409 means that an earlier attempt was accepted, which is what we want."""
        body = {"to": to, "messages": messages}
        key = {"X-Line-Retry-Key": retry_key}
        answer = await self._carry("POST", f"{_BOT}/message/push", body, key)
        return _sent(answer if answer.status == 409 else _good(answer))

    async def member_name(self, group_id: str, user_id: str) -> str | None:
        """Return a group member's display name; `None` for somebody who is not in the group."""
        answer = await self._carry("GET", f"{_BOT}/group/{group_id}/member/{user_id}")
        if answer.status == 404:
            return None
        return str(_good(answer).read().get("displayName", "")) or None

    async def member_count(self, group_id: str) -> int:
        """Count the people in a group, the bot not included."""
        answer = _good(await self._carry("GET", f"{_BOT}/group/{group_id}/members/count"))
        return int(answer.read().get("count", 0))

    async def leave_group(self, group_id: str) -> None:
        """Leave a group; LineRejected (404) where we are not in it."""
        _good(await self._carry("POST", f"{_BOT}/group/{group_id}/leave", {}))

    async def quota(self) -> QuotaFacts:
        """Return this month's limit and use."""
        limit = _good(await self._carry("GET", f"{_BOT}/message/quota")).read()
        used = _good(await self._carry("GET", f"{_BOT}/message/quota/consumption")).read()
        limited = limit.get("type") == "limited"
        return QuotaFacts(
            quota=int(limit.get("value", 0)) if limited else None,
            used=int(used.get("totalUsage", 0)),
        )

    async def bot_info(self) -> BotInfo:
        """Return who we are."""
        info = _good(await self._carry("GET", f"{_BOT}/info")).read()
        return BotInfo(
            name=str(info.get("displayName", "")),
            basic_id=str(info.get("basicId", "")),
            chat_mode=str(info.get("chatMode", "")),
        )

    async def webhook_endpoint(self) -> WebhookEndpoint | None:
        """Return the address that LINE sends webhooks to; `None` when there is none."""
        answer = await self._carry("GET", f"{_BOT}/channel/webhook/endpoint")
        if answer.status == 404:
            return None
        read = _good(answer).read()
        return WebhookEndpoint(url=str(read.get("endpoint", "")), active=bool(read.get("active")))

    async def test_webhook(self) -> WebhookTest:
        """Let LINE send an empty webhook now."""
        path = f"{_BOT}/channel/webhook/test"
        read = _good(await self._carry("POST", path, {}, seconds=_TEST_SECONDS)).read()
        return WebhookTest(
            success=bool(read.get("success")),
            status=int(read.get("statusCode", 0)),
            reason=str(read.get("reason", "")),
            detail=str(read.get("detail", "")),
        )


def _sent(answer: Answer) -> Sent:
    listed = answer.read().get("sentMessages")
    ids = tuple(str(each.get("id", "")) for each in listed or () if isinstance(each, dict))
    return Sent(message_ids=ids, request_id=answer.request_id)


def _good(answer: Answer) -> Answer:
    if answer.status < 300:
        return answer
    raise refusal(answer)


def refusal(answer: Answer) -> LineError:
    """Turn an error answer into the error that tells what to do.

    The status decides; the text is read only where LINE offers nothing else: for the two kinds
    of 429, and for a 400 about the reply token.
    """
    words = _words(answer)
    kind = _kind(answer.status, words.lower())
    return kind(words, status=answer.status, request_id=answer.request_id)


def _kind(status: int, words: str) -> type[LineError]:
    if status == 429:
        return QuotaSpent if "monthly limit" in words else RateLimited
    if status == 401:
        return Unauthorised
    if status >= 500:
        return LineUnavailable
    return TokenSpent if status == 400 and "reply token" in words else LineRejected


def _words(answer: Answer) -> str:
    """Return the message of an error answer with its details, in one line."""
    read = answer.read()
    parts = [str(read.get("message") or f"HTTP {answer.status}")]
    for each in read.get("details") or ():
        if isinstance(each, dict):
            parts.append(f"{each.get('property')}: {each.get('message')}")
    return " ".join("; ".join(parts).split())[:1000]
