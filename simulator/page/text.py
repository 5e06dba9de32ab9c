"""What a message says, cut into runs of plain text, mentions and links, as a chat shows it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from simulator.messages.text import parts

_LINK = re.compile(r"https?://[^\s<>\"'”’)]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text; `kind` is `text`, `mention` or `link`."""

    kind: str
    text: str


def runs(message: Mapping[str, Any], names: Mapping[str, str]) -> list[Run]:
    """Return the runs of a text or textV2 message; `names` are display names by user id."""
    if message.get("type") == "textV2":
        return list(_substituted(message, names))
    return list(_mentioned(message))


def _mentioned(message: Mapping[str, Any]) -> Iterator[Run]:
    """Cut at the mentionees, whose index and length are in UTF-16 units."""
    units = str(message.get("text", "")).encode("utf-16-le", "surrogatepass")
    mentionees = (message.get("mention") or {}).get("mentionees", [])
    end = 0
    for each in sorted(mentionees, key=lambda mentionee: int(mentionee["index"])):
        start, stop = 2 * each["index"], 2 * (each["index"] + each["length"])
        yield from _linked(units[end:start].decode("utf-16-le", "surrogatepass"))
        yield Run("mention", units[start:stop].decode("utf-16-le", "surrogatepass"))
        end = stop
    yield from _linked(units[end:].decode("utf-16-le", "surrogatepass"))


def _substituted(message: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Run]:
    for kind, group in groupby(parts(message, names), key=itemgetter(0)):
        text = "".join(text for _, text in group)
        if kind == "text":
            yield from _linked(text)
        else:
            yield Run("mention", text) if kind == "mention" else Run("text", "☺")


def _linked(text: str) -> Iterator[Run]:
    end = 0
    for found in _LINK.finditer(text):
        if found.start() > end:
            yield Run("text", text[end : found.start()])
        yield Run("link", found[0])
        end = found.end()
    if end < len(text):
        yield Run("text", text[end:])
