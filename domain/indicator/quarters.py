"""A closed quarter: its rows as facts alone, the hash over them, their sums, what differs since."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.indicator.period import Period, fiscal_quarter, fiscal_year_be, quarter
from domain.indicator.rules import By, CountedRoles, Indicator
from domain.indicator.verdicts import DUE, CountedAssignment, Verdict
from domain.issues.assignments import AgencyRole, moves_in_order
from domain.issues.audit import instant

Row = dict[str, Any]
"""What one assignment counted as, in numbers, codes and instants: no words that must be erased."""


IN_FIGURES = (Verdict.ON_TIME, Verdict.LATE, Verdict.MISSING)


class Unsettled(StrEnum):
    """What may still change the figure of a quarter that is to be closed."""

    REQUESTS = "requests"
    REPORTS = "reports"
    EXCUSES = "excuses"
    OBJECTIONS = "objections"


def as_quarter(period: Period) -> Period | None:
    """Return the fiscal quarter that a period is, however it was written; `None` for any other."""
    whole = quarter(fiscal_year_be(period.start), fiscal_quarter(period.start))
    return whole if (whole.start, whole.end) == (period.start, period.end) else None


def row_of(issue: int, one: CountedAssignment, now: datetime) -> Row:
    """Return what an assignment counts as at an instant."""
    why = one.left_out_because
    return {
        "issue": issue,
        "agency": one.agency,
        "ministry": one.ministry,
        "role": one.role.value,
        "opened_at": instant(one.opened_at),
        "original_deadline": instant(one.original_deadline),
        "moves": [
            {
                "at": instant(move.at),
                "old": instant(move.old),
                "new": instant(move.new),
                "kind": move.kind.value,
            }
            for move, _ in moves_in_order(one.original_deadline, one.moves)
        ],
        "counted_deadline": instant(one.deadline),
        "first_reported_at": one.first_reported_at and instant(one.first_reported_at),
        "reported_at": one.reported_at and instant(one.reported_at),
        "verdict": one.verdict(now).value,
        "left_out_because": why and why.value,
    }


class Seal:
    """Takes the rows of a quarter by issue and code, and tells their hash and their sums. K16.

    The hash is SHA-256 over each row as JSON without blanks, keys sorted, and a line break.
    """

    def __init__(self) -> None:
        """Begin with no row."""
        self._hash = hashlib.sha256()
        self._sums: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        self.rows, self.agencies = 0, set[str]()

    def take(self, row: Row) -> None:
        """Take the next row."""
        self.rows += 1
        self.agencies.add(row["agency"])
        line = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self._hash.update(f"{line}\n".encode())
        if row["verdict"] in DUE:
            self._sums[row["ministry"], row["agency"], row["role"]][row["verdict"]] += 1

    @property
    def hash(self) -> str:
        """Return the hash over the rows so far."""
        return self._hash.hexdigest()

    @property
    def total(self) -> dict[str, int]:
        """Return what counts of those who lead, and of those who support, together."""
        sums = sum(self._sums.values(), Counter[str]())
        return {verdict.value: sums[verdict] for verdict in IN_FIGURES}

    @property
    def figures(self) -> list["Sums"]:
        """Return what counts, by ministry, agency and role."""
        return [
            Sums(*key, *(counted[verdict] for verdict in IN_FIGURES))
            for key, counted in sorted(self._sums.items())
        ]


@dataclass(frozen=True, slots=True)
class Sums:
    """What counts of an agency in a closed quarter, within a ministry and in a role."""

    ministry: str
    agency: str
    role: str
    on_time: int
    late: int
    missing: int


@dataclass(frozen=True, slots=True)
class ClosedQuarter:
    """The figure of a quarter as it was closed, or as the last restatement left it.

    `at` is when it was closed, `hash` that of the rows then; `restated_at` the last restatement.
    `roles` are those of which the figure is.
    """

    period: Period
    at: datetime
    hash: str
    restatements: int
    restated_at: datetime | None
    figures: Sequence[Sums]
    roles: CountedRoles

    def figure(self, only: Collection[str] | None = None) -> Indicator:
        """Return the figure of all, or of `only` these agencies and ministries (codes)."""
        kept = (
            each
            for each in self.figures
            if only is None or each.agency in only or each.ministry in only
        )
        return summed(kept, self.roles)

    def row(self, by: By, code: str) -> Indicator | None:
        """Return the figure of a ministry or an agency; `None` by agenda: that is no fact."""
        if by is By.AGENDA:
            return None
        return summed(
            (each for each in self.figures if getattr(each, by.value) == code), self.roles
        )


def summed(figures: Iterable[Sums], roles: CountedRoles) -> Indicator:
    """Return the figure that the sums of a seal make; it has no median."""
    kept = [each for each in figures if roles is CountedRoles.ALL or each.role == AgencyRole.LEAD]
    on_time, late, missing = (
        sum(getattr(each, verdict) for each in kept) for verdict in IN_FIGURES
    )
    due = on_time + late + missing
    return Indicator(due, due, on_time, late, missing, None)


def same(one: Indicator, other: Indicator) -> bool:
    """Whether two figures count the same, whatever their medians."""
    told = [(each.assigned, each.on_time, each.late, each.missing) for each in (one, other)]
    return told[0] == told[1]
