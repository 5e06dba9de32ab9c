"""All sheets of a roster file: ordinary tables, and forms of letter 2560 as agencies fill them in.

In a form the agency stands in a line above, then two boxes to tick, one for each group; below them
a table with number, name, position and LINE ID. A sheet may hold several forms or tables, one below
the other. What is not taken is told: every remark, and every column without a known heading.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from domain.roster.form_lines import agency_line, ticks
from domain.roster.headings import Column, Header, header_at, known_headings
from domain.roster.people import RowNote
from domain.roster.row_kinds import RowKind, is_signature, kind_of
from domain.roster.rows import RosterRow, RowProblem, read_row
from domain.roster.table import Sheet, Table, clean, own

_SHOWN = 60
"""Characters of a remark that a note quotes."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says; `passed_over` are the names of sheets without people, such as notes."""

    rows: tuple[RosterRow, ...]
    problems: tuple[RowProblem, ...]
    passed_over: tuple[str, ...] = ()
    notes: tuple[RowNote, ...] = ()


def read_sheets(sheets: Sequence[Sheet]) -> Read:
    """Read every sheet; one without a table of people is passed over if another has one."""
    rows: list[RosterRow] = []
    problems: list[RowProblem] = []
    notes: list[RowNote] = []
    empty: list[tuple[str, list[RowProblem]]] = []
    for sheet in sheets:
        if sheet.hidden:
            notes.append(RowNote(0, "hidden, passed over", sheet.name))
            continue
        done = read_table(sheet.table)
        named = [replace(each, sheet=sheet.name) for each in done.problems]
        if not done.rows and all(each.row == 0 for each in named):
            empty.append((sheet.name, named))
            continue
        rows += [replace(each, sheet=sheet.name) for each in done.rows]
        notes += [replace(each, sheet=sheet.name) for each in done.notes]
        problems += named
    if not rows and not problems:
        wrong = (each for _, problems in empty for each in problems)
        return Read((), tuple(wrong), notes=tuple(notes))
    return Read(tuple(rows), tuple(problems), tuple(name for name, _ in empty), tuple(notes))


def read_table(table: Table) -> Read:
    """Read one sheet: its tables and forms from top to bottom."""
    reading = _Reading()
    index = 0
    while index < len(table):
        header = header_at(table, index)
        if header is not None:
            reading.begin(header, table[index][0])
            index += header.height
        else:
            reading.take(*table[index])
            index += 1
    reading.end()
    if not reading.headed:
        reading.problems.append(RowProblem(0, _no_header(table)))
    elif not reading.rows and not reading.problems:
        reading.problems.append(RowProblem(0, "no people under the header"))
    return Read(tuple(reading.rows), tuple(reading.problems), notes=tuple(reading.notes))


def _no_header(table: Table) -> str:
    """Say what is lacking, by the row that looks most like a header."""
    number, found = max(
        ((number, known_headings(cells)) for number, cells in table),
        key=lambda row: len(row[1]),
        default=(0, {}),
    )
    if len(found) < 2:
        return "no header: the columns agency and name are needed"
    return (
        f"row {number} looks like the header ({', '.join(found.values())}), "
        "but no column is called ชื่อ-สกุล (name)"
    )


@dataclass(slots=True)
class _Reading:
    """How far a sheet has been read: the table under way, and the lines of a form above it.

    `agency` is `None` before a line named one, and empty where that line was left blank. `banner`
    is a lone line between the people of a form: a remark, unless more people follow.
    """

    rows: list[RosterRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[RowNote] = field(default_factory=list)
    headed: bool = False
    header: Header | None = None
    agency: str | None = None
    groups: dict[str, bool] = field(default_factory=dict)
    signed: bool = False
    banner: tuple[int, str] | None = None
    unused: dict[int, list[str]] = field(default_factory=dict)

    def begin(self, header: Header, number: int) -> None:
        """A table begins with this header, or goes on with it on the next page."""
        self.end()
        self.header, self.headed = header, True
        if header.agency is None and self.agency is None:
            why = "no agency: the table has no column หน่วยงาน (agency), and no line above names one"
            self.problems.append(RowProblem(number, why))
            self.header = None

    def take(self, number: int, cells: Sequence[str]) -> None:
        """Take one row that is no header."""
        texts = [clean(cell) for cell in cells]
        in_table = self.header is not None and self.header.agency is not None
        if not in_table and (named := agency_line(texts)) is not None:
            self.end()
            self.agency, self.groups, self.header = named, {}, None
        elif self.header is None:
            self.groups |= ticks(texts)
        else:
            self._row(number, cells, self.header)

    def end(self) -> None:
        """The table ends: tell of its columns that were not used although something is there."""
        for place, texts in sorted(self.unused.items()):
            self._unused(place, texts)
        self.unused, self.signed, self.banner = {}, False, None

    def _row(self, number: int, cells: Sequence[str], header: Header) -> None:
        texts = own(cells)
        kind = kind_of(cells, header, signed=self.signed)
        if kind is RowKind.PERSON:
            self._person(number, cells, header)
        elif kind is not RowKind.EMPTY:
            said = _cut(" ".join(text for text in texts if text))
            self.notes.append(RowNote(number, f"{kind}, left out: {said}"))
            self.signed |= is_signature(texts)
            self.banner = (number, said) if kind is RowKind.REMARK else None

    def _person(self, number: int, cells: Sequence[str], header: Header) -> None:
        above = None
        if header.agency is None:
            if self.banner is not None:
                why = (
                    f"between people; if it names an agency, write หน่วยงาน: first: {self.banner[1]}"
                )
                self.problems.append(RowProblem(self.banner[0], why))
                self.banner = None
            ia, ir = self.groups.get("ia", False), self.groups.get("ir", False)
            above = (self.agency or "", ia or not ir, ir or not ia)
        read = read_row(number, cells, header, above)
        self.problems.append(read) if isinstance(read, RowProblem) else self.rows.append(read)
        for place, text in enumerate(own(cells)):
            if text and place in header.unused:
                self.unused.setdefault(place, []).append(text)

    def _unused(self, place: int, texts: list[str]) -> None:
        """Tell of a column that was not used; refuse one that may hold names."""
        assert self.header is not None
        heading = self.header.unused[place]
        told = f"column {letters(place)} ({heading or 'no heading'})"
        names = self.header.places[Column.NAME]
        if self.header.doubled.get(place) is Column.NAME:
            why = f"{told} holds names too: give each person a row ({_cut(texts[0])})"
            self.problems.append(RowProblem(0, why))
        elif not heading and place - 1 in names:
            why = f"{told} stands beside the name: give it one, such as นามสกุล ({_cut(texts[0])})"
            self.problems.append(RowProblem(0, why))
        else:
            self.notes.append(RowNote(0, f"{told} is not used: {_cut(', '.join(texts))}"))


def letters(place: int) -> str:
    """Return a column's letters in a spreadsheet; columns count from 0."""
    return (letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
