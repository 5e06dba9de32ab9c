"""The page's clock: Thai dates, and places to jump to that only the bot's side knows."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Jump:
    """A button beside the clock: its label in Thai and English, and where it leads.

    `instant` gives an aware instant, or None when there is nothing ahead.
    """

    th: str
    en: str
    instant: Callable[[], Awaitable[datetime | None]]


BANGKOK = ZoneInfo("Asia/Bangkok")
_BUDDHIST_ERA = 543
_DAYS = {
    "th": ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "th": (
        *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
        *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


def day(at: datetime, language: str) -> str:
    """Return such as `วันจันทร์ที่ 23 พฤศจิกายน 2569`; in English `Monday 23 November 2569 B.E.`"""
    local = at.astimezone(BANGKOK)
    weekday, month = _DAYS[language][local.weekday()], _MONTHS[language][local.month - 1]
    year = local.year + _BUDDHIST_ERA
    if language == "th":
        return f"วัน{weekday}ที่ {local.day} {month} {year}"
    return f"{weekday} {local.day} {month} {year} B.E."


def clock_time(at: datetime) -> str:
    """Return the local time of the day, such as `09:05`."""
    return f"{at.astimezone(BANGKOK):%H:%M}"


def same_day(one: datetime, other: datetime) -> bool:
    """Whether two instants lie on the same local day."""
    return one.astimezone(BANGKOK).date() == other.astimezone(BANGKOK).date()
