"""The days on which offices close: the official ones, and what the cabinet decided beside them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import lru_cache

from sqlalchemy import String, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain import bounds
from domain.calendar import Calendar, closing
from models.tables import Model
from models.workspaces import changed


class OfficeDay(Model):
    """A local date that an administrator decided about, for all workspaces.

    `off` true: a holiday called `name`; false: offices are open although the calendar says not.
    """

    __tablename__ = "office_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(bounds.NAME))
    off: Mapped[bool]


async def put(session: AsyncSession, day: date, *, name: str, off: bool) -> None:
    """Decide about a day; an earlier decision is replaced."""
    await changed(session, None)
    await session.merge(OfficeDay(day=day, name=name, off=off))


async def remove(session: AsyncSession, day: date) -> bool:
    """Leave a day to the official calendar again; false when nothing was decided about it."""
    await changed(session, None)
    gone = await session.execute(delete(OfficeDay).where(OfficeDay.day == day))
    return bool(gone.rowcount)  # type: ignore[attr-defined]


_LISTED = select(OfficeDay).order_by(OfficeDay.day)


async def listed(session: AsyncSession) -> list[OfficeDay]:
    """Return every decision, in the order of the days."""
    return list(await session.scalars(_LISTED))


async def decided(session: AsyncSession, official: Calendar) -> Calendar:
    """Return the official calendar with what administrators decided about single days."""
    return with_days(official, await listed(session))


def with_days(official: Calendar, days: Sequence[OfficeDay]) -> Calendar:
    """Return the official calendar with these decisions."""
    return official.decided(
        {day.day: day.name for day in days if day.off}, {day.day for day in days if not day.off}
    )


async def working_days(session: AsyncSession, tz: tzinfo, language: str, now: datetime) -> Calendar:
    """Return a calendar that knows the days of work about an instant, and no office hours."""
    year = now.astimezone(tz).year
    return await decided(session, Calendar(tz, days_off=official(year - 1, year + 3, language)))


@lru_cache(maxsize=8)
def official(first: int, last: int, language: str) -> Mapping[date, str]:
    """Return the days off of the Thai government, years `first` to `last - 1`, by local date."""
    # Loaded here: commands that need no calendar start faster. The Royal Ploughing Day stands
    # only under "government".
    from holidays import country_holidays

    found = country_holidays(
        "TH",
        years=range(first, last),
        categories=("public", "government"),
        language="th" if language == "th" else "en_US",
    )
    kept = {day: closing(names) for day, names in found.items()}
    return {day: names for day, names in kept.items() if names}
