"""Issues that seem to be about the same thing: told to whoever opens the second. Rule I8."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from domain.text import arabic_digits, normalise

ALIKE = 0.9
"""From what share of equal letters on two headlines seem to say the same."""

_WORD = 5
"""Letters and marks that are as long as a word."""
_BETWEEN = re.compile(r"[\s.,;:!?\"'“”‘’()\[\]/…_–—-]+")


def double_of(headline: str, others: Mapping[int, str]) -> int | None:
    """Return the number of the issue whose headline says the same or nearly, the most alike first.

    Numbers that differ make two things of two headlines: กม. 12 is not กม. 21.
    """
    plain = _plain(headline)
    open_now = {_plain(other): number for number, other in others.items()}
    comparable = [other for other in open_now if _numbers(other) == _numbers(plain)]
    found = get_close_matches(plain, comparable, n=1, cutoff=ALIKE) if plain else []
    return open_now[found[0]] if found else None


def share_words(one: str, other: str) -> bool:
    """Whether two headlines have a run of letters in common that is as long as a word."""
    first, second = _plain(one), _plain(other)
    size = min(_WORD, len(first), len(second))
    return any(first[at : at + size] in second for at in range(len(first) - size + 1))


def _plain(headline: str) -> str:
    return _BETWEEN.sub("", arabic_digits(normalise(headline)).casefold())


def _numbers(plain: str) -> list[str]:
    return re.findall(r"\d+", plain)
