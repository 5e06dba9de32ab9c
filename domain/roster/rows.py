"""The roster form (R16): from the cells of a table to people, and what is wrong with each row.

Reading files is `bot.documents.roster_file`; which agency a name means is asked of the caller.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain import bounds
from domain.chat.rights import Role
from domain.roster.seats import read_seat
from domain.text import normalise, storable

Table = Sequence[tuple[int, Sequence[str]]]
"""Rows of a sheet: the number that a spreadsheet shows beside the row, and its cells."""


class Column(StrEnum):
    """What a column of the form means; `ia` and `ir` are its two boxes to tick."""

    AGENCY = "agency"
    NO = "no"
    NAME = "name"
    POSITION = "position"
    LINE_ID = "line_id"
    GROUPS = "groups"
    IA = "ia"
    IR = "ir"
    ROLES = "roles"
    SEAT = "seat"


HEADERS: Mapping[Column, tuple[str, ...]] = {
    Column.AGENCY: ("agency", "ส่วนราชการ/หน่วยงาน", "ส่วนราชการ", "หน่วยงาน", "ชื่อหน่วยงาน"),
    Column.NO: ("no", "ลำดับ", "ลำดับที่", "ที่"),
    Column.NAME: ("name", "ชื่อ-สกุล", "ชื่อ-นามสกุล", "ชื่อ"),
    Column.POSITION: ("position", "ตำแหน่ง"),
    Column.LINE_ID: ("line_id", "LINE ID", "ไลน์ไอดี", "ไอดีไลน์"),
    Column.GROUPS: ("groups", "group", "กลุ่ม"),
    Column.IA: ("IA", "IA-Chat", "Issue Assignment", "Issue Assignment (IA-Chat)"),
    Column.IR: ("IR", "IR-Chat", "Issue Report", "Issue Report (IR-Chat)"),
    Column.ROLES: ("roles", "role", "บทบาท"),
    Column.SEAT: ("seat", "ที่นั่ง", "ประเภทสมาชิก"),
}
REQUIRED = (Column.AGENCY, Column.NAME)
LONGEST = {
    Column.AGENCY: bounds.AGENCY,
    Column.NAME: bounds.NAME,
    Column.POSITION: bounds.POSITION,
    Column.LINE_ID: bounds.HANDLE,
}
"""Characters that a cell may hold."""

ROLE_WORDS: Mapping[str, Role] = {role.value: role for role in Role} | {
    "ผู้มอบหมาย": Role.ISSUER,
    "ผู้รายงาน": Role.REPORTER,
    "ผู้ประเมิน": Role.EVALUATOR,
    "ผู้ดูแล": Role.ADMIN,
    "ผู้ดูแลระบบ": Role.ADMIN,
}
_TICKS = frozenset({"x", "✓", "✔", "√", "☑", "/", "1", "y", "yes"})
_BLANK_BOXES = frozenset({"", "-", "0", "n", "no", "☐"})
_BOTH = frozenset({"", "both", "ทั้งสอง", "ทั้งสองกลุ่ม", "ทั้งคู่"}) | _TICKS
_SEPARATORS = re.compile(r"[\s,;/+&|]+|และ|\band\b")
_CHAT = re.compile(r"[\s_-]*chat\b")
_NOT_IN_HEADERS = re.compile(r"[\s._\-–/*:()]+")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row as written; `agency` is the name typed, `seat` one of `Seat`, or empty."""

    number: int
    agency: str
    name: str
    position: str = ""
    line_id: str = ""
    in_ia: bool = True
    in_ir: bool = True
    roles: frozenset[Role] = frozenset({Role.REPORTER})
    seat: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row (0: the whole sheet) cannot be taken; `reason` is for the operator, in English.

    `sheet` is empty where the file has only one.
    """

    row: int
    reason: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """A person with the codes of all agencies they speak for, unique, in the order written."""

    name: str
    position: str
    line_id: str
    in_ia: bool
    in_ir: bool
    roles: frozenset[Role]
    agencies: tuple[str, ...]
    seat: str = ""


def read_rows(table: Table) -> tuple[list[RosterRow], list[RowProblem]]:
    """Read the rows under the header; empty rows are passed over."""
    columns: dict[Column, int] = {}
    rows: list[RosterRow] = []
    problems: list[RowProblem] = []
    for number, cells in table:
        if not columns:
            columns = _header(cells)
        elif any(cell.strip() for cell in cells):
            read = _row(number, _named(cells, columns))
            problems.append(read) if isinstance(read, RowProblem) else rows.append(read)
    if not columns:
        problems.append(RowProblem(0, "no header: the columns agency and name are needed"))
    elif not rows and not problems:
        problems.append(RowProblem(0, "no people under the header"))
    return rows, problems


def people(rows: Iterable[tuple[RosterRow, str]]) -> list[RosterPerson]:
    """Gather rows, each with its agency's code, into people, in the order of their first rows."""
    found: list[RosterPerson] = []
    for row, code in rows:
        new = RosterPerson(
            row.name, row.position, row.line_id, row.in_ia, row.in_ir, row.roles, (code,), row.seat
        )
        for index, known in enumerate(found):
            if same_person(known, new):
                found[index] = _joined(known, new)
                break
        else:
            found.append(new)
    return found


def same_person(one: RosterPerson, other: RosterPerson) -> bool:
    """Whether two entries mean one person: the same name, and something more in common.

    That is the LINE ID, or an agency, or the position where the LINE IDs do not say otherwise.
    """
    if one.name != other.name:
        return False
    if one.line_id and one.line_id == other.line_id:
        return True
    if set(one.agencies) & set(other.agencies):
        return True
    differing = one.line_id and other.line_id
    return bool(one.position) and one.position == other.position and not differing


def _joined(known: RosterPerson, new: RosterPerson) -> RosterPerson:
    return replace(
        known,
        position=known.position or new.position,
        line_id=known.line_id or new.line_id,
        in_ia=known.in_ia or new.in_ia,
        in_ir=known.in_ir or new.in_ir,
        roles=known.roles | new.roles,
        agencies=tuple(dict.fromkeys(known.agencies + new.agencies)),
        seat=known.seat or new.seat,
    )


def _fold(header: str) -> str:
    return _NOT_IN_HEADERS.sub("", normalise(header)).lower()


_BY_HEADER = {_fold(word): column for column, words in HEADERS.items() for word in words}


def columns_of(cells: Sequence[str]) -> dict[Column, int]:
    """Return where each column stands whose heading is among these cells."""
    columns: dict[Column, int] = {}
    for index, cell in enumerate(cells):
        column = _BY_HEADER.get(_fold(cell))
        if column is not None:
            columns.setdefault(column, index)
    return columns


def _header(cells: Sequence[str]) -> dict[Column, int]:
    """Return where each column stands, or nothing where this row is not the header."""
    columns = columns_of(cells)
    return columns if all(column in columns for column in REQUIRED) else {}


def _named(cells: Sequence[str], columns: Mapping[Column, int]) -> dict[Column, str]:
    """Return the cells of a row by column, in normal form, blanks folded."""
    return {
        column: " ".join(normalise(storable(cells[index])).split()) if index < len(cells) else ""
        for column, index in columns.items()
    }


def _row(number: int, cells: Mapping[Column, str]) -> RosterRow | RowProblem:
    try:
        for column in REQUIRED:
            if not cells[column]:
                raise ValueError(f"{column} is empty")
        for column, most in LONGEST.items():
            if len(cells.get(column, "")) > most:
                raise ValueError(f"{column} is longer than {most} characters")
        in_ia, in_ir = _groups(cells)
        return RosterRow(
            number=number,
            agency=cells[Column.AGENCY],
            name=cells[Column.NAME],
            position=cells.get(Column.POSITION, ""),
            line_id=cells.get(Column.LINE_ID, ""),
            in_ia=in_ia,
            in_ir=in_ir,
            roles=_roles(cells.get(Column.ROLES, "")),
            seat=read_seat(cells.get(Column.SEAT, "")) or "",
        )
    except ValueError as wrong:
        return RowProblem(number, str(wrong))


def _groups(cells: Mapping[Column, str]) -> tuple[bool, bool]:
    """Return (IA, IR); nothing named and nothing ticked means both."""
    in_ia = _ticked(Column.IA, cells)
    in_ir = _ticked(Column.IR, cells)
    if in_ia or in_ir:
        return in_ia, in_ir
    written = cells.get(Column.GROUPS, "")
    text = _CHAT.sub("", written.lower())
    if text in _BOTH:
        return True, True
    named = {word for word in _SEPARATORS.split(text) if word}
    if not named or named - {"ia", "ir"}:
        raise ValueError(f"no such group: {written} (IA, IR or both)")
    return "ia" in named, "ir" in named


def _ticked(column: Column, cells: Mapping[Column, str]) -> bool:
    box = cells.get(column, "").lower()
    if box in _BLANK_BOXES:
        return False
    if box in _TICKS or _CHAT.sub("", box) == column:
        return True
    raise ValueError(f"neither ticked nor empty: {cells[column]} (column {column.upper()})")


def _roles(written: str) -> frozenset[Role]:
    """Return the roles named; none named means reporter."""
    words = [word for word in _SEPARATORS.split(written.lower()) if word]
    for word in words:
        if word not in ROLE_WORDS:
            raise ValueError(f"no such role: {word} ({', '.join(Role)})")
    return frozenset(ROLE_WORDS[word] for word in words) or frozenset({Role.REPORTER})
