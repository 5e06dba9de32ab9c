"""Whom a message in the 1:1 chat reaches: friends of the bot, and who wrote there of late. M23."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, and_, bindparam, delete, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain import bounds
from domain.agencies import Agency, named_once
from domain.chat.rights import Role
from models import agencies, people
from models.people import Person
from models.tables import PART, Model, insert_into, parts

REACHED_AFTER_WRITING = timedelta(days=7)
"""How long LINE takes messages to somebody who is no friend, but wrote ("Send push message")."""


REFUSED_FOR = timedelta(hours=1)
"""How long somebody is told nothing 1:1 to whom LINE took no message."""


class Friend(Model):
    """A LINE account that has added or blocked the bot, or has written to it 1:1.

    `followed_at` and `blocked_at` are LINE's times of the newest such events, `wrote_at` of the
    newest message: what LINE brings late or again undoes nothing. `refused_at` is when LINE took no
    message to them: a passing outage looks like that too.
    """

    __tablename__ = "friends"

    line_user_id: Mapped[str] = mapped_column(String(bounds.LINE_CHAT), primary_key=True)
    followed_at: Mapped[datetime | None]
    blocked_at: Mapped[datetime | None]
    wrote_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]


async def followed(session: AsyncSession, line_user_id: str, at: datetime) -> None:
    """Note that an account added the bot, or unblocked it, by LINE's time."""
    await _note(session, line_user_id, "followed_at", at)


async def blocked(session: AsyncSession, line_user_id: str, at: datetime) -> None:
    """Note that an account blocked the bot, by LINE's time."""
    await _note(session, line_user_id, "blocked_at", at)


async def wrote(session: AsyncSession, line_user_id: str, at: datetime) -> None:
    """Note that an account wrote in its 1:1 chat, or tapped something, by LINE's time."""
    await _note(session, line_user_id, "wrote_at", at)


async def refused(session: AsyncSession, line_user_id: str, at: datetime) -> None:
    """Note that LINE took no message to an account: others are told for a while."""
    await _note(session, line_user_id, "refused_at", at)


async def _note(session: AsyncSession, line_user_id: str, what: str, at: datetime) -> None:
    """Keep the newest instant of an event of this kind."""
    insert = insert_into(Friend, session.get_bind().dialect.name)
    kept, new = getattr(Friend, what), insert.excluded[what]
    await session.execute(
        insert.values({"line_user_id": line_user_id, what: at}).on_conflict_do_update(
            index_elements=[Friend.line_user_id],
            set_={what: new},
            where=or_(kept.is_(None), kept < new),
        )
    )


def _newer(one: Mapped[datetime | None]) -> ColumnElement[bool]:
    return and_(one.is_not(None), or_(Friend.blocked_at.is_(None), Friend.blocked_at < one))


_AMONG = select(Friend.line_user_id).where(
    Friend.line_user_id.in_(PART),
    or_(Friend.refused_at.is_(None), Friend.refused_at < bindparam("refused")),
    or_(
        _newer(Friend.followed_at),
        and_(_newer(Friend.wrote_at), Friend.wrote_at > bindparam("since")),
    ),
)


async def among(session: AsyncSession, line_user_ids: Iterable[str], now: datetime) -> set[str]:
    """Return those of these accounts that a message in their 1:1 chat reaches now."""
    found: set[str] = set()
    long_ago = {"since": now - REACHED_AFTER_WRITING, "refused": now - REFUSED_FOR}
    for part in parts(line_user_ids):
        found |= set(await session.scalars(_AMONG, {"part": part} | long_ago))
    return found


async def has_added(session: AsyncSession, line_user_id: str) -> bool:
    """Whether an account is known to have added the bot, and has not blocked it since."""
    friend = select(Friend.line_user_id).where(Friend.line_user_id == line_user_id)
    return await session.scalar(friend.where(_newer(Friend.followed_at))) is not None


_TIMES = (Friend.followed_at, Friend.blocked_at, Friend.wrote_at, Friend.refused_at)


async def forget(session: AsyncSession, unreached_since: datetime, nobodys_since: datetime) -> None:
    """Forget accounts that no message has reached since an instant, and those on no roster.

    Of the latter nothing was heard since another instant: who adds the bot may enrol much later.
    """
    on_a_roster = select(Person.id).where(Person.line_user_id == Friend.line_user_id).exists()
    reached = _newer(Friend.followed_at)
    await session.execute(
        delete(Friend).where(
            or_(
                and_(not_(reached), _silent_since(unreached_since)),
                and_(not_(on_a_roster), _silent_since(nobodys_since)),
            )
        )
    )


def _silent_since(instant: datetime) -> ColumnElement[bool]:
    return and_(*(or_(each.is_(None), each < instant) for each in _TIMES))


async def had_blocked(session: AsyncSession, line_user_id: str, at: datetime) -> bool:
    """Whether an account had blocked the bot by an instant, and not added it again since."""
    friend = await session.get(Friend, line_user_id)
    if friend is None or friend.blocked_at is None or friend.blocked_at > at:
        return False
    return friend.followed_at is None or friend.followed_at < friend.blocked_at


async def unreached(session: AsyncSession, workspace_id: int, now: datetime) -> list[Agency]:
    """Return the agencies with reporters on the roster that no 1:1 message reaches.

    In protocol order. Of each of the others a reporter is enrolled, not suspended, a friend, and
    has not chosen the group.
    """
    reporters = [
        each
        for each in await people.of_workspace(session, workspace_id)
        if each.suspended_at is None and Role.REPORTER in each.roles
    ]
    accounts = (each.line_user_id for each in reporters if each.line_user_id)
    reached_now = await among(session, accounts, now)
    willing = (each for each in reporters if not each.wants_group)
    reached = {
        row.id for each in willing if each.line_user_id in reached_now for row in each.agencies
    }
    without = {row.id for each in reporters for row in each.agencies} - reached
    known = await agencies.of_workspace(session, workspace_id)
    return list(named_once(row.value() for row in known if row.id in without))
