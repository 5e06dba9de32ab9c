"""What every sentence needs: a language, dates, spans of time, digits and names."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo

from domain import thai_dates
from domain.agencies import Agency
from domain.indicator.period import Period
from domain.text import thai_digits
from domain.thai_dates import Language

MOST_NAMES = 12
"""Of more agencies than that the number and the first few stand there: nobody reads a wall."""
FIRST_NAMES = 5


class Voice:
    """A language with its zone and digits; every part of `Words` builds on it."""

    def __init__(self, language: Language, tz: tzinfo, *, with_thai_digits: bool = False) -> None:
        self.language = language
        self.tz = tz
        self.with_thai_digits = with_thai_digits

    def say(self, thai: str, english: str) -> str:
        """Return the one of the two that is in the language spoken."""
        return english if self.language == "en" else thai

    def digits(self, text: str) -> str:
        """Return a text of ours with the digits that the setting asks for."""
        return thai_digits(text) if self.with_thai_digits else text

    def number(self, count: int) -> str:
        """Return a count, thousands apart."""
        return self.digits(f"{count:,}")

    def when(self, at: datetime, beside: datetime | None = None) -> str:
        """Return an instant as a short date with weekday and time (rule M15).

        Where it would read like what stands `beside` it, it has its seconds too.
        """
        return self.digits(thai_dates.short_datetime(at, self.tz, self.language, beside))

    def when_answered(self, at: datetime, now: datetime, beside: datetime | None = None) -> str:
        """Return an instant as `when`, or as today or tomorrow: in what is read at once only.

        What rides or waits may be read on another day than it was written.
        """
        short = thai_dates.short_datetime(at, self.tz, self.language, beside, read_at=now)
        return self.digits(short)

    def fully(self, at: datetime, beside: datetime | None = None) -> str:
        """Return an instant in the long form of official papers, where it comes on record.

        `beside` as in `when`.
        """
        return self.digits(thai_dates.long_datetime(at, self.tz, self.language, beside))

    def day(self, day: date) -> str:
        """Return a short local date without its weekday."""
        return self.digits(thai_dates.short_date(day, self.language))

    def full_day(self, day: date) -> str:
        """Return a local date with its month in full, without its weekday."""
        return self.digits(thai_dates.full_date(day, self.language))

    def period(self, period: Period) -> str:
        """Return a period as official papers call it: ไตรมาสที่ 1 ปีงบประมาณ 2570."""
        year, _, part = period.name.partition("Q")
        if part:
            told = f"ไตรมาสที่ {part} ปีงบประมาณ {year}", f"quarter {part}, fiscal year {year}"
        elif year.isdecimal():
            told = f"ปีงบประมาณ {year}", f"fiscal year {year}"
        elif ".." in year:
            told = (" – ".join(map(self.day, (period.start, period.end))),) * 2
        else:
            month = thai_dates.full_date(period.start, self.language).split(" ", 1)[1]
            told = month, month
        return self.digits(self.say(*told))

    def left(self, now: datetime, at: datetime) -> str:
        """Return how far off an instant is: "อีก 5 ชม.", or how long it has passed."""
        return self.digits(thai_dates.distance(now, at, self.language))

    def agency(self, agency: Agency) -> str:
        """Return the name by which an agency is called in full; surely understood when typed.

        Short names are not: several agencies share one.
        """
        return self.say(agency.name_th, agency.name_en or agency.name_th)

    def agencies(self, agencies: Iterable[Agency]) -> str:
        """Return several names, separated by commas; of many the number and the first few."""
        return self._few([self.agency(agency) for agency in agencies])

    def _few(self, names: Sequence[str]) -> str:
        """Return names of agencies as `agencies` does. Rule I7."""
        if len(names) <= MOST_NAMES:
            return ", ".join(names)
        return f"{self.agency_count(len(names))} ({self.first_of(names, FIRST_NAMES, 'หน่วยงาน')})"

    def agency_count(self, count: int) -> str:
        """Return how many agencies there are."""
        number = self.number(count)
        return self.say(f"{number} หน่วยงาน", f"{number} agencies")

    def where_all_stand(self, number: int | None = None) -> str:
        """Tell where every agency of an issue is named: in the private chat."""
        thai = "ตามด้วยเลขประเด็น" if number is None else number
        english = "and the issue's number" if number is None else number
        return self.say(
            f"ดูครบทุกหน่วยงาน: พิมพ์ #สถานะ {thai} ในแชตส่วนตัวกับระบบ",
            f"For every agency type #status {english} in a private chat with me",
        )

    def more(self, count: int, unit: str = "") -> str:
        """Stand for what is not listed; `unit` is the Thai word that follows the count."""
        number = self.number(count)
        return self.say(f"และอีก {number} {unit}".rstrip(), f"and {number} more")

    def first_of(self, names: Sequence[str], limit: int, unit: str = "") -> str:
        """Return the first names, separated by commas, and how many more there are."""
        rest = f" {self.more(len(names) - limit, unit)}" if len(names) > limit else ""
        return ", ".join(names[:limit]) + rest

    def size(self, count: int) -> str:
        """Return a number of bytes in KB or MB (1024 of the smaller), one decimal at most."""
        unit, name = (1024 * 1024, "MB") if count >= 1024 * 1024 else (1024, "KB")
        amount = f"{max(count / unit, 0.1):.1f}".removesuffix(".0")
        return self.digits(f"{amount} {name}")
