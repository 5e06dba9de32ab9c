"""Agencies, and deadlines of theirs, that stand by themselves where nothing took them.

"ถึง ปภ. ภายใน 15.00 น. กรมอนามัยด้วย": nobody may be lost among the details, so they are asked.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from domain.chat.mistakes import ALSO, Mistake, Problem
from domain.deadlines import Why, starts_like_a_deadline
from domain.directory import JOINING, NamePlace
from domain.grammar.counted import counts
from domain.grammar.fields import LONGEST_DUE, SAYS
from domain.grammar.labels import AGENCIES, Label
from domain.grammar.polite import PARTICLE
from domain.grammar.sections import Piece, Sections
from domain.grammar.situation import DeadlineRead, Situation

_LET = r"(?:(?:ขอ)?ให้|มอบ(?:หมาย)?(?:ให้)?|ถึง|เรียน|@)"
_BUT = re.compile(r"(?:ยกเว้น|เว้น(?:แต่)?|ไม่รวม|ไม่นับ|except\b|but not\b)", re.IGNORECASE)
_JOINED = (
    rf"(?:{JOINING}|ส่วน|สำหรับ|หรือ|แต่|แล้ว|โดยมี|มี|(?:ขอ)?เพิ่ม(?:เติม)?|บวก|รวม|เฉพาะ|{_BUT.pattern})"
)
_OPENS = re.compile(
    r"[\s,;/()\[\]<>\-–—•·*_▪►➤]*+(?:\d{1,2}[.)]\s*+)?"
    rf"(?P<label>[^\W\d][^:=\n]{{1,40}}[:=]\s*+|(?:หน่วยงาน|ผู้|เจ้าภาพ)[ก-๎]{{1,30}}\s++)?(?P<joined>(?:(?:โดย)?{_JOINED}\s*+)?(?:{_LET}\s*+)?)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    rf"(?:{_JOINED}|{_LET})\s*+(?:{_LET}\s*+)?(?=\S)|(?<=\s)(?=\S)(?:{_LET}\s*+)?", re.IGNORECASE
)
_ROLE = r"(?:เป็น)?(?:หน่วยงาน|ผู้|เจ้าภาพ)?(?:ร่วมด้วย|ร่วมกัน|ร่วม|สนับสนุน|รอง|หลัก)"
_ENDS = re.compile(
    rf"(?:[\s).,;!\]]|{_ROLE}|ด้วย|เช่น(?:เดียว)?กัน|อีก(?:หน่วยงาน|แห่ง|ราย)|{PARTICLE})*+$"
)
_LIMIT = re.compile(
    r"(?:[\s:,]|ขอ|ให้|ช่วย|ส่ง|ตอบ|ชี้แจง|รายงาน|แจ้ง|กลับ|ข้อมูล|ข้อเท็จจริง|ผล)*+(?P<due>ภายใน|ก่อน|ไม่เกิน|กำหนด|due\b|by\b|before\b)|"
    r"[\s:,]*+(?:ขอ)?ให้(?:จัด)?(?:ส่ง|ตอบ|ชี้แจง|รายงาน)(?:กลับ|ข้อมูล|ผล|ให้|มา|\s)*+|"
    r"[\s:,]*+(?:ขอ|ให้|ส่ง|ตอบ|ได้|เลื่อน|ขยาย|ออกไป|\s)*+(?:เป็น|(?:จน)?ถึง)\s*+(?:เวลา|วันที่)?+\s*+(?=\d)",
    re.IGNORECASE,
)
_REQUEST = re.compile(r"\s*(?:ขอ|ให้|ชี้แจง|แถลง|รายงาน|ส่ง|ตอบ|ช่วย)")
_AND_THEN = re.compile(
    r"\s*(?:(?:และ|แล้ว(?:ให้)?|จากนั้น|พร้อม(?:ทั้ง)?)\s*|\(\s*)(?:ขอ|ให้|จัด|\s)*(?:ส่ง|สรุป|รายงาน|ชี้แจง|แจ้ง|ฉบับ)"
    r"[^\d\n]{0,60}?(?=\d|ภายใน|ก่อน|พรุ่งนี้|มะรืน|วัน(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์|ที่))"
)
"""Behind a deadline: something more is asked for by another one."""
_AROUND = " \t:=,()-–—>"
_REMARK = re.compile(r"\(([^()\n]{4,120})\)")
_CALLED_LIKE_ONE = re.compile(
    r"(?:กรม|กระทรวง|สำนักงาน|สนง\.?|องค์การ|สถาบัน)[ก-๎]{2,60}|[ก-ฮ]{3,6}(?=\s*$)"
)
_NO_PARTY = re.compile(
    r"สำเนา|(?:bcc|cc)\b|ทราบ|fyi|ที่มา|แหล่ง|ข่าว|เพจ|จาก|โดย|from\b|by\b|via\b|ผู้(?:แจ้ง|ส่ง|ร้อง|เสีย|ให้|พบ|โพสต์|เขียน)|"
    r"สถานที่|พื้นที่|จุด|ที่เกิดเหตุ|ที่ตั้ง|จังหวัด|อำเภอ|กรณี|พาดพิง|ถูก|หมายเหตุ",
    re.IGNORECASE,
)
"""Labels of whoever is told of, or told, or where it was: none of those who shall answer."""
_WORD = re.compile(r"(?<=\s)(?=\S)")
_OF_WHOM = re.compile(
    r"(?:กับ|ต่อ|แก่|แด่|เสนอ|ของ|จาก|ให้|ถึง|ระหว่าง|โดย|ที่|ใน|ว่า|เรื่อง|กรณี|ข่าว|ไป|ยัง|ทาง|หน่วยงาน)\S*\s*$"
)
_PLACE = re.compile(r"จังหวัด|จ\.")
_MOST = 40
"""Places of one piece that are looked at: no person writes more."""


@dataclass(frozen=True, slots=True)
class _Names:
    """A row of names in a piece: where it begins and ends, whom it names."""

    start: int
    end: int
    codes: tuple[str, ...]


def left_over(
    sections: Sections, codes: Collection[str], due: DeadlineRead, situation: Situation
) -> list[Problem]:
    """Return what has to be asked of the loose pieces: deadlines that differ, else agencies."""
    theirs = list(_deadlines(sections, situation))
    read = [(text, situation.leading_deadline(text)) for text in theirs]
    other = [text for text, found in read if found and found[0].at != due.at]
    if other:
        said = " / ".join([due.text, *(text.strip() for text in other)])
        return [Problem(Mistake.BAD_DEADLINE, said, why=Why.TWO_DATES)]
    names = _agencies(sections, codes, situation)
    return [Problem(Mistake.AMBIGUOUS_AGENCY, why=ALSO, meant=piece.typed) for piece in names]


def _deadlines(sections: Sections, situation: Situation) -> Iterator[str]:
    """Yield the deadlines behind another, or directly behind a name in free text or a remark."""
    taken = [one for label in AGENCIES for one in sections.values.get(label, ())]
    due = sections.values.get(Label.DEADLINE, ())
    remarks = [
        Piece(one.line, *remark.span(1))
        for one in taken
        for remark in _REMARK.finditer(one.line.quiet, one.start, one.end)
    ]
    for piece in (*sections.loose, *sections.values.get(Label.DETAIL, ()), *remarks):
        text, last = piece.line.quiet, piece.start
        if piece in remarks and len(piece.text) <= LONGEST_DUE:
            yield from _alone(piece.text, situation)
        if any(one.line is piece.line and one.end == last for one in taken):
            yield from _due_behind(piece, last, situation)
        if any(one.line is piece.line and one.end <= last for one in due):
            yield from _due_again(piece, situation)
        further = islice(_NEXT.finditer(text, last, piece.end), _MOST)
        for start in (last, *(found.end() for found in further)):
            names = _row(piece, start, situation) if start >= last else None
            if names:
                last = names.end
                yield from _due_behind(piece, last, situation)


def _agencies(sections: Sections, codes: Collection[str], situation: Situation) -> Iterator[Piece]:
    """Yield what is nothing but agencies beside the named ones, or begins so before a deadline."""
    taken = [one for label in AGENCIES for one in sections.values.get(label, ())]
    if any(situation.directory.agency(code) is None for code in codes):
        yield from _left_out(sections, situation)
    for piece in sections.loose:
        behind = any(one.line is piece.line and one.end == piece.start for one in taken)
        if behind and _names_another(piece, codes, situation):
            yield piece
            continue
        opens = _OPENS.match(piece.line.quiet, piece.start, piece.end)
        if opens is None or (opens["label"] and _NO_PARTY.search(opens["label"])):
            continue
        if piece.text.strip().isdecimal() and piece.line.quiet[: piece.start].strip():
            yield piece  # ทล. 4 may be a branch
        place = NamePlace.BEHIND_LABEL if opens["joined"] else NamePlace.ANYWHERE
        names = _row(piece, opens.end(), situation, place) or _unknown(piece, opens.end())
        if names is None or (names.codes and set(names.codes) <= set(codes)):
            continue
        addressed = opens["label"] or opens["joined"]
        # In a letter a name alone is its sender's.
        named = addressed or not (sections.letter or _PLACE.match(piece.line.quiet, names.start))
        alone = named and _ENDS.match(piece.line.quiet, names.end, piece.end)
        asked = opens["joined"] and _REQUEST.match(piece.line.quiet, names.end)
        if (
            alone
            or asked
            or _BUT.match(opens["joined"])
            or any(_due_behind(piece, names.end, situation))
        ):
            yield piece


def _left_out(sections: Sections, situation: Situation) -> Iterator[Piece]:
    """Yield where an agency is left out of a group, whatever label stands before it."""
    for piece in (*sections.loose, *sections.values.get(Label.DETAIL, ())):
        for but in islice(_BUT.finditer(piece.line.quiet, piece.start, piece.end), _MOST):
            if situation.agency_at(piece.line, but.end(), NamePlace.BEHIND_LABEL):
                yield Piece(piece.line, but.start(), piece.end)
                break


def _names_another(piece: Piece, codes: Collection[str], situation: Situation) -> bool:
    """Whether what is asked of the named ones goes on with another: "ปภ. ชี้แจง กรมประมง"."""
    text = piece.line.quiet
    for word in islice(_WORD.finditer(text, piece.start, piece.end), _MOST):
        names = None if counts(text, word.start()) else _row(piece, word.start(), situation)
        alone = names and text[names.end : names.end + 1] in ("", " ")
        if names and alone and not _OF_WHOM.search(text, piece.start, word.start()):
            return not set(names.codes) <= set(codes)
    return False


def _row(
    piece: Piece, start: int, situation: Situation, place: NamePlace = NamePlace.ANYWHERE
) -> _Names | None:
    """Return the row of names that begins at a place of a piece, if one does."""
    row = situation.agencies_at(piece.line.folded, start, place, piece.end)
    found = situation.agency_at(piece.line, start, place) and row.end > start
    return _Names(start, row.end, row.codes) if found and row.end <= piece.end else None


def _unknown(piece: Piece, start: int) -> _Names | None:
    """Return a word that is called like an agency, or short, and which the directory has not."""
    found = _CALLED_LIKE_ONE.match(piece.line.quiet, start, piece.end)
    return _Names(start, found.end(), ()) if found and not SAYS.search(found[0]) else None


def _due_behind(piece: Piece, end: int, situation: Situation) -> Iterator[str]:
    """Yield the deadline with its word directly behind a name, or one that is all: ปภ. 15.00 น."""
    line = piece.line.quiet
    limit = _LIMIT.match(line, end, piece.end)
    at = limit and (limit.start("due") if limit["due"] else limit.end())
    remark = line.rfind("(", piece.start, end) if line.endswith(")", piece.start, end) else end
    text = line[at : piece.end] if at else ""
    alone = line[remark : piece.end].strip(_AROUND)
    if starts_like_a_deadline(text):
        yield text
    elif len(alone) <= LONGEST_DUE:
        yield from _alone(alone, situation)


def _due_again(piece: Piece, situation: Situation) -> Iterator[str]:
    """Yield the deadline of what else is asked for behind one: 15.00 น. และสรุปอีกครั้ง 17.00 น."""
    more = _AND_THEN.match(piece.line.quiet, piece.start, piece.end)
    said = piece.line.quiet[more.end() : piece.end] if more else ""
    if said and situation.leading_deadline(said):
        yield said.rstrip(_AROUND)


def _alone(said: str, situation: Situation) -> Iterator[str]:
    """Yield words that are nothing but a deadline."""
    read = situation.deadline(said)
    if read.at or (read.problem and read.problem.why == Why.PAST):
        yield said
