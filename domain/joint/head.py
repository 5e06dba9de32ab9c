"""Finding the table in a sheet: its headings in one row or two, below whatever titles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.joint.columns import COLUMNS, SHEETS, Part, meaning
from domain.roster.table import Below, Beside, Sheet, Table, clean

_SEARCHED = 40
"""Rows from the top in which a table must begin."""
_STOREYS = (1, 2)


@dataclass(frozen=True, slots=True)
class Head:
    """What a sheet is about, where its first row of headings stands, and what the columns mean.

    `places` are columns from 0; `unused` the headings of those that mean nothing here.
    """

    part: Part
    start: int
    height: int
    places: Mapping[str, int]
    unused: Mapping[int, str]


def head_of(sheet: Sheet, among: Iterable[Part]) -> Head | None:
    """Return the head of a sheet: the one that means most, else the nearest to its name and top."""
    table = sheet.table
    found = [
        head
        for start in range(min(len(table), _SEARCHED))
        for height in _STOREYS
        if start + height <= len(table)
        for part in among
        if (head := _read(table, start, height, part)) is not None
    ]
    return max(found, key=lambda head: _rank(head, sheet.name), default=None)


def _rank(head: Head, name: str) -> tuple[int, bool, int, int]:
    named = any(each.lower() in name.lower() for each in SHEETS[head.part])
    return len(head.places), named, -head.height, -head.start


def _read(table: Table, start: int, height: int, part: Part) -> Head | None:
    band = [cells for _, cells in table[start : start + height]]
    places: dict[str, int] = {}
    unused: dict[int, str] = {}
    for index in range(max(map(len, band))):
        storeys = _storeys(band, index)
        key = next((key for text in _readings(storeys) if (key := meaning(text, part))), None)
        if key is None or key in places:
            unused[index] = " ".join(storeys)
        else:
            places[key] = index
    needed = {key for key, column in COLUMNS[part].items() if column.needed}
    if "agency" in COLUMNS[part] and not places.keys() & {"agency", "name"}:
        return None
    return Head(part, start, height, places, unused) if needed <= places.keys() else None


def _storeys(band: Sequence[Sequence[str]], index: int) -> list[str]:
    """Return what stands above a column, from the top down; a merged heading above each of its."""
    texts = []
    for row in band:
        place = min(index, len(row) - 1)
        while place > 0 and isinstance(row[place], Beside):
            place -= 1
        if index < len(row) and not isinstance(row[place], Below) and clean(row[place]):
            texts.append(clean(row[place]))
    return texts


def _readings(storeys: Sequence[str]) -> list[str]:
    """Return the ways in which headings above each other may be meant."""
    if len(storeys) < 2:
        return list(storeys)
    return ["".join(reversed(storeys)), "".join(storeys), storeys[-1]]
