"""Reading deadlines as Thai officials type them, in Thai and English.

`tokens` splits a text into the words of `vocabulary` and `phrases`; `rules` lets `numeric_dates`,
`weekdays`, `durations`, `times_of_day` and `period_ends` make statements of them; `combine` joins
these. Pure: now and the calendar are arguments, the machine's zone and locale play no part.
"""

from datetime import UTC, datetime
from functools import lru_cache

from domain.calendar import Calendar
from domain.deadlines.rules import read
from domain.deadlines.statements import Unreadable, Why
from domain.deadlines.token import Token
from domain.deadlines.tokens import fold, read_tokens
from domain.deadlines.vocabulary import Word
from domain.text import normalise

__all__ = [
    "Unreadable",
    "Why",
    "is_a_deadline",
    "leading_deadline",
    "read_deadline",
    "starts_like_a_deadline",
]

LONGEST = 200
"""Characters of the longest text that can be a deadline."""

_SOFT = (Why.NOT_UNDERSTOOD, Why.BARE_NUMBER, Why.EMPTY, Why.WHICH_DAY)
_ANY_TIME = datetime(2026, 1, 5, tzinfo=UTC)
_ANY_CALENDAR = Calendar(UTC)
_MOST_WORDS = 32
_MOST_TO_BEGIN = 12  # words within which something is said that a deadline can begin with
_NEVER_LAST = {
    *(Word.AFTER, Word.OR, Word.AND, Word.CONDITION, Word.VAGUE, Word.WEEKEND, Word.LAST),
    *(Word.HEAD, Word.OBJECT),
}


def read_deadline(text: str, now: datetime, calendar: Calendar) -> datetime:
    """Return the aware instant that a whole text states, read by someone at the instant `now`.

    Raises `Unreadable` with the one reason why it states none. Source: sections 4.1 and 4.4 of
    the domain notes.
    """
    if len(text) > LONGEST:
        raise Unreadable(Why.NOT_UNDERSTOOD, text[:LONGEST])
    typed = normalise(text)
    return read(typed, read_tokens(fold(typed)), now, calendar)


def leading_deadline(
    text: str, now: datetime, calendar: Calendar
) -> tuple[datetime | Unreadable, str] | None:
    """Return the longest deadline that a text begins with, and the normalised rest.

    A date or time that cannot be (past, no such day) is returned as its reason. `None` where the
    text begins with nothing of the kind.
    """
    head = normalise(text)
    tokens = read_tokens(fold(head[:LONGEST]), known=True)[:_MOST_WORDS]
    for count in range(len(tokens), 0, -1):
        outcome = _first_words(head, tokens, count, now, calendar)
        if outcome is not None:
            return outcome, head[tokens[count - 1].end :].strip()
    return None


@lru_cache(maxsize=64)  # one place of a message is looked at more than once
def starts_like_a_deadline(text: str) -> bool:
    """Whether a date, a time or a period, possible or not, really begins here."""
    head = normalise(text[:LONGEST])
    tokens = read_tokens(fold(head), known=True)[:_MOST_TO_BEGIN]
    return any(  # the shortest first: most deadlines are short, however long the text goes on
        _first_words(head, tokens, count, _ANY_TIME, _ANY_CALENDAR) is not None
        for count in range(1, len(tokens) + 1)
    )


def is_a_deadline(text: str) -> bool:
    """Whether a text is a date, a time or a period, possible or not, and nothing else."""
    try:
        read_deadline(text, _ANY_TIME, _ANY_CALENDAR)
    except Unreadable as refusal:
        return refusal.why not in _SOFT
    return True


def _first_words(
    head: str, tokens: list[Token], count: int, now: datetime, calendar: Calendar
) -> datetime | Unreadable | None:
    """Read so many words as a deadline; `None` where they say nothing of the kind."""
    if not _may_end(head, tokens, count):
        return None
    try:
        return read(head, tokens[:count], now, calendar)
    except Unreadable as refusal:
        return None if refusal.why in _SOFT else refusal


def _may_end(head: str, tokens: list[Token], count: int) -> bool:
    """Whether a deadline may end behind so many words: at a blank, not before a reason."""
    last = tokens[count - 1]
    if count > 1 and last.kind in _NEVER_LAST:
        return False
    following = head[last.end : last.end + 1]
    return not following or not (following.isalnum() or "ก" <= following <= "๎")
