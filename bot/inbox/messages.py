"""From a text to its effects and answers: read it, ask whether it may be, call the handler."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from bot.inbox.events import Event, EventType
from bot.inbox.incoming import Incoming, attempt, check_right, context_of
from bot.inbox.message_edited import message_edited
from domain.agencies import Mentioned
from domain.chat.commands import Asking, Fields, FileReport, Kind, Malformed, NearMiss
from domain.chat.mistakes import Mistake
from domain.errors import Refused
from domain.grammar import read_message
from domain.issues.audit import subject
from domain.say import Say
from handlers import HANDLERS, vouch
from handlers.context import Context
from models import inbox, issues, people
from models.inbox import Message


async def carry_out(incoming: Incoming) -> list[Say]:
    """Carry out the commands of a message, new or edited; return the answers, none for talk.

    Each command has a savepoint of its own: one that is refused leaves the others alone. What an
    edited message did before is told again, what it did not do is done now. A version older than
    one that was dealt with changes nothing. Rules E1 to E4.
    """
    if incoming.event.text is None:
        return []
    before = await inbox.get_message(incoming.session, incoming.event.message_id or "")
    if before is not None and before.unsent_at is not None:
        await inbox.erase_versions(incoming.session, before.line_message_id)
        return []
    if before is not None and _is_older(incoming.event, before):
        return []
    ctx = await context_of(incoming)
    read = await _read(incoming, ctx, incoming.event.text, incoming.event.at)
    done = list(before.commands) if before else []
    says: list[Say] = []
    now_done: list[dict[str, Any]] = []
    for index, fields in enumerate(read):
        was = done[index] if index < len(done) else None
        if was is not None and was["done"]:
            says += await _retell(incoming, ctx, index, done, fields)
            now_done.append(was)
        else:
            act = partial(_one, incoming, ctx, index, fields)
            said, carried_out = await attempt(
                ctx, subject("command", fields.kind), fields.kind, act
            )
            says += said
            now_done.append(_entry(fields, carried_out=carried_out))
    for index in range(len(read), len(done)):
        if done[index]["done"]:
            says += await _retell(incoming, ctx, index, done, None)
        now_done.append(done[index])
    await _remember(incoming, ctx, before, now_done)
    return says


def _is_older(event: Event, before: Message) -> bool:
    """Whether something newer was dealt with; an edit may carry the time of what it edits."""
    edited = event.type is EventType.MESSAGE_EDITED
    return event.at < before.said_at or (event.at == before.said_at and not edited)


def _entry(fields: Fields, *, carried_out: bool) -> dict[str, Any]:
    """Return what is remembered of a command; questions can be asked again and again."""
    changes = not isinstance(fields.outcome, Asking | NearMiss)
    return {"kind": fields.kind, "number": fields.issue_no, "done": carried_out and changes}


async def _remember(
    incoming: Incoming, ctx: Context, before: Message | None, done: list[dict[str, Any]]
) -> None:
    if incoming.event.message_id is None or not (done or before):
        return
    if before is not None:
        before.said_at, before.commands = incoming.event.at, done
        return
    incoming.session.add(
        Message(
            line_message_id=incoming.event.message_id,
            said_at=incoming.event.at,
            commands=done,
        )
    )


async def _retell(
    incoming: Incoming, ctx: Context, index: int, done: list[dict[str, Any]], fields: Fields | None
) -> list[Say]:
    """Let a command that was carried out say something else, as far as it can."""
    reader = partial(_read, incoming, ctx)
    act = partial(message_edited, incoming, ctx, index, done, fields, reader)
    kind = Kind(done[index]["kind"])
    said, _ = await attempt(ctx, subject("edit", kind), kind, act)
    return said


async def _one(incoming: Incoming, ctx: Context, index: int, fields: Fields) -> list[Say]:
    outcome = fields.outcome
    if isinstance(outcome, NearMiss):
        return [Say(ctx.words.did_you_mean(outcome.said, outcome.meant))]
    if isinstance(outcome, FileReport) and vouch.is_by_stranger(ctx):
        return await vouch.file_aside(outcome, ctx)
    check_right(fields.kind, incoming.speaker, ctx)
    remark: list[Say] = []
    if isinstance(outcome, Malformed) and (number := await _only_issue(incoming, outcome, ctx)):
        text, said_at = incoming.event.text or "", incoming.event.at
        fields = (await _read(incoming, ctx, text, said_at, number))[index]
        outcome, remark = fields.outcome, [Say(ctx.words.took_only(number))]
    if isinstance(outcome, Malformed | NearMiss):
        raise Refused("malformed", ctx.words.mistake(fields, ctx.directory.agency))
    return [*remark, *await HANDLERS[type(outcome)](outcome, ctx)]


async def _only_issue(incoming: Incoming, outcome: Malformed, ctx: Context) -> int | None:
    """Return the one issue that the sender still has to report, for a report without a number.

    Where a message is quoted, that one is meant, whatever it is about.
    """
    lacking = [problem.mistake for problem in outcome.problems]
    if incoming.event.quoted_message_id is not None:
        return None
    if outcome.kind is not Kind.REPORT or lacking != [Mistake.MISSING_ISSUE_NO]:
        return None
    agencies = [agency.id for agency in ctx.sender().agencies]
    owed = await issues.unreported(ctx.session, ctx.in_workspace().id, agency_ids=agencies)
    numbers = {assignment.issue.number for assignment in owed}
    return numbers.pop() if len(numbers) == 1 else None


async def _read(
    incoming: Incoming, ctx: Context, text: str, said_at: datetime, number: int | None = None
) -> Sequence[Fields]:
    """Read a text as it was meant at an instant; `number` is the issue where none is named."""
    return read_message(
        text,
        ctx.calendar.local(said_at),
        ctx.calendar,
        ctx.directory,
        quoted_issue_no=number or await _quoted_issue(incoming),
        mentioned=await _mentioned(incoming),
    )


async def _quoted_issue(incoming: Incoming) -> int | None:
    quoted, workspace = incoming.event.quoted_message_id, incoming.speaker.workspace
    if quoted is None or workspace is None:
        return None
    return await issues.number_of_post(incoming.session, workspace.id, quoted)


async def _mentioned(incoming: Incoming) -> Sequence[Mentioned]:
    """Return the mentions of the text; those of people on the roster with their agencies."""
    workspace = incoming.speaker.workspace
    found = []
    for mention in incoming.event.mentions:
        person = None
        if workspace is not None and mention.user_id is not None:
            person = await people.enrolled(incoming.session, workspace.id, mention.user_id)
        codes = tuple(agency.code for agency in person.agencies) if person else ()
        found.append(Mentioned(mention.typed, codes))
    return found
