"""Reply tokens: one use, one minute after delivery [R §send-reply-message]."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.errors import Refused
from simulator.ids import Ids

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
        """Start with none."""
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
        """Return the chat of a usable token; raises Refused 400 for any other."""
        known = self._tokens.get(token)
        rule = self._objection(known)
        if known is None or rule:
            raise Refused(400, "Invalid reply token", rule=rule)
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
