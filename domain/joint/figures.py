"""Figures as people write them: exact, in one form."""

import re
from decimal import Decimal

from domain.scores import plain
from domain.text import arabic_digits

PLACES = 10
"""Decimals that are kept: what a spreadsheet writes beyond them is its own inexactness."""
_FIGURE = re.compile(
    r"(?:ร้อยละ\s*)?(?P<sign>[+\-−]?)(?P<whole>\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?P<rest>\.\d{1,30})?"
    r"(?P<power>e[+\-]?\d{1,2})?\s*%?",
    re.IGNORECASE,
)


class NotAFigure(ValueError):
    """A text that is no figure, or one too large."""


def read_figure(written: str) -> Decimal:
    """Return a figure: `๘๐`, `ร้อยละ 80`, `80%` and `80.00` are alike. Raises NotAFigure."""
    found = _FIGURE.fullmatch(arabic_digits(written.strip()))
    if found is None:
        raise NotAFigure(written)
    sign, whole, rest, power = (part or "" for part in found.groups())
    exact = Decimal(sign.replace("−", "-") + whole.replace(",", "") + rest + power)
    if exact and exact.adjusted() >= PLACES + 5:
        raise NotAFigure(written)
    return plain(round(exact, PLACES))
