"""The audit chain's arithmetic: what is hashed, and where a chain breaks."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64
"""`previous_hash` of the first entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What an audit entry says; `at` is an aware instant."""

    seq: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: dict[str, Any]


def instant(at: datetime) -> str:
    """Return an instant as the chain writes it: UTC, microseconds, `Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def entry_hash(entry: Entry, previous: str) -> str:
    """Return the SHA-256 (hex) of an entry joined to the hash of the one before.

    The hashed text is JSON without blanks, keys sorted, non-ASCII kept, in UTF-8.
    """
    text = json.dumps(
        {
            "seq": entry.seq,
            "at": instant(entry.at),
            "actor": entry.actor,
            "action": entry.action,
            "subject": entry.subject,
            "detail": entry.detail,
            "previous_hash": previous,
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(entries: Iterable[tuple[Entry, str, str]]) -> int | None:
    """Return the `seq` that should have stood where the chain first fails, or `None`.

    Takes (entry, hash, previous hash) in the order stored; numbers count from 1 without gaps.
    """
    previous = GENESIS
    for expected, (entry, stored, stored_previous) in enumerate(entries, start=1):
        whole = entry.seq == expected and stored_previous == previous
        if not whole or entry_hash(entry, previous) != stored:
            return expected
        previous = stored
    return None
