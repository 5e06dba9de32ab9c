"""A period of the indicator: local days, and the fiscal years and quarters that they make.

Years are Buddhist (B.E.) as in the contract; the days themselves are Gregorian and local.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from domain.thai_dates import BUDDHIST_ERA, COMMON_YEARS, MONTHS, SHORT_MONTHS

FIRST_FISCAL_MONTH = 10
MONTHS_IN_QUARTER = 3
MONTH_NAMES = [
    *MONTHS["th"],
    *SHORT_MONTHS["th"],
    *map(str.lower, (*MONTHS["en"], *SHORT_MONTHS["en"])),
]
"""Full and short, Thai and English, each row of twelve from January on."""
_CENTURIES_BE = (2500, 2000 + BUDDHIST_ERA)
BUDDHIST_YEARS = range(2500, 2800)
_NEAR = 20
"""Years from today within which one of two digits lies: 69 is B.E., 26 is C.E. (2569 both)."""


class PeriodFault(StrEnum):
    """Why a written period cannot be used."""

    UNREADABLE = "unreadable"
    NOT_BUDDHIST = "not_buddhist"
    WHICH_ERA = "which_era"
    NO_SUCH_QUARTER = "no_such_quarter"
    NO_SUCH_MONTH = "no_such_month"
    NO_SUCH_DAY = "no_such_day"
    NOT_COMMON = "not_common_era"
    BACKWARDS = "backwards"


class BadPeriod(ValueError):
    """A period that cannot be used; `why` names the reason, `year` the one whose era is asked."""

    def __init__(self, why: PeriodFault, year: int = 0) -> None:
        """Keep the reason."""
        super().__init__(why.value)
        self.why, self.year = why, year

    def in_buddhist_era(self, typed: str) -> str:
        """Return what was typed with the year of the Buddhist era that its year probably means."""
        return typed.replace(str(self.year), str(self.year + BUDDHIST_ERA))


@dataclass(frozen=True, slots=True)
class Period:
    """Local days from `start` to `end`, both included; `name` is written as in the contract."""

    name: str
    start: date
    end: date

    def instants(self, tz: tzinfo) -> tuple[datetime, datetime]:
        """Return its first instant and the first one after it, for narrowing a query."""
        return first_instant(self.start, tz), first_instant(self.end + timedelta(days=1), tz)

    def holds(self, deadline: datetime, tz: tzinfo) -> bool:
        """Whether a deadline falls into it: 24.00 belongs to the day that it ends. Rule K4."""
        return self.start <= day_of(deadline, tz) <= self.end


def day_of(deadline: datetime, tz: tzinfo) -> date:
    """Return the local day of a deadline; 24.00 belongs to the day that it ends. Rule K4."""
    local = deadline.astimezone(tz)
    return local.date() - timedelta(days=local.time() == time.min)


def first_instant(day: date, tz: tzinfo) -> datetime:
    """Return the aware instant at which a local day begins."""
    return datetime.combine(day, time.min, tz)


def fiscal_year_be(day: date) -> int:
    """Return the fiscal year (B.E.): year N runs from 1 October N-1 to 30 September N."""
    return day.year + BUDDHIST_ERA + (day.month >= FIRST_FISCAL_MONTH)


def fiscal_quarter(day: date) -> int:
    """Return the fiscal quarter, 1 (October to December) to 4 (July to September)."""
    return (day.month - FIRST_FISCAL_MONTH) % 12 // MONTHS_IN_QUARTER + 1


def buddhist(year: int) -> int:
    """Return a year of the Buddhist era as it is; raises BadPeriod for any other."""
    if year + BUDDHIST_ERA in BUDDHIST_YEARS and year in COMMON_YEARS:
        raise BadPeriod(PeriodFault.WHICH_ERA, year)
    if year not in BUDDHIST_YEARS:
        raise BadPeriod(PeriodFault.NOT_BUDDHIST)
    return year


def near_year(typed: str, today: date) -> int:
    """Return a year (B.E.): of two digits the one near today, of four either era's."""
    year = int(typed)
    if len(typed) > 2:
        return buddhist(year + BUDDHIST_ERA if year in COMMON_YEARS else year)
    this = today.year + BUDDHIST_ERA
    for century in _CENTURIES_BE:
        if abs(century + year - this) <= _NEAR:
            return century + year
    raise BadPeriod(PeriodFault.UNREADABLE)


def quarter(year_be: int, number: int) -> Period:
    """Return a fiscal quarter; `number` is 1 to 4."""
    first_year = year_be - BUDDHIST_ERA - (number == 1)
    month = (FIRST_FISCAL_MONTH - 1 + (number - 1) * MONTHS_IN_QUARTER) % 12 + 1
    end = month_end(first_year, month + MONTHS_IN_QUARTER - 1)
    return Period(f"{year_be}Q{number}", date(first_year, month, 1), end)


def quarter_of(deadline: datetime, tz: tzinfo) -> Period:
    """Return the fiscal quarter into which a deadline falls. Rule K4."""
    day = day_of(deadline, tz)
    return quarter(fiscal_year_be(day), fiscal_quarter(day))


def month(year_be: int, number: int) -> Period:
    """Return a calendar month; `number` is 1 to 12."""
    year = year_be - BUDDHIST_ERA
    return Period(f"{year_be}-{number:02}", date(year, number, 1), month_end(year, number))


def month_end(year: int, month: int) -> date:
    """Return the last day of a month (C.E.); one behind December is of the next year."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
