"""How webhook events are read: mentions, members, and what may be missing."""

from datetime import UTC, datetime

import pytest
from fakes import MONDAY, event, text_event

from bot.inbox.events import EventType, Mention, matters, read_event

NOK, LEK = f"U{1:032x}", f"U{2:032x}"


def mentioning(text, *cuts, emojis=()):
    """An event whose text mentions people; a cut is (index, length, user id or None)."""
    listed = [
        {"index": index, "length": length, "type": "user", **({"userId": user} if user else {})}
        for index, length, user in cuts
    ]
    drawn = [{"index": index, "length": length, "emojiId": "1"} for index, length in emojis]
    message = {"mention": {"mentionees": listed}, "emojis": drawn}
    return read_event(text_event(text, message=message))


def test_a_text_in_a_group_is_read_whole():
    raw = text_event("#list", message={"id": "77", "quotedMessageId": "55"}, replyToken="r")

    read = read_event(raw)

    assert (read.type, read.at, read.mode) == (EventType.MESSAGE, MONDAY, "active")
    assert read.chat == read.group_id == raw["source"]["groupId"]
    assert (read.user_id, read.reply_token) == (NOK, "r")
    assert (read.message_id, read.quoted_message_id, read.text) == ("77", "55", "#list")


@pytest.mark.parametrize(
    ("source", "chat", "group_id", "user_id"),
    [
        ({"type": "user", "userId": NOK}, NOK, None, NOK),
        ({"type": "room", "roomId": "R1", "userId": NOK}, "R1", None, NOK),
        ({"type": "group", "groupId": "C1"}, "C1", "C1", None),
    ],
)
def test_the_chat_is_where_an_answer_goes(source, chat, group_id, user_id):
    read = read_event(text_event("#list", source=source))

    assert (read.chat, read.group_id, read.user_id) == (chat, group_id, user_id)


def test_the_time_is_lines_own_in_milliseconds():
    read = read_event(text_event("#list", timestamp=1_795_400_000_123))

    assert read.at == datetime(2026, 11, 23, 2, 13, 20, 123000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "cuts", "found"),
    [
        ("ถึง @สมชาย ใจดี ครับ", [(4, 11, NOK)], [("@สมชาย ใจดี", NOK, 4)]),
        # The emoji takes two UTF-16 units; LINE does not say which unit it counts in.
        ("😀 @Nok @Lek", [(3, 4, NOK), (8, 4, LEK)], [("@Nok", NOK, 2), ("@Lek", LEK, 7)]),
        ("😀 @Nok @Lek", [(2, 4, NOK), (7, 4, None)], [("@Nok", NOK, 2), ("@Lek", None, 7)]),
        ("@Nok", [(1, 3, NOK)], []),
        ("@Nok", [(90, 3, NOK), (-1, 4, NOK), (0, 0, NOK)], []),
    ],
)
def test_mentions_are_cut_out_of_the_text(text, cuts, found):
    assert mentioning(text, *cuts).mentions == tuple(Mention(*each) for each in found)


def test_a_mention_before_a_command_does_not_hide_it():
    assert matters(mentioning("@Saphan Bot @Nok #list\n@Nok x", (0, 11, None), (12, 4, NOK)))


@pytest.mark.parametrize(
    ("text", "emojis", "cut"),
    [
        ("()#issue", [(0, 2)], "🙂#issue"),
        ("(moon)(smile)#report 12 ok(star)", [(0, 6), (6, 7), (26, 6)], "🙂🙂#report 12 ok🙂"),
        ("😀(moon) #list", [(2, 6)], "😀🙂 #list"),  # UTF-16 units
        ("😀(moon) #list", [(1, 6)], "😀🙂 #list"),  # characters
        ("#list (1)", [(6, 3)], "#list 🙂"),
        ("#list now", [(0, 5), (6, 3), (90, 2), (-1, 2)], "#list now"),  # text is never cut out
        ("(a)b", [(0, 3), (0, 3)], "🙂b"),
    ],
)
def test_lines_own_emoji_is_one_character(text, emojis, cut):
    assert mentioning(text, emojis=emojis).text == cut


def test_mentions_behind_emoji_are_found_where_they_stand_now():
    read = mentioning("(moon) @Nok #1 #list", (7, 7, NOK), emojis=[(0, 6)])

    assert (read.text, read.mentions) == ("🙂 @Nok #1 #list", (Mention("@Nok #1", NOK, 2),))
    assert matters(read)


@pytest.mark.parametrize(
    ("raw", "field", "value"),
    [
        (event("unsend", unsend={"messageId": "7"}), "unsent_message_id", "7"),
        (event("postback", postback={"data": "ack:1"}), "postback_data", "ack:1"),
        (event("join", joined={"members": [{"userId": NOK}]}), "members", ()),
        (event("memberLeft", left={"members": [{"userId": NOK}, {}, 5]}), "members", (NOK,)),
        (event("memberJoined", joined={"members": [{"userId": LEK}]}), "members", (LEK,)),
        (event("memberJoined", joined={"members": "all"}), "members", ()),
        (event("memberJoined", joined=None), "members", ()),
        (event(replyToken="x" * 65), "reply_token", None),
        (event(message={"type": "sticker", "id": "1", "text": "#list"}), "text", None),
    ],
)
def test_each_kind_of_event_has_its_part(raw, field, value):
    assert getattr(read_event(raw), field) == value


@pytest.mark.parametrize(
    "text", ["#list", "＃ｌｉｓｔ", "  #LIST", "ครับ\n#รายงาน 1 เรียบร้อย", "😀 #list"]
)
def test_commands_matter(text):
    assert matters(read_event(text_event(text)))


@pytest.mark.parametrize("text", ["สวัสดี", "> #list", "มี #list ในข้อความ", "", "#"])
def test_talk_does_not_matter(text):
    assert not matters(read_event(text_event(text)))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ABCDE-FGHIJ", "#ลงทะเบียน ABCDE-FGHIJ"),
        ("abcd2-efghi ค่ะ", "#ลงทะเบียน abcd2-efghi"),
        # Codes are letters and digits at random: a half may be of one kind, typed in either case.
        *[(f"{code} ครับ", f"#ลงทะเบียน {code}") for code in ("GEZA6-56332", "54242-PNAB4")],
        *[(code, f"#ลงทะเบียน {code}") for code in ("geza6-56332", "pnabx-lqwer", "Pnabx-lqwer")],
        *[(said, said) for said in ("12345-67890", "10000-20000", "ช่วง 10000-20000")],
    ],
)
def test_in_the_private_chat_a_code_alone_is_a_code(typed, read):
    assert read_event(text_event(typed, source={"type": "user", "userId": NOK})).text == read
