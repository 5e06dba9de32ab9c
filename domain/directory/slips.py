"""How near a typed name comes to a known one: what it surely means, and what is offered."""

from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

_SHORTEST_TYPO = 7
_LONG_NAME = 14
_CHOICES = 3
_ALIKE, _BESIDE = 60, 12
"""Of a hundred: how like what was typed a name must be to be offered, and how near to the best."""
LONGEST_TYPED = 80


def slips_between(typed: str, known: str) -> int:
    """Count letters added, left out, changed, or swapped with their neighbour."""
    return OSA.distance(typed, known)


def nearly_whole(opening: str, names: Sequence[str]) -> bool:
    """Whether a name has two letters more at most: มหาดไท; not สวัสดิการ, which any text may say."""
    longest = len(opening) + 2
    return any(len(name) <= longest and name.startswith(opening) for name in names)


def surely_meant(
    typed: str, names: Sequence[str], codes_of: Callable[[str], tuple[str, ...]]
) -> str | None:
    """Return the code meant by a folded name with a slip, if near and clearly the only one.

    One slip is near, two in a name of fourteen characters or more; the next agency must be at
    least two slips further away.
    """
    if not _SHORTEST_TYPO <= len(typed) <= LONGEST_TYPED:
        return None
    limit = 2 if len(typed) >= _LONG_NAME else 1
    found = process.extract(
        typed, names, scorer=OSA.distance, score_cutoff=limit + 2, limit=len(names)
    )
    slips: dict[str, float] = {}
    for name, distance, _ in found:
        for code in codes_of(name):
            slips[code] = min(distance, slips.get(code, distance))
    ranked = sorted(slips.items(), key=lambda item: item[1])
    if not ranked or ranked[0][1] > limit:
        return None
    alone = len(ranked) == 1 or ranked[1][1] >= ranked[0][1] + 2
    return ranked[0][0] if alone else None


def nearest(
    typed: str, names: Sequence[str], codes_of: Callable[[str], tuple[str, ...]]
) -> tuple[str, ...]:
    """Return the codes of the three most similar names, best first; none that is hardly like it."""
    found = process.extract(
        typed[:LONGEST_TYPED], names, scorer=fuzz.ratio, limit=4 * _CHOICES, score_cutoff=_ALIKE
    )
    found = [each for each in found if each[1] >= found[0][1] - _BESIDE]
    codes = dict.fromkeys(code for name, _, _ in found for code in codes_of(name))
    return tuple(codes)[:_CHOICES]
