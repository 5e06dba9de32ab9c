"""Whose a LINE chat is: a group's workspace, or all to which the person of a 1:1 chat belongs.

Asked before a workspace is held, so nothing here is read as an object of the session.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, CompoundSelect, Result, or_, select, union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from models.groups import Group
from models.people import Person
from models.tables import PART, parts

_OF_CHATS: CompoundSelect[str, int] = union(
    select(Group.line_group_id, Group.workspace_id).where(Group.line_group_id.in_(PART)),
    select(Person.line_user_id, Person.workspace_id).where(Person.line_user_id.in_(PART)),
)


async def of_chats(session: AsyncSession, chats: Collection[str]) -> dict[str, tuple[int, ...]]:
    """Return the ids of each chat's workspaces in ascending order; no entry for a stranger's."""
    homes: dict[str, tuple[int, ...]] = {}
    for part in parts(chats, each=2):
        found: Result[str, int] = await session.execute(_OF_CHATS, {"part": part})
        for chat, workspace_id in sorted(found):
            homes[chat] = (*homes.get(chat, ()), workspace_id)
    return homes


def tied(
    chats: Collection[str], whose: Mapping[str, tuple[int, ...]]
) -> list[dict[str, tuple[int, ...]]]:
    """Put chats with a workspace in common together, each with its own; a stranger's is alone.

    Whoever speaks in several workspaces ties them, as long as something they said waits: it may be
    about what was said just before in a group of any of them.
    """
    ties: dict[int, int] = {}

    def end(home: int) -> int:
        while (tied_to := ties.get(home, home)) != home:
            home = tied_to
        return home

    for homes in whose.values():
        for home in homes[1:]:
            ties[end(home)] = end(homes[0])
    together: dict[object, dict[str, tuple[int, ...]]] = {}
    for chat in chats:
        homes = whose.get(chat, ())
        together.setdefault(end(homes[0]) if homes else chat, {})[chat] = homes
    return list(together.values())


def is_chat_of(workspace_id: int, chat: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Whether a chat named in a column is one of this workspace's."""
    groups = select(Group.line_group_id).where(Group.workspace_id == workspace_id)
    people = select(Person.line_user_id).where(
        Person.workspace_id == workspace_id, Person.line_user_id.is_not(None)
    )
    return or_(chat.in_(groups), chat.in_(people))
