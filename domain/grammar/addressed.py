"""Agencies that a request addresses beside those behind its label, named as its sentence goes on.

"ขอให้ ก ชี้แจง และ ข รายงาน" asks two; their sentence stays whole among the details.
"""

import re
from itertools import islice

from domain.directory import JOINING, NamePlace
from domain.grammar.counted import counts
from domain.grammar.labels import AGENCIES, Label
from domain.grammar.polite import PARTICLE
from domain.grammar.sections import Piece, Sections
from domain.grammar.situation import Situation

_LET = (
    r"(?:(?:จึง)?(?:ขอ|โปรด|กรุณา|ช่วย)?ให้|ขอ(?=\s?กรม|\s?กระทรวง)|มอบ(?:หมาย)?(?:ให้)?|"
    r"แจ้ง(?:ให้)?|ประสาน(?:ให้)?)"
)
_NEXT = re.compile(
    rf"(?P<joined>{JOINING}|เช่นเดียวกับ|ส่วน|สำหรับ|โดย(?=\s?ให้)|แล้ว(?=\s?ให้)|,)\s*+{_LET}?\s*+|(?<=\s){_LET}?(?=\S)",
    re.IGNORECASE,
)
_LISTED = re.compile(
    rf"\s*+(?:[-–—•·*▪►➤]\s*+|\(?\d{{1,2}}[.)\]]\s*+|[ก-ฮ][.)]\s*+|(?:{JOINING}|ส่วน|สำหรับ)\s*+)"
    rf"(?:{_LET}\s*+)?"
)
_DOES = re.compile(
    r"[\s:\-–—]*+(?:(?:ขอ)?ให้|ช่วย|โปรด|กรุณา|ต้อง|ร่วม|เป็นผู้|เร่ง|รีบ)*+\s*+"
    r"(?:ชี้แจง|รายงาน|ตรวจสอบ|ส่ง|จัดส่ง|ตอบ|ให้ข้อมูล|สรุป|จัดทำ|เตรียม|ดำเนินการ|ลงพื้นที่|พิจารณา|ติดตาม|ประสาน|สนับสนุน|แจ้ง|ทำ|เพื่อ|"
    r"คาดการณ์|วิเคราะห์|ประเมิน|เผยแพร่|แถลง|ประชาสัมพันธ์|ดูแล|แก้ไข|ยืนยัน|อธิบาย)"
    r"(?!ว่า|แล้ว|ข่าว|ไปแล้ว|เมื่อ)",
)
_TASK = re.compile(r"\s*+[:–—-]\s++(?!ว่า|แถลง|ระบุ|ยืนยัน|ชี้แจงว่า|เผย|โพสต์|ปฏิเสธ|ประกาศ)\S")
_ENDS = re.compile(rf"(?:\s|ด้วย|เช่นกัน|ร่วมกัน|{PARTICLE})*+$")
_ASKED = re.compile(r"(?<!ประสาน)(?:ชี้แจง|รายงาน|ตรวจสอบ|ดำเนินการ|ตอบ|แถลง|ข้อมูล|ข้อเท็จจริง)\s*$")
_TO_WHOM = re.compile(
    r"(?:กรณี|ตามที่|ที่|หลัง|ว่า|จาก|เนื่องจาก|เพราะ|เมื่อ|ข่าว|ซึ่ง|ของ|ต่อ|แก่|แด่|เสนอ|ระหว่าง|กับ)\S*\s*$"
)
_OF_WHOM = re.compile(r"(?:(?:ต่อ|แก่|แด่|เสนอ|ระหว่าง|ของ|กับ|จาก)|(?:กรม|กระทรวง|สำนักงาน)[ก-๎])\S*\s*$")
_MOST = 40
"""Places of one piece that are looked at: no person writes more."""


def take_addressed(sections: Sections, situation: Situation) -> None:
    """Add the agencies that are asked beside the named ones; nothing is taken out of the text."""
    found = [piece for label in AGENCIES for piece in sections.values.get(label, ())]
    for piece in list(sections.loose):
        if any(one.line is piece.line and one.end <= piece.start for one in found):
            _in_request(piece, sections, situation)
        elif piece.start == 0:
            _in_list(piece, sections, situation, alone=not found)


def _in_request(piece: Piece, sections: Sections, situation: Situation) -> None:
    """Look behind the names of a line, where what is asked of them stands."""
    text, last = piece.line.quiet, piece.start
    for place in islice(_NEXT.finditer(text, piece.start, piece.end), _MOST):
        if place.start() < last or counts(text, place.end()):
            continue
        end = _names(piece, place.end(), situation)
        if end is None:
            continue
        before = text[piece.start : place.start()]
        last_words = place["joined"] is not None and _ENDS.match(text, end, piece.end)
        parted = _ASKED.search(before) or (before[-1:] in ("", " ") and not _OF_WHOM.search(before))
        asked = _DOES.match(text, end, piece.end) and (
            place["joined"] or not _TO_WHOM.search(before)
        )
        if asked or (last_words and parted):
            sections.add(Label.AGENCY, Piece(piece.line, place.end(), end))
        last = end


def _in_list(piece: Piece, sections: Sections, situation: Situation, *, alone: bool) -> None:
    """Look at a line that is one of a list, or goes on with a request: "2. กรมป่าไม้ รายงาน…".

    Where nobody is named elsewhere, a colon is enough: "2. สธ. : โรงพยาบาลที่ปิด".
    """
    listed = _LISTED.match(piece.line.quiet, 0, piece.end)
    end = _names(piece, listed.end(), situation) if listed else None
    does = end and _DOES.match(piece.line.quiet, end, piece.end)
    if listed and end and (does or (alone and _TASK.match(piece.line.quiet, end, piece.end))):
        sections.add(Label.AGENCY, Piece(piece.line, listed.end(), end))


def _names(piece: Piece, start: int, situation: Situation) -> int | None:
    """Return where the row of names ends that begins at a place; `None` where none does."""
    row = situation.agencies_at(piece.line.folded, start, NamePlace.ANYWHERE, piece.end)
    begins = situation.agency_at(piece.line, start, NamePlace.ANYWHERE)
    return row.end if begins and row.end > start and (row.codes or row.problems) else None
