"""One event that came in: who speaks where, the context for handlers, rights, refusals."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps, Known, policy_of, words_of
from bot.inbox.events import Event
from bot.log import learn
from bot.settings import Settings
from domain.chat.commands import Kind
from domain.chat.questions import QUESTIONS
from domain.chat.rights import Place, Refusal
from domain.chat.table import TABLE
from domain.chat.workspaces import WorkspaceName
from domain.errors import Refused
from domain.issues.audit import Action, Subject
from domain.say import Say
from handlers.context import Context
from models import people
from models.groups import Group
from models.inbox.speaker import in_group
from models.people import Person
from models.workspaces import Workspace

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Speaker:
    """`workspaces` are all those to which a person in a 1:1 chat belongs.

    `waits` says whether a command of theirs may wait in this chat for what it lacks.
    """

    place: Place
    workspace: Workspace | None = None
    group: Group | None = None
    person: Person | None = None
    workspaces: tuple[WorkspaceName, ...] = ()
    waits: bool = True


async def speaker_of(session: AsyncSession, event: Event, told: str | None = None) -> Speaker:
    """Find the workspace by the group, or in a 1:1 chat by the person.

    A person of several workspaces who writes 1:1 speaks of the one that they chose: asking is
    safer than guessing. `told` is the code of the one that the event itself tells (B12).
    """
    if event.group_id is not None:
        return await _in_group(session, event.group_id, event)
    if event.user_id is None or event.chat != event.user_id:
        return Speaker(Place.UNBOUND)
    found = await people.everywhere(session, event.user_id)
    rows = [await session.get_one(Workspace, person.workspace_id) for person in found]
    names = tuple(WorkspaceName(row.code, row.name) for row in rows)
    codes = [each.code for each in names]
    person = found[codes.index(told)] if told in codes else None
    if told is None:
        person = people.chosen(found)
    if person is None:
        return Speaker(Place.PRIVATE, workspaces=names)
    return Speaker(Place.PRIVATE, rows[found.index(person)], person=person, workspaces=names)


async def _in_group(session: AsyncSession, line_group_id: str, event: Event) -> Speaker:
    """What was said before the bot left a group, or another replaced it, was said in it.

    What was said before the group moved here was said to another workspace, or as the other kind.
    """
    found = await in_group(session, line_group_id, event.user_id)
    if found is None:
        return Speaker(Place.UNBOUND)
    group = found.group
    if group.left_at is not None and group.left_at <= event.at:
        return Speaker(Place.UNBOUND)
    if group.moved_at is not None and event.at < group.moved_at:
        return Speaker(Place.UNBOUND)
    place = Place(group.kind)
    return Speaker(place, found.workspace, group, found.person, waits=found.waits)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event being dealt with, in its transaction."""

    deps: Deps
    session: AsyncSession
    event: Event
    speaker: Speaker
    now: datetime


async def open_context(
    session: AsyncSession,
    settings: Settings,
    known: Known,
    speaker: Speaker,
    *,
    now: datetime,
    occurred_at: datetime,
) -> Context:
    """Return what handlers are given, whatever was said and in which chat."""
    workspace = speaker.workspace
    return Context(
        session=session,
        now=now,
        occurred_at=occurred_at,
        place=speaker.place,
        workspace=workspace,
        group=speaker.group,
        person=speaker.person,
        calendar=await known.calendar(session, workspace, settings, now),
        directory=await known.directory(session, workspace),
        words=words_of(settings),
        policy=policy_of(settings, workspace),
    )


async def context_of(incoming: Incoming) -> Context:
    """Return what the handlers of an event are given."""
    deps, event = incoming.deps, incoming.event
    ctx = await open_context(
        incoming.session,
        deps.settings,
        deps.known,
        incoming.speaker,
        now=incoming.now,
        occurred_at=event.at,
    )
    return replace(
        ctx,
        chat=event.chat,
        chat_name=event.chat_name,
        chat_size=event.chat_size,
        user_id=event.user_id,
        message_id=event.message_id,
        typed=event.text or "",
    )


async def attempt(
    ctx: Context,
    subject: Subject,
    kind: Kind,
    act: Callable[[], Awaitable[list[Say]]],
    *,
    number: int | None = None,
    only_reads: bool = False,
) -> tuple[list[Say], Refused | None]:
    """Do something in a savepoint of its own; return the answers, and why it was refused if it was.

    What `only_reads` needs none.

    What is refused changes nothing but the audit, and is answered with one sentence. `kind` is the
    command whose duties it changes, `none` for what is no command. `number` is the issue that it
    names, for the log: what happened to #1 is found there by `issue=1`.
    """
    home = ctx.workspace.code if ctx.workspace else None
    learn(
        workspace=home,
        group=ctx.place.value,
        command=subject.removeprefix("command:"),
        issue=number,
    )
    try:
        async with nullcontext() if only_reads else ctx.session.begin_nested():
            says = await act()
    except Refused as refused:
        if ctx.workspace is not None:
            await ctx.note(Action.REFUSED, subject, reason=refused.code)
        log.info("refused", extra={"reason": refused.code})
        again = ctx.words.command(kind) if kind in QUESTIONS else ""
        return [Say(refused.sentence, choices=refused.choices, again=again)], refused
    log.info("carried out")
    changes_duty = kind in TABLE and TABLE[kind].changes_duty
    return [replace(say, changes_duty=changes_duty) for say in says], None


def check_right(kind: Kind, speaker: Speaker, ctx: Context) -> None:
    """Raise Refused with the sentence that says what to do next."""
    words = ctx.words
    right = TABLE[kind].right
    chooses = kind is Kind.WORKSPACE and speaker.workspaces
    why = right.refusal(ctx.place, ctx.roles, enrolled=bool(ctx.person or chooses))
    if why is None:
        return
    match why:
        case Refusal.NOT_ENROLLED if speaker.workspaces[1:]:
            names = speaker.workspaces
            choices = words.workspace_choices(names)
            raise Refused("several_workspaces", words.several_workspaces(names), choices)
        case Refusal.NOT_ENROLLED if ctx.user_id is None:
            raise Refused("no_sender", words.no_sender())
        case Refusal.NOT_ENROLLED:
            raise Refused(why, words.not_enrolled())
        case Refusal.UNBOUND_GROUP:
            raise Refused(why, words.unbound_group())
        case Refusal.WRONG_PLACE:
            places = [place for place in Place if place in right.places]
            raise Refused(why, words.wrong_place(kind, places))
        case Refusal.WRONG_ROLE:
            raise Refused(why, words.wrong_role(kind, sorted(right.roles), ctx.roles))
