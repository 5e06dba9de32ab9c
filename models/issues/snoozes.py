"""What agencies say of when they are to be reminded again, kept on record."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain import bounds
from models.tables import Model, parts


class Snooze(Model):
    """An agency is not reminded of an assignment before `until`; `None`: it is again.

    The newest by LINE's time holds: `assignments.snoozed_until` repeats it.
    """

    __tablename__ = "snoozes"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True)
    until: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    line_message_id: Mapped[str | None] = mapped_column(String(bounds.LINE_ID), index=True)


async def said_since(
    session: AsyncSession, assignment_ids: Iterable[int], instant: datetime
) -> set[int]:
    """Return those of the assignments (ids) of which something was said after an instant."""
    found: set[int] = set()
    for part in parts(assignment_ids):
        query = select(Snooze.assignment_id).where(
            Snooze.assignment_id.in_(part), Snooze.asked_at > instant
        )
        found |= set(await session.scalars(query))
    return found
