"""Aliases and named lists of agencies, as an administrator keeps them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from models.agencies import AgencyAlias


async def add(
    session: AsyncSession, workspace_id: int, alias: str, codes: Sequence[str], now: datetime
) -> AgencyAlias:
    """Add an alias (one code) or a list (several); one of the same name is replaced."""
    await remove(session, workspace_id, alias)
    row = AgencyAlias(workspace_id=workspace_id, alias=alias, codes=list(codes), created_at=now)
    session.add(row)
    await session.flush()
    return row


async def remove(session: AsyncSession, workspace_id: int, alias: str) -> list[int]:
    """Forget an alias or list; return its id, none where there is none of this name."""
    gone = await session.scalars(
        delete(AgencyAlias)
        .where(AgencyAlias.workspace_id == workspace_id, AgencyAlias.alias == alias)
        .returning(AgencyAlias.id)
    )
    return list(gone)
