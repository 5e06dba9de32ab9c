"""Every kind of webhook that the simulator sends is one that LINE could send."""

import pytest
from judging import judged, schemas
from linebot.v3 import WebhookParser
from linebot.v3.models import UnknownEvent

from simulator.model.errors import CannotDo

SENT = {
    "image": {},
    "image of an album": {"type": "image", "imageSet": {"id": "x", "index": 1, "total": 2}},
    "video": {},
    "audio": {},
    "file": {"fileName": "a.pdf"},
    "sticker": {"packageId": "446", "stickerId": "1988"},
    "message sticker": {
        **{"type": "sticker", "packageId": "1", "stickerId": "2", "text": "ไปแล้ว"},
        **{"stickerResourceType": "MESSAGE", "keywords": ["go"]},
    },
    "location": {"latitude": 13.7, "longitude": 100.5},
    "named location": {
        **{"type": "location", "title": "ทำเนียบ", "address": "กทม."},
        **{"latitude": 13, "longitude": 100},
    },
}
PICKERS = {
    "date": ("2026-11-25", ["2026-11-31", "25.11.2026", "2026-11-25T09:00", "", "nonsense"]),
    "time": ("09:00", ["9:00", "24:00", "09:00:00"]),
    "datetime": ("2026-11-25T09:00", ["2026-11-25t09:00", "2026-11-25 09:00", "2026-11-25"]),
}


def sends(cast, kind, chat=""):
    message = {"type": kind, **SENT[kind]} if "type" not in SENT[kind] else SENT[kind]
    body = b"" if message["type"] in ("sticker", "location") else b"123"
    return cast.phones.sends(chat or cast.group, cast.nok, message, body, "x/y")


def everything(cast):
    """Do all that people can do."""
    yield cast.phones.says(cast.group, cast.nok, "@Lek @All @Saphan มา")
    said = cast.phones.says(cast.group, cast.nok, "หนึ่ง")
    yield cast.phones.says(cast.group, cast.lek, "สอง", quote=said.id)
    for kind in SENT:
        yield sends(cast, kind)
        yield sends(cast, kind, cast.nok)
    yield cast.phones.says(cast.nok, cast.nok, "คนเดียว")
    yield cast.phones.edits(cast.nok, said.id, "@Lek สาม")
    yield cast.phones.unsends(cast.nok, said.id)
    yield cast.phones.posts_back(cast.group, cast.nok, "ack:1")
    yield cast.phones.posts_back(cast.nok, cast.nok, "due", {"time": "09:00"})
    yield cast.membership.joins(cast.group, cast.stranger)
    yield cast.membership.leaves(cast.group, cast.stranger)
    yield cast.membership.removes_bot(cast.group)
    yield cast.membership.invites_bot(cast.group)
    yield cast.membership.follows(cast.nok)
    yield cast.membership.blocks(cast.nok)
    cast.platform.people.person(cast.lek).consented = False
    yield cast.phones.says(cast.group, cast.lek, "@Lek ไม่ยินยอม")


@pytest.mark.parametrize("size", [1, 100])
def test_all_that_people_do_is_sent_as_the_specification_has_it(cast, size):
    cast.platform.webhooks.batch_size = size
    for _ in everything(cast):
        pass
    parser = WebhookParser(cast.platform.channel.secret)
    kinds, contents = set(), set()
    for batch in cast.platform.webhooks.drain():
        assert judged(batch) == []
        for event in parser.parse(batch.body.decode(), batch.headers["x-line-signature"]):
            assert not isinstance(event, UnknownEvent)
        kinds |= {event["type"] for event in batch.events}
        contents |= {e["message"]["type"] for e in batch.events if "message" in e}
    # What a group and a private chat never see, or what needs more than a message.
    others = {"videoPlayComplete", "beacon", "accountLink", "membership", "module", "delivery"}
    others |= {"activated", "deactivated", "botSuspended", "botResumed"}
    assert kinds == set(schemas()["Event"]["discriminator"]["mapping"]) - others
    assert contents == set(schemas()["MessageContent"]["discriminator"]["mapping"])


def test_a_request_without_events_and_a_redelivered_one_are_as_specified(cast):
    webhooks = cast.platform.webhooks
    assert judged(webhooks.check()) == []
    webhooks.redelivery.count = 1
    cast.phones.says(cast.group, cast.nok, "x")
    webhooks.settle(webhooks.next(), 500)
    cast.platform.clock.advance(webhooks.redelivery.after)
    [again] = cast.events()
    assert again["deliveryContext"]["isRedelivery"]


@pytest.mark.parametrize(
    "message",
    [
        {"type": "sticker", "stickerId": "1"},
        {"type": "sticker", "packageId": "1", "stickerId": "1", "stickerResourceType": "LOUD"},
        {"type": "sticker", "packageId": "1", "stickerId": "1", "colour": "red"},
        {"type": "location", "title": "ทำเนียบ"},
        {"type": "location", "latitude": 91, "longitude": 0},
        {"type": "location", "latitude": float("nan"), "longitude": 0},
        {"type": "image"},
        {"type": "text", "text": "x"},
        {"type": "hologram"},
        {},
    ],
)
def test_what_line_would_not_send_cannot_be_sent(cast, message):
    with pytest.raises(CannotDo, match=r"\.$"):
        cast.phones.sends(cast.group, cast.nok, message)
    assert cast.events() == []


@pytest.mark.anyio
@pytest.mark.parametrize("mode", PICKERS)
async def test_a_date_picker_gives_its_own_form_within_its_bounds(cast, mode):
    good, nonsense = PICKERS[mode]
    picker = {"type": "datetimepicker", "label": "When", "data": "due", "mode": mode}
    plain = {"type": "buttons", "text": "x", "actions": [picker, {**picker, "label": "Bound"}]}
    plain["actions"][1] |= {"min": good, "max": good}
    await cast.line.push(cast.group, [{"type": "template", "altText": "x", "template": plain}])
    sent = cast.platform.chats.last(cast.group).id
    for params in [{}, {"colour": good}, *({mode: each} for each in nonsense)]:
        with pytest.raises(CannotDo, match=f"A date picker gives `{mode}`"):
            cast.phones.taps(cast.lek, sent, "When", params)
    later = good.replace("9", "8") if mode == "time" else good.replace("2026", "2027")
    with pytest.raises(CannotDo, match="goes from"):
        cast.phones.taps(cast.lek, sent, "Bound", {mode: later})
    assert cast.events() == []
    cast.phones.taps(cast.lek, sent, "When", {mode: good})
    assert cast.events()[0]["postback"] == {"data": "due", "params": {mode: good}}


def test_a_bare_postback_takes_no_nonsense_either(cast):
    with pytest.raises(CannotDo, match="A date picker gives"):
        cast.phones.posts_back(cast.group, cast.nok, "due", {"date": "tomorrow"})
