"""A command that was refused for its gaps alone: its sender's next message may fill them.

What was given is kept beside the message's commands, as codes, instants and numbers; no words are.
So is what a handler asked for (`asks`): that is put into the command itself, not into its text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from bot.inbox.events import Event, read_event
from bot.inbox.evidence import bring_along
from bot.inbox.incoming import Incoming, attempt, context_of
from bot.inbox.one_command import carry_out_one, numbered
from bot.inbox.reading import read_text, situation_of
from domain.chat.commands import Fields, Kind
from domain.chat.mistakes import ONE_ONLY, Gap, Mistake, Problem
from domain.chat.table import TABLE
from domain.errors import Refused
from domain.grammar.filler import read_filler, without_whose
from domain.grammar.gaps import MOST_WAIT, Filler, answered, day_asked, filled, gaps_of
from domain.issues.audit import instant, subject
from domain.say import Say
from handlers.candidates import among_candidates, numbers_for
from handlers.context import Context
from models import inbox
from models.inbox import Message, talk


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A command that waits: its message, that message's event, its place in it, and its fields."""

    message: Message
    event: Event
    index: int
    fields: Fields

    @property
    def given(self) -> dict[str, str]:
        """What was given for its gaps before."""
        return dict(self.message.commands[self.index].get("given", {}))

    @property
    def asks(self) -> Gap | None:
        """What its handler asked for."""
        asked = self.message.commands[self.index].get("asks")
        return Gap(asked) if asked else None

    @property
    def day(self) -> date | None:
        """The day of which the hour was asked last."""
        tried = self.message.commands[self.index].get("day")
        return date.fromisoformat(tried) if tried else day_asked(self.fields.problems)

    @property
    def gaps(self) -> list[Gap]:
        """The gaps that are left."""
        lacking = dict.fromkeys([*gaps_of(self.fields), *filter(None, [self.asks])])
        return [gap for gap in lacking if gap not in self.given]

    def refused(self, refused: Refused) -> None:
        """Begin anew; where one thing is asked for, with all that was given but this."""
        kept = {gap: text for gap, text in self.given.items() if gap != refused.asks}
        self.note(given=kept if refused.asks else {}, **asked_for(refused))

    def note(self, **changes: Any) -> None:
        """Remember something about the command."""
        commands = list(self.message.commands)
        commands[self.index] = commands[self.index] | changes
        self.message.commands = commands


def asked_for(refused: Refused | None) -> dict[str, str]:
    """Return what is remembered of a refusal that asks for something."""
    return {"asks": str(refused.asks)} if refused and refused.asks else {}


def with_offer(says: list[Say], refused: Refused | None, ctx: Context) -> list[Say]:
    """Let a refusal say that what it asks for may be said alone."""
    if refused is None or refused.asks is None:
        return says
    only = ctx.words.say_only(refused.asks)
    return [replace(say, text=f"{say.text}\n{only}") for say in says]


async def await_the_rest(
    incoming: Incoming, ctx: Context, read: Sequence[Fields], done: Sequence[Mapping[str, Any]]
) -> None:
    """Let the last command of a message that lacks only gaps, or a workspace, wait for its sender.

    Whatever older one waited for the sender in this chat waits no more.
    """
    event = incoming.event
    if event.user_id is None or not read:
        return
    if incoming.speaker.waits:
        await talk.wait_no_more(ctx.session, event.chat, event.user_id, event.at)
    lacking = [
        index
        for index, fields in enumerate(read)
        if not done[index]["done"] and ("asks" in done[index] or _lacks(incoming, ctx, fields))
    ]
    if lacking and event.message_id is not None:
        await talk.wait_for(
            ctx.session, event.chat, event.user_id, event.message_id, lacking[-1], event.at
        )


def _lacks(incoming: Incoming, ctx: Context, fields: Fields) -> bool:
    """Whether a command lacks nothing but gaps, or a workspace that its sender has to choose."""
    if ctx.workspace is None:
        needs_one = fields.kind in TABLE and not TABLE[fields.kind].right.open_to_all
        several = bool(incoming.speaker.workspaces[1:])
        return several and needs_one and fields.kind is not Kind.WORKSPACE
    return bool(gaps_of(fields)) and _may(fields.kind, ctx)


def _may(kind: Kind, ctx: Context) -> bool:
    right = TABLE[kind].right
    return right.refusal(ctx.place, ctx.roles, enrolled=ctx.person is not None) is None


async def read_as_filled(
    incoming: Incoming,
    ctx: Context,
    commands: Sequence[Mapping[str, Any]],
    text: str,
    said_at: datetime,
) -> Sequence[Fields]:
    """Read a text with what was given later for the gaps of its commands, if it still has them."""
    read = await read_text(incoming, ctx, text, said_at)
    whole = _with_given(read, commands, ctx)
    if whole == [fields.typed for fields in read]:
        return read
    again = await read_text(incoming, ctx, "\n".join(whole), said_at)
    return again if len(again) == len(read) else read


def _with_given(
    read: Sequence[Fields], commands: Sequence[Mapping[str, Any]], ctx: Context
) -> list[str]:
    """Return the commands of a message as typed, with what was given for their gaps."""
    entries = [*commands, *[{}] * len(read)]
    given = [ctx.words.given(entry.get("given", {}), ctx.directory.agency) for entry in entries]
    return [
        filled(fields, texts) if gaps_of(fields) else fields.typed
        for fields, texts in zip(read, given, strict=False)
    ]


async def fill_gap(incoming: Incoming) -> list[Say] | None:
    """Complete the command that waits for this message; `None` where it is ordinary talk."""
    event = incoming.event
    ctx = await context_of(incoming)
    waiting = await _waiting(incoming, ctx)
    if waiting is None or event.user_id is None:
        return None
    text = event.text or ""
    said = without_whose(text) if waiting.asks is Gap.AGENCY else text
    situation = replace(situation_of(ctx, event.at), day=waiting.day)
    filler = read_filler(said, waiting.gaps, situation)
    if filler and ", ".join(filler.agencies) == waiting.given.get(Gap.AGENCY):
        filler = replace(filler, agencies=(), supporting=())  # said again, beside what was lacking
    if filler is None or not (filler.about & {*waiting.gaps} or filler == Filler()):
        return None
    given = filler.given(waiting.fields, waiting.gaps)
    waiting.note(given=waiting.given | given)
    if day := day_asked(filler.problems):
        waiting.note(day=day.isoformat())
    if waiting.gaps or given == {}:
        await _wait_on(waiting, event, ctx)
        return [await _still_lacking(waiting, filler, ctx)]
    return await _complete(incoming, ctx, waiting)


async def _wait_on(waiting: _Waiting, event: Event, ctx: Context) -> None:
    message_id, user_id = waiting.message.line_message_id, event.user_id or ""
    await talk.wait_for(ctx.session, event.chat, user_id, message_id, waiting.index, event.at)


async def _still_lacking(waiting: _Waiting, filler: Filler, ctx: Context) -> Say:
    known, asks, given = ctx.directory.agency, waiting.asks, waiting.given
    number = int(given.get(Gap.NUMBER) or waiting.fields.issue_no or 0) or None
    fields = await among_candidates(replace(waiting.fields, issue_no=number), ctx)
    tried = (await among_candidates(replace(fields, problems=filler.problems), ctx)).problems
    offered = tried
    if filler.agencies and not tried:
        offered = (Problem(Mistake.AMBIGUOUS_AGENCY, choices=filler.agencies, why=ONE_ONLY),)
    choices = ctx.words.choices(fields, known, offered, given)
    if not choices and waiting.gaps[:1] == [Gap.NUMBER]:
        choices = ctx.words.number_choices(await numbers_for(fields.kind, ctx))
    if asks in waiting.gaps and not gaps_of(waiting.fields):
        return Say(ctx.words.not_an_answer(fields, asks, offered, known), choices=choices)
    return Say(ctx.words.mistake(fields, known, given, tried), choices=choices)


async def _waiting(incoming: Incoming, ctx: Context) -> _Waiting | None:
    """Return what waits for the sender in this chat, as its message says it now."""
    session, event = ctx.session, incoming.event
    if ctx.workspace is None or event.user_id is None:
        return None
    found = await talk.unfinished(session, event.chat, event.user_id, event.at, MOST_WAIT)
    if found is None:
        return None
    message = await inbox.get_message(session, found.line_message_id)
    first = read_event(await inbox.newest_version(session, found.line_message_id))
    if message is None or message.unsent_at or first is None or not first.text:
        return None
    told, index = replace(incoming, event=first), found.command
    read = await read_text(told, ctx, first.text, first.at)
    if index >= min(len(read), len(message.commands)):
        return None
    entry, fields = message.commands[index], read[index]
    if entry.get("workspace", ctx.workspace.id) != ctx.workspace.id:
        return None
    if "asks" in entry:
        fields, _ = await numbered(told, ctx, index, fields)
    waiting = _Waiting(message, first, index, fields)
    return None if entry["done"] or not waiting.gaps else waiting


async def _complete(incoming: Incoming, ctx: Context, waiting: _Waiting) -> list[Say]:
    """Carry the completed command out: as of its own message, but with the time of this one."""
    first, index, event = waiting.event, waiting.index, incoming.event
    told, entries = replace(incoming, event=first), waiting.message.commands
    read = await read_text(told, ctx, first.text or "", first.at)
    text = "\n".join(_with_given(read, entries, ctx))
    told = replace(told, event=replace(first, text=text))
    ctx = replace(ctx, message_id=first.message_id, typed=text)
    read_again = (await read_text(told, ctx, text, first.at))[index]
    fields, remark = await numbered(told, ctx, index, read_again)
    for gap in {*waiting.given} & {*Gap} - {*gaps_of(waiting.fields)}:
        fields = answered(fields, Gap(gap), waiting.given[gap], ctx.calendar.tz)
    says, refused = await attempt(
        ctx,
        subject("command", fields.kind),
        fields.kind,
        partial(_one_in_time, told, ctx, index, fields),
        number=fields.issue_no,
    )
    if refused:
        waiting.refused(refused)
        if refused.asks:
            await _wait_on(waiting, event, ctx)
        return with_offer(says, refused, ctx)
    at = instant(event.at)
    waiting.note(done=True, number=fields.issue_no, at=at)
    await bring_along(incoming.deps, ctx.session, first)
    await talk.wait_no_more(ctx.session, event.chat, event.user_id or "", event.at)
    if event.message_id is not None:
        entry = {"kind": Kind.NONE, "number": None, "done": True, "at": at}
        await inbox.note_message(ctx.session, event.message_id, event.at, [entry])
    return [*remark, *says]


async def _one_in_time(incoming: Incoming, ctx: Context, index: int, fields: Fields) -> list[Say]:
    """Carry out a command; raises Refused also where its deadline passed while it waited."""
    if fields.deadline is not None and fields.deadline <= ctx.occurred_at:
        sentence = ctx.words.not_ahead(fields.deadline)
        raise Refused("not_ahead", sentence, asks=Gap.DEADLINE)
    return await carry_out_one(incoming, ctx, index, fields)
