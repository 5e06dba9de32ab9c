"""All sheets of a roster file: ordinary tables and forms of the letter alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.roster.letter_form import unfold
from domain.roster.rows import RosterRow, RowProblem, Table, read_rows


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
