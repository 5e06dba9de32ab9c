"""When agencies are reminded, and what becomes of a reminder whose time has come.

T1  A reminder is planned for every lead time of the issue's urgency in its workspace that still
    lies ahead when it is opened, and one, `passed`, for the deadline itself.
T2  Only an agency that owes a report is reminded: not after its report, not after a withdrawal,
    and not for a deadline that was moved.
T3  A reminder before a deadline is pointless after it, and when a nearer one is due as well.
T4  `passed` waits a few seconds for reports sent at the last moment, and is pointless after a day:
    the overdue list tells it by then.
T13 While a report is owed `passed` is followed by a nag on the morning of each working day, three
    at most, each planned when the one before it is decided.
T14 On the working day after the last nag comes the `escalation`, once; no snooze silences it.
T5  Quiet hours hold a reminder back until they end, unless the issue is urgent; and whatever has
    waited for an hour by then.
T6  A reminder sent more than five minutes after its hour (or the end of quiet hours) says so.
T12 `#snooze` silences the reminders of an agency whose time comes before the instant that it named,
    that of the deadline too.
M33 Where people are told 1:1, a reminder before a deadline may ride on a free reply from ten
    minutes before its hour on.
T8  While an event of the workspace waits to be dealt with, nobody in it is reminded: it may be
    the very report that is asked for. An event that waits for long, since it fails or since no
    worker runs, silences nobody: two minutes after it came, or after the scheduler was started,
    reminders go out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

from domain.calendar import Calendar
from domain.chat.issue import Urgency
from domain.issues.assignments import OPEN, WITHDRAWN, AssignmentStatus

Leads = Iterable[tuple[str, timedelta]]
"""Names and lead times of reminders before a deadline."""

LeadTimes = Mapping[Urgency, Leads]
"""The lead times by an issue's urgency."""

PASSED = "passed"
NAGS = ("nag1", "nag2", "nag3")
ESCALATION = "escalation"
AFTER = (PASSED, *NAGS, ESCALATION)
"""What is told of a deadline that has passed, one after the other (T13)."""

SETTLING = timedelta(seconds=10)
"""How long a report sent in the last second may take to reach us (T4)."""

EARLY = timedelta(minutes=10)
"""How long before its hour a reminder may ride on a free reply (M33)."""

LATE_AFTER = timedelta(minutes=5)
PASSED_CUT_OFF = timedelta(hours=24)
FOLLOWED_FOR = timedelta(days=30)
"""After a deadline, until all that follows it is told: longer than any row of days off."""
WAIT_FOR_EVENTS = timedelta(minutes=2)

NEWS_FOR = timedelta(hours=1)
"""How long after something was left to be told quiet hours do not hold it back (T5)."""

UNDECIDED_AFTER = timedelta(minutes=30)
"""How old a request is before its issuers hear of it again: they were shown it once (M17)."""


class Reason(StrEnum):
    """Why a reminder was dropped; stands in the ledger, the log and the audit."""

    REPORTED = "reported"
    WITHDRAWN = "withdrawn"
    DEADLINE_MOVED = "deadline_moved"
    DEADLINE_PASSED = "deadline_passed"
    URGENCY_CHANGED = "urgency_changed"  # the issue's new urgency has other lead times
    LEAD_TIMES_CHANGED = "lead_times_changed"  # the operator has set others
    SUPERSEDED = "superseded"
    SNOOZED = "snoozed"
    TOO_LATE = "too_late"
    NIGHT = "night"
    UNREACHED = "unreached"  # nobody could be told in time: no friend, and no room for a push


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder whose time has come, and how its assignment stands now.

    `deadline` is the one it was planned for, `deadline_now` the one in force.
    """

    id: int
    assignment_id: int
    name: str
    due_at: datetime
    deadline: datetime
    deadline_now: datetime
    status: AssignmentStatus
    issue_open: bool
    urgent: bool
    snoozed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A daily stretch of the local clock, over midnight where `end` is the earlier hour.

    Equal hours mean that it is never quiet.
    """

    start: time
    end: time
    tz: tzinfo

    def released(self, instant: datetime) -> datetime:
        """Return the instant itself, or the end of the quiet hours that it falls into."""
        local = instant.astimezone(self.tz)
        hour = local.time()
        over_midnight = self.end < self.start
        if over_midnight:
            quiet = hour >= self.start or hour < self.end
        else:
            quiet = self.start <= hour < self.end
        if not quiet:
            return instant
        ends_tomorrow = over_midnight and hour >= self.start
        return datetime.combine(
            local.date() + timedelta(days=int(ends_tomorrow)), self.end, self.tz
        )

    def lets_sleep_until(self, made: datetime, now: datetime) -> datetime | None:
        """Return until when what was left to be told wakes nobody, if now it would. Rule T5."""
        released = self.released(now)
        return released if released > now and now - made >= NEWS_FOR else None


@dataclass(frozen=True, slots=True)
class Send:
    """Remind now; `late` says that it comes after its hour."""

    late: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """Leave it planned until then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Drop:
    """It has become pointless."""

    reason: Reason


Decision = Send | Wait | Drop


def wait_for_event(came_at: datetime | None, running_since: datetime, now: datetime) -> bool:
    """Whether reminders wait for the oldest event that is not dealt with yet. Rule T8.

    One that came in the future was noted by a clock that was wrong.
    """
    if came_at is None or came_at > now:
        return False
    return now < max(came_at, running_since) + WAIT_FOR_EVENTS


def plan(opened_at: datetime, deadline: datetime, leads: Leads) -> tuple[tuple[str, datetime], ...]:
    """Return (name, due instant) of each reminder of one deadline, the earliest first. Rule T1."""
    instants = [(name, deadline - lead) for name, lead in leads]
    ahead = [(name, due_at) for name, due_at in instants if due_at > opened_at]
    return (*sorted(ahead, key=lambda named: named[1]), (PASSED, deadline))


def look_at(name: str, due_at: datetime) -> datetime:
    """Return when a reminder is decided about for the first time. Rule M33."""
    return due_at if name in AFTER else due_at - EARLY


def decide(
    due: Sequence[DueReminder], now: datetime, quiet: QuietHours, *, early: bool = False
) -> dict[int, Decision]:
    """Decide about all reminders that are due at a moment or soon, by their ids. Rules T2 to T6.

    `early`: those due within `EARLY` may be told before. Rule M33.
    """
    ahead = [one for one in due if one.due_at > now and not (early and _may_ride(one, now, quiet))]
    due = [one for one in due if one not in ahead]
    nearest: dict[tuple[int, datetime], datetime] = {}
    for one in due:
        key = one.assignment_id, one.deadline
        nearest[key] = max(one.due_at, nearest.get(key, one.due_at))
    return {one.id: Wait(one.due_at) for one in ahead} | {
        one.id: _decide(
            one, now, quiet, superseded=one.due_at < nearest[one.assignment_id, one.deadline]
        )
        for one in due
    }


def _decide(one: DueReminder, now: datetime, quiet: QuietHours, *, superseded: bool) -> Decision:
    if reason := pointless(one, now, superseded=superseded):
        return Drop(reason)
    if one.name == PASSED and now <= one.deadline + SETTLING:
        return Wait(one.deadline + SETTLING)
    released = now if one.urgent else quiet.released(now)
    if released > now:
        too_late = one.name not in AFTER and released >= one.deadline
        return Drop(Reason.NIGHT) if too_late else Wait(released)
    hour = one.due_at if one.urgent else quiet.released(one.due_at)
    return Send(late=now - hour > LATE_AFTER)


def _may_ride(one: DueReminder, now: datetime, quiet: QuietHours) -> bool:
    """Whether a reminder may be told before its hour: not one that snooze or night may silence."""
    is_awake = one.urgent or quiet.released(one.due_at) == one.due_at
    return one.name not in AFTER and is_awake and (one.snoozed_until or now) <= now


def pointless(one: DueReminder, now: datetime, *, superseded: bool = False) -> Reason | None:
    """Return why a reminder tells nothing any more, if so. Rules T2 to T4."""
    if one.status in WITHDRAWN or (not one.issue_open and one.status in OPEN):
        return Reason.WITHDRAWN
    if one.status not in OPEN:
        return Reason.REPORTED
    if one.deadline_now != one.deadline:
        return Reason.DEADLINE_MOVED
    if one.name == ESCALATION:
        return None
    if one.snoozed_until is not None and now < one.snoozed_until:
        return Reason.SNOOZED
    if one.name not in AFTER and now >= one.deadline:
        return Reason.DEADLINE_PASSED
    if superseded:
        return Reason.SUPERSEDED
    old = one.name in AFTER and now - one.due_at > PASSED_CUT_OFF
    return Reason.TOO_LATE if old else None


def of_use_until(name: str, due_at: datetime, following: datetime | None) -> datetime | None:
    """Return until when a reminder that is told late is of use, `None` for always. Rules T3, T4.

    Before the deadline until the hour of the `following` one; after it the nag of the next morning
    tells the same. An escalation is never told in vain.
    """
    if name == ESCALATION:
        return None
    return due_at + PASSED_CUT_OFF if name in AFTER else following


def goes_on(
    rows: Mapping[str, bool], now: datetime, calendar: Calendar
) -> tuple[str, datetime] | None:
    """Return the name and hour of what is to be planned next of a deadline that has passed. T13.

    `rows` are those there are of it, by name, and whether each is still planned; `None` where one
    is, or where nothing more follows.
    """
    last = next((name for name in reversed(AFTER) if name in rows), PASSED)
    return None if rows.get(last) else following(last, now, calendar)


def following(name: str, now: datetime, calendar: Calendar) -> tuple[str, datetime] | None:
    """Return the name and hour of what follows one of `AFTER` that is decided now. Rule T13."""
    more = AFTER[AFTER.index(name) + 1 :]
    return (more[0], calendar.next_morning(now)) if more else None


ENDS = frozenset({Reason.REPORTED, Reason.WITHDRAWN, Reason.DEADLINE_MOVED})
"""Why nothing follows a reminder that was dropped: no report is owed by that deadline."""
