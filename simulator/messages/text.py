"""Text messages, old and new: emoji, placeholders, mentions [R §text-message, §text-message-v2]."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from simulator.messages.lengths import TEXT, Problems, required
from simulator.model.errors import ErrorDetail
from simulator.model.mentions import MOST_MENTIONS

MOST_EMOJI = 20
MOST_SUBSTITUTIONS = 100
_KEY = re.compile(r"[0-9A-Za-z_]{1,20}")
_PART = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]")


def check_text(message: dict[str, Any], at: str) -> Problems:
    """Check a `text` message: length, and a `$` where each emoji stands."""
    yield from required(message, "text", at, TEXT)
    emojis = message.get("emojis") or []
    if len(emojis) > MOST_EMOJI:
        yield ErrorDetail(f"{at}.emojis", f"Size must be between 0 and {MOST_EMOJI}")
    units = str(message.get("text", "")).encode("utf-16-le")
    for number, emoji in enumerate(emojis):
        index = emoji.get("index")
        if not isinstance(index, int) or units[2 * index : 2 * index + 2] != b"$\x00":
            yield ErrorDetail(f"{at}.emojis[{number}].index", "No $ at this position")


def check_text_v2(message: dict[str, Any], at: str) -> Problems:
    """Check a `textV2` message: length, braces, keys and counts."""
    yield from required(message, "text", at, TEXT)
    substitution = message.get("substitution") or {}
    if len(substitution) > MOST_SUBSTITUTIONS:
        yield ErrorDetail(f"{at}.substitution", f"Size must be between 0 and {MOST_SUBSTITUTIONS}")
    for key in substitution:
        if not _KEY.fullmatch(key):
            yield ErrorDetail(f"{at}.substitution", f"invalid key: {key}")
    keys = []
    for part in _PART.findall(str(message.get("text", ""))):
        if part in ("{", "}"):
            yield ErrorDetail(f"{at}.text", "unpaired brace")
        elif part not in ("{{", "}}"):
            keys.append(part[1:-1])
    yield from _counts(keys, substitution, at)


def _counts(keys: list[str], substitution: dict[str, Any], at: str) -> Problems:
    for key in keys:
        if key not in substitution:
            yield ErrorDetail(f"{at}.text", f"no substitution for {{{key}}}")
    kinds = [substitution[key].get("type") for key in keys if key in substitution]
    for kind, most in (("mention", MOST_MENTIONS), ("emoji", MOST_EMOJI)):
        if kinds.count(kind) > most:
            yield ErrorDetail(f"{at}.substitution", f"more than {most} objects of type {kind}")


def mentionees(message: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the mentionee objects of a textV2 message."""
    objects = (message.get("substitution") or {}).values()
    return [each["mentionee"] for each in objects if each.get("type") == "mention"]


def parts(message: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield a textV2 message in parts: text, mention or emoji, and how people read it.

    `names` are display names by user id.
    """
    text, substitution, end = str(message["text"]), message.get("substitution") or {}, 0
    for found in _PART.finditer(text):
        yield "text", text[end : found.start()]
        end = found.end()
        each = substitution.get(found[0][1:-1], {})
        if found[0] in ("{{", "}}"):
            yield "text", found[0][0]
        elif each.get("type") == "mention":
            yield "mention", "@" + names.get(each["mentionee"].get("userId", ""), "All")
        else:
            yield "emoji", "(emoji)"
    yield "text", text[end:]
