"""What is said of the rows behind a figure, without a database."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from monday import read

from domain.bounds import AGENCY, HEADLINE
from domain.chat.commands import Stats
from domain.fitting import ANSWER_UNITS
from domain.indicator.explained import ROWS_OF_PAGE, Explained
from domain.indicator.periods import read_period
from domain.indicator.verdicts import CountedAssignment
from domain.issues.assignments import AssignmentStatus, DeadlineMove, MoveKind
from domain.text import utf16_length
from domain.words import words_for

DUE = datetime(2026, 11, 25, 8, tzinfo=UTC)
"""15.00 in Bangkok."""
NOW = DUE + timedelta(days=1)
MINUTE = timedelta(minutes=1)
THAI, ENGLISH = (words_for(each, ZoneInfo("Asia/Bangkok")) for each in ("th", "en"))


def row(reported_at=None, moves=(), *, status=AssignmentStatus.ASSIGNED, now=NOW, **named):
    counted = CountedAssignment(
        *("MOPH", "MOPH-DDC", "", status, DUE - timedelta(days=1), DUE, tuple(moves)),
        *(reported_at, reported_at),
    )
    shown = {"headline": "ข่าวลือ", "agency_name": "กรมควบคุมโรค", **named}
    return Explained(
        issue=12,
        ministry_name="กระทรวงสาธารณสุข",
        counted=counted,
        why=(("Issuer", ""),) * len(moves),
        reports=(),
        verdict=counted.verdict(now),
        **shown,
    )


def move(at, new, kind=MoveKind.EXTENDED):
    return DeadlineMove(at, DUE, new, kind)


WHY = [
    (
        row(DUE - MINUTE),
        "รายงานที่นับส่งเมื่อ พ. 25 พ.ย. 69 14.59 น. ไม่เกินกำหนด พ. 25 พ.ย. 69 15.00 น.",
        "The report that counts was sent Wed 25 Nov 2026 14:59, "
        "no later than Wed 25 Nov 2026 15:00.",
    ),
    (
        row(DUE + timedelta(seconds=31)),
        "รายงานที่นับส่งเมื่อ พ. 25 พ.ย. 69 15.00.31 น. หลังกำหนด พ. 25 พ.ย. 69 15.00.00 น.",
        "The report that counts was sent Wed 25 Nov 2026 15:00:31, after Wed 25 Nov 2026 15:00:00.",
    ),
    (
        row(moves=[move(DUE + MINUTE, NOW)]),
        "พ้นกำหนด พ. 25 พ.ย. 69 15.00 น. แล้วยังไม่มีรายงานที่นับได้ การเลื่อนกำหนดหลังพ้นกำหนดไม่นับ (C2)",
        "No report that counts came by Wed 25 Nov 2026 15:00. "
        "A deadline moved after it had passed does not count (C2).",
    ),
    (
        row(now=DUE),
        "ยังไม่ถึงกำหนด พ. 25 พ.ย. 69 15.00 น.",
        "It is not due before Wed 25 Nov 2026 15:00.",
    ),
    (
        row(status=AssignmentStatus.TRANSFERRED),
        "โอนแล้ว จึงไม่นับ",
        "It was transferred and does not count.",
    ),
]


@pytest.mark.parametrize(("one", "thai", "english"), WHY)
def test_each_verdict_has_its_reason(one, thai, english):
    assert (THAI.why(one), ENGLISH.why(one)) == (thai, english)


def test_moves_are_counted_by_whether_they_count():
    moves = [
        move(DUE - MINUTE, DUE + MINUTE),
        move(DUE + 2 * MINUTE, NOW),
        move(DUE + 3 * MINUTE, DUE + MINUTE, MoveKind.RETURNED),
    ]

    assert [each.counts for each in row(moves=moves).moves] == [True, False, True]
    assert row(moves=moves).counted.deadline == DUE + 2 * MINUTE


def test_a_row_of_the_chat_takes_two_lines():
    late = row(NOW, moves=[move(DUE - MINUTE, DUE + MINUTE), move(DUE + 2 * MINUTE, NOW)])

    assert THAI.explained([late], several=True) == (
        "• #12 ข่าวลือ [กรมควบคุมโรค]: เกินกำหนด\n"
        "   กำหนด พ. 25 พ.ย. 69 15.01 น. · รายงาน พฤ. 26 พ.ย. 69 15.00 น. · "
        "เลื่อนกำหนด 1 ครั้ง · เลื่อนหลังพ้นกำหนด 1 ครั้ง ไม่นับ"
    )
    assert ENGLISH.explained([row(status=AssignmentStatus.CANCELLED)], several=False) == (
        "• #12 ข่าวลือ: not counted: cancelled\n   due Wed 25 Nov 2026 15:00"
    )


def test_a_deadline_that_reads_as_before_was_not_moved():
    moves = [move(DUE - MINUTE, DUE + timedelta(seconds=9), MoveKind.RETURNED)]

    assert "เลื่อน" not in THAI.explained([row(DUE - MINUTE, moves)], several=False)


PERIODS = [
    ("2570Q1", "ไตรมาสที่ 1 ปีงบประมาณ 2570 (1 ต.ค. 69 – 31 ธ.ค. 69)", "quarter 1, fiscal year 2570"),
    ("2569-11", "พฤศจิกายน 2569 (1 พ.ย. 69 – 30 พ.ย. 69)", "November 2026"),
    ("2570", "ปีงบประมาณ 2570 (1 ต.ค. 69 – 30 ก.ย. 70)", "fiscal year 2570"),
    ("2026-11-01..2026-11-15", "1 พ.ย. 69 – 15 พ.ย. 69", "1 Nov 2026 – 15 Nov 2026"),
    ("2026-11-20..2026-12-03", "20 พ.ย. 69 – 3 ธ.ค. 69", "20 Nov 2026 – 3 Dec 2026"),
]


@pytest.mark.parametrize(("name", "thai", "english"), PERIODS)
def test_periods_are_told_as_officials_write_them_and_read_again(name, thai, english):
    period = read_period(name, NOW.date())

    assert THAI.period_and_days(period) == thai
    assert ENGLISH.period_and_days(period).startswith(english)
    for words in (THAI, ENGLISH):
        (again,) = read(words.detail_command(period, "กรมประมง", 2))
        asked = again.outcome
        assert read_period(asked.period, NOW.date()) == period
        assert (asked.agency, asked.detail, asked.page) == ("MOAC-DOF", True, 2)


def test_the_longest_rows_of_a_page_leave_room_for_the_figure():
    moves = [move(DUE - MINUTE, DUE + MINUTE)] * 20 + [move(DUE + 2 * MINUTE, NOW)] * 20
    long = {"headline": "ข" * HEADLINE, "agency_name": "ก" * AGENCY}
    rows = [row(DUE + timedelta(seconds=61), moves, **long)] * ROWS_OF_PAGE

    for words in (THAI, ENGLISH):
        assert utf16_length(words.explained(rows, several=True)) < ANSWER_UNITS * 2 / 3


def test_what_is_offered_instead_of_an_odd_period_asks_for_the_same() -> None:
    offered = THAI.some_periods(Stats("2570Q9", "DDPM", detail=True), "กรมประมง")

    assert offered[0].text == "#สถิติ เดือนนี้ กรมประมง รายละเอียด"
    assert THAI.some_periods(Stats("2570Q9"), "")[0].text == "#สถิติ เดือนนี้"
