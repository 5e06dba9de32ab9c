"""The office calendar that the settings describe, with what administrators decided."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.settings import Settings
from domain.calendar import Calendar
from models import holidays


def official_calendar(settings: Settings, now: datetime) -> Calendar:
    """Return the calendar for deadlines around `now`: a year back, two years ahead."""
    this_year = now.astimezone(settings.timezone).year
    return Calendar(
        tz=settings.timezone,
        office_start=settings.office_hours.start,
        office_end=settings.office_hours.end,
        days_off=holidays.official(this_year - 1, this_year + 3, settings.language),
    )


async def office_calendar(session: AsyncSession, settings: Settings, now: datetime) -> Calendar:
    """Return the official calendar with what administrators decided (`saphan holiday`)."""
    return await holidays.decided(session, official_calendar(settings, now))
