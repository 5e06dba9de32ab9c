"""A list that one answer does not hold: page by page, each with the command for the next."""

from dataclasses import replace
from datetime import timedelta

import pytest
from monday import BANGKOK, NOW
from test_cards import HUGE, issue

from domain import cards
from domain.chat.commands import Kind
from domain.pages import cut_into_pages
from domain.roster.intake import Intake
from domain.words import words_for

WORDS = words_for("th", BANGKOK)
MANY = [replace(HUGE, number=number, headline="ย" * 300) for number in range(1, 151)]


def test_pages_hold_all_lines_in_order_and_none_is_too_long():
    lines = [str(number) * number for number in range(1, 10)]

    pages = cut_into_pages(lines, 12)

    assert [line for page in pages for line in page] == lines
    assert all(len("\n".join(page)) <= 12 or len(page) == 1 for page in pages)
    assert cut_into_pages(["ยาว" * 10], 5) == [["ยาว" * 10]]


def numbers(text):
    return [line.split()[0] for line in text.splitlines() if line.startswith("#")]


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_pages_of_a_list_show_every_issue_once(language):
    words = words_for(language, BANGKOK)
    command = words.command(Kind.LIST)
    found, page, asked = [], 1, True
    while asked:
        text = words.open_issues(MANY, NOW, page)
        found += numbers(text)
        page += 1
        asked = f"{command} {page}" in text

    assert found == [f"#{each.number}" for each in MANY]
    assert page > 3
    assert f"{command} {page - 1}" in words.open_issues(MANY, NOW, 99)
    assert words.command(Kind.STATUS) + " 99" in words.open_issues(MANY, NOW, 99)


def test_a_list_says_how_many_issues_are_left():
    done = [replace(each, assignments=()) for each in MANY[100:]]
    open_and_done = [*MANY[:100], *done]

    first = WORDS.open_issues(open_and_done, NOW)

    assert f"และอีก {150 - len(numbers(first))} รายการ" in first


HINT = "มี 1 หน้า หากหมายถึงประเด็น #3: พิมพ์ #สถานะ 3"


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (WORDS.open_issues(MANY[:2], NOW, 3), "#2 "),
        (WORDS.open_issues([], NOW, 3), "ไม่มีประเด็นที่เปิดอยู่"),
        (WORDS.mine([], [], NOW, 3), "ไม่มีประเด็นค้างรายงาน"),
        (WORDS.mine([HUGE.assignments[0].agency], MANY[:2], NOW, 3), "#2 "),
        (WORDS.nobody_overdue(3), "ไม่มีหน่วยงานที่เกินกำหนด"),
        (WORDS.intake(Intake(0, (), (), (), 0, ()), (), page=3), "รายชื่อ"),
    ],
)
def test_the_number_of_an_issue_behind_a_list_of_one_page_gives_the_list(told, shown):
    assert shown in told
    assert HINT in told


def test_what_is_told_of_one_issue_names_the_issue_and_the_page():
    every = issue(1, [replace_name(each) for each in range(400)], NOW)

    first = WORDS.status_of(every, NOW)
    second = WORDS.status_of(every, NOW, page=2)

    assert "พิมพ์ #สถานะ 1 หน้า 2" in first
    assert "พิมพ์ #สถานะ 1 หน้า 2" not in second
    assert "#สถานะ 9" not in WORDS.status_of(every, NOW, page=9)


def replace_name(number):
    return replace(HUGE.assignments[0].agency, code=f"X-{number}", name_th=f"กรมที่ {number} " * 9)


def test_the_pages_of_the_overdue_card_show_every_issue_once():
    now = NOW + timedelta(days=400)

    pages = cards.overdue_pages(MANY, WORDS, now)

    assert [each.number for page in pages for each in page] == [each.number for each in MANY]
    for page in pages:
        shown = cards.overdue_card(page, WORDS, now)["body"]["contents"]
        assert sum(part["type"] == "box" for part in shown) == len(page)
        # The text is all that is seen where LINE refuses the card.
        text = WORDS.overdue_list(page, now, of=MANY)
        assert all(f"#{each.number} " in text for each in page)


def test_the_roster_names_everybody_page_by_page():
    agencies = tuple(replace_name(number) for number in range(200))
    people = tuple((f"ผู้รายงาน {number} ใจดี", ()) for number in range(800))
    stands = Intake(200, agencies, (), (), 800, people)

    told, page = WORDS.intake(stands, ()), 1
    while f"พิมพ์ #ทะเบียน {page + 1}" in told:
        page += 1
        told += WORDS.intake(stands, (), page=page)

    assert page > 1
    assert all(each.name_th in told for each in agencies)
    assert all(name in told for name, _ in people)
    assert "ใจดี" not in WORDS.intake(stands, (), openly=True)
