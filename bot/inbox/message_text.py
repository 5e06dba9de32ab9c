"""A text from LINE, with its own emoji and mentions known by their offsets. Source: notes 6.2.

In the text of a webhook LINE's emoji read `(name)` or `()`, and a mention is the display name of
that time, which may hold blanks, a hash or a date: only the offsets tell where they stand.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from domain import bounds

EMOJI = "🙂"
"""Stands for each of LINE's own emoji, which no other place can show."""
_MOST = 100
"""Mentions, or emoji, of one text; LINE itself takes 20 (page "Text message (v2)")."""
_MENTION = re.compile(r"@.+", re.DOTALL)
_EMOJI_TYPED = re.compile(r"\([^()]*\)|[^\w\s#@]+")


class Mention(NamedTuple):
    """A mention inside a text: as typed with its `@`; LINE may keep the person to itself.

    `start` is its first character in the text that `read_text_parts` returns.
    """

    typed: str
    user_id: str | None
    start: int


def read_text_parts(text: str, emojis: Any, mentionees: Any) -> tuple[str, tuple[Mention, ...]]:
    """Return a text with one character for each of LINE's emoji, and its mentions in order.

    `emojis` and `mentionees` are lists as in a webhook; what is none, or misses, is passed over.
    """
    pieces: list[str] = []
    mentions: list[Mention] = []
    position = length = 0
    called = [(*cut, True) for cut in _cuts(text, mentionees, _MENTION)]
    drawn = [(*cut, False) for cut in _cuts(text, emojis, _EMOJI_TYPED)]
    for start, end, user_id, is_mention in sorted(called + drawn, key=lambda cut: cut[:2]):
        if start < position:
            continue
        typed = text[start:end] if is_mention else EMOJI
        pieces += [text[position:start], typed]
        length += start - position
        if is_mention:
            mentions.append(Mention(typed, user_id, length))
        position, length = end, length + len(typed)
    return "".join([*pieces, text[position:]]), tuple(mentions)


def _cuts(
    text: str, listed: Any, pattern: re.Pattern[str]
) -> Iterator[tuple[int, int, str | None]]:
    """Yield where a list points at what fits, in characters of the text, and at whom.

    Offsets are UTF-16 units by LINE's general rule. Since LINE does not say so here, a place that
    does not fit is tried again in characters.
    """
    for each in islice(listed, _MOST) if isinstance(listed, list) else ():
        entry = each if isinstance(each, dict) else {}
        start, length, who = entry.get("index"), entry.get("length"), entry.get("userId")
        if type(start) is not int or type(length) is not int or start < 0 or length < 1:
            continue
        known = isinstance(who, str) and 0 < len(who) <= bounds.LINE_CHAT
        for begin, end in (_in_characters(text, start, start + length), (start, start + length)):
            if pattern.fullmatch(text[begin:end]):
                yield begin, min(end, len(text)), who if known else None
                break


def _in_characters(text: str, start: int, end: int) -> tuple[int, int]:
    """Return two places of a text, given in UTF-16 units, in characters."""
    units = text.encode("utf-16-le", "surrogatepass")
    before, within = units[: 2 * start], units[2 * start : 2 * end]
    begin = len(before.decode("utf-16-le", "ignore"))
    return begin, begin + len(within.decode("utf-16-le", "ignore"))
