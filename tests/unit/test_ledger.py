"""What is wrong in the ledger of reminders. Rule W4."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import Calendar
from domain.issues.assignments import AssignmentStatus
from domain.reminders.ledger import (
    HeldBy,
    LedgerFault,
    Row,
    Told,
    fault_of,
    late_before,
    notice_waits,
    unplanned,
    unsettled,
)
from domain.reminders.schedule import PASSED, DueReminder, QuietHours

BANGKOK = ZoneInfo("Asia/Bangkok")
LEADS = (("24h", timedelta(hours=24)), ("3h", timedelta(hours=3)), ("30m", timedelta(minutes=30)))
CALENDAR = Calendar(BANGKOK)
QUIET = QuietHours(time(21), time(6), BANGKOK)


def at(hour, minute=0, second=0, day=25):
    return datetime(2026, 11, day, hour, minute, second, tzinfo=BANGKOK)


DEADLINE = at(15)
PLANNED = [
    Row("24h", at(15, day=24), planned=True),
    Row("3h", at(12), planned=True),
    Row("30m", at(14, 30), planned=True),
    Row(PASSED, at(15), planned=True),
]


def but(name, **changes):
    """The rows of a deadline, one of them changed."""
    return [replace(row, **changes) if row.name == name else row for row in PLANNED]


def without(*names):
    return [row for row in PLANNED if row.name not in names]


TOLD = but(PASSED, planned=False, since=at(15, 0, 11))
NAG = Row("nag1", at(8, 30, day=26), planned=True)
UNPLANNED = [
    ("all are there", PLANNED, at(9, day=24), []),
    ("none is", [], at(9, day=24), ["24h", "3h", "30m", PASSED]),
    ("one is not", without("3h"), at(9), ["3h"]),
    ("its hour has come", without("3h"), at(12), []),
    ("LINE's clock may be a little ahead", without("3h"), at(11, 59, 30), []),
    ("the deadline itself, to the last moment", without(PASSED), at(14, 59, 30), [PASSED]),
    ("and after it", without(PASSED), at(16), [PASSED]),
    ("told after it", [*TOLD, NAG], at(16), []),
    ("and nothing follows it", TOLD, at(16), ["nag1"]),
    ("nor follows what does", [*TOLD, replace(NAG, planned=False)], at(9, day=26), ["nag2"]),
    ("a day after it there is only a nag", without(PASSED), at(16, day=26), ["nag1"]),
    ("at another hour", but("3h", due_at=at(12, day=26)), at(9), ["3h"]),
    ("settled before its hour", but("3h", planned=False, since=at(9)), at(10), ["3h"]),
    ("told a little before it", but("3h", planned=False, since=at(11, 51)), at(11, 55), []),
    (
        "dropped a little before it",
        but("3h", planned=False, since=at(11, 51), dropped=True),
        at(11, 55),
        ["3h"],
    ),
    ("settled at no time", but("3h", planned=False), at(10), ["3h"]),
    ("told before the clock was set back", but("3h", planned=False, since=at(12)), at(10), []),
    ("a lead time that a setting added", without("24h"), at(9, day=24), ["24h"]),
]


@pytest.mark.parametrize(("case", "rows", "now", "names"), UNPLANNED)
def test_each_lead_time_ahead_has_its_row(case, rows, now, names):
    lacks = unplanned(DEADLINE, rows, LEADS, now, CALENDAR)

    assert [name for name, _ in lacks] == names, case
    morning = CALENDAR.next_morning(now)
    hours = {row.name: row.due_at for row in PLANNED} | {"nag1": morning, "nag2": morning}
    assert all(due_at == hours[name] for name, due_at in lacks)


def due(name="3h", **facts):
    lead = dict(LEADS).get(name, timedelta())
    reminder = DueReminder(
        id=1,
        assignment_id=1,
        name=name,
        due_at=DEADLINE - lead,
        deadline=DEADLINE,
        deadline_now=DEADLINE,
        status=AssignmentStatus.ASSIGNED,
        issue_open=True,
        urgent=False,
    )
    return replace(reminder, **facts)


NIGHT = {"deadline": at(8), "deadline_now": at(8), "due_at": at(5)}
UNSETTLED = [
    ("due for more than five minutes", due(), at(12, 6), True, [1]),
    ("due for less", due(), at(12, 4), True, []),
    ("reported, and not dropped", due(status=AssignmentStatus.REPORTED), at(12, 6), True, [1]),
    ("without an IR group it waits", due(), at(12, 6), False, []),
    ("but not one that is pointless", due(), at(15, 6), False, [1]),
    ("held back by the night", due(**NIGHT), at(5, 30), True, []),
    ("the night is just over", due(**NIGHT), at(6, 4), True, []),
    ("it is over", due(**NIGHT), at(6, 6), True, [1]),
    ("no night holds back what is urgent", due(**NIGHT, urgent=True), at(5, 30), True, [1]),
]


@pytest.mark.parametrize(("case", "reminder", "now", "has_group", "ids"), UNSETTLED)
def test_a_due_row_is_settled_or_waits_for_a_reason(case, reminder, now, has_group, ids):
    late = late_before(now, at(0, day=20))

    assert unsettled([reminder], late, now, QUIET, has_group=has_group) == ids, case


def test_nothing_is_late_right_after_a_start():
    assert late_before(at(12, 5), at(12)) is None
    assert late_before(at(12, 6), at(12)) == at(12, 1)


LATE, WAITING = at(12), Told(HeldBy.REQUEST, tried_at=at(11, 59))
HELD = [
    (Told(HeldBy.NOTHING), LedgerFault.LOST),
    (Told(HeldBy.NOTHING, failed=True), LedgerFault.LOST),
    (Told(HeldBy.DROPPED, tried_at=at(11)), LedgerFault.LOST),
    (Told(HeldBy.TAKEN, tried_at=at(11)), LedgerFault.TAKEN),
    (Told(HeldBy.TAKEN, failed=True, tried_at=at(11)), LedgerFault.TAKEN),
    (Told(HeldBy.GIVEN_UP, tried_at=at(11)), LedgerFault.GIVEN_UP),
    (Told(HeldBy.GIVEN_UP, failed=True, tried_at=at(11)), None),
    (Told(HeldBy.NOTICE), None),
    (WAITING, LedgerFault.WAITS),
    (replace(WAITING, tried_at=at(12, 1)), None),
]


@pytest.mark.parametrize(("told", "fault"), HELD)
def test_what_was_told_is_held_or_its_end_is_known(told, fault):
    assert fault_of(told, LATE) == fault


def test_a_request_is_not_late_right_after_a_start():
    assert fault_of(WAITING, None) is None


@pytest.mark.parametrize(
    ("in_group", "has_room", "told_privately", "waits"),
    [
        (True, True, False, True),
        (True, False, False, False),
        (True, False, True, True),
        (False, True, True, False),
    ],
)
def test_a_notice_waits_for_its_group_and_for_room(in_group, has_room, told_privately, waits):
    held = notice_waits(in_group=in_group, has_room=has_room, told_privately=told_privately)

    assert held is waits
