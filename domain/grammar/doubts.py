"""What was read, but says behind its command something that the command would drop or mistake.

It is asked about instead: no act is carried out for the half of what was said.
"""

import re
from dataclasses import replace
from datetime import datetime
from itertools import islice

from domain.chat.commands import (
    Ack,
    Cancel,
    Dismiss,
    Edit,
    Excuse,
    Extend,
    Fields,
    FileReport,
    Grant,
    Malformed,
    Object,
    Refuse,
    Reopen,
    Return,
    Snooze,
    Transfer,
    Uphold,
)
from domain.chat.mistakes import Mistake, Problem
from domain.directory import NamePlace
from domain.grammar.labels import WORDS, Label, Needs
from domain.grammar.lines import Line
from domain.grammar.numbers import another_ahead
from domain.grammar.polite import NO_TEXT, NOTHING_MORE, PARTICLE
from domain.grammar.reasons import WHY
from domain.grammar.situation import Situation
from domain.text import arabic_digits

_EXCEPT = re.compile(
    r"[\s(]*(?:ยกเว้น|เว้น|ไม่รวม|ไม่ใช่|แต่|เฉพาะ|except\b|but\b|only\b)\s*", re.IGNORECASE
)
_AGENCY_AHEAD = re.compile(r"\s*(?:ของ|ให้|กับ|ใน)?\s*")
_ASKS = r"\s*(?:ขอความกรุณา|ขอความอนุเคราะห์|ขอ|ช่วย|โปรด|กรุณา|รบกวน|please\b|\s)*+"
_MORE_OR_LESS = re.compile(
    rf"{_ASKS}(?:เพิ่มเติม|เพิ่ม|ตัด|ลบ|ถอน|เอา|ย้าย|นำ|ไม่ต้อง|เปลี่ยน|ปรับ|แก้ไข|แก้|สลับ|add\b|remove\b|drop\b|"
    r"change\b)\s*(?:รายชื่อ|หน่วยงาน|ผู้รับผิดชอบ|ชื่อ|agency\b|agencies\b)*"
    r"\s*(?:ให้เป็น|เป็น|จาก|to\b|from\b)?\s*:?\s*",
    re.IGNORECASE,
)
_ANOTHER_TIME = re.compile(
    rf"{_ASKS}(?P<moves>ขยาย|เลื่อน|เปลี่ยน|ปรับ|แก้ไข|แก้|postpone\b|move\b|change\b)?"
    r"\s*(?:กำหนดส่ง|กำหนดเวลา|ระยะเวลา|กำหนด|เวลา|วัน|(?:the\s+)?deadline\b)?\s*(?:ใหม่)?"
    r"\s*(?:ไปเป็น|ให้เป็น|เป็น|ออกไป|ไป|ถึง|to\b|until\b)?\s*[:=]?\s*",
    re.IGNORECASE,
)
_LATER_MORE = re.compile(
    r"\s*(?:ขอ|ช่วย|โปรด)?\s*(?:เพิ่ม|ตัด|ถอน|ลบ|ออก|แทน|add\b|remove\b|"
    r"(?:ให้)?(?:เป็น|ทำหน้าที่)(?:ผู้|หน่วย)?(?:งาน)?(?:รับผิดชอบ)?(?:หลัก|รอง|ร่วม|สนับสนุน|เจ้าภาพ)(?:แทน)?)",
    re.IGNORECASE,
)
"""What is said behind a name that shall come, go or have another role: "ปภ. ขอเพิ่ม"."""
_LONGEST_NAME = 80
_WORDS = "|".join(WORDS[label, Needs.BLANK] for label in (Label.TITLE, Label.DETAIL))
_LABELLED = re.compile(
    rf"(?:[:=]|เป็น|ว่า|\bto|เหตุผล|reason|(?:^|\s)(?:{_WORDS}))\s*$", re.IGNORECASE
)


_LESS = re.compile(
    r"\s*(?:คำ(?:ขอ|ร้อง|สั่ง)|กำหนด|หน่วยงาน|ผู้รับผิดชอบ|"
    r"(?:การ)?(?:ขยาย|เลื่อน|โอน|เตือน|รับทราบ|รับรอง|ตีกลับ|มอบหมาย|อนุมัติ|แก้ไข|รายงาน|ความคืบหน้า)(?!แล้ว|ซ้ำ|ครบ|ไป|ไม่|ผิด|กัน|ข่าว)|"
    r"request\b|report\b|extension\b|transfer\b)",
    re.IGNORECASE,
)
"""What may be cancelled instead of the issue: a request, an extension, a report."""
_GOES_ON = re.compile(r"\s*(?:ทำการ|ราชการ)")
"""Behind a deadline, in the next line: 3 วัน / ทำการ."""
_WORD = re.compile(r"(?:^|(?<=[\s(\[])|(?:ตาม)?ที่|เพราะ(?:ว่า)?|เนื่องจาก)(?=\S)")
_WHENCE = re.compile(
    r"(?:จาก|ของ|กับ|ให้|ถึง|ต่อ|ที่|ใน|โดย|และ|ร่วม|ประสาน|ทาง|"
    r"\b(?:from|of|by|with|for|and)(?: the)?)\s*$",
    re.IGNORECASE,
)
"""Before a name that tells what is waited for: รอผลจาก ปภ."""
_WANTS = re.compile(r"\s*(?:ได้|แจ้ง|ร้อง|ยื่น|เสนอ|ทำหนังสือ)*(?:ขอ|asks?\b|asked\b)", re.IGNORECASE)
_MAY_BE_ONE = re.compile(
    r"[\s:(]*+(?:(?:กรม|กระทรวง|สำนัก|สนง|องค์การ)\S|"
    r"(?!\S{0,6}(?:อ|ครม|นรม|รม[วช]|ฝน|ตก|คน|ผล|รถ|ลม|พบ|ลด|จบ|ครบ|หมด|ตรง|ยก|ลง|ปลด))[ก-ฮ]{2,6}\.?(?=[\s)]|$))"
)
"""A name, known or not, or letters that are no word: ปมง รอผล."""
_MOST_WORDS = 20
_NOT = re.compile(r"\s*ไม่(?:ต้อง|ใช่|เอา|ยกเลิก)\W*$")
_QUESTION = re.compile(rf"(?:ไหม|มั้ย|มั๊ย|หรือไม่|หรือเปล่า|รึเปล่า|หรือยัง|รึยัง|\?)(?:{PARTICLE}|\W)*$")
_FROM_TO = re.compile(
    r"->|=>|→|^\s*(?:คำว่า|ข้อความ|หัวข้อ|ชื่อ|เรื่อง)?\s*(?:คำว่า|จาก)\s*\S.*(?:ให้)?เป็น|[”\"'’]\s*(?:เป็น|แทน|to\b)\s*[“\"'‘]"
)
"""Words of a headline that shall be changed to others."""


def doubted(fields: Fields, situation: Situation) -> Fields:
    """Return a command as read, or with what has to be asked about it first."""
    match fields.outcome:
        case Ack(agencies=()) if _named(fields.unread, _EXCEPT, situation):
            return _wrong(fields, Problem(Mistake.UNKNOWN_AGENCY, fields.unread))
        case Excuse() | Object() | Uphold() | Dismiss() as decided if said := decided.reason:
            return _with_text(_of_one(fields, said), said)
        case Reopen(reason=said) if said:
            return _of_one(fields, said)
        case Return(reason=said) | Transfer(reason=said) | Snooze(until=datetime(), reason=said):
            return _with_text(_of_one(fields, said), said)
        case Cancel(reason=said):
            return _with_text(_of_all(_of_one(fields, said), said, situation), said)
        case Extend(reason=said) if _EXCEPT.match(said) or _GOES_ON.match(said):
            return replace(fields, unread=said)
        case Extend(agencies=(), reason=said) as extend if _MAY_BE_ONE.match(said) or _for_one(
            said, situation
        ):
            return replace(fields, outcome=replace(extend, for_one=True))
        case Grant(reason=said) | Refuse(reason=said):
            narrowed = (_EXCEPT.match(said) or _QUESTION.search(said)) is not None
            return replace(_of_one(fields, said), unread=said if narrowed else fields.unread)
        case FileReport(text=said):
            return _with_text(fields, said)
        case Edit() as edit:
            return _as_labelled(fields, (edit.headline, edit.detail), situation)
        case _:
            return fields


def _with_text(fields: Fields, said: str) -> Fields:
    """Ask for the text, or the reason, where only particles were typed: ค่ะ."""
    bare = NO_TEXT.match(said)
    return _wrong(fields, Problem(Mistake.EMPTY_BODY)) if bare else fields


def _of_one(fields: Fields, said: str) -> Fields:
    """Ask which issue is meant where the reason begins with another: 3 ปภ. และ 4 ปภ."""
    head, at = len(fields.head), fields.typed.rfind(said)
    start = len(fields.typed[: max(at, 0)].rstrip(" ,;&+"))
    end = another_ahead(arabic_digits(fields.typed[start:] if at >= 0 else said))
    if end is None:
        return fields
    both = fields.typed[head : start + end].strip(" :") if at >= 0 else ""
    return _wrong(replace(fields, issue_no=None), Problem(Mistake.BAD_ISSUE_NO, both))


def _of_all(fields: Fields, said: str, situation: Situation) -> Fields:
    """Keep as unread a reason that names an agency first: the whole issue would be withdrawn."""
    names = (
        _EXCEPT.match(said)
        or _LESS.match(said)
        or _NOT.match(said)
        or _QUESTION.search(said)
        or _named(said, _AGENCY_AHEAD, situation)
    )
    return replace(fields, unread=said) if names and not _labelled(fields, said) else fields


def _for_one(said: str, situation: Situation) -> bool:
    """Whether more time may be meant for one agency alone: one that asked, or stands at the end."""
    line, last = Line(said), 0
    for word in islice(_WORD.finditer(line.quiet), _MOST_WORDS):
        start = word.end()
        if start < last or not situation.agency_at(line, start, NamePlace.IN_VALUE):
            continue
        last = situation.agencies_at(line.folded, start, NamePlace.IN_VALUE).end
        alone = not word[0] and not _WHENCE.search(line.quiet[:start])
        if _WANTS.match(line.quiet, last) or (alone and NOTHING_MORE.match(line.quiet, last)):
            return True
    return False


def _as_labelled(fields: Fields, texts: tuple[str, str], situation: Situation) -> Fields:
    """Keep as unread a headline or detail that tells of agencies or of a time: เพิ่ม ปภ."""
    for said in filter(None, texts):
        if _labelled(fields, said):
            continue
        if (
            _EXCEPT.match(said)
            or WHY.match(said)
            or _FROM_TO.search(said)
            or _named(said, _MORE_OR_LESS, situation)
            or _is_value(said, situation)
        ):
            return replace(fields, unread=said)
    edit = fields.outcome
    if isinstance(edit, Edit) and edit.headline and not _labelled(fields, edit.headline):
        return replace(fields, outcome=replace(edit, bare=True))
    return fields


def _named(said: str, ahead: re.Pattern[str], situation: Situation) -> bool:
    """Whether an agency is named behind these words, a further word glued to it or not."""
    line, found = Line(said), ahead.match(said)
    if found is None:
        return False
    place = NamePlace.IN_VALUE if found[0].strip() else NamePlace.BEHIND_LABEL
    glued = line.quiet[found.end() : found.end() + _LONGEST_NAME]
    return situation.agency_at(line, found.end(), place) or situation.opens_with_name(glued)


def _is_value(said: str, situation: Situation) -> bool:
    """Whether a text is a deadline or agencies alone, or why, or what moves a deadline there."""
    line = Line(said)
    ahead = _ANOTHER_TIME.match(line.quiet)
    moves = bool(ahead and ahead["moves"])
    for start, sure in ((0, False), (ahead.end() if ahead else 0, moves)):
        due = situation.leading_deadline(line.quiet[start:])
        if due and (sure or _says_all(line, start + due[1])):
            return True
    row = situation.agencies_at(line.folded, 0, NamePlace.BEHIND_LABEL)
    more = _LATER_MORE.match(line.quiet, row.end)
    end = more.end() if more else row.end
    return bool(row.codes) and _says_all(line, end)


def _says_all(line: Line, end: int) -> bool:
    """Whether nothing stands behind a value but politeness and why."""
    return bool(NOTHING_MORE.match(line.quiet, end) or WHY.match(line.quiet, end))


def _labelled(fields: Fields, said: str) -> bool:
    """Whether a label stands before a text, so that it can mean nothing else."""
    return _LABELLED.search(fields.typed[: max(fields.typed.rfind(said), 0)]) is not None


def _wrong(fields: Fields, problem: Problem) -> Fields:
    problems = (*fields.problems, problem)
    return replace(fields, outcome=Malformed(fields.kind, problems), problems=problems)
