"""Aliases and named lists of agencies, as an administrator keeps them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from models.agencies import AgencyAlias


async def add(
    session: AsyncSession, workspace_id: int, alias: str, codes: Sequence[str], now: datetime
) -> None:
    """Add an alias (one code) or a list (several); one of the same name is replaced."""
    await remove(session, workspace_id, alias)
    session.add(
        AgencyAlias(workspace_id=workspace_id, alias=alias, codes=list(codes), created_at=now)
    )
    await session.flush()


async def remove(session: AsyncSession, workspace_id: int, alias: str) -> bool:
    """Forget an alias or list; false when there is none of this name."""
    gone = await session.execute(
        delete(AgencyAlias).where(
            AgencyAlias.workspace_id == workspace_id, AgencyAlias.alias == alias
        )
    )
    return bool(gone.rowcount)  # type: ignore[attr-defined]
