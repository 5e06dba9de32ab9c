"""What had to be told, by the month alone: to whom, when, and until when it was of use.

The rules are written down here once more, in short: a bench that asked the program what is due
would believe its mistakes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from bench.month.office import DAY, Office
from bench.month.script import Happened, Month, Owed, Task
from domain.agencies import Agency

LEADS = (("24h", timedelta(hours=24)), ("3h", timedelta(hours=3)), ("30m", timedelta(minutes=30)))
EARLY = timedelta(minutes=10)
"""How long before its time a reminder may be told."""
QUIET_FROM, QUIET_UNTIL = time(21), time(6)
LIST_HOURS = (time(9), time(15))
LATELY = timedelta(minutes=15)
"""What was told so lately that its deadline has passed is not listed."""
NAGS, NAGGED_LATELY = 3, timedelta(hours=4)
"""How many follow before an escalation, and how long who was told so is not listed."""


class Kind(StrEnum):
    """What is told."""

    COMING = "reminders, coming"
    PASSED = "reminders, passed"
    NAG = "nags"
    ESCALATION = "escalations"
    ANNOUNCEMENT = "announcements"
    REQUEST = "requests"
    DECISION = "decisions"
    COMPLETE = "all reported"
    RESULT = "results (IA)"
    ACCEPTED = "results (IR)"
    LIST = "lists"


@dataclass(frozen=True, slots=True)
class Due:
    """Something to tell the people of an agency, or those of the IA group (`place`).

    It may be told from `since` on, is due `at`, and is of use before `latest` (`None`: always).
    `until` is when those concerned need it no longer: they have reported, or decided, or one that
    all have reported owes again. What has one `thing` the naive bot pushes together.
    """

    kind: Kind
    at: datetime
    since: datetime
    latest: datetime | None
    place: str
    thing: tuple[object, ...]
    issue: int | None = None
    agency: Agency | None = None
    deadline: datetime | None = None
    until: datetime | None = None


def everything(month: Month) -> list[Due]:
    """Return all that was due in a month, in the order of time."""
    found = [due for number, tasks in enumerate(month.issues, 1) for due in _issue(number, tasks)]
    found += _lists(month)
    for number, tasks in enumerate(month.issues, 1):
        for task in tasks:
            for owed in _stretches(task):
                found += _reminders(number, task, owed, month.office)
    return sorted((due for due in found if due.at < month.counted_until), key=lambda due: due.at)


def _issue(number: int, tasks: Sequence[Task]) -> Iterator[Due]:
    opened = tasks[0].opened
    kinds = {
        Happened.REPORTED: (Kind.RESULT, "ia"),
        Happened.ASKED: (Kind.REQUEST, "ia"),
        Happened.DECIDED: (Kind.DECISION, "ir"),
        Happened.ACCEPTED: (Kind.ACCEPTED, "ir"),
    }
    for task in tasks:
        told = (Kind.ANNOUNCEMENT, number)
        yield Due(
            *(Kind.ANNOUNCEMENT, opened, opened, task.deadline, "ir", told, number, task.agency),
            deadline=task.deadline,
        )
        for event in task.events:
            kind, place = kinds[event.what]
            thing = (kind, number, task.agency.code, event.at)
            yield Due(
                *(kind, event.at, event.at, event.latest, place, thing, number, task.agency),
                until=event.until,
            )
    for at, again in _complete(tasks):
        thing = (Kind.COMPLETE, number, at)
        yield Due(Kind.COMPLETE, at, at, None, "ia", thing, number, until=again)


def _complete(tasks: Sequence[Task]) -> Iterator[tuple[datetime, datetime | None]]:
    """Give the reports after which nobody owed one, and when somebody did again."""
    owed = [each.since for task in tasks for each in task.owed]
    filed = sorted(
        event.at for task in tasks for event in task.events if event.what is Happened.REPORTED
    )
    for at in filed:
        if not any(_is_owed(task, at) for task in tasks):
            yield at, min((since for since in owed if since > at), default=None)


def _is_owed(task: Task, at: datetime) -> bool:
    return any(owed.since <= at and (owed.until is None or at < owed.until) for owed in task.owed)


def _stretches(task: Task) -> Iterator[Owed]:
    """Give the stretches in which one deadline held: a refused request changes none."""
    kept: Owed | None = None
    for owed in task.owed:
        if kept and kept.until == owed.since and kept.deadline == owed.deadline:
            kept = Owed(kept.since, kept.deadline, owed.until)
            continue
        if kept:
            yield kept
        kept = owed
    if kept:
        yield kept


def _reminders(number: int, task: Task, owed: Owed, office: Office) -> Iterator[Due]:
    """Give the reminders of one deadline, but for those whom the agency's report forestalls."""
    ahead = [(name, owed.deadline - lead) for name, lead in LEADS]
    ahead = [(name, at) for name, at in ahead if at > owed.since]
    moments = [(name, _released(at, office)) for name, at in ahead]
    before = owed.since
    for place, (name, at) in enumerate(moments):
        following = moments[place + 1][1] if place + 1 < len(moments) else owed.deadline
        if at < following and _still(owed, at):
            # The nearer of two is the one that is meant; it may ride a little early.
            since = max(owed.since, min(before + (at - before) / 2, at - EARLY))
            thing = (number, at, name, owed.deadline)
            about = number, task.agency, owed.deadline, owed.until
            yield Due(Kind.COMING, at, since, following, "ir", thing, *about)
        before = at
    at = _released(owed.deadline, office)
    if _still(owed, at):
        about = number, task.agency, owed.deadline, owed.until
        thing = (number, at, "passed", owed.deadline)
        yield Due(Kind.PASSED, at, owed.deadline, owed.deadline + DAY, "ir", thing, *about)
    nags = _nags(owed, office)
    for place, at in enumerate(nags):
        following = min([*nags[place + 1 : place + 2], at + DAY])
        about = number, task.agency, owed.deadline, owed.until
        kind, latest = (Kind.NAG, following) if place < NAGS else (Kind.ESCALATION, None)
        yield Due(kind, at, at, latest, "ir", (number, at, kind, owed.deadline), *about)


def _nags(owed: Owed, office: Office) -> list[datetime]:
    """Return on which mornings of working days a report is still owed: nags, an escalation."""
    mornings, at = [], max(_released(owed.deadline, office), owed.since)
    for _ in range(NAGS + 1):
        at = office.calendar.next_morning(at)
        mornings.append(at)
    return [each for each in mornings if _still(owed, each)]


def _still(owed: Owed, at: datetime) -> bool:
    return owed.until is None or at < owed.until


def _released(at: datetime, office: Office) -> datetime:
    """Return an instant, or the end of the night that it falls into."""
    local = at.astimezone(office.calendar.tz)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return at
    day = local.date() + (DAY if local.time() >= QUIET_FROM else timedelta(0))
    return office.on(day, QUIET_UNTIL)


def _lists(month: Month) -> Iterator[Due]:
    """Give the hours at which somebody was overdue; a later list tells the same, and more."""
    office = month.office
    for at in (office.on(day, hour) for day in office.days for hour in LIST_HOURS):
        if any(
            owed.since <= at
            and _still(owed, at)
            and owed.deadline < at - LATELY
            and not any(at - NAGGED_LATELY < nag <= at for nag in _nags(owed, office))
            for issue in month.issues
            for task in issue
            for owed in task.owed
        ):
            yield Due(Kind.LIST, at, at, None, "ir", (Kind.LIST, at))
