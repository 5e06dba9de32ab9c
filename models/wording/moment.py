"""Where and when a notice gets its words, and what is said then. Rule M16."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from domain import notices as topics
from domain.issues.assignments import OPEN, IssueStatus
from domain.reminders.schedule import LATE_AFTER
from domain.say import Say
from domain.words import Words
from models.agencies import AgencyRow
from models.groups import Group
from models.issues import Assignment

OLD = timedelta(hours=2)
"""After that a notice whose words stay says of when it is."""

_OLD_SOON = frozenset({topics.ANSWER_LATE, "report-unsent", "report-noted"})
"""Kinds that tell how much time is left: they say so after five minutes."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where and when a notice is put into a request; `made` is when it was left to wait.

    `reached` are the agencies (ids) that need not be told any more, `only` those that are told now.
    It was to wait for a free reply until `tell_at`, and `held` waits since nothing could be told.
    """

    session: AsyncSession
    group: Group
    notice_id: int
    key: str
    made: datetime
    now: datetime
    words: Words
    said: Say
    reached: Collection[int] = ()
    only: Collection[int] | None = None
    tell_at: datetime | None = None
    held: bool = False

    def concerns(self, agency_id: int) -> bool:
        """Whether it is told to an agency: not to one that was told 1:1, or to one alone."""
        if self.only is not None:
            return agency_id in self.only
        return agency_id not in self.reached

    @property
    def is_late(self) -> bool:
        """Whether the notice waited for so long that a reminder says so.

        Not while it waited for a free reply as planned (M24).
        """
        planned = self.tell_at if self.tell_at and not self.held else self.made
        return self.now - max(self.made, planned) > LATE_AFTER


@dataclass(frozen=True, slots=True)
class Told:
    """What is said now, and the agencies whose people are called."""

    say: Say
    agencies: Sequence[AgencyRow] = ()


def dated(moment: Moment) -> Say:
    """Return a say whose words stay; an old one says of when it is."""
    say, made = moment.said, moment.words.written_at(moment.made)
    fresh_for = LATE_AFTER if topics.kind(moment.key) in _OLD_SOON else OLD
    if moment.now - moment.made <= fresh_for or say.text.startswith(made):
        return say
    behind = f"{made}\n{say.call}" if say.call else made
    return replace(say, text=f"{made}\n{say.text}", call=behind if say.card else "")


def is_owed(assignment: Assignment, deadline: datetime) -> bool:
    """Whether a report is still owed by a deadline; the issue must be loaded."""
    open_still = assignment.issue.status == IssueStatus.OPEN and assignment.status in OPEN
    return open_still and assignment.deadline == deadline
