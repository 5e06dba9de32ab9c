"""The outbox: what is to be said to LINE, frozen when decided, sent at most once in effect."""

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    Index,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from domain import bounds
from domain.delivery import Doubt
from models.groups import PLACE, Group, GroupPlace
from models.notices import Notice
from models.queue import DEAD, WAITING, Queue, Queued, Seen, waiting
from models.tables import Model, parts
from models.work import Work, leave


class OutboxKind(StrEnum):
    """A reply is free and needs a fresh token; a push costs one message per receiving person."""

    REPLY = "reply"
    PUSH = "push"


class OutboxState(StrEnum):
    """`ASSUMED` requests count as sent although LINE did not say so.

    `DROPPED` ones are not sent: what they held is told otherwise, or of no use any more. `DEAD`
    ones could not be sent, and wait for an operator or for LINE.
    """

    WAITING = WAITING
    SENT = "sent"
    ASSUMED = "assumed"
    DROPPED = "dropped"
    DEAD = DEAD


DONE = (OutboxState.SENT, OutboxState.ASSUMED, OutboxState.DROPPED)
"""The states in which nobody needs the text of a request any more."""


class OutboxMessage(Queued, Model):
    """One request to LINE: at most five message objects for one chat.

    `about` names the issue id (or null) of each message object, so that replies which quote it
    find the issue. The first `own` objects are an answer's own, the others are of notices that
    ride along. `token_until` is how long the reply token surely works, `may_cost` whether the
    answer may be pushed after that (M1). `doubt` says why an earlier attempt may have reached the
    chat; `leased_until` is set while a sender is at it, and stays where that sender died.
    `told_at` is when the admins heard that it had been given up.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_waiting", "state", "next_attempt_at"),
        Index("ix_outbox_in_chat", "chat", "state", "sequence"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(10))
    chat: Mapped[str] = mapped_column(String(bounds.LINE_CHAT))
    reply_token: Mapped[str | None] = mapped_column(String(bounds.LINE_ID))
    token_until: Mapped[datetime | None]
    may_cost: Mapped[bool]
    messages: Mapped[list[dict[str, Any]]]
    about: Mapped[list[int | None]] = mapped_column(JSON)
    own: Mapped[int]
    dedupe_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    doubt: Mapped[str] = mapped_column(String(10))
    leased_until: Mapped[datetime | None]
    line_request_id: Mapped[str | None] = mapped_column(String(bounds.LINE_ID))
    told_at: Mapped[datetime | None]

    __allow_unmapped__ = True  # the place
    place: GroupPlace | None = None
    """Where its bound group belonged when it was claimed."""
    carries: bool = True
    """Whether any notice travelled with it when it was claimed: none is put in later."""

    def is_leased(self, now: datetime) -> bool:
        """Whether a sender is at it."""
        return self.leased_until is not None and self.leased_until > now

    @property
    def in_doubt(self) -> bool:
        """Whether LINE may have taken it: it said so by no clear word, or its sender died."""
        return self.doubt != Doubt.NONE or self.leased_until is not None

    @property
    def in_group(self) -> bool:
        """Whether its chat is a group, by LINE's id; else it is somebody's 1:1 chat."""
        return self.chat.startswith("C")


_ROWS: Any = OutboxMessage.__table__
_ADD = insert(_ROWS).values(  # past the session: nobody looks at it before it is claimed
    sequence=select(func.coalesce(func.max(_ROWS.c.sequence), 0) + 1).scalar_subquery()
)


async def enqueue(
    session: AsyncSession,
    *,
    chat: str,
    messages: list[dict[str, Any]],
    about: list[int | None],
    now: datetime,
    own: int = 0,
    reply_token: str | None = None,
    token_until: datetime | None = None,
    may_cost: bool = True,
    dedupe_key: str | None = None,
) -> uuid.UUID:
    """Put a request into the outbox: a reply where there is a token, else a push; return its id."""
    request_id = uuid.uuid4()
    row = {
        "id": request_id,
        "kind": OutboxKind.REPLY if reply_token else OutboxKind.PUSH,
        "chat": chat,
        "reply_token": reply_token,
        "token_until": token_until if reply_token else None,
        "may_cost": may_cost,
        "messages": messages,
        "about": about,
        "own": own,
        "dedupe_key": dedupe_key,
        "doubt": Doubt.NONE,
        **waiting(now),
    }
    await session.execute(_ADD, row)
    leave(session, Work.REQUESTS, now)
    return request_id


def _overtaken() -> ColumnElement[bool]:
    """Whether an earlier request of the same chat goes first: untried, due, or on its way."""
    earlier = aliased(OutboxMessage)
    now: BindParameter[datetime] = bindparam("now")
    return (
        select(earlier.id)
        .where(
            earlier.chat == OutboxMessage.chat,
            earlier.state == OutboxState.WAITING,
            # An index leads to the first of the chat: behind an outage thousands may wait.
            earlier.sequence <= OutboxMessage.sequence,
            # Two transactions at once may have counted to the same number.
            or_(earlier.sequence < OutboxMessage.sequence, earlier.id < OutboxMessage.id),
            or_(
                earlier.attempts == 0,
                earlier.next_attempt_at <= now,
                earlier.leased_until > now,
            ),
        )
        .exists()
    )


IN_DOUBT = or_(OutboxMessage.doubt != Doubt.NONE, OutboxMessage.leased_until.is_not(None))
"""Whether LINE may have taken a request (`in_doubt`), or is about to; in a question."""


class _Requests(Queue[OutboxMessage]):
    """Requests in the order in which they were decided, which is kept within a chat."""

    def _due(self) -> ColumnElement[bool]:
        # At most one request of each chat is on its way. One that failed and waits for its next
        # try holds nobody up.
        return and_(super()._due(), ~_overtaken())

    def _lease(self, end: Any) -> dict[str, Any]:
        return super()._lease(end) | {"leased_until": end}

    def _marks(self) -> dict[str, Any]:
        # What the sender of a request did before it died nobody knows: it left its lease behind,
        # and the request is in doubt.
        left_behind = and_(
            OutboxMessage.doubt == Doubt.NONE, OutboxMessage.leased_until.is_not(None)
        )
        return super()._marks() | {
            "doubt": case((left_behind, Doubt.DIED.value), else_=OutboxMessage.doubt)
        }

    @cached_property
    def _look(self) -> Select[Any]:
        places = super()._look.outerjoin(Group, Group.line_group_id == OutboxMessage.chat)
        inside = select(Notice.id).where(Notice.outbox_id == OutboxMessage.id)
        return places.add_columns(inside.exists().label("carries"), *PLACE)

    async def claim(
        self, session: AsyncSession, seen: Seen, now: datetime, lease: timedelta
    ) -> list[OutboxMessage]:
        """Take due requests for a while, with the places of their groups."""
        besides = {row.id: (row.carries, row[-len(PLACE) :]) for row in seen.rows}
        rows = await super().claim(session, seen, now, lease)
        for row in rows:
            row.carries, place = besides[row.id]
            row.place = GroupPlace(*place) if place[0] is not None else None
        return rows

    async def release(self, session: AsyncSession, now: datetime) -> None:
        """Let requests be claimed at once whose senders are known to be gone.

        What waits for its next try goes on waiting: restarts must not hurry LINE.
        """
        await session.execute(
            update(OutboxMessage)
            .where(
                OutboxMessage.state == OutboxState.WAITING,
                OutboxMessage.leased_until.is_not(None),
            )
            # The mark of the lease stays: they are still in doubt.
            .values(next_attempt_at=now)
        )

    async def requeue(
        self, session: AsyncSession, row_id: object, now: datetime, **marks: Any
    ) -> bool:
        """Let a dead request be tried again as a push, for another day, under another key."""
        marks |= {"kind": OutboxKind.PUSH, "recorded_at": now, "doubt": Doubt.NONE, "told_at": None}
        return await super().requeue(session, row_id, now, **marks)


queue = _Requests(OutboxMessage, Work.REQUESTS, OutboxMessage.sequence, OutboxMessage.id)


async def held(session: AsyncSession, row_id: uuid.UUID) -> OutboxMessage | None:
    """Return a request as it stands, held until the commit."""
    return await session.get(OutboxMessage, row_id, with_for_update=True)


async def prolong(session: AsyncSession, tokens: Collection[str], until: datetime) -> None:
    """Note that reply tokens of waiting answers, which LINE has brought again, work until then."""
    for part in parts(tokens):
        await session.execute(
            update(OutboxMessage)
            .where(
                OutboxMessage.state == OutboxState.WAITING,
                OutboxMessage.kind == OutboxKind.REPLY,
                OutboxMessage.reply_token.in_(part),
            )
            .values(token_until=until)
        )


async def dead_of(session: AsyncSession, chat: str) -> list[OutboxMessage]:
    """Return the requests for a chat that were given up, in the order of the queue."""
    found = await session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.chat == chat, OutboxMessage.state == OutboxState.DEAD)
        .order_by(OutboxMessage.sequence)
    )
    return list(found)


async def unsent_of(session: AsyncSession, chat: str) -> list[OutboxMessage]:
    """Return the requests for a chat that wait or were given up, held until the commit."""
    found = await session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.chat == chat,
            OutboxMessage.state.in_((OutboxState.WAITING, OutboxState.DEAD)),
        )
        .order_by(OutboxMessage.sequence)
        .with_for_update()
    )
    return list(found)


async def counts(session: AsyncSession, states: Iterable[str]) -> dict[tuple[str, str], int]:
    """Count the requests in each of these states by kind and state (no entry for none)."""
    kind, state = OutboxMessage.kind, OutboxMessage.state
    found = await session.execute(
        select(kind, state, func.count()).where(state.in_(states)).group_by(kind, state)
    )
    return {(kind, state): number for kind, state, number in found}
