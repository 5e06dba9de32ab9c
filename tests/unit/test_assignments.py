"""The life of an assignment, and the rules of its clock."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.issues.assignments import (
    OPEN,
    SETTLED,
    STEPS,
    Act,
    AssignmentStatus,
    DeadlineMove,
    MoveKind,
    NotPossible,
    ReturnClock,
    after_return,
    counting_deadline,
    is_on_time,
    is_overdue,
    step,
)

OPENED = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOON = OPENED + 3 * HOUR


def at(hours):
    return OPENED + hours * HOUR


def moved(when, old, new, kind=MoveKind.EXTENDED):
    return DeadlineMove(at(when), at(old), at(new), kind)


@pytest.mark.parametrize("status", AssignmentStatus)
@pytest.mark.parametrize("act", Act)
def test_a_step_leads_somewhere_or_says_what_can_be_done(status, act):
    if (status, act) in STEPS:
        assert step(status, act) is STEPS[status, act]
        return
    with pytest.raises(NotPossible) as stuck:
        step(status, act)
    assert stuck.value.status is status
    assert set(stuck.value.possible) == {each for each in Act if (status, each) in STEPS}


def test_nothing_leaves_a_settled_state_and_every_other_can_be_settled():
    assert {status for status, _ in STEPS} == set(AssignmentStatus) - SETTLED
    for status in set(AssignmentStatus) - SETTLED:
        reached, found = {status}, {status}
        while found:
            found = {STEPS[s, act] for s in found for act in Act if (s, act) in STEPS} - reached
            reached |= found
        assert reached & SETTLED


def test_who_owes_can_report_be_reminded_and_withdrawn():
    for status in OPEN:
        assert step(status, Act.REPORT) is AssignmentStatus.REPORTED
        assert step(status, Act.REMIND) is step(status, Act.EXTEND) is status
        assert step(status, Act.CANCEL) is AssignmentStatus.CANCELLED


MOVES = [
    ("none", [], 4),
    ("C2 moved in time", [moved(1, 4, 6)], 6),
    ("C2 moved at the very deadline", [moved(4, 4, 6)], 6),
    ("C2 moved after it had passed", [moved(5, 4, 6)], 4),
    ("C2 brought forward", [moved(1, 4, 2)], 2),
    ("C2 brought forward, then moved too late", [moved(1, 4, 2), moved(3, 2, 6)], 2),
    ("C2 moved twice in time", [moved(1, 4, 6), moved(5, 6, 8)], 8),
    ("C2 moved too late, then again", [moved(5, 4, 8), moved(6, 8, 9)], 4),
    ("moves in any order", [moved(5, 6, 8), moved(1, 4, 6)], 8),
    ("C4 given back", [moved(5, 4, 7, MoveKind.RETURNED)], 7),
    ("C4 given back on what counts", [moved(5, 4, 8), moved(6, 8, 9, MoveKind.RETURNED)], 5),
]


@pytest.mark.parametrize(("name", "moves", "hours"), MOVES)
def test_which_deadline_counts(name, moves, hours):
    assert counting_deadline(at(4), moves) == at(hours), name


@pytest.mark.parametrize(
    ("name", "reported", "moves", "expected"),
    [
        ("nothing reported", None, [], None),
        ("at the deadline", 4, [], True),
        ("after it", 4.01, [], False),
        ("K1 within the moved one", 5, [moved(1, 4, 6)], True),
        ("K1 a move after the report changes nothing", 5, [moved(5.5, 4, 6)], False),
        ("C2 a move after the deadline rescues nobody", 5.5, [moved(5, 4, 6)], False),
        ("K1 a later and nearer deadline does not spoil a report", 3, [moved(3.5, 4, 2)], True),
        ("C4 after a return", 6, [moved(5, 4, 7, MoveKind.RETURNED)], True),
    ],
)
def test_a_report_is_measured_by_the_deadline_that_counted_then(name, reported, moves, expected):
    reported_at = None if reported is None else at(reported)

    assert is_on_time(reported_at, at(4), moves) is expected, name


@pytest.mark.parametrize(
    ("clock", "on_time", "expected"),
    [
        (ReturnClock.PAUSED, True, 6),
        (ReturnClock.PAUSED, False, 4),
        (ReturnClock.RUNNING, True, 4),
        (ReturnClock.RUNNING, False, 4),
    ],
)
def test_c4_a_paused_clock_gives_the_wait_back(clock, on_time, expected):
    assert after_return(at(4), at(1), at(3), clock, on_time=on_time) == at(expected)


@pytest.mark.parametrize("status", AssignmentStatus)
def test_k2_overdue_is_who_owes_after_the_deadline(status):
    assert not is_overdue(status, NOON, NOON)
    assert is_overdue(status, NOON, NOON + HOUR) is (status in OPEN)
