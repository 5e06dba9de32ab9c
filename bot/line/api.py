"""LINE's Messaging API: what we ask of it, what its answers mean, and how it fails."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol
from urllib.parse import quote

from domain import bounds
from domain.delivery import Outcome
from domain.text import storable

Message = dict[str, Any]
"""One message object in LINE's JSON."""

_BOT = "/v2/bot"
_TEST_SECONDS = 30.0
"""LINE waits for our own answer before it answers a webhook test."""


class LineError(Exception):
    """LINE did not do what was asked; the text is LINE's own, without secrets."""

    outcome: ClassVar[Outcome]

    def __init__(self, text: str, *, status: int | None = None, request_id: str = "") -> None:
        """Keep LINE's words, HTTP status and request id, where there was an answer."""
        super().__init__(text)
        self.status = status
        self.request_id = request_id


class LineUnavailable(LineError):
    """LINE could not be reached; nothing was accepted."""

    outcome = Outcome.UNAVAILABLE


class MaybeAccepted(LineUnavailable):
    """No answer came, or 5xx: LINE may have accepted the request all the same."""

    outcome = Outcome.MAYBE_ACCEPTED


class RateLimited(LineError):
    """429: too many requests at a time."""

    outcome = Outcome.RATE_LIMITED


class QuotaSpent(LineError):
    """429: the month's messages are used up."""

    outcome = Outcome.QUOTA_SPENT


class Unauthorised(LineError):
    """401: the channel access token is wrong, expired or revoked."""

    outcome = Outcome.UNAUTHORISED


class TokenSpent(LineError):
    """400 "Invalid reply token"."""

    outcome = Outcome.TOKEN_REFUSED


class LineRejected(LineError):
    """Any other 3xx or 4xx: refused for now. Outages of LINE look like that too."""

    outcome = Outcome.REJECTED


class FormRefused(LineRejected):
    """400 or 413: LINE dislikes a message object or the chat, or it is an outage."""

    outcome = Outcome.FORM_REFUSED


@dataclass(frozen=True, slots=True)
class Accepted:
    """LINE accepted a request, or had done so `before`; its `message_ids` are in their order."""

    message_ids: tuple[str, ...]
    request_id: str
    before: bool = False


@dataclass(frozen=True, slots=True)
class QuotaFacts:
    """Messages of this month; `quota` is `None` for "unlimited". LINE calls `used` approximate."""

    quota: int | None
    used: int


@dataclass(frozen=True, slots=True)
class BotInfo:
    """Who the channel is."""

    name: str
    basic_id: str
    chat_mode: str


@dataclass(frozen=True, slots=True)
class WebhookEndpoint:
    """The webhook address that LINE has, and whether its use is switched on."""

    url: str
    active: bool


@dataclass(frozen=True, slots=True)
class WebhookTest:
    """What came of a test webhook; `reason` and `detail` in LINE's words."""

    success: bool
    status: int
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """What LINE answered, errors too; header names in lower case, `body` is text."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def request_id(self) -> str:
        """Return LINE's id of the request; for a repeated push that of the accepted one."""
        accepted = self.headers.get("x-line-accepted-request-id", "")
        given = accepted or self.headers.get("x-line-request-id", "")
        return str(storable(given))[: bounds.LINE_ID]

    def read(self) -> dict[str, Any]:
        """Return the body as an object; anything else counts as an empty one."""
        try:
            body = storable(json.loads(self.body))
        except (ValueError, RecursionError):
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
    ) -> LineAnswer:
        """Raises LineUnavailable where no answer came, MaybeAccepted where LINE may have acted."""
        ...


class LineApi:
    """What Saphan asks of LINE, over any way to carry a call. Every call raises LineError."""

    def __init__(self, carry: Carrier) -> None:
        """Speak to LINE through `carry`."""
        self._carry = carry

    async def reply(self, token: str, messages: list[Message]) -> Accepted:
        """Answer a webhook: free, once, within about a minute."""
        # A retry key would be refused here with 400.
        body = {"replyToken": token, "messages": messages}
        return _accepted(_good(await self._carry("POST", f"{_BOT}/message/reply", body)))

    async def push(self, to: str, messages: list[Message], retry_key: str) -> Accepted:
        """Say something unasked; the same key never says it twice within 24 hours."""
        body = {"to": to, "messages": messages}
        key = {"X-Line-Retry-Key": retry_key}
        answer = await self._carry("POST", f"{_BOT}/message/push", body, key)
        # 409 means that an earlier attempt was accepted, which is what we want.
        return _accepted(answer if answer.status == 409 else _good(answer))

    async def member_name(self, group_id: str, user_id: str) -> str | None:
        """Return a group member's display name; `None` for somebody who is not in the group."""
        path = f"{_group(group_id)}/member/{quote(user_id, safe='')}"
        answer = await self._carry("GET", f"{_BOT}/{path}")
        if answer.status == 404:
            return None
        return str(_good(answer).read().get("displayName", ""))[: bounds.NAME] or None

    async def member_count(self, group_id: str) -> int:
        """Count the people in a group, the bot not included."""
        return int((await self._get(f"{_group(group_id)}/members/count")).get("count", 0))

    async def is_in_group(self, group_id: str) -> bool:
        """Whether we are in a group: only LINE's 404 says that we are not ("Get group summary")."""
        answer = await self._carry("GET", f"{_BOT}/{_group(group_id)}/summary")
        return answer.status != 404 and bool(_good(answer))

    async def group_name(self, group_id: str) -> str:
        """Return what a group is called; LineRejected (404) where we are not in it."""
        summary = await self._get(f"{_group(group_id)}/summary")
        return str(summary.get("groupName", ""))[: bounds.NAME]

    async def leave_group(self, group_id: str) -> None:
        """Leave a group; LineRejected (404) where we are not in it."""
        _good(await self._carry("POST", f"{_BOT}/{_group(group_id)}/leave", {}))

    async def quota(self) -> QuotaFacts:
        """Return this month's limit and use."""
        limit = await self._get("message/quota")
        used = int((await self._get("message/quota/consumption")).get("totalUsage", 0))
        return QuotaFacts(
            int(limit.get("value", 0)) if limit.get("type") == "limited" else None, used
        )

    async def bot_info(self) -> BotInfo:
        """Return who we are."""
        info = await self._get("info")
        return BotInfo(*(str(info.get(key, "")) for key in ("displayName", "basicId", "chatMode")))

    async def webhook_endpoint(self) -> WebhookEndpoint | None:
        """Return the address that LINE sends webhooks to; `None` when there is none."""
        answer = await self._carry("GET", f"{_BOT}/channel/webhook/endpoint")
        if answer.status == 404:
            return None
        read = _good(answer).read()
        return WebhookEndpoint(url=str(read.get("endpoint", "")), active=bool(read.get("active")))

    async def test_webhook(self) -> WebhookTest:
        """Let LINE send an empty webhook now (at most 60 an hour)."""
        path = f"{_BOT}/channel/webhook/test"
        read = _good(await self._carry("POST", path, {}, seconds=_TEST_SECONDS)).read()
        return WebhookTest(
            success=bool(read.get("success")),
            status=int(read.get("statusCode", 0)),
            reason=str(read.get("reason", "")),
            detail=str(read.get("detail", "")),
        )

    async def _get(self, path: str) -> dict[str, Any]:
        return _good(await self._carry("GET", f"{_BOT}/{path}")).read()


def _group(group_id: str) -> str:
    """Return the path of a group; what a webhook called its id must not name another one."""
    return f"group/{quote(group_id, safe='')}"


def _accepted(answer: LineAnswer) -> Accepted:
    """Read what LINE accepted; the status has decided, whatever the body looks like."""
    ids = (str(each.get("id", "")) for each in _objects(answer.read().get("sentMessages")))
    # One that no column takes is of no use: an answer that quotes it would not be known.
    known = tuple(each if len(each) <= bounds.LINE_ID else "" for each in ids)
    return Accepted(known, answer.request_id, before=answer.status == 409)


def _objects(listed: object) -> list[dict[str, Any]]:
    """Return the objects of what should be a list of them."""
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def _good(answer: LineAnswer) -> LineAnswer:
    if answer.status < 300:
        return answer
    raise refusal(answer)


def refusal(answer: LineAnswer) -> LineError:
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
        return MaybeAccepted
    if status == 400 and "reply token" in words:
        return TokenSpent
    return FormRefused if status in (400, 413) else LineRejected


def _words(answer: LineAnswer) -> str:
    """Return the message of an error answer with its details, in one line."""
    read = answer.read()
    parts = [str(read.get("message") or f"HTTP {answer.status}")]
    for each in _objects(read.get("details")):
        parts.append(f"{each.get('property')}: {each.get('message')}")
    return " ".join("; ".join(parts).split())[:1000]
