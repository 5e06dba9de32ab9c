"""All sheets of a roster file: ordinary tables, and forms of letter 2560 as agencies fill them in.

In a form the agency stands in a line above, then two boxes to tick, one for each group; below them
a table with number, name, position and LINE ID. A sheet may hold several forms, one below the
other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.roster.rows import Column, RosterRow, RowProblem, Table, columns_of, read_rows
from domain.text import normalise

_LABEL = re.compile(
    r"(?:ชื่อ)?(?:ส่วนราชการ|หน่วยงาน|องค์การมหาชน|agency)"
    r"(?:\s*/\s*(?:ส่วนราชการ|หน่วยงาน|องค์การมหาชน))*(?=$|[\s:.…_])[\s:]*",
    re.IGNORECASE,
)
_DOTS = re.compile(r"^[\s.…_·‥-]+|[\s.…_·‥-]{2,}$")
_IA = r"issue[\s-]*assignment(?:\s*\(?\s*ia[\s_-]*chat\s*\)?)?|ia[\s_-]*chat"
_IR = r"issue[\s-]*report(?:\s*\(?\s*ir[\s_-]*chat\s*\)?)?|ir[\s_-]*chat"
_GROUP = re.compile(rf"(?P<ia>{_IA})|(?P<ir>{_IR})", re.IGNORECASE)
_TICKED = re.compile(r"[☑✓✔√☒✗✘\uf0fe\uf0fc\uf052\u2a2f]|[\[(]\s*[xX/✓✔√*]\s*[\])]")
"""Boxes as typed, and as Word's symbol fonts store them."""
_BOX = re.compile(rf"{_TICKED.pattern}|[☐□▢\uf0a8\uf06f]|[\[(]\s*[\])]")
_WHOLE_CELL = {"x": "☑", "/": "☑", "1": "☑", "-": "☐", "0": "☐"}
_FOOT = re.compile(
    r"\s*(?:หมายเหตุ|ผู้ประสาน|ผู้แจ้ง|ผู้ให้ข้อมูล|ลงชื่อ|\(?ลงชื่อ|โทร|e-?mail|ขอให้|โปรด|กรุณา|ส่งกลับ|fax|ภายในวัน)",
    re.I,
)

_BELOW = (Column.NO, Column.NAME, Column.POSITION, Column.LINE_ID, Column.ROLES, Column.SEAT)


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """A sheet by its name; a file with only one gives it none."""

    name: str
    table: Table


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says; `passed_over` are the names of sheets without people, such as notes."""

    rows: tuple[RosterRow, ...]
    problems: tuple[RowProblem, ...]
    passed_over: tuple[str, ...] = ()


def read_sheets(sheets: Sequence[RosterSheet]) -> Read:
    """Read every sheet; one without a table of people is passed over if another has one."""
    rows: list[RosterRow] = []
    problems: list[RowProblem] = []
    empty: list[tuple[str, list[RowProblem]]] = []
    for sheet in sheets:
        found, wrong = read_rows(unfold(sheet.table) or sheet.table)
        named = [replace(each, sheet=sheet.name) for each in wrong]
        if not found and all(each.row == 0 for each in wrong):
            empty.append((sheet.name, named))
            continue
        rows += [replace(each, sheet=sheet.name) for each in found]
        problems += named
    if not rows and not problems:
        return Read((), tuple(each for _, wrong in empty for each in wrong))
    return Read(tuple(rows), tuple(problems), tuple(name for name, _ in empty))


def unfold(table: Table) -> Table | None:
    """Return the forms in a sheet as one table under a header of ours; `None`: it has none.

    Rows keep their numbers. Dotted lines, and notes below the people, are left out.
    """
    rows = list(_people(table))
    if not rows:
        return None
    header = [Column.AGENCY.value, Column.GROUPS.value, *(column.value for column in _BELOW)]
    return [(rows[0][0] - 1, header), *rows]


def _people(table: Table) -> Iterator[tuple[int, list[str]]]:
    agency, groups = "", dict[str, bool]()
    columns: Mapping[Column, int] = {}
    for number, cells in table:
        texts = [" ".join(normalise(cell).split()) for cell in cells]
        found = columns_of(texts)
        if Column.AGENCY in found and Column.NAME in found:
            return  # an ordinary table
        if Column.NAME in found and (Column.POSITION in found or Column.LINE_ID in found):
            columns = found
        elif (named := _agency(texts)) is not None:
            agency, groups, columns = named, {}, {}
        elif not columns:
            groups |= _ticks(texts)
        elif row := _person(texts, columns):
            ticked = " ".join(kind for kind in ("ia", "ir") if groups.get(kind))
            yield number, [agency, ticked, *row]


def _agency(texts: Sequence[str]) -> str | None:
    """Return the agency of its line; empty where the line was left as dots."""
    for index, text in enumerate(texts):
        label = _LABEL.match(text)
        if label is None:
            continue
        written = [text[label.end() :], *texts[index + 1 :]]
        return next((name for each in written if (name := _DOTS.sub("", each))), "")
    return None


def _ticks(texts: Sequence[str]) -> dict[str, bool]:
    """Return which groups a line names, and whether each is ticked, before its name or behind."""
    line = " ".join(_WHOLE_CELL.get(text.lower(), text) for text in texts)
    names = list(_GROUP.finditer(line))
    if not names:
        return {}
    edges = [0, *(name.end() for name in names)]
    ahead = _BOX.search(line[: names[0].start()]) is not None
    ticks: dict[str, bool] = {}
    for index, name in enumerate(names):
        after = names[index + 1].start() if index + 1 < len(names) else len(line)
        beside = line[edges[index] : name.start()] if ahead else line[name.end() : after]
        kind = "ia" if name["ia"] else "ir"
        ticks[kind] = ticks.get(kind, False) or _TICKED.search(beside) is not None
    return ticks


def _person(texts: Sequence[str], columns: Mapping[Column, int]) -> list[str]:
    """Return the cells of a person; empty for a dotted line, or a note below the table."""
    first = next((text for text in texts if text), "")
    if _FOOT.match(first):
        return []
    cells = {
        column: _DOTS.sub("", texts[index]) if index < len(texts) else ""
        for column, index in columns.items()
    }
    if not any(cells.get(column) for column in (Column.NAME, Column.POSITION, Column.LINE_ID)):
        return []
    return [cells.get(column, "") for column in _BELOW]
