"""Deadlines inside messages: where one begins, how far it reaches, what it says."""

from dataclasses import dataclass
from datetime import datetime

from domain.chat.mistakes import Mistake, Problem
from domain.deadlines import (
    Unreadable,
    leading_deadline,
    read_deadline,
    starts_like_a_deadline,
)
from domain.grammar.context import Context

_LOOKED_AT = 100


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline that was read, or the problem with it, and what was typed."""

    at: datetime | None
    problem: Problem | None
    text: str


def begins_due(text: str, position: int) -> bool:
    """Whether a date, a time or a period really begins at a position of a normalised text."""
    return starts_like_a_deadline(text[position : position + _LOOKED_AT])


def read_due(text: str, context: Context) -> Due:
    """Read a whole deadline."""
    said = text.strip()
    try:
        return Due(read_deadline(said, context.now, context.calendar), None, said)
    except Unreadable as refusal:
        return Due(None, _problem(said, refusal), said)


def leading_due(text: str, context: Context) -> tuple[Due, int] | None:
    """Read the deadline that a normalised text begins with, and where it ends; else `None`."""
    found = leading_deadline(text, context.now, context.calendar)
    if found is None:
        return None
    outcome, rest = found
    end = len(text.rstrip()) - len(rest)
    said = text[:end].strip()
    if isinstance(outcome, Unreadable):
        return Due(None, _problem(said, outcome), said), end
    return Due(outcome, None, said), end


def _problem(said: str, refusal: Unreadable) -> Problem:
    return Problem(
        Mistake.BAD_DEADLINE,
        said,
        why=str(refusal.why),
        detail=refusal.detail,
        instants=refusal.choices,
        meant=refusal.meant,
    )
