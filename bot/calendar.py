"""The office calendar of the Thai government, from PyPI `holidays` and what the operator adds."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy.ext.asyncio import AsyncSession

from bot.settings import Settings
from domain.calendar import Calendar
from models import holidays

_OPEN_DAYS = ("แรงงานแห่งชาติ", "เด็กแห่งชาติ", "Labor Day", "Children's Day")
"""Offices are open on Labour Day, on its lieu day, and on Children's Day, whatever banks do."""


def calendar_of(settings: Settings, now: datetime, extra: Mapping[date, str] = {}) -> Calendar:
    """Return the calendar for deadlines around `now`: a year back, two years ahead.

    `extra` are further days off by local date, such as special days that the cabinet has decided.
    """
    this_year = now.astimezone(settings.timezone).year
    known = _days_off(this_year - 1, this_year + 2, settings.language)
    return Calendar(
        tz=settings.timezone,
        office_start=settings.office_hours.start,
        office_end=settings.office_hours.end,
        days_off={**known, **extra},
    )


async def office_calendar(session: AsyncSession, settings: Settings, now: datetime) -> Calendar:
    """Return the calendar with what administrators decided about single days (`office_days`)."""
    decided = await holidays.listed(session)
    known = calendar_of(settings, now, {day.day: day.name for day in decided if day.off})
    opened = {day.day for day in decided if not day.off}
    kept = {day: name for day, name in known.days_off.items() if day not in opened}
    return replace(known, days_off=kept)


@lru_cache(maxsize=8)
def _days_off(first: int, last: int, language: str) -> Mapping[date, str]:
    # Loaded here: commands that need no calendar start faster. The Royal Ploughing Day stands
    # only under "government".
    from holidays import country_holidays

    listed = country_holidays(
        "TH",
        years=range(first, last + 1),
        categories=("public", "government"),
        language="th" if language == "th" else "en_US",
    )
    kept = {day: _closing(names) for day, names in listed.items()}
    return {day: name for day, name in kept.items() if name}


def _closing(names: str) -> str:
    """Leave out of a day's names those for which offices stay open."""
    parts = [name for name in names.split("; ") if not any(each in name for each in _OPEN_DAYS)]
    return "; ".join(parts)
