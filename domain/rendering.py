"""From `Say` to LINE's message objects, within LINE's limits.

Sources: LINE pages "Sending messages" (five objects), "Text message (v2)", "Flex message" and
"Text character count" (UTF-16 units).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from domain.chat.buttons import BEGINS
from domain.say import Choice, Mention, Say
from domain.text import clip, utf16_length

MOST_OBJECTS = 5
LONGEST_TEXT = 5000
LONGEST_ALT_TEXT = 1500
MOST_MENTIONS = 20
MOST_CHOICES = 13
CHOICE_LABEL = 20
"""UTF-16 units of a quick reply's label (page "Action objects", label of a quick reply)."""
LONGEST_CHOICE = 300
"""UTF-16 units of the message that a tap sends (page "Action objects", message action)."""
LARGEST_CARD = 30_000
"""Bytes of a bubble's JSON (page "Flex message", "Bubble": 30 KB)."""

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rendered:
    """Message objects, the issue id (or `None`) of each, and how many says went into them."""

    messages: list[Message]
    about: list[int | None]
    used: int


@dataclass(frozen=True, slots=True)
class _Piece:
    message: Message
    about: int | None


def render(says: Sequence[Say], room: int = MOST_OBJECTS) -> Rendered:
    """Render as many says as fit into one request, from the first on.

    Plain texts that follow each other are joined only where there would be more objects than there
    is `room` for. A first say that is too long for a request of its own is cut after five objects.
    """
    pieces: list[_Piece] = []
    used = 0
    for say in says:
        longer = _joined([*pieces, *_pieces(say)], room)
        if len(longer) > room and (pieces or room < MOST_OBJECTS):
            break
        pieces, used = longer[:MOST_OBJECTS], used + 1
    return Rendered([each.message for each in pieces], [each.about for each in pieces], used)


def count_objects(say: Say) -> int:
    """Return how many objects a say takes by itself."""
    return len(_pieces(say))


def render_answer(says: Sequence[Say], riders: Sequence[Say]) -> tuple[Rendered, Rendered]:
    """Render an answer, and as many notices as fit behind it: no object holds some of both."""
    answer = render(says)
    tighter = render(says, MOST_OBJECTS - 1) if riders else answer
    if tighter.used == len(says):
        answer = tighter
    room = MOST_OBJECTS - len(answer.messages)
    rest = answer.used < len(says)
    return answer, render([] if rest else riders, room)


def offer(messages: Sequence[Message], says: Sequence[Say]) -> list[Message]:
    """Return a request's messages, its last with the choices of what it says, if there are any.

    LINE shows quick replies below the newest message of a chat only (page "Quick reply").
    """
    choices = next((say.choices for say in reversed(says) if say.choices), ())
    items = [_item(each) for each in choices if utf16_length(each.text) <= LONGEST_CHOICE]
    if not items or not messages:
        return [*messages]
    return [*messages[:-1], messages[-1] | {"quickReply": {"items": items[:MOST_CHOICES]}}]


def _item(choice: Choice) -> Message:
    action = {"type": "message", "label": clip(choice.label, CHOICE_LABEL), "text": choice.text}
    if choice.begins:
        del action["text"]
        action |= {"type": "postback", "data": BEGINS, "inputOption": "openKeyboard"}
        action["fillInText"] = f"{choice.text} "
    return {"type": "action", "action": action}


def said_by(messages: Sequence[Message], about: Sequence[int | None]) -> list[Say]:
    """Return says that are rendered to the same objects again, but for mentions."""
    return [
        Say(_plain_text(message), card=message.get("contents"), about=issue)
        for message, issue in zip(messages, about, strict=True)
    ]


def plain(messages: Sequence[Message], about: Sequence[int | None]) -> Rendered:
    """Say the same without mentions and cards: a card's alt text is complete.

    An object that only mentioned people is left out.
    """
    said = [(_plain_text(message), issue) for message, issue in zip(messages, about, strict=True)]
    pieces = [_Piece(_text(text), issue) for text, issue in said if text]
    return Rendered([each.message for each in pieces], [each.about for each in pieces], len(said))


def is_fancy(messages: Sequence[Message]) -> bool:
    """Whether there is anything that `plain` would say more plainly."""
    return any(message["type"] != "text" or "quickReply" in message for message in messages)


def _pieces(say: Say) -> list[_Piece]:
    """Return the objects of one say: mentions before the text, but behind a card that calls."""
    if say.card is None:
        objects = _calls(say.mentions, say.text)
    elif say.call:
        objects = [*_shown(say), *_calls(say.mentions, say.call)]
    else:
        objects = [*map(_calling, _lines(say.mentions)), *_shown(say)]
    return [_Piece(message, say.about) for message in objects]


def _calls(mentions: Sequence[Mention], text: str) -> list[Message]:
    """Mention people, as many in each object as LINE allows, and say a text behind the last."""
    lines = _lines(mentions)
    if lines and room_behind(lines[-1], text) >= 0:
        return [*map(_calling, lines[:-1]), _calling(lines[-1], text)]
    return [*map(_calling, lines), *map(_text, split(text))]


def _lines(mentions: Sequence[Mention]) -> list[Sequence[Mention]]:
    return [mentions[at : at + MOST_MENTIONS] for at in range(0, len(mentions), MOST_MENTIONS)]


def _text(text: str) -> Message:
    return {"type": "text", "text": text}


def card_bytes(part: Any) -> int:
    """Return the size of a card, or of a part of it, as JSON in UTF-8."""
    return len(json.dumps(part, ensure_ascii=False).encode(errors="replace"))


def _shown(say: Say) -> list[Message]:
    """Return the card; its text where LINE would not take a card of this size."""
    if card_bytes(say.card) > LARGEST_CARD:
        return [*map(_text, split(say.text))]
    alt = clip(say.text, LONGEST_ALT_TEXT)
    return [{"type": "flex", "altText": alt, "contents": say.card}]


def _calling(mentions: Sequence[Mention], text: str = "") -> Message:
    """Return a text that mentions people in its first line; braces of the text are doubled."""
    keys = [f"p{number}" for number in range(len(mentions))]
    line = " ".join(f"{{{key}}}" for key in keys)
    return {
        "type": "textV2",
        "text": f"{line}\n{_escaped(text)}" if text else line,
        "substitution": {
            key: {"type": "mention", "mentionee": {"type": "user", "userId": mention.user_id}}
            for key, mention in zip(keys, mentions, strict=True)
        },
    }


def room_behind(mentions: Sequence[Mention], text: str) -> int:
    """Return the UTF-16 units that an object has left with these mentions and a text in it.

    Each mention is counted with its whole name. Negative where they do not fit.
    """
    names = sum(utf16_length(mention.name) + 2 for mention in mentions)
    return LONGEST_TEXT - names - 1 - utf16_length(_escaped(text))


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _plain_text(message: Message) -> str:
    if message["type"] == "flex":
        return str(message["altText"])
    if message["type"] == "textV2":
        _, _, text = message["text"].partition("\n")
        return str(text).replace("{{", "{").replace("}}", "}")
    return str(message["text"])


def split(text: str, units: int = LONGEST_TEXT) -> list[str]:
    """Cut a long text into parts: at a line's end, else behind a comma, where one is in reach."""
    parts = []
    while utf16_length(text) > units:
        head = clip(text, units).removesuffix("…")
        at = text.rfind("\n", 0, len(head) + 1)
        comma = text.rfind(", ", len(head) // 2, len(head) + 1) + 1
        cut = at if at > 0 else comma or len(head) or units // 2
        parts.append(text[:cut].rstrip("\n"))
        text = text[cut:].lstrip("\n")
        text = text.removeprefix(" ") if cut == comma else text
    return [*parts, text] if text or not parts else parts


def _joined(pieces: list[_Piece], room: int) -> list[_Piece]:
    """Join plain texts that follow each other, from the end, until they fit."""
    at = len(pieces) - 1
    while len(pieces) > room and at > 0:
        joined = _join(pieces[at - 1], pieces[at])
        if joined is not None:
            pieces = [*pieces[: at - 1], joined, *pieces[at + 1 :]]
        at -= 1
    return pieces


def _join(first: _Piece, second: _Piece) -> _Piece | None:
    if first.message["type"] != "text" or second.message["type"] != "text":
        return None
    text = f"{first.message['text']}\n\n{second.message['text']}"
    if utf16_length(text) > LONGEST_TEXT:
        return None
    return _Piece(_text(text), first.about if first.about == second.about else None)
