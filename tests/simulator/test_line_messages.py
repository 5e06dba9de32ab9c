"""Message objects: which LINE takes, which it refuses."""

import pytest

from simulator.messages.check import Destination, check_messages, plain_text
from simulator.model.errors import LineRefused

NOK = "U" + "1" * 32
GROUP = Destination(group=True, members={NOK: "นก"})
URL = "https://example.com/a.png"
BOX = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "x"}]}
BUBBLE = {"type": "bubble", "body": BOX}


def text(length: int, letter: str = "ก") -> dict:
    return {"type": "text", "text": letter * length}


def v2(words: str, **substitution: dict) -> dict:
    return {"type": "textV2", "text": words, "substitution": substitution}


def mention(user_id: str = NOK) -> dict:
    return {"type": "mention", "mentionee": {"type": "user", "userId": user_id}}


EMOJI = {"type": "emoji", "productId": "5a8555cfe6256cc92ea23c2a", "emojiId": "002"}
ALL = {"type": "mention", "mentionee": {"type": "all"}}


def flex(contents: dict, alt: str = "x") -> dict:
    return {"type": "flex", "altText": alt, "contents": contents}


def carousel(count: int, **first: str) -> dict:
    return flex({"type": "carousel", "contents": [{**BUBBLE, **first}] + [BUBBLE] * (count - 1)})


def body_with(part: dict) -> dict:
    return flex({"type": "bubble", "body": {**BOX, "contents": [part]}})


def button(action: dict) -> dict:
    return body_with({"type": "button", "action": action})


def postback(label: str = "x", data: str = "x", **more: str) -> dict:
    return {"type": "postback", "label": label, "data": data, **more}


def picker(mode: str = "datetime", **more: str) -> dict:
    return {"type": "datetimepicker", "label": "x", "data": "x", "mode": mode, **more}


def uri(address: str) -> dict:
    return {"type": "uri", "label": "x", "uri": address}


def quick(count: int, **action: str) -> dict:
    item = {"type": "action", "action": {**postback(), **action}}
    return {**text(1), "quickReply": {"items": [item] * count}}


def template(**parts: object) -> dict:
    return {"type": "template", "altText": "x", "template": parts}


def columns(count: int, **more: object) -> list[dict]:
    return [{"text": "x", "actions": [postback()], **more}] * count


IMAGE = {"type": "image", "originalContentUrl": URL, "previewImageUrl": URL}
PLACE = {"type": "location", "title": "x", "address": "x", "latitude": 13.7, "longitude": 100.5}
BUTTONS = {"type": "buttons", "text": "x", "actions": [postback()]}
CONFIRM = {"type": "confirm", "text": "x", "actions": [postback(), postback()]}
PICTURES = [{"imageUrl": URL, "action": postback("x" * 12)}]

GOOD = {
    "text of 5,000": text(5000),
    "2,500 emoji": text(2500, "😀"),
    "text with emoji": {
        "type": "text",
        "text": "😀$",
        "emojis": [{"index": 2, "productId": "p", "emojiId": "1"}],
    },
    "textV2 with member": v2("{a}: {b} {{x}}", a=mention(), b=ALL),
    "20 mentions": v2("{a}" * 20, a=mention()),
    "20 emoji": v2("{a}" * 20, a=EMOJI),
    "key of 20": v2("{" + "k" * 20 + "}", **{"k" * 20: EMOJI}),
    "bubble": flex(BUBBLE),
    "altText of 1,500": flex(BUBBLE, "ก" * 1500),
    "12 bubbles": carousel(12),
    "spans": body_with({"type": "text", "contents": [{"type": "span", "text": "x"}]}),
    "button label of 40": button(postback("ก" * 40, "x" * 300)),
    "picker": button(picker(initial="2026-11-25t15:00")),
    "tel": button(uri("tel:1300")),
    "13 quick replies": quick(13, label="ก" * 20),
    "camera": {
        **text(1),
        "quickReply": {"items": [{"type": "action", "action": {"type": "camera", "label": "x"}}]},
    },
    "image": IMAGE,
    "video": {**IMAGE, "type": "video"},
    "audio": {"type": "audio", "originalContentUrl": URL, "duration": 1000},
    "sticker": {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    "location": PLACE,
    "buttons": template(**{**BUTTONS, "text": "x" * 160, "actions": [postback()] * 4}),
    "confirm": template(**CONFIRM),
    "carousel template": template(type="carousel", columns=columns(10)),
    "image carousel": template(type="image_carousel", columns=PICTURES * 10),
    "sender": {**text(1), "sender": {"name": "x" * 20, "iconUrl": URL}},
}

BAD = {
    "no object": "hello",
    "no type": {"text": "x"},
    "unknown type": {"type": "file"},
    "type no text": {"type": ["text"]},
    "empty text": text(0),
    "text a number": {"type": "text", "text": 5},
    "text of 5,001": text(5001),
    "2,501 emoji": text(2501, "😀"),
    "emoji elsewhere": {
        "type": "text",
        "text": "😀$",
        "emojis": [{"index": 1, "productId": "p", "emojiId": "1"}],
    },
    "21 emoji in text": {
        "type": "text",
        "text": "$" * 21,
        "emojis": [{"index": i, "productId": "p", "emojiId": "1"} for i in range(21)],
    },
    "open brace": v2("{a"),
    "closing brace": v2("a}"),
    "empty braces": v2("{}"),
    "user text with brace": v2("{a} {b", a=mention()),
    "missing substitution": v2("{a}"),
    "key of 21": v2("{" + "k" * 21 + "}", **{"k" * 21: EMOJI}),
    "Thai key": v2("{ก}", **{"ก": EMOJI}),
    "101 substitutions": v2("x", **{f"k{number}": EMOJI for number in range(101)}),
    "21 mentions": v2("{a}" * 21, a=mention()),
    "21 emoji": v2("{a}" * 21, a=EMOJI),
    "stranger mentioned": v2("{a}", a=mention("U" + "2" * 32)),
    "bad mentionee": v2("{a}", a={"type": "mention", "mentionee": {"type": "bot"}}),
    "altText of 1,501": flex(BUBBLE, "ก" * 1501),
    "no altText": flex(BUBBLE, ""),
    "13 bubbles": carousel(13),
    "no bubble": flex({"type": "carousel", "contents": []}),
    "two widths": carousel(2, size="giga"),
    "empty bubble": flex({"type": "bubble"}),
    "bubble over 30 KB": body_with({"type": "text", "text": "ก" * 10_300}),
    "carousel over 50 KB": flex(
        {
            "type": "carousel",
            "contents": [body_with({"type": "text", "text": "ก" * 9_000})["contents"]] * 2,
        }
    ),
    "unknown component": body_with({"type": "table"}),
    "unknown field": body_with({"type": "text", "text": "x", "bold": True}),
    "unknown layout": flex({"type": "bubble", "body": {**BOX, "layout": "grid"}}),
    "empty Flex text": body_with({"type": "text", "text": ""}),
    "empty span": body_with({"type": "text", "contents": [{"type": "span", "text": ""}]}),
    "image over HTTP": body_with({"type": "image", "url": "http://example.com/a.png"}),
    "button without action": body_with({"type": "button"}),
    "label of 41": button(postback("ก" * 41)),
    "no label": button({"type": "postback", "data": "x"}),
    "data of 301": button(postback(data="x" * 301)),
    "no data": button({"type": "postback", "label": "x"}),
    "displayText of 301": button(postback(displayText="x" * 301)),
    "displayText and text": button(postback(displayText="x", text="x")),
    "message of 301": button({"type": "message", "label": "x", "text": "x" * 301}),
    "uri of 1,001": button(uri("https://example.com/" + "x" * 981)),
    "javascript": button(uri("javascript:alert(1)")),
    "clipboard of 1,001": button({"type": "clipboard", "label": "x", "clipboardText": "x" * 1001}),
    "picker mode": button(picker("month")),
    "picker with zone": button(picker(initial="2026-11-25t15:00+07:00")),
    "camera outside quick reply": button({"type": "camera", "label": "x"}),
    "14 quick replies": quick(14),
    "quick reply label of 21": quick(1, label="ก" * 21),
    "quick reply without action": {**text(1), "quickReply": {"items": [{"type": "action"}]}},
    "image without preview": {"type": "image", "originalContentUrl": URL},
    "image over plain HTTP": {**IMAGE, "originalContentUrl": "http://example.com/a.png"},
    "address of 2,001": {**IMAGE, "previewImageUrl": URL + "x" * 2000},
    "sticker without package": {"type": "sticker", "stickerId": "1"},
    "place of 101": {**PLACE, "title": "x" * 101},
    "buttons text of 161": template(**{**BUTTONS, "text": "x" * 161}),
    "buttons text of 61 with title": template(**{**BUTTONS, "title": "x", "text": "x" * 61}),
    "buttons title of 41": template(**{**BUTTONS, "title": "x" * 41}),
    "5 buttons": template(**{**BUTTONS, "actions": [postback()] * 5}),
    "template label of 21": template(**{**BUTTONS, "actions": [postback("x" * 21)]}),
    "confirm with one action": template(**{**CONFIRM, "actions": [postback()]}),
    "confirm text of 241": template(**{**CONFIRM, "text": "x" * 241}),
    "11 columns": template(type="carousel", columns=columns(11)),
    "column text of 121": template(type="carousel", columns=columns(1, text="x" * 121)),
    "4 column actions": template(type="carousel", columns=columns(1, actions=[postback()] * 4)),
    "image carousel label of 13": template(
        type="image_carousel", columns=[{"imageUrl": URL, "action": postback("x" * 13)}]
    ),
    "unknown template": template(type="poll"),
    "sender of 21": {**text(1), "sender": {"name": "x" * 21}},
    "unknown quote": {**text(1), "quoteToken": "x"},
}


@pytest.mark.parametrize("message", GOOD.values(), ids=GOOD.keys())
def test_line_takes(message):
    check_messages([message], GROUP)


@pytest.mark.parametrize("message", BAD.values(), ids=BAD.keys())
def test_line_refuses(message):
    with pytest.raises(LineRefused) as refused:
        check_messages([text(1), message], GROUP)
    assert refused.value.status == 400
    details = refused.value.body["details"]
    assert refused.value.body["message"] == f"The request body has {len(details)} error(s)"
    assert all(each["property"].startswith("messages[1]") for each in details)


@pytest.mark.parametrize(
    ("destination", "refused"),
    [
        (GROUP, False),
        (Destination(), True),
        (Destination(mentions=False), True),
        (Destination(known=False), False),
        (Destination(mentions=False, known=False), True),
    ],
)
def test_mentions_need_a_group_and_a_reply_or_push(destination, refused):
    messages = [v2("{a}", a=mention())]
    if refused:
        with pytest.raises(LineRefused):
            check_messages(messages, destination)
    else:
        check_messages(messages, destination)


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (text(1), "ก"),
        (v2("{{{a}}} {b} {c}", a=mention(), b=ALL, c=EMOJI), "{@นก} @All (emoji)"),
        (flex(BUBBLE, "ประเด็น #1"), "ประเด็น #1"),
        (PLACE, "x"),
        (IMAGE, "[image]"),
    ],
)
def test_a_message_reads_without_pictures(message, shown):
    assert plain_text(message, {NOK: "นก"}) == shown


@pytest.mark.anyio
@pytest.mark.parametrize("host", ["127.0.0.1:8010", "localhost", "[::1]:80"])
async def test_a_picture_over_http_on_loopback_is_taken_with_a_remark(cast, host):
    url = f"http://{host}/a.png"
    image = {
        "type": "image",
        "originalContentUrl": url,
        "previewImageUrl": IMAGE["previewImageUrl"],
    }
    assert (await cast.line.push(cast.group, [image])).status == 200
    line = cast.platform.ledger[-1]
    assert line.broken == ""
    assert line.remark == (
        "messages[0].originalContentUrl: HTTP on loopback is taken here; LINE wants HTTPS"
    )
    assert (await cast.line.push(cast.group, [IMAGE])).status == 200
    assert cast.platform.ledger[-1].remark == ""


@pytest.mark.anyio
async def test_a_remark_is_no_fault_but_a_fault_beside_it_counts(cast):
    url = "http://localhost/a.png"
    image = {"type": "image", "originalContentUrl": url, "previewImageUrl": "http://example.com/"}
    answer = await cast.line.push(cast.group, [image])
    assert [each["property"] for each in answer.body["details"]] == ["messages[0].previewImageUrl"]
