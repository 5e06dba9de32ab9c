"""Whom to call: the people who may report for agencies, and who of them are in a group."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from domain.agencies import Agency
from domain.say import Mention
from models import groups, people
from models.agencies import AgencyRow
from models.groups import Group


async def may_report(session: AsyncSession, group: Group, agencies: Sequence[AgencyRow]) -> bool:
    """Whether anybody has enrolled, in the group or not, who may report for one of them."""
    ids = [row.id for row in agencies]
    return bool(await people.reporters_of(session, group.workspace_id, ids))


async def in_group(
    session: AsyncSession, group: Group, agencies: Sequence[AgencyRow]
) -> dict[Agency, list[Mention]]:
    """Return those who may report for each agency and are in the group, in the roster's order."""
    staff = await people.reporters_of(session, group.workspace_id, [row.id for row in agencies])
    present = await groups.members(session, group.line_group_id)
    return {
        row.value(): [
            Mention(person.line_user_id, person.name)
            for person in staff.get(row.id, ())
            if person.line_user_id in present
        ]
        for row in agencies
    }
