"""When agencies are reminded, rule by rule."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import Calendar
from domain.issues.assignments import AssignmentStatus
from domain.reminders.schedule import (
    ESCALATION,
    NAGS,
    PASSED,
    Drop,
    DueReminder,
    QuietHours,
    Reason,
    Send,
    Wait,
    decide,
    following,
    goes_on,
    of_use_until,
    plan,
)

BANGKOK = ZoneInfo("Asia/Bangkok")
LEADS = [
    ("24h", timedelta(hours=24)),
    ("3h", timedelta(hours=3)),
    ("30m", timedelta(minutes=30)),
]
QUIET = QuietHours(time(21), time(6), BANGKOK)


def at(hour, minute=0, second=0, day=25):
    return datetime(2026, 11, day, hour, minute, second, tzinfo=BANGKOK)


DEADLINE = at(15)


def due(number, name, deadline=DEADLINE, **facts):
    due_at = deadline - dict(LEADS).get(name, timedelta())
    reminder = DueReminder(
        id=number,
        assignment_id=1,
        name=name,
        due_at=due_at,
        deadline=deadline,
        deadline_now=deadline,
        status=AssignmentStatus.ASSIGNED,
        issue_open=True,
        urgent=False,
    )
    return replace(reminder, **facts)


@pytest.mark.parametrize(
    ("opened_at", "names"),
    [
        (at(9, day=23), ["24h", "3h", "30m", PASSED]),
        (at(15, day=24), ["3h", "30m", PASSED]),  # exactly 24 h ahead: the issue itself reminds
        (at(12, 1), ["30m", PASSED]),
        (at(14, 45), [PASSED]),
    ],
)
def test_t1_what_still_lies_ahead_is_planned(opened_at, names):
    planned = plan(opened_at, DEADLINE, LEADS)

    assert [name for name, _ in planned] == names
    assert planned[-1] == (PASSED, DEADLINE)
    assert [due_at for _, due_at in planned] == sorted(due_at for _, due_at in planned)


def test_t1_planned_instants_are_the_lead_before_the_deadline():
    assert plan(at(9, day=23), DEADLINE, LEADS) == (
        ("24h", at(15, day=24)),
        ("3h", at(12)),
        ("30m", at(14, 30)),
        (PASSED, DEADLINE),
    )


MORNING = at(8, 30, day=26)
ON_TIME, LATE = Send(late=False), Send(late=True)
CASES = [
    ("a reminder at its time", due(1, "3h"), at(12), ON_TIME),
    ("an acknowledged issue", due(1, "3h", status=AssignmentStatus.ACKNOWLEDGED), at(12), ON_TIME),
    (
        "a returned report is owed again",
        due(1, "3h", status=AssignmentStatus.RETURNED),
        at(12),
        ON_TIME,
    ),
    ("T2 reported", due(1, "3h", status=AssignmentStatus.REPORTED), at(12), Drop(Reason.REPORTED)),
    ("T2 accepted", due(1, "3h", status=AssignmentStatus.ACCEPTED), at(12), Drop(Reason.REPORTED)),
    (
        "T2 cancelled",
        due(1, "3h", status=AssignmentStatus.CANCELLED),
        at(12),
        Drop(Reason.WITHDRAWN),
    ),
    (
        "T2 transferred",
        due(1, PASSED, status=AssignmentStatus.TRANSFERRED),
        at(16),
        Drop(Reason.WITHDRAWN),
    ),
    ("T2 issue closed", due(1, "3h", issue_open=False), at(12), Drop(Reason.WITHDRAWN)),
    (
        "T2 reported, then closed",
        due(1, "3h", issue_open=False, status=AssignmentStatus.REPORTED),
        at(12),
        Drop(Reason.REPORTED),
    ),
    ("T2 moved", due(1, "3h", deadline_now=at(17)), at(12), Drop(Reason.DEADLINE_MOVED)),
    ("T3 at the deadline", due(1, "30m"), at(15), Drop(Reason.DEADLINE_PASSED)),
    ("T4 a last report may be on its way", due(1, PASSED), at(15), Wait(at(15, 0, 10))),
    ("T4 still", due(1, PASSED), at(15, 0, 10), Wait(at(15, 0, 10))),
    ("T4 then it is told", due(1, PASSED), at(15, 0, 11), ON_TIME),
    ("T4 a day later", due(1, PASSED), at(15, day=26), LATE),
    ("T4 after a day", due(1, PASSED), at(15, 0, 1, day=26), Drop(Reason.TOO_LATE)),
    ("T12 snoozed", due(1, "3h", snoozed_until=at(12, 1)), at(12), Drop(Reason.SNOOZED)),
    ("T12 the deadline too", due(1, PASSED, snoozed_until=at(16)), at(15, 1), Drop(Reason.SNOOZED)),
    ("T12 until then", due(1, "3h", snoozed_until=at(12)), at(12), ON_TIME),
    ("T12 whose time came before is late", due(1, "3h", snoozed_until=at(12, 6)), at(12, 6), LATE),
    ("T13 a nag", due(1, "nag1", due_at=MORNING), MORNING, ON_TIME),
    ("T13 a day later", due(1, "nag1", due_at=MORNING), at(8, 31, day=27), Drop(Reason.TOO_LATE)),
    ("T14 it grows no older", due(1, ESCALATION, due_at=MORNING), at(9, day=30), LATE),
    (
        "T14 no snooze silences it",
        due(1, ESCALATION, due_at=MORNING, snoozed_until=at(9, day=30)),
        MORNING,
        ON_TIME,
    ),
    ("T6 five minutes are not late", due(1, "3h"), at(12, 5), ON_TIME),
    ("T6 more are", due(1, "3h"), at(12, 5, 1), LATE),
]


@pytest.mark.parametrize(("rule", "reminder", "now", "decision"), CASES)
def test_one_reminder_is_decided(rule, reminder, now, decision):
    assert decide([reminder], now, QUIET) == {1: decision}, rule


EARLY = at(8, day=26)  # a deadline of which some reminders fall into the night
NIGHTS = [
    ("held until the morning", due(1, "3h", EARLY), at(5, day=26), Wait(at(6, day=26))),
    ("held over midnight", due(1, PASSED, at(22)), at(22, 1), Wait(at(6, day=26))),
    ("sent in the morning, not late", due(1, "3h", EARLY), at(6, day=26), ON_TIME),
    ("late only after the morning", due(1, "3h", EARLY), at(6, 6, day=26), LATE),
    ("pointless by then", due(1, "3h", at(5, day=26)), at(2, day=26), Drop(Reason.NIGHT)),
    ("urgent passes", due(1, "3h", EARLY, urgent=True), at(5, day=26), ON_TIME),
    ("urgent is late by its own hour", due(1, "3h", EARLY, urgent=True), at(5, 30, day=26), LATE),
    ("quiet begins", due(1, "24h", at(21, day=26)), at(21), Wait(at(6, day=26))),
    ("quiet has not begun", due(1, "24h", at(20, 59, day=26)), at(20, 59), ON_TIME),
]


@pytest.mark.parametrize(("rule", "reminder", "now", "decision"), NIGHTS)
def test_t5_quiet_hours(rule, reminder, now, decision):
    assert decide([reminder], now, QUIET) == {1: decision}, rule


@pytest.mark.parametrize(
    ("start", "end", "hour", "released"),
    [
        (time(12), time(13), at(12, 30), at(13)),
        (time(12), time(13), at(13), at(13)),
        (time(12), time(12), at(12), at(12)),
        (time(21), time(6), at(20, 59), at(20, 59)),
        (time(21), time(6), at(21), at(6, day=26)),
        (time(21), time(6), at(23, 59), at(6, day=26)),
        (time(21), time(6), at(0), at(6)),
        (time(21), time(6), at(5, 59), at(6)),
        (time(21), time(6), at(6), at(6)),
    ],
)
def test_t5_quiet_hours_end(start, end, hour, released):
    assert QuietHours(start, end, BANGKOK).released(hour) == released


def test_t3_of_several_missed_reminders_only_the_nearest_is_sent():
    missed = [due(1, "24h"), due(2, "3h"), due(3, "30m")]

    assert decide(missed, at(14, 40), QUIET) == {
        1: Drop(Reason.SUPERSEDED),
        2: Drop(Reason.SUPERSEDED),
        3: LATE,
    }


def test_t3_when_the_deadline_passed_meanwhile_only_that_is_told():
    missed = [due(1, "24h"), due(2, "3h"), due(3, "30m"), due(4, PASSED)]

    assert decide(missed, at(16), QUIET) == {
        1: Drop(Reason.DEADLINE_PASSED),
        2: Drop(Reason.DEADLINE_PASSED),
        3: Drop(Reason.DEADLINE_PASSED),
        4: LATE,
    }


def test_t3_reminders_of_other_assignments_supersede_nothing():
    several = [due(1, "24h"), due(2, "3h", assignment_id=2)]

    assert decide(several, at(12), QUIET) == {1: LATE, 2: ON_TIME}


def test_nothing_due_is_nothing_decided():
    assert decide([], at(12), QUIET) == {}


def test_t13_nags_come_on_mornings_of_working_days_three_at_most():
    calendar = Calendar(BANGKOK, days_off={at(9, day=30).date(): "a day off"})
    name, now, told = PASSED, at(15, 0, 11), []
    while more := following(name, now, calendar):
        name, now = more
        told.append((name, (now.day, now.hour, now.minute)))

    # From a Wednesday over a weekend and a Monday off.
    assert told == [
        ("nag1", (26, 8, 30)),
        ("nag2", (27, 8, 30)),
        ("nag3", (1, 8, 30)),
        ("escalation", (2, 8, 30)),
    ]


def test_t13_a_nag_takes_the_place_of_what_nobody_could_be_told_before():
    waiting = [due(1, PASSED), due(2, "nag1", due_at=MORNING)]

    assert decide(waiting, MORNING, QUIET) == {1: Drop(Reason.SUPERSEDED), 2: ON_TIME}


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ({}, "nag1"),
        ({"3h": False, PASSED: False}, "nag1"),
        ({PASSED: True}, None),
        ({PASSED: False, "nag1": True}, None),
        ({PASSED: False, "nag1": False}, "nag2"),
        ({PASSED: False, **dict.fromkeys(NAGS, False)}, ESCALATION),
        ({PASSED: False, ESCALATION: False}, None),
    ],
)
def test_t13_what_follows_goes_on_where_a_report_is_owed_again(rows, name):
    more = goes_on(rows, at(16), Calendar(BANGKOK))

    assert (more and more[0]) == name


@pytest.mark.parametrize(
    ("reminder", "now", "decision"),
    [
        (due(1, "3h"), at(11, 50), ON_TIME),
        (due(1, PASSED), at(14, 50), Wait(at(15))),
        (due(1, "3h", snoozed_until=at(11, 55)), at(11, 50), Wait(at(12))),
        (due(1, "3h", snoozed_until=at(11)), at(11, 50), ON_TIME),
        (due(1, "30m", at(21, 40)), at(21), Wait(at(21, 10))),
        (due(1, "30m", at(6, 35)), at(5, 55), Wait(at(6))),
        (due(1, "3h", status=AssignmentStatus.REPORTED), at(11, 50), Drop(Reason.REPORTED)),
    ],
)
def test_m33_a_reminder_may_ride_ten_minutes_early(reminder, now, decision):
    assert decide([reminder], now, QUIET, early=True) == {1: decision}
    assert decide([reminder], now, QUIET) == {1: Wait(reminder.due_at)}


def test_m33_what_is_not_told_early_makes_nothing_pointless():
    both = [due(1, "24h"), due(2, "3h")]

    assert decide(both, at(11, 55), QUIET) == {1: LATE, 2: Wait(at(12))}
    assert decide(both, at(11, 55), QUIET, early=True) == {1: Drop(Reason.SUPERSEDED), 2: ON_TIME}


@pytest.mark.parametrize(
    ("name", "following", "latest"),
    [
        ("24h", at(12), at(12)),
        ("30m", DEADLINE, DEADLINE),
        (PASSED, at(8, 30, day=26), at(15, day=26)),
        (ESCALATION, None, None),
    ],
)
def test_t3_t4_what_is_told_late_is_of_use_until_the_next_tells_more(name, following, latest):
    assert of_use_until(name, due(1, name).due_at, following) == latest
