"""Pictures and files of reporters that belong to no report yet: that they were sent, no more.

A report may quote one of them. A row holds ids and a time, no name and no content, and lives for
an hour; nothing is kept of anybody who is not an enrolled reporter.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import String, delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain import bounds
from domain.chat.rights import Role
from models.groups import Group, GroupKind
from models.issues.reports import Report
from models.people import Person
from models.tables import Model, insert_new, parts


class Attachment(Model):
    """A file that an enrolled reporter sent in the IR group; `sent_at` is LINE's time."""

    __tablename__ = "attachments"

    line_message_id: Mapped[str] = mapped_column(String(bounds.LINE_ID), primary_key=True)
    line_group_id: Mapped[str] = mapped_column(String(bounds.LINE_CHAT))
    line_user_id: Mapped[str] = mapped_column(String(bounds.LINE_CHAT))
    sent_at: Mapped[datetime] = mapped_column(index=True)


async def reporters_among(
    session: AsyncSession, senders: Collection[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Return which of these (LINE group id, user id) are enrolled reporters in their IR group."""
    reporters: set[tuple[str, str]] = set()
    for part in parts(senders, each=2):
        found = await session.execute(
            select(Group.line_group_id, Person.line_user_id, Person.roles)
            .join(Person, Person.workspace_id == Group.workspace_id)
            .where(
                tuple_(Group.line_group_id, Person.line_user_id).in_(part),
                Group.kind == GroupKind.IR,
                Group.left_at.is_(None),
                Person.suspended_at.is_(None),
            )
        )
        reporters |= {(group, user or "") for group, user, roles in found if Role.REPORTER in roles}
    return reporters


async def newest_report(
    session: AsyncSession, person_id: int, first: datetime, last: datetime
) -> Report | None:
    """Return the newest report that a person sent between two instants, both included.

    What was taken back has no evidence: a file sent behind it may come with the next report.
    """
    return await session.scalar(
        select(Report)
        .where(
            Report.reported_by_id == person_id,
            Report.reported_at.between(first, last),
            Report.unsent_at.is_(None),
        )
        .order_by(Report.reported_at.desc(), Report.id.desc())
        .limit(1)
    )


async def remember(
    session: AsyncSession, message_id: str, group_id: str, user_id: str, sent_at: datetime
) -> None:
    """Note that a reporter sent a file."""
    row = {
        "line_message_id": message_id,
        "line_group_id": group_id,
        "line_user_id": user_id,
        "sent_at": sent_at,
    }
    await insert_new(session, Attachment, [row])


async def take(session: AsyncSession, group_id: str, message_id: str) -> Attachment | None:
    """Return a remembered file of a group, and forget it."""
    found = await session.get(Attachment, message_id)
    if found is None or found.line_group_id != group_id:
        return None
    await session.delete(found)
    return found


async def take_between(
    session: AsyncSession, group_id: str, user_id: str, first: datetime, last: datetime
) -> list[Attachment]:
    """Return what somebody sent in a group between two instants, in order, and forget it."""
    found = await session.scalars(
        select(Attachment)
        .where(
            Attachment.line_group_id == group_id,
            Attachment.line_user_id == user_id,
            Attachment.sent_at.between(first, last),
        )
        .order_by(Attachment.sent_at, Attachment.line_message_id)
    )
    rows = list(found)
    for row in rows:
        await session.delete(row)
    return rows


async def unsend(session: AsyncSession, message_id: str) -> None:
    """Forget a file that was unsent."""
    await session.execute(delete(Attachment).where(Attachment.line_message_id == message_id))


async def forget_before(session: AsyncSession, instant: datetime) -> None:
    """Forget what was sent before an instant."""
    await session.execute(delete(Attachment).where(Attachment.sent_at < instant))
