"""Files that come with a report: which report they belong to, and what is remembered of others.

Rules F1 to F3. Only ids are handled here; `bot.evidence.fetch` brings the content.
"""

from collections.abc import Set
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.chat.kinds import Kind
from domain.evidence import clean_name
from models import evidence, unsend
from models.evidence import attachments, link_checks
from models.issues import Issue
from models.issues.reports import Report


async def file_came(
    session: AsyncSession,
    person_id: int,
    message_id: str,
    *,
    chat: str,
    user_id: str,
    name: str,
    reply_token: str | None,
    sent_at: datetime,
    now: datetime,
    within: timedelta,
) -> None:
    """Attach a file to its sender's newest report of the last minutes, or remember that it came."""
    report = await attachments.newest_report(session, person_id, sent_at - within, sent_at)
    if report is None:
        await attachments.remember(session, message_id, chat, user_id, sent_at)
        return
    await evidence.add(
        session,
        report.id,
        message_id,
        chat=chat,
        name=clean_name(name),
        sent_at=sent_at,
        reply_token=reply_token,
        now=now,
    )


_REPORTS = {Kind.REPORT, Kind.PROGRESS}
_ISSUES_OF = select(Issue).where(Issue.line_message_id == bindparam("message"))
_REPORTS_OF = (
    select(Report).where(Report.line_message_id == bindparam("message")).order_by(Report.id)
)


async def message_carried_out(
    session: AsyncSession,
    message_id: str,
    kinds: Set[Kind],
    *,
    chat: str,
    user_id: str,
    quoted: str | None,
    now: datetime,
    within: timedelta,
) -> None:
    """See to what the issues and reports of a message of such commands bring along: links, files.

    Files that overtook their report on the way are attached as well.
    """
    this = {"message": message_id}
    for issue in await session.scalars(_ISSUES_OF, this) if Kind.ISSUE in kinds else ():
        await link_checks.note(session, issue.links, now, issue_id=issue.id)
    for report in await session.scalars(_REPORTS_OF, this) if kinds & _REPORTS else ():
        await link_checks.note(session, report.links, now, report_id=report.id)
        first, last = report.reported_at, report.reported_at + within
        files = await attachments.take_between(session, chat, user_id, first, last)
        if quoted and (file := await attachments.take(session, chat, quoted)):
            files.append(file)
        for file in files:
            await evidence.add(
                session,
                report.id,
                file.line_message_id,
                chat=chat,
                name="",
                sent_at=file.sent_at,
                reply_token=None,
                now=now,
            )


async def unsend_evidence(session: AsyncSession, message_id: str, now: datetime) -> Report | None:
    """Withdraw the evidence that an unsent message brought; return the report it was with.

    The links of an unsent text are forgotten.
    """
    await link_checks.unsend(session, message_id)
    await attachments.unsend(session, message_id)
    row = await unsend.evidence_of_message(session, message_id)
    if row is None:
        return None
    await unsend.withdraw_evidence(session, row.id, now)
    return await evidence.report_of(session, row)
