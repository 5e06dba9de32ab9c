"""The grammar: which rules read which word, what joins statements, what refuses the text."""

from collections.abc import Callable, Mapping
from datetime import datetime

from domain.calendar import Calendar
from domain.deadlines import durations, numeric_dates, period_ends, times_of_day, weekdays
from domain.deadlines.combine import Stated, combine
from domain.deadlines.cursor import Cursor, counts_from_event, holds_period
from domain.deadlines.heads import CLOSING, is_head, names_subject
from domain.deadlines.ranges import JOINTS, first_half, join, joins, range_opens, skip_first_number
from domain.deadlines.statements import Day, Statement, Unreadable, Why
from domain.deadlines.token import Token
from domain.deadlines.tokens import fold, resembling
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
    Word.MONTH: (numeric_dates.month_first, period_ends.month_end),
    Word.WEEKDAY: (weekdays.weekday,),
    Word.SUNDAY_OR_WEEK: (weekdays.week, weekdays.weekday, durations.period),
    Word.RELATIVE_DAY: (weekdays.relative_day,),
    Word.WEEKS: (weekdays.week, durations.period),
    Word.WORKING_DAYS: (weekdays.next_working_day, durations.period),
    Word.MONTHS: (period_ends.day_in_month, period_ends.month_end, durations.period),
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
_MARKS = (Word.DATE_MARK, Word.DAYS)
_REFUSED: Mapping[Word, Why] = {
    Word.OR: Why.ALTERNATIVES,
    Word.CONDITION: Why.CONDITION,
    Word.AFTER: Why.AFTER,
    Word.VAGUE: Why.VAGUE,
    Word.WEEKEND: Why.VAGUE,
    Word.ONWARDS: Why.NO_END,
    Word.LAST: Why.PAST,
    Word.AND: Why.TWO_DATES,
}
_SPANS = {
    *("week", "end_of_week", "day_in_month", "end_of_month", "end_of_quarter", "end_of_year"),
    *("end_of_fiscal_year", "last_working_day"),
}
_BEFORE_COLON = {Word.LIMIT, Word.HEAD, Word.OBJECT, Word.FILLER, Word.LATEST, Word.RECEIPT}
_SAID_OF_DAYS = {Word.COUNTING, Word.OFFICE_DAYS}  # `combine` holds them against the deadline
_SKIPPED = {
    *(Word.LIMIT, Word.FILLER, Word.LATEST, Word.BEFORE, Word.TAIL, Word.URGENT, Word.DOT),
    *_SAID_OF_DAYS,
}
_MUST_BE_FOLLOWED = {
    Word.LIMIT,
    Word.BEFORE,
    Word.HEAD,
    Word.OBJECT,
    Word.FILLER,
    Word.TO,
    Word.FROM,
    Word.BETWEEN,
    Word.DASH,
    Word.COLON,
    Word.SLASH,
}


def read(text: str, tokens: list[Token], now: datetime, calendar: Calendar) -> datetime:
    """Return the deadline that these words of a normalised text state, or raise `Unreadable`."""
    c = Cursor(text, tokens, calendar.local(now), calendar)
    return combine(c, understand(c))


def understand(c: Cursor) -> Stated:
    """Return what the words state, or raise `Unreadable`."""
    _refuse_unknown(c)
    stated = Stated()
    start: Stated | None = None
    while c.kind() is not Word.STOP:
        kind = c.kind()
        if kind is Word.DATE_MARK and c.kind(1) is Word.COLON:
            c.place += 2
        elif kind in _MARKS and skip_first_number(c):
            stated.open = False
        elif kind in RULES and not _leads_to_end(c, kind):
            _read_statement(c, stated, kind)
        elif range_opens(c, stated, kind) and not _leads_to_end(c, kind):
            stated.open = True
            c.place += 1
            c.skip(Word.NOW)
        elif _leads_to_end(c, kind):
            c.place += 1
        elif not stated.empty and joins(c, stated):
            start, stated = first_half(c, start, stated)
            c.place += 1
        else:
            _skip(c, stated, kind)
    _refuse_loose_ends(c, stated)
    if start is not None:
        join(c, start, stated)
    return stated


def _read_statement(c: Cursor, stated: Stated, kind: Word) -> None:
    """Let the rules for this word read a statement, or refuse what stands here."""
    begin = c.place
    for rule in RULES[kind]:
        statement = rule(c)
        if statement is not None:
            if isinstance(statement, Day):
                stated.before = stated.before or c.follows_before(begin)
                if statement.rule in _SPANS and names_subject(c, begin):
                    raise c.refuse(Why.NOT_UNDERSTOOD, begin - 1)
            stated.add(statement)
            return
    if kind is Word.NUMBER and joins(c, stated, 1) and skip_first_number(c):
        stated.open = False
        return
    raise _not_read(c, kind)


def _leads_to_end(c: Cursor, kind: Word) -> bool:
    """Whether a word only leads on to an end: ออกไปถึง, เป็นต้นไปจนถึง, จากนี้ไป 3 วัน."""
    if kind is Word.ONWARDS:
        return c.kind(1) is Word.TO
    if kind is Word.MORE:
        return c.kind(1) in (Word.TO, Word.LIMIT)
    period = c.kind(1) is Word.MORE or (c.kind(1) is Word.NUMBER and c.unit_ahead(1))
    return kind is Word.COUNTED and c.peek().value == 1 and period


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
    if kind is Word.BEFORE and _names_event(c.peek()):
        c.place += 1
        back = holds_period(c.tokens)  # ก่อนครบกำหนด 3 วัน, ก่อนรายงาน 15.00 น.
        raise c.refuse(Why.COUNTED_BACK if back else Why.NOT_UNDERSTOOD, begin)
    if kind is Word.VAGUE_SPAN or kind is Word.FEAST:
        c.place = begin
        raise period_ends.vague_span(c) if kind is Word.VAGUE_SPAN else period_ends.feast(c)
    if kind is Word.DASH and not stated.open and not c.peek().gap:
        raise c.refuse(Why.NOT_UNDERSTOOD, begin)  # "-3 ชม." is no bullet
    if kind in JOINTS and stated.empty:
        stated.open = False
    elif kind is Word.COLON and c.kind(-2) in _BEFORE_COLON:
        pass
    elif kind is Word.SLASH and not stated.empty and c.peek(-1).gap and c.peek().gap:
        pass  # 25 พ.ย. 69 / 15.00 น.
    elif kind in (Word.HEAD, Word.OBJECT, Word.RECEIPT):
        shut = (kind, c.peek(-1).value) == (Word.HEAD, CLOSING) and c.unit_ahead()
        if shut or not is_head(c, not stated.empty):  # ปิดระบบ 3 ชม.
            raise c.refuse(Why.NOT_UNDERSTOOD, begin)
    elif kind not in _SKIPPED:
        raise c.refuse(Why.NOT_UNDERSTOOD, begin)


def _names_event(token: Token) -> bool:
    """Whether a word names something that is done, and no end of it: ส่ง, รายงาน, กำหนด."""
    if token.kind is Word.HEAD:
        return token.value != CLOSING
    return token.kind in (Word.OBJECT, Word.RECEIPT) or (token.kind, token.value) == (Word.LIMIT, 1)


def _refuse_unknown(c: Cursor) -> None:
    """Refuse words that make a deadline of any text impossible, before anything is read."""
    for place, token in enumerate(c.tokens):
        if token.kind is Word.UNKNOWN:
            word = c.text[token.start : token.end]
            why = Why.COUNTED_FROM if counts_from_event(c.tokens[:place]) else Why.NOT_UNDERSTOOD
            raise Unreadable(why, word, meant=resembling(fold(word)))
        refused = _REFUSED.get(token.kind)
        if refused is not None and not _counts(c, place):
            counted = counts_from_event(c.tokens[: place + 1])
            raise Unreadable(
                Why.COUNTED_FROM if counted else refused, c.text[token.start : token.end]
            )


def _counts(c: Cursor, place: int) -> bool:
    """Whether a refusing word is harmless here: "from receipt on", "1 hour and 30 minutes"."""
    kind = c.tokens[place].kind
    before = {token.kind for token in c.tokens[:place]}
    if kind is Word.ONWARDS:
        next_kind = c.tokens[place + 1].kind if place + 1 < len(c.tokens) else Word.STOP
        return Word.COUNTED in before or next_kind is Word.TO
    if kind is Word.AND and Word.BETWEEN in before:
        return True
    following = c.tokens[place + 2].kind if place + 2 < len(c.tokens) else Word.STOP
    return kind is Word.AND and following in (Word.MINUTES, Word.HOURS)


def _refuse_loose_ends(c: Cursor, stated: Stated) -> None:
    """Refuse a text that states nothing, or whose last word leads to nothing."""
    if stated.open:
        raise c.refuse(Why.NO_END, 0)
    if stated.empty:
        raise c.refuse(_why_empty(c), 0)
    kinds = {token.kind for token in c.tokens}
    if (Word.URGENT, 2) in _said(c) and not kinds & {Word.LIMIT, Word.BEFORE}:
        raise c.refuse(Why.VAGUE, 0)  # เร็วที่สุดวันศุกร์ may be Friday at the earliest
    passed_over = (Word.TAIL, Word.URGENT, Word.DOT, *_SAID_OF_DAYS)
    last = [token for token in c.tokens if token.kind not in passed_over][-1]
    if last.kind in _MUST_BE_FOLLOWED:
        raise Unreadable(Why.NOT_UNDERSTOOD, c.text[last.start : last.end])


def _said(c: Cursor) -> set[tuple[Word, int]]:
    """Return the kinds of the words and what they say."""
    return {(token.kind, token.value) for token in c.tokens}


def _why_empty(c: Cursor) -> Why:
    """Return why a text states nothing."""
    if not c.tokens:
        return Why.EMPTY
    said = _said(c)
    if said & {(Word.URGENT, 1), (Word.URGENT, 2)} or (Word.OFFICE_DAYS, 0) in said:
        return Why.VAGUE
    return Why.URGENT if (Word.URGENT, 0) in said else Why.NOT_UNDERSTOOD
