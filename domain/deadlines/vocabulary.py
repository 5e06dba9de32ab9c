"""Every word a deadline may hold: closed lists, in one table from spelling to meaning.

All spellings are normalised, in lower case. What is not in here is not understood, and nothing
is skipped but the heads, fillers and tails named here (rule 1).
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum, StrEnum
from itertools import product

from domain.thai_dates import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS


class Word(StrEnum):
    """What a word does in a deadline; the comment names its value where it has one."""

    NUMBER = "number"  # the number
    MONTH = "month"  # 1-12
    WEEKDAY = "weekday"  # 0 = Monday
    SUNDAY_OR_WEEK = "sunday_or_week"  # อาทิตย์
    RELATIVE_DAY = "relative_day"  # days from today
    DATE_MARK = "date_mark"  # วันที่, ที่
    ORDINAL = "ordinal"  # st, nd, rd, th
    ERA = "era"  # years to take away for C.E.
    THIS = "this"
    NEXT = "next"
    FOLLOWING = "following"
    COMING = "coming"
    LAST = "last"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"  # 1 for calendar years
    FISCAL_YEAR = "fiscal_year"
    QUARTER = "quarter"  # 1-4 where the word says it (Q2), else 0
    END = "end"  # สิ้น; 1 for the last working day
    OFFICE_END = "office_end"
    MORE = "more"  # อีก
    HALF = "half"
    OCLOCK = "oclock"  # น.
    MONG = "mong"
    THUM = "thum"
    TI = "ti"
    AM_PM = "am_pm"  # 0 or 12
    PART = "part"  # a DayPart
    NOON = "noon"
    MIDNIGHT = "midnight"
    SHARP = "sharp"
    LIMIT = "limit"  # ภายใน; 1 for กำหนด
    LATEST = "latest"  # อย่างช้า, at either end
    BEFORE = "before"
    HEAD = "head"  # 1 for a verb
    OBJECT = "object"  # what is sent, behind a verb
    FILLER = "filler"
    TAIL = "tail"
    FROM = "from"
    BETWEEN = "between"
    NOW = "now"
    TO = "to"
    COUNTED = "counted"  # นับแต่; 1 where it says from when (นับจากนี้)
    RECEIPT = "receipt"  # ได้รับแจ้ง; 1 for แจ้ง
    COUNTING = "counting"  # 0 = without, 1 = with the days that follow
    HOLIDAY = "holiday"
    WEEKEND = "weekend"
    FIRST_DAY = "first_day"
    OFFICE_DAYS = "office_days"  # ในวันและเวลาราชการ
    ONWARDS = "onwards"
    AFTER = "after"
    OR = "or"
    AND = "and"
    CONDITION = "condition"
    VAGUE = "vague"
    VAGUE_SPAN = "vague_span"  # day of the month to suggest, 0 = the last
    FEAST = "feast"  # month * 100 + day
    URGENT = "urgent"  # 1 for a vague time: โดยเร็ว; 2 needs ภายใน: เร็วที่สุด
    DASH = "dash"
    DOT = "dot"
    COLON = "colon"
    SLASH = "slash"
    ISO_T = "iso_t"
    ZULU = "zulu"
    PLUS = "plus"
    NOTHING = "nothing"  # brackets, emoji, "the"
    UNKNOWN = "unknown"
    STOP = "stop"


class DayPart(IntEnum):
    """A part of the day."""

    MORNING = 1
    AFTERNOON = 2
    EVENING = 3
    DUSK = 4
    NIGHT = 5


def _names(spaced: str) -> tuple[str, ...]:
    """Return names that stand in one string, parted by blanks."""
    return tuple(spaced.split())


MONTHS_TH, MONTHS_TH_SHORT = MONTHS["th"], SHORT_MONTHS["th"]
MONTHS_TH_CLIPPED = _names("มกรา กุมภา มีนา เมษา พฤษภา มิถุนา กรกฎา สิงหา กันยา ตุลา พฤศจิกา ธันวา")
MONTHS_EN = tuple(map(str.lower, MONTHS["en"]))
WEEKDAYS_TH, WEEKDAYS_EN = WEEKDAYS["th"], tuple(map(str.lower, WEEKDAYS["en"]))
WEEKDAYS_TH_SHORT = SHORT_WEEKDAYS["th"]
UNITS_TH = _names("หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า")
UNITS_EN = _names(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
TENS_EN = _names("twenty thirty forty fifty sixty seventy")

Meaning = tuple[Word, int]


def _dotless(short: str) -> set[str]:
    """Return an abbreviation with and without each of its dots, and with a blank inside."""
    letters = short.rstrip(".").split(".")
    gaps = product((".", "", ". ", " "), repeat=len(letters) - 1)
    stems = {"".join(map("".join, zip(letters, (*gap, ""), strict=True))) for gap in gaps}
    return stems | {stem + "." for stem in stems}


def _months() -> Iterator[tuple[str, Meaning]]:
    """Yield the spellings of the months, slips that everybody makes included."""
    for names in (MONTHS_TH, MONTHS_TH_CLIPPED, MONTHS_EN):
        for number, name in enumerate(names, 1):
            yield name, (Word.MONTH, number)
    for number, short in enumerate(MONTHS_TH_SHORT, 1):
        for spelling in _dotless(short):
            yield spelling, (Word.MONTH, number)
    for number, name in enumerate(MONTHS_EN, 1):
        yield name[:3], (Word.MONTH, number)
        yield name[:3] + ".", (Word.MONTH, number)
    for spelling in ("sept", "sept."):
        yield spelling, (Word.MONTH, 9)
    for spelling in ("กรกฏาคม", "กรกฏา"):
        yield spelling, (Word.MONTH, 7)
    yield "กุมภาพันธุ์", (Word.MONTH, 2)


def _weekdays() -> Iterator[tuple[str, Meaning]]:
    """Yield the spellings of the weekdays; อาทิตย์ alone is left to the grammar."""
    yield WEEKDAYS_TH[6], (Word.SUNDAY_OR_WEEK, 6)
    for number, name in enumerate(WEEKDAYS_TH[:6]):
        yield name, (Word.WEEKDAY, number)
    for number, short in enumerate(WEEKDAYS_TH_SHORT):
        yield short, (Word.WEEKDAY, number)
        yield short.rstrip("."), (Word.WEEKDAY, number)
    for number, name in enumerate(WEEKDAYS_EN):
        for spelling in (name, name[:3], name[:3] + "."):
            yield spelling, (Word.WEEKDAY, number)
    for spelling in ("พฤหัส", "พฤหัสฯ", "พฤหัสบดีฯ", "thurs", "thur"):
        yield spelling, (Word.WEEKDAY, 3)
    slips = (("จันทร", 0), ("อังคาน", 1), ("พุทธ", 2), ("พฤหัด", 3), ("ศุก", 4), ("ศุกร", 4), ("สุกร์", 4))
    for spelling, number in (*slips, ("tues", 1), ("wednes", 2)):
        yield spelling, (Word.WEEKDAY, number)


def _numbers() -> Iterator[tuple[str, Meaning]]:
    """Yield the number words of both languages below one hundred."""
    for ones, word in enumerate(UNITS_TH, 1):
        yield word, (Word.NUMBER, ones)
    for tens in range(1, 10):
        stem = {1: "สิบ", 2: "ยี่สิบ"}.get(tens, UNITS_TH[tens - 1] + "สิบ")
        yield stem, (Word.NUMBER, tens * 10)
        for ones, word in enumerate(("เอ็ด", *UNITS_TH[1:]), 1):
            yield stem + word, (Word.NUMBER, tens * 10 + ones)
    yield "นึง", (Word.NUMBER, 1)
    for number, word in enumerate(UNITS_EN, 1):
        yield word, (Word.NUMBER, number)
    for tens, stem in enumerate(TENS_EN, 2):
        yield stem, (Word.NUMBER, tens * 10)
        for ones, word in enumerate(UNITS_EN[:9], 1):
            for joint in ("-", " ", ""):
                yield stem + joint + word, (Word.NUMBER, tens * 10 + ones)
    for article in ("a", "an"):
        yield article, (Word.NUMBER, 1)


def _listed(table: Mapping[Meaning, str]) -> Iterator[tuple[str, Meaning]]:
    """Yield the spellings of a table whose values are lists parted by `|`."""
    for meaning, spellings in table.items():
        for spelling in spellings.split("|"):
            yield spelling.strip(), meaning


def _words(lists: Iterable[Iterator[tuple[str, Meaning]]]) -> dict[str, Meaning]:
    """Return one table; a spelling that an earlier list has keeps its first meaning."""
    words: dict[str, Meaning] = {}
    for spellings in lists:
        for spelling, meaning in spellings:
            words.setdefault(spelling, meaning)
    return words


def all_words(phrases: Mapping[Meaning, str]) -> dict[str, Meaning]:
    """Return the whole table: names and numbers of this module, then the given phrases."""
    return _words((_months(), _weekdays(), _numbers(), _listed(phrases)))
