"""Points for a result: straight lines between the targets that are set."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

_EXACT = Decimal("0.0001")


class Direction(StrEnum):
    """Whether more is better, or less."""

    UP = "up"
    DOWN = "down"


class Mark(NamedTuple):
    """A target with the points of who reaches it."""

    value: Decimal
    points: Decimal


def score(result: Decimal, marks: Sequence[Mark], direction: Direction) -> Decimal | None:
    """Return the points of a result; `None` where no target with points is set. Rule Q5.

    `marks` go from the first target to the highest. Who falls short of the first gets none; beyond
    the highest there is no more.
    """
    if not marks:
        return None
    if not reached(result, marks[0].value, direction):
        return Decimal(0)
    for low, high in pairwise(marks):
        if not reached(result, high.value, direction):
            part = (result - low.value) / (high.value - low.value)
            points = low.points + part * (high.points - low.points)
            return plain(points.quantize(_EXACT, ROUND_HALF_UP))
    return marks[-1].points


def reached(result: Decimal, target: Decimal, direction: Direction) -> bool:
    """Whether a result is as good as a target, or better."""
    return result <= target if direction is Direction.DOWN else result >= target


def plain(figure: Decimal) -> Decimal:
    """Return a figure without zeros at its end and without an exponent."""
    return Decimal(format(figure.normalize(), "f")) if figure else Decimal(0)
