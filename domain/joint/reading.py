"""Reading the sheets of a register's workbook; every fault with its sheet and row."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from domain import bounds
from domain.directory import Directory
from domain.issues.assignments import AgencyRole
from domain.joint.columns import COLUMNS, Part
from domain.joint.figures import NotAFigure, read_figure
from domain.joint.head import Head, head_of
from domain.joint.register import Agenda, Entry, JointIndicator, Level, Register, Share, Target
from domain.roster.row_agencies import NotOneAgency, meant
from domain.roster.sheets import letters
from domain.roster.table import Sheet, Unworked, clean, own
from domain.scores import Direction
from domain.text import arabic_digits, clip

_CODE = re.compile(r"(?=.*\w)[\w.\-/ก-๎]+")
_DIRECTIONS = {
    Direction.UP: "เพิ่ม|เพิ่มขึ้น|ขึ้น|มาก|สูง|มากดี|สูงดี|ยิ่งมากยิ่งดี|ยิ่งสูงยิ่งดี|↑|up|higher(?: is better)?|more",
    Direction.DOWN: "ลด|ลดลง|ลง|น้อย|ต่ำ|น้อยดี|ต่ำดี|ยิ่งน้อยยิ่งดี|ยิ่งต่ำยิ่งดี|↓|down|lower(?: is better)?|less",
}
_ROLES = {
    AgencyRole.LEAD: "(?:หน่วยงาน)?(?:เจ้าภาพ)?หลัก|(?:หน่วยงาน)?เจ้าภาพ|lead(?:ing)?(?: agency)?",
    AgencyRole.SUPPORT: "(?:หน่วยงาน)?(?:สนับสนุน|ร่วม|เจ้าภาพร่วม)|support(?:ing)?(?: agency)?",
}
_REMARK = re.compile("หมายเหตุ|ที่มา|แหล่งที่มา|รวม|note|source|total", re.IGNORECASE)
_SHOWN = 40


@dataclass(frozen=True, slots=True, order=True)
class RegisterFault:
    """Why a row cannot be taken; row 0 is the whole sheet, or the file where it has no name."""

    sheet: str
    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a workbook says. It may be taken only without faults."""

    register: Register
    faults: tuple[RegisterFault, ...]
    notes: tuple[str, ...]


Placed = tuple[str, int, Entry]
"""What a row says, with its sheet and number."""


def read_register(sheets: Sequence[Sheet], directory: Directory) -> Read:
    """Read the sheets of agendas, indicators and organisations, in whatever order they come."""
    reading = _Reading(directory)
    for sheet in sheets:
        reading.sheet(sheet)
    for part in sorted(set(Part) - reading.seen):
        needed = [" or ".join(column.heading) for column in COLUMNS[part].values() if column.needed]
        reading.fault("", 0, f"no sheet of {part} ({', '.join(needed)})")
    if reading.seen == set(Part):
        reading.check()
    listed = [entry for _, _, entry in reading.placed]
    register = Register(
        tuple(one for one in listed if isinstance(one, Agenda)),
        tuple(one for one in listed if isinstance(one, JointIndicator)),
        tuple(one for one in listed if isinstance(one, Share)),
    )
    return Read(register, tuple(sorted(reading.faults)), tuple(reading.notes))


class _Row:
    """One row of a table, cell by cell; what is wrong with it gathers in `wrong`."""

    def __init__(self, head: Head, cells: Sequence[str]) -> None:
        self._head, self._cells = head, cells
        self.wrong: list[str] = []

    def text(self, key: str, most: int = bounds.MESSAGE) -> str:
        """Return a text of so many characters at most, empty where there is none."""
        place = self._head.places.get(key)
        cell = "" if place is None or place >= len(self._cells) else self._cells[place]
        if isinstance(cell, Unworked):
            self._say(key, "a formula without its value: open the file, save it, and import again")
            return ""
        text = clean(cell)
        if len(text) > most:
            self._say(key, f"{len(text)} characters, {most} at most")
        return text

    def needed(self, key: str, most: int) -> str:
        """Return a text that must be there."""
        text = self.text(key, most)
        if not text:
            self._say(key, "missing")
        return text

    def code(self, key: str) -> str:
        """Return a code: one word, its digits Arabic."""
        code = arabic_digits(self.needed(key, bounds.JOINT_CODE))
        if code and not _CODE.fullmatch(code):
            self._say(key, f"{_cut(code)} is no code: letters, digits and . - / only")
        return code

    def figure(self, key: str) -> Decimal | None:
        """Return a figure, `None` for an empty cell."""
        text = self.text(key)
        if not text:
            return None
        try:
            return read_figure(text)
        except NotAFigure:
            self._say(key, f"{_cut(text)} is no figure")
            return None

    def word(self, key: str, words: dict[str, str]) -> str | None:
        """Return which of some words, in regular expressions, a cell means."""
        text = self.text(key)
        for meant_by, forms in words.items():
            if re.fullmatch(forms, text, re.IGNORECASE):
                return meant_by
        if text:
            self._say(key, f"{_cut(text)} is neither {' nor '.join(words)}")
        return None

    def _say(self, key: str, what: str) -> None:
        self.wrong.append(f"{COLUMNS[self._head.part][key].heading[0]}: {what}")


@dataclass(slots=True)
class _Reading:
    """How far a workbook has been read."""

    directory: Directory
    placed: list[Placed] = field(default_factory=list)
    faults: list[RegisterFault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seen: set[Part] = field(default_factory=set)

    def fault(self, sheet: str, row: int, reason: str) -> None:
        self.faults.append(RegisterFault(sheet, row, reason))

    def sheet(self, sheet: Sheet) -> None:
        """Read one sheet; one without a table of the register is passed over."""
        head = None if sheet.hidden else head_of(sheet.name, sheet.table)
        if head is None:
            self.notes.append(f"sheet {sheet.name}: no table of the register, passed over")
            return
        self.seen.add(head.part)
        begin = head.start + head.height
        headings = [own(cells) for _, cells in sheet.table[head.start : begin]]
        used = set(head.places.values())
        read = self._readers(head.part)
        for number, cells in sheet.table[begin:]:
            texts = own(cells)
            if not any(text for place, text in enumerate(texts) if place in used):
                continue
            said = [text for text in texts if text]
            if texts in headings or (len(said) == 1 and _REMARK.match(said[0])):
                self.notes.append(f"sheet {sheet.name}, row {number}: left out: {_cut(said[0])}")
                continue
            row = _Row(head, cells)
            self.placed += [(sheet.name, number, entry) for entry in read(row)]
            self.faults += [RegisterFault(sheet.name, number, wrong) for wrong in row.wrong]
        self.notes += [
            f"sheet {sheet.name}: column {letters(place)} ({_cut(heading)}) is not used"
            for place, heading in head.unused.items()
            if heading
        ]

    def _readers(self, part: Part) -> Callable[[_Row], Iterable[Entry]]:
        if part is Part.AGENDAS:
            return _agenda
        if part is Part.INDICATORS:
            return _indicator
        find = cache(self._codes)  # the same names stand in very many rows
        return lambda row: _shares(row, find)

    def _codes(self, code: str, name: str) -> tuple[tuple[str, ...], str]:
        """Return the agencies that a code and a name mean, or why they mean none."""
        known = self.directory.agency(code) if code else None
        if code and known is None:
            return (), f"no agency has the code {code}"
        if known is not None and name in ("", known.name_th, known.name_en):
            return (known.code,), ""
        try:
            named = self.directory.expand(meant(name, self.directory))
        except NotOneAgency as why:
            return (), str(why)
        if known is not None and named != (known.code,):
            return (), f"{code} is {known.name_th}, not {name}"
        return named, ""

    def check(self) -> None:
        """Look for what is there twice, and for codes that lead nowhere."""
        agendas = {one.code for _, _, one in self.placed if isinstance(one, Agenda)}
        indicators = {one.code for _, _, one in self.placed if isinstance(one, JointIndicator)}
        taken: dict[str, str] = {}
        for sheet, row, entry in self.placed:
            if isinstance(entry, Share):
                told, above, known = (
                    f"{entry.agency} of {entry.indicator}",
                    entry.indicator,
                    indicators,
                )
            elif isinstance(entry, JointIndicator):
                told, above, known = entry.code, entry.agenda, agendas
            else:
                told, above, known = entry.code, "", agendas
            if above and above not in known:
                self.fault(sheet, row, f"nothing has the code {above}")
            place = f"sheet {sheet}, row {row}" if sheet else f"row {row}"
            if told and (first := taken.setdefault(told.casefold(), place)) != place:
                self.fault(sheet, row, f"{told} is there already: {first}")


def _agenda(row: _Row) -> Iterator[Entry]:
    yield Agenda(row.code("code"), row.needed("name", bounds.HEADLINE), row.text("plan"))


def _indicator(row: _Row) -> Iterator[Entry]:
    entry = JointIndicator(
        row.code("code"),
        row.code("agenda"),
        row.needed("name", bounds.MESSAGE),
        stage=row.text("stage", bounds.NAME),
        unit=row.text("unit", bounds.NAME),
        direction=_direction(row),
        formula=row.text("formula"),
        source=row.text("source"),
        targets=tuple(_target(row, level) for level in Level),
        weight=row.figure("weight"),
        baseline=row.figure("baseline"),
    )
    row.wrong += entry.faults()
    yield entry


def _direction(row: _Row) -> Direction | None:
    word = row.word("direction", {str(way): forms for way, forms in _DIRECTIONS.items()})
    return Direction(word) if word else None


def _target(row: _Row, level: Level) -> Target | None:
    value, points = row.figure(f"target_{level}"), row.figure(f"points_{level}")
    if value is None:
        if points is not None:
            row.wrong.append(f"{level}: points without a target")
        return None
    return Target(value, points)


def _shares(row: _Row, find: Callable[[str, str], tuple[tuple[str, ...], str]]) -> Iterator[Entry]:
    """Yield the share of an organisation, or those of all that a name such as ทุกจังหวัด means."""
    indicator, target = row.code("indicator"), row.figure("target")
    role = row.word("role", {str(role): forms for role, forms in _ROLES.items()})
    if not row.text("role"):
        row.wrong.append("lead or support?")
    code, name = row.text("agency"), row.text("name")
    agencies, why = find(code, name) if code or name else ((), "which organisation?")
    if why:
        row.wrong.append(why)
    if role:
        for agency in agencies:
            yield Share(indicator, agency, AgencyRole(role), target)


def _cut(text: str) -> str:
    return clip(text, _SHOWN)
