"""Lists that were asked for: all of them, or where the rest stands; each agency's own deadline."""

from dataclasses import replace
from datetime import timedelta

from monday import BANGKOK, NOW, thai_agencies

from domain import cards
from domain.issues.assignments import AssignmentStatus
from domain.views import AssignmentView, IssueView
from domain.words import words_for

WORDS = words_for("th", BANGKOK)
ONE, OTHER = thai_agencies()[:2]
SOON, LATER = NOW + timedelta(hours=3), NOW + timedelta(days=3)
LATE = NOW - timedelta(days=1)


def issue(*parts, number=7, status=AssignmentStatus.ASSIGNED):
    assigned = tuple(AssignmentView(agency, status, due) for agency, due in parts)
    return IssueView(number, number, "น้ำท่วม", parts[0][1], assigned)


def test_the_sender_of_several_agencies_reads_each_deadline():
    shown = issue((ONE, LATER), (OTHER, SOON))
    mine = WORDS.mine([ONE, OTHER], [shown], NOW)
    seen = WORDS.acknowledged(shown, [ONE, OTHER], NOW)

    soon, later = (WORDS.when_answered(due, NOW) for due in (SOON, LATER))
    assert f"#7 น้ำท่วม\n   {soon} (อีก 3 ชม.) [{OTHER.name_th}]\n   {later} " in mine
    assert f"แล้ว\nกำหนดรายงานของ {OTHER.name_th} {soon}" in seen
    assert f"\nกำหนดรายงานของ {ONE.name_th} {later}" in seen


def test_one_deadline_of_all_is_told_once():
    shown = issue((ONE, SOON), (OTHER, SOON))

    assert WORDS.mine([ONE, OTHER], [shown], NOW).count("อีก 3 ชม.") == 1
    assert WORDS.acknowledged(shown, [ONE, OTHER], NOW).count("กำหนดรายงาน") == 1


def test_who_has_reported_acknowledges_without_a_deadline():
    shown = issue((ONE, SOON), status=AssignmentStatus.REPORTED)

    assert WORDS.acknowledged(shown, [ONE], NOW).endswith("แล้ว ไม่มีรายงานค้างส่ง")


def test_a_list_that_is_pushed_says_where_the_rest_stands():
    late = [replace(issue((ONE, LATE), number=each), headline="ย" * 150) for each in range(1, 151)]
    told = WORDS.overdue_list(late, NOW)

    assert "#ค้าง" in told.splitlines()[-1]
    card = cards.overdue_card(late, WORDS, NOW)
    assert "#ค้าง" in card["footer"]["contents"][0]["text"]
    assert "footer" not in cards.overdue_card(late[:3], WORDS, NOW)
