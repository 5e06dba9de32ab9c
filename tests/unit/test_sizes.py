"""However much there is to tell, it fits into what LINE takes, and says what was left out."""

from dataclasses import replace
from datetime import timedelta

import pytest
from monday import BANGKOK, NOW, thai_agencies
from test_cards import HUGE, issue

from domain import cards
from domain.agencies import Agency, AgencyKind
from domain.rendering import LARGEST_CARD, MOST_OBJECTS, card_bytes, render
from domain.say import Mention, Say
from domain.words import words_for
from simulator.messages.check import Destination, check_messages

YESTERDAY = NOW - timedelta(days=1)
LONG_NAMES = [
    Agency(f"X-{number}", "กรมที่มีชื่อยาว" * 20, "ย" * 300, "", AgencyKind.OTHER, "INDEP")
    for number in range(20)
]
LATE = [issue(number, LONG_NAMES, YESTERDAY, headline="ข่าวลวง" * 40) for number in range(40)]
MANY = [replace(HUGE, number=number, headline="ย" * 300) for number in range(300)]


@pytest.fixture(params=["th", "en"])
def words(request):
    return words_for(request.param, BANGKOK)


def checked(say):
    rendered = render([say])
    check_messages(rendered.messages, Destination(known=False))
    assert rendered.used == 1
    return rendered.messages


def test_the_overdue_card_shows_as_many_issues_as_lines_limit_allows(words):
    card = cards.overdue_card(LATE, words, NOW)

    (message,) = checked(Say("late", card=card))

    assert message["type"] == "flex"
    shown = [part for part in card["body"]["contents"] if part["type"] == "box"]
    assert 3 < len(shown) < cards.ISSUES_SHOWN
    assert card["body"]["contents"][-1]["text"] == words.card_more(len(LATE) - len(shown))


def test_instead_of_a_card_that_is_too_large_its_text_is_said(words):
    card = cards.overdue_card(LATE[:2], words, NOW) | {"styles": {"x": "ก" * LARGEST_CARD}}
    assert card_bytes(card) > LARGEST_CARD

    alone = checked(Say("ย" * 7000, card=card))
    called = checked(Say("text", (Mention("U1", "Nok"),), card, call="call"))

    assert [each["type"] for each in alone] == ["text", "text"]
    assert [each["type"] for each in called] == ["text", "textV2"]


def test_a_list_that_was_asked_for_says_how_many_more_there_are(words):
    every = thai_agencies()
    listed = words.open_issues(MANY, NOW)
    mine = words.mine(every[:1], MANY, NOW)
    stands = words.status_of(issue(agencies=[*every, *LONG_NAMES] * 4), NOW)

    for text in (listed, mine, stands):
        assert words.more(7, "รายการ").split("7")[0] in text
        assert len(checked(Say(text))) <= MOST_OBJECTS
