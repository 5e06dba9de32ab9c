"""The indicator, rule by rule."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from domain.indicator.rules import By, CountedRoles, count, tabulate
from domain.indicator.verdicts import DUE, RULES, CountedAssignment, Verdict
from domain.issues.assignments import AgencyRole, AssignmentStatus, DeadlineMove
from domain.issues.excuses import ExcuseCode

OPENED = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
DEADLINE = OPENED + timedelta(hours=4)
NOW = OPENED + timedelta(days=1)
MINUTE = timedelta(minutes=1)


def fact(
    reported_after=None,
    status=None,
    *,
    ministry="MOPH",
    agency="DDC",
    agenda="",
    original=DEADLINE,
    moves=(),
    **more,
):
    reported_at = None if reported_after is None else OPENED + timedelta(minutes=reported_after)
    if status is None:
        status = AssignmentStatus.ASSIGNED if reported_at is None else AssignmentStatus.REPORTED
    counts = None if status is AssignmentStatus.RETURNED else reported_at
    return CountedAssignment(
        *(ministry, agency, agenda, status, OPENED, original, tuple(moves), reported_at, counts),
        **more,
    )


def figures(facts, now=NOW):
    counted = count(facts, now)
    return (counted.assigned, counted.due, counted.on_time, counted.late, counted.missing)


EARLY = OPENED + timedelta(hours=2)
MOVED_IN_TIME = DeadlineMove(at=OPENED + timedelta(hours=1), old=EARLY, new=DEADLINE)
MOVED_TOO_LATE = DeadlineMove(at=OPENED + timedelta(hours=3), old=EARLY, new=DEADLINE)

COUNTED = [
    ("K1 a report at the deadline is on time", [fact(240)], NOW, (1, 1, 1, 0, 0)),
    ("K1 a report a minute later is late", [fact(241)], NOW, (1, 1, 0, 1, 0)),
    (
        "K1 the moved deadline counts",
        [fact(150, original=EARLY, moves=[MOVED_IN_TIME])],
        NOW,
        (1, 1, 1, 0, 0),
    ),
    (
        "C2 a deadline moved after it had passed saves nothing",
        [fact(200, original=EARLY, moves=[MOVED_TOO_LATE])],
        NOW,
        (1, 1, 0, 1, 0),
    ),
    ("K5 a cancelled assignment", [fact(status=AssignmentStatus.CANCELLED)], NOW, (0, 0, 0, 0, 0)),
    (
        "K5 a transferred one, though reported",
        [fact(5, AssignmentStatus.TRANSFERRED)],
        NOW,
        (0,) * 5,
    ),
    ("K6 not due yet is assigned only", [fact()], OPENED, (1, 0, 0, 0, 0)),
    ("K6 the deadline itself has not passed", [fact()], DEADLINE, (1, 0, 0, 0, 0)),
    ("K6 reported before its deadline is due at once", [fact(5)], OPENED, (1, 1, 1, 0, 0)),
    ("K7 without a report it is missing", [fact()], DEADLINE + MINUTE, (1, 1, 0, 0, 1)),
    (
        "K7 returned and not sent again is missing",
        [fact(5, AssignmentStatus.RETURNED)],
        NOW,
        (1, 1, 0, 0, 1),
    ),
    (
        "C2 missing though the deadline was moved afterwards",
        [fact(original=EARLY, moves=[MOVED_TOO_LATE])],
        OPENED + timedelta(hours=3, minutes=1),
        (1, 1, 0, 0, 1),
    ),
    (
        "K7 acknowledged is no report",
        [fact(status=AssignmentStatus.ACKNOWLEDGED)],
        NOW,
        (1, 1, 0, 0, 1),
    ),
    ("nothing", [], NOW, (0, 0, 0, 0, 0)),
]


@pytest.mark.parametrize(("rule", "facts", "now", "expected"), COUNTED)
def test_assignments_are_counted(rule, facts, now, expected):
    assert figures(facts, now) == expected, rule


VERDICTS = [
    (fact(240), NOW, Verdict.ON_TIME, "K1"),
    (fact(241), NOW, Verdict.LATE, "K1"),
    (fact(150, original=EARLY, moves=[MOVED_IN_TIME]), NOW, Verdict.ON_TIME, "K1"),
    (fact(200, original=EARLY, moves=[MOVED_TOO_LATE]), NOW, Verdict.LATE, "K1"),
    (fact(), DEADLINE, Verdict.WAITING, "K6"),
    (fact(), DEADLINE + MINUTE, Verdict.MISSING, "K7"),
    (fact(5, AssignmentStatus.RETURNED), NOW, Verdict.MISSING, "K7"),
    (fact(5, AssignmentStatus.TRANSFERRED), NOW, Verdict.WITHDRAWN, "K5"),
    (fact(status=AssignmentStatus.CANCELLED), NOW, Verdict.WITHDRAWN, "K5"),
]


@pytest.mark.parametrize(("one", "now", "verdict", "rule"), VERDICTS)
def test_k12_every_assignment_has_one_verdict_given_by_one_rule(one, now, verdict, rule):
    assert (one.verdict(now), RULES[one.verdict(now)]) == (verdict, rule)


def test_k12_every_figure_is_a_sum_of_verdicts():
    facts = [one for one, *_ in VERDICTS]
    said = [one.verdict(NOW) for one in facts]

    assert figures(facts) == (
        len(said) - said.count(Verdict.WITHDRAWN),
        sum(each in DUE for each in said),
        *(said.count(each) for each in (Verdict.ON_TIME, Verdict.LATE, Verdict.MISSING)),
    )


@pytest.mark.parametrize(
    ("on_time", "late", "missing", "percent"),
    [
        (1, 0, 0, "100.00"),
        (0, 0, 1, "0.00"),
        (2, 1, 0, "66.67"),
        (1, 1, 1, "33.33"),
        (1, 15, 0, "6.25"),
        (1, 7, 24, "3.13"),  # 3.125 exactly: half goes up
        (5, 0, 27, "15.63"),  # 15.625
    ],
)
def test_k8_k9_percentage_of_what_was_due_rounded_half_up(on_time, late, missing, percent):
    facts = [fact(5)] * on_time + [fact(999)] * late + [fact()] * missing

    assert count(facts, NOW).on_time_percent == Decimal(percent)


def test_k8_nothing_due_is_neither_nought_nor_a_hundred():
    assert count([fact()], OPENED).on_time_percent is None


@pytest.mark.parametrize(
    ("minutes", "median"),
    [
        ([], None),
        ([None], None),
        ([10], 10),
        ([10, None], 10),
        ([10, 30, 500], 30),
        ([10, 11], 11),  # 10.5: half goes up
        ([10.4], 10),
    ],
)
def test_k10_median_response_in_whole_minutes(minutes, median):
    facts = [fact(each) for each in minutes]

    assert count(facts, NOW).median_response_minutes == median


FACTS = [
    fact(5, ministry="MOPH", agency="DDC", agenda="โรค"),
    fact(None, ministry="MOPH", agency="MOPH", agenda="โรค"),
    fact(999, ministry="MOI", agency="DOPA", agenda=""),
    fact(status=AssignmentStatus.CANCELLED, ministry="MOE", agency="MOE", agenda="โรงเรียน"),
]
NAMES = {"MOPH": "กระทรวงสาธารณสุข", "MOI": "กระทรวงมหาดไทย", "DDC": "กรมควบคุมโรค"}


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        (By.MINISTRY, [("กระทรวงมหาดไทย", 1, 0), ("กระทรวงสาธารณสุข", 2, 1)]),
        (By.AGENCY, [("DOPA", 1, 0), ("กรมควบคุมโรค", 1, 1), ("กระทรวงสาธารณสุข", 1, 0)]),
        (By.AGENDA, [("", 1, 0), ("โรค", 2, 1)]),
    ],
)
def test_k11_rows_are_pooled_and_sorted_by_name(by, rows):
    table = tabulate(FACTS, by, NAMES, NOW)

    shown = [(row.name, row.indicator.assigned, row.indicator.on_time) for row in table.rows]
    assert shown == rows
    assert (table.total.assigned, table.total.on_time, table.total.missing) == (3, 1, 1)


SUPPORT = {"role": AgencyRole.SUPPORT}
BOTH_ROLES = [
    fact(5, agency="DDC"),
    fact(999, agency="DMS", **SUPPORT),
    fact(None, agency="DMS", **SUPPORT),
    fact(5, ministry="MOI", agency="DOPA", **SUPPORT),
    fact(5, agency="PROVINCE", appraised=False, **SUPPORT),
]


@pytest.mark.parametrize(
    ("roles", "rows", "total"),
    [
        (CountedRoles.LEAD, [("MOI", 0, 0), ("MOPH", 1, 1)], (1, 1)),
        (CountedRoles.ALL, [("MOI", 1, 1), ("MOPH", 1, 3)], (2, 4)),
    ],
)
def test_k17_lead_and_support_are_counted_apart_and_together(roles, rows, total):
    table = tabulate(BOTH_ROLES, By.MINISTRY, {}, NOW, roles)

    def shares(indicator):
        return (indicator.on_time, indicator.due)

    assert [(row.code, *shares(row.indicator)) for row in table.rows] == rows
    assert shares(table.total) == total
    by_role = table.by_role
    assert [shares(each) for each in (by_role.lead, by_role.support, by_role.together)] == [
        (1, 1),
        (1, 3),
        (2, 4),
    ]
    (apart,) = table.shown_only
    assert (shares(apart.by_role.support), apart.by_role.lead.assigned) == ((1, 1), 0)


def test_k22_what_is_left_out_is_counted_by_its_reason():
    facts = [
        *FACTS,
        fact(5, excused=ExcuseCode.DUPLICATE),
        fact(5, appraised=False),
        fact(status=AssignmentStatus.CANCELLED),
    ]

    table = tabulate(facts, By.MINISTRY, NAMES, NOW)

    assert table.left_out == {"cancelled": 2, "duplicate": 1, "shown_only": 1}
    assert table.total.assigned + sum(table.left_out.values()) == len(facts)
