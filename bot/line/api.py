"""The port to LINE's Messaging API: what we ask of it, and the ways in which it fails.

LineError
├── LineUnavailable   nothing was accepted: try again
│   └── AnswerLost    the same, but LINE may have accepted the request
├── RateLimited       try again later
├── Unauthorised      the channel access token is wrong or expired
├── QuotaSpent        the monthly limit is reached
├── TokenSpent        the reply token was used, or is too old
└── LineRejected      never right, whenever it is tried
"""

from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from domain.delivery import Outcome

Message = dict[str, Any]
"""One message object in LINE's JSON."""


class LineError(Exception):
    """LINE did not do what was asked; the text is LINE's own, without secrets."""

    outcome: ClassVar[Outcome]

    def __init__(self, text: str, *, status: int | None = None, request_id: str = "") -> None:
        """Keep LINE's words, HTTP status and request id, where there was an answer."""
        super().__init__(text)
        self.status = status
        self.request_id = request_id


class LineUnavailable(LineError):
    """LINE could not be reached, or failed itself; nothing was accepted."""

    outcome = Outcome.UNAVAILABLE


class AnswerLost(LineUnavailable):
    """No answer came: LINE may have accepted the request all the same."""

    outcome = Outcome.LOST


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
    """Any other 4xx: trying again would not help."""

    outcome = Outcome.REJECTED


@dataclass(frozen=True, slots=True)
class Sent:
    """LINE accepted a request; `message_ids` in the order of the message objects."""

    message_ids: tuple[str, ...]
    request_id: str


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


class LineApi(Protocol):
    """What Saphan asks of LINE. Every call raises LineError."""

    async def reply(self, token: str, messages: list[Message]) -> Sent:
        """Answer a webhook: free, once, within about a minute."""
        ...

    async def push(self, to: str, messages: list[Message], retry_key: str) -> Sent:
        """Say something unasked; the same key never says it twice within 24 hours."""
        ...

    async def member_name(self, group_id: str, user_id: str) -> str | None:
        """Return the display name of somebody in a group; `None` for anybody else."""
        ...

    async def member_count(self, group_id: str) -> int:
        """Count the people in a group, the bot not included."""
        ...

    async def leave_group(self, group_id: str) -> None:
        """Leave a group; LineRejected where we are not in it."""
        ...

    async def quota(self) -> QuotaFacts:
        """Return this month's limit and use."""
        ...

    async def bot_info(self) -> BotInfo:
        """Return who we are."""
        ...

    async def webhook_endpoint(self) -> WebhookEndpoint | None:
        """Return the address that LINE sends webhooks to; `None` when there is none."""
        ...

    async def test_webhook(self) -> WebhookTest:
        """Let LINE send an empty webhook now (at most 60 an hour)."""
        ...
