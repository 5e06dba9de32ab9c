"""Whom a say calls within one push, and whom it names instead."""

from zoneinfo import ZoneInfo

import pytest

from domain.agencies import Agency, AgencyKind
from domain.people_to_call import MOST_CALLS, call
from domain.rendering import LONGEST_TEXT, MOST_OBJECTS, render
from domain.say import Mention, Say
from domain.text import utf16_length
from domain.words import words_for

BANGKOK = ZoneInfo("Asia/Bangkok")
WORDS = words_for("th", BANGKOK)
CARD = {"type": "bubble"}


def agency(number):
    return Agency(f"A{number}", f"กรมที่{number:03}", f"No. {number}", "", AgencyKind.DEPARTMENT, "M")


def staffed(count, each=1, name="สมชาย รักษ์น้ำ"):
    """So many agencies with so many people each."""
    return {
        agency(number): [
            Mention(f"U{number}-{person}", f"{name} {number}-{person}") for person in range(each)
        ]
        for number in range(count)
    }


def agencies_called(say):
    return {mention.user_id.partition("-")[0] for mention in say.mentions}


@pytest.mark.parametrize(("count", "each"), [(1, 1), (7, 3), (81, 1), (101, 2), (300, 3)])
@pytest.mark.parametrize("words", [WORDS, words_for("en", BANGKOK)], ids=["th", "en"])
def test_a_new_issue_calls_all_it_can_in_one_push_and_keeps_its_sentence(count, each, words):
    people = staffed(count, each)

    said = call(Say("ประเด็น", card=CARD, call="โปรดรายงาน"), people, "lot", words)
    rendered = render([said])

    assert len(said.mentions) == min(80, count * each)
    assert len(agencies_called(said)) == min(80, count)
    assert len(rendered.messages) <= MOST_OBJECTS
    assert "โปรดรายงาน" in rendered.messages[-1]["text"]
    assert utf16_length(rendered.messages[-1]["text"]) <= LONGEST_TEXT


@pytest.mark.parametrize("count", [82, 90, 92])
def test_up_to_a_dozen_agencies_without_a_call_are_all_named(count):
    people = staffed(count, 2) | {agency(500): []}

    said = call(Say("ประเด็น", card=CARD, call="โปรดรายงาน"), people, "lot", WORDS)

    named = {each for each in people if WORDS.agency(each) in said.call}
    assert len(named) == count + 1 - 80 if count < 92 else len(named) == 5
    assert {f"U{each.code[1:]}" for each in named}.isdisjoint(agencies_called(said))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            WORDS,
            "โปรดรายงาน\nเรียนอีก 41 หน่วยงานด้วย: {names} และอีก 36 หน่วยงาน\n"
            "ดูครบทุกหน่วยงาน: พิมพ์ #สถานะ ตามด้วยเลขประเด็น ในแชตส่วนตัวกับระบบ",
        ),
        (
            words_for("en", BANGKOK),
            "โปรดรายงาน\nAlso for 41 agencies: {names} and 36 more\n"
            "For every agency type #status and the issue's number in a private chat with me",
        ),
    ],
    ids=["th", "en"],
)
def test_of_many_without_a_call_the_first_few_are_named_and_where_all_stand(words, told):
    people = staffed(120, 2) | {agency(500): []}

    said = call(Say("ประเด็น", card=CARD, call="โปรดรายงาน"), people, "lot", words)

    called = agencies_called(said)
    left = [words.agency(each) for each in people if f"U{each.code[1:]}" not in called]
    assert said.call == told.format(names=", ".join(left[:5]))


def test_agencies_beyond_the_room_of_a_text_are_counted():
    text = "ก" * (LONGEST_TEXT - 560)

    said = call(Say(text), staffed(120), "lot", WORDS)

    named = said.text.count("กรมที่")
    assert 0 < named < 5
    assert f"และอีก {100 - named} หน่วยงาน\n" in said.text
    assert len(render([said]).messages) == 1


def test_agencies_that_a_text_names_already_are_not_named_again():
    people = staffed(120)
    text = f"เลื่อนกำหนดของ {WORDS.agencies(people)}"

    assert call(Say(text), people, "lot", WORDS).text == text


@pytest.mark.parametrize("units", [4300, 4700, 5000, 9000])
def test_a_long_text_is_said_whole_however_many_are_called(units):
    text = "ก" * units

    said = call(Say(text), staffed(300, 3), "lot", WORDS)
    rendered = render([said])

    assert said.mentions
    assert len(rendered.messages) <= MOST_CALLS
    assert sum(message["text"].count("ก") for message in rendered.messages) >= units


def test_names_of_any_length_do_not_cost_the_text():
    said = call(Say("ก" * 4000), staffed(120, name="ข" * 190), "lot", WORDS)

    rendered = render([said])

    assert len(rendered.messages) <= MOST_CALLS
    assert "ก" * 4000 in rendered.messages[-1]["text"]


def test_a_reminder_calls_twenty_in_one_object_and_names_the_others():
    people = staffed(30, 3)

    said = call(Say("เตือน"), people, "lot", WORDS)

    called = {mention.user_id for mention in said.mentions}
    named = [agency for agency, staff in people.items() if WORDS.agency(agency) in said.text]
    assert len(called) == 20
    assert named == [
        agency
        for agency, staff in people.items()
        if called.isdisjoint(mention.user_id for mention in staff)
    ]
    assert len(render([said]).messages) == 1


def test_with_nobody_to_call_nobody_is_addressed():
    say = Say("ประเด็น", card=CARD, call="โปรดรายงาน")

    assert call(say, {agency(1): []}, "lot", WORDS) == Say("ประเด็น", card=CARD)
    assert call(say, {}, "lot", WORDS) == Say("ประเด็น", card=CARD)
