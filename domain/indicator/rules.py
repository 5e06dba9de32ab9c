"""The indicator: how many assignments were answered, and how many of them in time.

K1  An assignment is on time when the first of its final reports that was neither returned nor
    taken back (P5) was sent in LINE no later than the deadline that counted then.
K2  An assignment is overdue while it still owes a report after its deadline.
K3  The unit of count is one assignment: one issue addressed to one agency.
K4  An assignment belongs to the period in which the deadline that counts falls; 24.00 belongs to
    the day that it ends.
K5  A withdrawn assignment (cancelled or transferred) is not counted at all.
K6  `assigned` is every assignment that counts; `due` are those whose deadline has passed and those
    reported before it. One that is neither is not judged yet.
K7  `due` = `on_time` + `late` + `missing`; a late report turns missing into late, never on time.
K8  The percentage is on time / due, of sums and never of percentages; with nothing due there is
    none: "no issues", neither 0 nor 100.
K9  It is rounded to two decimals, half up, for display only.
K10 The response time runs from the issue's message to the agency's first final report, both by
    LINE's clock; the median is over the reported assignments, in whole minutes, half up.
K11 A ministry pools its agencies and itself; an agency under no ministry stands for itself.
K12 Every assignment has one verdict, given by one rule (`domain.indicator.verdicts`): on time, late
    (K1), missing (K7), waiting (K6), withdrawn (K5), excused (K14). All figures are sums of these.
K14 What evaluators excuse, by a closed list of codes, is not counted.
K15 Who was not appraised on the day of an assignment is shown apart, in no figure of a ministry.
K16 What a quarter was when it was closed is kept (`domain.indicator.quarters`).
K17 Who leads and who supports is counted apart and together; a figure is of the one or of both.
K22 Beside a figure stand its numerator and denominator, what was left out and why, the version of
    these rules, and the rule for returned reports.
K19 A ministry's own assignment is that of its Office of the Permanent Secretary, and counts once.
K20 What was known at an instant follows from the audit (`domain.indicator.as_of`).
K23 A closed quarter is corrected by a restatement, and by nothing else.
"""

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from domain.indicator.verdicts import DUE, LEFT_OUT, CountedAssignment, LeftOutBecause, Verdict
from domain.issues.assignments import AgencyRole

RULES_VERSION = date(2026, 11, 27)
"""The day from which the rules of the indicator are as they stand here. Rule K22."""

HUNDREDTH = Decimal("0.01")
SECONDS_IN_MINUTE = 60
_Judged = tuple[CountedAssignment, Verdict]


class By(StrEnum):
    """What the rows of the statistics stand for."""

    MINISTRY = "ministry"
    AGENCY = "agency"
    AGENDA = "agenda"


class CountedRoles(StrEnum):
    """Whose assignments a figure is of. Rule K17."""

    LEAD = "lead"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is counted for one row, or for all."""

    assigned: int
    due: int
    on_time: int
    late: int
    missing: int
    median_response_minutes: int | None

    @property
    def on_time_percent(self) -> Decimal | None:
        """Return the rounded percentage, or `None` when nothing was due (K8, K9)."""
        if self.due == 0:
            return None
        exact = Decimal(100 * self.on_time) / self.due
        return exact.quantize(HUNDREDTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class ByRole:
    """What is counted of those who lead, of those who support, and of both. Rule K17."""

    lead: Indicator
    support: Indicator
    together: Indicator

    def of(self, roles: CountedRoles) -> Indicator:
        """Return what the figure is of."""
        return self.lead if roles is CountedRoles.LEAD else self.together


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """What is counted for one ministry, agency or agenda: the figure, and what it is made of."""

    code: str
    name: str
    indicator: Indicator
    by_role: ByRole


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """Rows sorted by name, the total of all that counts, and by agency what is shown only.

    `left_out` says how much was left out, by the reason (`left_out_because`).
    """

    by: By
    roles: CountedRoles
    rows: tuple[IndicatorRow, ...]
    total: Indicator
    by_role: ByRole
    shown_only: tuple[IndicatorRow, ...] = ()
    left_out: Mapping[LeftOutBecause, int] = field(default_factory=dict)


def count(facts: Iterable[CountedAssignment], now: datetime) -> Indicator:
    """Count assignments. Rules K3, K5 to K7, K10, K12."""
    return _sum([(one, one.verdict(now)) for one in facts])


def _sum(judged: Iterable[_Judged]) -> Indicator:
    counted = [(one, verdict) for one, verdict in judged if verdict not in LEFT_OUT]
    sums = Counter(verdict for _, verdict in counted)
    return Indicator(
        assigned=len(counted),
        due=sum(sums[verdict] for verdict in DUE),
        on_time=sums[Verdict.ON_TIME],
        late=sums[Verdict.LATE],
        missing=sums[Verdict.MISSING],
        median_response_minutes=_median_minutes(one for one, _ in counted),
    )


def tabulate(
    facts: Sequence[CountedAssignment],
    by: By,
    names: Mapping[str, str],
    now: datetime,
    roles: CountedRoles = CountedRoles.LEAD,
) -> IndicatorTable:
    """Count row by row and in all; `names` of codes, a code without one names itself.

    A row whose assignments were all left out is left out (K5, K14, K15), one in which nobody leads
    is not: it supports (K17).
    """
    judged = [(one, one.verdict(now)) for one in facts]
    kept = [(one, verdict) for one, verdict in judged if verdict not in LEFT_OUT]
    beside = [(one, one.timing(now)) for one, verdict in judged if verdict is Verdict.SHOWN_ONLY]
    by_role = _by_role(kept)
    return IndicatorTable(
        by,
        roles,
        _rows(kept, by, names, roles),
        by_role.of(roles),
        by_role,
        _rows(beside, By.AGENCY, names, roles),
        Counter(why for one in facts if (why := one.left_out_because)),
    )


def _rows(
    judged: Iterable[_Judged], by: By, names: Mapping[str, str], roles: CountedRoles
) -> tuple[IndicatorRow, ...]:
    groups: dict[str, list[_Judged]] = {}
    for each in judged:
        groups.setdefault(_key(each[0], by), []).append(each)
    counted = {code: _by_role(group) for code, group in groups.items()}
    rows = [
        IndicatorRow(code, names.get(code, code), by_role.of(roles), by_role)
        for code, by_role in counted.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.name, row.code)))


def _by_role(judged: Sequence[_Judged]) -> ByRole:
    lead, support = (
        _sum([each for each in judged if each[0].role is role])
        for role in (AgencyRole.LEAD, AgencyRole.SUPPORT)
    )
    return ByRole(lead, support, _sum(judged))


def _key(one: CountedAssignment, by: By) -> str:
    match by:
        case By.MINISTRY:
            return one.ministry
        case By.AGENCY:
            return one.agency
        case By.AGENDA:
            return one.agenda


def _median_minutes(facts: Iterable[CountedAssignment]) -> int | None:
    seconds = [
        Decimal((one.first_reported_at - one.opened_at).total_seconds())
        for one in facts
        if one.first_reported_at is not None
    ]
    if not seconds:
        return None
    minutes = statistics.median(seconds) / SECONDS_IN_MINUTE
    return int(minutes.quantize(Decimal(1), ROUND_HALF_UP))
