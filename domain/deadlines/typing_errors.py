"""Typing slips in the names of months and weekdays: one wrong, missing or extra letter."""

import re
from difflib import get_close_matches

from domain.deadlines.vocabulary import (
    MONTHS_EN,
    MONTHS_TH,
    MONTHS_TH_CLIPPED,
    WEEKDAYS_EN,
    WEEKDAYS_TH,
    Kind,
    Meaning,
)

SHORTEST = 4
LONGEST = 14

_NAMES: dict[str, Meaning] = {
    name: (kind, number)
    for kind, first, names in (
        (Kind.MONTH, 1, MONTHS_TH),
        (Kind.MONTH, 1, MONTHS_TH_CLIPPED),
        (Kind.MONTH, 1, MONTHS_EN),
        (Kind.WEEKDAY, 0, WEEKDAYS_TH),
        (Kind.WEEKDAY, 3, ("พฤหัส",)),
        (Kind.WEEKDAY, 0, WEEKDAYS_EN),
    )
    for number, name in enumerate(names, first)
    if len(name) >= SHORTEST
}

_NEARLY_AS_LONG: dict[int, list[tuple[str, Meaning]]] = {
    length: [named for named in _NAMES.items() if abs(len(named[0]) - length) <= 1]
    for length in range(SHORTEST, LONGEST + 1)
}

# A name ends where its letters end, or where a word that often follows it begins.
_CHUNK = re.compile(r"[a-z]+|[ก-๎]+?(?=ที่|นี้|หน้า|เวลา|ก่อน|พ\.ศ|[^ก-๎]|$)")


def find_slip(text: str, start: int) -> tuple[Meaning, int] | None:
    """Return the one name that the word at `start` is one letter away from, and where it ends."""
    chunk = _CHUNK.match(text, start)
    if chunk is None or not SHORTEST <= len(chunk[0]) <= LONGEST:
        return None
    names = _NEARLY_AS_LONG[len(chunk[0])]
    meanings = {meaning for name, meaning in names if _within_one(chunk[0], name)}
    return (meanings.pop(), chunk.end()) if len(meanings) == 1 else None


def resembling(word: str) -> str:
    """Return the name that a word may have been meant as, or an empty string."""
    if not SHORTEST <= len(word) <= LONGEST:
        return ""
    return next(iter(get_close_matches(word, _NAMES, n=1, cutoff=0.65)), "")


def _within_one(typed: str, name: str) -> bool:
    """Whether one letter at most tells two words of nearly the same length apart."""
    same = 0
    shorter = min(len(typed), len(name))
    while same < shorter and typed[same] == name[same]:
        same += 1
    typed_rest, name_rest = typed[same:], name[same:]
    if len(typed_rest) == len(name_rest):
        return typed_rest[1:] == name_rest[1:]
    if len(typed_rest) > len(name_rest):
        return typed_rest[1:] == name_rest
    return typed_rest == name_rest[1:]
