"""The urgency marks of Thai official papers; they are never a deadline (R18)."""

import re
from collections.abc import Iterable

from domain.chat.commands import Urgency
from domain.grammar.polite import PARTICLE
from domain.text import EMOJI, normalise

_MARKS = (
    (Urgency.MOST_URGENT, r"ด่วนที่สุด|most urgent|extremely urgent"),
    (Urgency.VERY_URGENT, r"ด่วนมาก+|very urgent"),
    (Urgency.URGENT, r"ด่วน+|urgent"),
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


_LEVELS = (
    (Urgency.MOST_URGENT, r"ที่สุด|สูงสุด|มากที่สุด|ทันที|ฉุกเฉิน|highest|critical|immediate|emergency|asap|1"),
    (Urgency.VERY_URGENT, r"มาก|สูงมาก|very high"),
    (Urgency.URGENT, r"สูง|เร่ง|high"),
    (Urgency.NORMAL, r"ปกติ|ธรรมดา|ทั่วไป|ปานกลาง|ต่ำ|ไม่(?:เร่ง)?ด่วน|normal|medium|low|none|not urgent"),
)
"""What a value of the label says where it is no mark: ความเร่งด่วน: สูงสุด."""
_GLUED = re.compile(
    rf"^{_AROUND}*+(?:ด่วนที่สุด|ด่วนมาก)"
    rf"|(?<!ทาง)(?<!สาย)(?<!ไม่)(?:ด่วนที่สุด|ด่วนมาก){_AROUND}*+$"
)
"""A mark that is glued to the first or last word of a headline."""


def _level(value: str) -> Urgency | None:
    """Return what a value of the urgency label means; `None` if that is not known."""
    said = value.strip(" .!:-")
    for level, words in (*_MARKS, *_LEVELS):
        if re.fullmatch(rf"(?:{words})(?:{PARTICLE}|[\s.!])*", said, re.IGNORECASE):
            return level
    return None


def is_normal(value: str) -> bool:
    """Whether a value of the urgency label takes a mark away."""
    return _level(value) is Urgency.NORMAL


def understood(value: str) -> bool:
    """Whether a value of the urgency label is a mark, or means one."""
    return only_marks(value) or _level(value) is not None


def urgency_of(texts: Iterable[str], values: Iterable[str] = (), title: str = "") -> Urgency:
    """Return the highest mark that stands alone in normalised texts, or in the label's values.

    ทางด่วน, สายด่วน and the like are other words; the two highest may be glued to the first or last
    word of the headline.
    """
    levels = {_level(value) for value in values}
    glued = {found[0] for found in _GLUED.finditer(normalise(title))}
    for level, words in _MARKS:
        if level in levels or any(re.search(words, mark) for mark in glued):
            return level
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
