"""Which agency each row of a roster means: exactly one, and never by a guess."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.chat.mistakes import Mistake
from domain.directory import Directory
from domain.roster.rows import RosterRow, RowProblem


@dataclass(frozen=True, slots=True)
class Settled:
    """`codes` by name as typed; `unknown` names, unique, in the order written."""

    codes: dict[str, str]
    unknown: tuple[str, ...]
    problems: tuple[RowProblem, ...]


class NotOneAgency(Exception):
    """A name that does not mean exactly one agency; the text says why."""


class UnknownAgency(NotOneAgency):
    """A name that no agency has."""


def settle(
    rows: Iterable[RosterRow | RowProblem],
    directory: Directory,
    own: Mapping[str, str],
    *,
    add: bool,
) -> Settled:
    """Find the agency of each row, of bad ones too; with `add`, an unknown name is no problem.

    `own` are the names, with codes, of agencies that the workspace added itself.
    """
    codes: dict[str, str] = {}
    unknown: dict[str, None] = {}
    problems: list[RowProblem] = []
    for row in rows:
        if not row.agency:
            continue
        try:
            code = own.get(row.agency) or _one(row.agency, directory, add=add)
            _belongs(row.agency, code, row.within, directory)
        except NotOneAgency as why:
            number = row.number if isinstance(row, RosterRow) else row.row
            problems.append(RowProblem(number, str(why), row.sheet))
            continue
        if code is not None:
            codes[row.agency] = code
        elif isinstance(row, RosterRow):
            unknown[row.agency] = None
    return Settled(codes, tuple(unknown), tuple(problems))


def _one(typed: str, directory: Directory, *, add: bool) -> str | None:
    """Return the agency's code, `None` for a name that may be added; raises NotOneAgency."""
    try:
        codes = meant(typed, directory)
    except UnknownAgency:
        if add:
            return None
        raise
    if len(codes) != 1 or directory.agency(codes[0]) is None:
        raise NotOneAgency(f"{typed} is not one agency; give each its own row")
    return codes[0]


def meant(typed: str, directory: Directory) -> tuple[str, ...]:
    """Return the codes of agencies and groups that a text names; raises NotOneAgency."""
    found = directory.find(typed)
    for problem in found.problems:
        if problem.mistake is Mistake.AMBIGUOUS_AGENCY:
            choices = _named(problem.choices, directory)
            raise NotOneAgency(f"several agencies are called {problem.said}: {choices}")
    if found.problems:
        choices = _named(found.problems[0].choices, directory)
        nearest = f"; nearest: {choices}" if choices else ""
        raise UnknownAgency(f"no agency is called {typed}{nearest}")
    if found.assumptions:
        probably = _named([one.code for one in found.assumptions], directory)
        raise NotOneAgency(f"no agency is called {typed}; meant is probably: {probably}")
    return tuple(found.codes)


def _belongs(typed: str, code: str | None, within: str, directory: Directory) -> None:
    """Raise NotOneAgency where the row says that the agency belongs to what it does not.

    A division there (กองประชาสัมพันธ์) is no agency, whatever agency it reads like.
    """
    agency = directory.agency(code) if code else None
    over = directory.find(within) if within else None
    if agency is None or over is None or len(over.codes) != 1:
        return
    if over.problems or over.assumptions:
        return
    if over.codes[0] not in {agency.code, agency.ministry_code}:
        raise NotOneAgency(f"{typed} does not belong to {_named(over.codes, directory)}")


def _named(codes: Iterable[str], directory: Directory) -> str:
    agencies = [agency for code in codes if (agency := directory.agency(code)) is not None]
    return ", ".join(f"{agency.name_th} ({agency.code})" for agency in agencies)
