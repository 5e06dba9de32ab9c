"""Bodies of calls to the simulator, well formed, and the ways in which they are spoilt."""

import json
import random
from typing import Any

Body = dict[str, Any]


def deep(levels: int) -> Any:
    """Return Flex boxes in each other."""
    part: Any = {"type": "text", "text": "x"}
    for _ in range(levels):
        part = {"type": "box", "layout": "vertical", "contents": [part]}
    return part


HALF = "\ud83d"
ODD: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 10**18, 10**30, 1e300, float("nan"), float("inf"), -float("inf")),
    *("", " ", "x", HALF, f"a{HALF}b", "\x00", "😀" * 30, "x" * 6000, "{", "{a}", "$", "@", "<b>"),
    *("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2026-11-23T09:00:00", "2026-11-25"),
    *("http://127.0.0.1:99999/", "http://[::1", "http://127.0.0.1/a.png", "https://x"),
    *([], {}, [None], {"type": None}, {"type": "text"}, [[]], "1e999"),
    *(deep(30), deep(300)),
)
_TEXTS = tuple(each for each in ODD if isinstance(each, str))

_POSTBACK = {"type": "postback", "label": "Seen", "data": "ack:1", "displayText": "รับทราบ"}
_PICKER = {"type": "datetimepicker", "label": "When", "data": "due", "mode": "datetime"}
_LINK = {"type": "uri", "label": "Go", "uri": "https://example.go.th"}
_QUICK = {"items": [{"type": "action", "action": _POSTBACK}, {"type": "action", "action": _PICKER}]}
_PICTURE = "https://example.go.th/a.png"
_BUBBLE = {
    "type": "bubble",
    "hero": {"type": "image", "url": _PICTURE, "action": _LINK},
    "body": {
        "type": "box",
        "layout": "vertical",
        "contents": [
            {"type": "text", "text": "น้ำท่วม", "wrap": True, "flex": 1, "maxLines": 2},
            {"type": "text", "contents": [{"type": "span", "text": "x", "color": "#112233"}]},
            {"type": "button", "action": _PICKER, "style": "primary", "color": "#112233"},
            {"type": "separator", "margin": "md"},
        ],
    },
}
_BUTTONS = {"type": "buttons", "text": "x", "title": "t", "actions": [_POSTBACK, _PICKER]}
_COLUMN = {"text": "x", "actions": [_POSTBACK]}
_MESSAGES: list[Body] = [
    {"type": "text", "text": "สวัสดี $", "emojis": [{"index": 7, "productId": "1", "emojiId": "1"}]},
    {
        "type": "textV2",
        "text": "{a} {{x}}",
        "substitution": {
            "a": {"type": "mention", "mentionee": {"type": "user", "userId": "{userId}"}}
        },
    },
    {"type": "text", "text": "x", "quickReply": _QUICK, "sender": {"name": "เจ้าหน้าที่"}},
    {"type": "flex", "altText": "x", "contents": _BUBBLE},
    {"type": "flex", "altText": "x", "contents": {"type": "carousel", "contents": [_BUBBLE]}},
    {"type": "template", "altText": "x", "template": _BUTTONS},
    {"type": "template", "altText": "x", "template": {"type": "carousel", "columns": [_COLUMN]}},
    {"type": "image", "originalContentUrl": _PICTURE, "previewImageUrl": _PICTURE},
    {"type": "video", "originalContentUrl": _PICTURE, "previewImageUrl": _PICTURE},
    {"type": "audio", "originalContentUrl": _PICTURE, "duration": 1000},
    {"type": "location", "title": "x", "address": "x", "latitude": 13.7, "longitude": 100.5},
    {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    {
        "type": "imagemap",
        "altText": "x",
        "baseUrl": "https://example.go.th/map",
        "baseSize": {"width": 1040, "height": 1040},
        "actions": [
            {
                "type": "uri",
                "linkUri": "https://x",
                "area": {"x": 0, "y": 0, "width": 9, "height": 9},
            }
        ],
    },
]
_SENT: list[Body] = [{"messages": [each]} for each in _MESSAGES]
LINE_BODIES: dict[str, list[Body]] = {
    "replyMessage": [{"replyToken": "{replyToken}", **each} for each in _SENT],
    "pushMessage": [{"to": "{chat}", **each} for each in _SENT],
    "multicast": [{"to": ["{userId}"], **each} for each in _SENT],
    "broadcast": _SENT,
    "narrowcast": [{"recipient": {}, "filter": {}, "limit": {"max": 1}, **each} for each in _SENT],
    "showLoadingAnimation": [{"chatId": "{userId}", "loadingSeconds": 5}],
    "markMessagesAsReadByToken": [{"markAsReadToken": "x"}],
    "setWebhookEndpoint": [{"endpoint": "https://example.go.th/webhook"}],
    "testWebhookEndpoint": [{"endpoint": "https://example.go.th/webhook"}],
}
LINE_BODIES |= {
    f"validate{kind}": _SENT for kind in ("Reply", "Push", "Multicast", "Narrowcast", "Broadcast")
}
_CHAT, _MESSAGE = "/simulator/chats/{chat}", "/simulator/messages/{message}"
OUR_BODIES: dict[str, list[Body]] = {
    "POST /simulator/people": [{"name": "Nok", "friend": True, "about": "x"}],
    "PATCH /simulator/people/{person}": [{"name": "Nok", "about": "ปภ. · ผู้รายงาน"}],
    "POST /simulator/groups": [{"name": "IR", "members": ["{person}"], "with_bot": True}],
    "POST /simulator/groups/{group}/members": [{"person": "{person}"}],
    f"POST {_CHAT}/messages": [
        {"person": "{person}", "text": "#help @คน 1", "quote": "{message}"},
        {"person": "{person}", "message": {"type": "sticker", "packageId": "1", "stickerId": "2"}},
        {
            "person": "{person}",
            "message": {"type": "location", "title": "x", "latitude": 1.5, "longitude": 100},
        },
    ],
    f"POST {_CHAT}/postbacks": [
        {"person": "{person}", "data": "ack:1"},
        {"person": "{person}", "data": "due", "params": {"date": "2026-11-25"}},
    ],
    f"PATCH {_MESSAGE}": [{"person": "{person}", "text": "x"}],
    f"POST {_MESSAGE}/taps": [
        {"person": "{person}", "choice": "Seen", "params": {}},
        {"person": "{person}", "choice": "due", "params": {"datetime": "2026-11-25T09:00"}},
    ],
    "POST /simulator/clock": [
        {"at": "2026-11-25T09:00:00+07:00", "advance_seconds": 60, "running": False}
    ],
    "POST /simulator/faults/api": [
        {"kind": "status", "operation": "pushMessage", "times": 1, "status": 500, "seconds": 0}
    ],
    "PUT /simulator/faults/webhooks": [{"duplicate": 1, "reorder": 2, "drop": 1, "hold": False}],
    "PUT /simulator/conditions/{name}": [{"on": True}],
    "PUT /simulator/quota": [{"limit": 300, "used": 5}],
    "PATCH /simulator/channel": [
        {"webhook_url": "http://127.0.0.1:1/webhook", "verified": True, "groups_allowed": True}
    ],
    "PATCH /simulator/delivery": [
        {"batch_size": 2, "redelivery_count": 1, "redelivery_after_seconds": 5}
    ],
}


def odd_text(chance: random.Random) -> str:
    """Return an odd text."""
    return chance.choice(_TEXTS)


def spoilt(chance: random.Random, body: Body) -> Body | bytes | None:
    """Return a body as it is, without one property, with one odd value, or torn as bytes."""
    what = chance.random()
    if what < 0.2:
        return body
    if what < 0.25:
        return None
    places = list(_places(body))
    for _ in range(chance.choice((1, 1, 2))):
        if not places:
            break
        holder, key = chance.choice(places)
        if isinstance(holder, dict) and chance.random() < 0.15:
            holder.pop(key, None)
        elif isinstance(holder, list) or key in holder:
            holder[key] = chance.choice(ODD)
    if what > 0.9:
        return _torn(chance, json.dumps(body, ensure_ascii=chance.random() < 0.5))
    return body


def _places(part: Any) -> Any:
    """Yield each place of a body: what holds it, and its key or index."""
    pairs = part.items() if isinstance(part, dict) else enumerate(part)
    for key, value in list(pairs):
        yield part, key
        if isinstance(value, dict | list):
            yield from _places(value)


def _torn(chance: random.Random, text: str) -> bytes:
    raw = text.encode(errors="surrogatepass")
    at = chance.randrange(len(raw) + 1)
    odd = chance.choice(
        (b"\xff", b"\xed\xa0\xbd", b"9" * 5000, b"NaN", b"[" * 5000, b"\\ud83d", b"")
    )
    rest = chance.choice((raw[at:], b""))
    return raw[:at] + odd + rest
