"""What is known of every assignment, as the tables have it now and as the audit had it before."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.settings import Settings
from domain.indicator.explained import Explained
from domain.indicator.periods import read_period
from models.audit import as_of
from models.indicator.explain import explained

PERIOD = "2026-01-01..2028-12-31"

Known = dict[tuple[int, str], tuple[Any, ...]]
"""By number of the issue and code of the agency."""


async def known_now(
    session: AsyncSession, workspace_id: int, settings: Settings, now: datetime
) -> Known:
    """Return what the tables say."""
    period = read_period(PERIOD, now.date())
    return await _facts(explained(session, workspace_id, period, now=now, tz=settings.timezone))


async def known_then(
    session: AsyncSession, workspace_id: int, settings: Settings, at: datetime
) -> Known:
    """Return what the audit says of an instant."""
    period = read_period(PERIOD, at.date())
    return await _facts(
        as_of.explained(session, workspace_id, period, now=at, tz=settings.timezone)
    )


async def _facts(rows: AsyncIterator[Explained]) -> Known:
    return {(row.issue, row.counted.agency): tuple(_told(row)) async for row in rows}


def _told(row: Explained) -> list[Any]:
    one = row.counted
    return [
        *(row.verdict, one.left_out_because, one.ministry, one.role, one.opened_at),
        *(one.original_deadline, one.deadline, one.measured_by),
        *(one.first_reported_at, one.reported_at, row.excusing, *row.moves),
        *(
            (
                each.revision,
                each.kind,
                each.at,
                each.by,
                each.judged,
                each.judged_at,
                each.unsent_at,
            )
            for each in row.reports
        ),
    ]
