"""What a text says, as it was meant when it was typed: deadlines go by that instant."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.inbox.events import Event, read_event
from bot.inbox.incoming import Incoming
from domain.agencies import Mentioned
from domain.chat.commands import Fields, Kind
from domain.directory import Directory
from domain.grammar import MOST_COMMANDS, has_more, kinds, read_message
from domain.grammar.situation import Situation
from domain.say import Say
from handlers.context import Context
from models import issues, people
from models.issues import numbers, reports


async def read_text(
    incoming: Incoming, ctx: Context, text: str, said_at: datetime, number: int | None = None
) -> Sequence[Fields]:
    """Read a text as it was meant at an instant; `number` is the issue where none is named."""
    mentioned = await _mentioned(incoming, ctx.directory)
    tells = not {Kind.REPORT, Kind.PROGRESS}.isdisjoint(kinds(text, mentioned))
    return read_message(
        text,
        ctx.calendar.local(said_at),
        ctx.calendar,
        ctx.directory,
        quoted_issue_no=number or await quoted_issue(incoming),
        mentioned=mentioned,
        owed=await _owed(incoming, ctx) if tells else None,
    )


async def owed_by_sender(ctx: Context) -> set[int]:
    """Return the numbers of the issues that the sender still has to report."""
    if ctx.person is None or ctx.workspace is None:
        return set()
    agencies = [agency.id for agency in ctx.person.agencies]
    return await numbers.owed(ctx.session, ctx.workspace.id, agencies)


async def _owed(incoming: Incoming, ctx: Context) -> set[int] | None:
    """Return what the sender owed before this message, whatever it reported meanwhile."""
    if ctx.person is None:
        return None
    filed = await reports.of_message(ctx.session, incoming.event.message_id or "")
    return await owed_by_sender(ctx) | {report.assignment.issue.number for report in filed}


def situation_of(ctx: Context, said_at: datetime) -> Situation:
    """Return what reading at an instant needs to know besides the text."""
    return Situation(ctx.calendar.local(said_at), ctx.calendar, ctx.directory)


def more_commands(event: Event, ctx: Context) -> list[Say]:
    """Say that a message held more commands than are read."""
    more = event.text is not None and has_more(event.text, event.mentioned)
    return [Say(ctx.words.only_first_commands(MOST_COMMANDS))] if more else []


async def read_stored(
    incoming: Incoming, ctx: Context, stored: Mapping[str, Any]
) -> Sequence[Fields]:
    """Read the commands of a stored event as they were read when it came; none where it is none."""
    event = read_event(stored)
    if event is None or event.text is None:
        return []
    return await read_text(replace(incoming, event=event), ctx, event.text, event.at)


async def quoted_issue(incoming: Incoming) -> int | None:
    """Return the issue whose post a message quotes."""
    quoted, workspace = incoming.event.quoted_message_id, incoming.speaker.workspace
    if quoted is None or workspace is None:
        return None
    return await issues.number_of_post(incoming.session, workspace.id, quoted)


async def _mentioned(incoming: Incoming, directory: Directory) -> Sequence[Mentioned]:
    """Return the mentions of the text; those of people on the roster with their agencies."""
    workspace = incoming.speaker.workspace
    found = []
    for mention in incoming.event.mentions:
        person = None
        if workspace is not None and mention.user_id is not None:
            person = await people.enrolled(incoming.session, workspace.id, mention.user_id)
        codes = [agency.code for agency in person.agencies] if person else []
        # An office stands behind its ministry: whoever is of the office is mentioned for it.
        codes = sorted(directory.expand(reversed(codes)), key=directory.place)
        found.append(Mentioned(mention.typed, tuple(codes), mention.start))
    return found
