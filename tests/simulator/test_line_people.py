"""What people do: messages, mentions, edits, unsends, taps, membership - and the events sent."""

from datetime import timedelta

import pytest

from simulator.model import events
from simulator.model.clock import SimulatedClock
from simulator.model.errors import CannotDo
from simulator.model.membership import Membership
from simulator.model.phones import Phones
from simulator.model.platform import Platform

pytestmark = pytest.mark.anyio


def test_a_text_in_a_group_is_an_event_with_the_common_properties(cast):
    entry = cast.phones.says(cast.group, cast.nok, "#issue น้ำท่วม")
    [event] = cast.events()
    assert event["source"] == {"type": "group", "groupId": cast.group, "userId": cast.nok}
    assert (event["type"], event["mode"]) == ("message", "active")
    assert event["timestamp"] == 1795399200000
    assert len(event["webhookEventId"]) == 26
    assert event["deliveryContext"] == {"isRedelivery": False}
    message = event["message"]
    assert (message["id"], message["text"]) == (entry.id, "#issue น้ำท่วม")
    assert message["quoteToken"] == entry.quote_token
    assert message["markAsReadToken"] in cast.platform.read_tokens


def test_an_event_tells_the_time_at_which_its_message_stands_in_the_chat():
    platform = Platform(clock=SimulatedClock(running=True))
    person = Membership(platform).new_person("Nok", friend=True).user_id

    entry = Phones(platform).says(person, person, "#list")

    event = platform.webhooks.drain()[-1].events[-1]
    assert event["timestamp"] == int(entry.at.timestamp() * 1000)


def test_a_private_text_comes_from_the_user(cast):
    cast.phones.says(cast.nok, cast.nok, "#join 1234")
    assert cast.events()[0]["source"] == {"type": "user", "userId": cast.nok}


def test_without_consent_there_is_no_user_id(cast):
    cast.platform.people.person(cast.nok).consented = False
    cast.phones.says(cast.group, cast.nok, "hello")
    cast.phones.says(cast.group, cast.lek, "@Nok hello")
    first, second = cast.events()
    assert "userId" not in first["source"]
    assert "userId" not in second["message"]["mention"]["mentionees"][0]


def test_where_the_bot_is_not_nothing_is_heard(cast):
    group = cast.membership.new_group("private", [cast.nok], with_bot=False).group_id
    cast.phones.says(group, cast.nok, "hello")
    assert cast.events() == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Nok hello", [(0, 4, "Nok")]),
        ("😀 @Lek และ @Nok", [(3, 4, "Lek"), (12, 4, "Nok")]),
        ("@Nok Noi", [(0, 8, "Nok Noi")]),
        ("@All", [(0, 4, None)]),
        ("@Som is not here, a@b neither", []),
        ("@Saphan #help", [(0, 7, "Saphan")]),
    ],
)
def test_a_typed_name_of_a_member_is_a_mention_in_utf16_units(cast, text, found):
    noi = cast.membership.new_person("Nok Noi").user_id
    cast.membership.joins(cast.group, noi)
    cast.phones.says(cast.group, cast.lek, text)
    ids = {"Nok": cast.nok, "Lek": cast.lek, "Nok Noi": noi}
    ids["Saphan"] = cast.platform.channel.bot_user_id
    mentionees = cast.events()[-1]["message"].get("mention", {}).get("mentionees", [])
    seen = [(each["index"], each["length"], each.get("userId")) for each in mentionees]
    assert seen == [(index, length, ids.get(name)) for index, length, name in found]
    assert [each.get("isSelf") for each in mentionees] == [
        None if name is None else name == "Saphan" for *_, name in found
    ]


def test_a_quoting_answer_names_the_quoted_message_only(cast):
    first = cast.phones.says(cast.group, cast.nok, "one")
    cast.phones.says(cast.group, cast.lek, "two", quote=first.id)
    assert cast.events()[-1]["message"]["quotedMessageId"] == first.id
    with pytest.raises(CannotDo):
        cast.phones.says(cast.nok, cast.nok, "three", quote=first.id)


def test_an_edit_keeps_the_id_and_gives_new_tokens(cast):
    cast.phones.says(cast.group, cast.nok, "one")
    [said] = cast.events()
    cast.phones.edits(cast.nok, said["message"]["id"], "two")
    [edited] = cast.events()
    assert (edited["type"], edited["message"]["text"]) == ("messageEdited", "two")
    assert edited["message"]["id"] == said["message"]["id"]
    assert edited["replyToken"] != said["replyToken"]
    assert edited["message"]["quoteToken"] != said["message"]["quoteToken"]
    assert "markAsReadToken" not in edited["message"]
    chats = cast.platform.chats
    assert chats.quotable(said["message"]["quoteToken"], cast.group).text == "two"


async def test_an_unsend_empties_the_message_and_its_content(cast):
    message = {"type": "image"}
    entry = cast.phones.sends(cast.group, cast.nok, message, b"png", "image/png")
    cast.phones.unsends(cast.nok, entry.id)
    event = cast.events()[-1]
    assert (event["type"], event["unsend"]) == ("unsend", {"messageId": entry.id})
    assert "replyToken" not in event
    assert (entry.text, entry.message, entry.unsent) == ("", {}, True)
    answer = await cast.line.call("GET", f"/v2/bot/message/{entry.id}/content")
    assert answer.status == 410


@pytest.mark.parametrize(
    ("kind", "fields", "absent"),
    [
        ("image", {"contentProvider", "quoteToken"}, set()),
        ("video", {"contentProvider", "quoteToken", "duration"}, set()),
        ("audio", {"contentProvider", "duration"}, {"quoteToken"}),
        ("file", {"fileName", "fileSize"}, {"quoteToken", "contentProvider"}),
    ],
)
async def test_attachments_carry_the_fields_of_their_kind(cast, sim, kind, fields, absent):
    message_id = await sim.sends_file(
        cast.group, cast.nok, b"12345", "video/mp4", kind=kind, name="a.mp4"
    )
    entry = cast.platform.chats.entry(message_id)
    carried = set(events.message(entry, "x")["message"])
    assert fields <= carried
    assert not absent & carried


def test_joining_and_leaving_tell_who(cast):
    cast.membership.joins(cast.group, cast.stranger)
    cast.membership.leaves(cast.group, cast.stranger)
    joined, left = cast.events()
    member = {"type": "user", "userId": cast.stranger}
    assert joined["joined"] == {"members": [member]}
    assert left["left"] == {"members": [member]}
    assert ("replyToken" in joined, "replyToken" in left) == (True, False)
    assert joined["source"] == {"type": "group", "groupId": cast.group}


def test_the_bot_can_be_removed_and_invited_again(cast):
    cast.membership.removes_bot(cast.group)
    cast.membership.invites_bot(cast.group)
    left, joined = cast.events()
    assert (left["type"], joined["type"]) == ("leave", "join")
    assert ("replyToken" in left, "replyToken" in joined) == (False, True)


def test_following_blocking_and_unblocking(cast):
    for act in ("follows", "blocks", "follows"):
        getattr(cast.membership, act)(cast.nok)
    first, second, third = cast.events()
    assert [each["type"] for each in (first, second, third)] == ["follow", "unfollow", "follow"]
    assert (first["follow"], third["follow"]) == ({"isUnblocked": False}, {"isUnblocked": True})


@pytest.mark.parametrize(
    "act",
    [
        lambda cast: cast.phones.says(cast.group, cast.stranger, "hello"),
        lambda cast: cast.phones.says(cast.lek, cast.nok, "hello"),
        lambda cast: cast.phones.says(cast.group, cast.nok, ""),
        lambda cast: cast.phones.edits(cast.nok, "1", "x"),
        lambda cast: cast.membership.joins(cast.group, cast.nok),
        lambda cast: cast.membership.leaves(cast.group, cast.stranger),
        lambda cast: cast.membership.invites_bot(cast.group),
        lambda cast: cast.membership.new_group("x", ["nobody"]),
        lambda cast: cast.membership.new_person(" "),
        lambda cast: cast.platform.clock.advance(timedelta(seconds=-1)),
    ],
)
def test_what_cannot_be_done_on_a_phone_is_impossible(cast, act):
    with pytest.raises(CannotDo):
        act(cast)
    assert cast.events() == []


def test_only_ones_own_text_in_a_group_can_be_edited(cast):
    said = cast.phones.says(cast.group, cast.nok, "one")
    private = cast.phones.says(cast.nok, cast.nok, "one")
    for person, message in ((cast.lek, said.id), (cast.nok, private.id)):
        with pytest.raises(CannotDo):
            cast.phones.edits(person, message, "two")


def test_a_blocked_account_cannot_be_written_to(cast):
    cast.membership.blocks(cast.nok)
    with pytest.raises(CannotDo):
        cast.phones.says(cast.nok, cast.nok, "hello")


def test_a_group_takes_500_people(cast):
    while len(cast.platform.people.group(cast.group).members) < 500:
        cast.membership.joins(cast.group, cast.membership.new_person("x").user_id)
    with pytest.raises(CannotDo):
        cast.membership.joins(cast.group, cast.stranger)


def test_a_channel_may_forbid_groups(cast):
    cast.platform.channel.groups_allowed = False
    with pytest.raises(CannotDo):
        cast.membership.new_group("x", [cast.nok])


async def test_a_tap_on_a_postback_shows_its_text_and_tells_the_bot(cast):
    action = {"type": "postback", "label": "Seen", "data": "ack:1", "displayText": "รับทราบ"}
    buttons = {"type": "buttons", "text": "x", "actions": [action]}
    message = {"type": "template", "altText": "x", "template": buttons}
    await cast.line.push(cast.group, [message])
    sent = cast.platform.chats.last(cast.group)
    cast.phones.taps(cast.lek, sent.id, "Seen", {})
    assert cast.platform.chats.last(cast.group).text == "รับทราบ"
    [event] = cast.events()
    assert (event["type"], event["postback"]) == ("postback", {"data": "ack:1"})
    assert event["source"]["userId"] == cast.lek
    assert (
        await cast.line.reply(event["replyToken"], [{"type": "text", "text": "ok"}])
    ).status == 200


async def test_a_date_picker_sends_its_value(cast):
    picker = {"type": "datetimepicker", "label": "When", "data": "due", "mode": "date"}
    contents = {
        "type": "bubble",
        "body": {
            "type": "box",
            "layout": "vertical",
            "contents": [{"type": "button", "action": picker}],
        },
    }
    await cast.line.push(cast.group, [{"type": "flex", "altText": "x", "contents": contents}])
    sent = cast.platform.chats.last(cast.group)
    cast.phones.taps(cast.lek, sent.id, "due", {"date": "2026-11-25"})
    assert cast.events()[0]["postback"] == {"data": "due", "params": {"date": "2026-11-25"}}


async def test_a_quick_reply_vanishes_below_a_newer_message(cast):
    item = {"type": "action", "action": {"type": "message", "label": "Help", "text": "#help"}}
    message = {"type": "text", "text": "x", "quickReply": {"items": [item]}}
    await cast.line.push(cast.group, [message])
    sent = cast.platform.chats.last(cast.group)
    cast.phones.taps(cast.lek, sent.id, "Help", {})
    assert cast.events()[0]["message"]["text"] == "#help"
    with pytest.raises(CannotDo):
        cast.phones.taps(cast.lek, sent.id, "Help", {})


async def test_only_buttons_of_the_bot_can_be_tapped(cast):
    said = cast.phones.says(cast.group, cast.nok, "hello")
    with pytest.raises(CannotDo):
        cast.phones.taps(cast.lek, said.id, "x", {})
    await cast.line.push(cast.group, [{"type": "text", "text": "x"}])
    with pytest.raises(CannotDo):
        cast.phones.taps(cast.lek, cast.platform.chats.last(cast.group).id, "x", {})
