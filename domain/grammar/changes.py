"""What an edit changes, said in words where a label could stand: "เลื่อนกำหนดเป็นพุธ", "เพิ่มกรมประมง".

Only where nothing can be mistaken; what may be a headline is left to be asked (rule L8).
"""

import re
from dataclasses import dataclass

from domain.deadlines import is_a_bare_period, starts_like_a_deadline
from domain.directory import NamePlace
from domain.grammar.labels import Label, Mark, Needs
from domain.grammar.lines import Line
from domain.grammar.polite import NOTHING_MORE
from domain.grammar.situation import Situation

_OPENS = r"[\s\-–—•·*]*+(?:ขอความกรุณา|ขอความอนุเคราะห์|จึงขอ|ขอ|ช่วย|โปรด|กรุณา|รบกวน|ให้|please\b|\s)*+"
_VERB = r"(?:เปลี่ยนแปลง|เปลี่ยน|ปรับ|แก้ไข|แก้|ตั้ง|ใช้|change|rename|set)\s*(?:the\s+)?"
_MOVES = r"(?:ขยาย|เลื่อน|postpone|move|extend)\s*(?:the\s+)?"
_BECOMES = r"\s*(?:ใหม่)?\s*(?:ออกไป|ไป|ให้)?\s*(?:เป็น|to\b)\s*[:=]?\s*"
_UNTIL = r"\s*(?:ใหม่)?\s*(?:ออก)?(?:ไป(?:จน)?ถึง|ไป|จนถึง|ถึง|until\b)\s*[:=]?\s*"
_TITLE = r"(?:ชื่อเรื่อง|ชื่อประเด็น|หัวข้อข่าว|หัวข้อ|หัวเรื่อง|title\b|headline\b)"
_DUE = (
    r"(?:(?:วัน)?(?:ครบ)?กำหนด(?:การ)?(?:ส่ง|ตอบ|ชี้แจง|รายงาน|เวลา)?(?:ข้อมูล)?|เดดไลน์|เส้นตาย|"
    r"(?:ระยะ)?เวลา(?:ส่ง)?|deadline\b|due(?: date)?\b)"
)
_WHO = r"(?:หน่วยงาน(?:ที่?รับผิดชอบ|หลัก)?|ผู้รับผิดชอบ(?:หลัก)?|agency\b|agencies\b)"
_SECOND = r"(?P<second>(?:ที่)?(?:ร่วม|สนับสนุน|รอง)|supporting\b)?"
_CHANGES = re.compile(
    rf"{_OPENS}(?:"
    rf"(?P<title>{_TITLE}{_BECOMES}|{_VERB}(?:{_TITLE}(?:{_BECOMES}|\s*[:=]?\s*)|"
    r"(?:ชื่อ|เรื่อง|ประเด็น)\s*(?:ใหม่)?\s*(?:ให้)?(?:เป็น|ว่า)\s*))|"
    rf"(?P<due>(?:{_VERB}|(?P<moves>{_MOVES}))?{_DUE}(?:{_BECOMES}|{_UNTIL})|"
    rf"(?:{_VERB}|(?P<put>{_MOVES})){_DUE}\s*[:=]\s*|"
    rf"(?P<moved>{_MOVES})(?:{_BECOMES}|{_UNTIL}))|"
    rf"(?P<adds>(?:(?:ถึง|เรียน|{_WHO})\s*[:=]?\s*)?(?:เพิ่ม(?:เติม)?|add\b)\s*(?:{_WHO}{_SECOND}|ถึง)?\s*[:=]?\s*)|"
    rf"(?P<who>(?:{_VERB})?(?:{_WHO}|ถึง){_BECOMES}))",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"[\s,(]*(?:เหตุผล|สาเหตุ|เพราะ|เนื่องจาก|ภายใน|กำหนด|ก่อน|reason\b|because\b|due\b|by\b)",
    re.IGNORECASE,
)
"""Behind names: why, or until when."""
_WITHIN = 100
"""Characters in which a deadline must begin."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a line of an edit changes, as a label says it; `adds` where agencies join others."""

    mark: Mark
    adds: bool = False


def change_at(line: Line, situation: Situation) -> Change | None:
    """Return what a line of an edit says that it changes."""
    found = _CHANGES.match(line.quiet)
    if found is None:
        return None
    label = Label.TITLE if found["title"] else Label.DEADLINE if found["due"] else Label.AGENCY
    mark = Mark(Label.SUPPORT if found["second"] else label, Needs.COLON, 0, found.end(), True)
    if label is Label.DEADLINE:
        sure = not (found["moves"] or found["put"] or found["moved"])
        fits = _is_instant(line.quiet[found.end() :], sure=sure)
    else:
        fits = label is Label.TITLE or _are_names(line, found.end(), situation)
    return Change(mark, adds=found["adds"] is not None) if fits else None


def _is_instant(said: str, *, sure: bool) -> bool:
    """Whether a deadline begins here that cannot go on from the old one: เลื่อนเป็น 2 วัน."""
    return starts_like_a_deadline(said[:_WITHIN]) and (sure or not is_a_bare_period(said))


def _are_names(line: Line, start: int, situation: Situation) -> bool:
    """Whether nothing stands here but agencies, politeness, why and until when."""
    row = situation.agencies_at(line.folded, start, NamePlace.IN_VALUE)
    behind = (pattern.match(line.quiet, row.end) for pattern in (NOTHING_MORE, _GOES_ON))
    return bool(row.codes) and not row.problems and any(behind)
