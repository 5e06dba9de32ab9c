"""Evidence that is taken back: the row stays, the content goes, unless another row has it too."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.evidence import State
from models.evidence import Evidence

_IN_USE = (State.WAITING, State.KEPT)


async def withdraw(session: AsyncSession, evidence_id: int, now: datetime) -> None:
    """Take a file of a report back: its content is erased soon, its name at once."""
    await session.execute(
        update(Evidence)
        .where(Evidence.id == evidence_id)
        .values(state=State.WITHDRAWN, name="", error="", finished_at=now, told_at=now)
    )


async def of_message(session: AsyncSession, message_id: str) -> Evidence | None:
    """Return the evidence that a message brought, unless it was taken back before."""
    return await session.scalar(
        select(Evidence).where(
            Evidence.line_message_id == message_id, Evidence.state != State.WITHDRAWN
        )
    )


async def to_erase(session: AsyncSession) -> list[str]:
    """Return the hashes of the files that were taken back and may still be stored."""
    found = await session.scalars(
        select(Evidence.sha256)
        .where(
            Evidence.state == State.WITHDRAWN,
            Evidence.erased_at.is_(None),
            Evidence.sha256.is_not(None),
        )
        .distinct()
    )
    return [sha256 for sha256 in found if sha256 is not None]


async def is_in_use(session: AsyncSession, sha256: str) -> bool:
    """Whether a file that stands has this content."""
    found = await session.scalar(
        select(Evidence.id).where(Evidence.sha256 == sha256, Evidence.state.in_(_IN_USE)).limit(1)
    )
    return found is not None


async def erased(session: AsyncSession, sha256: str, now: datetime) -> None:
    """Note that a content was deleted; who stored the same meanwhile has to fetch it again."""
    await session.execute(
        update(Evidence)
        .where(Evidence.sha256 == sha256, Evidence.state.in_(_IN_USE))
        .values(state=State.WAITING, sha256=None, next_attempt_at=now, finished_at=None)
    )
    await spared(session, sha256, now)


async def spared(session: AsyncSession, sha256: str, now: datetime) -> None:
    """Note that nothing more is to be erased for the rows that were taken back."""
    await session.execute(
        update(Evidence)
        .where(Evidence.sha256 == sha256, Evidence.state == State.WITHDRAWN)
        .values(erased_at=now)
    )


async def erase_again(session: AsyncSession, sha256: str) -> None:
    """Have a content deleted that was stored just after its message was taken back."""
    await session.execute(
        update(Evidence)
        .where(Evidence.sha256 == sha256, Evidence.state == State.WITHDRAWN)
        .values(erased_at=None)
    )
