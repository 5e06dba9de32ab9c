"""From audit entries to the state of an assignment, one life a case."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.issues.assignments import AssignmentStatus, IssueStatus
from domain.issues.audit import Entry, instant
from domain.issues.replay import Impossible, Replay
from domain.issues.replayed import ReplayedAssignment

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NOON = NINE + timedelta(hours=3)
Told = tuple[int, str, dict[str, Any]]
"""Minutes after nine, action, detail."""

OPENED: list[Told] = [
    (0, "issue.opened", {}),
    (0, "issue.assigned", {"agencies": {"MOPH-DDC": "MOPH"}, "deadline": instant(NOON)}),
]


def filed(minutes: int, revision: int = 1, kind: str = "final") -> Told:
    return minutes, f"report.{kind}", {"agency": "MOPH-DDC", "revision": revision}


def judged(minutes: int, judgement: str, *revisions: int) -> Told:
    detail = {"agency": "MOPH-DDC", "revisions": list(revisions)}
    return minutes, f"report.{judgement}", detail


def recalled(minutes: int, revision: int = 1) -> Told:
    return minutes, "report.recalled", {"agency": "MOPH-DDC", "revisions": [revision]}


def unsent(minutes: int, revision: int = 1) -> Told:
    return minutes, "report.unsent", {"agency": "MOPH-DDC", "revisions": [revision]}


def noted(minutes: int, revision: int = 1) -> Told:
    return minutes, "report.noted", {"agency": "MOPH-DDC", "revisions": [revision]}


def moved(minutes: int, old: datetime, new: datetime, kind: str = "extended") -> Told:
    detail = {"agency": "MOPH-DDC", "old": instant(old), "new": instant(new), "kind": kind}
    return minutes, "deadline.moved", detail


def acknowledged(minutes: int) -> Told:
    return minutes, "issue.acknowledged", {"agencies": ["MOPH-DDC"]}


def earlier(minutes: int, what: str, number: int = 1) -> Told:
    return minutes, "said.earlier", {"agency": "MOPH-DDC", "what": what, "number": number}


def replay_of(*told: Told, subject: str = "issue:1") -> Replay:
    replay = Replay()
    for seq, (minutes, action, detail) in enumerate([*OPENED, *told], start=1):
        at = NINE + timedelta(minutes=minutes)
        replay.take(Entry(seq, at, "person:1", action, subject, detail, at))
    return replay


def replayed(*told: Told) -> ReplayedAssignment:
    return replay_of(*told).assignments[1, "MOPH-DDC"]


def after(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


LIVES = [
    ([], AssignmentStatus.ASSIGNED, None, None),
    ([acknowledged(5)], AssignmentStatus.ACKNOWLEDGED, None, None),
    ([filed(60)], AssignmentStatus.REPORTED, 60, True),
    ([filed(180)], AssignmentStatus.REPORTED, 180, True),
    ([filed(181)], AssignmentStatus.REPORTED, 181, False),
    ([filed(60), acknowledged(61)], AssignmentStatus.REPORTED, 60, True),
    ([filed(60, kind="progress")], AssignmentStatus.ASSIGNED, None, None),
    ([filed(60, kind="progress"), filed(70, 2)], AssignmentStatus.REPORTED, 70, True),
    ([filed(60), filed(70, 2)], AssignmentStatus.REPORTED, 60, True),
    ([filed(70), filed(60, 2)], AssignmentStatus.REPORTED, 60, True),
    ([filed(60), judged(90, "accepted", 1)], AssignmentStatus.ACCEPTED, 60, True),
    ([filed(60), judged(90, "returned", 1)], AssignmentStatus.RETURNED, None, None),
    ([filed(60), judged(90, "returned", 1), filed(200, 2)], AssignmentStatus.REPORTED, 200, False),
    (
        [
            filed(60),
            judged(90, "returned", 1),
            moved(90, NOON, NOON + timedelta(minutes=30), "returned"),
            filed(200, 2),
        ],
        AssignmentStatus.REPORTED,
        200,
        True,
    ),
    (
        [moved(10, NOON, NOON + timedelta(hours=1)), filed(200)],
        AssignmentStatus.REPORTED,
        200,
        True,
    ),
    (
        [moved(190, NOON, NOON + timedelta(hours=1)), filed(200)],
        AssignmentStatus.REPORTED,
        200,
        False,
    ),
    (
        [(9, "assignment.transferred", {"agency": "MOPH-DDC", "to": "MOI"})],
        AssignmentStatus.TRANSFERRED,
        None,
        None,
    ),
    ([(9, "assignment.cancelled", {"agency": "MOPH-DDC"})], AssignmentStatus.CANCELLED, None, None),
    ([(9, "issue.cancelled", {"agencies": ["MOPH-DDC"]})], AssignmentStatus.CANCELLED, None, None),
    ([(9, "issue.closed", {}), filed(60)], AssignmentStatus.REPORTED, 60, True),
    ([filed(60), recalled(70)], AssignmentStatus.ASSIGNED, None, None),
    ([filed(60), recalled(70), filed(200, 2)], AssignmentStatus.REPORTED, 200, False),
    ([filed(60), filed(200, 2), recalled(210)], AssignmentStatus.REPORTED, 200, False),
    ([filed(60), filed(70, 2), recalled(80, 2)], AssignmentStatus.REPORTED, 60, True),
    ([filed(60), acknowledged(61), recalled(70)], AssignmentStatus.ACKNOWLEDGED, None, None),
    ([filed(60), judged(70, "accepted", 1), unsent(80)], AssignmentStatus.ACCEPTED, 60, True),
    ([filed(60), judged(70, "returned", 1), recalled(80)], AssignmentStatus.RETURNED, None, None),
    (
        [filed(60), judged(70, "returned", 1), filed(80, 2), recalled(90, 2)],
        AssignmentStatus.RETURNED,
        None,
        None,
    ),
    ([filed(60), noted(70)], AssignmentStatus.ASSIGNED, None, None),
    ([filed(60), noted(70), filed(200, 2)], AssignmentStatus.REPORTED, 200, False),
    ([filed(60), filed(70, 2), noted(80, 2)], AssignmentStatus.REPORTED, 60, True),
    ([filed(60, kind="progress"), unsent(70)], AssignmentStatus.ASSIGNED, None, None),
    (
        [
            filed(60),
            (61, "issue.cancelled", {"agencies": []}),
            recalled(70),
            (70, "assignment.cancelled", {"agency": "MOPH-DDC"}),
        ],
        AssignmentStatus.CANCELLED,
        None,
        None,
    ),
    ([filed(181), earlier(179, "report")], AssignmentStatus.REPORTED, 179, True),
    (
        [moved(181, NOON, NOON + timedelta(hours=1)), filed(200), earlier(179, "deadline")],
        AssignmentStatus.REPORTED,
        200,
        True,
    ),
]


@pytest.mark.parametrize(("told", "status", "reported", "on_time"), LIVES)
def test_a_life_adds_up(
    told: list[Told], status: AssignmentStatus, reported: int | None, on_time: bool | None
) -> None:
    assignment = replayed(*told)

    assert assignment.status == status
    assert assignment.reported_at == (None if reported is None else after(reported))
    assert assignment.on_time is on_time


def test_the_first_report_stays_on_record_when_it_was_returned() -> None:
    assignment = replayed(filed(60), judged(90, "returned", 1), filed(100, 2))

    assert assignment.first_reported_at == after(60)
    assert [(each.at, each.judged) for each in assignment.reports.values()] == [
        (after(60), "returned"),
        (after(100), None),
    ]


def test_the_deadline_in_force_and_the_first_one_are_both_kept() -> None:
    later = NOON + timedelta(hours=1)
    assignment = replayed(moved(10, NOON, later))

    assert (assignment.original_deadline, assignment.deadline) == (NOON, later)
    assert (assignment.ministry, assignment.opened_at) == ("MOPH", NINE)


def test_only_the_first_acknowledgement_counts() -> None:
    assert replayed(acknowledged(5), acknowledged(9)).acknowledged_at == after(5)


def test_what_was_said_earlier_counts_from_then() -> None:
    told = (filed(60), acknowledged(70), judged(90, "returned", 1))
    moved_back = (earlier(-2, "issue"), earlier(65, "ack"), earlier(85, "judgement"))
    assignment = replayed(*told, *moved_back)

    assert (assignment.opened_at, assignment.acknowledged_at) == (after(-2), after(65))
    assert assignment.reports[1].judged_at == after(85)


ENDS = [
    ([], IssueStatus.OPEN),
    ([(5, "issue.closed", {})], IssueStatus.CLOSED),
    ([(5, "issue.cancelled", {"agencies": ["MOPH-DDC"]})], IssueStatus.CANCELLED),
]


@pytest.mark.parametrize(("told", "status"), ENDS)
def test_an_issue_ends(told: list[Told], status: IssueStatus) -> None:
    assert replay_of(*told).issues == {1: status}


def test_entries_about_anything_else_change_nothing() -> None:
    others = ["refused", "reminder.delivered", "request.asked", "delivery.sent", "roster.import"]

    assert replayed(*[(1, action, {"agency": "MOPH-DDC"}) for action in others]) == replayed()


IMPOSSIBLE: list[list[Told]] = [
    [(1, "issue.reopened", {"agencies": []})],
    [(1, "issue.closed", {}), (2, "issue.reopened", {"agencies": ["MOPH-DDC"]})],
    [filed(1), (2, "report.reopened", {"agency": "MOPH-DDC", "revisions": [1]})],
    [
        *(filed(1), judged(2, "accepted", 1), unsent(3)),
        (4, "report.reopened", {"agency": "MOPH-DDC", "revisions": [1]}),
    ],
    [(1, "assignment.excused", {"agency": "MOPH-DDC", "code": "not_our_mandate"})],
    [(1, "assignment.excused", {"agency": "MOPH-DDC", "code": "a favour"})],
    [
        (1, "assignment.cancelled", {"agency": "MOPH-DDC"}),
        (2, "assignment.excused", {"agency": "MOPH-DDC", "code": "duplicate"}),
    ],
    [(1, "issue.opened", {})],
    [(1, "issue.assigned", {"agencies": {"MOPH-DDC": "MOPH"}, "deadline": instant(NOON)})],
    [filed(1, 2)],
    [(1, "report.final", {"agency": "MOI", "revision": 1})],
    [judged(1, "accepted", 1)],
    [filed(1), judged(2, "accepted", 2)],
    [filed(1), judged(2, "accepted", 1), judged(3, "returned", 1)],
    [moved(1, NINE, NOON)],
    [(1, "issue.closed", {}), (2, "issue.closed", {})],
    [(1, "issue.cancelled", {"agencies": ["MOPH-DDC"]}), filed(2)],
    [(1, "issue.closed", {}), (2, "assignment.cancelled", {"agency": "MOPH-DDC"})],
    [(1, "assignment.transferred", {"agency": "MOPH-DDC"}), filed(2)],
    [(1, "report.final", {})],
    [filed(5), earlier(6, "report")],
    [filed(5), earlier(4, "report", 2)],
    [filed(5), earlier(4, "deadline")],
    [earlier(4, "ack")],
    [earlier(4, "weather")],
    [recalled(1)],
    [filed(1), unsent(2)],
    [filed(1), judged(2, "accepted", 1), noted(3)],
    [filed(1), noted(2), noted(3)],
    [filed(1), recalled(2), noted(3)],
    [filed(1), (2, "issue.cancelled", {"agencies": []}), noted(3)],
    [filed(1), recalled(2), recalled(3)],
    [filed(1), judged(2, "accepted", 1), recalled(3)],
    [filed(1, kind="progress"), recalled(2)],
    [filed(1), recalled(2), judged(3, "accepted", 1)],
]


@pytest.mark.parametrize("told", IMPOSSIBLE)
def test_what_cannot_have_happened_is_refused(told: list[Told]) -> None:
    with pytest.raises(Impossible, match=f"{told[-1][1]} of issue:1: "):
        replay_of(*told)


def test_nothing_happens_in_an_issue_that_was_never_opened() -> None:
    with pytest.raises(Impossible):
        Replay().take(Entry(1, NINE, "person:1", "report.final", "issue:7", filed(1)[2], NINE))
