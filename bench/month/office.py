"""The working days of a run, and the hours in which officials write."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.calendar import Calendar

OPENS, CLOSES = time(8, 30), time(16, 30)
DAY_SECONDS = 8 * 3600
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Office:
    """Working days, and office time in seconds counted from the first one's morning."""

    days: Sequence[date]
    calendar: Calendar

    @classmethod
    def open(cls, first: date, count: int, calendar: Calendar) -> "Office":
        """Take so many working days, from a date on."""
        days: list[date] = []
        while len(days) < count:
            if calendar.is_working_day(first):
                days.append(first)
            first += DAY
        return cls(days, calendar)

    @property
    def begins(self) -> datetime:
        """Six o'clock of the first day."""
        return self.on(self.days[0], time(6))

    def closes(self, day: int) -> datetime:
        """Return nine in the evening of a day, by its place."""
        return self.on(self.days[day], time(21))

    def on(self, day: date, hour: time) -> datetime:
        """Return the instant of an hour on a day."""
        return datetime.combine(day, hour, self.calendar.tz)

    def at(self, seconds: float) -> datetime | None:
        """Return the instant after so much office time; `None` where the run is over."""
        day, rest = divmod(max(round(seconds), 0), DAY_SECONDS)
        if day >= len(self.days):
            return None
        return self.on(self.days[day], OPENS) + timedelta(seconds=rest)

    def spent(self, at: datetime) -> float:
        """Return the office time until an instant, in seconds."""
        local = at.astimezone(self.calendar.tz)
        before = sum(day < local.date() for day in self.days) * DAY_SECONDS
        if local.date() not in self.days:
            return before
        today = (local - self.on(local.date(), OPENS)).total_seconds()
        return before + min(max(today, 0), DAY_SECONDS)

    def working_day(self, day: date, after: int) -> date:
        """Return the working day that comes so many working days later."""
        for _ in range(after):
            day = self.calendar.next_working_day(day + DAY)
        return day
