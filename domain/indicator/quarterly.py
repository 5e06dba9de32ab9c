"""What the quarterly report to the Prime Minister tells, whatever form it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.indicator.period import Period
from domain.indicator.rules import Indicator, IndicatorTable
from domain.indicator.verdicts import Verdict
from domain.issues.assignments import ReturnClock

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class QuarterlyReport:
    """A quarter in rows and figures; `office` is who reports, `at` the instant of what is known.

    `rows` are those of `saphan explain --format json`, by issue. `trend` are the sums of quarters
    up to this one, the oldest first. `audit` is its newest entry then: number and hash.
    """

    period: Period
    office: str
    at: datetime
    rows: Sequence[Row]
    by_ministry: IndicatorTable
    by_agency: IndicatorTable
    trend: Sequence[tuple[Period, Indicator]]
    return_clock: ReturnClock
    audit: tuple[int, str] | None

    def of(self, *verdicts: Verdict) -> list[Row]:
        """Return the rows with one of these verdicts."""
        return [row for row in self.rows if row["verdict"] in verdicts]
