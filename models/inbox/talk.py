"""Talk that is no command and matters all the same; no word of it is kept here.

Who was asked what a command lacks may say just that next, and who talks in the 1:1 chat is told
once in a while what can be said there.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Executable, String, and_, bindparam, delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain import bounds
from models.tables import Model, insert_into, insert_new, parts

BETWEEN_HINTS = timedelta(hours=1)
"""How often talk in a 1:1 chat is answered at most."""


class Unfinished(Model):
    """The newest command of somebody in a chat, if it was refused for its gaps alone.

    Its words stand in the inbox and go with its message; `command` is its place in that, from 0.
    `asked_at` is LINE's time of the message that was answered last with what is missing.
    """

    __tablename__ = "unfinished"

    chat: Mapped[str] = mapped_column(String(bounds.LINE_CHAT), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(bounds.LINE_CHAT), primary_key=True)
    line_message_id: Mapped[str] = mapped_column(String(bounds.LINE_ID), index=True)
    command: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(index=True)


class Hint(Model):
    """When talk in a 1:1 chat was answered last."""

    __tablename__ = "hints"

    chat: Mapped[str] = mapped_column(String(bounds.LINE_CHAT), primary_key=True)
    given_at: Mapped[datetime] = mapped_column(index=True)


_ROWS: Any = Unfinished.__table__
_SPEAKER = and_(_ROWS.c.chat == bindparam("said_in"), _ROWS.c.user_id == bindparam("said_by"))
# Asked past the session's objects, for what waits is changed past them too.
_OF_SPEAKER = select(Unfinished).where(_SPEAKER).execution_options(populate_existing=True)
_WAIT_NO_MORE = delete(_ROWS).where(_SPEAKER, _ROWS.c.asked_at <= bindparam("said_at"))


async def unfinished(
    session: AsyncSession, chat: str, user_id: str, at: datetime, patience: timedelta
) -> Unfinished | None:
    """Return what waits for somebody's next message in a chat, said at an instant."""
    found = await session.scalar(_OF_SPEAKER, {"said_in": chat, "said_by": user_id})
    return found if found and found.asked_at <= at <= found.asked_at + patience else None


async def wait_for(
    session: AsyncSession, chat: str, user_id: str, message_id: str, command: int, at: datetime
) -> None:
    """Let a command wait for its sender's next message, in place of an older one."""
    row = {
        "chat": chat,
        "user_id": user_id,
        "line_message_id": message_id,
        "command": command,
        "asked_at": at,
    }
    await session.execute(_wait_for(session.get_bind().dialect.name), row)


@cache
def _wait_for(dialect: str) -> Executable:
    insert = insert_into(Unfinished, dialect)
    new = insert.excluded
    return insert.on_conflict_do_update(
        index_elements=[Unfinished.chat, Unfinished.user_id],
        set_={name: new[name] for name in ("line_message_id", "command", "asked_at")},
        where=Unfinished.asked_at <= new.asked_at,
    )


async def wait_no_more(session: AsyncSession, chat: str, user_id: str, at: datetime) -> None:
    """Forget what has waited for somebody's next message in a chat since an instant or before."""
    given = {"said_in": chat, "said_by": user_id, "said_at": at}
    await session.execute(_WAIT_NO_MORE, given)


async def forget_message(session: AsyncSession, line_message_id: str) -> None:
    """Let a command of this message wait no more."""
    await session.execute(delete(Unfinished).where(Unfinished.line_message_id == line_message_id))


async def waiting_among(
    session: AsyncSession, speakers: Collection[tuple[str, str]], since: datetime
) -> set[tuple[str, str]]:
    """Return for which of these (chat, user id) a command has waited since an instant or later."""
    waiting: set[tuple[str, str]] = set()
    for part in parts(speakers, each=2):
        found = await session.execute(
            select(Unfinished.chat, Unfinished.user_id).where(
                tuple_(Unfinished.chat, Unfinished.user_id).in_(part),
                Unfinished.asked_at >= since,
            )
        )
        waiting |= {(chat, user) for chat, user in found}
    return waiting


async def hinted_among(session: AsyncSession, chats: Collection[str], now: datetime) -> set[str]:
    """Return in which of these chats talk was answered a short while ago."""
    hinted: set[str] = set()
    for part in parts(chats):
        hinted |= set(
            await session.scalars(
                select(Hint.chat).where(Hint.chat.in_(part), Hint.given_at > now - BETWEEN_HINTS)
            )
        )
    return hinted


async def may_hint(session: AsyncSession, chat: str, now: datetime) -> bool:
    """Whether talk in a chat is to be answered now; asking counts as answering."""
    row = {"chat": chat, "given_at": now}
    if await insert_new(session, Hint, [row]):
        return True
    changed = await session.execute(
        update(Hint)
        .where(Hint.chat == chat, Hint.given_at <= now - BETWEEN_HINTS)
        .values(given_at=now)
    )
    return bool(changed.rowcount)  # type: ignore[attr-defined]


async def forget_before(session: AsyncSession, before: datetime) -> None:
    """Forget what waits and what was answered since before an instant."""
    await session.execute(delete(Unfinished).where(Unfinished.asked_at < before))
    await session.execute(delete(Hint).where(Hint.given_at < before))
