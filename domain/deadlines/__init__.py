"""Reading deadlines as Thai officials type them, in Thai and English.

`tokens` splits a text into the words of `vocabulary` and `phrases`; `rules` lets `numeric_dates`,
`weekdays`, `durations`, `times_of_day` and `period_ends` make statements of them; `combine` joins
these. Pure: now and the calendar are arguments, the machine's zone and locale play no part.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from domain.calendar import Calendar
from domain.deadlines.cursor import Cursor, holds_period
from domain.deadlines.requests import without_request
from domain.deadlines.rules import read, understand
from domain.deadlines.statements import Duration, Unreadable, Why
from domain.deadlines.token import Token
from domain.deadlines.tokens import fold, read_tokens
from domain.deadlines.vocabulary import Word
from domain.deadlines.written import read_day, read_instant
from domain.text import normalise

__all__ = [
    "Unreadable",
    "Why",
    "behind_deadline",
    "extended_by",
    "hours_given",
    "is_a_bare_period",
    "is_a_deadline",
    "leading_deadline",
    "read_day",
    "read_deadline",
    "read_instant",
    "starts_like_a_deadline",
]

LONGEST = 200
"""Characters of the longest text that can be a deadline."""

_SOFT = (Why.NOT_UNDERSTOOD, Why.BARE_NUMBER, Why.EMPTY, Why.WHICH_DAY)
_ANY_TIME = datetime(2026, 1, 5, tzinfo=UTC)
_ANY_CALENDAR = Calendar(UTC)
_MOST_WORDS = 32
_MOST_TO_BEGIN = 12  # words within which something is said that a deadline can begin with
_NAMES_INSTANT = {
    *(Word.LIMIT, Word.BEFORE, Word.LATEST, Word.COUNTED, Word.FROM, Word.RELATIVE_DAY),
}
_NAMES_EVENT = (Word.DAYS, Word.DATE_MARK, Word.COUNTED, Word.AFTER)
_STOP = Token(Word.STOP, 0, 0, 0)
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
    try:
        return read(typed, read_tokens(fold(typed)), now, calendar)
    except Unreadable as refusal:
        plainer = without_request(typed)
        if refusal.why is not Why.NOT_UNDERSTOOD or plainer == typed:
            raise
        return read(plainer, read_tokens(fold(plainer)), now, calendar)


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
            asked = _counted_elsewhere(head, tokens, count)
            return asked or outcome, head[_end(tokens[:count]) :].strip()
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


def behind_deadline(text: str) -> str:
    """Return what a text goes on with, normalised, behind the deadline with which it begins.

    Behind a first word that cannot be read as well, if no other time follows. Empty for nothing.
    """
    found = leading_deadline(text, _ANY_TIME, _ANY_CALENDAR)
    if found is not None:
        return found[1]
    words = normalise(text).split()[1:]
    last_is_time = words and words[-1].isdecimal()
    return "" if last_is_time or any(map(_tells_time, words[:_MOST_WORDS])) else " ".join(words)


def _tells_time(word: str) -> bool:
    known = not any(token.kind is Word.UNKNOWN for token in read_tokens(fold(word)))
    return (known and not word.isdecimal()) or starts_like_a_deadline(word)


def is_a_deadline(text: str) -> bool:
    """Whether a text is a date, a time or a period, possible or not, and nothing else."""
    try:
        read_deadline(text, _ANY_TIME, _ANY_CALENDAR)
    except Unreadable as refusal:
        return refusal.why not in _SOFT
    return True


def is_a_bare_period(text: str) -> bool:
    """Whether a text that is a deadline says only how long: 3 วัน, ขยายอีก 2 ชม., by 3 days.

    With ภายใน, a day, or from when it is counted, it names an instant.
    """
    return _bare_period(text) is not None


def extended_by(period: str, deadline: datetime, calendar: Calendar) -> datetime:
    """Return the instant a bare period behind a deadline: "3 วัน" more than it had.

    A deadline of 24.00 belongs to the day that ends, from which whole days are counted. Raises
    `Unreadable` where that is too far.
    """
    length = _bare_period(period)
    exact = length is not None and length.minutes > 0
    return read_deadline(period, deadline if exact else calendar.last_moment(deadline), calendar)


def hours_given(text: str) -> timedelta | None:
    """Return how long a deadline gives that was told in hours and minutes: ภายใน 3 ชม."""
    length = _period(text)
    return timedelta(minutes=length.minutes) if length and length.minutes else None


def _bare_period(text: str) -> Duration | None:
    """Return the one length of time that a text states, if it states nothing else of a day."""
    typed = fold(normalise(text))
    kinds = [t.kind for t in read_tokens(typed) if typed[t.start : t.end] != "by"]
    return None if any(kind in _NAMES_INSTANT for kind in kinds) else _period(text)


def _period(text: str) -> Duration | None:
    """Return the length of time that a text states beside no day."""
    typed = normalise(text)
    c = Cursor(typed, read_tokens(fold(typed)), _ANY_TIME, _ANY_CALENDAR)
    try:
        stated = understand(c)
    except Unreadable:
        return None
    return stated.periods[0] if stated.periods and not stated.days else None


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


def _counted_elsewhere(head: str, tokens: list[Token], count: int) -> Unreadable | None:
    """Return the question behind a period that goes on with what it is counted from."""
    following, beyond = [*tokens, _STOP, _STOP][count : count + 2]
    said = head[tokens[0].start : _end(tokens[:count])]
    if not holds_period(tokens[:count]):
        return None
    if following.kind is Word.BEFORE:
        return Unreadable(Why.COUNTED_BACK, said)
    rest = head[_end(tokens[:count]) :].lower().lstrip()
    dated = following.kind is Word.FROM and beyond.kind in _NAMES_EVENT
    counted = following.kind in (Word.COUNTED, Word.AFTER) or rest.startswith(("เมื่อ", "of "))
    return Unreadable(Why.COUNTED_FROM, said) if counted or dated else None


def _may_end(head: str, tokens: list[Token], count: int) -> bool:
    """Whether a deadline may end behind so many words: at a blank, not before a reason."""
    last, end = tokens[count - 1], _end(tokens[:count])
    swapped = count < len(tokens) and tokens[count].start < end  # "next" of "next Monday"
    if swapped or (count > 1 and last.kind in _NEVER_LAST):
        return False
    following = head[end : end + 1]
    return not following or not (following.isalnum() or "ก" <= following <= "๎")


def _end(tokens: list[Token]) -> int:
    """Return where words end, which need not stand in the order in which they were typed."""
    return max(token.end for token in tokens)
