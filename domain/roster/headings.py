"""The head of a roster's table: what each column means, in one row of headings or in several."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.roster.table import Below, Beside, Table, clean, own
from domain.text import arabic_digits


class Column(StrEnum):
    """What a column of the form means; `ia` and `ir` are its two boxes to tick.

    `within` is what an agency belongs to (สังกัด), and the agency itself where nothing else is.
    """

    AGENCY = "agency"
    WITHIN = "within"
    MINISTRY = "ministry"
    NO = "no"
    PREFIX = "prefix"
    NAME = "name"
    SURNAME = "surname"
    POSITION = "position"
    LINE_ID = "line_id"
    GROUPS = "groups"
    IA = "ia"
    IR = "ir"
    ROLES = "roles"
    SEAT = "seat"


AGENCY_COLUMNS = (Column.AGENCY, Column.WITHIN, Column.MINISTRY)
"""Which column names the agency: the first of these that a table has."""
PERSON_COLUMNS = (Column.PREFIX, Column.NAME, Column.SURNAME, Column.POSITION, Column.LINE_ID)

_BODY = "(?:ส่วนราชการ|หน่วยงาน|องค์การมหาชน|องค์กร|ทบวง|กรม)"
_LINE = "(?:line|ไลน์|บัญชี|รหัส|account)"
_HEADINGS: Mapping[Column, str] = {
    Column.NO: "ลำดับ(?:ที่)?|ที่|no|number",
    Column.AGENCY: f"(?:ชื่อ)?(?:กระทรวง)?{_BODY}+(?:เจ้าของเรื่อง|ในสังกัด|ผู้แทน)?"
    "|agency(?:name)?|organi[sz]ation|department",
    Column.WITHIN: f"(?:ชื่อ)?{_BODY}?(?:ที่|ต้น)?สังกัด.*|affiliation",
    Column.MINISTRY: "(?:ชื่อ)?กระทรวง|ministry",
    Column.PREFIX: "(?:ยศ|คำนำหน้า(?:นาม|ชื่อ)?)+|prefix|salutation|rank",
    Column.NAME: "(?:ยศ|คำนำหน้า(?:นาม|ชื่อ)?)*(?:ราย)?(?:ชื่อ(?:ตัว)?(?:และ)?(?:ชื่อ|นาม)?สกุล"
    "(?!.*ชื่อ).*|ชื่อ(?:ตัว|จริง|เต็ม|ผู้แทน|สมาชิก)?|นาม)"
    "|(?:full|first|given)?name|name(?:and)?surname",
    Column.SURNAME: "(?:นาม)?สกุล|surname|(?:last|family)name",
    Column.POSITION: "ตำแหน่ง.*|position|jobtitle",
    Column.LINE_ID: f"(?=.*(?:line|ไลน์))(?:{_LINE}|id|ไอดี|user|ผู้ใช้)+(?:ที่.*|ของ.*|ผู้.*|ส่วนตัว)?",
    Column.GROUPS: "groups?|กลุ่ม(?:ไลน์|line|ที่.*)?",
    Column.IA: "(?:กลุ่ม)?(?:ia(?:chat)?|issueassignment(?:iachat)?)",
    Column.IR: "(?:กลุ่ม)?(?:ir(?:chat)?|issuereport(?:irchat)?)",
    Column.ROLES: "roles?|บทบาท.*",
    Column.SEAT: "seat|ที่นั่ง|ประเภทสมาชิก",
}
_COMPILED = {column: re.compile(words) for column, words in _HEADINGS.items()}
_NOT_IN_HEADINGS = re.compile(r"[\s._\-–—/*:()\[\]†¹²³]+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ENGLISH_NAME = re.compile("อังกฤษ|english")
_FIRST_NAME = frozenset({"ชื่อ", "ชื่อตัว"})
_WHOLE_NAME = frozenset({"ชื่อสกุล", "ชื่อนามสกุล"})
_COLUMN_NUMBER = re.compile(r"[(\[]?(\d{1,2})[)\].]?")
_NAMES = re.compile("ชื่อ|นาม|name", re.IGNORECASE)
_LONGEST_HEADING = 80
_MOST_STOREYS = 3
_ALSO_DATA = frozenset({Column.NO, Column.IA, Column.IR})
"""Headings that may as well be what somebody writes into a cell."""


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a table: `places` are the columns of the sheet (from 0) under each heading.

    `unused` are the headings of other columns, by place; `doubled` those that stand there twice.
    """

    height: int
    places: Mapping[Column, tuple[int, ...]]
    unused: Mapping[int, str]
    doubled: Mapping[int, Column]

    @property
    def agency(self) -> Column | None:
        """Which column names the agency."""
        return next((column for column in AGENCY_COLUMNS if column in self.places), None)


def meaning(heading: str) -> Column | None:
    """Return what a heading means: by itself, without its brackets, or by what stands in them."""
    text = clean(heading)
    if not text or len(text) > _LONGEST_HEADING or _ENGLISH_NAME.search(text.lower()):
        return None
    for part in (text, _BRACKETS.sub("", text), " ".join(_BRACKETS.findall(text))):
        folded = _fold(part)
        for column, words in _COMPILED.items():
            if words.fullmatch(folded):
                return column
    return None


def header_at(table: Table, start: int) -> Header | None:
    """Return the header whose first row this is; its further storeys follow."""
    near = (cell for _, cells in table[start : start + _MOST_STOREYS] for cell in cells)
    if not any(map(_NAMES.search, near)) or not any(map(meaning, table[start][1])):
        return None
    for height in range(1, _MOST_STOREYS + 1):
        band = [cells for _, cells in table[start : start + height]]
        found = _read(band)
        if Column.NAME in found.places and len(found.places) > 1 and _needed(band, found):
            break
    else:
        return None
    for _, cells in table[start + height :]:
        longer = _read([*band, cells])
        if not _is_storey(cells, band[-1]) or Column.NAME not in longer.places:
            break
        band, found = [*band, cells], longer
    return found


def known_headings(cells: Sequence[str]) -> dict[Column, str]:
    """Return the headings among these cells, by what they mean."""
    return {column: clean(cell) for cell in cells if (column := meaning(cell)) is not None}


def _fold(text: str) -> str:
    return _NOT_IN_HEADINGS.sub("", text).lower()


def _needed(band: Sequence[Sequence[str]], found: Header) -> bool:
    """Whether the first row gives a heading: a title or an agency above the table does not."""
    if len(band) == 1:
        return True
    lower = _read(band[1:]).places
    return any(
        places != lower.get(column)
        for column, places in found.places.items()
        if column not in _ALSO_DATA
    )


def _read(band: Sequence[Sequence[str]]) -> Header:
    places: dict[Column, tuple[int, ...]] = {}
    unused: dict[int, str] = {}
    doubled: dict[int, Column] = {}
    first_name = False
    for index in range(max(len(cells) for cells in band)):
        column, text = _meaning_of(band, index)
        if column is Column.NAME and first_name and _fold(text) == "ชื่อสกุล":
            column = Column.SURNAME  # beside ชื่อ it is the official word for that
        owner = None if text else _owner(band, index, places)
        if owner is not None:
            places[owner] += (index,)
        elif column is None:
            unused[index] = text
        elif column in places:
            unused[index], doubled[index] = text, column
        else:
            places[column] = (index,)
            first_name |= column is Column.NAME and _fold(text) in _FIRST_NAME
    return Header(len(band), places, unused, doubled)


def _meaning_of(band: Sequence[Sequence[str]], index: int) -> tuple[Column | None, str]:
    """Return what the storeys above a column say together: the lowest that means something."""
    storeys = [
        (row, text)
        for row in band
        if index < len(row) and (text := clean(row[index])) and not isinstance(row[index], Below)
    ]
    texts = [text for _, text in storeys]
    whole = " ".join(texts)
    if len(texts) > 1 and _fold(whole) in _WHOLE_NAME:
        return Column.NAME, whole
    if texts and (column := meaning(texts[-1])):
        return column, texts[-1]
    if column := meaning(whole):
        return column, whole
    for row, text in reversed(storeys[:-1]):
        if not _covered(row, index + 1) and (column := meaning(text)):
            return column, text
    return None, whole


def _owner(
    band: Sequence[Sequence[str]], index: int, places: Mapping[Column, tuple[int, ...]]
) -> Column | None:
    """Return the heading whose merged cell covers this column too."""
    for column, own_places in places.items():
        left = own_places[0]
        lowest = [row for row in band if left < len(row) and clean(row[left])][-1]
        if left < index and all(_covered(lowest, each) for each in range(left + 1, index + 1)):
            return column
    return None


def _covered(row: Sequence[str], index: int) -> bool:
    return index < len(row) and isinstance(row[index], Beside)


def _is_storey(cells: Sequence[str], above: Sequence[str]) -> bool:
    """Whether a row goes on with the header: headings only, hints in brackets, column numbers."""
    texts = own(cells)
    if _numbers_columns([text for text in texts if text]):
        return True
    for index, text in enumerate(texts):
        divided = _covered(above, index) or _covered(above, index + 1)
        hint = text.startswith("(") and text.endswith(")")
        if text and not (divided or hint or meaning(text)):
            return False
    return any(texts) or any(isinstance(cell, Below) for cell in cells)


def _numbers_columns(texts: Sequence[str]) -> bool:
    """Whether these are the numbers of columns, (1) (2) (3), as forms print them."""
    found = [_COLUMN_NUMBER.fullmatch(arabic_digits(text)) for text in texts]
    numbers = [int(each[1]) for each in found if each]
    return len(texts) > 2 and numbers == list(range(1, len(texts) + 1))
