"""Which of the deadlines inside free text count, and where one of them begins."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from domain.chat.mistakes import Mistake, Problem
from domain.deadlines import Why, is_a_bare_period, starts_like_a_deadline
from domain.grammar.conditions import condition_before
from domain.grammar.labels import Label, Mark
from domain.grammar.lines import Line
from domain.grammar.sections import Piece, Sections
from domain.grammar.situation import DeadlineRead, Situation
from domain.text import EMOJI

_ASKS = re.compile("ส่ง|ตอบ|แจ้ง|ชี้แจง|รายงาน|ขอ|โปรด|กรุณา|รบกวน|กำหนด|(?<!เ)ปิดรับ|หมดเขต")
_OPENS = re.compile(
    rf"[\s{EMOJI}\-–—•·*]*+(?:จึงขอ|ทั้งนี้ ขอ|ขอ|โปรด|กรุณา|ช่วย|รบกวน|ส่ง|ตอบ|ชี้แจง|แจ้ง|รายงาน)(?!่|้)"
)
_TOLD = re.compile(
    r"ว่า|อ้าง|ระบุ|เตือน|ลั่น|ขีดเส้น|ให้เวลา|ข่าว|ปลอม|จะ|ต้อง|[\"“]|\b(?:says?|said|that|will)\b",
    re.IGNORECASE,
)
"""What is told of others, whose time it is: ลั่นแก้ให้จบภายใน 3 วัน."""
_CLAUSE = re.compile(r"(?<!:)\s+")
_WHETHER = re.compile("หรือไม่|หรือเปล่า|ไหม|อย่างไร")
_EITHER = re.compile(r"(?<!\S)(?:on|by) or $|(?:ภายใน|ใน)หรือ$", re.IGNORECASE)
"""What before "before" makes its day one of those that count."""
_NO_DAY = {Why.PAST, Why.URGENT, Why.VAGUE, Why.ALTERNATIVES, Why.CONDITION, Why.AFTER, Why.NO_END}
_WORD = re.compile(
    r"(?:(?<!\S)|(?<=[\s(/]))(?=\S)|(?:ส่ง|ตอบ|ชี้แจง|แจ้ง|รายงาน|ให้|ใน|ขอ|มา|กลับ|ข้อมูล|ข้อเท็จจริง|คำชี้แจง|เอกสาร|"
    r"ผล|อนุเคราะห์|เสร็จ|ดำเนินการ|ตรวจสอบ|ยืนยัน|on\b)\s*+"
)
"""Where a word begins that may begin a deadline: behind a blank, or what is asked."""
_LONG = re.compile(r"(?:ภายใน|ไม่เกิน)\s*(?:เวลา)?\s*\d+\s*(?:เดือน|ปี)")
"""In a headline, behind no agency, the news may tell of it: ขึ้นร้อยละ 5 ภายใน 3 เดือน ถึง ปภ."""
_FAR = timedelta(days=14)
"""So may it of a day so far ahead: ขึ้นค่าแรงภายใน 1 ม.ค. 70 ถึง รง."""
_DATE = re.compile(r"\d|วัน(?!นี้|พรุ่ง|มะรืน)|day\b", re.IGNORECASE)
_LOOKED_AT = 60
_MOST_WORDS = 20
_MOST_DUES = 8  # the last ones: of several deadlines the last counts


def one_deadline(
    found: Sequence[tuple[Line, Mark]],
    headline: Piece | None,
    situation: Situation,
    *,
    given: bool,
) -> list[tuple[Line, Mark]]:
    """Leave one place of several deadlines: where something is asked, else the last line.

    Of the headline's line the last counts, or all behind a name. Where several ask, all stay and
    must agree, also with a deadline that has a line of its own: it was `given`.
    """
    dues = [each for each in found if each[1].label is Label.DEADLINE]
    if given:
        return [each for each in found if each not in dues or _OPENS.match(each[0].quiet)]
    below = [each for each in dues if headline is None or each[0] is not headline.line]
    asking = [each for each in below if _ASKS.search(each[0].quiet, 0, each[1].value)]
    names = [at for at, each in enumerate(found) if each[1].label is Label.AGENCY]
    behind = [each for each in found[names[0] :] if each in dues] if names else []
    news = behind == [] and all(_may_be_news(*each, situation) for each in dues)
    left = asking or below or behind or ([] if news else dues[-1:])
    return [each for each in found if each not in dues or each in left[-_MOST_DUES:]]


def is_told(line: Line, mark: Mark) -> bool:
    """Whether a time belongs to what a line tells of others, and nothing is asked before it."""
    if mark.label is not Label.DEADLINE or mark.colon or _OPENS.match(line.quiet):
        return False
    before = line.quiet[max(mark.value - _LOOKED_AT, 0) : mark.value].rstrip()
    before = before if before.isascii() else _CLAUSE.split(before)[-1]
    told = list(_TOLD.finditer(before))
    asked = told and (_ASKS.search(before, told[-1].end()) or _WHETHER.search(before))
    return bool(told and not asked)


def _may_be_news(line: Line, mark: Mark, situation: Situation) -> bool:
    if _LONG.match(line.quiet, mark.value):
        return True
    read = situation.leading_deadline(line.quiet[mark.value :])
    return read is not None and read[0].at is not None and read[0].at > situation.now + _FAR


def with_day(line: Line, mark: Mark, start: int, situation: Situation) -> Mark:
    """Return a deadline's label with the day that stands before it: พรุ่งนี้ ภายใน 15.00 น.

    The words directly before it are tried, the longest row of them first, from a place on. A day
    that has passed, or a bare period, is what is asked about.
    """
    text = line.quiet
    begin = max(start, mark.start - _LOOKED_AT)
    places = [begin] if begin == start else []
    places += [found.end() for found in _WORD.finditer(text, begin, mark.value)]
    for at in places[-_MOST_WORDS:]:
        said = text[at : mark.value].strip()
        if (at > start and _ASKS.search(said)) or not _says_day(said, situation):
            continue
        read = situation.leading_deadline(text[at:])
        if read and at + read[1] > mark.value + 1:
            return replace(mark, start=at, value=at)
    either = _EITHER.search(text, begin, mark.value)
    return replace(mark, start=either.start(), value=either.start()) if either else mark


def which_day(
    line: Line, found: tuple[int, Mark, Mark], situation: Situation
) -> tuple[Mark, DeadlineRead | None]:
    """Return the label of a deadline in a headline that may end with a date, and what is asked.

    The date may be the news': "ปิดถนน 25 พ.ย. ภายใน 14.00 น."; it surely is where it has passed, or
    the deadline names its own day. `found` are where the headline begins, the label, and the label
    with the date before it.
    """
    start, mark, dated = found
    day = line.quiet[dated.start : mark.start]
    if not _DATE.search(day) or not line.quiet[start : dated.start].strip():
        return dated, None
    alone, both = (situation.leading_deadline(line.quiet[one.value :]) for one in (mark, dated))
    if alone is None or both is None or both[0].at in (None, alone[0].at):
        return mark, None
    due, instants = alone[0], tuple(one[0].at for one in (alone, both) if one[0].at)
    problem = Problem(Mistake.BAD_DEADLINE, due.text, why=Why.WHICH_DAY, instants=instants)
    return mark, replace(due, at=None, problem=problem)


def _says_day(said: str, situation: Situation) -> bool:
    """Whether a text says a day or a time that lies ahead, and not only how long, or how soon."""
    if not said or is_a_bare_period(said) or not starts_like_a_deadline(said):
        return False
    problem = situation.deadline(said).problem
    return problem is None or problem.why not in _NO_DAY


def with_condition(line: Line, mark: Mark, start: int) -> Mark:
    """Return a deadline's label with the condition that stands before it, from a place on."""
    at = condition_before(line.quiet[start : mark.start])
    return mark if at is None else replace(mark, start=start + at, value=start + at)


def take_wrapped(sections: Sections, written: Sequence[Line], situation: Situation) -> None:
    """Take the beginning of a line that goes on with the deadline that ends the line above it.

    A phone or a PDF may have wrapped it: "ภายในวันที่ 30 / ธันวาคม 2569". What is a time by itself, and
    more, tells of something else.
    """
    for due in list(sections.values.get(Label.DEADLINE, ())):
        at = next((at for at, line in enumerate(written) if line is due.line), len(written))
        below = next(
            (one for one in sections.loose if [one.line] == list(written[at + 1 : at + 2])), None
        )
        if below is None or below.start or due.line.quiet[due.end :].strip():
            continue
        first = due.text.strip()
        read = situation.leading_deadline(f"{first} {below.text}")
        end = read[1] - len(first) - 1 if read else 0
        rest = below.text[end:].strip()
        if end <= 0 or (rest and starts_like_a_deadline(below.text)):
            continue
        place = next(place for place, one in enumerate(sections.loose) if one is below)
        sections.loose[place : place + 1] = [Piece(below.line, end, below.end)] if rest else []
        sections.add(Label.DEADLINE, Piece(below.line, 0, end))
