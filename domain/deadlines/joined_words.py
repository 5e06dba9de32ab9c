"""What several words say together, made one word before the rules read them."""

from domain.deadlines.token import Token
from domain.deadlines.vocabulary import Word

_SATURDAY = 5
_SWAPPED = (Word.THIS, Word.NEXT, Word.COMING, Word.LAST)
_BETWEEN_DAYS_OFF = (Word.DAYS, Word.DASH, Word.AND)
_COUNTED_DAYS = (Word.DAYS, Word.WORKING_DAYS, Word.WEEKS, Word.SUNDAY_OR_WEEK, Word.MONTHS)
_NOON_SIDES = {Word.BEFORE: 0, Word.AFTER: 12}


def join(text: str, tokens: list[Token]) -> list[Token]:
    """Return the words with those that belong together made one, in the Thai order."""
    return _thai_order(text, _half_days(_countings(text, _said_once(tokens))))


def _said_once(tokens: list[Token]) -> list[Token]:
    """Leave out the number words that repeat the digits before them: ภายใน 3 (สาม) วัน."""
    before = [None, *tokens]
    return [
        token
        for token, last in zip(tokens, before, strict=False)
        if not (last and token.kind is Word.NUMBER and token.digits == 0 < last.digits)
        or token.value != last.value
    ]


def _countings(text: str, tokens: list[Token]) -> list[Token]:
    """Make one word of "not counting Saturdays, Sundays and holidays" (section 4.5).

    That the first day of a period is not counted goes without saying; that it is, nobody can count
    with, nor with anything else that is left out or counted.
    """
    joined: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        verb = token.kind is Word.COUNTING or text[token.start : token.end] == "นับ"
        end = _days_off(tokens, place + 1) if verb else place + 1
        counts = token.value if token.kind is Word.COUNTING else 1
        if end > place + 1:
            joined.append(_one(Word.COUNTING, counts, tokens[place:end]))
        elif verb and _is_today(tokens[place + 1 : place + 2]):
            end = place + 2
            known = not counts and any(before.kind in _COUNTED_DAYS for before in joined)
            joined.append(_one(Word.TAIL if known else Word.UNKNOWN, 0, tokens[place:end]))
        elif token.kind is Word.COUNTING:
            joined.append(_one(Word.UNKNOWN, 0, [token]))
        else:
            joined.append(token)
        place = end
    return joined


def _days_off(tokens: list[Token], begin: int) -> int:
    """Return where a row of days off ends that begins at a place; the place itself if none does."""
    end = place = begin
    while place < len(tokens):
        if _is_off(tokens[place]):
            end = place + 1
        elif tokens[place].kind not in _BETWEEN_DAYS_OFF:
            break
        place += 1
    return end


def _is_off(token: Token) -> bool:
    weekday = token.kind is Word.WEEKDAY and token.value >= _SATURDAY
    return weekday or token.kind in (Word.HOLIDAY, Word.SUNDAY_OR_WEEK, Word.WEEKEND)


def _is_today(following: list[Token]) -> bool:
    return any(
        token.kind is Word.FIRST_DAY or (token.kind is Word.RELATIVE_DAY and token.value == 0)
        for token in following
    )


def _half_days(tokens: list[Token]) -> list[Token]:
    """Make "before noon" and "after noon" behind a time am and pm, as computers write them."""
    joined: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        following = tokens[place + 1].kind if place + 1 < len(tokens) else Word.STOP
        if token.kind in _NOON_SIDES and following is Word.NOON and _ends_clock(joined):
            half_day = _NOON_SIDES[token.kind]
            joined.append(_one(Word.AM_PM, half_day, tokens[place : place + 2]))
            place += 1
        else:
            joined.append(token)
        place += 1
    return joined


def _ends_clock(tokens: list[Token]) -> bool:
    """Whether the last words are a time in digits: 15.00, 15:00:30, 15 น."""
    kinds = [token.kind for token in tokens[-6:]]
    if kinds and kinds[-1] is Word.OCLOCK:
        return kinds[-2:-1] == [Word.NUMBER]
    if kinds[-2:] == [Word.COLON, Word.NUMBER]:
        return True
    dotted = kinds[-3:] == [Word.NUMBER, Word.DOT, Word.NUMBER]
    return dotted and kinds[-4:-3] not in ([Word.DOT], [Word.DASH], [Word.SLASH])


def _thai_order(text: str, tokens: list[Token]) -> list[Token]:
    """Put the English "next Monday" into the Thai order: Monday, next."""
    place = 0
    while place < len(tokens) - 1:
        first, second = tokens[place], tokens[place + 1]
        if first.kind in _SWAPPED and text[first.start].isascii():
            tokens[place], tokens[place + 1] = second, first
            place += 1
        place += 1
    return tokens


def _one(kind: Word, value: int, tokens: list[Token]) -> Token:
    """Return one word in place of several."""
    return Token(kind, value, tokens[0].start, tokens[-1].end, 0, tokens[0].gap)
