"""How long each kind of notice waits for a free reply, and which way it goes then."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.budget import Budget, Purpose
from domain.calendar import Calendar
from domain.planner import (
    MOST_AT_ONCE,
    Concern,
    DueNotice,
    Held,
    ToTell,
    Waits,
    choose,
    look_again,
    rides_in_time,
    waits_until,
)
from domain.quota import day_of_share

BANGKOK = ZoneInfo("Asia/Bangkok")
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SILENT = timedelta(days=300)
WAITS = Waits(for_neighbours=timedelta(seconds=10), for_a_reply=timedelta(hours=1))


@pytest.mark.parametrize(
    ("purpose", "wait"),
    [
        (Purpose.REMINDER, timedelta(0)),
        (Purpose.LIST, timedelta(0)),
        (Purpose.ANNOUNCEMENT, timedelta(seconds=10)),
        (Purpose.REQUEST, timedelta(seconds=10)),
        (Purpose.DECISION, timedelta(seconds=10)),
        (Purpose.COMPLETE, timedelta(seconds=10)),
        (Purpose.RESULT, timedelta(hours=1)),
        (Purpose.NAG, timedelta(hours=1)),
    ],
)
def test_what_must_be_known_sooner_is_pushed_sooner(purpose, wait):
    assert waits_until(DueNotice(purpose, NOW, WAITS)) == NOW + wait


@pytest.mark.parametrize("purpose", [Purpose.ESCALATION, Purpose.COPY, Purpose.NEWS])
def test_what_was_told_before_costs_no_push(purpose):
    assert waits_until(DueNotice(purpose, NOW, WAITS)) - NOW > SILENT


def test_m3_where_line_counts_messages_results_only_ride():
    assert waits_until(DueNotice(Purpose.RESULT, NOW, WAITS, limited=True)) - NOW > SILENT


@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_has_its_moment(purpose):
    assert waits_until(DueNotice(purpose, NOW, WAITS)) >= NOW


@pytest.mark.parametrize(
    ("purpose", "left", "wait"),
    [
        (Purpose.REMINDER, 180 * MINUTE, 8 * MINUTE),
        (Purpose.REMINDER, 4 * MINUTE, 2 * MINUTE),
        (Purpose.REMINDER, -MINUTE, 8 * MINUTE),
        (Purpose.NAG, -MINUTE, 360 * MINUTE),
        (Purpose.ESCALATION, -MINUTE, 360 * MINUTE),
        (Purpose.ANNOUNCEMENT, 60 * MINUTE, 6 * MINUTE),
        (Purpose.ANNOUNCEMENT, 6000 * MINUTE, 15 * MINUTE),
        (Purpose.DECISION, 60 * MINUTE, 10 * MINUTE),
        (Purpose.REQUEST, 60 * MINUTE, 10 * MINUTE),
    ],
)
def test_where_people_are_told_a_free_reply_is_waited_for_first(purpose, left, wait):
    due = DueNotice(purpose, NOW, WAITS, (7,), direct=True, until=NOW + left)

    assert waits_until(due) == NOW + wait


@pytest.mark.parametrize("purpose", [Purpose.LIST, Purpose.RESULT, Purpose.COMPLETE])
def test_where_people_are_told_what_can_wait_only_rides(purpose):
    assert waits_until(DueNotice(purpose, NOW, WAITS, direct=True)) - NOW > SILENT


A, B, NOBODY, KNOWS = Concern(1, ("Ua",)), Concern(2, ("Ub",)), Concern(3), Concern(4, (), True)
SILENT_ONE = Concern(1, ("Ua", "Udeputy"))


def budget(left=300, price=300, limit=300, day=12, days=22, reserve=30):
    return Budget(left, price, limit, day, days, reserve)


ONLY_PEOPLE = Budget(None, 300, to_group=False)


@pytest.mark.parametrize(
    ("concerns", "spent", "group", "private", "held"),
    [
        ((A, B), budget(), False, {"Ua": {9: [1]}, "Ub": {9: [2]}}, {}),
        ((A, Concern(5, ("Ua",))), budget(), False, {"Ua": {9: [1, 5]}}, {}),
        ((A, NOBODY), budget(), False, {"Ua": {9: [1]}}, {9: Held.TOO_DEAR}),
        ((A, NOBODY), budget(left=15_000, limit=15_000), True, {}, {}),
        ((A, NOBODY), ONLY_PEOPLE, False, {"Ua": {9: [1]}}, {9: Held.NOBODY}),
        ((SILENT_ONE,), budget(), False, {"Ua": {9: [1]}, "Udeputy": {9: [1]}}, {}),
        ((SILENT_ONE, B), budget(left=2), False, {"Ua": {9: [1]}, "Ub": {9: [2]}}, {}),
        ((A, NOBODY), budget(price=None), False, {"Ua": {9: [1]}}, {9: Held.TOO_DEAR}),
        ((A, B), budget(left=1), False, {"Ua": {9: [1]}}, {9: Held.SPENT}),
        ((A, B), budget(left=0), False, {}, {9: Held.SPENT}),
        ((A, B), budget(price=2), True, {}, {}),
        ((NOBODY,), budget(), False, {}, {9: Held.TOO_DEAR}),
        ((NOBODY,), budget(day=21), True, {}, {}),
        ((KNOWS,), budget(left=15_000, limit=15_000), False, {}, {}),
        ((A, KNOWS), budget(left=15_000, limit=15_000), False, {"Ua": {9: [1]}}, {}),
    ],
)
def test_people_are_told_and_the_group_only_if_the_month_pays(
    concerns, spent, group, private, held
):
    choice = choose([ToTell(9, concerns)], spent)

    assert (choice.group, choice.private, choice.held) == (group, private, held)


@pytest.mark.parametrize(
    ("used", "day", "urgent", "pays"),
    [
        (0, 1, False, True),
        (600, 1, False, True),
        (900, 1, False, False),
        (900, 2, False, True),
        (900, 1, True, True),
        (2400, 1, True, False),
        (13_300, 20, False, False),
        (13_300, 20, True, True),
        (13_300, 21, False, True),
        (14_800, 22, True, False),
    ],
)
def test_a_day_spends_the_share_of_the_days_so_far_and_the_reserve_is_for_what_is_urgent(
    used, day, urgent, pays
):
    spent = budget(left=15_000 - used, limit=15_000, day=day, reserve=1500)

    assert choose([ToTell(9, (NOBODY,), urgent)], spent).group is pays


@pytest.mark.parametrize(
    ("due_at", "now", "latest", "in_time"),
    [
        ((26, 9, 52), (26, 10, 0), (26, 10, 15), False),
        ((26, 9, 52), (26, 10, 0), (26, 10, 16), True),
        ((26, 9, 45), (26, 10, 0), (26, 12, 0), None),
        ((26, 9, 45), (26, 12, 0), (26, 12, 10), False),
        ((26, 17, 0), (26, 17, 8), (26, 19, 30), False),
        ((26, 17, 0), (26, 17, 8), (27, 8, 45), False),
        ((26, 16, 30), (26, 16, 38), (27, 9, 0), True),
        ((26, 16, 30), (27, 8, 44), (27, 9, 0), True),
        ((26, 16, 30), (27, 8, 45), (27, 12, 0), None),
        ((26, 6, 0), (26, 7, 0), (26, 9, 0), True),
        ((27, 16, 30), (27, 16, 38), (28, 16, 30), False),
        ((27, 16, 30), (28, 16, 38), (30, 9, 0), True),
    ],
)
def test_m34_a_free_reply_is_counted_on_when_offices_open(due_at, now, latest, in_time):
    instants = (datetime(2026, 11, *each, tzinfo=BANGKOK) for each in (due_at, latest, now))

    assert rides_in_time(*instants, Calendar(BANGKOK)) is in_time


@pytest.mark.parametrize(
    ("left", "in_time", "urgent", "private", "held"),
    [
        (76, True, False, {"Ua": {9: [1]}, "Udeputy": {9: [1]}}, {}),
        (74, True, False, {}, {9: Held.SAVED}),
        (40, True, True, {"Ua": {9: [1]}}, {}),
        (40, False, False, {"Ua": {9: [1]}}, {}),
        (40, None, False, {"Ua": {9: [1]}}, {}),
    ],
)
def test_m34_what_is_left_of_a_month_is_kept_for_what_cannot_wait(
    left, in_time, urgent, private, held
):
    due = ToTell(9, (SILENT_ONE,), urgent, Purpose.REMINDER, in_time)

    choice = choose([due], budget(left=left, day=14))  # 9 of 22 days are to come

    assert (choice.private, choice.held) == (private, held)


@pytest.mark.parametrize("left", [76, 74])
def test_m34_evaluators_are_told_of_escalations_only_where_the_month_is_not_tight(left):
    due = ToTell(9, (Concern(0, ("Ue",)),), purpose=Purpose.ESCALATION)

    choice = choose([due], budget(left=left, day=14))

    assert choice.held == ({} if left == 76 else {9: Held.SAVED})


@pytest.mark.parametrize(
    ("held", "due_at", "now", "again"),
    [
        (Held.SAVED, (26, 10, 0), (26, 10, 8), (26, 10, 15)),
        (Held.SAVED, (26, 17, 0), (26, 17, 8), (26, 17, 23)),
        (Held.SAVED, (26, 17, 0), (27, 8, 38), (27, 8, 45)),
        (Held.SPENT, (26, 10, 0), (26, 10, 15), (26, 10, 30)),
        (Held.TOO_DEAR, None, (26, 10, 0), (26, 10, 15)),
        (Held.TODAY, (26, 10, 0), (26, 10, 8), (27, 8, 30)),
    ],
)
def test_what_is_held_is_decided_again_when_people_should_have_written(held, due_at, now, again):
    due_at, now, again = (
        each and datetime(2026, 11, *each, tzinfo=BANGKOK) for each in (due_at, now, again)
    )

    assert look_again(held, due_at, now, Calendar(BANGKOK)) == again


@pytest.mark.parametrize(
    ("left", "limit", "in_time", "pays"),
    [
        (5000, 15_000, False, True),
        (5000, 15_000, True, False),
        (5000, 15_000, None, False),
        (299, 15_000, False, False),
        (2000, 2999, False, False),
    ],
)
def test_m34_what_no_reply_tells_in_time_may_use_more_than_the_days_so_far(
    left, limit, in_time, pays
):
    due = ToTell(9, (A, NOBODY), False, Purpose.REMINDER, in_time)

    assert choose([due], budget(left=left, limit=limit, day=2)).group is pays


@pytest.mark.parametrize(
    ("purpose", "price", "urgent", "pays"),
    [
        (Purpose.ASKED, 10, False, True),
        (Purpose.ASKED, 11, False, False),
        (Purpose.ASKED, 11, True, True),
        (Purpose.REQUEST, 300, False, True),
        (Purpose.REMINDER, 300, False, True),
        (Purpose.NAG, 300, False, True),
        (Purpose.LIST, 300, False, True),
    ],
)
def test_what_people_cause_may_use_a_part_of_the_month_on_a_day(purpose, price, urgent, pays):
    today = {Purpose.ASKED: 20, **dict.fromkeys(("reminder", "nag", "list"), 100)}

    assert Budget(200, 300, 300, today=today).pays_today(purpose, price, urgent=urgent) is pays


def test_what_a_cause_may_not_use_today_is_held():
    due = [ToTell(9, (A, B), purpose=Purpose.ASKED), ToTell(8, (Concern(3, ("Uc",)),))]
    spent = Budget(200, 300, 10, days=22, today={Purpose.ASKED: 1})

    choice = choose(due, spent)

    assert (choice.private, choice.held) == ({"Uc": {8: [3]}}, {9: Held.TODAY})


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ((11, 26, 7), (11, 26)),
        ((11, 26, 16), (11, 26)),
        ((11, 26, 17), (11, 27)),
        ((11, 27, 17), (11, 30)),
        ((11, 29, 12), (11, 30)),
        ((11, 30, 17), (11, 30)),
    ],
)
def test_m26_when_offices_have_closed_the_share_of_the_next_day_of_the_month_counts(now, day):
    month, date_, hour = now

    counts = day_of_share(datetime(2026, month, date_, hour, tzinfo=BANGKOK), Calendar(BANGKOK))

    assert (counts.month, counts.day) == day


def test_a_month_that_is_hardly_used_pays_for_a_small_group_at_once():
    assert budget(price=50, day=1).pays_for_group(urgent=False)


def test_of_very_many_the_first_are_told_each_with_their_deputy_and_the_others_next():
    many = [Concern(each, (f"Ua{each}", f"Ub{each}")) for each in range(1, 16)]
    due = [ToTell(9, (*many, NOBODY)), ToTell(8, (many[0],))]

    choice = choose(due, budget())

    assert len(choice.private) == MOST_AT_ONCE
    assert {person[2:] for person in choice.private} == {str(each) for each in range(1, 11)}
    assert choice.private["Ua1"] == {9: [1], 8: [1]}
    assert choice.later == {9}


def test_all_that_is_due_to_a_person_is_told_together():
    choice = choose([ToTell(8, (A,)), ToTell(9, (A, B))], budget())

    assert choice.private == {"Ua": {8: [1], 9: [1]}, "Ub": {9: [2]}}
