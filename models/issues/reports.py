"""Reports: append-only, numbered per assignment."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from domain import bounds
from models.agencies import AgencyRow
from models.issues import Assignment, Issue
from models.tables import PART, Model, parts


class ReportKind(StrEnum):
    """A final report settles the assignment; progress is only a note."""

    FINAL = "final"
    PROGRESS = "progress"


class Report(Model):
    """What an agency reported; `revision` counts from 1 per assignment.

    `shown_at` is our time at which the IA group was shown the text as it stands.

    `reported_at` is LINE's time of the message, `recorded_at` ours. `unsent_at` is LINE's time at
    which its sender took the message back.
    """

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("assignment_id", "revision"),
        Index("ix_reports_of_person", "reported_by_id", "reported_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    revision: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    links: Mapped[list[str]]
    reported_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    reported_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    line_message_id: Mapped[str | None] = mapped_column(String(bounds.LINE_ID), index=True)
    judged: Mapped[str | None] = mapped_column(String(20))
    judged_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    judged_at: Mapped[datetime | None]
    judged_message_id: Mapped[str | None] = mapped_column(String(bounds.LINE_ID), index=True)
    reason: Mapped[str] = mapped_column(Text)
    unsent_at: Mapped[datetime | None]
    shown_at: Mapped[datetime | None]

    assignment: Mapped[Assignment] = relationship(lazy="raise")

    @property
    def settles(self) -> bool:
        """Whether it is a final report that was not taken back before it was accepted (P5)."""
        taken_back = self.unsent_at is not None and self.judged != Judgement.ACCEPTED
        return self.kind == ReportKind.FINAL and not taken_back

    def repeats(self, before: "Report") -> bool:
        """Whether it says again what stood already when it was sent. Rule P7."""
        judged_at = before.judged_at if before.judged == Judgement.RETURNED else None
        stood = judged_at is None or judged_at > self.reported_at
        return stood and before.unsent_at is None and self.text.split() == before.text.split()


class Judgement(StrEnum):
    """What a judge said of a final report."""

    ACCEPTED = "accepted"
    RETURNED = "returned"


class ReportChange(Model):
    """The text of a report before and after its author edited the message."""

    __tablename__ = "report_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), index=True)
    old_text: Mapped[str] = mapped_column(Text)
    new_text: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]
    recorded_at: Mapped[datetime]


_BY_ID = (
    select(Report)
    .join(Assignment, Assignment.id == Report.assignment_id)
    .join(Issue, Issue.id == Assignment.issue_id)
    .where(Issue.workspace_id == bindparam("home"), Report.id == bindparam("which"))
    .options(joinedload(Report.assignment))
)


async def get(session: AsyncSession, workspace_id: int, report_id: int) -> Report | None:
    """Return a report of this workspace with its assignment."""
    return await session.scalar(_BY_ID, {"home": workspace_id, "which": report_id})


async def newest_final(
    session: AsyncSession, issue_id: int, person_id: int, until: datetime, agency: str | None
) -> Report | None:
    """Return the last final report of a person on an issue until an instant, not taken back.

    `agency` (a code) narrows it to one of those for which the person reported.
    """
    of_agency = [] if agency is None else [AgencyRow.code == agency]
    return await session.scalar(
        select(Report)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(AgencyRow, AgencyRow.id == Assignment.agency_id)
        .where(
            *of_agency,
            Assignment.issue_id == issue_id,
            Report.reported_by_id == person_id,
            Report.kind == ReportKind.FINAL,
            Report.unsent_at.is_(None),
            Report.reported_at <= until,
        )
        .order_by(Report.reported_at.desc(), Report.id.desc())
        .limit(1)
    )


_NEWEST = select(func.max(Report.revision)).where(Report.assignment_id == bindparam("of"))


async def next_revision(session: AsyncSession, assignment_id: int) -> int:
    """Return the number of the next report; the caller holds the workspace."""
    newest = await session.scalar(_NEWEST, {"of": assignment_id})
    return (newest or 0) + 1


async def unjudged(session: AsyncSession, assignment_id: int) -> list[Report]:
    """Return the final reports of an assignment that wait for a judgement, the oldest first."""
    found = await session.scalars(
        select(Report)
        .where(
            Report.assignment_id == assignment_id,
            Report.kind == ReportKind.FINAL,
            Report.judged.is_(None),
            Report.unsent_at.is_(None),
        )
        .order_by(Report.revision)
    )
    return list(found)


_ROWS: Any = Report.__table__
_NOTE_SHOWN = (
    update(_ROWS)
    .where(_ROWS.c.id.in_(PART), _ROWS.c.shown_at.is_(None))
    .values(shown_at=bindparam("now"))
)


async def note_shown(session: AsyncSession, report_ids: Sequence[int], now: datetime) -> None:
    """Note that the IA group was shown reports."""
    for part in parts(report_ids):
        await session.execute(_NOTE_SHOWN, {"part": part, "now": now})


_OF_ASSIGNMENT = (
    select(Report).where(Report.assignment_id == bindparam("of")).order_by(Report.revision)
)


async def of_assignment(session: AsyncSession, assignment_id: int) -> list[Report]:
    """Return all reports of an assignment, the oldest first."""
    return list(await session.scalars(_OF_ASSIGNMENT, {"of": assignment_id}))


async def finals_of(session: AsyncSession, assignment_id: int) -> list[Report]:
    """Return the final reports of an assignment, those taken back too, the oldest first."""
    filed = await of_assignment(session, assignment_id)
    return [report for report in filed if report.kind == ReportKind.FINAL]


def repeated_by(finals: Sequence[Report]) -> Report | None:
    """Return the first report that says what the last one only says again. Rule P7."""
    first = None
    for before, report in reversed([*pairwise(finals)]):
        if not report.repeats(before):
            break
        first = before
    return first


def how_many(finals: Sequence[Report]) -> int:
    """Count the reports that do not only repeat the one before. Rule P7."""
    repeated = sum(report.repeats(before) for before, report in pairwise(finals))
    return len(finals) - repeated


async def taken_back(session: AsyncSession, issue_id: int) -> dict[int, tuple[int, datetime]]:
    """Return, by assignment, its newest final report (id) and when that was unsent, if it was."""
    found = await session.execute(
        select(Report.assignment_id, Report.id, Report.unsent_at)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .where(Assignment.issue_id == issue_id, Report.kind == ReportKind.FINAL)
        .order_by(Report.revision)
    )
    newest = {assignment_id: (report_id, at) for assignment_id, report_id, at in found}
    return {
        assignment_id: (report_id, at)
        for assignment_id, (report_id, at) in newest.items()
        if at is not None
    }


_OF_MESSAGE = (
    select(Report)
    .where(Report.line_message_id == bindparam("message"))
    .options(
        joinedload(Report.assignment).joinedload(Assignment.issue),
        joinedload(Report.assignment).joinedload(Assignment.agency),
        joinedload(Report.assignment).selectinload(Assignment.changes),
    )
    .order_by(Report.id)
)


async def of_message(session: AsyncSession, line_message_id: str) -> list[Report]:
    """Return the reports that a message filed, with assignment, issue and agency, oldest first."""
    return list(await session.scalars(_OF_MESSAGE, {"message": line_message_id}))


async def judged_by(session: AsyncSession, line_message_id: str) -> list[Report]:
    """Return the reports that a message judged, oldest first."""
    found = await session.scalars(
        select(Report).where(Report.judged_message_id == line_message_id).order_by(Report.id)
    )
    return list(found)
