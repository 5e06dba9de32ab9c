"""Fiscal quarters that are closed: what stays as it was, and what is told beside it."""

from datetime import UTC, datetime, timedelta

import pytest

from models.indicator import quarters
from models.indicator.quarters import Quarter

pytestmark = pytest.mark.anyio

NEW_YEAR = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
"""24.00 of 31 December 2569 in Bangkok."""


async def test_a_deadline_falls_into_a_closed_quarter_or_into_an_open_one(town):
    async with town.deps.sessions.begin() as session:
        session.add(
            Quarter(
                workspace_id=1,
                period="2570Q1",
                version=0,
                at=NEW_YEAR + timedelta(days=5),
                actor="operator",
                reason="",
                hash="",
                figures=[],
                basis={},
            )
        )
    tz = town.deps.settings.timezone
    async with town.deps.reading() as session:
        of_year_end = await quarters.closed_at(session, 1, NEW_YEAR, tz)
        later = await quarters.closed_at(session, 1, NEW_YEAR + timedelta(seconds=1), tz)
        elsewhere = await quarters.closed_at(session, 2, NEW_YEAR, tz)

    assert of_year_end == NEW_YEAR + timedelta(days=5)
    assert later is None
    assert elsewhere is None
