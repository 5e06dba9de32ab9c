"""What agencies ask of issuers: more time, or that another agency take an assignment over."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, selectinload

from domain import bounds
from domain.agencies import Agency
from domain.issues.assignments import OPEN, IssueStatus
from domain.reminders.schedule import UNDECIDED_AFTER
from models.agencies import AgencyRow
from models.issues import Assignment, Issue
from models.people import Person
from models.tables import Model


class RequestKind(StrEnum):
    """What is asked for."""

    EXTEND = "extend"
    TRANSFER = "transfer"


class Request(Model):
    """One request; `granted` is `None` until it is decided, once.

    `new_deadline` is set for an extension, `to_agency_id` for a transfer. `answer` is the reason
    that was typed with the decision, in the message of `decided_message_id`. A request that its own
    agency replaced by a newer one counts as refused by that person.
    """

    __tablename__ = "requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    new_deadline: Mapped[datetime | None]
    to_agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"))
    reason: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    line_message_id: Mapped[str | None] = mapped_column(String(bounds.LINE_ID), index=True)
    granted: Mapped[bool | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    decided_message_id: Mapped[str | None] = mapped_column(String(bounds.LINE_ID), index=True)

    assignment: Mapped[Assignment] = relationship(lazy="raise")
    to_agency: Mapped[AgencyRow | None] = relationship(lazy="raise")
    decided_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[decided_by_id])


async def get(session: AsyncSession, workspace_id: int, request_id: int) -> Request | None:
    """Return a request of this workspace with the agency it names and who decided."""
    return await session.scalar(
        select(Request)
        .join(Assignment, Assignment.id == Request.assignment_id)
        .join(Issue, Issue.id == Assignment.issue_id)
        .where(Issue.workspace_id == workspace_id, Request.id == request_id)
        .options(
            selectinload(Request.assignment),
            selectinload(Request.to_agency),
            selectinload(Request.decided_by),
        )
    )


async def of_issue(session: AsyncSession, issue_id: int) -> list[Request]:
    """Return what was asked for in an issue, the oldest first, as `get` does."""
    found = await session.scalars(
        select(Request)
        .join(Assignment, Assignment.id == Request.assignment_id)
        .where(Assignment.issue_id == issue_id)
        .order_by(Request.id)
        .options(
            selectinload(Request.assignment),
            selectinload(Request.to_agency),
            selectinload(Request.decided_by),
        )
    )
    return list(found)


async def asking(session: AsyncSession, issue: Issue) -> list[Agency]:
    """Return the agencies that owe a report and ask for something that nobody has decided."""
    made = await of_issue(session, issue.id)
    undecided = {each.assignment_id for each in made if each.granted is None}
    owing = (each for each in issue.assignments if each.status in OPEN)
    return [each.agency.value() for each in owing if each.id in undecided]


async def waiting(session: AsyncSession, workspace_id: int, at: datetime) -> list[Request]:
    """Return the requests that had waited for long at an instant and wait still, oldest first.

    Only those of open issues, and of agencies that still owe a report; with agency and issue.
    """
    found = await session.scalars(
        select(Request)
        .join(Assignment, Assignment.id == Request.assignment_id)
        .join(Issue, Issue.id == Assignment.issue_id)
        .where(
            Issue.workspace_id == workspace_id,
            Issue.status == IssueStatus.OPEN,
            Assignment.status.in_(OPEN),
            Request.granted.is_(None),
            Request.recorded_at <= at - UNDECIDED_AFTER,
        )
        .order_by(Request.id)
        .options(
            joinedload(Request.assignment).joinedload(Assignment.issue),
            joinedload(Request.assignment).joinedload(Assignment.agency),
            joinedload(Request.to_agency),
        )
    )
    return list(found)


async def undecided(session: AsyncSession, assignment_id: int, kind: RequestKind) -> list[Request]:
    """Return what an agency asked for in an issue and was not answered, the oldest first."""
    found = await session.scalars(
        select(Request)
        .where(
            Request.assignment_id == assignment_id,
            Request.kind == kind,
            Request.granted.is_(None),
        )
        .order_by(Request.id)
    )
    return list(found)
