"""Periods of the figures: as they head an answer, and as they are typed and read again."""

from domain.indicator.period import Period
from domain.words.names import NameWords


class PeriodWords(NameWords):
    """The short names of periods stay in files and at the command line. Rule K13."""

    def period_and_days(self, period: Period) -> str:
        """Name a period with its days."""
        name, days = self.period(period), f"{self.day(period.start)} – {self.day(period.end)}"
        return name if name == days else f"{name} ({days})"

    def typed_period(self, period: Period) -> str:
        """Return a period as it is typed."""
        year, _, part = period.name.partition("Q")
        english = f"Q{part}/{year}" if part else self.period(period).removeprefix("fiscal year ")
        return self.say(self.period(period), english)
