"""The urgency marks of Thai official papers; they are never a deadline (R18)."""

import re
from collections.abc import Iterable

from domain.chat.commands import Urgency
from domain.grammar.polite import PARTICLE
from domain.text import EMOJI

_MARKS = (
    (Urgency.MOST_URGENT, r"ด่วนที่สุด|most urgent|extremely urgent"),
    (Urgency.VERY_URGENT, r"ด่วนมาก|very urgent"),
    (Urgency.URGENT, r"ด่วน|urgent"),
)
_ANY = "|".join(words for _, words in _MARKS)
_END = rf"(?:ๆ|!|{PARTICLE})*+(?![\u0e01-\u0e3a\u0e40-\u0e4eA-Za-z])"
_ALONE = re.compile(
    rf"(?<![\u0e01-\u0e3a\u0e40-\u0e4eA-Za-z])(?:โดย)?(?:{_ANY}){_END}", re.IGNORECASE
)
_AROUND = rf"[\s\[\](){{}}【】<>*_!#:：,.|/\-–—{EMOJI}]"
_LEADING = re.compile(rf"{_AROUND}*+(?:(?:โดย)?(?:{_ANY}){_END}{_AROUND}*+)*+", re.IGNORECASE)

_TRAILING = re.compile(
    rf"(?<!{_AROUND})(?:{_AROUND}++(?:โดย)?(?:{_ANY}){_END})++{_AROUND}*+$", re.IGNORECASE
)
_LONGEST_TAIL = 60


def urgency_of(texts: Iterable[str]) -> Urgency:
    """Return the highest mark that stands alone in normalised texts.

    ทางด่วน, สายด่วน and the like are other words.
    """
    found = {match[0].lower() for text in texts for match in _ALONE.finditer(text)}
    for level, words in _MARKS:
        if any(re.search(words, mark) for mark in found):
            return level
    return Urgency.NORMAL


def behind_marks(text: str) -> int:
    """Return where a text begins behind urgency marks, emoji and punctuation."""
    found = _LEADING.match(text)
    return found.end() if found else 0


def before_marks(text: str) -> int:
    """Return where a text ends before the urgency marks that stand alone at its end."""
    found = _TRAILING.search(text, max(0, len(text) - _LONGEST_TAIL))
    return found.start() if found else len(text)


def only_marks(text: str) -> bool:
    """Whether a text says nothing but how urgent it is."""
    return behind_marks(text) == len(text)
