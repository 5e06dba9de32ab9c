"""What a message said, erased from the record that it made; numbers, codes and times stay."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from models.issues import DeadlineChange, Issue, IssueChange
from models.reports import Report, ReportChange
from models.requests import Request

_TEXTS = ("headline", "detail", "links", "reference", "typed")


async def blank_issue(session: AsyncSession, issue: Issue, phrase: str) -> None:
    """Erase an issue's texts, now and before its edits; `phrase` stands for the headline."""
    issue.headline, issue.detail, issue.links = phrase, "", []
    issue.reference = issue.typed = ""
    await session.execute(
        update(IssueChange)
        .where(IssueChange.issue_id == issue.id, IssueChange.field.in_(_TEXTS))
        .values(old_value="")
    )


async def blank_report(session: AsyncSession, report: Report) -> None:
    """Erase a report's text and links, now and before its edits."""
    report.text, report.links = "", []
    await session.execute(
        update(ReportChange)
        .where(ReportChange.report_id == report.id)
        .values(old_text="", old_links=[])
    )


async def forget_reasons(session: AsyncSession, line_message_id: str) -> None:
    """Erase the reasons that a message gave for judging, moving, asking or ending."""
    said_by = (
        (Report, Report.judged_message_id),
        (DeadlineChange, DeadlineChange.line_message_id),
        (IssueChange, IssueChange.line_message_id),
        (Request, Request.line_message_id),
    )
    for table, message in said_by:
        await session.execute(update(table).where(message == line_message_id).values(reason=""))
