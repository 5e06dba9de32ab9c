"""Results of Joint KPIs: read from a file, late or not, and what they are worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum

from domain import bounds
from domain.directory import Directory
from domain.indicator.period import BadPeriod, Period
from domain.indicator.periods import read_period
from domain.joint.agencies import Finder, finder
from domain.joint.columns import Part
from domain.joint.head import head_of
from domain.joint.register import JointIndicator, Register, Share
from domain.joint.rows import Row, RowFault, rows_of
from domain.roster.table import Sheet
from domain.scores import reached, score


class ResultState(StrEnum):
    """What evaluators said to a result."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Result:
    """What an organisation achieved in an indicator in a quarter or in the whole year."""

    indicator: str
    agency: str
    period: str
    value: Decimal
    source: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is a result of: a further one with the same corrects it."""
        return self.indicator, self.agency, self.period


@dataclass(frozen=True, slots=True)
class ReadResults:
    """What a file of results says. It may be taken only without faults."""

    results: tuple[Result, ...]
    faults: tuple[RowFault, ...]
    notes: tuple[str, ...]


def period_within(written: str, year: int, today: date) -> Period:
    """Return the quarter, or the whole, of a fiscal year; raises ValueError with what to write."""
    how = f"write {year}, or a quarter as {year}Q1"
    try:
        period = read_period(written, today)
    except BadPeriod as wrong:
        raise ValueError(f"{written} is no period: {how}") from wrong
    if period.name.partition("Q")[0] != str(year):
        raise ValueError(f"{written} is no quarter of {year}: {how}")
    return period


def is_late(reported_at: datetime, period: Period, tz: tzinfo) -> bool:
    """Whether a result came after its period had ended. Rule Q7."""
    return reported_at >= period.instants(tz)[1]


@dataclass(frozen=True, slots=True)
class Achieved:
    """A result that holds, and how it stands: `met` says whether the own target is reached.

    `points` is `None` where nothing is scored.
    """

    result: Result
    state: ResultState
    late: bool
    points: Decimal | None
    met: bool | None


def achieved(
    indicator: JointIndicator,
    share: Share,
    result: Result,
    state: ResultState,
    *,
    late: bool,
    appraised: bool,
) -> Achieved:
    """Return how a result stands. Rule Q8.

    Nothing is scored outside the appraisal (R23), nor what was returned, nor where the organisation
    has a target of its own, to which no line leads.
    """
    met = worth = None
    if indicator.direction is not None and share.target is not None:
        met = reached(result.value, share.target, indicator.direction)
    elif indicator.direction is not None and appraised and state is not ResultState.RETURNED:
        worth = score(result.value, indicator.marks, indicator.direction)
    return Achieved(result, state, late, worth, met)


def read_results(
    sheets: Sequence[Sheet], directory: Directory, register: Register, year: int, today: date
) -> ReadResults:
    """Read the tables of results in the sheets of a file, for the register of a year."""
    results: list[Result] = []
    faults: list[RowFault] = []
    notes: list[str] = []
    shares = {(one.indicator, one.agency) for one in register.shares}
    find = finder(directory)
    taken: set[tuple[str, str, str]] = set()
    for sheet in sheets:
        head = None if sheet.hidden else head_of(sheet, [Part.RESULTS])
        if head is None:
            notes.append(f"sheet {sheet.name}: no table of results, passed over")
            continue
        for row in rows_of(sheet, head, notes):
            result = _result(row, find, year, today)
            if result is not None:
                key = result.key
                if key[:2] not in shares:
                    row.wrong.append(f"{result.agency} has no part in {result.indicator}")
                if key in taken:
                    row.wrong.append(f"{' '.join(key)} is there already")
                taken.add(key)
                results.append(result)
            faults += [RowFault(sheet.name, row.number, wrong) for wrong in row.wrong]
    if not results and not faults:
        faults.append(RowFault("", 0, "no results: a code, an organisation, a period and a figure"))
    return ReadResults(tuple(results), tuple(sorted(faults)), tuple(notes))


def _result(row: Row, find: Finder, year: int, today: date) -> Result | None:
    """Return what a row says; `None`, with what is wrong in the row, where that is incomplete."""
    indicator, source = row.code("indicator"), row.text("source", bounds.MESSAGE)
    value, written = row.figure("value"), row.needed("period", bounds.NAME)
    if value is None and not row.text("value"):
        row.needed("value", bounds.NAME)
    agencies, why = find(row.text("agency"), row.text("name"))
    if why or len(agencies) != 1:
        row.wrong.append(why or "not one organisation; give each its own row")
    try:
        period = period_within(written, year, today).name if written else ""
    except ValueError as wrong:
        row.wrong.append(str(wrong))
        return None
    if value is None or len(agencies) != 1 or not (indicator and period):
        return None
    return Result(indicator, agencies[0], period, value, source)
