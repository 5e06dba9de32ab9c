"""Issues and their assignments: one per agency, each with its own clock, status and role."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import (
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    select,
    union,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, selectinload

from domain import bounds
from domain.issues.assignments import OPEN, AgencyRole, DeadlineMove, IssueStatus, MoveKind
from domain.views import Field
from models.agencies import AgencyRow
from models.people import Person
from models.tables import Model, parts


class Issue(Model):
    """A news issue that agencies must explain.

    `opened_at` is LINE's time of the message (lateness counts from LINE's clock), `recorded_at`
    ours. `deadline` is the one given with the issue, `within_minutes` how long that was, where it
    was told in hours and minutes; each assignment keeps its own deadline.
    """

    __tablename__ = "issues"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        Index("ix_issues_open", "workspace_id", "status", "deadline"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    number: Mapped[int]
    headline: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    links: Mapped[list[str]]
    urgency: Mapped[str] = mapped_column(String(20))
    agenda: Mapped[str] = mapped_column(String(200))
    reference: Mapped[str] = mapped_column(String(bounds.REFERENCE))
    typed: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    deadline: Mapped[datetime]
    within_minutes: Mapped[int | None]
    closed_at: Mapped[datetime | None]
    line_message_id: Mapped[str | None] = mapped_column(String(bounds.LINE_ID), index=True)

    opened_by: Mapped[Person] = relationship(lazy="raise")
    assignments: Mapped[list["Assignment"]] = relationship(
        lazy="raise", back_populates="issue", order_by="Assignment.id"
    )


class Assignment(Model):
    """One issue addressed to one agency: what is counted; not reminded before `snoozed_until`.

    `cancelled_with_issue`: it was not withdrawn by itself, and is owed again with the issue.
    """

    __tablename__ = "assignments"
    __table_args__ = (UniqueConstraint("issue_id", "agency_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    role: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(20), index=True)
    assigned_at: Mapped[datetime]
    deadline: Mapped[datetime] = mapped_column(index=True)
    original_deadline: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    cancelled_with_issue: Mapped[bool] = mapped_column(default=False)
    snoozed_until: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]
    excused: Mapped[str | None] = mapped_column(String(20))
    appraised: Mapped[bool] = mapped_column(default=True)
    ministry: Mapped[str] = mapped_column(String(60))
    first_reported_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]

    issue: Mapped[Issue] = relationship(lazy="raise_on_sql", back_populates="assignments")
    agency: Mapped[AgencyRow] = relationship(lazy="raise")
    changes: Mapped[list["DeadlineChange"]] = relationship(
        lazy="raise", order_by="DeadlineChange.id"
    )

    @property
    def moves(self) -> tuple[DeadlineMove, ...]:
        """How the deadline was moved, oldest first."""
        return tuple(change.value() for change in self.changes)


class DeadlineChange(Model):
    """A deadline that was moved: the old value stays countable (R2).

    `line_message_id` is that of the message which gave the reason, where there is one.
    """

    __tablename__ = "deadline_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True)
    old_deadline: Mapped[datetime] = mapped_column(index=True)
    new_deadline: Mapped[datetime] = mapped_column(index=True)
    changed_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str] = mapped_column(String(10), default=MoveKind.EXTENDED)
    reason: Mapped[str] = mapped_column(Text)
    line_message_id: Mapped[str | None] = mapped_column(String(bounds.LINE_ID), index=True)

    def value(self) -> DeadlineMove:
        """Return the move as the rules see it."""
        return DeadlineMove(
            self.changed_at, self.old_deadline, self.new_deadline, MoveKind(self.kind)
        )


class IssueChange(Model):
    """A field of an issue that was edited: what stood there before and after, who, when, why.

    `field` is a column of `issues`, `agencies` (codes, separated by blanks, `:support` behind
    those that only support), or `accepted` (the code whose report is accepted no more); links
    stand one a line, instants in ISO 8601.
    """

    __tablename__ = "issue_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), index=True)
    field: Mapped[str] = mapped_column(String(20))
    old_value: Mapped[str] = mapped_column(Text)
    new_value: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str] = mapped_column(Text)
    line_message_id: Mapped[str | None] = mapped_column(String(bounds.LINE_ID), index=True)

    @property
    def agencies(self) -> dict[str, str]:
        """To whom the issue was addressed before, of a change of that: role by code."""
        found = (each.partition(":") for each in self.old_value.split())
        return {code: role or AgencyRole.LEAD for code, _, role in found}


class IssuePost(Model):
    """A message of ours that is about an issue, so that a reply quoting it finds the issue."""

    __tablename__ = "issue_posts"

    line_message_id: Mapped[str] = mapped_column(String(bounds.LINE_ID), primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), index=True)


WHOLE = (
    selectinload(Issue.assignments).joinedload(Assignment.agency),
    # Not asked for by themselves: few deadlines are moved, and an issue has one issuer.
    selectinload(Issue.assignments).joinedload(Assignment.changes),
    joinedload(Issue.opened_by),
)


_WHOLE = select(Issue).options(*WHOLE)
_BY_NUMBER = _WHOLE.where(Issue.workspace_id == bindparam("home"), Issue.number == bindparam("nth"))
_BY_ID = _WHOLE.where(Issue.id == bindparam("which"))
_OF_MESSAGE = _WHOLE.where(Issue.line_message_id == bindparam("message")).order_by(Issue.number)


async def get(session: AsyncSession, workspace_id: int, number: int) -> Issue | None:
    """Return an issue by the number people see, with assignments, agencies and issuer."""
    return await session.scalar(_BY_NUMBER, {"home": workspace_id, "nth": number})


async def by_id(session: AsyncSession, issue_id: int) -> Issue:
    """Return an issue as `get` does, by its own id; raises NoResultFound."""
    return (await session.scalars(_BY_ID, {"which": issue_id})).one()


async def status_of(session: AsyncSession, issue_id: int | None) -> IssueStatus:
    """Return an issue's status; what is about none counts as open. Raises NoResultFound."""
    if issue_id is None:
        return IssueStatus.OPEN
    found = await session.execute(select(Issue.status).where(Issue.id == issue_id))
    return IssueStatus(found.scalar_one())


async def of_message(session: AsyncSession, line_message_id: str) -> list[Issue]:
    """Return the issues that a message opened, in the order of its commands."""
    return list(await session.scalars(_OF_MESSAGE, {"message": line_message_id}))


async def changed_since(session: AsyncSession, issue_id: int, instant: datetime) -> set[str]:
    """Return the fields of an issue that were changed by what was said after an instant."""
    found = await session.scalars(
        select(IssueChange.field).where(
            IssueChange.issue_id == issue_id, IssueChange.changed_at > instant
        )
    )
    return set(found)


async def edits_since(session: AsyncSession, first: IssueChange) -> list[IssueChange]:
    """Return the changes of an issue's fields from one on, and those made together with it."""
    found = await session.scalars(
        select(IssueChange)
        .where(
            IssueChange.issue_id == first.issue_id,
            IssueChange.recorded_at >= first.recorded_at,
            IssueChange.field.in_(Field),
        )
        .order_by(IssueChange.id)
    )
    return list(found)


async def open_issues(session: AsyncSession, workspace_id: int) -> list[Issue]:
    """Return the open issues by the deadline that was given with them, the earliest first."""
    found = await session.scalars(
        select(Issue)
        .where(Issue.workspace_id == workspace_id, Issue.status == IssueStatus.OPEN)
        .order_by(Issue.deadline, Issue.number)
        .options(*WHOLE)
    )
    return list(found)


_OPEN_HEADLINES = select(Issue.number, Issue.headline).where(
    Issue.workspace_id == bindparam("home"), Issue.status == IssueStatus.OPEN
)


async def open_headlines(session: AsyncSession, workspace_id: int) -> dict[int, str]:
    """Return the headlines of the open issues by number."""
    found = await session.execute(_OPEN_HEADLINES, {"home": workspace_id})
    return {number: headline for number, headline in found}


async def unreported(
    session: AsyncSession, workspace_id: int, *, agency_ids: Iterable[int] | None = None
) -> list[Assignment]:
    """Return the assignments of open issues that still wait for a report, by deadline."""
    query = (
        select(Assignment)
        .join(Issue)
        .where(
            Issue.workspace_id == workspace_id,
            Issue.status == IssueStatus.OPEN,
            Assignment.status.in_(OPEN),
        )
        .order_by(Assignment.deadline, Issue.number, Assignment.id)
        .options(selectinload(Assignment.issue), selectinload(Assignment.agency))
    )
    if agency_ids is None:
        return list(await session.scalars(query))
    found: list[Assignment] = []
    for part in parts(agency_ids):
        found += await session.scalars(query.where(Assignment.agency_id.in_(part)))
    return sorted(found, key=lambda each: (each.deadline, each.issue.number, each.id))


async def number_of_post(
    session: AsyncSession, workspace_id: int, line_message_id: str
) -> int | None:
    """Return the number of the one issue that a message of this workspace's chats is about.

    A message that opened several issues is about none of them alone.
    """
    about = union(
        select(IssuePost.issue_id).where(IssuePost.line_message_id == line_message_id),
        select(Issue.id).where(Issue.line_message_id == line_message_id),
    )
    found = await session.scalars(
        select(Issue.number).where(Issue.workspace_id == workspace_id, Issue.id.in_(about)).limit(2)
    )
    numbers = list(found)
    return numbers[0] if len(numbers) == 1 else None
