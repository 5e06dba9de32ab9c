"""What a message said, erased from the record that it made; numbers, codes and times stay."""

from sqlalchemy import select, update
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


async def blank_edits(session: AsyncSession, line_message_id: str, phrase: str) -> None:
    """Erase the texts that an `#edit` gave an issue, where they stand now or stood until later."""
    changes = await session.scalars(
        select(IssueChange).where(
            IssueChange.line_message_id == line_message_id, IssueChange.field.in_(_TEXTS)
        )
    )
    for change in list(changes):
        later = await session.scalar(
            select(IssueChange)
            .where(
                IssueChange.issue_id == change.issue_id,
                IssueChange.field == change.field,
                IssueChange.id > change.id,
            )
            .order_by(IssueChange.id)
            .limit(1)
        )
        if later is not None:
            later.old_value = ""
        else:
            issue = await session.get_one(Issue, change.issue_id)
            blank = {"headline": phrase, "links": []}
            setattr(issue, change.field, blank.get(change.field, ""))


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
