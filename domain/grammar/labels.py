"""The labels of an issue: their words, and where a word really is one. Source: notes 6 and 6.1."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice

from domain.deadlines import starts_like_a_deadline
from domain.directory import JOINING, NamePlace
from domain.grammar.lines import Line
from domain.grammar.situation import Situation
from domain.text import EMOJI


class Label(Enum):
    """What a label introduces."""

    TITLE = auto()
    AGENCY = auto()
    SUPPORT = auto()
    DEADLINE = auto()
    TIME = auto()
    SOURCE = auto()
    REFERENCE = auto()
    DETAIL = auto()
    URGENCY = auto()


AGENCIES = (Label.AGENCY, Label.SUPPORT)
"""Labels whose values are agencies: those that answer, and those that support them (R22)."""


class Needs(Enum):
    """What a label's word needs to count at the start of a line."""

    BLANK = auto()  # a colon or a blank behind it
    VALUE = auto()  # a colon, or an agency or a date that really follows
    COLON = auto()
    NAME = auto()  # a colon and an agency: "หลัก: เบรกแตก" is a detail
    INSIDE = auto()  # as VALUE, and it outranks nothing: "ขอให้ ปภ. ชี้แจง"


WORDS: Mapping[tuple[Label, Needs], str] = {
    (Label.TITLE, Needs.BLANK): "เรื่อง|หัวข้อ|หัวเรื่อง|ชื่อเรื่อง|ประเด็น|ชื่อประเด็น|หัวข้อข่าว|"
    "title|subject|topic|headline",
    (Label.AGENCY, Needs.BLANK): "หน่วยงาน|หน่วยงานที่รับผิดชอบ|หน่วยงานรับผิดชอบ|หน่วยงานหลัก|"
    "หน่วยงานที่เกี่ยวข้อง|หน่วยงานผู้รับผิดชอบ|หน่วยงานเจ้าของเรื่อง|"
    "หน่วยงานที่ต้องชี้แจง|หน่วยงานที่ต้องรายงาน|หน่วยหลัก|ผู้รับผิดชอบ|ผู้รับผิดชอบหลัก|"
    "assign to|assigned to|agency|lead agency|agencies|assignee|assignees",
    (Label.AGENCY, Needs.VALUE): "หน่วย|เจ้าของเรื่อง|เจ้าภาพ|เจ้าภาพหลัก|ถึง|เรียน|ส่งถึง|มอบ|มอบให้|มอบหมาย|"
    "มอบหมายให้|ส่งให้|ส่งต่อให้|ส่งเรื่องให้|ส่วนราชการ|to|attn",
    (Label.AGENCY, Needs.NAME): "หลัก|lead|leads",
    (Label.AGENCY, Needs.COLON): "ผู้รับ|responsible|ส่ง|แจ้ง|owner|org|organization",
    (Label.AGENCY, Needs.INSIDE): "ขอให้|ให้|ขอความอนุเคราะห์|ขอความร่วมมือ|ขอความกรุณา|ฝาก|รบกวน|"
    "สั่งการ|สั่งการให้|แจ้ง|ประสาน|โดย|ขอ|@",
    (
        Label.SUPPORT,
        Needs.BLANK,
    ): "หน่วยงานสนับสนุน|หน่วยสนับสนุน|หน่วยร่วม|หน่วยงานร่วม|หน่วยงานรอง|ผู้รับผิดชอบร่วม|"
    "supporting agency|supporting agencies",
    (Label.SUPPORT, Needs.NAME): "ร่วม|สนับสนุน|รอง|joint",
    (Label.SUPPORT, Needs.COLON): "ผู้สนับสนุน|support|supporting|support agency|support agencies|"
    "co-owner|co-owners|co-lead|joint agency|joint agencies",
    (Label.DEADLINE, Needs.BLANK): "กำหนด|กำหนดส่ง|กำหนดส่งภายใน|กำหนดเวลา|กำหนดชี้แจง|กำหนดตอบ|"
    "กำหนดรายงาน|กำหนดส่งข้อมูล|กำหนดส่งข้อมูลภายใน|กำหนดส่งคำชี้แจง|กำหนดแล้วเสร็จ|กำหนดวันส่ง|วันครบกำหนด|วันกำหนดส่ง|กรอบเวลา|เส้นตาย|เดดไลน์|เดดไลน|เดทไลน์|"
    "deadline|due date|dl|d/l",
    (Label.DEADLINE, Needs.VALUE): "ครบกำหนด|ภายใน|ส่งภายใน|ภายในวันที่|ก่อน|ไม่เกิน|ระยะเวลา|อย่างช้า|"
    "due|due by|due on|by|before|within|no later than|ขอภายใน|ส่งก่อน",
    (Label.DEADLINE, Needs.COLON): "วันที่ส่ง|ส่งวันที่|วันส่ง",
    (Label.TIME, Needs.COLON): "เวลา|time",
    (Label.SOURCE, Needs.BLANK): "ที่มา|แหล่งที่มา|แหล่งข่าว|ลิงก์|ลิงค์|ลิ้งก์|ลิ้งค์|ลิงก์ข่าว|ลิงค์ข่าว|"
    "link|links|url|source|sources",
    (Label.REFERENCE, Needs.BLANK): "อ้างอิง|อ้างถึง|ตามหนังสือ|หนังสืออ้างอิง|เลขที่หนังสือ|ref|reference",
    (Label.REFERENCE, Needs.COLON): "หนังสือ|ที่หนังสือ",
    (
        Label.DETAIL,
        Needs.BLANK,
    ): "สิ่งที่ส่งมาด้วย|รายละเอียด|รายละเอียดเพิ่มเติม|เนื้อหา|สาระสำคัญ|หมายเหตุ|details|"
    "detail|description|note|notes|remark|remarks",
    (Label.DETAIL, Needs.COLON): "ข้อเท็จจริง|ข้อมูล|ข้อมูลเพิ่มเติม|คำอธิบาย",
    (Label.URGENCY, Needs.BLANK): "ความเร่งด่วน|ระดับความเร่งด่วน|ชั้นความเร็ว|ความด่วน|urgency|priority",
}

_MEANING: dict[str, list[tuple[Label, Needs]]] = {}
for _meaning, _words in WORDS.items():
    for _word in _words.split("|"):
        _MEANING.setdefault(_word, []).append(_meaning)
_OF_DEADLINE = {word for word, found in _MEANING.items() if found[0][0] is Label.DEADLINE}

_ANY = "|".join(sorted(map(re.escape, _MEANING), key=len, reverse=True))
# Words of asking, sending and answering, and what is sent: "ขอความอนุเคราะห์ตอบกลับข้อเท็จจริง".
_REQUEST = (
    "ขอความอนุเคราะห์|ขอความกรุณา|ขอความร่วมมือ|ขอเรียนเชิญ|ขอให้|ขอ|โปรด|กรุณา|ช่วย|รบกวน|ให้|ต้องการ|ต้อง|ท่าน|"
    "เร่ง|รีบ"
)
_VERB = (
    "จัดส่ง|นำส่ง|ส่ง|รายงาน|ชี้แจง|ตอบรับ|ตอบกลับ|ตอบ|แจ้ง|ดำเนินการ|พิจารณา|ตรวจสอบ|ยืนยัน|สรุป|เสนอ|ปิดรับ|"
    "ปิดเรื่อง|ปิด|สิ้นสุด|รับ"
)
_OBJECT = (
    "กลับมา|กลับ|มายัง|มา|ข้อมูล|ข้อเท็จจริง|คำตอบ|คำชี้แจง|ความเห็น|ความคืบหน้า|รายละเอียด|เอกสาร|หนังสือ|เรื่อง|ประเด็น|"
    "การ|ผลการ|ผล|ได้|ให้แล้วเสร็จ|แล้วเสร็จ|เสร็จสิ้น|เสร็จ|ทราบ|ด้วย|และ|โดยด่วน|ด่วนที่สุด|ด่วนมาก|ด่วน|โดยเร็วที่สุด|โดยเร็ว"
)
_ASKING = rf"(?:(?:{_REQUEST}|{_VERB}|{_OBJECT})\s*+)*+"
_DUE = (
    rf"(?:(?:วัน|เวลา)?(?:ครบ)?กำหนด(?!การ(?!{_VERB}))|หมดเขต|(?<!เ)ปิดรับ|วันสุดท้าย)"
    rf"(?:วันที่|วัน|เวลา|ระยะเวลา|ของ|ที่|{_REQUEST}|{_VERB}|{_OBJECT})*+(?:ภายใน(?=\s*[:=]))?+"
)
# ภายใน counts whatever stands before it, ก่อน only where something is asked.
_FAR = (
    rf"(?P<asked>(?<!การค้า)ภายใน(?!ราช)(?:วันที่)?+|(?:{_REQUEST}|{_VERB})\S{{0,60}}?(?<!เมื่อ)(?:ก่อน|ไม่เกิน))"
    rf"|(?P<due>{_DUE})|(?P<party>(?!))|(?P<word>(?!))"
)
# Who is concerned: "ผู้เกี่ยวข้อง", "หน่วยงานที่ต้องชี้แจง"; of persons too, so an agency must follow.
_WHO = "(?:หน่วยงาน|หน่วย|ส่วนราชการ|ส่วน|ผู้|เจ้าภาพ)"
_SECOND = "(?:ร่วม|รอง|สนับสนุน)"
_NUMBER = r"\d{1,2}+(?![)\]])"  # หน่วยงาน 1; "หน่วยงาน 1) ปภ." begins a list
_PARTY = (
    rf"{_WHO}(?:ที่)?(?:ต้อง|ขอให้|มีหน้าที่|จะ)?(?:เจ้าภาพ)?"
    rf"(?:{_SECOND}|เกี่ยวข้อง|รับผิดชอบ|รับเรื่อง|ชี้แจง|รายงาน|ตอบ|ดำเนินการ|ให้ข้อมูล)+"
    rf"(?:ข้อมูล|{_SECOND}|หลัก|อื่น(?:\s?ๆ)?|เพิ่มเติม)*(?:(?:ที่)?\s?{_NUMBER})?|{_WHO}(?:ที่)?\s?{_NUMBER}"
)
_NEAR = (
    rf"(?P<asked>{_ASKING}(?:ภายใน|ก่อน|ไม่เกิน)(?:วันที่)?+)|(?P<due>{_DUE})|"
    rf"(?P<party>{_PARTY})|(?P<word>{_ANY})"
)
_COLON = (
    rf"(?:ใหม่)?+(?P<colon>[\]】>)*_{EMOJI}]*+(?:\s?\([^()]{{0,30}}\))?+\s*+"
    r"(?:[:=]|->|[-–—]++(?=\s|$)))?+"
)
_JOINED = rf"(?:(?:{JOINING}|ส่วน)\s*+(?=ขอ|ให้|มอบ|แจ้ง|สั่ง|ประสาน|ถึง|เรียน))?"
"""A word that joins a second request to the first: "และขอให้กรมป่าไม้รายงาน"."""
_AT_START = re.compile(
    rf"[\s{EMOJI}\-–—•·*_▪►➤>\[【<]*+(?:\(?\d{{1,2}}[.)\]]\s*+|[ก-ฮ]\)\s*+)?+[\s{EMOJI}\[【<]*+"
    rf"{_JOINED}(?P<here>{_NEAR}){_COLON}",
    re.IGNORECASE,
)
_INSIDE = re.compile(rf"(?<![^\s/|,;:(.]){_JOINED}(?P<here>{_NEAR}){_COLON}", re.IGNORECASE)
_ANYWHERE = re.compile(rf"(?P<here>{_FAR}){_COLON}", re.IGNORECASE)
_PART_OF_VALUE = ("@", "กระทรวง", "กรม", "สิ่งที่ส่งมาด้วย")
_BLANKS = re.compile(r"[\s@]*+")
_ORGANISATION = re.compile(r"กระทรวง|กรม|สำนักงาน|จังหวัด")
_BODY = re.compile(
    r"เทศบาล|อบ[ตจ]|อ\.บ\.|องค์การ|องค์กร|สถาบัน|มหาวิทยาลัย|โรงพยาบาล|รพ\.|สำนัก|สนง|ศูนย์|หน่วยงาน|จ\.|ทุก(?:กระทรวง|กรม|จังหวัด)"
)
"""Further words with which names of public bodies begin, known or not."""
_MOST_INSIDE = 100
_MOST_DATES = 5
_LOOKED_AT = 100  # characters behind a label in which a date must begin


@dataclass(frozen=True, slots=True)
class Mark:
    """A label in a line: where it stands and where its value begins."""

    label: Label
    needs: Needs
    start: int
    value: int
    colon: bool


def mark_at_start(line: Line, situation: Situation) -> Mark | None:
    """Return the label that a line begins with, behind bullets, numbering and emoji."""
    found = _AT_START.match(line.quiet)
    if found is None:
        return None
    return _mark(found, line, situation, _counts_at_start)


def marks_inside(line: Line, start: int, end: int, situation: Situation) -> Iterator[Mark]:
    """Yield the labels inside a part of a line, in order.

    They count with a colon, or where an agency or a date really follows. Only the first hundred
    words, and five of a deadline, are looked at: no person writes more.
    """
    return _marks(_INSIDE, line, start, end, situation)


def limits_inside(line: Line, start: int, end: int, situation: Situation) -> Iterator[Mark]:
    """Yield the labels of a deadline inside a part of a line, glued to what stands before or not.

    Not for a headline: น้ำลดภายใน 3 วัน is no deadline there.
    """
    return _marks(_ANYWHERE, line, start, end, situation)


def _marks(
    pattern: re.Pattern[str], line: Line, start: int, end: int, situation: Situation
) -> Iterator[Mark]:
    dates = 0
    for found in islice(pattern.finditer(line.quiet, start, end), _MOST_INSIDE):
        dates += (
            bool(found["asked"] or found["due"]) or (found["word"] or "").lower() in _OF_DEADLINE
        )
        mark = _mark(found, line, situation, _counts_inside) if dates <= _MOST_DATES else None
        if mark:
            yield mark


def _mark(
    found: re.Match[str], line: Line, situation: Situation, counts: Callable[..., bool]
) -> Mark | None:
    """Return the first meaning of a label's word that counts here."""
    word = (found["word"] or found["due"] or found["party"] or "").lower()
    composed = Label.DEADLINE
    if found["party"]:
        composed = Label.SUPPORT if re.search(_SECOND, found["party"]) else Label.AGENCY
    for label, needs in _MEANING.get(word, [(composed, Needs.VALUE)]):
        value = found.end()
        limit = label is Label.DEADLINE and needs is Needs.VALUE and found["due"] is None
        if found["colon"] is None and (limit or word in _PART_OF_VALUE):
            value = _word_start(found)
        mark = Mark(label, needs, found.start(), value, found["colon"] is not None)
        person = word.startswith("ผู้") and word not in _MEANING
        if person and not _agency_follows(mark, line, situation):
            continue
        if counts(mark, found.end(), line, situation):
            return mark
    return None


def _word_start(found: re.Match[str]) -> int:
    """Return where the label's own word begins, behind the verbs of asking."""
    asked = found["asked"]
    if asked is None:
        return found.start("word")
    return found.start("asked") + max(asked.rfind(word) for word in ("ภายใน", "ก่อน", "ไม่เกิน"))


def _counts_at_start(mark: Mark, end: int, line: Line, situation: Situation) -> bool:
    """Whether a word at the start of a line is a label."""
    if mark.needs is Needs.NAME:
        return (_name_follows if mark.colon else _only_names)(mark, line, situation)
    if mark.colon:
        return mark.needs is not Needs.INSIDE
    if mark.needs is Needs.BLANK and line.quiet[end : end + 1] in ("", " "):
        return True
    if mark.needs is Needs.VALUE and mark.label in AGENCIES:
        return _agency_follows(mark, line, situation)
    may_follow = mark.needs is Needs.BLANK or mark.label in AGENCIES
    return may_follow and _value_follows(mark, line, situation)


def _counts_inside(mark: Mark, end: int, line: Line, situation: Situation) -> bool:
    """Whether a word inside a line is a label."""
    if mark.needs is Needs.NAME:
        return mark.colon and _name_follows(mark, line, situation)
    if mark.colon and mark.needs is not Needs.INSIDE:
        return mark.label not in (Label.TITLE, Label.TIME)
    if mark.needs is Needs.COLON:
        return False
    if mark.label is Label.SOURCE:
        return any(start - end in range(3) for start, _ in line.links)
    return _value_follows(mark, line, situation)


def _agency_follows(mark: Mark, line: Line, situation: Situation) -> bool:
    """Whether an agency, or what is called like one, stands behind a label."""
    behind = _BLANKS.match(line.quiet, mark.value)
    if behind and _ORGANISATION.match(line.quiet, behind.end()):
        return True
    return _named(mark, line, situation)


def _name_follows(mark: Mark, line: Line, situation: Situation) -> bool:
    """Whether a name of a public body, known or not, or one with a slip, stands behind a label."""
    value = line.quiet[mark.value :].strip()
    if not value or _BODY.match(value) or _agency_follows(mark, line, situation):
        return True
    return len(value) <= _LOOKED_AT and bool(situation.agencies(value).codes)


def _only_names(mark: Mark, line: Line, situation: Situation) -> bool:
    """Whether the rest of a line, behind a blank, is nothing but agencies: "ร่วม กรมอนามัย"."""
    end = situation.row_end(line, mark.value, len(line.quiet), NamePlace.ANYWHERE)
    blank = line.quiet[mark.value : mark.value + 1] == " "
    return blank and end > mark.value and not line.quiet[end:].strip()


def _named(mark: Mark, line: Line, situation: Situation) -> bool:
    """Whether an agency stands behind a label, or a word that stands for one: โยธาฯ, กกพ."""
    if situation.agency_at(line, mark.value, NamePlace.BEHIND_LABEL):
        return True
    certain = mark.needs is not Needs.INSIDE  # "ขอ", "ให้" stand before any word
    return certain and situation.odd_name(line, mark.value, len(line.quiet)) is not None


def _value_follows(mark: Mark, line: Line, situation: Situation) -> bool:
    """Whether an agency or a date or time really follows a label."""
    if mark.label in AGENCIES:
        return _named(mark, line, situation)
    ahead = line.quiet[mark.value : mark.value + _LOOKED_AT]
    return mark.label is Label.DEADLINE and starts_like_a_deadline(ahead)
