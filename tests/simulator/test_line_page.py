"""What the page makes of messages: runs of text, and CSS from Flex properties."""

import pytest

from simulator.page import flex_style
from simulator.page.template_cards import as_flex
from simulator.page.text import Run, runs


def told(message):
    return [(run.kind, run.text) for run in runs(message, {})]


def test_mentions_are_cut_in_utf16_units():
    mention = {"mentionees": [{"index": 3, "length": 3}]}

    assert told({"type": "text", "text": "😀 @นก มา", "mention": mention}) == [
        ("text", "😀 "),
        ("mention", "@นก"),
        ("text", " มา"),
    ]


def test_a_link_stands_apart():
    assert told({"type": "text", "text": "ดู https://a.go.th/1 ค่ะ"})[1] == (
        "link",
        "https://a.go.th/1",
    )


def test_placeholders_become_names_and_doubled_braces_one():
    mention = {"type": "mention", "mentionee": {"type": "user", "userId": "U1"}}
    message = {"type": "textV2", "text": "{a} {{x}}", "substitution": {"a": mention}}

    assert runs(message, {"U1": "นก"}) == [Run("mention", "@นก"), Run("text", " {x}")]


@pytest.mark.parametrize(
    ("part", "css"),
    [
        ({"type": "text", "flex": 3}, "flex:3 1 0%;margin-left:8px"),
        ({"type": "icon"}, "flex:0 0 auto;margin-left:8px"),
        ({"type": "text", "flex": 0, "margin": "xxl"}, "flex:0 0 auto;margin-left:20px"),
        ({"type": "box", "width": "40px"}, "flex:0 0 auto;margin-left:8px"),
        ({"type": "text", "gravity": "center"}, "flex:1 1 0%;margin-left:8px;align-self:center"),
    ],
)
def test_a_component_shares_a_horizontal_box(part, css):
    parent = {"layout": "horizontal", "spacing": "md"}

    assert flex_style.placed(part, parent, first=False) == css


@pytest.mark.parametrize(
    "value", ["red;position:fixed", "url(x)", "#12345", "12em", "calc(1px)", "-", 7]
)
def test_nothing_but_lines_own_values_gets_into_css(value):
    hostile = dict.fromkeys(("backgroundColor", "paddingAll", "cornerRadius", "width"), value)

    assert flex_style.box({"layout": "vertical", **hostile}) == "flex-direction:column"


def test_a_template_is_drawn_as_a_card():
    action = {"type": "postback", "label": "ได้", "data": "yes"}
    card = as_flex({"type": "confirm", "text": "ตกลงไหม", "actions": [action]})

    assert card["body"]["contents"][0]["text"] == "ตกลงไหม"
    assert card["footer"]["contents"][0]["action"] == action
