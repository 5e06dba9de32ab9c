"""The office calendar: zone, office hours, working days. Which days are off is given to it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo

SATURDAY = 5

_OFFICES_OPEN = ("แรงงานแห่งชาติ", "เด็กแห่งชาติ", "Labor Day", "Children's Day")
"""Offices are open on Labour Day, on its lieu day, and on Children's Day, whatever banks do."""


def closing(names: str) -> str:
    """Return the names of a day (`; ` between them) for which offices close; empty for none."""
    listed = names.split("; ")
    return "; ".join(name for name in listed if not any(each in name for each in _OFFICES_OPEN))


@dataclass(frozen=True)
class Calendar:
    """When offices are open.

    `days_off` maps each official holiday (local date) to its name; weekends are off by themselves.
    """

    tz: tzinfo
    office_start: time = time(8, 30)
    office_end: time = time(16, 30)
    days_off: Mapping[date, str] = field(default_factory=dict)

    def decided(self, off: Mapping[date, str], working: Collection[date]) -> "Calendar":
        """Return the calendar with further days off by name, and days on which offices are open."""
        days = {**self.days_off, **off}
        return replace(self, days_off={d: name for d, name in days.items() if d not in working})

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

    def next_morning(self, instant: datetime) -> datetime:
        """Return when offices open on the first working day after that of an instant, aware."""
        day = self.next_working_day(self.local(instant).date() + timedelta(days=1))
        return datetime.combine(day, self.office_start, self.tz)

    def next_open(self, instant: datetime) -> datetime:
        """Return an instant of office hours itself, else when offices open next, aware."""
        local = self.local(instant)
        if not self.is_working_day(local.date()) or local.time() >= self.office_end:
            return self.next_morning(instant)
        return max(instant, datetime.combine(local.date(), self.office_start, self.tz))

    def end_of_day(self, day: date) -> datetime:
        """Return the end of office hours of a local date, aware (section 193/4)."""
        return datetime.combine(day, self.office_end, self.tz)

    def last_moment(self, deadline: datetime) -> datetime:
        """Return a moment of the day to which a deadline belongs: 24.00 is the end of its day."""
        local = self.local(deadline)
        return local - timedelta(microseconds=1) if local.time() == time.min else local

    def local(self, instant: datetime) -> datetime:
        """Return an aware instant on this calendar's wall clock."""
        return instant.astimezone(self.tz)
