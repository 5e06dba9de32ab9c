"""When the overdue list goes out. Rule T7."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import Calendar
from domain.reminders.overdue_list import is_late, is_listed, overdue_slots

BANGKOK = ZoneInfo("Asia/Bangkok")
FATHERS_DAY = date(2026, 12, 7)
CALENDAR = Calendar(BANGKOK, days_off={FATHERS_DAY: "วันหยุดชดเชย"})
TIMES = (time(9), time(15))


def at(hour, minute=0, day=23, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=BANGKOK)


CASES = [
    ("before the first slot", at(8, 59), at(15, day=20), None, []),
    ("at the slot", at(9), at(15, day=20), at(9), []),
    ("a settled slot does not come again", at(9, 1), at(9), None, []),
    ("the second slot", at(15), at(9), at(15), []),
    ("just within the cut-off", at(13), at(15, day=20), at(9), []),
    ("after the cut-off", at(13, 1), at(15, day=20), None, [at(9)]),
    ("of several only the newest", at(15, 30), at(15, day=20), at(15), [at(9)]),
    ("all missed", at(20), at(15, day=20), None, [at(9), at(15)]),
    ("Saturday", at(9, day=28), at(15, day=27), None, []),
    ("a holiday", at(9, day=7, month=12), at(15, day=4, month=12), None, []),
    (
        "after the holiday",
        at(9, day=8, month=12),
        at(15, day=4, month=12),
        at(9, day=8, month=12),
        [],
    ),
    ("a first start in the morning", at(10), None, at(9), []),
    ("a first start in the evening", at(20), None, None, []),
    ("a list moved back by the clock", at(8), at(9), None, []),
]


@pytest.mark.parametrize(("rule", "now", "since", "send", "missed"), CASES)
def test_slots_that_came_up(rule, now, since, send, missed):
    slots = overdue_slots(now, TIMES, CALENDAR, since)

    assert (slots.send, list(slots.missed)) == (send, missed), rule


def test_long_missed_slots_are_forgotten():
    slots = overdue_slots(at(9), TIMES, CALENDAR, at(9) - timedelta(days=365))

    assert slots.send == at(9)
    assert slots.missed[0] == at(15, day=16)  # seven days ago, not a year


def test_hours_may_be_given_in_any_order_and_none_means_never():
    assert overdue_slots(at(15), (time(15), time(9), time(9)), CALENDAR, at(8)).missed == (at(9),)
    assert overdue_slots(at(15), (), CALENDAR, None).send is None


@pytest.mark.parametrize(("now", "late"), [(at(9, 5), False), (at(9, 6), True)])
def test_a_list_five_minutes_after_its_hour_is_not_late(now, late):
    assert is_late(at(9), now) is late


@pytest.mark.parametrize(
    ("rule", "deadline", "told", "reached", "listed"),
    [
        ("told long ago", at(8, day=20), False, True, True),
        ("told lately", at(8), True, True, False),
        ("nobody to call, on the first day", at(9, day=22), False, False, True),
        ("nobody to call, later", at(8, 59, day=22), False, False, False),
    ],
)
def test_what_a_list_leaves_out(rule, deadline, told, reached, listed):
    assert is_listed(deadline, at(9), told=told, reached=reached) is listed, rule
