"""LINE groups that are bound, with their codes and members."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

from sqlalchemy import (
    Executable,
    ForeignKey,
    String,
    UniqueConstraint,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain import bounds
from models.people import Person
from models.tables import Model, insert_into, insert_new


class GroupKind(StrEnum):
    """Issue Assignment and Issue Report (letter 2560, clauses 1 and 2)."""

    IA = "ia"
    IR = "ir"


class Group(Model):
    """A bound LINE group; one of each kind is active per workspace.

    `member_count` is what LINE said last (people without the bot). `bound_at` is LINE's time of the
    code, `moved_at` that of the newest code which gave it another place, `joined_at` the newest at
    which the bot is known to have come in. `left_at` is set when nothing can be told there any
    more: the bot has left, or (`replaced_at`) another group took the place, which only a new code
    can undo. `told_at` is when the admins heard of that. `no_room_since` is when LINE refused a
    push to it because the month's messages are spent, until LINE tells of room for one.
    """

    __tablename__ = "groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), index=True)
    kind: Mapped[str] = mapped_column(String(2))
    line_group_id: Mapped[str] = mapped_column(String(bounds.LINE_CHAT), unique=True)
    bound_at: Mapped[datetime | None]
    moved_at: Mapped[datetime | None]
    joined_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    replaced_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    member_count: Mapped[int | None]
    no_room_since: Mapped[datetime | None]


class GroupCode(Model):
    """A one-time code that binds a group; only its hash is kept."""

    __tablename__ = "group_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), index=True)
    kind: Mapped[str] = mapped_column(String(2))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class ChatMember(Model):
    """Somebody seen in a LINE chat, or asked for there (mentions need members).

    `left_at` is set when they left, or were not there when LINE was asked (`asked_at`).
    """

    __tablename__ = "chat_members"
    __table_args__ = (UniqueConstraint("line_group_id", "line_user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    line_group_id: Mapped[str] = mapped_column(String(bounds.LINE_CHAT))
    line_user_id: Mapped[str] = mapped_column(String(bounds.LINE_CHAT), index=True)
    seen_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """Where a bound group belongs and what a push costs, read before the workspace is held."""

    id: int
    workspace_id: int
    kind: str
    members: int | None


@dataclass(frozen=True, slots=True)
class Binding:
    """What a code did: the group bound, the one it took the place of, and what it was before.

    `moved` says that the group was another workspace's, or of the other kind; `moved_from` is
    that workspace where it is not the same and the group was in use there.
    """

    group: Group
    replaced: Group | None
    moved: bool
    moved_from: int | None


_BY_LINE_ID = select(Group).where(Group.line_group_id == bindparam("chat"))
PLACE = Group.id, Group.workspace_id, Group.kind, Group.member_count
"""The columns of a `GroupPlace`."""
_PLACE_OF = _BY_LINE_ID.with_only_columns(*PLACE)
_ACTIVE = (
    select(Group)
    .where(
        Group.workspace_id == bindparam("home"),
        Group.kind == bindparam("which"),
        Group.left_at.is_(None),
    )
    .order_by(Group.id.desc())
    .limit(1)
)


async def by_line_id(session: AsyncSession, line_group_id: str) -> Group | None:
    """Return the bound group with LINE's group id, left or not."""
    return await session.scalar(_BY_LINE_ID, {"chat": line_group_id})


async def place_of(session: AsyncSession, line_group_id: str) -> GroupPlace | None:
    """Return where the bound group with LINE's group id belongs, left or not."""
    row = (await session.execute(_PLACE_OF, {"chat": line_group_id})).one_or_none()
    return GroupPlace(*row) if row else None


async def active(session: AsyncSession, workspace_id: int, kind: GroupKind) -> Group | None:
    """Return the workspace's group of this kind in which the bot still is."""
    return await session.scalar(_ACTIVE, {"home": workspace_id, "which": kind})


async def of_workspace(session: AsyncSession, workspace_id: int) -> list[Group]:
    """Return the active groups of a workspace, IA before IR."""
    found = await session.scalars(
        select(Group)
        .where(Group.workspace_id == workspace_id, Group.left_at.is_(None))
        .order_by(Group.kind, Group.id)
    )
    return list(found)


async def chats_of(session: AsyncSession, workspace_id: int) -> set[str]:
    """Return LINE's ids of all chats in which a workspace is spoken of: its groups, its people."""
    bound = select(Group.line_group_id).where(Group.workspace_id == workspace_id)
    people = select(Person.line_user_id).where(
        Person.workspace_id == workspace_id, Person.line_user_id.is_not(None)
    )
    return {each for each in await session.scalars(bound.union_all(people)) if each}


async def newest_sign(session: AsyncSession, group: Group) -> datetime | None:
    """Return LINE's newest time at which the bot is known to have been in a bound group.

    That LINE does not find somebody there says nothing: it finds nobody where we are not.
    """
    not_found = ChatMember.asked_at.is_not_distinct_from(ChatMember.seen_at)
    seen = await session.scalar(
        select(func.max(ChatMember.seen_at)).where(
            ChatMember.line_group_id == group.line_group_id, ~not_found
        )
    )
    return max((at for at in (group.joined_at, seen) if at is not None), default=None)


async def gone_untold(session: AsyncSession, workspace_id: int) -> list[Group]:
    """Return the groups that were lost, of which the admins have not heard."""
    found = await session.scalars(
        select(Group)
        .where(
            Group.workspace_id == workspace_id, Group.left_at.is_not(None), Group.told_at.is_(None)
        )
        .order_by(Group.id)
    )
    return list(found)


async def bind(
    session: AsyncSession, code: GroupCode, line_group_id: str, *, at: datetime
) -> Binding:
    """Use a code up: this LINE group becomes the workspace's group of the code's kind.

    A group that held the place before is replaced; a group bound elsewhere moves.
    """
    code.used_at = at
    replaced = await active(session, code.workspace_id, GroupKind(code.kind))
    group = await by_line_id(session, line_group_id)
    moved, moved_from = False, None
    if group is None:
        group = Group(line_group_id=line_group_id)
        session.add(group)
    else:
        moved = (group.workspace_id, group.kind) != (code.workspace_id, code.kind)
        if group.left_at is None and group.workspace_id != code.workspace_id:
            moved_from = group.workspace_id
    if replaced is group:
        replaced = None
    if replaced is not None:
        replaced.left_at = replaced.replaced_at = at
    group.workspace_id, group.kind = code.workspace_id, code.kind
    group.left_at = group.replaced_at = group.told_at = None
    group.bound_at = at
    group.moved_at = at if moved else group.moved_at
    group.joined_at = max(group.joined_at or at, at)
    await session.flush()
    return Binding(group, replaced, moved, moved_from)


async def earlier_ones(session: AsyncSession, group: Group) -> list[Group]:
    """Return the other groups that have had the place of a bound one."""
    of_place = Group.workspace_id == group.workspace_id, Group.kind == group.kind
    found = await session.scalars(
        select(Group).where(*of_place, Group.id != group.id).order_by(Group.id)
    )
    return list(found)


async def code_by_hash(session: AsyncSession, code_hash: str) -> GroupCode | None:
    """Return the code with this hash, used or expired ones too."""
    return await session.scalar(select(GroupCode).where(GroupCode.code_hash == code_hash))


async def saw_member(
    session: AsyncSession, line_group_id: str, line_user_id: str, at: datetime
) -> None:
    """Note that a person is in a group; an older event never undoes a newer one."""
    row = {
        "line_group_id": line_group_id,
        "line_user_id": line_user_id,
        "seen_at": at,
        "left_at": None,
        "asked_at": None,
    }
    await session.execute(_saw_member(session.get_bind().dialect.name), row)


@cache
def _saw_member(dialect: str) -> Executable:
    insert = insert_into(ChatMember, dialect)
    seen_at = insert.excluded.seen_at
    return insert.on_conflict_do_update(
        index_elements=[ChatMember.line_group_id, ChatMember.line_user_id],
        set_={"seen_at": seen_at, "left_at": None},
        where=(ChatMember.seen_at < seen_at)
        & or_(ChatMember.left_at.is_(None), ChatMember.left_at < seen_at),
    )


async def member_left(
    session: AsyncSession, line_group_id: str, line_user_id: str, at: datetime
) -> None:
    """Note that a person left a group, unless they were seen there later.

    They must not be mentioned there any more.
    """
    row = {
        "line_group_id": line_group_id,
        "line_user_id": line_user_id,
        "seen_at": at,
        "left_at": at,
        "asked_at": None,
    }
    if not await insert_new(session, ChatMember, [row]):
        await session.execute(
            update(ChatMember)
            .where(
                ChatMember.line_group_id == line_group_id,
                ChatMember.line_user_id == line_user_id,
                ChatMember.seen_at <= at,
                or_(ChatMember.left_at.is_(None), ChatMember.left_at < at),
            )
            .values(left_at=at)
        )


_MEMBERS = select(ChatMember.line_user_id).where(
    ChatMember.line_group_id == bindparam("chat"), ChatMember.left_at.is_(None)
)


async def members(session: AsyncSession, line_group_id: str) -> set[str]:
    """Return the LINE user ids known to be in a group now."""
    return set(await session.scalars(_MEMBERS, {"chat": line_group_id}))
