"""Who is named where nags have not brought a report, and what is said of it. Rule T14."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from domain.chat.rights import Role
from domain.reminders.escalation import Known, named
from domain.rendering import MOST_MENTIONS
from domain.say import Mention, Say
from domain.words import Words
from models import groups, people
from models.agencies import AgencyRow
from models.groups import Group
from models.issues import Assignment
from models.issues.views import reminded
from models.people import Person
from models.tables import parts


async def named_for(
    session: AsyncSession, workspace_id: int, agency_ids: Iterable[int]
) -> dict[int, list[Person]]:
    """Return whom the roster names for each agency (id), those who have enrolled."""
    above: dict[int, int | None] = {}
    ministry = aliased(AgencyRow)
    for part in parts(agency_ids):
        found = await session.execute(
            select(AgencyRow.id, ministry.id)
            .outerjoin(ministry, ministry.code == AgencyRow.ministry_code)
            .where(AgencyRow.id.in_(part))
        )
        above |= {id: ministry_id for id, ministry_id in found}
    ministries = {each for each in above.values() if each is not None}
    staff = await people.enrolled_of(session, workspace_id, above.keys() | ministries)
    by_id = {person.id: person for each in staff.values() for person in each}
    of = {id: _known(each) for id, each in staff.items()}
    return {
        id: [by_id[one] for one in named(of.get(id, []), of.get(over or 0, []))]
        for id, over in above.items()
    }


def _known(staff: Sequence[Person]) -> list[Known]:
    return [Known(each.id, Role.REPORTER in each.roles, each.seat) for each in staff]


async def say(
    session: AsyncSession,
    group: Group,
    due: Sequence[Assignment],
    words: Words,
    now: datetime,
    also: Collection[Person] = (),
) -> Say:
    """Return what is said of overdue reports; called are those named who are in the group.

    `also` are called there too: the evaluators, in their group.
    """
    agencies = {each.agency_id: each.agency for each in due}
    found = await named_for(session, group.workspace_id, agencies)
    names = {agencies[id].value(): [each.name for each in who] for id, who in found.items()}
    text = words.escalations(reminded(due, now)[1], names, now)
    present = await groups.members(session, group.line_group_id)
    called = [*also, *(person for who in found.values() for person in who)]
    mentions = dict.fromkeys(
        Mention(each.line_user_id, each.name) for each in called if each.line_user_id in present
    )
    about = {each.issue_id for each in due}
    return Say(
        text, tuple(mentions)[:MOST_MENTIONS], about=about.pop() if len(about) == 1 else None
    )
