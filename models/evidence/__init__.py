"""Evidence files of reports: what is to be fetched from LINE, and what became of each.

Nothing but the row is here; the content lies in the file store under its SHA-256.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, joinedload, mapped_column

from domain import bounds
from domain.evidence import EvidenceView, FileState
from models.issues import Assignment, Issue
from models.issues.reports import Report
from models.queue import Queue, Queued, waiting
from models.tables import Model, insert_new, parts
from models.work import Work, leave


class Evidence(Queued, Model):
    """One file that came with a report.

    `sent_at` is LINE's time. `kind`, `extension`, `size` and `sha256` say what the content really
    is, once it has been seen; `name` is what the sender called it, shown and never used as a path.
    `told_at` is when the group was told what became of it; `erased_at` when the content of a
    withdrawn file was deleted.
    """

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_waiting", "state", "next_attempt_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), index=True)
    line_message_id: Mapped[str] = mapped_column(String(bounds.LINE_ID), unique=True)
    chat: Mapped[str] = mapped_column(String(bounds.LINE_CHAT))
    name: Mapped[str] = mapped_column(String(bounds.FILE_NAME))
    sent_at: Mapped[datetime]
    reply_token: Mapped[str | None] = mapped_column(String(bounds.LINE_ID))
    kind: Mapped[str] = mapped_column(String(10))
    extension: Mapped[str] = mapped_column(String(20))
    size: Mapped[int]
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    told_at: Mapped[datetime | None] = mapped_column(index=True)
    erased_at: Mapped[datetime | None]

    def exported(self) -> dict[str, Any]:
        """Return the file as an export shows it."""
        return {
            "kind": self.kind,
            "name": self.name,
            "size": self.size,
            "sha256": self.sha256,
            "at": self.sent_at,
        }

    def view(self) -> EvidenceView:
        """Return the file as it is told."""
        return EvidenceView(FileState(self.state), self.kind, self.extension, self.name, self.size)


queue = Queue(Evidence, Work.FILES, Evidence.next_attempt_at, Evidence.id)
"""Files, the longest waiting first."""

_WHOLE = (
    joinedload(Report.assignment).joinedload(Assignment.issue),
    joinedload(Report.assignment).joinedload(Assignment.agency),
)


async def add(
    session: AsyncSession,
    report_id: int,
    message_id: str,
    *,
    chat: str,
    name: str,
    sent_at: datetime,
    reply_token: str | None,
    now: datetime,
) -> bool:
    """Note a file to be fetched for a report; false when it is known already."""
    row = {
        "report_id": report_id,
        "line_message_id": message_id,
        "chat": chat,
        "name": name,
        "sent_at": sent_at,
        "reply_token": reply_token,
        "kind": "",
        "extension": "",
        "size": 0,
        **waiting(now),
    }
    new = bool(await insert_new(session, Evidence, [row]))
    if new:
        leave(session, Work.FILES, now)
    return new


async def workspace_of(session: AsyncSession, row: Evidence) -> int:
    """Return whose a file is; may be asked before holding."""
    found = await session.execute(
        select(Issue.workspace_id)
        .join(Assignment, Assignment.issue_id == Issue.id)
        .join(Report, Report.assignment_id == Assignment.id)
        .where(Report.id == row.report_id)
    )
    return found.scalar_one()


async def report_of(session: AsyncSession, row: Evidence) -> Report:
    """Return the report of a file, with its assignment, agency and issue."""
    found = await session.execute(select(Report).where(Report.id == row.report_id).options(*_WHOLE))
    return found.scalar_one()


async def untold(
    session: AsyncSession, *, report_id: int | None = None
) -> dict[int, list[Evidence]]:
    """Return the files nobody was told about, by report, in the order in which they were sent.

    With `report_id` only those of that report.
    """
    query = select(Evidence).where(Evidence.told_at.is_(None))
    if report_id is not None:
        query = query.where(Evidence.report_id == report_id)
    by_report: dict[int, list[Evidence]] = {}
    for row in await session.scalars(query.order_by(Evidence.sent_at, Evidence.id)):
        by_report.setdefault(row.report_id, []).append(row)
    return by_report


async def counts(session: AsyncSession, report_ids: Collection[int]) -> dict[int, int]:
    """Return how many files came with reports, by report (id); those not kept are left out."""
    counted: dict[int, int] = {}
    for part in parts(report_ids):
        query = select(Evidence.report_id, func.count()).where(
            Evidence.report_id.in_(part), Evidence.state.in_((FileState.WAITING, FileState.KEPT))
        )
        found = await session.execute(query.group_by(Evidence.report_id))
        counted |= {report_id: count for report_id, count in found}
    return counted


async def kept(session: AsyncSession, part: Collection[int]) -> dict[int, list[Evidence]]:
    """Return the evidence of some reports (ids) by report id, in the order in which it was sent."""
    found = await session.scalars(
        select(Evidence)
        .where(Evidence.report_id.in_(part), Evidence.state == FileState.KEPT)
        .order_by(Evidence.sent_at, Evidence.id)
    )
    by_report: dict[int, list[Evidence]] = {}
    for row in found:
        by_report.setdefault(row.report_id, []).append(row)
    return by_report
