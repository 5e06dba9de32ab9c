"""What people are told 1:1: with a free reply of theirs, or pushed to one person of each agency.

A morning brief goes the same way, to whoever wants it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.budget import Purpose
from domain.calendar import Calendar
from domain.planner import A_YEAR, Route, choose, look_again, rides_in_time
from domain.rendering import MOST_OBJECTS, offer, render_answer
from domain.say import Say
from domain.words import Words
from models import direct, groups, notices, outbox, people, quota, wording
from models.direct import budgets, notice_parts, pressing
from models.groups import Group
from models.notices import Notice
from models.people import Person, friends
from models.reminders import briefs
from models.work import Work, leave
from models.workspaces import Workspace


@dataclass(frozen=True, slots=True)
class Part:
    """What a notice tells a person for some agencies (ids)."""

    notice: Notice
    agencies: Sequence[int]
    say: Say

    @property
    def is_brief(self) -> bool:
        """Whether the notice itself is for that person alone."""
        return self.notice.receiver is not None


async def tell_people(
    session: AsyncSession,
    group: Group,
    route: Route,
    calendar: Calendar,
    words: Words,
    now: datetime,
) -> int | None:
    """Tell people what is due in a group; return how many pushes. Rule M24.

    `None`, and nothing done, where one push to the group is the better way. Of very many people the
    first are told now: the others are as due as before.
    """
    pending = await wording.pending(session, group.id, words, now)
    due = {
        notice.id: notice
        for notice in await pending.take(
            notice for notice in pending.left if notice.is_due(now, direct=True)
        )
    }
    of_use = await pressing.of_use(session, list(due.values()))
    concerned = await direct.to_tell(session, group, list(due.values()), now)
    for id, span in of_use.items():
        concerned[id] = replace(concerned[id], in_time=rides_in_time(*span, now, calendar))
    budget = await budgets.of_group(session, group, route, calendar, now)
    choice = choose(list(concerned.values()), budget)
    if choice.group:
        return None
    pushes = await _tell_each(session, group, choice.private, due, words, now)
    for notice in due.values():
        notice_parts.note_known(notice, concerned[notice.id])
        if notice.id in choice.later:
            leave(session, Work.NOTICES, now)
            continue
        due_at, _ = of_use.get(notice.id, (None, None))
        held = choice.held.get(notice.id)
        waits = (look_again(held, due_at, now, calendar), held) if held else None
        await notice_parts.settle(session, notice, now, waits)
    return pushes


async def _tell_each(
    session: AsyncSession,
    group: Group,
    private: Mapping[str, Mapping[int, Sequence[int]]],
    due: Mapping[int, Notice],
    words: Words,
    now: datetime,
) -> int:
    """Tell people their agencies' part of notices, and what else waits for them; count pushes."""
    same: dict[int, Say | None] = {}
    # All words first: what is reminded of goes with the first who is told, not with a deputy.
    told = {
        receiver: await _parts(
            session, group, [(due[each], of[each]) for each in of], words, now, same
        )
        for receiver, of in private.items()
    }
    pushes = 0
    for receiver, parts in told.items():
        more = await _soon(session, group, receiver, due.keys(), words, now)
        name = await _workspace_of(session, group, receiver, words)
        pushes += await _push(session, receiver, _named(parts, name), _named(more, name), now)
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
    if not await quota.may_tell_people(session, route, words.tz):
        return await _briefs(session, person, words, now)
    return await _waiting_for(session, person, words, now)


async def tell_briefs(
    session: AsyncSession,
    group: Group,
    route: Route,
    calendar: Calendar,
    words: Words,
    now: datetime,
) -> int:
    """Push the briefs that are due, as far as the day pays; return how many. Rule M30.

    The others ride on a reply today, or lapse. With nothing left to tell they are withdrawn.
    """
    pushes, due = 0, await briefs.due_in(session, group.id, now)
    if len(due) == briefs.AT_ONCE:  # there may be more
        leave(session, Work.NOTICES, now)
    for notice in due:
        receiver = str(notice.receiver)
        person = await people.enrolled(session, group.workspace_id, receiver)
        waiting = await waiting_for(session, person, route, words, now) if person else []
        mine = [part for part in waiting if part.notice is notice]
        budget = await budgets.of_group(session, group, route, calendar, now)
        paid = budget.pays(1) and budget.pays_today(Purpose.BRIEF, 1)
        if not mine:
            await session.delete(notice)
        elif paid and await friends.among(session, [receiver], now):
            more = [part for part in waiting if part.notice is not notice]
            name = await _workspace_of(session, group, receiver, words)
            pushes += await _push(session, receiver, _named(mine, name), _named(more, name), now)
        else:
            notice.ride(now + A_YEAR)
    return pushes


async def _briefs(session: AsyncSession, person: Person, words: Words, now: datetime) -> list[Part]:
    """Return the brief that waits for somebody, in words of now."""
    waiting = await briefs.waiting_for(session, person, now)
    said = await briefs.say(session, person, words, now) if waiting else None
    return [Part(each, each.agencies, said) for each in waiting if said is not None]


async def _waiting_for(
    session: AsyncSession, person: Person, words: Words, now: datetime
) -> list[Part]:
    parts: list[Part] = []
    for group in await groups.of_workspace(session, person.workspace_id):
        waiting = await notices.pending(session, group.id)
        mine = await direct.for_whom(session, group, waiting, person, now)
        parts += await _parts(session, group, mine[:MOST_OBJECTS], words, now, {})
    return [*parts, *await _briefs(session, person, words, now)]


async def put_into(
    session: AsyncSession, parts: Iterable[Part], receiver: str, outbox_id: UUID, now: datetime
) -> None:
    """Note that parts ride on a reply to a person."""
    await _note(session, parts, receiver, outbox_id)
    for part in parts:
        if not part.is_brief and notice_parts.all_know(part.notice):
            await notice_parts.settle(session, part.notice, now)


async def _note(
    session: AsyncSession, parts: Iterable[Part], receiver: str, outbox_id: UUID
) -> None:
    for part in parts:
        notice, agencies, say = part.notice, part.agencies, part.say
        if part.is_brief:
            notice.outbox_id = outbox_id
            continue
        await notice_parts.put_into(session, notice, agencies, say, receiver, outbox_id)


async def _parts(
    session: AsyncSession,
    group: Group,
    told: Iterable[tuple[Notice, Sequence[int]]],
    words: Words,
    now: datetime,
    same: dict[int, Say | None],
) -> list[Part]:
    """Word what somebody is told; `same` keeps, by notice, what is the same for everybody."""
    parts: list[Part] = []
    for notice, agencies in told:
        said = same.get(notice.id)
        if said is None:
            said = await wording.for_person(session, group, notice, agencies, words, now)
        if wording.is_same_for_all(notice):
            same[notice.id] = said
        if said is not None:
            parts.append(Part(notice, agencies, said))
    return parts


async def _workspace_of(session: AsyncSession, group: Group, receiver: str, words: Words) -> str:
    """Return the line that tells somebody of several workspaces which one speaks, else nothing."""
    if len(await people.everywhere(session, receiver)) < 2:
        return ""
    workspace = await session.get_one(Workspace, group.workspace_id)
    return words.speaks_of(workspace.name, several=True)


def _named(parts: Sequence[Part], name: str) -> list[Part]:
    """Let each part say of which workspace it is, if there is a line that does; behind a card."""
    if not name:
        return list(parts)
    says = (part.say for part in parts)
    named = (
        replace(say, call=name) if say.card else replace(say, text=f"{name}\n{say.text}")
        for say in says
    )
    return [replace(part, say=say) for part, say in zip(parts, named, strict=True)]


async def _soon(
    session: AsyncSession,
    group: Group,
    receiver: str,
    due: Collection[int],
    words: Words,
    now: datetime,
) -> list[Part]:
    """Return what else waits for somebody who is told something now: it costs nothing more."""
    person = await people.enrolled(session, group.workspace_id, receiver)
    parts = await _waiting_for(session, person, words, now) if person else []
    return [part for part in parts if part.notice.id not in due]


async def _push(
    session: AsyncSession, receiver: str, parts: Sequence[Part], more: Sequence[Part], now: datetime
) -> int:
    """Tell a person everything that is due to them, in one message where it has room.

    As much `more` goes along as the last one has room for.
    """
    pushes = 0
    while parts:
        rendered, riders = render_answer([part.say for part in parts], [part.say for part in more])
        request_id = await outbox.enqueue(
            session,
            chat=receiver,
            messages=offer([*rendered.messages, *riders.messages], [part.say for part in parts]),
            about=[*rendered.about, *riders.about],
            now=now,
        )
        told = parts[: rendered.used]
        await _note(session, told, receiver, request_id)
        await put_into(session, more[: riders.used], receiver, request_id, now)
        parts, pushes = parts[rendered.used :], pushes + 1
    return pushes
