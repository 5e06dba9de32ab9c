"""Reading the sheets of a register's workbook; every fault with its sheet and row."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from domain import bounds
from domain.directory import Directory
from domain.issues.assignments import AgencyRole
from domain.joint.agencies import Finder, finder
from domain.joint.columns import COLUMNS, REGISTER, Part
from domain.joint.head import head_of
from domain.joint.register import Agenda, Entry, JointIndicator, Level, Register, Share, Target
from domain.joint.rows import Row, RowFault, rows_of
from domain.roster.table import Sheet
from domain.scores import Direction

_DIRECTIONS = {
    Direction.UP: "เพิ่ม|เพิ่มขึ้น|ขึ้น|มาก|สูง|มากดี|สูงดี|ยิ่งมากยิ่งดี|ยิ่งสูงยิ่งดี|↑|up|higher(?: is better)?|more",
    Direction.DOWN: "ลด|ลดลง|ลง|น้อย|ต่ำ|น้อยดี|ต่ำดี|ยิ่งน้อยยิ่งดี|ยิ่งต่ำยิ่งดี|↓|down|lower(?: is better)?|less",
}
_ROLES = {
    AgencyRole.LEAD: "(?:หน่วยงาน)?(?:เจ้าภาพ)?หลัก|(?:หน่วยงาน)?เจ้าภาพ|lead(?:ing)?(?: agency)?",
    AgencyRole.SUPPORT: "(?:หน่วยงาน)?(?:สนับสนุน|ร่วม|เจ้าภาพร่วม)|support(?:ing)?(?: agency)?",
}


@dataclass(frozen=True, slots=True)
class Read:
    """What a workbook says. It may be taken only without faults."""

    register: Register
    faults: tuple[RowFault, ...]
    notes: tuple[str, ...]


Placed = tuple[str, int, Entry]
"""What a row says, with its sheet and number."""


def read_register(sheets: Sequence[Sheet], directory: Directory) -> Read:
    """Read the sheets of agendas, indicators and organisations, in whatever order they come."""
    reading = _Reading(directory)
    for sheet in sheets:
        reading.sheet(sheet)
    for part in sorted(set(REGISTER) - reading.seen):
        needed = [" or ".join(column.heading) for column in COLUMNS[part].values() if column.needed]
        reading.fault("", 0, f"no sheet of {part} ({', '.join(needed)})")
    if reading.seen == set(REGISTER):
        reading.check()
    listed = [entry for _, _, entry in reading.placed]
    register = Register(
        tuple(one for one in listed if isinstance(one, Agenda)),
        tuple(one for one in listed if isinstance(one, JointIndicator)),
        tuple(one for one in listed if isinstance(one, Share)),
    )
    return Read(register, tuple(sorted(reading.faults)), tuple(reading.notes))


@dataclass(slots=True)
class _Reading:
    """How far a workbook has been read."""

    directory: Directory
    placed: list[Placed] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seen: set[Part] = field(default_factory=set)

    def fault(self, sheet: str, row: int, reason: str) -> None:
        self.faults.append(RowFault(sheet, row, reason))

    def sheet(self, sheet: Sheet) -> None:
        """Read one sheet; one without a table of the register is passed over."""
        head = None if sheet.hidden else head_of(sheet, REGISTER)
        if head is None:
            self.notes.append(f"sheet {sheet.name}: no table of the register, passed over")
            return
        self.seen.add(head.part)
        read = self._readers(head.part)
        for row in rows_of(sheet, head, self.notes):
            self.placed += [(sheet.name, row.number, entry) for entry in read(row)]
            self.faults += [RowFault(sheet.name, row.number, wrong) for wrong in row.wrong]

    def _readers(self, part: Part) -> Callable[[Row], Iterable[Entry]]:
        if part is Part.AGENDAS:
            return _agenda
        if part is Part.INDICATORS:
            return _indicator
        find = finder(self.directory)
        return lambda row: _shares(row, find)

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


def _agenda(row: Row) -> Iterator[Entry]:
    yield Agenda(row.code("code"), row.needed("name", bounds.HEADLINE), row.text("plan"))


def _indicator(row: Row) -> Iterator[Entry]:
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


def _direction(row: Row) -> Direction | None:
    word = row.word("direction", {str(way): forms for way, forms in _DIRECTIONS.items()})
    return Direction(word) if word else None


def _target(row: Row, level: Level) -> Target | None:
    value, points = row.figure(f"target_{level}"), row.figure(f"points_{level}")
    if value is None:
        if points is not None:
            row.wrong.append(f"{level}: points without a target")
        return None
    return Target(value, points)


def _shares(row: Row, find: Finder) -> Iterator[Entry]:
    """Yield the share of an organisation, or those of all that a name such as ทุกจังหวัด means."""
    indicator, target = row.code("indicator"), row.figure("target")
    role = row.word("role", {str(role): forms for role, forms in _ROLES.items()})
    if not row.text("role"):
        row.wrong.append("lead or support?")
    code, name = row.text("agency"), row.text("name")
    agencies, why = find(code, name)
    if why:
        row.wrong.append(why)
    if role:
        for agency in agencies:
            yield Share(indicator, agency, AgencyRole(role), target)
