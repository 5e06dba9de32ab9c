"""Days that the cabinet made off, or working, beside the official calendar."""

from datetime import date

from sqlalchemy import String, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.tables import Model


class OfficeDay(Model):
    """A local date that an administrator decided about, for all workspaces.

    `off` true: a holiday called `name`; false: offices are open although the calendar says not.
    """

    __tablename__ = "office_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    off: Mapped[bool]


async def put(session: AsyncSession, day: date, *, name: str, off: bool) -> None:
    """Decide about a day; an earlier decision is replaced."""
    await session.merge(OfficeDay(day=day, name=name, off=off))


async def remove(session: AsyncSession, day: date) -> bool:
    """Leave a day to the official calendar again; false when nothing was decided about it."""
    gone = await session.execute(delete(OfficeDay).where(OfficeDay.day == day))
    return bool(gone.rowcount)  # type: ignore[attr-defined]


async def listed(session: AsyncSession) -> list[OfficeDay]:
    """Return every decision, in the order of the days."""
    return list(await session.scalars(select(OfficeDay).order_by(OfficeDay.day)))
