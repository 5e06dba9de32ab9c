"""Notices: what a group is to be told without having asked, gathered so that pushes stay few."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain import bounds
from domain.notices import Topic
from domain.say import Card, Say
from models.groups import Group
from models.tables import PART, Model, parts
from models.work import Work, leave

IS_PART = text("part_of IS NOT NULL")


class Notice(Model):
    """One thing to tell a bound group.

    It travels with the next free reply in that group, or with the push that is made at the
    latest at `push_at`; where people are told 1:1 (M24), it waits until `tell_at`. `outbox_id` is
    set when it has been put into a request. It matters to `agencies` (ids), of which the `reached`
    need not be told any more; `held` says why nothing was told when it was due. One with a
    `receiver` (LINE account) is for that person alone: a part of another, `part_of` (id), which is
    in a request, or a morning brief.
    """

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_pending", "outbox_id", "push_at"),
        Index("ix_notices_tell", "outbox_id", "tell_at"),
        Index("ix_notices_part_of", "part_of", sqlite_where=IS_PART, postgresql_where=IS_PART),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    say: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(index=True)
    push_at: Mapped[datetime]
    tell_at: Mapped[datetime]
    dedupe_key: Mapped[str] = mapped_column(String(200), unique=True)
    outbox_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("outbox.id"))
    agencies: Mapped[list[int]] = mapped_column(JSON, default=list)
    reached: Mapped[list[int]] = mapped_column(JSON, default=list)
    receiver: Mapped[str | None] = mapped_column(String(bounds.LINE_CHAT))
    part_of: Mapped[int | None]
    held: Mapped[str] = mapped_column(String(60), default="")

    def is_due(self, now: datetime, *, direct: bool = False) -> bool:
        """Whether it can wait for a free reply no longer; `direct`: before people are told 1:1."""
        return (self.tell_at if direct else self.push_at) <= now

    @classmethod
    def due_by(cls, now: BindParameter[datetime], *, direct: bool = False) -> ColumnElement[bool]:
        """Whether it can wait for a free reply no longer, in a question."""
        return (cls.tell_at if direct else cls.push_at) <= now

    def wait(self, until: datetime, held: str = "") -> None:
        """Let it wait for a free reply until the planner looks at it again; `held` says why."""
        self.tell_at, self.held = until, held

    def put_off(self, until: datetime, held: str) -> None:
        """Let it make no push before an instant; `held` says why."""
        self.push_at, self.tell_at = max(self.push_at, until), max(self.tell_at, until)
        self.held = held

    def take_back(self, part: "Notice") -> None:
        """Let it be told to those again who were not told a part of it."""
        self.reached = [each for each in self.reached if each not in part.agencies]
        self.push_at = min(self.push_at, part.push_at)

    def take_over(self, other: "Notice") -> None:
        """Let it be told to all whom another matters to, in whose place it is told."""
        self.agencies = list(dict.fromkeys([*self.agencies, *other.agencies]))
        self.push_at = min(self.push_at, other.push_at)
        self.tell_at = min(self.tell_at, other.tell_at)

    def ride(self, until: datetime) -> None:
        """Let it make no push any more: those have been told to whom it matters."""
        self.push_at = self.tell_at = until
        self.say = {**self.say, "mentions": []}

    def part(
        self, agencies: Sequence[int], say: Say, receiver: str, outbox_id: uuid.UUID
    ) -> "Notice":
        """Return the part of it that a request tells a person for some agencies."""
        return Notice(
            group_id=self.group_id,
            say=say.as_json(),
            created_at=self.created_at,
            push_at=self.push_at,
            tell_at=self.tell_at,
            dedupe_key=f"{self.dedupe_key.partition('/')[0]}/{outbox_id.hex}",
            outbox_id=outbox_id,
            agencies=list(agencies),
            reached=[],
            receiver=receiver,
            part_of=self.id,
            held="",
        )


WAITS_IN_GROUP = and_(Notice.outbox_id.is_(None), Notice.receiver.is_(None))
"""Whether a notice waits, and not for one person alone; in a question."""

_PENDING = (
    select(Notice)
    .where(Notice.group_id == bindparam("group"), WAITS_IN_GROUP)
    .order_by(Notice.id)
    .with_for_update(skip_locked=True)
)


_ID_OF = select(Notice.id).where(Notice.dedupe_key == bindparam("key"))


async def pending(session: AsyncSession, group_id: int) -> list[Notice]:
    """Return what waits for a group, oldest first; the rows are held until the commit."""
    return list(await session.scalars(_PENDING, {"group": group_id}))


_WAIT_IN = select(Group.line_group_id).where(
    Group.line_group_id.in_(PART),
    Group.left_at.is_(None),
    select(Notice.id).where(Notice.group_id == Group.id, WAITS_IN_GROUP).exists(),
)


async def wait_in(session: AsyncSession, chats: Collection[str]) -> set[str]:
    """Return those of these chats, by LINE's id, that are groups for which something waits."""
    waiting: set[str] = set()
    for part in parts(chats):
        waiting |= set(await session.scalars(_WAIT_IN, {"part": part}))
    return waiting


async def id_of(session: AsyncSession, key: str) -> int | None:
    """Return the id of the notice with a key, if there is one."""
    return await session.scalar(_ID_OF, {"key": key})


async def waits(session: AsyncSession, group_id: int, kind: str) -> bool:
    """Whether a notice of a kind waits for a group."""
    waiting = await session.scalar(
        select(Notice.id)
        .where(
            Notice.group_id == group_id,
            Notice.outbox_id.is_(None),
            Notice.dedupe_key.startswith(f"{kind}:"),
        )
        .limit(1)
    )
    return waiting is not None


async def last_with(session: AsyncSession, prefix: str, since: datetime) -> datetime | None:
    """Return when the newest notice since an instant was made whose key begins so."""
    return await session.scalar(
        select(func.max(Notice.created_at)).where(
            Notice.created_at > since, Notice.dedupe_key.startswith(prefix)
        )
    )


async def reword(
    session: AsyncSession, topic: Topic, text: str, card: Card | None = None
) -> set[int]:
    """Let notices that still wait say something else; return the ids of their groups."""
    waiting = await session.scalars(
        select(Notice)
        .where(Notice.dedupe_key.startswith(f"{topic.key}:"), Notice.outbox_id.is_(None))
        .with_for_update()
    )
    groups = set()
    for notice in waiting:
        say = replace(Say.from_json(notice.say), text=text, card=card)
        notice.say = say.as_json()
        groups.add(notice.group_id)
    return groups


async def withdraw(session: AsyncSession, topic: Topic) -> bool:
    """Take notices back that still wait; return whether there was one."""
    taken = await session.execute(
        delete(Notice).where(
            Notice.dedupe_key.startswith(f"{topic.key}:"), Notice.outbox_id.is_(None)
        )
    )
    return bool(taken.rowcount)  # type: ignore[attr-defined]


_WAITS = select(Notice.group_id).where(WAITS_IN_GROUP)
_WITH_A_PUSH = _WAITS.where(Notice.due_by(bindparam("now")))
_WITH_TELLING = _WAITS.where(Notice.due_by(bindparam("now"), direct=True))
_IN_USE = select(Group).where(Group.left_at.is_(None)).order_by(Group.id)
_TO_PUSH_TO = _IN_USE.where(Group.no_room_since.is_(None), Group.id.in_(_WITH_A_PUSH))
_TO_TELL = _IN_USE.where(Group.id.in_(_WITH_TELLING))


async def groups_due(session: AsyncSession, now: datetime, *, direct: bool = False) -> list[Group]:
    """Return the groups for which a notice must be pushed now, or `direct` their people told 1:1.

    Not those that the bot has left, nor those for which the month has no room, unless `direct`.
    """
    return list(await session.scalars(_TO_TELL if direct else _TO_PUSH_TO, {"now": now}))


async def tell_now(session: AsyncSession, made_after: datetime, now: datetime) -> int:
    """Let notices be pushed now that were made in the future; return how many. Rule W2."""
    result = await session.execute(
        update(Notice)
        .where(Notice.outbox_id.is_(None), Notice.created_at > made_after)
        .values(created_at=now, push_at=now, tell_at=now)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]


_ROWS: Any = Notice.__table__
_PUT_INTO = (  # past the session: what was put into a request is looked at no more
    update(_ROWS).where(_ROWS.c.id.in_(PART)).values(outbox_id=bindparam("request"), held="")
)


async def put_into(session: AsyncSession, notice_ids: Sequence[int], outbox_id: uuid.UUID) -> None:
    """Note that notices travel with a request."""
    for part in parts(notice_ids):
        await session.execute(_PUT_INTO, {"part": part, "request": outbox_id})


async def free(session: AsyncSession, outbox_id: uuid.UUID, now: datetime) -> None:
    """Let the notices of a request that is not said wait again, to ride or be pushed."""
    leave(session, Work.NOTICES, now)
    await session.execute(
        update(Notice).where(Notice.outbox_id == outbox_id).values(outbox_id=None)
    )


async def inside(session: AsyncSession, outbox_id: uuid.UUID) -> list[Notice]:
    """Return the notices that travel with a request, oldest first."""
    found = await session.scalars(
        select(Notice).where(Notice.outbox_id == outbox_id).order_by(Notice.id)
    )
    return list(found)


async def pass_on(session: AsyncSession, group_id: int, to: int) -> None:
    """Let what waits for a group be told in the one that has taken its place.

    Also what its people are being told 1:1, which may come back.
    """
    await session.execute(
        update(Notice)
        .where(
            Notice.group_id == group_id,
            or_(Notice.outbox_id.is_(None), Notice.receiver.is_not(None)),
        )
        .values(group_id=to)
    )
