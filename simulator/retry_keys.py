"""Retry keys: a request is carried out once in 24 hours [D retrying-api-request]."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from simulator.errors import Refused

LIFE = timedelta(hours=24)
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True)
class _Accepted:
    at: datetime
    operation: str
    body: dict[str, Any]
    request_id: str
    sent: list[dict[str, str]]


class RetryKeys:
    """The keys of accepted requests."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Start with none."""
        self._now = now
        self._accepted: dict[str, _Accepted] = {}

    def check(self, key: str, operation: str, body: dict[str, Any]) -> None:
        """Let a new key pass; raises Refused 400 for a bad form, 409 for an accepted request.

        LINE leaves open what happens to another body under an accepted key ("may not work as you
        expect"); here it is the same 409, and the ledger names the broken rule.
        """
        if not _UUID.fullmatch(key):
            message = "X-Line-Retry-Key is not a UUID in hexadecimal form"
            raise Refused(400, message, rule=message)
        known = self._accepted.get(key.lower())
        if known is None or self._now() - known.at > LIFE:
            return
        same = (known.operation, known.body) == (operation, body)
        raise Refused(
            409,
            "The retry key is already accepted",
            rule="retry of an accepted request" if same else "retry key used for another request",
            headers={"x-line-accepted-request-id": known.request_id},
            extra={"sentMessages": known.sent} if known.sent else {},
        )

    def accept(
        self,
        key: str,
        operation: str,
        body: dict[str, Any],
        request_id: str,
        sent: list[dict[str, str]],
    ) -> None:
        """Remember an accepted request and, for a push, what it sent."""
        self._accepted[key.lower()] = _Accepted(self._now(), operation, body, request_id, sent)
