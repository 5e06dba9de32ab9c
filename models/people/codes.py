"""Wrong one-time codes that were typed, by account and by chat: what guessing is throttled by."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Index, String, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.tables import Model


class CodeAttempt(Model):
    """A wrong code; `who` is LINE's id of the account, or of the chat it was typed in.

    The code itself is not kept: a slip would give most of a right one away.
    """

    __tablename__ = "code_attempts"
    __table_args__ = (Index("ix_code_attempts_who_at", "who", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]


async def note(session: AsyncSession, whos: Iterable[str], at: datetime) -> None:
    """Keep that a wrong code was typed."""
    session.add_all([CodeAttempt(who=who, at=at) for who in whos])
    await session.flush()


async def since(session: AsyncSession, who: str, start: datetime) -> list[datetime]:
    """Return when wrong codes were typed after an instant, the earliest first."""
    found = await session.scalars(
        select(CodeAttempt.at)
        .where(CodeAttempt.who == who, CodeAttempt.at > start)
        .order_by(CodeAttempt.at)
    )
    return list(found)


async def forget(session: AsyncSession, before: datetime) -> None:
    """Drop what no pause can depend on any more."""
    await session.execute(delete(CodeAttempt).where(CodeAttempt.at < before))
