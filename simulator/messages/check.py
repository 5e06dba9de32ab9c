"""The check of all messages of one request, and how a message reads without pictures."""

import importlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from simulator.messages.actions import check_action
from simulator.messages.flex import check_flex
from simulator.messages.lengths import (
    ALT_TEXT,
    LABEL,
    PLACE,
    QUICK_REPLIES,
    SENDER_NAME,
    URL,
    Problems,
    https,
    optional,
    required,
)
from simulator.messages.template import check_template
from simulator.messages.text import check_text, check_text_v2, mentionees, parts
from simulator.model.errors import ErrorDetail, bad_body

# Imported at the first use, not with this module: it is slow.
_MODELS = "linebot.v3.messaging.models"


@dataclass(frozen=True)
class Destination:
    """Where messages go, as far as their check depends on it.

    `members` are the display names by user id in a group, empty elsewhere. `quotable` says whether
    a quote token may be used in this chat. `known` is false for the validate endpoints, which
    cannot check members and tokens.
    """

    group: bool = False
    members: Mapping[str, str] = field(default_factory=dict)
    quotable: Callable[[str], bool] = lambda token: False
    mentions: bool = True
    known: bool = True


def load_models() -> None:
    """Import the SDK's models now (one to two seconds), so that no call has to wait for it."""
    importlib.import_module(_MODELS)


def check_messages(messages: list[Any], destination: Destination) -> str:
    """Check all messages; raises LineRefused 400 when any is invalid, so that none is sent.

    Returns a remark on what LINE would refuse and the simulator takes.
    """
    remark = check_objects(messages)
    check_places(messages, destination)
    return remark


def check_objects(messages: list[Any]) -> str:
    """Check all messages as far as they do not depend on where they go; else as above."""
    found = [
        problem
        for number, message in enumerate(messages)
        for problem in _known(json.dumps(message), f"messages[{number}]")
    ]
    _refuse(each for each in found if not each.taken)
    return "; ".join(f"{each.property}: {each.message}" for each in found)


def check_places(messages: list[Any], destination: Destination) -> None:
    """Check mentions and quote tokens of messages that are sound in themselves."""
    _refuse(
        problem
        for number, message in enumerate(messages)
        for problem in _placed(message, f"messages[{number}]", destination)
    )


def _refuse(problems: Iterable[ErrorDetail]) -> None:
    if found := list(problems):
        raise bad_body(found)


@lru_cache(maxsize=1000)
def _known(message: str, at: str) -> tuple[ErrorDetail, ...]:
    """Check a message, given as JSON, once: the SDK's models are slow, and bots say it again."""
    return tuple(_check(json.loads(message), at))


def _check(message: Any, at: str) -> Problems:
    kinds = ", ".join(_KINDS)
    if not isinstance(message, dict) or str(message.get("type")) not in _KINDS:
        yield ErrorDetail(f"{at}.type", f"Must be one of the following values: [{kinds}]")
        return
    if message["type"] in ("text", "textV2") and not message.get("text"):
        yield ErrorDetail(f"{at}.text", "May not be empty")
        return
    problems = list(_structure(message, at))
    if not problems:
        problems += _KINDS[message["type"]](message, at)
        problems += _common(message, at)
    yield from problems


def _structure(message: dict[str, Any], at: str) -> Problems:
    """Check types, required properties and enumerations; in Flex also unknown properties.

    The SDK's models take an empty list, or no text at all, for an object without properties: they
    are held against it.
    """
    try:
        model = importlib.import_module(_MODELS).Message.from_dict(message)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        yield ErrorDetail(at, _reason(error))
        return
    yield from _misread(message, model.to_dict(), at, strict=False)


def _reason(error: Exception) -> str:
    errors = getattr(error, "errors", None)
    if errors is None:
        return "invalid property: " + str(error).partition(" from {")[0]
    first = errors()[0]
    field = ".".join(str(step) for step in first["loc"])
    return f"invalid property: {field}: {first['msg']}"


def _misread(given: Any, known: Any, at: str, *, strict: bool) -> Problems:
    """Compare a part with what the SDK's model made of it; `strict`: no unknown properties."""
    shaped = isinstance(given, dict | list) or isinstance(known, dict | list)
    if shaped and type(given) is not type(known):
        yield ErrorDetail(at, "invalid property")
    elif isinstance(given, list):
        for number, (ours, theirs) in enumerate(zip(given, known, strict=True)):
            yield from _misread(ours, theirs, f"{at}[{number}]", strict=strict)
    elif isinstance(given, dict):
        for key, value in given.items():
            if key in known:
                inside = strict or (key == "contents" and given.get("type") == "flex")
                yield from _misread(value, known[key], f"{at}.{key}", strict=inside)
            elif strict and value is not None:
                yield ErrorDetail(f"{at}.{key}", "unknown field")


def _common(message: dict[str, Any], at: str) -> Problems:
    sender = message.get("sender") or {}
    yield from optional(sender, "name", f"{at}.sender", SENDER_NAME)
    yield from https(sender, "iconUrl", f"{at}.sender", needed=False)
    items = (message.get("quickReply") or {}).get("items") or []
    if len(items) > QUICK_REPLIES:
        yield ErrorDetail(f"{at}.quickReply.items", f"Size must be between 0 and {QUICK_REPLIES}")
    for number, item in enumerate(items):
        where = f"{at}.quickReply.items[{number}]"
        yield from https(item, "imageUrl", where, needed=False)
        yield from check_action(item.get("action"), f"{where}.action", label=LABEL, quick=True)


def _placed(message: dict[str, Any], at: str, destination: Destination) -> Problems:
    mentioned = mentionees(message) if message["type"] == "textV2" else []
    if mentioned and not destination.mentions:
        yield ErrorDetail(f"{at}.substitution", "mentions only in reply and push messages")
    if not destination.known:
        return
    if mentioned and not destination.group:
        yield ErrorDetail(f"{at}.substitution", "mentions only in group chats")
    for each in mentioned:
        if each.get("type") == "user" and each["userId"] not in destination.members:
            yield ErrorDetail(f"{at}.substitution", "mentioned user is not a member of the group")
    token = message.get("quoteToken")
    if token and not destination.quotable(token):
        yield ErrorDetail(f"{at}.quoteToken", "invalid quote token")


def _must_have(texts: dict[str, int], *urls: str) -> Callable[[dict[str, Any], str], Problems]:
    """Return the check of a message that only has texts, each with its limit, and addresses."""

    def check(message: dict[str, Any], at: str) -> Problems:
        for key, most in texts.items():
            yield from required(message, key, at, most)
        for key in urls:
            yield from https(message, key, at)

    return check


_KINDS: dict[str, Callable[[dict[str, Any], str], Problems]] = {
    "text": check_text,
    "textV2": check_text_v2,
    "image": _must_have({}, "originalContentUrl", "previewImageUrl"),
    "video": _must_have({}, "originalContentUrl", "previewImageUrl"),
    "audio": _must_have({}, "originalContentUrl"),
    "location": _must_have({"title": PLACE, "address": PLACE}),
    "sticker": _must_have({"packageId": PLACE, "stickerId": PLACE}),
    "template": check_template,
    "imagemap": _must_have({"altText": ALT_TEXT}, "baseUrl"),
    "flex": check_flex,
    "coupon": _must_have({"couponId": URL}),
}


def plain_text(message: dict[str, Any], names: Mapping[str, str]) -> str:
    """Return a message as one text: what the notification and a transcript show."""
    if message["type"] == "text":
        return str(message["text"])
    if message["type"] == "textV2":
        return "".join(text for _, text in parts(message, names))
    return str(message.get("altText") or message.get("title") or f"[{message['type']}]")
