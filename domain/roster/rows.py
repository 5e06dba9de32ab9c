"""One row of a roster: from its cells to a person, or to everything that is wrong with it.

Where the columns are is `domain.roster.headings`; which agency a name means is asked of the caller.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain import bounds
from domain.chat.rights import Role
from domain.roster.headings import Column, Header
from domain.roster.seats import read_seat
from domain.roster.table import Unworked, clean, undotted
from domain.roster.titles import is_title, joined, several

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
BLANK_BOXES = frozenset({"", "-", "0", "n", "no", "☐"})
_TICKS = frozenset({"x", "✓", "✔", "√", "☑", "/", "1", "y", "yes"})
_BOTH = frozenset({"", "both", "ทั้งสอง", "ทั้งสองกลุ่ม", "ทั้งคู่"}) | _TICKS
_SEPARATORS = re.compile(r"[\s,;/+&|]+|และ|\band\b")
_CHAT = re.compile(r"[\s_-]*chat\b")
_ERROR_VALUE = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!)")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row as written; `agency` is the name typed, `seat` one of `Seat`, or empty.

    `within` is what the row says that the agency belongs to, if it says so beside the agency.
    """

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
    within: str = ""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row (0: the whole sheet) cannot be taken; `reason` is for the operator, in English.

    `sheet` is empty where the file has only one. `agency` is what the row says of it, so that it
    is looked up with those of the good rows.
    """

    row: int
    reason: str
    sheet: str = ""
    agency: str = field(default="", compare=False)
    within: str = field(default="", compare=False)


def read_row(
    number: int,
    cells: Sequence[str],
    header: Header,
    above: tuple[str, bool, bool] | None,
) -> RosterRow | RowProblem:
    """Read a row under its header, or say all that is wrong with it.

    `above` are the agency and the groups (IA, IR) of the lines above a table that has no column
    for the agency.
    """
    reasons = _formulas(cells, header)
    texts = written(cells, header)
    agency, within = (above[0], "") if above else agencies_of(texts, header)
    name = name_of(texts)
    if not agency and not any(reason.startswith("agency") for reason in reasons):
        reasons.append("agency is empty" + (f" (it belongs to {within})" if within else ""))
    if not name and not any(reason.startswith("name") for reason in reasons):
        reasons.append("name is empty")
    if is_title(name):
        reasons.append(f"name is only a title: {name}")
    if any(several(cells[place]) for place in header.places[Column.NAME] if place < len(cells)):
        reasons.append("name holds several people; give each a row")
    position, line_id = _text(texts, Column.POSITION), _text(texts, Column.LINE_ID)
    for column, text in zip(LONGEST, (agency, name, position, line_id), strict=True):
        if len(text) > LONGEST[column]:
            reasons.append(f"{column} is longer than {LONGEST[column]} characters")
    in_ia, in_ir = above[1:] if above and not _names_groups(header) else _groups(texts, reasons)
    roles, seat = _roles(_text(texts, Column.ROLES), reasons), _seat(texts, reasons)
    if reasons:
        return RowProblem(number, "; ".join(reasons), agency=agency, within=within)
    return RosterRow(
        number, agency, name, position, line_id, in_ia, in_ir, roles, seat, within=within
    )


def written(cells: Sequence[str], header: Header) -> dict[Column, list[str]]:
    """Return what stands under each heading, cleaned, a text for each column that it covers."""
    found: dict[Column, list[str]] = {}
    for column, places in header.places.items():
        texts = [clean(cells[place]) if place < len(cells) else "" for place in places]
        if column is not Column.LINE_ID:  # a LINE ID may begin with a dot or a line
            texts = [undotted(text) for text in texts]
        found[column] = texts
    return found


def agencies_of(texts: Mapping[Column, list[str]], header: Header) -> tuple[str, str]:
    """Return the agency that a row names, and what the row says that it belongs to."""
    column = header.agency
    if column is None:
        return "", ""
    others = [each for each in (Column.MINISTRY, Column.WITHIN) if each is not column]
    within = next((text for each in others if (text := _text(texts, each))), "")
    return _text(texts, column), within


def name_of(texts: Mapping[Column, list[str]]) -> str:
    """Return title, name and surname as one."""
    parts = [
        text
        for column in (Column.PREFIX, Column.NAME, Column.SURNAME)
        for text in texts.get(column, ())
    ]
    return joined(parts)


def _text(texts: Mapping[Column, list[str]], column: Column) -> str:
    return " ".join(text for text in texts.get(column, ()) if text)


def _formulas(cells: Sequence[str], header: Header) -> list[str]:
    """Name the cells that hold no value but a formula, or the error that one ended in."""
    reasons: list[str] = []
    for column, places in header.places.items():
        called = "agency" if column is header.agency else column
        for place in places:
            cell = cells[place] if place < len(cells) else ""
            if isinstance(cell, Unworked) and column is not Column.NO:
                reasons.append(
                    f"{called} is a formula without a value: open the file in a spreadsheet "
                    "program and save it there"
                )
            elif _ERROR_VALUE.fullmatch(clean(cell)):
                reasons.append(f"{called} is {clean(cell)}, the error of a formula")
    return reasons


def _names_groups(header: Header) -> bool:
    return any(column in header.places for column in (Column.GROUPS, Column.IA, Column.IR))


def _groups(texts: Mapping[Column, list[str]], reasons: list[str]) -> tuple[bool, bool]:
    """Return (IA, IR); nothing named and nothing ticked means both. Adds what is wrong."""
    in_ia = _ticked(Column.IA, texts, reasons)
    in_ir = _ticked(Column.IR, texts, reasons)
    if in_ia or in_ir:
        return in_ia, in_ir
    said = _text(texts, Column.GROUPS)
    text = _CHAT.sub("", said.lower())
    if text in _BOTH:
        return True, True
    named = {word for word in _SEPARATORS.split(text) if word}
    if not named or named - {"ia", "ir"}:
        reasons.append(f"no such group: {said} (IA, IR or both)")
    return "ia" in named, "ir" in named


def _ticked(column: Column, texts: Mapping[Column, list[str]], reasons: list[str]) -> bool:
    said = _text(texts, column)
    box = said.lower()
    if box in BLANK_BOXES:
        return False
    if box not in _TICKS and _CHAT.sub("", box) != column:
        reasons.append(f"neither ticked nor empty: {said} (column {column.upper()})")
    return True


def _roles(said: str, reasons: list[str]) -> frozenset[Role]:
    """Return the roles named; none named means reporter. Adds those that do not exist."""
    words = [word for word in _SEPARATORS.split(said.lower()) if word]
    reasons += [
        f"no such role: {word} ({', '.join(Role)})" for word in words if word not in ROLE_WORDS
    ]
    roles = frozenset(ROLE_WORDS[word] for word in words if word in ROLE_WORDS)
    return roles or frozenset({Role.REPORTER})


def _seat(texts: Mapping[Column, list[str]], reasons: list[str]) -> str:
    try:
        return read_seat(_text(texts, Column.SEAT)) or ""
    except ValueError as wrong:
        reasons.append(str(wrong))
        return ""
