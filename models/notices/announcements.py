"""The ledger of announcements: a row for each agency that was to hear of its work. Rule W7.

A row is held by the notice that tells it, a part of one told 1:1, or the one that tells it beside
its own; those who change notices change these too.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    String,
    Uuid,
    bindparam,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain import notices as topics
from domain.budget import Purpose
from domain.issues.assignments import WITHDRAWN
from domain.spending import Way
from models.issues import Assignment
from models.notices import Notice
from models.tables import PART, Model, UtcDateTime, parts


class AnnouncementStatus(StrEnum):
    """What became of an announcement, in the words of reminders.

    A `TOLD` one is held by a notice, which waits or is in a request; only what LINE has accepted is
    `DELIVERED`. A `FAILED` one was in a request that was given up, and may live again (M14).
    `DROPPED` was not told, for the reason noted.
    """

    TOLD = "told"
    DELIVERED = "delivered"
    FAILED = "failed"
    DROPPED = "dropped"


class Dropped(StrEnum):
    """Why an announcement was not told."""

    POINTLESS = "pointless"  # nothing was left to tell
    LAPSED = "lapsed"  # it waited until it was of no use any more (M28)
    GROUP_MOVED = "group_moved"  # it was meant for another place of the group
    LOST = "lost"  # nothing held it, and its agency need not hear it any more


HELD = (AnnouncementStatus.TOLD, AnnouncementStatus.FAILED)
"""The states in which an announcement has a notice."""

TO_AGENCIES = (Purpose.ANNOUNCEMENT, Purpose.DECISION)
"""Why agencies are told what they have to do."""

HAS_NOTICE = text("notice_id IS NOT NULL")


class Announcement(Model):
    """What one agency was to hear of its assignment; `kind` is that of the notice.

    It is known from `known_at` on, to be told by `due_at`, and of use until the deadline of then,
    `until`. `settled_at` is when it was delivered, given up or dropped, `reason` why; `way` and
    `request_id` tell how LINE accepted it, in which request of the outbox, which is forgotten
    before.
    """

    __tablename__ = "announcements"
    __table_args__ = (
        Index("ix_announcements_assignment", "assignment_id"),
        Index("ix_announcements_status", "status"),
        Index(
            "ix_announcements_notice",
            "notice_id",
            sqlite_where=HAS_NOTICE,
            postgresql_where=HAS_NOTICE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    kind: Mapped[str] = mapped_column(String(30))
    known_at: Mapped[datetime]
    due_at: Mapped[datetime]
    until: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(10))
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notices.id", ondelete="SET NULL"))
    settled_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(100))
    way: Mapped[str] = mapped_column(String(10))
    request_id: Mapped[uuid.UUID | None]


_NOTICE = select(Notice).where(Notice.id == Announcement.notice_id)
_REQUEST = _NOTICE.with_only_columns(Notice.outbox_id).scalar_subquery()
_HELD_BACK = _NOTICE.with_only_columns(Notice.held).scalar_subquery()
AS_IT_STANDS = {
    "request_id": func.coalesce(Announcement.request_id, _REQUEST),
    "reason": func.coalesce(func.nullif(Announcement.reason, ""), _HELD_BACK, ""),
}
"""By column, what tells also of one that is on its way: in which request, or what it waits for."""

_ROWS: Any = Announcement.__table__
_KNOWN = (
    select(
        Assignment.id,
        bindparam("kind", type_=String),
        bindparam("now", type_=UtcDateTime),
        Notice.tell_at,
        Assignment.deadline,
        literal(AnnouncementStatus.TOLD.value),
        Notice.id,
        literal(""),
        literal(""),
    )
    .join(Notice, Notice.dedupe_key == bindparam("key"))
    .where(Assignment.issue_id == bindparam("issue"))
)
_COLUMNS = ("assignment_id", "kind", "known_at", "due_at", "until", "status", "notice_id")
_FILLED = (*_COLUMNS, "reason", "way")
_STILL_THEIRS = or_(Assignment.status.not_in(WITHDRAWN), Assignment.cancelled_with_issue)
_NOTE_ALL = insert(_ROWS).from_select(_FILLED, _KNOWN.where(_STILL_THEIRS))
_NOTE = insert(_ROWS).from_select(_FILLED, _KNOWN.where(Assignment.agency_id.in_(PART)))


async def note(
    session: AsyncSession, key: str, issue_id: int, agency_ids: Sequence[int], now: datetime
) -> None:
    """Note what a notice, by its key, tells agencies about an issue: with none named, all of it.

    Not those from which it was taken before.
    """
    given = {"key": key, "kind": topics.kind(key), "issue": issue_id, "now": now}
    if not agency_ids:
        await session.execute(_NOTE_ALL, given)
    for part in parts(agency_ids):
        await session.execute(_NOTE, given | {"part": part})


def _change(**values: Any) -> Any:
    return update(_ROWS).where(_ROWS.c.status.in_(HELD)).values(**values)


def _settled(status: AnnouncementStatus, **values: Any) -> Any:
    at, why = bindparam("at", type_=UtcDateTime), bindparam("why", type_=String)
    return _change(status=status, settled_at=at, reason=why, **values)


_IN_REQUEST = select(Notice.id).where(Notice.outbox_id == bindparam("request", type_=Uuid))
_INSIDE = _ROWS.c.notice_id.in_(_IN_REQUEST)
_DELIVERED = _settled(
    AnnouncementStatus.DELIVERED,
    notice_id=None,
    way=bindparam("by", type_=String),
    request_id=bindparam("request", type_=Uuid),
).where(_INSIDE)
_FAILED = _settled(AnnouncementStatus.FAILED).where(_INSIDE)
_AGAIN = _change(status=AnnouncementStatus.TOLD, settled_at=None, reason="")
_AGAIN_INSIDE = _AGAIN.where(_INSIDE)
_OF_NOTICE = _ROWS.c.notice_id == bindparam("notice")
_AGAIN_IN = _AGAIN.where(_OF_NOTICE)
_DROPPED = _settled(AnnouncementStatus.DROPPED, notice_id=None)
_MOVED = _change(
    notice_id=bindparam("to"), status=AnnouncementStatus.TOLD, settled_at=None, reason=""
).where(_OF_NOTICE)
_OF_AGENCIES = _ROWS.c.assignment_id.in_(
    select(Assignment.id).where(Assignment.agency_id.in_(PART))
)


async def delivered(session: AsyncSession, request_id: uuid.UUID, way: Way, now: datetime) -> None:
    """Note that LINE has accepted the request in which announcements travel."""
    given = {"request": request_id, "by": way.value, "at": now, "why": ""}
    await session.execute(_DELIVERED, given)


async def failed(session: AsyncSession, request_id: uuid.UUID, reason: str, now: datetime) -> None:
    """Note that the request was given up in which announcements travel; they may live again."""
    await session.execute(_FAILED, {"request": request_id, "at": now, "why": reason})


async def waiting_again(session: AsyncSession, request_id: uuid.UUID) -> None:
    """Note that a request waits again that was given up."""
    await session.execute(_AGAIN_INSIDE, {"request": request_id})


async def wait(session: AsyncSession, notice: Notice) -> None:
    """Note that a notice waits again whose request was given up."""
    if tells(notice):
        await session.execute(_AGAIN_IN, {"notice": notice.id})


async def move(
    session: AsyncSession, notice: Notice, to: int, agency_ids: Collection[int] | None = None
) -> None:
    """Let another notice (id) hold what one tells: all, or what it tells these agencies."""
    if not tells(notice):
        return
    given = {"notice": notice.id, "to": to}
    if agency_ids is None:
        await session.execute(_MOVED, given)
        return
    for part in parts(agency_ids):
        await session.execute(_MOVED.where(_OF_AGENCIES), given | {"part": part})


async def drop(session: AsyncSession, notice: Notice, why: Dropped, now: datetime) -> None:
    """Note that what a notice tells is not told after all."""
    if tells(notice):
        given = {"notice": notice.id, "at": now, "why": why.value}
        await session.execute(_DROPPED.where(_OF_NOTICE), given)


async def give_up(session: AsyncSession, announcement_id: int, now: datetime) -> None:
    """Note that one was not told that nothing held."""
    lost = _DROPPED.where(_ROWS.c.id == announcement_id)
    await session.execute(lost, {"at": now, "why": Dropped.LOST.value})


_TOLD_OF_ISSUE = (
    select(Announcement.id)
    .join(Assignment, Assignment.id == Announcement.assignment_id)
    .outerjoin(Notice, Notice.id == Announcement.notice_id)
    .where(
        Assignment.issue_id == bindparam("issue"),
        Announcement.kind != topics.ISSUE_ENDED,
        or_(
            Announcement.status == AnnouncementStatus.DELIVERED,
            Notice.outbox_id.is_not(None),
        ),
    )
    .limit(1)
)


async def was_told(session: AsyncSession, issue_id: int) -> bool:
    """Whether any agency was told anything of an issue but its end, or may have been."""
    return await session.scalar(_TOLD_OF_ISSUE, {"issue": issue_id}) is not None


_LET_GO = (
    select(Announcement.id)
    .join(Assignment, Assignment.id == Announcement.assignment_id)
    .where(
        Assignment.issue_id == bindparam("issue"),
        Announcement.kind == topics.ISSUE_OPENED,
        Announcement.status == AnnouncementStatus.DROPPED,
        Announcement.reason == Dropped.POINTLESS,
    )
    .limit(1)
)


async def was_let_go(session: AsyncSession, issue_id: int) -> bool:
    """Whether an issue was not announced as there was nothing to tell, and nothing was since."""
    let_go = await session.scalar(_LET_GO, {"issue": issue_id}) is not None
    return let_go and not await was_told(session, issue_id)


def tells(notice: Notice) -> bool:
    """Whether a notice announces to agencies what they have to do."""
    return topics.purpose_of(notice.dedupe_key) in TO_AGENCIES
