"""The audit chain's arithmetic: what is hashed, where a chain breaks, what an anchor holds."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
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


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as it stands in the chain, with the two hashes stored beside it."""

    entry: Entry
    hash: str
    previous_hash: str


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


class Fault(StrEnum):
    """What is wrong with a chain."""

    MISSING = "missing"
    DETACHED = "detached"
    CHANGED = "changed"
    CUT = "cut"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Break:
    """The place at which a chain first fails."""

    seq: int
    fault: Fault

    def __str__(self) -> str:
        """Say it in one line, for the operator."""
        match self.fault:
            case Fault.MISSING:
                return f"entry {self.seq} is missing"
            case Fault.DETACHED:
                return f"entry {self.seq} does not follow the one before it"
            case Fault.CHANGED:
                return f"entry {self.seq} was changed"
            case Fault.CUT:
                return f"entry {self.seq} is gone, which the anchor names"
            case Fault.REPLACED:
                return f"entry {self.seq} is not the one that the anchor names"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head of a chain at some time, to be kept elsewhere.

    A chain can be cut, or written anew from some entry on, so that it holds in itself; only
    somebody who noted an entry's hash before can tell.
    """

    seq: int
    hash: str


class Inspection:
    """Walks a chain from its beginning, a link at a time; `broken` is the first break, if any."""

    def __init__(self, anchors: Iterable[Anchor] = ()) -> None:
        """Begin before the first entry; `anchors` name what must stand in the chain."""
        self.length = 0
        self.broken: Break | None = None
        self._previous = GENESIS
        self._anchors = sorted(anchors, key=lambda anchor: anchor.seq)

    def take(self, link: Link) -> None:
        """Look at the next link in the order of numbers, which count from 1 without gaps."""
        self.length += 1
        if self.broken is None:
            fault = self._fault(link)
            self.broken = Break(self.length, fault) if fault else None
        self._previous = link.hash

    def end(self) -> Break | None:
        """Return the first break, now that all links were taken."""
        beyond = [anchor.seq for anchor in self._anchors if anchor.seq > self.length]
        if self.broken is None and beyond:
            self.broken = Break(beyond[0], Fault.CUT)
        return self.broken

    def _fault(self, link: Link) -> Fault | None:
        if link.entry.seq != self.length:
            return Fault.MISSING
        if link.previous_hash != self._previous:
            return Fault.DETACHED
        if entry_hash(link.entry, self._previous) != link.hash:
            return Fault.CHANGED
        here = [anchor.hash for anchor in self._anchors if anchor.seq == self.length]
        return None if all(each == link.hash for each in here) else Fault.REPLACED
