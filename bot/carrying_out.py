"""From a text to its effects and answers: read it, ask whether it may be, call the handler."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.calendar import office_calendar
from bot.deps import Deps
from bot.events import Event
from bot.speakers import Speaker
from domain.agencies import Mentioned
from domain.commands import Fields, FileReport, Kind, Malformed, NearMiss
from domain.errors import Refused
from domain.grammar import read_message
from domain.rights import RIGHTS, Place, Refusal, refusal
from domain.say import Say
from domain.words import Words, words_for
from handlers import HANDLERS, vouching
from handlers.context import Context, Policy
from models import issues, people


@dataclass(frozen=True, slots=True)
class Turn:
    """One message being dealt with, in its transaction."""

    deps: Deps
    session: AsyncSession
    event: Event
    speaker: Speaker
    now: datetime


def words_of(deps: Deps) -> Words:
    """Return the sentences in the language and digits of the settings."""
    settings = deps.settings
    with_thai_digits = settings.digits == "thai"
    return words_for(settings.language, settings.timezone, with_thai_digits=with_thai_digits)


async def carry_out(turn: Turn) -> list[Say]:
    """Carry out the commands of a message in order; return the answers, none for ordinary talk.

    Each command has a savepoint of its own: one that is refused leaves the others alone.
    """
    ctx = await _context(turn)
    quoted = await _quoted_issue(turn)
    read = read_message(
        turn.event.text or "",
        ctx.calendar.local(turn.event.at),
        ctx.calendar,
        ctx.directory,
        quoted_issue_no=quoted,
        mentioned=await _mentioned(turn),
    )
    says: list[Say] = []
    for fields in read:
        try:
            async with turn.session.begin_nested():
                says += await _one(fields, turn.speaker, ctx)
        except Refused as refused:
            says.append(Say(refused.sentence))
            if ctx.workspace is not None:
                await ctx.note("refused", f"command:{fields.kind}", reason=refused.code)
    return says


async def _one(fields: Fields, speaker: Speaker, ctx: Context) -> list[Say]:
    outcome = fields.outcome
    if isinstance(outcome, NearMiss):
        return [Say(ctx.words.did_you_mean(outcome.said, outcome.meant))]
    if isinstance(outcome, FileReport) and vouching.is_by_stranger(ctx):
        return await vouching.keep_aside(outcome, ctx)
    _check_right(fields.kind, speaker, ctx)
    if isinstance(outcome, Malformed):
        sentence = ctx.words.mistake(fields, ctx.directory.agency)
        raise Refused("malformed", sentence)
    return await HANDLERS[type(outcome)](outcome, ctx)


def _check_right(kind: Kind, speaker: Speaker, ctx: Context) -> None:
    """Raise Refused with the sentence that says what to do next."""
    words = ctx.words
    if kind not in RIGHTS:
        raise Refused("not_built", words.not_built(kind))
    why = refusal(kind, ctx.place, ctx.roles, enrolled=ctx.person is not None)
    if why is None:
        return
    right = RIGHTS[kind]
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


async def _context(turn: Turn) -> Context:
    deps, event, speaker = turn.deps, turn.event, turn.speaker
    workspace = speaker.workspace
    settings = deps.settings
    return Context(
        session=turn.session,
        now=turn.now,
        occurred_at=event.at,
        place=speaker.place,
        chat=event.chat,
        user_id=event.user_id,
        message_id=event.message_id,
        typed=event.text or "",
        workspace=workspace,
        group=speaker.group,
        person=speaker.person,
        calendar=await office_calendar(turn.session, settings, turn.now),
        directory=await deps.directories.of(turn.session, workspace.id if workspace else None),
        words=words_of(deps),
        policy=Policy(
            remind_before=tuple(settings.reminders.items()),
            gather=settings.gather,
            notice_wait=settings.notice_wait,
            secrets=settings.secrets,
        ),
    )


async def _quoted_issue(turn: Turn) -> int | None:
    quoted, workspace = turn.event.quoted_message_id, turn.speaker.workspace
    if quoted is None or workspace is None:
        return None
    return await issues.number_of_post(turn.session, workspace.id, quoted)


async def _mentioned(turn: Turn) -> Sequence[Mentioned]:
    """Return the mentions of the text; those of people on the roster with their agencies."""
    workspace = turn.speaker.workspace
    found = []
    for mention in turn.event.mentions:
        person = None
        if workspace is not None and mention.user_id is not None:
            person = await people.enrolled(turn.session, workspace.id, mention.user_id)
        codes = tuple(agency.code for agency in person.agencies) if person else ()
        found.append(Mentioned(mention.typed, codes))
    return found
