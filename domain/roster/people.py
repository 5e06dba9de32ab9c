"""From the rows of a roster to people: who stands on several rows, and who only seems to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain.chat.rights import Role
from domain.roster.rows import RosterRow
from domain.roster.titles import bare


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


@dataclass(frozen=True, slots=True)
class RowNote:
    """What became of a row (0: the whole sheet) that is not simply a person; for the operator."""

    row: int
    text: str
    sheet: str = ""


def people(rows: Iterable[tuple[RosterRow, str]]) -> tuple[list[RosterPerson], list[RowNote]]:
    """Gather rows, each with its agency's code, into people, in the order of their first rows.

    The notes tell what a further row of a person says otherwise, and so is not kept.
    """
    found: list[RosterPerson] = []
    notes: list[RowNote] = []
    for row, code in rows:
        new = RosterPerson(
            row.name, row.position, row.line_id, row.in_ia, row.in_ir, row.roles, (code,), row.seat
        )
        index = next((i for i, known in enumerate(found) if same_person(known, new)), None)
        if index is None:
            found.append(new)
            continue
        if lost := _lost(found[index], new):
            notes.append(RowNote(row.number, f"{row.name} stands above too; {lost}", row.sheet))
        found[index] = _joined(found[index], new)
    return found, notes


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


def alike(entries: Sequence[RosterPerson], known: Iterable[RosterPerson]) -> list[tuple[str, str]]:
    """Return pairs of people, a new one and another, whose names differ in titles at most."""
    first: dict[str, RosterPerson] = {}
    for person in known:
        first.setdefault(bare(person.name), person)
    pairs = []
    for entry in entries:
        other = first.setdefault(bare(entry.name), entry)
        if other is not entry:
            pairs.append((entry.name, other.name))
    return pairs


def _lost(known: RosterPerson, new: RosterPerson) -> str:
    """Say which words of a further row the first row outdoes."""
    fields = (
        ("position", known.position, new.position),
        ("LINE ID", known.line_id, new.line_id),
        ("seat", known.seat, new.seat),
    )
    return "; ".join(
        f"{called} {first} is kept, not {second}"
        for called, first, second in fields
        if first and second and first != second
    )


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
