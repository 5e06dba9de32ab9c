"""One event being dealt with: the context for handlers, rights, and what becomes of a refusal."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.calendar import office_calendar
from bot.deps import Deps, Directories, policy_of, words_of
from bot.inbox.speaker import Speaker
from bot.line.events import Event
from bot.settings import Settings
from domain.chat.commands import Kind
from domain.chat.rights import Place, Refusal
from domain.chat.table import TABLE
from domain.errors import Refused
from domain.issues.audit import Action, Subject
from domain.say import Say
from handlers.context import Context


@dataclass(frozen=True, slots=True)
class Turn:
    """One event being dealt with, in its transaction."""

    deps: Deps
    session: AsyncSession
    event: Event
    speaker: Speaker
    now: datetime


async def open_context(
    session: AsyncSession,
    settings: Settings,
    directories: Directories,
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
        calendar=await office_calendar(session, settings, now),
        directory=await directories.of(session, workspace.id if workspace else None),
        words=words_of(settings),
        policy=policy_of(settings),
    )


async def context_of(turn: Turn) -> Context:
    """Return what the handlers of an event are given."""
    deps, event = turn.deps, turn.event
    ctx = await open_context(
        turn.session,
        deps.settings,
        deps.directories,
        turn.speaker,
        now=turn.now,
        occurred_at=event.at,
    )
    return replace(
        ctx,
        chat=event.chat,
        user_id=event.user_id,
        message_id=event.message_id,
        typed=event.text or "",
    )


async def attempt(
    ctx: Context, subject: Subject, act: Callable[[], Awaitable[list[Say]]]
) -> tuple[list[Say], bool]:
    """Do something in a savepoint of its own; return the answers and whether it was carried out.

    What is refused changes nothing but the audit, and is answered with one sentence.
    """
    try:
        async with ctx.session.begin_nested():
            return await act(), True
    except Refused as refused:
        if ctx.workspace is not None:
            await ctx.note(Action.REFUSED, subject, reason=refused.code)
        return [Say(refused.sentence)], False


def check_right(kind: Kind, speaker: Speaker, ctx: Context) -> None:
    """Raise Refused with the sentence that says what to do next."""
    words = ctx.words
    right = TABLE[kind].right
    why = right.refusal(ctx.place, ctx.roles, enrolled=ctx.person is not None)
    if why is None:
        return
    match why:
        case Refusal.NOT_ENROLLED if len(speaker.workspaces) > 1:
            raise Refused("several_workspaces", words.several_workspaces(speaker.workspaces))
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
            raise Refused(why, words.wrong_role(kind, sorted(right.roles)))
