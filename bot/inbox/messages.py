"""From a text to its effects and answers: read it, ask whether it may be, call the handler."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from bot.deps import words_of
from bot.inbox.events import Event, EventType, read_event
from bot.inbox.incoming import Incoming, attempt, context_of
from bot.inbox.message_edited import message_edited
from bot.inbox.one_command import carry_out_one
from bot.inbox.pace import pace_of
from bot.inbox.reading import more_commands, read_text
from bot.inbox.unfinished import asked_for, await_the_rest, read_as_filled, with_offer
from domain.chat.commands import Asking, Fields, Kind, Malformed, NearMiss, Status
from domain.chat.rights import Place
from domain.errors import Refused
from domain.issues.audit import instant, subject
from domain.pace import Pace
from domain.say import Say
from handlers.context import Context
from handlers.earlier import Older, count_from_then
from models import inbox
from models.inbox import Message, talk
from models.issues import reports
from models.workspaces import NotHeld


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers to a message that only asks, and what is remembered of its commands.

    `workspace_id` is the workspace of which they tell, if of any.
    """

    workspace_id: int | None
    says: list[Say]
    commands: list[dict[str, Any]]


async def answer_questions(incoming: Incoming) -> Answered | None:
    """Answer a message that only asks, in a session that only reads: it holds nobody up.

    `None` where more is to be done: a refusal is on record, a version of a known message goes by
    what the others did, and a chat of no workspace may turn out to be a group that was left.
    """
    session, event, home = incoming.session, incoming.event, incoming.speaker.workspace
    before = await inbox.get_message(session, event.message_id or "")
    if before is not None and (before.unsent_at or any(each["done"] for each in before.commands)):
        return None
    allowed = await pace_of(incoming)
    if allowed is not Pace.ANSWERED:
        says = [_asks_too_often(incoming)] if allowed is Pace.TOLD else []
        return Answered(home.id if home else None, says, [])
    if home is None or before is not None:
        return None
    ctx = await context_of(incoming)
    answered = Answered(home.id, [], [])
    for index, fields in enumerate(await read_text(incoming, ctx, event.text or "", event.at)):
        if not isinstance(fields.outcome, Asking | Status):
            return None
        act = partial(carry_out_one, incoming, ctx, index, fields)
        about = subject("command", fields.kind)
        try:
            said, refused = await attempt(
                ctx, about, fields.kind, act, number=fields.issue_no, only_reads=True
            )
        except NotHeld:
            return None
        answered.says.extend(said)
        answered.commands.append(_entry(fields, ctx, refused))
    answered.says.extend(more_commands(event, ctx))
    return answered


def _asks_too_often(incoming: Incoming) -> Say:
    words = words_of(incoming.deps.settings)
    limit = incoming.deps.settings.questions_a_minute
    return Say(words.asks_too_often(limit), again=words.command(Kind.HELP))


async def remember(incoming: Incoming, answered: Answered) -> list[Say]:
    """Remember a message that was answered, in case it is edited; return the answers.

    As any newer command it ends the waiting of its sender's older one (E6).
    """
    session, event = incoming.session, incoming.event
    if event.user_id is not None and incoming.speaker.waits:
        await talk.wait_no_more(session, event.chat, event.user_id, event.at)
    await _remember(incoming, None, answered.commands)
    return answered.says


async def carry_out(incoming: Incoming) -> list[Say]:
    """Carry out the commands of a message, new or edited; return the answers, none for talk.

    Each command has a savepoint of its own: one that is refused leaves the others alone. What an
    edited message did before is told again, what it did not do is done now. Rules E1 to E4.
    """
    if incoming.event.text is None:
        return []
    before = await inbox.get_message(incoming.session, incoming.event.message_id or "")
    if before is not None and before.unsent_at is not None:
        await inbox.erase_versions(incoming.session, before.line_message_id)
        return []
    ctx = await context_of(incoming)
    known = before.commands if before else []
    read = await read_as_filled(incoming, ctx, known, incoming.event.text, incoming.event.at)
    if before is not None and _is_older(incoming.event, before):
        return await _older(incoming, ctx, read, before)
    done = list(before.commands) if before else []
    says: list[Say] = []
    now_done: list[dict[str, Any]] = []
    for index, fields in enumerate(read):
        was = done[index] if index < len(done) else None
        if was is not None and was["done"]:
            says += await _retell(incoming, ctx, index, done, fields)
            now_done.append(was)
        else:
            act = partial(carry_out_one, incoming, ctx, index, fields)
            said, refused = await attempt(
                ctx, subject("command", fields.kind), fields.kind, act, number=fields.issue_no
            )
            says += with_offer(said, refused, ctx)
            now_done.append(_entry(fields, ctx, refused) | asked_for(refused))
    for index in range(len(read), len(done)):
        if done[index]["done"]:
            says += await _retell(incoming, ctx, index, done, None)
        now_done.append(done[index])
    await _remember(incoming, before, now_done)
    await await_the_rest(incoming, ctx, read, now_done)
    return [*says, *more_commands(incoming.event, ctx)]


def _is_older(event: Event, before: Message) -> bool:
    """Whether something newer was dealt with; an edit may carry the time of what it edits."""
    edited = event.type is EventType.MESSAGE_EDITED
    return event.at < before.said_at or (event.at == before.said_at and not edited)


async def _older(
    incoming: Incoming, ctx: Context, read: Sequence[Fields], before: Message
) -> list[Say]:
    """Deal with a version that arrives after a newer one: as if it had come before. Rules E2, E4.

    What both of them say counts from the older one. What the newer one did not do is done now,
    and then made to say what the newer one says.
    """
    says: list[Say] = []
    done, found = list(before.commands), set[int]()
    for index, fields in enumerate(read):
        if index == len(done):
            done.append(_entry(fields, ctx, None) | {"done": False})
        unclear = isinstance(fields.outcome, Malformed) and fields.kind is not Kind.REPORT
        if unclear or isinstance(fields.outcome, Asking | NearMiss):
            continue
        left = [at for at in (index, *range(len(done))) if at not in found]
        same = next((at for at in left if _is_same(done[at], fields)), None)
        if same is not None:
            found.add(same)
            numbered = await _numbered(incoming, ctx, index, fields)
            moved = await _count_from_then(ctx, done, same, numbered)
            says += [replace(say, changes_duty=True) for say in moved]
        elif not done[index]["done"]:
            act = partial(carry_out_one, incoming, ctx, index, fields)
            said, refused = await attempt(
                ctx, subject("command", fields.kind), fields.kind, act, number=fields.issue_no
            )
            done[index] = _entry(fields, ctx, refused)
            says += [*said, *([] if refused else await _retell_newest(incoming, index, done))]
    before.commands = done
    return says


async def _numbered(incoming: Incoming, ctx: Context, index: int, fields: Fields) -> Fields:
    """Read a report without a number as one on the issue on which its message has reported."""
    if not isinstance(fields.outcome, Malformed):
        return fields
    filed = await reports.of_message(incoming.session, incoming.event.message_id or "")
    numbers = {report.assignment.issue.number for report in filed}
    if len(numbers) != 1:
        return fields
    text, said_at = incoming.event.text or "", incoming.event.at
    return (await read_text(incoming, ctx, text, said_at, numbers.pop()))[index]


def _is_same(entry: dict[str, Any], fields: Fields) -> bool:
    """Whether a command that was carried out is this one; an `#ack` may name several issues."""
    if not entry["done"] or entry["kind"] != fields.kind:
        return False
    return fields.kind is Kind.ACK or bool(entry["number"] == fields.issue_no)


async def _count_from_then(
    ctx: Context, done: list[dict[str, Any]], index: int, fields: Fields
) -> list[Say]:
    """Let a command that was carried out count from this version of it, if that is earlier."""
    entry = done[index]
    was = datetime.fromisoformat(entry["at"])
    if ctx.workspace is None or isinstance(fields.outcome, Malformed | NearMiss):
        return []
    if was <= ctx.occurred_at:
        return []
    nth = sum(1 for each in done[:index] if each["kind"] == Kind.ISSUE and each["done"])
    older = Older(fields.kind, fields.issue_no, fields.outcome, was, nth)
    done[index] = entry | {"at": instant(ctx.occurred_at)}
    return await count_from_then(older, ctx)


async def _retell_newest(incoming: Incoming, index: int, done: list[dict[str, Any]]) -> list[Say]:
    """Let a command that an older version did say what the newest version says, if it is kept."""
    message_id = incoming.event.message_id or ""
    newest = read_event(await inbox.newest_version(incoming.session, message_id))
    if newest is None or not newest.text:
        return []
    told = replace(incoming, event=newest)
    ctx = await context_of(told)
    read = await read_text(told, ctx, newest.text, newest.at)
    return await _retell(told, ctx, index, done, read[index] if index < len(read) else None)


def _entry(fields: Fields, ctx: Context, refused: Refused | None) -> dict[str, Any]:
    """Return what is remembered of a command; questions can be asked again and again.

    Of one said 1:1 also the id of the workspace in which it was understood, if in any.
    """
    changes = not isinstance(fields.outcome, Asking | NearMiss)
    entry = {
        "kind": fields.kind,
        "number": fields.issue_no,
        "done": refused is None and changes,
        "at": instant(ctx.occurred_at),
    }
    private = ctx.place is Place.PRIVATE and ctx.workspace is not None
    return entry | ({"workspace": ctx.in_workspace().id} if private else {})


async def _remember(incoming: Incoming, before: Message | None, done: list[dict[str, Any]]) -> None:
    if incoming.event.message_id is None or not (done or before):
        return
    if before is not None:
        before.said_at, before.commands = incoming.event.at, done
        return
    await inbox.note_message(incoming.session, incoming.event.message_id, incoming.event.at, done)


async def _retell(
    incoming: Incoming, ctx: Context, index: int, done: list[dict[str, Any]], fields: Fields | None
) -> list[Say]:
    """Let a command that was carried out say something else, as far as it can."""
    if fields is not None:
        fields = await _numbered(incoming, ctx, index, fields)
    reader = partial(read_as_filled, incoming, ctx, done)
    act = partial(message_edited, incoming, ctx, index, done, fields, reader)
    kind, number = Kind(done[index]["kind"]), done[index]["number"]
    said, _ = await attempt(ctx, subject("edit", kind), kind, act, number=number)
    return said
