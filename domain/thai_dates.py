"""Dates and lengths of time as the bot writes them, Thai (B.E.) and English (C.E.).

What is written here, `domain.deadlines` reads back to the same minute. Thai digits are put in
elsewhere.
"""

from datetime import datetime, timedelta, tzinfo
from typing import Literal

Language = Literal["th", "en"]

BUDDHIST_ERA = 543
MONTHS = {
    "th": (
        "มกราคม",
        "กุมภาพันธ์",
        "มีนาคม",
        "เมษายน",
        "พฤษภาคม",
        "มิถุนายน",
        "กรกฎาคม",
        "สิงหาคม",
        "กันยายน",
        "ตุลาคม",
        "พฤศจิกายน",
        "ธันวาคม",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
SHORT_MONTHS = {
    "th": (
        "ม.ค.",
        "ก.พ.",
        "มี.ค.",
        "เม.ย.",
        "พ.ค.",
        "มิ.ย.",
        "ก.ค.",
        "ส.ค.",
        "ก.ย.",
        "ต.ค.",
        "พ.ย.",
        "ธ.ค.",
    ),
    "en": tuple(name[:3] for name in MONTHS["en"]),
}
WEEKDAYS = {
    "th": ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def long_date(at: datetime, tz: tzinfo, language: Language) -> str:
    """Return `วันพุธที่ 25 พฤศจิกายน 2569` or `Wednesday 25 November 2026`."""
    return _date(at.astimezone(tz), language, MONTHS[language])


def short_date(at: datetime, tz: tzinfo, language: Language) -> str:
    """Return `วันพุธที่ 25 พ.ย. 2569` or `Wednesday 25 Nov 2026`."""
    return _date(at.astimezone(tz), language, SHORT_MONTHS[language])


def long_datetime(at: datetime, tz: tzinfo, language: Language) -> str:
    """Return `วันพุธที่ 25 พฤศจิกายน 2569 เวลา 15.00 น.` or `Wednesday 25 November 2026, 15:00`."""
    return long_date(at, tz, language) + _time(at.astimezone(tz), language)


def short_datetime(at: datetime, tz: tzinfo, language: Language) -> str:
    """Return `วันพุธที่ 25 พ.ย. 2569 เวลา 15.00 น.` or `Wednesday 25 Nov 2026, 15:00`."""
    return short_date(at, tz, language) + _time(at.astimezone(tz), language)


def time_left(delta: timedelta, language: Language) -> str:
    """Return how long a future lies ahead, rounded down: `อีก 5 ชม.`, `5 hours left`."""
    if language == "th":
        return f"อีก {_length(delta, language)}"
    return f"{_length(delta, language)} left"


def time_past(delta: timedelta, language: Language) -> str:
    """Return how long a deadline has passed, rounded down: `เกินกำหนด 3 ชม.`, `3 hours late`."""
    if language == "th":
        return f"เกินกำหนด {_length(delta, language)}"
    return f"{_length(delta, language)} late"


def _date(local: datetime, language: Language, months: tuple[str, ...]) -> str:
    weekday, month = WEEKDAYS[language][local.weekday()], months[local.month - 1]
    if language == "th":
        return f"วัน{weekday}ที่ {local.day} {month} {local.year + BUDDHIST_ERA}"
    return f"{weekday} {local.day} {month} {local.year}"


def _time(local: datetime, language: Language) -> str:
    if language == "th":
        return f" เวลา {local:%H.%M} น."
    return f", {local:%H:%M}"


def _length(delta: timedelta, language: Language) -> str:
    """Return the length in the one unit that tells most: days from two days on, hours, minutes.

    Less than ten hours also show the minutes, so that "2 ชม. 50 นาที" is not read as two hours.
    """
    minutes = max(0, int(delta.total_seconds() // 60))
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return _counted(hours // 24, "วัน", "day", language)
    if hours == 0:
        if rest == 0:
            return "ไม่ถึง 1 นาที" if language == "th" else "less than a minute"
        return _counted(rest, "นาที", "minute", language)
    told = _counted(hours, "ชม.", "hour", language)
    if rest and hours < 10:
        told += " " + _counted(rest, "นาที", "minute", language)
    return told


def _counted(count: int, thai: str, english: str, language: Language) -> str:
    if language == "th":
        return f"{count} {thai}"
    return f"{count} {english}" if count == 1 else f"{count} {english}s"
