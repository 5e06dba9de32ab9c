"""Notices: what each kind is about, and how much of a text one message holds."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.planner import Purpose
from domain.text import utf16_length
from domain.views import IssueView

TEXT_UNITS = 4000
"""UTF-16 units of a notice: leaves room for the mentions within LINE's 5,000 of one message."""

HEADLINE_UNITS = 160
NAMES_IN_LINE = 12


@dataclass(frozen=True, slots=True)
class Reminded:
    """An issue with those agencies only that are reminded together, for one deadline.

    `late` says that the reminder comes after its hour; the agencies still owe a report.
    """

    issue: IssueView
    late: bool = False


REMINDERS_DUE, OVERDUE = "reminders-due", "overdue"
"""Kinds of notices of whose delivery there is a record."""
REMINDERS_DUE, REMINDER_ASKED = "reminders-due", "reminder-asked"
REQUEST_MADE, ISSUE_OPENED = "request-made", "issue-opened"

DEADLINES_PASSED, REQUESTS_WAIT = "deadlines-passed", "requests-wait"
"""Kinds of notices of which one at a time waits: it tells how things stand when it is sent."""

ANSWER_LATE, ADMINS_TOLD, MONTH_SPENT = "answer-late", "admins-told", "month-spent"
_REPORT_FILED = "report-filed:"
ANSWER_UNITS = 20_000
"""UTF-16 units of a list that was asked for: with its line ends within LINE's five messages."""


def fit(
    blocks: Sequence[str],
    rest: Callable[[int], str],
    units: int = TEXT_UNITS,
    between: str = "\n\n",
) -> str:
    """Join blocks, as many as fit, by blank lines; `rest` words how many were left out.

    The first block always stands.
    """
    kept = blocks[: how_many_fit(blocks, units, between)]
    left_out = len(blocks) - len(kept)
    return between.join([*kept, rest(left_out)] if left_out else kept)


def how_many_fit(blocks: Sequence[str], units: int = TEXT_UNITS, between: str = "\n\n") -> int:
    """Return how many blocks one text holds, one at least."""
    length = utf16_length(blocks[0])
    for shown, block in enumerate(blocks[1:], 1):
        length += len(between) + utf16_length(block)
        if length > units:
            return shown
    return len(blocks)


def fit_names(
    names: Sequence[str], rest: Callable[[int], str], units: int, most: int | None = None
) -> str:
    """Join names by commas, as many as fit, `most` at most; `rest` words how many were left out."""
    for shown in range(len(names[:most]), 0, -1):
        text = ", ".join(names[:shown])
        text += rest(len(names) - shown) if shown < len(names) else ""
        if utf16_length(text) <= units:
            return text
    return rest(len(names)).lstrip()


@dataclass(frozen=True, slots=True)
class Topic:
    """What a notice is about, and why it is told.

    `key` is made of the id of the topic's own record: two facts never share one, and one fact
    never has two.
    """

    key: str
    purpose: Purpose

    def to(self, receiver: int) -> str:
        """Return the key of telling it to one group or person (id), which happens once."""
        return f"{self.key}:{receiver}"


def issue_opened(issue_id: int) -> Topic:
    """A new issue."""
    return Topic(f"issue-opened:{issue_id}", Purpose.ANNOUNCEMENT)


def issue_edited(change_id: int) -> Topic:
    """New values of an issue; the last change of those made together."""
    return Topic(f"issue-edited:{change_id}", Purpose.ANNOUNCEMENT)


def issue_ended(issue_id: int, *, to_agencies: bool) -> Topic:
    """An issue was cancelled or closed, which happens once; its agencies need do no more."""
    purpose = Purpose.ANNOUNCEMENT if to_agencies else Purpose.RESULT
    return Topic(f"issue-ended:{issue_id}", purpose)


def issue_unsent(issue_id: int) -> Topic:
    """The message of an issue was unsent."""
    return Topic(f"issue-unsent:{issue_id}", Purpose.RESULT)


def deadline_extended(change_id: int) -> Topic:
    """Issuers extended deadlines; the last change of those made together."""
    return Topic(f"deadline-extended:{change_id}", Purpose.ANNOUNCEMENT)


def assignment_transferred(assignment_id: int) -> Topic:
    """An issuer passed an assignment on, which happens once."""
    return Topic(f"transferred:{assignment_id}", Purpose.ANNOUNCEMENT)


def request_made(request_id: int) -> Topic:
    """An agency asks for something."""
    return Topic(f"request-made:{request_id}", Purpose.REQUEST)


def request_decided(request_id: int) -> Topic:
    """A request was granted or refused, which happens once."""
    return Topic(f"request-decided:{request_id}", Purpose.DECISION)


def report_filed(report_id: int) -> Topic:
    """A report that was owed."""
    return Topic(f"{_REPORT_FILED}{report_id}", Purpose.RESULT)


def reports_shown(keys: Iterable[str]) -> list[int]:
    """Return the ids of the reports that notices with these keys show."""
    return [record(key) for key in keys if key.startswith(_REPORT_FILED)]


def all_reported(report_id: int) -> Topic:
    """The report after which nobody owes one; it can happen again after a return."""
    return Topic(f"all-reported:{report_id}", Purpose.COMPLETE)


def report_edited(change_id: int) -> Topic:
    """A report has another text."""
    return Topic(f"report-edited:{change_id}", Purpose.RESULT)


def report_sent_earlier(report_id: int) -> Topic:
    """A report is in time after all: the first version of its message has arrived."""
    return Topic(f"report-sent-earlier:{report_id}", Purpose.RESULT)


def report_noted(report_id: int) -> Topic:
    """A report was only a progress note, which happens once."""
    return Topic(f"report-noted:{report_id}", Purpose.RESULT)


def report_unsent(report_id: int) -> Topic:
    """The message of a report was unsent."""
    return Topic(f"report-unsent:{report_id}", Purpose.RESULT)


def report_returned(assignment_id: int, revision: int) -> Topic:
    """A report was returned; the last of those that were judged together."""
    return Topic(f"report-returned:{assignment_id}:{revision}", Purpose.DECISION)


def reports_accepted(assignment_id: int) -> Topic:
    """Reports were accepted, for good; the first assignment of those judged together."""
    return Topic(f"reports-accepted:{assignment_id}", Purpose.RESULT)


def aside_filed(aside_id: int, place: int) -> Topic:
    """A report kept aside was filed; `place` counts the sentences of the answer."""
    return Topic(f"aside-filed:{aside_id}:{place}", Purpose.RESULT)


def evidence_kept(evidence_id: int) -> Topic:
    """Files came with a report; the last of those told together."""
    return Topic(f"evidence-kept:{evidence_id}", Purpose.RESULT)


def evidence_withdrawn(message_id: str) -> Topic:
    """The message of a file was unsent (LINE's message id)."""
    return Topic(f"evidence-withdrawn:{message_id}", Purpose.RESULT)


def reminders_due(reminder_id: int, at: datetime) -> Topic:
    """Planned reminders; the first of those told together at an instant. They may come again."""
    return Topic(f"{REMINDERS_DUE}:{reminder_id}:{at.isoformat()}", Purpose.REMINDER)


def reminder_asked(issue_id: int, at: datetime) -> Topic:
    """A reminder that somebody asked for; two of one issue are minutes apart (T9)."""
    return Topic(f"{reminders_asked(issue_id)}{at.isoformat()}", Purpose.REMINDER)


def reminders_asked(issue_id: int) -> str:
    """Return what the keys of all reminders begin with that were asked for in an issue."""
    return f"reminder-asked:{issue_id}:"


def overdue_list(workspace_id: int, slot: datetime) -> Topic:
    """The overdue list of one hour."""
    return Topic(f"{OVERDUE}:{workspace_id}:{slot.isoformat()}", Purpose.LIST)


def deadlines_passed(reminder_id: int) -> Topic:
    """What the issuers hear of passed deadlines; the first reminder of those told together."""
    return Topic(f"{DEADLINES_PASSED}:{reminder_id}", Purpose.NEWS)


def requests_wait(request_id: int, at: datetime) -> Topic:
    """Requests that nobody has decided by an instant; the oldest of them."""
    return Topic(f"{REQUESTS_WAIT}:{request_id}:{at.isoformat()}", Purpose.NEWS)


def month_spent(workspace_id: int, month: date) -> Topic:
    """The month has no room for a push; told once a month."""
    return Topic(f"{MONTH_SPENT}:{workspace_id}:{month:%Y-%m}", Purpose.COPY)


def answer_late(outbox_id: uuid.UUID) -> Topic:
    """An answer that could not be a reply."""
    return Topic(f"{ANSWER_LATE}:{outbox_id}", Purpose.COPY)


def admins_told(entry_id: int) -> Topic:
    """What admins were told in private, by its entry of the audit."""
    return Topic(f"{ADMINS_TOLD}:{entry_id}", Purpose.COPY)


def is_for_admins(key: str | None) -> bool:
    """Whether a request with this key tells admins what is new."""
    return kind(key or "") == ADMINS_TOLD


def kind(key: str) -> str:
    """Return the kind of a notice by its key."""
    return key.partition(":")[0]


def slot_of(key: str) -> datetime:
    """Return the hour of an overdue list by the key of telling it."""
    return datetime.fromisoformat(key.split(":", 2)[2].rpartition(":")[0])


def record(key: str) -> int:
    """Return the id of the record that a notice's key is made of."""
    return int(key.split(":")[1])


def revision(key: str) -> int:
    """Return the revision of the report that was returned, of the key of `report_returned`."""
    return int(key.split(":")[2])


REMINDERS = frozenset({REMINDERS_DUE, REMINDER_ASKED})
"""Kinds that are not told to the group as well where all their people were told 1:1."""

ANNOUNCEMENTS = frozenset({ISSUE_OPENED, "issue-edited", "deadline-extended", "transferred"})

USEFUL_FOR = timedelta(days=1)
"""What waited for longer is judged by its fate."""


class Fate(StrEnum):
    """What becomes of a notice that could not be told for a day, when it can be. Rule M14."""

    TOLD = "told"  # as it stands
    DECIDED_ANEW = "decided_anew"  # by the rules of what is due now (T1 to T6)
    STALE = "stale"


_FATES = {
    REMINDERS_DUE: Fate.DECIDED_ANEW,
    # The next list tells how things stand then.
    OVERDUE: Fate.STALE,
    # That there is nothing more to do, or nothing more to read, stays worth knowing.
    "issue-ended": Fate.TOLD,
    "issue-unsent": Fate.TOLD,
    "report-unsent": Fate.TOLD,
    "reports-accepted": Fate.TOLD,
    "evidence-withdrawn": Fate.TOLD,
    ADMINS_TOLD: Fate.TOLD,
    ANSWER_LATE: Fate.TOLD,
}


def fate(key: str, *, issue_open: bool) -> Fate:
    """Decide by a notice's key; what is about an issue is told while that is open. Rule M14."""
    return _FATES.get(kind(key), Fate.TOLD if issue_open else Fate.STALE)
