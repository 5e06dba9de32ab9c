"""A place in the words of a deadline, and what every rule may know: now and the calendar."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from domain.calendar import Calendar
from domain.deadlines.statements import Unreadable, Why
from domain.deadlines.token import Token
from domain.deadlines.vocabulary import Word

MOST_DAYS = 400
"""Days ahead that a deadline may lie (rule 13)."""

# Stand behind the last word, and before the first one, where an index below 0 leads.
_STOPS = (Token(Word.STOP, 0, 0, 0),) * 8
_AFTER_A_CLOCK_NUMBER = {Word.OCLOCK, Word.MONG, Word.THUM, Word.AM_PM, Word.COLON}
_AMOUNTS = (Word.NUMBER, Word.HALF, Word.MORE)
_WEEKDAYS = (Word.WEEKDAY, Word.SUNDAY_OR_WEEK)
_COUNT_FROM = (Word.COUNTED, Word.FROM, Word.AFTER)
UNITS = {
    Word.MINUTES,
    Word.HOURS,
    Word.DAYS,
    Word.WORKING_DAYS,
    Word.WEEKS,
    Word.SUNDAY_OR_WEEK,
    Word.MONTHS,
    Word.YEARS,
}


def counts_from_event(tokens: Sequence[Token]) -> bool:
    """Whether a period stands there, and behind it words that count it from something else."""
    kinds = [token.kind for token in tokens]
    links = [place for place, kind in enumerate(kinds) if kind in _COUNT_FROM]
    return bool(links) and holds_period(tokens[: links[-1]])


def holds_period(tokens: Sequence[Token]) -> bool:
    """Whether a length of time stands there: 3 วัน, ครึ่งชั่วโมง, อีกสัปดาห์."""
    kinds = [*(token.kind for token in tokens), Word.STOP]
    return any(
        amount in _AMOUNTS and unit in UNITS and following not in _WEEKDAYS  # 69 วันพุธ
        for amount, unit, following in zip(kinds, kinds[1:], kinds[2:], strict=False)
    )


class Cursor:
    """Walks over the words of one text; `now` is on the calendar's wall clock."""

    def __init__(self, text: str, tokens: list[Token], now: datetime, calendar: Calendar) -> None:
        self.text = text
        self.tokens = tokens
        self._padded = [*tokens, *_STOPS]
        self.now = now
        self.today: date = now.date()
        self.calendar = calendar
        self.place = 0

    def peek(self, ahead: int = 0) -> Token:
        """Return the word so many places ahead, or a stop."""
        return self._padded[self.place + ahead]

    def kind(self, ahead: int = 0) -> Word:
        """Return the kind of the word so many places ahead."""
        return self._padded[self.place + ahead].kind

    def take(self, *kinds: Word) -> Token | None:
        """Take the next word if it is of one of these kinds."""
        token = self.peek()
        if token.kind not in kinds:
            return None
        self.place += 1
        return token

    def skip(self, *kinds: Word) -> int:
        """Take all next words of these kinds and return how many they were."""
        begin = self.place
        while self.peek().kind in kinds:
            self.place += 1
        return self.place - begin

    def said(self, begin: int | None = None) -> str:
        """Return what was typed from a place (default: the word here) up to here."""
        first = self.place if begin is None else begin
        last = self.place if begin is None else self.place - 1
        if not self.tokens:
            return ""
        limit = len(self.tokens) - 1
        end = self.tokens[min(last, limit)].end
        if self.text[end : end + 1] in (")", "]", "”"):
            end += 1
        return self.text[self.tokens[min(first, limit)].start : end]

    def refuse(self, why: Why, begin: int | None = None, *choices: datetime) -> Unreadable:
        """Return the refusal of what was typed from a place up to here; only choices ahead."""
        latest = self.now + timedelta(days=MOST_DAYS)
        possible = tuple(sorted(choice for choice in choices if self.now < choice <= latest))
        return Unreadable(why, self.said(begin), possible)

    def at(self, day: date, minutes: int) -> datetime:
        """Return an instant so many minutes after a local date began."""
        start = datetime(day.year, day.month, day.day, tzinfo=self.calendar.tz)
        return start + timedelta(minutes=minutes)

    def bracket_ahead(self, ahead: int = 0) -> bool:
        """Whether a bracket opens before the word so many places ahead."""
        return "(" in self.text[self.peek(ahead - 1).end : self.peek(ahead).start]

    def clock_ahead(self, ahead: int = 0) -> bool:
        """Whether a time of day begins with the number so many places ahead."""
        following = self.kind(ahead + 1)
        if following in _AFTER_A_CLOCK_NUMBER:
            return True
        if following is Word.DOT:
            return self._dotted(ahead) and self.kind(ahead + 3) not in (Word.HOURS, Word.DOT)
        if following in (Word.DASH, Word.TO) and self.kind(ahead + 2) is Word.NUMBER:
            return self.peek(ahead).value <= 24 and self.clock_ahead(ahead + 2)
        return False

    def _dotted(self, ahead: int) -> bool:
        """Whether number, dot, number stand there without a blank."""
        minute = self.peek(ahead + 2)
        return minute.kind is Word.NUMBER and not minute.gap and not self.peek(ahead + 1).gap

    def follows_before(self, begin: int) -> bool:
        """Whether "before" stands directly before a place, small words aside."""
        while begin > 0 and self.tokens[begin - 1].kind in (Word.FILLER, Word.LIMIT, Word.TO):
            begin -= 1
        return begin > 0 and self.tokens[begin - 1].kind is Word.BEFORE

    def unit_ahead(self, ahead: int = 0) -> bool:
        """Whether the number so many places ahead counts minutes, hours, days or months."""
        if self.kind(ahead + 1) is Word.DAYS:
            weekday = self.kind(ahead + 2) in _WEEKDAYS  # 69 วันพุธ
            return not weekday or self.bracket_ahead(ahead + 2)
        return self.kind(ahead + 1) in UNITS
