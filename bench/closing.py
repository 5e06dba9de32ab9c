"""An operator who closes the fiscal quarter in which a history begins, and restates it later."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.commands.quarter import state
from bot.commands.session import Opened
from bot.settings import Settings
from domain.indicator.period import quarter

FIRST_QUARTER = quarter(2570, 1)


async def state_first_quarter(
    session: AsyncSession, workspace_id: int, settings: Settings, now: datetime
) -> str:
    """Close it once it is over, or restate it where anything differs; tell what was done."""
    if now <= FIRST_QUARTER.instants(settings.timezone)[1]:
        return "it is not over"
    savepoint = await session.begin_nested()
    stated = await state(Opened(settings, session, now), workspace_id, FIRST_QUARTER, "แก้ไข")
    if stated.quarter.version and not stated.changed:
        await savepoint.rollback()
        return "nothing differs"
    await savepoint.commit()
    return f"version {stated.quarter.version}: {stated.changed} rows"
