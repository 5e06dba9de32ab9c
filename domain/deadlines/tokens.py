"""From text to words: the longest known word at each place; a typing error in the name of a month
or weekday (one wrong, missing or extra letter) is mended, the rest is unknown.
"""

import re
from difflib import get_close_matches
from string import ascii_lowercase, ascii_uppercase

from domain.deadlines.joined_words import join
from domain.deadlines.phrases import PHRASES
from domain.deadlines.token import Token
from domain.deadlines.vocabulary import (
    MONTHS_EN,
    MONTHS_TH,
    MONTHS_TH_CLIPPED,
    WEEKDAYS_EN,
    WEEKDAYS_TH,
    Meaning,
    Word,
    all_words,
)

_WORDS = all_words(PHRASES)
_LENGTHS: dict[str, tuple[int, ...]] = {
    first: tuple(sorted({len(word) for word in _WORDS if word[0] == first}, reverse=True))
    for first in {word[0] for word in _WORDS}
}
_SIGNS: dict[str, Word] = {
    **dict.fromkeys("-–—‐‑‒−", Word.DASH),
    **dict.fromkeys("()[]{},;!\"'“”‘’*…•`_|", Word.NOTHING),
    ".": Word.DOT,
    ":": Word.COLON,
    "/": Word.SLASH,
    "+": Word.PLUS,
}
_FOLDED = str.maketrans("๐๑๒๓๔๕๖๗๘๙" + ascii_uppercase, "0123456789" + ascii_lowercase)
_DIGITS = re.compile("(?:[0-9](?:\ufe0f?\u20e3)?)+")  # keycaps are digits
_KEYCAP = str.maketrans("", "", "\ufe0f\u20e3")
_RUN = re.compile(r"[a-z]+|[0-9]+|[ก-๎]+|.", re.DOTALL)
_SYMBOLS = re.compile(
    "[\u00a9\u00ae\u200d\u203c\u2049\u20e3\u2122\u2139\u2190-\u2bff\u3010\u3011\u3030\u303d\u3297\u3299"
    "\ufe00-\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
_MOST_DIGITS = 6
_SHORTEST_NAME = 4
_LONGEST_NAME = 14

_NAMES: dict[str, Meaning] = {
    name: (kind, number)
    for kind, first, names in (
        (Word.MONTH, 1, MONTHS_TH),
        (Word.MONTH, 1, MONTHS_TH_CLIPPED),
        (Word.MONTH, 1, MONTHS_EN),
        (Word.WEEKDAY, 0, WEEKDAYS_TH),
        (Word.WEEKDAY, 3, ("พฤหัส",)),
        (Word.WEEKDAY, 0, WEEKDAYS_EN),
    )
    for number, name in enumerate(names, first)
    if len(name) >= _SHORTEST_NAME
}

_NEARLY_AS_LONG: dict[int, list[tuple[str, Meaning]]] = {
    length: [named for named in _NAMES.items() if abs(len(named[0]) - length) <= 1]
    for length in range(_SHORTEST_NAME, _LONGEST_NAME + 1)
}

# A name ends where its letters end, or where a word that often follows it begins.
_NAME_TYPED = re.compile(r"[a-z]+|[ก-๎]+?(?=ที่|นี้|หน้า|เวลา|ก่อน|พ\.ศ|[^ก-๎]|$)")


def fold(text: str) -> str:
    """Return a normalised text with Arabic digits and small letters, of the same length."""
    return text.translate(_FOLDED)


def read_tokens(text: str, *, known: bool = False) -> list[Token]:
    """Split a folded text into words; blanks are left out, nothing else is.

    `known` ends before the first word that means nothing.
    """
    tokens: list[Token] = []
    at, gap = 0, False
    while at < len(text):
        if text[at] in " \n":
            at, gap = at + 1, True
            continue
        digit = "0" <= text[at] <= "9"
        token = _number(text, at, gap) if digit else _word(text, at, gap) or _sign(text, at, gap)
        if token is None:
            token = _mended(text, at, tokens) or _unknown(text, at, gap)
        if known and token.kind is Word.UNKNOWN:
            break
        if token.kind is not Word.NOTHING:
            tokens.append(token)
        at, gap = token.end, token.kind is Word.NOTHING
    return join(text, tokens)


def _number(text: str, at: int, gap: bool) -> Token | None:
    match = _DIGITS.match(text, at)
    digits = match[0].translate(_KEYCAP) if match else ""
    if match is None or len(digits) > _MOST_DIGITS:
        return None
    return Token(Word.NUMBER, int(digits), at, match.end(), len(digits), gap)


def _word(text: str, at: int, gap: bool) -> Token | None:
    """Read the longest known word; a Latin word ends where its letters end."""
    for length in _LENGTHS.get(text[at], ()):
        word = text[at : at + length]
        end = at + len(word)
        meaning = _WORDS.get(word)
        if meaning is not None and _ends_here(text, at, end, meaning):
            return Token(*meaning, at, end, 0, gap)
    return None


def _ends_here(text: str, at: int, end: int, meaning: Meaning) -> bool:
    """Whether a word may end here: not within a Latin word, nor within a Thai abbreviation."""
    last, following = text[end - 1], text[end : end + 1]
    if "a" <= last <= "z":
        return not "a" <= following <= "z"
    if meaning[0] is Word.WEEKDAY and end - at <= 2 and last != ".":
        return not "ก" <= following <= "๎"
    return True


def _sign(text: str, at: int, gap: bool) -> Token | None:
    sign = text[at]
    kind = _SIGNS.get(sign)
    if kind is None and _SYMBOLS.match(sign):
        kind = Word.NOTHING
    return None if kind is None else Token(kind, 0, at, at + 1, 0, gap)


def _mended(text: str, at: int, tokens: list[Token]) -> Token | None:
    """Read a slip that begins here, or in the words just read: พฤ in พฤศจกายน is no weekday."""
    starts = [at]
    for token in reversed(tokens):
        if token.end != starts[-1] or not text[token.start].isalpha():
            break
        starts.append(token.start)
    for start in reversed(starts):
        slip = _find_slip(text, start)
        if slip is not None and slip[1] > at:
            gap = text[start - 1 : start] in ("", " ", "\n")
            while tokens and tokens[-1].start >= start:
                tokens.pop()
            return Token(*slip[0], start, slip[1], 0, gap)
    return None


def _unknown(text: str, at: int, gap: bool) -> Token:
    run = _RUN.match(text, at)
    end = run.end() if run is not None else at + 1
    return Token(Word.UNKNOWN, 0, at, end, 0, gap)


def _find_slip(text: str, start: int) -> tuple[Meaning, int] | None:
    """Return the one name that the word at `start` is one letter away from, and where it ends."""
    chunk = _NAME_TYPED.match(text, start)
    if chunk is None or not _SHORTEST_NAME <= len(chunk[0]) <= _LONGEST_NAME:
        return None
    names = _NEARLY_AS_LONG[len(chunk[0])]
    meanings = {meaning for name, meaning in names if _within_one(chunk[0], name)}
    return (meanings.pop(), chunk.end()) if len(meanings) == 1 else None


def resembling(word: str) -> str:
    """Return the name that a word may have been meant as, or an empty string."""
    if not _SHORTEST_NAME <= len(word) <= _LONGEST_NAME:
        return ""
    return next(iter(get_close_matches(word, _NAMES, n=1, cutoff=0.65)), "")


def _within_one(typed: str, name: str) -> bool:
    """Whether one letter at most tells two words of nearly the same length apart."""
    same = 0
    shorter = min(len(typed), len(name))
    while same < shorter and typed[same] == name[same]:
        same += 1
    typed, name = typed[same:], name[same:]
    return typed[1:] == name[1:] or typed[1:] == name or typed == name[1:]
