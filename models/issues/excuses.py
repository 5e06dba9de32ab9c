"""What was said of whether an assignment counts, kept on record."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, String, Text, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain import bounds
from domain.issues.excuses import ExcuseStep
from models.tables import Model


class Excuse(Model):
    """An assignment was excused, counts again, or an issuer agreed that it is not its agency's.

    `code` is empty where it counts again. The newest of the evaluators' holds, by LINE's time:
    `assignments.excused` repeats it.
    """

    __tablename__ = "excuses"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True)
    step: Mapped[str] = mapped_column(String(10))
    code: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    line_message_id: Mapped[str | None] = mapped_column(String(bounds.LINE_ID), index=True)


async def decided_since(session: AsyncSession, assignment_id: int, instant: datetime) -> bool:
    """Whether evaluators said something of an assignment after an instant."""
    return await _said(
        session,
        Excuse.assignment_id == assignment_id,
        Excuse.step != ExcuseStep.AGREED,
        Excuse.decided_at > instant,
    )


async def agreed(session: AsyncSession, assignment_id: int) -> bool:
    """Whether an issuer has agreed that an assignment is not its agency's."""
    return await _said(
        session, Excuse.assignment_id == assignment_id, Excuse.step == ExcuseStep.AGREED
    )


async def _said(session: AsyncSession, *conditions: ColumnElement[bool]) -> bool:
    return bool(await session.scalar(select(exists().where(*conditions))))
