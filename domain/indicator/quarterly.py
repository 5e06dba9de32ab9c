"""What the quarterly report to the Prime Minister tells, whatever form it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.indicator.measures import Measure
from domain.indicator.period import Period
from domain.indicator.rules import Indicator, IndicatorTable
from domain.indicator.verdicts import Verdict
from domain.issues.assignments import ReturnClock

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Version:
    """A quarter as it was closed (0) or restated: why, and which rows that changed from what."""

    number: int
    at: datetime
    reason: str
    hash: str
    changes: Sequence[tuple[Row | None, Row | None]] = ()


@dataclass(frozen=True, slots=True)
class QuarterlyReport:
    """A quarter in rows and figures; `office` is who reports, `at` the instant of what is known.

    `rows` are those of `saphan explain --format json`, by issue. `trend` are the sums of quarters
    up to this one, the oldest first. `versions` are those of a quarter that is closed: the report
    tells the last. `measures` are those of the quarter, `names` those of agencies by their codes.
    `audit` is its newest entry: number and hash.
    """

    period: Period
    office: str
    at: datetime
    rows: Sequence[Row]
    by_ministry: IndicatorTable
    by_agency: IndicatorTable
    trend: Sequence[tuple[Period, Indicator]]
    return_clock: ReturnClock
    versions: Sequence[Version]
    measures: Sequence[Measure]
    names: Mapping[str, str]
    audit: tuple[int, str] | None

    def of(self, *verdicts: Verdict) -> list[Row]:
        """Return the rows with one of these verdicts."""
        return [row for row in self.rows if row["verdict"] in verdicts]
