"""What people are told 1:1: with a free reply of theirs, or pushed to one person of each agency."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.calendar import Calendar
from domain.planner import Route, choose
from domain.rendering import MOST_OBJECTS, render
from domain.say import Say
from domain.words import Words
from models import direct, direct_parts, groups, notices, outbox, quota, wording
from models.groups import Group
from models.notices import Notice
from models.people import Person


@dataclass(frozen=True, slots=True)
class Part:
    """What a notice tells a person for some agencies (ids)."""

    notice: Notice
    agencies: Sequence[int]
    say: Say


async def tell_people(
    session: AsyncSession,
    group: Group,
    route: Route,
    calendar: Calendar,
    words: Words,
    now: datetime,
) -> int | None:
    """Tell people what is due in a group; return how many pushes. Rule M24.

    `None`, and nothing done, where one push to the group is the better way.
    """
    waiting = await wording.pending(session, group.id, words, now)
    due = {notice.id: notice for notice in waiting if notice.is_due(now, direct=True)}
    concerned = {id: await direct.to_tell(session, group, each, now) for id, each in due.items()}
    budget = await direct.budget(session, group, route, calendar, now)
    choice = choose(list(concerned.values()), budget)
    if choice.group:
        return None
    # All words first: what is reminded of goes with the first who is told, not with a deputy.
    told = {
        receiver: await _parts(session, group, {due[id]: of[id] for id in of}, words, now)
        for receiver, of in choice.private.items()
    }
    pushes = 0
    for receiver, parts in told.items():
        pushes += await _push(session, receiver, parts, now)
    for id, notice in due.items():
        direct_parts.note_known(notice, concerned[id])
        await direct_parts.settle(session, notice, now, choice.held.get(id))
    return pushes


async def waiting_for(
    session: AsyncSession,
    person: Person,
    route: Route,
    words: Words,
    now: datetime,
) -> list[Part]:
    """Return what can ride on a reply in somebody's 1:1 chat, oldest first. Rule M24.

    Their workspace is held by the caller.
    """
    if not await quota.may_tell_people(session, route):
        return []
    parts: list[Part] = []
    for group in await groups.of_workspace(session, person.workspace_id):
        waiting = await notices.pending(session, group.id)
        told = [(each, direct.for_whom(each, person)) for each in waiting]
        mine = dict([(each, agencies) for each, agencies in told if agencies][:MOST_OBJECTS])
        parts += await _parts(session, group, mine, words, now)
    return parts


async def put_into(
    session: AsyncSession, parts: Iterable[Part], receiver: str, outbox_id: UUID, now: datetime
) -> None:
    """Note that parts ride on a reply to a person."""
    for part in parts:
        await direct_parts.put_into(
            session, part.notice, part.agencies, part.say, receiver, outbox_id
        )
        if direct_parts.all_know(part.notice):
            await direct_parts.settle(session, part.notice, now)


async def _parts(
    session: AsyncSession,
    group: Group,
    told: Mapping[Notice, Sequence[int]],
    words: Words,
    now: datetime,
) -> list[Part]:
    parts: list[Part] = []
    for notice, agencies in told.items():
        said = await wording.for_person(session, group, notice, agencies, words, now)
        if said is not None:
            parts.append(Part(notice, agencies, said))
    return parts


async def _push(session: AsyncSession, receiver: str, parts: Sequence[Part], now: datetime) -> int:
    """Tell a person everything that is due to them, in one message where it has room."""
    pushes = 0
    while parts:
        rendered = render([part.say for part in parts])
        row = await outbox.enqueue(
            session, chat=receiver, messages=rendered.messages, about=rendered.about, now=now
        )
        for part in parts[: rendered.used]:
            await direct_parts.put_into(
                session, part.notice, part.agencies, part.say, receiver, row.id
            )
        parts, pushes = parts[rendered.used :], pushes + 1
    return pushes
