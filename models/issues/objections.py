"""What agencies object to in the figure, and how evaluators decided about it, kept on record."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from domain import bounds
from models.issues import Assignment
from models.people import Person
from models.tables import Model


class Objection(Model):
    """An agency contests how an assignment counts; `upheld` is `None` until it is decided, once.

    `verdict` is what it counted as when that was said. `answer` is the reason of the decision, in
    the message of `decided_message_id`. Neither changes what counts.
    """

    __tablename__ = "objections"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True)
    verdict: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    objected_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    objected_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    line_message_id: Mapped[str | None] = mapped_column(String(bounds.LINE_ID), index=True)
    upheld: Mapped[bool | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    decision_recorded_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    decided_message_id: Mapped[str | None] = mapped_column(String(bounds.LINE_ID), index=True)

    assignment: Mapped[Assignment] = relationship(lazy="raise")
    decided_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[decided_by_id])


async def of_issue(session: AsyncSession, issue_id: int) -> list[Objection]:
    """Return what was objected to in an issue, the oldest first, with agency and who decided."""
    found = await session.scalars(
        select(Objection)
        .join(Assignment, Assignment.id == Objection.assignment_id)
        .where(Assignment.issue_id == issue_id)
        .order_by(Objection.objected_at, Objection.id)
        .options(
            joinedload(Objection.assignment).joinedload(Assignment.agency),
            joinedload(Objection.decided_by),
        )
    )
    return list(found)
