"""Who of the people enrolled is in which group, as far as it is not known from messages."""

from datetime import datetime

from sqlalchemy import and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models import groups
from models.groups import ChatMember, Group, GroupKind
from models.people import Person
from models.upsert import insert_new


async def unknown(
    session: AsyncSession, asked_before: datetime, limit: int
) -> list[tuple[str, str]]:
    """Return (LINE group, LINE account) pairs to ask LINE about, the latest enrolment first.

    They are the people whom the roster puts into a bound group, but who were never seen there,
    and those found absent whom LINE was not asked about since an instant.
    """
    on_the_list = or_(
        and_(Group.kind == GroupKind.IA, Person.in_ia),
        and_(Group.kind == GroupKind.IR, Person.in_ir),
    )
    found = await session.execute(
        select(Group.line_group_id, Person.line_user_id)
        .join(Person, Person.workspace_id == Group.workspace_id)
        .outerjoin(
            ChatMember,
            and_(
                ChatMember.line_group_id == Group.line_group_id,
                ChatMember.line_user_id == Person.line_user_id,
            ),
        )
        .where(
            Group.left_at.is_(None),
            Person.line_user_id.is_not(None),
            Person.suspended_at.is_(None),
            on_the_list,
            or_(
                ChatMember.id.is_(None),
                and_(
                    ChatMember.left_at.is_not(None),
                    or_(ChatMember.asked_at.is_(None), ChatMember.asked_at < asked_before),
                ),
            ),
        )
        .order_by(Person.enrolled_at.desc(), Group.id)
        .limit(limit)
    )
    return [(group, user) for group, user in found if user is not None]


async def note_answer(
    session: AsyncSession, line_group_id: str, line_user_id: str, at: datetime, *, there: bool
) -> None:
    """Keep what LINE said; somebody who came in the meantime stays."""
    if there:
        await groups.saw_member(session, line_group_id, line_user_id, at)
        return
    row = {
        "line_group_id": line_group_id,
        "line_user_id": line_user_id,
        "seen_at": at,
        "left_at": at,
        "asked_at": at,
    }
    if not await insert_new(session, ChatMember, [row]):
        await session.execute(
            update(ChatMember)
            .where(
                ChatMember.line_group_id == line_group_id,
                ChatMember.line_user_id == line_user_id,
                ChatMember.left_at.is_not(None),
            )
            .values(asked_at=at)
        )
