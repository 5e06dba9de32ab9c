"""What is good for one request: reply tokens, and retry keys."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.model.calls import Call
from simulator.model.errors import LineRefused
from simulator.model.ids import Ids

LIFE = timedelta(minutes=1)
# A redelivered token is dead when this long has passed since the event itself.
LIFE_WHEN_REDELIVERED = timedelta(minutes=20)


@dataclass
class _Token:
    chat: str
    event_at: datetime
    delivered_at: datetime | None = None
    redelivered: bool = False
    used: bool = False


class ReplyTokens:
    """All reply tokens ever given out."""

    def __init__(self, ids: Ids, now: Callable[[], datetime]) -> None:
        self._ids = ids
        self._now = now
        self._tokens: dict[str, _Token] = {}

    def issue(self, chat: str) -> str:
        """Return a new token for a chat; it counts from its delivery."""
        token = self._ids.token()
        self._tokens[token] = _Token(chat, self._now())
        return token

    def delivered(self, token: str, *, redelivery: bool) -> None:
        """Start the minute: the webhook with this token is being sent."""
        known = self._tokens[token]
        known.delivered_at = self._now()
        known.redelivered |= redelivery

    def chat(self, token: str) -> str:
        """Return the chat of a usable token; raises LineRefused 400 for any other."""
        known = self._tokens.get(token)
        rule = self._objection(known)
        if known is None or rule:
            raise LineRefused(400, "Invalid reply token", rule=rule)
        return known.chat

    def use(self, token: str) -> None:
        """Spend a token."""
        self._tokens[token].used = True

    def _objection(self, token: _Token | None) -> str:
        if token is None:
            return "reply token unknown"
        if token.used:
            return "reply token used twice"
        if token.delivered_at is None:
            return "reply token not delivered yet"
        if self._now() - token.delivered_at > LIFE:
            return "reply token older than one minute"
        if token.redelivered and self._now() - token.event_at > LIFE_WHEN_REDELIVERED:
            return "redelivered reply token, 20 minutes after the event"
        return ""


KEY_LIFE = timedelta(hours=24)
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True)
class _Accepted:
    at: datetime
    call: Call
    sent: list[dict[str, str]]


class RetryKeys:
    """The keys of accepted requests."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._accepted: dict[str, _Accepted] = {}

    def check(self, call: Call) -> None:
        """Pass no key or a new one; raises LineRefused 400 for a bad form, 409 for a known key.

        LINE leaves open what happens to another body under an accepted key ("may not work as you
        expect"); here it is the same 409, and the ledger names the broken rule.
        """
        if not call.retry_key:
            return
        if not _UUID.fullmatch(call.retry_key):
            message = "X-Line-Retry-Key is not a UUID in hexadecimal form"
            raise LineRefused(400, message, rule=message)
        known = self._accepted.get(call.retry_key.lower())
        if known is None or self._now() - known.at > KEY_LIFE:
            return
        same = (known.call.operation, known.call.body) == (call.operation, call.body)
        raise LineRefused(
            409,
            "The retry key is already accepted",
            rule="retry of an accepted request" if same else "retry key used for another request",
            headers={"x-line-accepted-request-id": known.call.request_id},
            extra={"sentMessages": known.sent} if known.sent else {},
        )

    def accept(self, call: Call, sent: list[dict[str, str]]) -> None:
        """Remember an accepted call under its key, if any, and, for a push, what it sent."""
        if call.retry_key:
            self._accepted[call.retry_key.lower()] = _Accepted(self._now(), call, sent)
