"""From says to LINE's message objects."""

from datetime import UTC

import pytest

from domain.chat.buttons import Press, read_tap
from domain.rendering import LONGEST_ALT_TEXT, LONGEST_TEXT, is_fancy, offer, plain, render, split
from domain.say import Choice, Mention, Say
from domain.text import utf16_length

CARD = {"type": "bubble"}


def person(number: int) -> Mention:
    return Mention(f"U{number}", f"คน {number}")


def texts(rendered):
    return [message["text"] for message in rendered.messages]


def test_plain_text_stays_as_it_is():
    rendered = render([Say("สวัสดี {x}", about=7)])

    assert rendered.messages == [{"type": "text", "text": "สวัสดี {x}"}]
    assert (rendered.about, rendered.used) == ([7], 1)


def test_nothing_to_say_is_no_message():
    assert render([]).messages == []


def test_mentions_stand_in_a_line_of_their_own_and_braces_are_doubled():
    rendered = render([Say("ด่วน {1}", mentions=(person(1), person(2)))])

    assert rendered.messages == [
        {
            "type": "textV2",
            "text": "{p0} {p1}\nด่วน {{1}}",
            "substitution": {
                "p0": {"type": "mention", "mentionee": {"type": "user", "userId": "U1"}},
                "p1": {"type": "mention", "mentionee": {"type": "user", "userId": "U2"}},
            },
        }
    ]


def test_more_than_twenty_mentions_take_several_objects():
    rendered = render([Say("ด่วน", mentions=tuple(map(person, range(45))), about=3)])

    assert [len(message["substitution"]) for message in rendered.messages] == [20, 20, 5]
    assert texts(rendered)[2].endswith("\nด่วน")
    assert rendered.about == [3, 3, 3]


def test_a_long_text_goes_behind_its_mentions():
    rendered = render([Say("ก" * LONGEST_TEXT, mentions=(person(1),))])

    assert [message["type"] for message in rendered.messages] == ["textV2", "text"]
    assert texts(rendered) == ["{p0}", "ก" * LONGEST_TEXT]


def test_a_card_carries_its_text_as_alt_text_within_the_limit():
    short, long = render([Say("ย่อ", card=CARD)]), render([Say("😀" * 800, card=CARD)])

    assert short.messages == [{"type": "flex", "altText": "ย่อ", "contents": CARD}]
    assert utf16_length(long.messages[0]["altText"]) <= LONGEST_ALT_TEXT


def test_people_are_called_before_a_card():
    rendered = render([Say("ย่อ", mentions=(person(1),), card=CARD, about=2)])

    assert [message["type"] for message in rendered.messages] == ["textV2", "flex"]
    assert rendered.about == [2, 2]


def test_five_says_stay_apart_and_more_are_joined_from_the_end():
    five = render([Say(str(number), about=number) for number in range(5)])
    seven = render([Say(str(number), about=number) for number in range(7)])

    assert texts(five) == ["0", "1", "2", "3", "4"]
    assert texts(seven) == ["0", "1", "2", "3", "4\n\n5\n\n6"]
    assert (seven.about, seven.used) == ([0, 1, 2, 3, None], 7)


def test_what_does_not_fit_is_left_for_the_next_request():
    cards = [Say(str(number), card=CARD) for number in range(7)]

    assert (len(render(cards).messages), render(cards).used) == (5, 5)
    assert render(cards[5:]).used == 2


def test_texts_are_not_joined_beyond_their_limit():
    says = [Say("ก" * 3000) for _ in range(7)]

    assert render(says).used == 5


def test_the_order_is_kept_around_a_card():
    says = [Say("a"), Say("b"), Say("c", card=CARD), Say("d"), Say("e"), Say("f")]

    rendered = render(says)

    assert [message.get("text", "card") for message in rendered.messages] == [
        "a", "b", "card", "d", "e\n\nf"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", [""]),
        ("abc", ["abc"]),
        ("abcd\nefgh\nij", ["abcd\nefgh", "ij"]),
        ("abcdefghi\n\n", ["abcdefghi"]),
        ("abcdefghijklm", ["abcdefghi", "jklm"]),
        ("กรม, กขค, งจฉช", ["กรม, กขค,", "งจฉช"]),
        ("ก, abcdefghij", ["ก, abcdef", "ghij"]),
        ("😀😀😀😀😀😀", ["😀😀😀😀", "😀😀"]),
        ("่" * 14, ["่" * 5, "่" * 9]),
    ],
)
def test_long_texts_are_cut_at_line_ends_behind_commas_or_between_clusters(text, parts):
    assert split(text, 10) == parts


def test_a_text_too_long_for_five_objects_is_cut():
    rendered = render([Say("ก" * 30_000), Say("next")])

    assert (len(rendered.messages), rendered.used) == (5, 1)


def test_everything_can_be_said_plainly():
    says = [
        Say("ด่วน {1}", mentions=(person(1),), about=1),
        Say("ย่อ", mentions=(person(2),), card=CARD, about=2),
        Say("ธรรมดา", about=3),
    ]
    fancy = render(says)

    simple = plain(fancy.messages, fancy.about)

    assert texts(simple) == ["ด่วน {1}", "ย่อ", "ธรรมดา"]
    assert simple.about == [1, 2, 3]
    assert (is_fancy(fancy.messages), is_fancy(simple.messages)) == (True, False)


def test_choices_stand_below_the_last_object_within_the_limits_of_line() -> None:
    long = Choice("กรมทรัพยากรทางทะเลและชายฝั่ง", "ถึง กรมทรัพยากรทางทะเลและชายฝั่ง")
    say = Say("x", choices=(long, Choice("x", "ย" * 301), *[Choice("12", "12")] * 20))

    messages = offer(
        [{"type": "text", "text": "x"}, {"type": "text", "text": "y"}], [say, Say("y")]
    )

    items = [item["action"] for item in messages[1]["quickReply"]["items"]]
    assert "quickReply" not in messages[0]
    assert (len(items), items[1]["text"]) == (13, "12")
    assert items[0] == {"type": "message", "label": "กรมทรัพยากรทางทะเล…", "text": long.text}
    assert is_fancy(messages)
    assert plain(messages, [None, None]).messages == [
        {"type": "text", "text": "x"},
        {"type": "text", "text": "y"},
    ]


def test_a_choice_behind_which_something_is_typed_is_put_on_the_keyboard() -> None:
    say = Say("x", choices=(Choice("คัดค้าน #12", "#คัดค้าน 12", begins=True),))
    (message,) = offer([{"type": "text", "text": "x"}], [say])

    (item,) = message["quickReply"]["items"]
    assert item["action"] == {
        "type": "postback",
        "label": "คัดค้าน #12",
        "data": "1|write|-|0",
        "inputOption": "openKeyboard",
        "fillInText": "#คัดค้าน 12 ",
    }
    tapped = read_tap(item["action"]["data"], "", UTC)
    assert tapped is not None
    assert tapped.press is Press.WRITE
