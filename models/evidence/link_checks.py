"""Links of issues and reports, and what was found when they were called."""

from collections.abc import Collection, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    delete,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain import bounds
from models.issues import Issue
from models.issues.reports import Report
from models.queue import WAITING, Queue, Queued, waiting
from models.tables import Model, insert_new
from models.work import Work, leave


class LinkState(StrEnum):
    """How a link was found.

    `ALIVE` showed a page, `BROKEN` an error, `UNREACHABLE` nothing; `REFUSED` leads where Saphan
    does not go.
    """

    WAITING = WAITING
    ALIVE = "alive"
    BROKEN = "broken"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


class LinkCheck(Queued, Model):
    """One link of one issue or of one report.

    `status` is the HTTP status, `final_url` where redirects ended, `checked_at` our time of the
    last call, whether or not another one follows.
    """

    __tablename__ = "link_checks"
    __table_args__ = (
        Index("ix_link_checks_waiting", "state", "next_attempt_at"),
        UniqueConstraint("issue_id", "url"),
        UniqueConstraint("report_id", "url"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issues.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id"))
    url: Mapped[str] = mapped_column(String(bounds.LINK_BYTES))
    status: Mapped[int | None]
    final_url: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(String(bounds.NAME))
    checked_at: Mapped[datetime | None]

    def exported(self) -> dict[str, Any]:
        """Return the check as an export shows it."""
        return {
            "url": self.url,
            "state": self.state,
            "status": self.status,
            "final_url": self.final_url,
            "title": self.title,
            "at": self.checked_at,
            "reason": self.error,
        }


queue = Queue(LinkCheck, Work.LINKS, LinkCheck.next_attempt_at, LinkCheck.id)
"""Links, the longest waiting first."""


async def note(
    session: AsyncSession,
    urls: Iterable[str],
    now: datetime,
    *,
    issue_id: int | None = None,
    report_id: int | None = None,
) -> None:
    """Have the links of an issue or a report checked; those known already stay as they are.

    A link of more than 2,000 bytes is not called.
    """
    rows = [
        {
            "issue_id": issue_id,
            "report_id": report_id,
            "url": url,
            "final_url": "",
            "title": "",
            **waiting(now),
        }
        for url in dict.fromkeys(urls)
        if len(url.encode()) <= bounds.LINK_BYTES
    ]
    if await insert_new(session, LinkCheck, rows):
        leave(session, Work.LINKS, now)


async def unsend(session: AsyncSession, message_id: str) -> None:
    """Forget the links of a message that was unsent."""
    issues = select(Issue.id).where(Issue.line_message_id == message_id)
    reports = select(Report.id).where(Report.line_message_id == message_id)
    # One by one: no index serves both at once.
    await session.execute(delete(LinkCheck).where(LinkCheck.issue_id.in_(issues)))
    await session.execute(delete(LinkCheck).where(LinkCheck.report_id.in_(reports)))


async def unsend_urls(
    session: AsyncSession, issue_ids: Collection[int], urls: Collection[str]
) -> None:
    """Forget links of issues that a message gave them which was unsent."""
    await session.execute(
        delete(LinkCheck).where(LinkCheck.issue_id.in_(issue_ids), LinkCheck.url.in_(urls))
    )


async def of_issues(session: AsyncSession, part: Collection[int]) -> dict[int, list[LinkCheck]]:
    """Return the checks of some issues (ids) by issue id, in the order of the links."""
    query = select(LinkCheck).where(LinkCheck.issue_id.in_(part)).order_by(LinkCheck.id)
    by_issue: dict[int, list[LinkCheck]] = {}
    for row in await session.scalars(query):
        by_issue.setdefault(row.issue_id or 0, []).append(row)
    return by_issue


async def of_reports(session: AsyncSession, part: Collection[int]) -> dict[int, list[LinkCheck]]:
    """Return the checks of some reports (ids) by report id, in the order of the links."""
    query = select(LinkCheck).where(LinkCheck.report_id.in_(part)).order_by(LinkCheck.id)
    by_report: dict[int, list[LinkCheck]] = {}
    for row in await session.scalars(query):
        by_report.setdefault(row.report_id or 0, []).append(row)
    return by_report
