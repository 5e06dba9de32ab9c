"""The audit chain: what entries tell, their hashes, where a chain breaks, its anchors."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Literal, NewType

GENESIS = "0" * 64
"""`previous_hash` of the first entry."""

SubjectKind = (
    Literal["issue", "person", "group", "groups", "chat", "command", "edit", "button", "event"]
    | Literal["agency", "request", "roster", "alias", "day", "workspace", "settings", "ledger"]
    | Literal["joint", "measures", "quarter"]
)


class Action(StrEnum):
    """What an entry tells; docs/recompute.md explains those that tell the life of an assignment.

    The values stand in chains that exist: a new one may be added, none may change.
    """

    REFUSED = "refused"
    ISSUE_OPENED = "issue.opened"
    ISSUE_ASSIGNED = "issue.assigned"
    ISSUE_ACKNOWLEDGED = "issue.acknowledged"
    ISSUE_EDITED = "issue.edited"
    ISSUE_REMINDED = "issue.reminded"
    ISSUE_SNOOZED = "issue.snoozed"
    ISSUE_ESCALATED = "issue.escalated"
    ISSUE_UNSENT = "issue.unsent"
    ISSUE_CANCELLED = "issue.cancelled"
    ISSUE_CLOSED = "issue.closed"
    ISSUE_REOPENED = "issue.reopened"
    REPORT_PROGRESS = "report.progress"
    REPORT_FINAL = "report.final"
    REPORT_ACCEPTED = "report.accepted"
    REPORT_REOPENED = "report.reopened"
    REPORT_RETURNED = "report.returned"
    REPORT_EDITED = "report.edited"
    REPORT_ASIDE = "report.aside"
    REPORT_VOUCHED = "report.vouched"
    REPORT_UNSENT = "report.unsent"
    REPORT_NOTED = "report.noted"
    REPORT_RECALLED = "report.recalled"
    SAID_EARLIER = "said.earlier"
    DEADLINE_MOVED = "deadline.moved"
    ASSIGNMENT_TRANSFERRED = "assignment.transferred"
    ASSIGNMENT_ROLE = "assignment.role"
    ASSIGNMENT_CANCELLED = "assignment.cancelled"
    EXCUSE_AGREED = "excuse.agreed"
    ASSIGNMENT_EXCUSED = "assignment.excused"
    OBJECTION_MADE = "objection.made"
    OBJECTION_UPHELD = "objection.upheld"
    OBJECTION_DISMISSED = "objection.dismissed"
    OBJECTIONS_UNTIL = "quarter.objections"
    REQUEST_ASKED = "request.asked"
    REQUEST_GRANTED = "request.granted"
    REQUEST_REFUSED = "request.refused"
    EVIDENCE_KEPT = "evidence.kept"
    EVIDENCE_REFUSED = "evidence.refused"
    EVIDENCE_TOO_LARGE = "evidence.too_large"
    EVIDENCE_GONE = "evidence.gone"
    EVIDENCE_FAILED = "evidence.failed"
    EVIDENCE_WITHDRAWN = "evidence.withdrawn"
    REMINDER_TOLD = "reminder.told"
    REMINDER_DELIVERED = "reminder.delivered"
    REMINDER_FAILED = "reminder.failed"
    REMINDER_DROPPED = "reminder.dropped"
    OVERDUE_LISTED = "overdue.listed"
    OVERDUE_DROPPED = "overdue.dropped"
    LEDGER_REPAIRED = "ledger.repaired"
    NOTICES_LAPSED = "notices.lapsed"
    ADMINS_TOLD = "admins.told"
    DELIVERY_SENT = "delivery.sent"
    DELIVERY_ASSUMED = "delivery.assumed"
    DELIVERY_DROPPED = "delivery.dropped"
    DELIVERY_REFUSED = "delivery.refused"
    DELIVERY_HELD_BACK = "delivery.held_back"
    DELIVERY_GIVEN_UP = "delivery.given_up"
    GROUP_CODE = "group.code"
    GROUP_BOUND = "group.bound"
    GROUP_RELEASED = "group.released"
    CODES_PAUSED = "codes.paused"
    PERSON_JOINED = "person.joined"
    PERSON_VOUCHED = "person.vouched"
    PERSON_NOTIFIED = "person.notified"
    PERSON_MOVED = "person.moved"
    PERSON_SUSPENDED = "person.suspended"
    PERSON_RESTORED = "person.restored"
    PERSON_REPLACED = "person.replaced"
    PERSON_RELEASED = "person.released"
    ROSTER_IMPORT = "roster.import"
    ROSTER_CODES = "roster.codes"
    WORKSPACE_ADDED = "workspace.added"
    WORKSPACE_REMIND_BEFORE = "workspace.remind_before"
    AGENCY_STANDS = "agency.stands"
    MEASURES_IMPORTED = "measures.imported"
    QUARTER_CLOSED = "quarter.closed"
    QUARTER_RESTATED = "quarter.restated"
    ALIAS_ADDED = "alias.added"
    ALIAS_REMOVED = "alias.removed"
    HOLIDAY_ADDED = "holiday.added"
    HOLIDAY_REMOVED = "holiday.removed"
    JOINT_IMPORTED = "joint.imported"
    JOINT_OPENED = "joint.opened"
    JOINT_RESULTS = "joint.results"
    JOINT_JUDGED = "joint.judged"
    INBOX_REQUEUED = "inbox.requeued"
    OUTBOX_REQUEUED = "outbox.requeued"
    SETTINGS_IN_FORCE = "settings.in_force"


Subject = NewType("Subject", str)
"""What an entry is about, as it is stored: `issue:12`."""

Actor = NewType("Actor", str)
"""Who did it, as it is stored: `person:7`."""

OPERATOR, SCHEDULER, SENDER = Actor("operator"), Actor("scheduler"), Actor("sender")


def person_actor(person_id: int) -> Actor:
    """Name somebody on the roster by the number there."""
    return Actor(f"person:{person_id}")


def line_actor(user_id: str | None) -> Actor:
    """Name somebody who is not on the roster by LINE's opaque id, if LINE tells it."""
    return Actor(f"line:{user_id or '?'}")


def subject(kind: SubjectKind, which: object = None) -> Subject:
    """Return what an entry is about: one of a kind, or the only one there is (`roster`)."""
    return Subject(kind if which is None else f"{kind}:{which}")


def issue_subject(number: int) -> Subject:
    """Return an issue as the subject of an entry."""
    return subject("issue", number)


def issue_number(about: str) -> int:
    """Return the number of the issue that an entry is about; raises ValueError for others."""
    return int(about.removeprefix("issue:"))


@dataclass(frozen=True, slots=True)
class Entry:
    """What an audit entry says: `at` is when it happened, `recorded_at` when we came to know it.

    For what a person did in LINE `at` is LINE's time of the message. Both are aware instants.
    """

    seq: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: dict[str, Any]
    recorded_at: datetime


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
            "recorded_at": instant(entry.recorded_at),
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
    """What is wrong with an entry of a chain, as it is said to the operator."""

    MISSING = "is missing"
    DETACHED = "does not follow the one before it"
    CHANGED = "was changed"
    CUT = "is gone, which the anchor names"
    REPLACED = "is not the one that the anchor names"


@dataclass(frozen=True, slots=True)
class Break:
    """The place at which a chain first fails."""

    seq: int
    fault: Fault

    def __str__(self) -> str:
        """Say it in one line, for the operator."""
        return f"entry {self.seq} {self.fault}"


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
