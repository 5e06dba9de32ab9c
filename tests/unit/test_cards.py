"""Cards keep to LINE's limits however large an issue is, and their plain text is complete."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from linebot.v3.messaging.models import Message
from monday import BANGKOK, NOW, thai_agencies

from domain import cards
from domain.agencies import AgencyKind
from domain.announcements import report_told
from domain.chat.commands import Urgency
from domain.issues.assignments import AssignmentStatus
from domain.rendering import LONGEST_ALT_TEXT, render
from domain.say import Say
from domain.text import clip, utf16_length
from domain.views import AssignmentView, Filed, IssueView
from domain.words import words_for
from simulator.messages.check import Destination, check_messages

DUE = NOW + timedelta(hours=5)
MINISTRIES = [each for each in thai_agencies() if each.kind is AgencyKind.MINISTRY]
FAMILY = "👨‍👩‍👧"
NASTY = f'น้ำท่วม {{p0}} "ลวง" \\n <b>&amp; {FAMILY} ﷽ '


def issue(
    number=1, agencies=MINISTRIES[:2], deadline=DUE, status=AssignmentStatus.ASSIGNED, **more
):
    """An issue with the fewest facts."""
    parts = tuple(AssignmentView(agency, status, deadline) for agency in agencies)
    return IssueView(number, number, **({"headline": "น้ำท่วม"} | more), deadline=deadline,
                     assignments=parts)  # fmt: skip


HUGE = issue(
    agencies=MINISTRIES[:20],
    headline=("ข่าวลือเรื่องน้ำท่วม" * 30)[:300],
    detail="รายละเอียดยาวมาก " * 320,
    links=(f"https://example.go.th/{'ก' * 1180}",) * 5,
    reference="ที่ นร 1200/ว 1 ลงวันที่ 19 มกราคม 2560",
    urgency=Urgency.MOST_URGENT,
)
ISSUES = {
    "small": issue(),
    "huge": HUGE,
    "nasty": issue(headline=NASTY * 5, detail=NASTY * 200, links=("https://example.com/{x}",)),
    "emoji": issue(headline=FAMILY * 60, detail=FAMILY * 900),
    "with a plain link": issue(links=("http://example.com/1",)),
    "with a Thai link": issue(links=("https://example.com/ข่าว น้ำ",)),
    "with everybody": issue(agencies=thai_agencies()),
}


@pytest.fixture(params=["th", "en"])
def words(request):
    return words_for(request.param, BANGKOK, with_thai_digits=True)


def test_each_overdue_agency_is_late_by_its_own_deadline():
    first, second = MINISTRIES[:2]
    late = issue(deadline=NOW - timedelta(hours=6))
    later = AssignmentView(second, AssignmentStatus.ASSIGNED, NOW - timedelta(hours=4))
    late = replace(late, assignments=(later, late.assignments[0]))
    thai = words_for("th", BANGKOK)

    text, card = thai.overdue_list([late], NOW), cards.overdue_card([late], thai, NOW)

    for said in (text, json.dumps(card, ensure_ascii=False)):
        places = [said.index(part) for part in (first.name_th, second.name_th)]
        assert places == sorted(places)
        assert said.index("เกินกำหนด 6 ชม.") < said.index("เกินกำหนด 4 ชม.")


def checked(say: Say) -> dict:
    """Render one card as LINE gets it, and check it as LINE does."""
    (message,) = render([say]).messages
    check_messages([message], Destination())
    Message.from_dict(message)
    return message


@pytest.mark.parametrize("name", ISSUES)
def test_an_issues_card_keeps_to_the_limits(name, words):
    shown = ISSUES[name]
    text = words.issue_text(shown, NOW)

    message = checked(Say(text, card=cards.issue_card(shown, words, NOW)))

    assert message["type"] == "flex"
    assert message["altText"] == text or utf16_length(text) > LONGEST_ALT_TEXT
    assert utf16_length(message["altText"]) <= LONGEST_ALT_TEXT


def test_a_card_shows_what_an_agency_must_know(words):
    shown = issue(links=("https://news.example.com/1",), urgency=Urgency.URGENT, reference="นร 1")

    card = json.dumps(cards.issue_card(shown, words, NOW), ensure_ascii=False)

    for part in (
        shown.headline,
        words.agency(MINISTRIES[0]),
        words.agency(MINISTRIES[1]),
        words.fully(DUE),
        words.urgency(Urgency.URGENT),
        "https://news.example.com/1",
        "นร 1",
    ):
        assert part in card


def test_a_card_leaves_out_who_was_withdrawn(words):
    gone = issue(status=AssignmentStatus.CANCELLED)

    card = json.dumps(cards.issue_card(gone, words, NOW), ensure_ascii=False)

    assert words.agency(MINISTRIES[0]) not in card


REPORTS = {
    "short": "น้ำลดแล้ว",
    "as long as it fits": "ก" * cards.JUDGED_UNITS,
    "too long": "ก" * cards.JUDGED_UNITS + "ข",
    "nasty": NASTY * 200,
}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("going_on", [False, True])
def test_what_must_be_judged_is_the_largest_and_darkest_text(name, going_on, words):
    text, shown = REPORTS[name], issue(headline=HUGE.headline, workspace="main")
    filed = Filed(1, NOW, text, going_on=going_on)
    card = cards.report_card(shown, shown.assignments[0], filed, words)
    checked(Say("x", card=card))
    judged = clip(text, cards.JUDGED_UNITS)

    assert weight_of(judged, card) > max(weight_of(each, card) for each in texts(card) - {judged})
    assert (words.card_whole_report() in texts(card)) == (judged != text)

    asked = cards.request_card(shown, 1, text, words)
    checked(Say("x", card=asked))
    assert weight_of(judged, asked) > max(
        weight_of(each, asked) for each in texts(asked) - {judged}
    )


@pytest.mark.parametrize(("files", "told"), [(0, ""), (1, "แนบไฟล์ 1 ไฟล์"), (2, "แนบไฟล์ 2 ไฟล์")])
def test_who_judges_is_told_how_many_files_came(files, told):
    words, shown = words_for("th", BANGKOK), issue(workspace="main")
    filed = Filed(1, NOW, "น้ำลด", files=files)
    said = report_told(shown, shown.assignments[0], filed, words)

    assert ("แนบไฟล์" in said.text) == bool(files)
    assert told in said.text
    assert (told in texts(said.card)) == bool(files)


def text_parts(card):
    return [each for each in card["body"]["contents"] if each["type"] == "text"]


def texts(card) -> set[str]:
    return {each["text"] for each in text_parts(card)}


def weight_of(text, card) -> tuple[int, bool]:
    """How large a line is, then whether it is as dark as any."""
    (found,) = (each for each in text_parts(card) if each["text"] == text)
    return ["xs", "sm", "md"].index(found["size"]), found["color"] == cards.INK


def test_every_card_has_one_left_edge(words):
    late = issue(deadline=NOW - timedelta(days=1), workspace="main")
    drawn = [
        cards.issue_card(late, words, NOW),
        cards.report_card(late, late.assignments[0], Filed(1, NOW, "x"), words),
        cards.request_card(late, 1, "x", words),
        cards.progress_card(late, 1, "x", words),
        cards.overdue_card([late], words, NOW),
    ]

    for card in drawn:
        blocks = [card[name] for name in ("header", "body", "footer") if name in card]
        assert {each["paddingAll"] for each in blocks} == {cards.EDGE}
        assert not any({"paddingStart", "offsetStart"} & set(each) for each in blocks)


@pytest.mark.parametrize("count", [1, 10, 11, 60])
def test_the_overdue_card_keeps_to_the_limits(count, words):
    late = NOW - timedelta(days=1)
    issues = [
        issue(number, MINISTRIES[:20], late, headline=HUGE.headline)
        for number in range(1, count + 1)
    ]
    text = words.overdue_list(issues, NOW)

    message = checked(Say(text, card=cards.overdue_card(issues, words, NOW)))

    shown = json.dumps(message, ensure_ascii=False)
    assert "#1 " in shown
    assert (words.card_more(count - 10) in shown) == (count > 10)


def test_a_text_for_phones_without_cards_names_what_does_not_fit(words):
    late = [issue(number, deadline=NOW - timedelta(days=1)) for number in range(1, 61)]

    text = words.overdue_list(late, NOW)

    assert "#1 " in text
    assert "#list" in text or "#60" in text or "#รายการ" in text
