"""Periods of the figures, in the words of official papers. Rule K13."""

from domain.indicator.period import Period, fiscal_quarter, fiscal_year_be, month, quarter
from domain.thai_dates import BUDDHIST_ERA, MONTHS
from domain.words.names import NameWords


class PeriodWords(NameWords):
    """Names of periods; their short ones stay in files and at the command line."""

    def period(self, period: Period) -> str:
        """Name a period with its days, as a heading does."""
        days = self._days(period)
        name = self.typed_period(period)
        if period == self._quarter(period):
            year, number = fiscal_year_be(period.start), fiscal_quarter(period.start)
            name = self.say(name, f"Quarter {number}, fiscal year {year}")
        elif period.name.isdecimal():
            name = self.say(name, f"fiscal year {period.name}")
        return days if name == days else f"{self.digits(name)} ({days})"

    def typed_period(self, period: Period) -> str:
        """Return a period as it is typed and read again."""
        start = period.start
        if period == self._quarter(period):
            year, number = fiscal_year_be(start), fiscal_quarter(start)
            return self.say(f"ไตรมาสที่ {number} ปีงบประมาณ {year}", f"Q{number}/{year}")
        if period == month(start.year + BUDDHIST_ERA, start.month):
            return f"{MONTHS[self.language][start.month - 1]} {start.year + BUDDHIST_ERA}"
        if period.name.isdecimal():
            return self.say(f"ปีงบประมาณ {period.name}", period.name)
        return self._days(period)

    def _quarter(self, period: Period) -> Period:
        return quarter(fiscal_year_be(period.start), fiscal_quarter(period.start))

    def _days(self, period: Period) -> str:
        return f"{self.day(period.start)} – {self.day(period.end)}"
