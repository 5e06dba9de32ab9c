"""What a message says, cut into plain pieces, mentions and links, as a chat shows it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_LINK = re.compile(r"https?://[^\s<>\"'”’)]+", re.ASCII)
_PART = re.compile(r"\{\{|\}\}|\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `kind` is `text`, `mention` or `link`."""

    kind: str
    text: str


def pieces(message: Mapping[str, Any], names: Mapping[str, str]) -> list[Piece]:
    """Return the pieces of a text or textV2 message; `names` are display names by user id."""
    if message.get("type") == "textV2":
        return list(_substituted(message, names))
    return list(_mentioned(message))


def _mentioned(message: Mapping[str, Any]) -> Iterator[Piece]:
    """Cut at the mentionees, whose index and length are in UTF-16 units."""
    units = str(message.get("text", "")).encode("utf-16-le")
    end = 0
    for each in sorted(_mentionees(message), key=lambda mentionee: int(mentionee["index"])):
        start, stop = 2 * each["index"], 2 * (each["index"] + each["length"])
        yield from _linked(units[end:start].decode("utf-16-le"))
        yield Piece("mention", units[start:stop].decode("utf-16-le"))
        end = stop
    yield from _linked(units[end:].decode("utf-16-le"))


def _mentionees(message: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list((message.get("mention") or {}).get("mentionees", []))


def _substituted(message: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Piece]:
    """Put names where the placeholders of a textV2 message stand."""
    text, end, plain = str(message["text"]), 0, ""
    for found in _PART.finditer(text):
        plain += text[end : found.start()]
        end = found.end()
        if found[0] in ("{{", "}}"):
            plain += found[0][0]
            continue
        each = (message.get("substitution") or {}).get(found[0][1:-1], {})
        yield from _linked(plain)
        plain = ""
        if each.get("type") == "mention":
            user_id = each["mentionee"].get("userId", "")
            yield Piece("mention", "@" + names.get(user_id, "All"))
        else:
            yield Piece("text", "☺")
    yield from _linked(plain + text[end:])


def _linked(text: str) -> Iterator[Piece]:
    end = 0
    for found in _LINK.finditer(text):
        if found.start() > end:
            yield Piece("text", text[end : found.start()])
        yield Piece("link", found[0])
        end = found.end()
    if end < len(text):
        yield Piece("text", text[end:])
