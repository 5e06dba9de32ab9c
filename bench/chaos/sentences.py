"""What the bot says in the groups, told apart by its (English) sentences, each with its issue."""

import re
from collections import Counter

from simulator.model.chats import BOT
from simulator.model.platform import Platform

OPENED = re.compile(r"^Issue #(\d+) (?!edited \()(.*)\nTo: ", re.MULTILINE)
TOLD = re.compile(r"^#(\d+) .* reported, ", re.MULTILINE)

_SENTENCES = {
    "issue opened": OPENED,
    "issue edited": re.compile(r"^Issue #(\d+) edited \(", re.MULTILINE),
    "issue unsent": re.compile(r"^The message of issue #(\d+) was unsent", re.MULTILINE),
    "acknowledged": re.compile(r"^.* acknowledged issue #(\d+)", re.MULTILINE),
    "progress noted": re.compile(r"^Progress of .* on issue #(\d+) noted", re.MULTILINE),
    "report filed": re.compile(r"^Report on issue #(\d+) from .* received", re.MULTILINE),
    "report told": TOLD,
    "all reported": re.compile(r"^Issue #(\d+) .*\nAll agencies have reported", re.MULTILINE),
    "report edited": re.compile(r"^The text of .* on issue #(\d+) was changed", re.MULTILINE),
    "report unsent": re.compile(r"^The report of .* on issue #(\d+) was unsent", re.MULTILINE),
    "accepted": re.compile(r"^Report on issue #(\d+) from .* accepted\.", re.MULTILINE),
}

Heard = Counter[tuple[str, str, int]]
"""How often a chat was told something about an issue: chat, sentence, number."""


def sentences(text: str) -> list[tuple[str, int]]:
    """Return which sentences a text holds, each with the number of its issue."""
    return [
        (name, int(found[1]))
        for name, sentence in _SENTENCES.items()
        for found in sentence.finditer(text)
    ]


def heard(platform: Platform, chats: dict[str, str]) -> Heard:
    """Count what chats (by name) have read from the bot."""
    return Counter(
        (kind, *each)
        for kind, chat in chats.items()
        for entry in platform.chats.entries(chat, sender=BOT)
        for each in sentences(entry.text)
    )


def announced_as(platform: Platform, group: str) -> dict[int, str]:
    """Return with which headline each issue (number) was announced in a group."""
    return {
        int(found[1]): found[2]
        for entry in platform.chats.entries(group, sender=BOT)
        for found in OPENED.finditer(entry.text)
    }
