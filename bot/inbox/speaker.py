"""Who speaks, and where: from an event to the workspace, group and person behind it."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.line.events import Event
from domain.chat.rights import Place
from models import groups, people
from models.groups import Group
from models.people import Person
from models.workspaces import Workspace


@dataclass(frozen=True, slots=True)
class Speaker:
    """`workspaces` are the names of all that a person in a 1:1 chat belongs to."""

    place: Place
    workspace: Workspace | None = None
    group: Group | None = None
    person: Person | None = None
    workspaces: tuple[str, ...] = ()


async def speaker_of(session: AsyncSession, event: Event) -> Speaker:
    """Find the workspace by the group, or in a 1:1 chat by the person.

    A person of several workspaces who writes 1:1 gets none of them: asking is safer than guessing.
    """
    if event.group_id is not None:
        return await _in_group(session, event.group_id, event.user_id)
    if event.user_id is None or event.chat != event.user_id:
        return Speaker(Place.UNBOUND)
    found = await people.everywhere(session, event.user_id)
    homes = [await session.get_one(Workspace, person.workspace_id) for person in found]
    names = tuple(home.name for home in homes)
    if len(found) == 1:
        return Speaker(Place.PRIVATE, homes[0], person=found[0], workspaces=names)
    return Speaker(Place.PRIVATE, workspaces=names)


async def _in_group(session: AsyncSession, line_group_id: str, user_id: str | None) -> Speaker:
    group = await groups.by_line_id(session, line_group_id)
    if group is None or group.left_at is not None:
        return Speaker(Place.UNBOUND)
    workspace = await session.get_one(Workspace, group.workspace_id)
    person = None
    if user_id is not None:
        person = await people.enrolled(session, workspace.id, user_id)
    return Speaker(Place(group.kind), workspace, group, person)
