"""Who says something in a group, as one question: it is asked of every event."""

from typing import NamedTuple

from sqlalchemy import BindParameter, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from models.groups import Group
from models.inbox.talk import Unfinished
from models.people import Person
from models.workspaces import Workspace


class InGroup(NamedTuple):
    """A bound group, left or not, and the person of its workspace behind an account, if any.

    `waits` says whether a command of that account waits there for what it lacks.
    """

    group: Group
    workspace: Workspace
    person: Person | None
    waits: bool


_CHAT: BindParameter[str] = bindparam("chat")
_ACCOUNT: BindParameter[str] = bindparam("account")
_WAITS = select(Unfinished.command).where(Unfinished.chat == _CHAT, Unfinished.user_id == _ACCOUNT)
_IN_GROUP = (
    select(Group, Workspace, Person, _WAITS.exists())
    .join(Workspace, Workspace.id == Group.workspace_id)
    .outerjoin(
        Person,
        and_(
            Person.workspace_id == Group.workspace_id,
            Person.line_user_id == _ACCOUNT,
            Person.suspended_at.is_(None),
        ),
    )
    .options(joinedload(Person.agencies))
    .where(Group.line_group_id == _CHAT)
)


async def in_group(
    session: AsyncSession, line_group_id: str, line_user_id: str | None
) -> InGroup | None:
    """Return who speaks in the bound group with LINE's group id; suspended people are nobody."""
    given = {"chat": line_group_id, "account": line_user_id}
    row = (await session.execute(_IN_GROUP, given)).unique().one_or_none()
    return InGroup(*row) if row else None
