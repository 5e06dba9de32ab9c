"""Notices: what each kind is about, and why it is told."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from domain.budget import Purpose

REMINDERS_DUE, NAGS_DUE, ESCALATIONS_DUE = "reminders-due", "nags-due", "escalations-due"
OVERDUE, ESCALATED = "overdue", "escalated"
"""Kinds of notices of whose delivery there is a record."""

REMINDER_ASKED, REQUEST_MADE, ISSUE_ENDED = "reminder-asked", "request-made", "issue-ended"

ISSUE_OPENED, ISSUE_EDITED = "issue-opened", "issue-edited"
"""Kinds of notices that tell how an issue reads when they are sent: the first of them tells all."""

DEADLINES_PASSED, REQUESTS_WAIT = "deadlines-passed", "requests-wait"
"""Kinds of notices of which one at a time waits: it tells how things stand when it is sent."""

BRIEF = "brief"
"""What a person is told each morning, on their wish; it waits for nobody's reply but theirs."""

ANSWER_LATE, ADMINS_TOLD = "answer-late", "admins-told"
MONTH_SPENT, MONTH_SHORT = "month-spent", "month-short"
_REPORT_FILED = "report-filed:"

_PURPOSES = {
    ISSUE_OPENED: Purpose.ANNOUNCEMENT,
    ISSUE_EDITED: Purpose.ANNOUNCEMENT,
    ISSUE_ENDED: Purpose.ANNOUNCEMENT,
    "issue-ended-by-issuers": Purpose.RESULT,
    "issue-unsent": Purpose.RESULT,
    "deadline-extended": Purpose.ANNOUNCEMENT,
    "transferred": Purpose.ANNOUNCEMENT,
    REQUEST_MADE: Purpose.REQUEST,
    "request-decided": Purpose.DECISION,
    "report-filed": Purpose.RESULT,
    "all-reported": Purpose.COMPLETE,
    "report-edited": Purpose.RESULT,
    "report-sent-earlier": Purpose.RESULT,
    "report-noted": Purpose.RESULT,
    "report-unsent": Purpose.RESULT,
    "report-returned": Purpose.DECISION,
    "reports-accepted": Purpose.RESULT,
    "aside-filed": Purpose.RESULT,
    "figure-changed": Purpose.RESULT,
    "issue-reopened": Purpose.ANNOUNCEMENT,
    "evidence-kept": Purpose.RESULT,
    "evidence-withdrawn": Purpose.RESULT,
    REMINDERS_DUE: Purpose.REMINDER,
    NAGS_DUE: Purpose.NAG,
    ESCALATIONS_DUE: Purpose.NAG,
    ESCALATED: Purpose.ESCALATION,
    REMINDER_ASKED: Purpose.ASKED,
    BRIEF: Purpose.BRIEF,
    OVERDUE: Purpose.LIST,
    DEADLINES_PASSED: Purpose.NEWS,
    REQUESTS_WAIT: Purpose.NEWS,
    MONTH_SPENT: Purpose.COPY,
    MONTH_SHORT: Purpose.COPY,
    ANSWER_LATE: Purpose.COPY,
    ADMINS_TOLD: Purpose.COPY,
}


@dataclass(frozen=True, slots=True)
class Topic:
    """What a notice is about.

    `key` is made of the id of the topic's own record: each fact has one of its own.
    """

    key: str

    @property
    def purpose(self) -> Purpose:
        """Why it is told."""
        return _PURPOSES[kind(self.key)]

    def to(self, receiver: int) -> str:
        """Return the key of telling it to one group or person (id), which happens once."""
        return f"{self.key}:{receiver}"


def issue_opened(issue_id: int) -> Topic:
    """A new issue."""
    return Topic(f"{ISSUE_OPENED}:{issue_id}")


def issue_edited(change_id: int) -> Topic:
    """New values of an issue; the last change of those made together."""
    return Topic(f"{ISSUE_EDITED}:{change_id}")


def issue_ended(issue_id: int, at: datetime, *, to_agencies: bool) -> Topic:
    """An issue was cancelled or closed at an instant; its agencies need do no more."""
    told = ISSUE_ENDED if to_agencies else "issue-ended-by-issuers"
    return Topic(f"{told}:{issue_id}:{at.isoformat()}")


def issue_reopened(issue_id: int, at: datetime) -> Topic:
    """An issue was opened again at an instant: its agencies owe what they owed."""
    return Topic(f"issue-reopened:{issue_id}:{at.isoformat()}")


def issue_unsent(issue_id: int) -> Topic:
    """The message of an issue was unsent."""
    return Topic(f"issue-unsent:{issue_id}")


def deadline_extended(change_id: int) -> Topic:
    """Issuers extended deadlines; the last change of those made together."""
    return Topic(f"deadline-extended:{change_id}")


def assignment_transferred(assignment_id: int) -> Topic:
    """An issuer passed an assignment on, which happens once."""
    return Topic(f"transferred:{assignment_id}")


def request_made(request_id: int) -> Topic:
    """An agency asks for something."""
    return Topic(f"{REQUEST_MADE}:{request_id}")


def request_decided(request_id: int) -> Topic:
    """A request was granted or refused, which happens once."""
    return Topic(f"request-decided:{request_id}")


def report_filed(report_id: int) -> Topic:
    """A report that was owed."""
    return Topic(f"{_REPORT_FILED}{report_id}")


def reports_shown(keys: Iterable[str]) -> list[int]:
    """Return the ids of the reports that notices with these keys show."""
    return [record(key) for key in keys if key.startswith(_REPORT_FILED)]


def all_reported(report_id: int) -> Topic:
    """The report after which nobody owes one; it can happen again after a return."""
    return Topic(f"all-reported:{report_id}")


def report_edited(change_id: int) -> Topic:
    """A report has another text."""
    return Topic(f"report-edited:{change_id}")


def report_sent_earlier(report_id: int) -> Topic:
    """A report is in time after all: the first version of its message has arrived."""
    return Topic(f"report-sent-earlier:{report_id}")


def report_noted(report_id: int) -> Topic:
    """A report was only a progress note, which happens once."""
    return Topic(f"report-noted:{report_id}")


def report_unsent(report_id: int) -> Topic:
    """The message of a report was unsent."""
    return Topic(f"report-unsent:{report_id}")


def report_returned(assignment_id: int, revision: int) -> Topic:
    """A report was returned; the last of those that were judged together."""
    return Topic(f"report-returned:{assignment_id}:{revision}")


def reports_accepted(assignment_id: int, at: datetime) -> Topic:
    """Reports were accepted at an instant; the first assignment of those judged together."""
    return Topic(f"reports-accepted:{assignment_id}:{at.isoformat()}")


def figure_changed(record_id: int, by: str) -> Topic:
    """What counts was decided otherwise, by an excuse, or what was opened again or contested."""
    return Topic(f"figure-changed:{record_id}:{by}")


def aside_filed(aside_id: int, place: int) -> Topic:
    """A report kept aside was filed; `place` counts the sentences of the answer."""
    return Topic(f"aside-filed:{aside_id}:{place}")


def evidence_kept(evidence_id: int) -> Topic:
    """Files came with a report; the last of those told together."""
    return Topic(f"evidence-kept:{evidence_id}")


def evidence_withdrawn(message_id: str) -> Topic:
    """The message of a file was unsent (LINE's message id)."""
    return Topic(f"evidence-withdrawn:{message_id}")


def reminders_due(reminder_id: int, at: datetime) -> Topic:
    """Planned reminders; the first of those told together at an instant. They may come again."""
    return Topic(f"{REMINDERS_DUE}:{reminder_id}:{at.isoformat()}")


def nags_due(reminder_id: int, at: datetime) -> Topic:
    """Nags, as reminders are told."""
    return Topic(f"{NAGS_DUE}:{reminder_id}:{at.isoformat()}")


def escalations_due(reminder_id: int, at: datetime) -> Topic:
    """Escalations, as reminders are told."""
    return Topic(f"{ESCALATIONS_DUE}:{reminder_id}:{at.isoformat()}")


def escalated(reminder_id: int, at: datetime) -> Topic:
    """What evaluators hear of escalations; the first of those noted together at an instant."""
    return Topic(f"{ESCALATED}:{reminder_id}:{at.isoformat()}")


def reminder_asked(issue_id: int, at: datetime) -> Topic:
    """A reminder that somebody asked for; two of one issue are minutes apart (T9)."""
    return Topic(f"{reminders_asked(issue_id)}{at.isoformat()}")


def reminders_asked(issue_id: int) -> str:
    """Return what the keys of all reminders begin with that were asked for in an issue."""
    return f"{REMINDER_ASKED}:{issue_id}:"


def overdue_list(workspace_id: int, slot: datetime) -> Topic:
    """The overdue list of one hour."""
    return Topic(f"{OVERDUE}:{workspace_id}:{slot.isoformat()}")


def morning_brief(person_id: int, day: date) -> Topic:
    """A person's brief of a working day."""
    return Topic(f"{BRIEF}:{person_id}:{day}")


def deadlines_passed(reminder_id: int) -> Topic:
    """What the issuers hear of passed deadlines; the first reminder of those told together."""
    return Topic(f"{DEADLINES_PASSED}:{reminder_id}")


def requests_wait(request_id: int, at: datetime) -> Topic:
    """Requests that nobody has decided by an instant; the oldest of them."""
    return Topic(f"{REQUESTS_WAIT}:{request_id}:{at.isoformat()}")


def month_told(workspace_id: int, month: date, *, spent: bool) -> Topic:
    """The month has no room for a push, or does not pay for telling everybody; once a month."""
    return Topic(f"{MONTH_SPENT if spent else MONTH_SHORT}:{workspace_id}:{month:%Y-%m}")


def answer_late(outbox_id: uuid.UUID) -> Topic:
    """An answer that could not be a reply."""
    return Topic(f"{ANSWER_LATE}:{outbox_id}")


def admins_told(entry_id: int) -> Topic:
    """What admins were told in private, by its entry of the audit."""
    return Topic(f"{ADMINS_TOLD}:{entry_id}")


def is_for_admins(key: str | None) -> bool:
    """Whether a request with this key tells admins what is new."""
    return kind(key or "") == ADMINS_TOLD


def purpose_of(key: str) -> Purpose | None:
    """Return why something was told, by the key of telling it; nothing for an unknown one."""
    return _PURPOSES.get(kind(key))


def kind(key: str) -> str:
    """Return the kind of a notice by its key."""
    return key.partition(":")[0]


def instant_of(key: str) -> datetime:
    """Return the hour of an overdue list, or of escalations, by the key of telling it."""
    return datetime.fromisoformat(key.split(":", 2)[2].rpartition(":")[0])


def record(key: str) -> int:
    """Return the id of the record that a notice's key is made of."""
    return int(key.split(":")[1])


def revision(key: str) -> int:
    """Return the revision of the report that was returned, of the key of `report_returned`."""
    return int(key.split(":")[2])


FROM_LEDGER = frozenset({REMINDERS_DUE, NAGS_DUE, ESCALATIONS_DUE})
"""Kinds that hold reminders of the ledger."""

CALLING = frozenset({REMINDERS_DUE, NAGS_DUE})
"""Kinds that are told to call the people of agencies: without them they are worth no push."""

REMINDERS = FROM_LEDGER | {REMINDER_ASKED}
"""Kinds that are not told to the group as well where all their people were told 1:1."""
