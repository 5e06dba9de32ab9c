"""Morning briefs: a notice for one person alone, which waits in no group. Rule M30.

It has a receiver, and is no part of another. It gets words when it is put into a request, and holds
none of them itself.
"""

from datetime import date, datetime
from random import Random

from sqlalchemy import bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.chat.rights import Role
from domain.issues.assignments import AssignmentStatus
from domain.notices import morning_brief
from domain.reminders.brief import Part, part_of
from domain.say import Say
from domain.words import Words
from models import issues, people
from models.groups import Group, GroupKind
from models.issues import Assignment
from models.issues.views import by_issue
from models.notices import Notice, lapsing, telling
from models.people import Person, friends
from models.workspaces import Workspace

AT_ONCE = 20
"""Briefs that are pushed in one transaction: no command waits for more."""

_WAITING = select(Notice).where(
    Notice.outbox_id.is_(None), Notice.receiver.is_not(None), Notice.part_of.is_(None)
)
_DUE = _WAITING.where(Notice.due_by(bindparam("now")))
_DUE_IN = _DUE.where(Notice.group_id == bindparam("group")).order_by(Notice.id).limit(AT_ONCE)
_WITH_DUE = _DUE.with_only_columns(Notice.group_id)
_GROUPS_DUE = select(Group).where(Group.id.in_(_WITH_DUE), Group.left_at.is_(None))
_OF_PERSON = _WAITING.where(
    Notice.receiver == bindparam("account"),
    Notice.group_id.in_(select(Group.id).where(Group.workspace_id == bindparam("home"))),
)


_WITHOUT = (
    select(Group.workspace_id)
    .join(Workspace, Workspace.id == Group.workspace_id)
    .where(
        Group.kind == GroupKind.IR,
        Group.left_at.is_(None),
        or_(Workspace.briefed_on.is_(None), Workspace.briefed_on < bindparam("day")),
    )
)


async def homes_without(session: AsyncSession, day: date) -> set[int]:
    """Return the workspaces (ids) with an IR group in which no briefs were made on a local date."""
    return set(await session.scalars(_WITHOUT, {"day": day}))


async def make(session: AsyncSession, group: Group, day: date, words: Words, now: datetime) -> None:
    """Let those be told this morning who want that, and have something to do.

    Where the month does not pay for all of them a lot decides, so that it is not always the same.
    """
    home = group.workspace_id
    staff = [
        *await people.with_role(session, home, Role.REPORTER),
        *await people.with_role(session, home, Role.ADMIN),
    ]
    wanting = [person for person in dict.fromkeys(staff) if person.wants_brief]
    Random(str(day)).shuffle(wanting)
    for person in wanting:
        if await say(session, person, words, now) is not None:
            agencies = [row.id for row in person.agencies]
            topic = morning_brief(person.id, day)
            receiver = str(person.line_user_id)
            await telling.tell_person(session, group, topic, receiver, agencies, now)


async def say(session: AsyncSession, person: Person, words: Words, now: datetime) -> Say | None:
    """Return what a person's agencies have to do, if there is anything and they want it.

    And whom an admin must see to: the agencies that no 1:1 message reaches.
    """
    if not person.wants_brief:
        return None
    home, roles, unreached = person.workspace_id, person.roles, []
    ids = [row.id for row in person.agencies] if Role.REPORTER in roles else []
    parts: dict[Part, list[Assignment]] = {}
    for each in await issues.unreported(session, home, agency_ids=ids) if ids else ():
        part = part_of(each.deadline, AssignmentStatus(each.status), now, words.tz)
        if part is not None:
            parts.setdefault(part, []).append(each)
    if Role.ADMIN in roles:
        unreached = await friends.unreached(session, home, now)
    if not parts and not unreached:
        return None
    views = {part: by_issue(found) for part, found in parts.items()}
    return Say(words.brief(views, now, several=len(ids) > 1, unreached=unreached))


async def groups_due(session: AsyncSession, now: datetime) -> list[Group]:
    """Return the groups in which a brief waits no longer for its person to write."""
    return list(await session.scalars(_GROUPS_DUE, {"now": now}))


async def due_in(session: AsyncSession, group_id: int, now: datetime) -> list[Notice]:
    """Return such briefs of a group, the first of them."""
    return list(await session.scalars(_DUE_IN, {"group": group_id, "now": now}))


async def waiting_for(session: AsyncSession, person: Person, now: datetime) -> list[Notice]:
    """Return the briefs that still may ride on a reply to somebody: one, at most, of today."""
    given = {"account": person.line_user_id, "home": person.workspace_id}
    found = await session.scalars(_OF_PERSON, given)
    return [each for each in found if not await lapsing.is_over(session, each, now)]
