"""The grammar: which rules read which word, what joins statements, what refuses the text."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from domain.calendar import Calendar
from domain.deadlines import durations, numeric_dates, period_ends, times_of_day, weekdays
from domain.deadlines.combine import Stated, combine
from domain.deadlines.cursor import Cursor
from domain.deadlines.statements import Day, Statement, Unreadable, Why
from domain.deadlines.tokens import Token, fold, resembling
from domain.deadlines.vocabulary import Word

Rule = Callable[[Cursor], Statement | None]

# The rules that may read a statement beginning with such a word, in the order they are tried.
RULES: Mapping[Word, tuple[Rule, ...]] = {
    Word.NUMBER: (
        numeric_dates.iso_date,
        numeric_dates.numeric_date,
        numeric_dates.named_date,
        times_of_day.hour_only,
        durations.period,
        times_of_day.written_clock,
        times_of_day.spoken_clock,
        numeric_dates.day_of_month,
    ),
    Word.DATE_MARK: (
        numeric_dates.named_date,
        numeric_dates.marked_date,
        weekdays.weekday,
        numeric_dates.day_of_month,
    ),
    Word.DAYS: (
        weekdays.weekday,
        numeric_dates.named_date,
        numeric_dates.marked_date,
        numeric_dates.day_of_month,
        durations.period,
    ),
    Word.MONTH: (numeric_dates.english_date, period_ends.month_end),
    Word.WEEKDAY: (weekdays.weekday,),
    Word.SUNDAY_OR_WEEK: (weekdays.week, weekdays.weekday, durations.period),
    Word.RELATIVE_DAY: (weekdays.relative_day,),
    Word.WEEKS: (weekdays.week, durations.period),
    Word.WORKING_DAYS: (weekdays.next_working_day, durations.period),
    Word.MONTHS: (period_ends.month_end, durations.period),
    Word.YEARS: (period_ends.year_end, durations.period),
    Word.FISCAL_YEAR: (period_ends.fiscal_year_end,),
    Word.QUARTER: (period_ends.quarter_end,),
    Word.END: (period_ends.end_of,),
    Word.OFFICE_END: (times_of_day.office_end_word,),
    Word.MORE: (durations.period,),
    Word.HALF: (durations.period,),
    Word.HOURS: (durations.period,),
    Word.MINUTES: (durations.period,),
    Word.THUM: (times_of_day.one_thum,),
    Word.TI: (times_of_day.early_clock,),
    Word.NOON: (times_of_day.noon,),
    Word.MIDNIGHT: (times_of_day.midnight,),
    Word.PART: (times_of_day.part_of_day,),
}
_REFUSED: Mapping[Word, Why] = {
    Word.OR: Why.ALTERNATIVES,
    Word.CONDITION: Why.CONDITION,
    Word.AFTER: Why.AFTER,
    Word.VAGUE: Why.VAGUE,
    Word.ONWARDS: Why.NO_END,
    Word.LAST: Why.PAST,
    Word.AND: Why.TWO_DATES,
}
_BEFORE_COLON = {Word.LIMIT, Word.HEAD, Word.FILLER, Word.LATEST}
_SKIPPED = _BEFORE_COLON | {Word.BEFORE, Word.TAIL, Word.URGENT, Word.DOT}
_MUST_BE_FOLLOWED = {
    Word.LIMIT,
    Word.BEFORE,
    Word.HEAD,
    Word.FILLER,
    Word.TO,
    Word.FROM,
    Word.BETWEEN,
    Word.DASH,
    Word.COLON,
    Word.SLASH,
}
_JOINTS = (Word.DASH, Word.TO)


def read(text: str, tokens: list[Token], now: datetime, calendar: Calendar) -> datetime:
    """Return the deadline that these words of a normalised text state, or raise `Unreadable`."""
    c = Cursor(text, tokens, calendar.local(now), calendar)
    _refuse_unknown(c)
    stated = Stated()
    start: Stated | None = None
    while c.kind() is not Word.STOP:
        kind = c.kind()
        if kind is Word.DATE_MARK and c.kind(1) is Word.COLON:
            c.place += 2
        elif kind in RULES:
            _read_statement(c, stated, kind)
        elif _range_opens(c, stated, kind):
            stated.open = True
            c.place += 1
            c.skip(Word.NOW)
        elif not stated.empty and _joins(c, stated):
            start, stated = _first_half(c, start, stated), Stated()
            c.place += 1
        else:
            _skip(c, stated, kind)
    _refuse_loose_ends(c, stated)
    if start is not None:
        _join(c, start, stated)
    return combine(c, stated)


def _first_half(c: Cursor, start: Stated | None, stated: Stated) -> Stated:
    """Return what stands before "until"; in "25 พ.ย. - 13.00-15.00 น." the day comes along."""
    if start is None:
        return stated
    if start.clocks or stated.days or stated.periods:
        raise c.refuse(Why.TWO_DATES, 0)
    _join(c, start, stated)
    return stated


def _range_opens(c: Cursor, stated: Stated, kind: Word) -> bool:
    """Whether "from", or "now until", begins a range here."""
    if kind in (Word.FROM, Word.BETWEEN):
        return not stated.open
    counted = kind is Word.COUNTED or (kind is Word.NOW and c.kind(1) in _JOINTS)
    return counted and stated.empty


def _joins(c: Cursor, stated: Stated, ahead: int = 0) -> bool:
    """Whether "until" stands there, or "and" within a "between"."""
    kind = c.kind(ahead)
    return kind in _JOINTS or (kind is Word.AND and stated.open)


def _read_statement(c: Cursor, stated: Stated, kind: Word) -> None:
    """Let the rules for this word read a statement, or refuse what stands here."""
    begin = c.place
    for rule in RULES[kind]:
        statement = rule(c)
        if statement is not None:
            if isinstance(statement, Day) and _before_stands(c, begin):
                stated.before = True
            stated.add(statement)
            return
    if kind is Word.NUMBER and _joins(c, stated, 1) and c.kind(2) is Word.NUMBER:
        _range_start(c, begin)
        stated.open = False
        return
    raise _not_read(c, kind)


def _before_stands(c: Cursor, begin: int) -> bool:
    """Whether "before" stands directly before a place, small words aside."""
    while begin > 0 and c.tokens[begin - 1].kind in (Word.FILLER, Word.LIMIT, Word.TO):
        begin -= 1
    return begin > 0 and c.tokens[begin - 1].kind is Word.BEFORE


def _range_start(c: Cursor, begin: int) -> None:
    """Skip the first number of a range, whose unit or month stands behind the second."""
    first, last = c.peek().value, c.peek(2).value
    c.place += 2
    if first >= last:
        c.place += 1
        raise c.refuse(Why.BACKWARDS, begin)


def _not_read(c: Cursor, kind: Word) -> Unreadable:
    """Return why no rule could read the word here."""
    begin = c.place
    number = c.peek()
    c.place += 1
    if kind is Word.SUNDAY_OR_WEEK:
        return c.refuse(Why.WHICH_DAY, begin)
    if kind is not Word.NUMBER or c.kind() in (Word.SLASH, Word.DASH):
        return c.refuse(Why.NOT_UNDERSTOOD, begin)
    hour, minute = divmod(number.value, 100)
    choices = []
    if number.digits == 4 and hour < 24 and minute < 60:
        choices = [c.at(c.today, hour * 60 + minute)]
    return c.refuse(Why.BARE_NUMBER, begin, *choices)


def _skip(c: Cursor, stated: Stated, kind: Word) -> None:
    """Pass a word that states nothing by itself, or refuse it."""
    begin = c.place
    c.place += 1
    if kind is Word.NOW:
        raise c.refuse(Why.VAGUE, begin)
    if kind is Word.VAGUE_SPAN or kind is Word.FEAST:
        c.place = begin
        raise period_ends.vague_span(c) if kind is Word.VAGUE_SPAN else period_ends.feast(c)
    if kind is Word.DASH and not stated.open and not c.peek().gap:
        raise c.refuse(Why.NOT_UNDERSTOOD, begin)  # "-3 ชม." is no bullet
    if kind in _JOINTS and stated.empty:
        stated.open = False
    elif kind is Word.COLON and c.kind(-2) in _BEFORE_COLON:
        pass
    elif kind is Word.SLASH and not stated.empty and c.peek(-1).gap and c.peek().gap:
        pass  # 25 พ.ย. 69 / 15.00 น.
    elif kind not in _SKIPPED:
        raise c.refuse(Why.NOT_UNDERSTOOD, begin)


def _refuse_unknown(c: Cursor) -> None:
    """Refuse words that make a deadline of any text impossible, before anything is read."""
    for place, token in enumerate(c.tokens):
        if token.kind is Word.UNKNOWN:
            word = c.text[token.start : token.end]
            raise Unreadable(Why.NOT_UNDERSTOOD, word, meant=resembling(fold(word)))
        why = _REFUSED.get(token.kind)
        if why is not None and not _counts(c, place):
            raise Unreadable(why, c.text[token.start : token.end])


def _counts(c: Cursor, place: int) -> bool:
    """Whether a refusing word is harmless here: "from receipt on", "1 hour and 30 minutes"."""
    kind = c.tokens[place].kind
    before = {token.kind for token in c.tokens[:place]}
    if kind is Word.ONWARDS:
        return Word.COUNTED in before
    if kind is Word.AND and Word.BETWEEN in before:
        return True
    following = c.tokens[place + 2].kind if place + 2 < len(c.tokens) else Word.STOP
    return kind is Word.AND and following in (Word.MINUTES, Word.HOURS)


def _refuse_loose_ends(c: Cursor, stated: Stated) -> None:
    """Refuse a text that states nothing, or whose last word leads to nothing."""
    kinds = {token.kind for token in c.tokens}
    if stated.open:
        raise c.refuse(Why.NO_END, 0)
    if stated.empty:
        why = Why.URGENT if Word.URGENT in kinds else Why.NOT_UNDERSTOOD
        raise c.refuse(why if kinds else Why.EMPTY, 0)
    last = [token for token in c.tokens if token.kind not in (Word.TAIL, Word.URGENT, Word.DOT)][-1]
    if last.kind in _MUST_BE_FOLLOWED:
        raise Unreadable(Why.NOT_UNDERSTOOD, c.text[last.start : last.end])


def _join(c: Cursor, start: Stated, end: Stated) -> None:
    """Complete the end of a range with the day of its start; refuse one that runs backwards."""
    if not end.days and not end.periods:
        end.days.extend(start.days)
        end.periods.extend(start.periods)
        if not end.parts:
            end.parts.extend(start.parts)
    elif start.clocks and not start.days and not end.clocks:
        raise c.refuse(Why.NOT_UNDERSTOOD, 0)
    first, last = _dates(start), _dates(end)
    if len(first) > 1:
        raise c.refuse(Why.TWO_DATES, 0)
    if (first and last and max(first) > min(last)) or _times_run_backwards(start, end):
        raise c.refuse(Why.BACKWARDS, 0)


def _dates(stated: Stated) -> set[date]:
    return {day.day for day in stated.days if day.day is not None}


def _times_run_backwards(start: Stated, end: Stated) -> bool:
    """Whether two written times of one day are not in order; spoken ones are read later."""
    if (start.days and start.days != end.days) or not len(start.clocks) == len(end.clocks) == 1:
        return False
    earlier, later = start.clocks[0], end.clocks[0]
    if earlier.spoken or later.spoken or earlier.part or later.part:
        return False
    return (earlier.hour, earlier.minute) >= (later.hour, later.minute)
