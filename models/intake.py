"""The facts about who has sent names and who has enrolled."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain.roster.intake import LIST_NAMES, Intake, Listed, expected_agencies, intake
from models import agencies, people


async def of_workspace(
    session: AsyncSession, workspace_id: int, closing: datetime | None = None
) -> Intake:
    """Return how a workspace's intake stands, or stood at the closing instant."""
    known = [row.value() for row in await agencies.of_workspace(session, workspace_id)]
    lists = await agencies.aliases(session, workspace_id)
    chosen = next((row.codes for row in lists if row.alias.casefold() in LIST_NAMES), None)
    listed = [
        Listed(
            name=person.name,
            agencies=tuple(agency.code for agency in person.agencies),
            listed_at=person.created_at,
            enrolled=person.line_user_id is not None,
        )
        for person in await people.of_workspace(session, workspace_id)
        if person.suspended_at is None
    ]
    return intake(expected_agencies(known, chosen), listed, known, closing)
