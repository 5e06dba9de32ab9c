"""Issues that seem to be about the same thing: told to whoever opens the second. Rule I8."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from domain.grammar.polite import PARTICLE
from domain.text import arabic_digits, normalise

ALIKE = 0.9
"""From what share of equal letters on two headlines seem to say the same."""

SHARED = 0.8
"""From what share of the shorter one's triples of letters on the longer says the same and more."""
_LONG_ENOUGH = 12
"""Letters and marks that say more than a word that many issues have in common: น้ำท่วม."""

_WORD = 5
"""Letters and marks that are as long as a word."""
_BETWEEN = re.compile(r"[\s.,;:!?\"'“”‘’()\[\]/…_–—ๆฯ-]+")
_KIND_OF_NEWS = re.compile(rf"^(?:ขอ|ข่าว|กรณี|ประเด็น|เรื่อง|ด่วนที่สุด|ด่วนมาก|ด่วน)+|(?:{PARTICLE})+$")


def double_of(headline: str, others: Mapping[int, str]) -> int | None:
    """Return the number of the issue whose headline says the same or nearly, the most alike first.

    Words may be added or change places. Numbers that differ make two things of two headlines:
    กม. 12 is not กม. 21.
    """
    plain = _plain(headline)
    open_now: dict[str, int] = {}
    for number, other in sorted(others.items()):
        open_now.setdefault(_plain(other), number)
    comparable = [other for other in open_now if _same_numbers(other, plain)]
    found = get_close_matches(plain, comparable, n=1, cutoff=ALIKE) if plain else []
    shared = {other: _shared(plain, other) for other in comparable}
    found += [
        other for other in sorted(shared, key=shared.__getitem__)[-1:] if shared[other] >= SHARED
    ]
    return open_now[found[0]] if found else None


def _shared(one: str, other: str) -> float:
    """Return what share of the triples of the shorter text the longer one has, in any order.

    None of a text that says too little, is less than half as long, or begins or ends with what the
    other has not: another place.
    """
    shorter, longer = sorted((one, other), key=len)
    ends = shorter[:3] in longer and shorter[-3:] in longer
    if len(shorter) < max(_LONG_ENOUGH, len(longer) / 2) or not ends:
        return 0
    triples, there = _triples(shorter), _triples(longer)
    return len(triples & there) / len(triples)


def _triples(plain: str) -> set[str]:
    return {plain[at : at + 3] for at in range(len(plain) - 2)}


def share_words(one: str, other: str) -> bool:
    """Whether two headlines have a run of letters in common that is as long as a word."""
    first, second = _plain(one), _plain(other)
    size = min(_WORD, len(first), len(second))
    return any(first[at : at + size] in second for at in range(len(first) - size + 1))


def _plain(headline: str) -> str:
    plain = _BETWEEN.sub("", arabic_digits(normalise(headline)).casefold())
    return _KIND_OF_NEWS.sub("", plain)


def _same_numbers(one: str, other: str) -> bool:
    """Whether no text has a number where the other one has another."""
    first, second = (set(re.findall(r"\d+", each)) for each in (one, other))
    return first <= second or second <= first
