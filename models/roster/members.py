"""Who is in the groups: enrolled people whose presence is not known, and strangers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    ForeignKey,
    String,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain import bounds
from domain.notices import ADMINS_TOLD
from models import groups
from models.groups import ChatMember, Group, GroupKind
from models.notices import Notice
from models.people import Person
from models.tables import PART, Model, insert_new, parts


async def unknown_presence(
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


async def note_presence(
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


class Stranger(Model):
    """An account without a person; `name` is LINE's display name, empty until LINE was asked.

    `told_at` is when the admins heard of it: once, however often the account comes and goes.
    """

    __tablename__ = "strangers"
    __table_args__ = (UniqueConstraint("workspace_id", "line_user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    line_group_id: Mapped[str] = mapped_column(String(bounds.LINE_CHAT))
    line_user_id: Mapped[str] = mapped_column(String(bounds.LINE_CHAT))
    name: Mapped[str] = mapped_column(String(bounds.NAME))
    seen_at: Mapped[datetime]
    told_at: Mapped[datetime | None]


_ON_THE_ROSTER = select(Person.line_user_id).where(
    Person.workspace_id == bindparam("home"),
    Person.line_user_id.in_(PART),
)


async def saw_stranger(
    session: AsyncSession,
    workspace_id: int,
    line_group_id: str,
    user_ids: Sequence[str],
    at: datetime,
) -> None:
    """Note those of these accounts that belong to nobody on the roster, suspended or not."""
    known: set[str | None] = set()
    for part in parts(user_ids):
        known |= set(await session.scalars(_ON_THE_ROSTER, {"home": workspace_id, "part": part}))
    rows = [
        {
            "workspace_id": workspace_id,
            "line_group_id": line_group_id,
            "line_user_id": user_id,
            "name": "",
            "seen_at": at,
            "told_at": None,
        }
        for user_id in dict.fromkeys(user_ids)
        if user_id not in known
    ]
    await insert_new(session, Stranger, rows)


async def forget_stranger(session: AsyncSession, workspace_id: int, line_user_id: str) -> None:
    """Drop an account that has become a person of the roster."""
    await session.execute(
        delete(Stranger).where(
            Stranger.workspace_id == workspace_id, Stranger.line_user_id == line_user_id
        )
    )


async def name_stranger(
    session: AsyncSession, workspace_id: int, line_user_id: str, name: str
) -> None:
    """Keep what LINE calls an account."""
    await session.execute(
        update(Stranger)
        .where(Stranger.workspace_id == workspace_id, Stranger.line_user_id == line_user_id)
        .values(name=name)
    )


async def strangers_present(
    session: AsyncSession, workspace_id: int, *, untold_before: datetime | None = None
) -> list[Stranger]:
    """Return the strangers who are still in their group, the earliest first.

    With `untold_before` only those seen by then of whom the admins have not heard.
    """
    here = select(Stranger).where(
        Stranger.workspace_id == workspace_id,
        select(ChatMember.id)
        .where(
            ChatMember.line_group_id == Stranger.line_group_id,
            ChatMember.line_user_id == Stranger.line_user_id,
            ChatMember.left_at.is_(None),
        )
        .exists(),
    )
    if untold_before is not None:
        here = here.where(Stranger.told_at.is_(None), Stranger.seen_at <= untold_before)
    return list(await session.scalars(here.order_by(Stranger.id)))


async def told_admins_at(
    session: AsyncSession, workspace_id: int, since: datetime
) -> list[datetime]:
    """Return when the admins of a workspace were told something since an instant."""
    bound = select(Group.id).where(Group.workspace_id == workspace_id)
    found = await session.scalars(
        select(Notice.created_at).where(
            Notice.created_at > since,
            Notice.dedupe_key.startswith(f"{ADMINS_TOLD}:"),
            Notice.group_id.in_(bound),
        )
    )
    return list(found)
