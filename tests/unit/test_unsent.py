"""What is said of a message that was unsent: the same, without its words."""

import pytest

from domain.chat.commands import (
    Cancel,
    Fields,
    FileReport,
    IssueNo,
    Kind,
    Malformed,
    NearMiss,
)
from domain.chat.mistakes import Mistake, Problem
from domain.rendering import LONGEST_ALT_TEXT, LONGEST_CHOICE
from domain.unsent import in_words, pieces_of, without, words_of

LONG = "น้ำท่วมขังถนนสายหลักทั้งเมืองตั้งแต่เช้ามืด"


@pytest.mark.parametrize(
    ("said", "text", "left"),
    [
        ("ประเด็น #1 น้ำท่วม แล้ว", "น้ำท่วม", "ประเด็น #1 … แล้ว".replace("…", "(-)")),
        ("น้ำท่วม", "น้ำท่วม", "(-)"),
        ("เหตุผล: ไม่ครบ\nกำหนด", "ไม่ครบ", "เหตุผล: (-)\nกำหนด"),
        ("“ไม่ครบ” (ไม่ครบ)", "ไม่ครบ", "“(-)” ((-))"),
        # A short text is no part of another word.
        ("ตีกลับแล้ว", "ลับ", "ตีกลับแล้ว"),
        ("#12 ครบ", "1", "#12 ครบ"),
        # A long one is known by its beginning, wherever it was cut.
        (f"#1 {LONG[:30]}…\nถึง", LONG, "#1 (-)\nถึง"),
        (f"#1 {LONG} {LONG}", LONG, "#1 (-) (-)"),
        (f"#1 {LONG[:20]} อื่น", LONG, f"#1 {LONG[:20]} อื่น"),
        ("{p0}\n{{ก}} {{ก}}", "{ก}", "{p0}\n(-) (-)"),
        ("ไม่มีอะไร", "", "ไม่มีอะไร"),
    ],
)
def test_a_phrase_stands_for_what_is_quoted(said, text, left):
    assert in_words(said, [text], "(-)") == left


def test_the_longer_of_two_texts_goes_first():
    assert in_words("ก ข ค", ["ก", "ก ข ค"], "(-)") == "(-)"


def test_only_words_are_changed_in_a_message_and_its_link_is_left_out():
    postback = {"type": "postback", "data": "1|ack|ลับ|1", "label": "ลับ"}
    button = {"type": "button", "action": postback}
    link = {
        "type": "button",
        "action": {"type": "uri", "uri": "https://x.go.th", "label": "ต้นเรื่อง"},
    }
    body = {"type": "text", "text": "ลับ", "wrap": True}

    said = [
        {
            "type": "flex",
            "altText": "#1 ลับ https://x.go.th",
            "contents": {"body": {"contents": [body, button, link]}},
        }
    ]

    assert without(said, ["ลับ", "https://x.go.th"], "(-)") == [
        {
            "type": "flex",
            "altText": "#1 (-) (-)",
            "contents": {"body": {"contents": [body | {"text": "(-)"}, button]}},
        }
    ]


def test_a_phrase_that_is_longer_than_the_words_makes_no_text_too_long():
    many = " a" * 700
    card = {"type": "flex", "altText": many, "contents": {"type": "bubble"}}
    tap = {"type": "message", "label": "put right", "text": many[:300]}

    assert len(without(card, {"a"}, "(taken back)")["altText"]) <= LONGEST_ALT_TEXT
    assert len(without(tap, {"a"}, "(taken back)")["text"]) <= LONGEST_CHOICE
    assert len(without({"text": many}, {"a"}, "(taken back)")["text"]) == 700 * 13


def test_the_words_of_a_command_are_its_texts_and_links():
    report = FileReport(IssueNo(1), "ชี้แจง", ("https://x.go.th",))
    fields = Fields(Kind.REPORT, report, title="หัวข้อ", body="เนื้อ", urls=("https://y.go.th",))

    assert words_of(fields) == {"หัวข้อ", "เนื้อ", "ชี้แจง", "https://x.go.th", "https://y.go.th"}
    assert words_of(Fields(Kind.CANCEL, Cancel(IssueNo(1), "ผิด"))) == {"ผิด"}


def test_an_answer_may_quote_what_was_not_understood():
    problems = (Problem(Mistake.UNKNOWN_AGENCY, said="กรมลับ"), Problem(Mistake.MISSING_TITLE))

    assert pieces_of(Fields(Kind.ISSUE, Malformed(Kind.ISSUE, problems))) == {"กรมลับ"}
    assert pieces_of(Fields(Kind.ISSUE, NearMiss("isue", Kind.ISSUE))) == {"isue"}
    assert pieces_of(Fields(Kind.CANCEL, Cancel(IssueNo(1), "ผิด"))) == set()
