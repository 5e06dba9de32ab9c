"""The office calendar: zone, office hours, working days. Which days are off is given to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """When offices are open.

    `days_off` maps each official holiday (local date) to its name; weekends are off by themselves.
    """

    tz: tzinfo
    office_start: time = time(8, 30)
    office_end: time = time(16, 30)
    days_off: Mapping[date, str] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open on this local date."""
        return day.weekday() < SATURDAY and day not in self.days_off

    def next_working_day(self, day: date) -> date:
        """Return the first working day on or after `day` (section 193/8)."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def previous_working_day(self, day: date) -> date:
        """Return the last working day before `day`, `day` itself excluded."""
        day -= timedelta(days=1)
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return day

    def end_of_day(self, day: date) -> datetime:
        """Return the end of office hours of a local date, aware (section 193/4)."""
        return datetime.combine(day, self.office_end, self.tz)

    def local(self, instant: datetime) -> datetime:
        """Return an aware instant on this calendar's wall clock."""
        return instant.astimezone(self.tz)
