"""Dates and lengths of time as the bot writes them, Thai (B.E.) and English (C.E.).

The long form stands where an instant comes on record, the short one everywhere else (rule M15).
What is written here, `domain.deadlines` reads back to the same minute. Midnight is 24.00 of the
day that ends, as deadlines have it (section 4.5). Thai digits are put in elsewhere.
"""

from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

Language = Literal["th", "en"]

Both = tuple[str, str]
"""A word or a sentence in Thai and in English, in this order."""

BUDDHIST_ERA = 543
COMMON_YEARS = range(1900, 2401)
"""What can be meant by a date in C.E.; a later year was written in the Buddhist era."""


def _names(spaced: str) -> tuple[str, ...]:
    """Return names that stand in one string, parted by blanks."""
    return tuple(spaced.split())


MONTHS = {
    "th": _names(
        "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
    ),
    "en": _names(
        "January February March April May June July August September October November December"
    ),
}
SHORT_MONTHS = {
    "th": _names("ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค."),
    "en": tuple(name[:3] for name in MONTHS["en"]),
}
WEEKDAYS = {
    "th": _names("จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์"),
    "en": _names("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
}
SHORT_WEEKDAYS = {
    "th": _names("จ. อ. พ. พฤ. ศ. ส. อา."),
    "en": tuple(name[:3] for name in WEEKDAYS["en"]),
}
NEAR_DAYS = {"th": _names("วันนี้ พรุ่งนี้"), "en": _names("today tomorrow")}
"""The words for a day, from today on."""


def long_date(at: datetime, tz: tzinfo, language: Language) -> str:
    """Return `วันพุธที่ 25 พฤศจิกายน 2569` or `Wednesday 25 November 2026`."""
    return _with_weekday(at.astimezone(tz).date(), language)


def full_date(day: date, language: Language) -> str:
    """Return a local date in full, without its weekday: `25 พฤศจิกายน 2569`."""
    year = day.year + BUDDHIST_ERA if language == "th" else day.year
    return f"{day.day} {MONTHS[language][day.month - 1]} {year}"


def short_date(day: date, language: Language) -> str:
    """Return a local date without its weekday: `25 พ.ย. 69` or `25 Nov 2026`."""
    year = f"{(day.year + BUDDHIST_ERA) % 100:02}" if language == "th" else day.year
    return f"{day.day} {SHORT_MONTHS[language][day.month - 1]} {year}"


def long_datetime(
    at: datetime, tz: tzinfo, language: Language, beside: datetime | None = None
) -> str:
    """Return `วันพุธที่ 25 พฤศจิกายน 2569 เวลา 15.00 น.` or `Wednesday 25 November 2026, 15:00`.

    `beside` is what stands beside it, such as a deadline: where both read alike, it has seconds.
    """
    day, hour = day_and_hour(at, tz, beside)
    comma = " เวลา" if language == "th" else ","
    return f"{_with_weekday(day, language)}{comma} {_clock(hour, language)}"


def short_datetime(
    at: datetime,
    tz: tzinfo,
    language: Language,
    beside: datetime | None = None,
    *,
    read_at: datetime | None = None,
) -> str:
    """Return `พ. 25 พ.ย. 69 15.00 น.` or `Wed 25 Nov 2026 15:00`; `beside` as in `long_datetime`.

    Where it is known when it is read, a day near to that is `วันนี้` or `พรุ่งนี้`.
    """
    day, hour = day_and_hour(at, tz, beside)
    ahead = (day - read_at.astimezone(tz).date()).days if read_at else -1
    if 0 <= ahead < len(NEAR_DAYS[language]):
        told = NEAR_DAYS[language][ahead]
    else:
        told = f"{SHORT_WEEKDAYS[language][day.weekday()]} {short_date(day, language)}"
    return f"{told} {_clock(hour, language)}"


def shortest_datetime(at: datetime, tz: tzinfo, language: Language) -> str:
    """Return at most twenty characters, for the label of a button: `25 พ.ย. 69 15.00 น.`."""
    day, hour = day_and_hour(at, tz)
    return f"{short_date(day, language)} {_clock(hour, language)}"


def as_shown(at: datetime) -> datetime:
    """Return an instant as it is shown, to the minute: two that are alike in it read alike."""
    return at.replace(second=0, microsecond=0)


def day_and_hour(at: datetime, tz: tzinfo, beside: datetime | None = None) -> tuple[date, str]:
    """Return the local day of an instant and its hour, `15.00`; midnight is `24.00` of the day.

    Where it would read like what stands `beside` it, it is `15.00.01`: a begun second is whole.
    """
    local = at.astimezone(tz)
    seconds = beside is not None and at != beside and as_shown(at) == as_shown(beside)
    if seconds and local.microsecond:
        local += timedelta(microseconds=1_000_000 - local.microsecond)
    if local.time() == time.min and local.date() > date.min:
        return local.date() - timedelta(days=1), "24.00.00" if seconds else "24.00"
    return local.date(), f"{local:%H.%M.%S}" if seconds else f"{local:%H.%M}"


def distance(now: datetime, at: datetime, language: Language) -> str:
    """Return the time left until an instant as it is shown, or how long it has passed."""
    at = as_shown(at) if as_shown(at) > now else at
    return time_left(at - now, language) if at > now else time_past(now - at, language)


def time_left(delta: timedelta, language: Language) -> str:
    """Return how long a future lies ahead: `อีก 5 ชม.`, `5 hours left`."""
    return f"อีก {span(delta, language)}" if language == "th" else f"{span(delta, language)} left"


def time_past(delta: timedelta, language: Language) -> str:
    """Return how long a deadline has passed: `เกินกำหนด 3 ชม.`, `3 hours late`."""
    if language == "th":
        return f"เกินกำหนด {span(delta, language)}"
    return f"{span(delta, language)} late"


def span(delta: timedelta, language: Language) -> str:
    """Return a length of time, rounded down: days from two days on, else hours, minutes.

    Less than ten hours also show the minutes, so that "2 ชม. 50 นาที" is not read as two hours.
    """
    minutes = max(0, int(delta.total_seconds() // 60))
    hours, rest = divmod(minutes, 60)
    if minutes == 0:
        return "ไม่ถึง 1 นาที" if language == "th" else "less than a minute"
    if hours >= 48:
        return _counted(hours // 24, "วัน", "day", language)
    if hours == 0:
        return _counted(rest, "นาที", "minute", language)
    told = _counted(hours, "ชม.", "hour", language)
    if rest and hours < 10:
        told += " " + _counted(rest, "นาที", "minute", language)
    return told


def _with_weekday(day: date, language: Language) -> str:
    weekday, month = WEEKDAYS[language][day.weekday()], MONTHS[language][day.month - 1]
    if language == "th":
        return f"วัน{weekday}ที่ {day.day} {month} {day.year + BUDDHIST_ERA}"
    return f"{weekday} {day.day} {month} {day.year}"


def _clock(hour: str, language: Language) -> str:
    return f"{hour} น." if language == "th" else hour.replace(".", ":")


def _counted(count: int, thai: str, english: str, language: Language) -> str:
    if language == "th":
        return f"{count} {thai}"
    return f"{count} {english}" if count == 1 else f"{count} {english}s"


def fiscal_year(written: str) -> int | None:
    """Return a fiscal year B.E.: 2570, 70 for it, or 2027 C.E.; else `None`."""
    if len(written) > 4:
        return None
    year = int(written)
    if len(written) == 2 and year >= 50:
        return 2500 + year
    if 1900 <= year < 2400:
        return year + BUDDHIST_ERA
    return year if 2400 <= year < 2700 else None
