"""What a row under the header is: a person, printed and left empty, a sample, or a remark."""

import re
from collections.abc import Sequence
from enum import StrEnum

from domain.roster.headings import AGENCY_COLUMNS, PERSON_COLUMNS, Column, Header
from domain.roster.rows import BLANK_BOXES, written
from domain.roster.table import Beside, Unworked, own, undotted
from domain.roster.titles import is_title
from domain.text import arabic_digits

_REMARK = re.compile(
    r"[*†※]|(?:\d+[.)]\s*)?\(?\s*(?:หมายเหตุ|ผู้ประสาน|ผู้แจ้ง|ผู้ให้ข้อมูล|ผู้รับรอง|ผู้จัดทำ|ผู้ตรวจ|ผู้กรอก|ลงชื่อ|ลงนาม|โทร|ข้อมูล\s*ณ|ณ\s*วันที่"
    r"|รวม(?:\s|ทั้ง|จำนวน|\d|$)|จำนวน|ทั้งหมด|คำอธิบาย|ที่มา\s*:|สอบถาม|ติดต่อ|ขอให้|โปรด|กรุณา|ส่งกลับ|ภายในวัน|วันที่|แบบฟอร์ม"
    r"|e-?mail|fax|tel|note|remark|signed|total)",
    re.IGNORECASE,
)
_ALSO_NAMES = re.compile("รวม|โปรด|กรุณา|[a-z]", re.IGNORECASE)
"""Openings of remarks with which names of people begin too: โปรดปราน ใจดี."""
_SIGNATURE = re.compile(r"\(?\s*(?:ลงชื่อ|ลงนาม|signed)|\([^()]*\)$", re.IGNORECASE)
_SAMPLE = re.compile(r"(?:ตัวอย่าง|ตย\b|เช่น|example|e\.g)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+[.)]?")


class RowKind(StrEnum):
    """What a row under the header is, in the words of a note to the operator."""

    PERSON = "a person"
    EMPTY = "empty"
    SAMPLE = "a sample"
    REMARK = "a remark"
    NOBODY = "nobody is named"


def kind_of(cells: Sequence[str], header: Header, *, signed: bool) -> RowKind:
    """Say what a row is by what stands in it itself; `signed`: a signature stands above it.

    What a merged cell repeats, numbers, dots, empty boxes and titles to choose from say nothing.
    """
    personal = _places(header, (*AGENCY_COLUMNS, *PERSON_COLUMNS))
    texts = [undotted(text) for text in own(cells)]
    filled = [
        place
        for place, text in enumerate(texts)
        if text and (place in personal or not isinstance(cells[place], Unworked))
    ]
    speaking = [
        place
        for place in filled
        if place in personal and not (is_title(texts[place]) or _is_number(texts[place]))
    ]
    if not speaking and all(_says_nothing(texts[place]) for place in filled):
        return RowKind.EMPTY
    if any(_SAMPLE.match(texts[place]) for place in filled if place not in personal):
        return RowKind.SAMPLE
    if _is_remark(cells, filled, header, signed=signed):
        return RowKind.REMARK
    return RowKind.PERSON if speaking else RowKind.NOBODY


def is_signature(texts: Sequence[str]) -> bool:
    """Whether a remark is a signature, or the name in brackets below one."""
    return any(_SIGNATURE.match(text) for text in texts if text)


def _is_remark(
    cells: Sequence[str], filled: Sequence[int], header: Header, *, signed: bool
) -> bool:
    texts = own(cells)
    first = texts[filled[0]]
    if _REMARK.match(first):
        return not (_ALSO_NAMES.match(first) and _is_complete(cells, header))
    if len(filled) > 1:
        return False
    names = _places(header, (*AGENCY_COLUMNS, Column.PREFIX, Column.NAME, Column.SURNAME))
    across = any(isinstance(cells[place], Beside) for place in names if place < len(cells))
    outside = filled[0] not in _places(header, (*AGENCY_COLUMNS, *PERSON_COLUMNS))
    return signed or across or outside or is_signature([first])


def _is_complete(cells: Sequence[str], header: Header) -> bool:
    """Whether a row that begins as remarks do is a person all the same."""
    said = written(cells, header)
    agency = "".join(said.get(header.agency, ())) if header.agency else ""
    more = [agency, *said.get(Column.POSITION, ()), *said.get(Column.LINE_ID, ())]
    known = any(more) or _is_number("".join(said.get(Column.NO, ())))
    return any(said[Column.NAME]) and known


def _says_nothing(text: str) -> bool:
    return text.lower() in BLANK_BOXES or is_title(text) or _is_number(text)


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(arabic_digits(text)) is not None


def _places(header: Header, columns: Sequence[Column]) -> set[int]:
    return {place for column in columns for place in header.places.get(column, ())}
