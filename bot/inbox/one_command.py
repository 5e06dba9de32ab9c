"""One command of a message: may it be said here, is it whole, and which handler carries it out."""

from collections.abc import Collection
from dataclasses import replace

from bot.inbox.incoming import Incoming, check_right
from bot.inbox.reading import owed_by_sender, quoted_issue, read_text
from domain.chat.commands import Fields, FileReport, Kind, Malformed, NearMiss, Remind
from domain.chat.mistakes import Gap, Mistake, Problem
from domain.chat.other_words import NOT_YET
from domain.chat.questions import QUESTIONS
from domain.chat.table import TABLE
from domain.errors import Refused
from domain.grammar.gaps import gaps_of
from domain.grammar.numbers_within import numbers_within
from domain.say import Choice, Say
from handlers import HANDLERS, vouch
from handlers.candidates import among_candidates, assignments_for, numbers_for, with_choices
from handlers.context import Context
from models import issues

_LOOKED_AT = 5
"""Numbers of a report's first line that are looked up."""

MOST_ASKED_AGAIN = 60
"""Characters of a question that are repeated to be typed again."""


async def carry_out_one(incoming: Incoming, ctx: Context, index: int, fields: Fields) -> list[Say]:
    """Carry out one command of a message, or say why not; raises Refused."""
    outcome = fields.outcome
    if isinstance(outcome, NearMiss):
        if ctx.person is not None:  # nobody is told to send what is refused then
            check_right(outcome.meant, incoming.speaker, ctx)
        return [_ask_back(outcome, fields.typed, ctx)]
    if isinstance(outcome, FileReport) and vouch.is_by_stranger(ctx):
        return await vouch.file_aside(outcome, ctx)
    check_right(fields.kind, incoming.speaker, ctx)
    fields, remark = await numbered(incoming, ctx, index, fields)
    outcome = fields.outcome
    if isinstance(outcome, Malformed | NearMiss):
        raise await _malformed(incoming, fields, ctx)
    if fields.unread and (TABLE[fields.kind].changes_duty or isinstance(outcome, Remind)):
        about = fields.kind, fields.issue_no
        sentence = ctx.words.acts_on_all(*about, fields.unread)
        raise Refused("unread", sentence, ctx.words.whole(*about))
    not_used = ctx.words.not_used(fields.unread, fields.kind, fields.issue_no)
    unread = [Say(not_used)] if fields.unread else []
    try:
        says = [*remark, *await HANDLERS[type(outcome)](outcome, ctx), *unread]
    except Refused as refused:
        raise await with_choices(refused, fields.kind, fields.issue_no, ctx) from refused
    if fields.kind not in QUESTIONS:
        return says
    again = _asked_again(fields, ctx)
    return [replace(say, again=again) for say in says]


def _asked_again(fields: Fields, ctx: Context) -> str:
    """Return what to type to ask a question again: its first line, unless that is long."""
    typed = fields.typed.strip().partition("\n")[0]
    return typed if 0 < len(typed) <= MOST_ASKED_AGAIN else ctx.words.command(fields.kind)


def _ask_back(near: NearMiss, typed: str, ctx: Context) -> Say:
    right = ctx.words.put_right(near, typed)
    choices = () if near.word in NOT_YET else (Choice(right.partition("\n")[0], right),)
    return Say(ctx.words.did_you_mean(near, typed), choices=choices)


async def numbered(
    incoming: Incoming, ctx: Context, index: int, fields: Fields
) -> tuple[Fields, list[Say]]:
    """Take a report without a number for the only issue that its sender owes, and say so. Rule P4.

    Where a message is quoted, that one is meant, whatever it is about; where there is a number
    that may be another issue's, it is asked.
    """
    lacking = (Problem(Mistake.MISSING_ISSUE_NO),)
    if fields.kind is not Kind.REPORT or fields.problems != lacking:
        return fields, []
    if incoming.event.quoted_message_id is not None:
        return fields, []
    owed = await owed_by_sender(ctx)
    meant = await _named_within(fields.body, owed, ctx)
    if meant is not None:
        problems = (Problem(Mistake.MISSING_ISSUE_NO, meant=str(meant)),)
        return replace(fields, outcome=Malformed(Kind.REPORT, problems), problems=problems), []
    if len(owed) != 1:
        return fields, []
    (number,) = owed
    text, said_at = incoming.event.text or "", incoming.event.at
    read = await read_text(incoming, ctx, text, said_at, number)
    return read[index], [Say(ctx.words.took_only(number))]


async def _named_within(text: str, owed: Collection[int], ctx: Context) -> int | None:
    """Return the number in a report's text that may name an issue which its sender does not owe.

    It is called an issue's number, or an issue has it; those that are called so go first, and none
    counts behind one that is owed.
    """
    numbers = sorted(numbers_within(text, ctx.directory), key=lambda within: not within.labelled)
    for found in numbers[:_LOOKED_AT]:
        if found.number in owed:
            return None
        there = await issues.get(ctx.session, ctx.in_workspace().id, found.number)
        if found.labelled or there is not None:
            return found.number
    return None


async def _malformed(incoming: Incoming, fields: Fields, ctx: Context) -> Refused:
    """Return what is wrong with a command, with what may be meant for its first gap."""
    known = ctx.directory.agency
    fields = await among_candidates(fields, ctx)
    choices = ctx.words.choices(fields, known)
    if Gap.NUMBER in gaps_of(fields):
        meant = await _may_be_meant(incoming, fields, ctx)
        own = [agency.value() for agency in ctx.sender().agencies]
        if fields.kind is Kind.ACK and own and not meant:
            nothing = ctx.words.nothing_to_acknowledge(own)
            return Refused("nothing_to_acknowledge", nothing)
        choices = choices or ctx.words.number_choices(meant)
    return Refused("malformed", ctx.words.mistake(fields, known), choices)


async def _may_be_meant(incoming: Incoming, fields: Fields, ctx: Context) -> list[int]:
    """Return the issues that a command without a number may mean, in order.

    Of a report also one that its sender has, whose number may only count something; beside that
    only the issue of a quoted post.
    """
    doubted = {int(problem.meant) for problem in fields.problems if problem.meant.isdecimal()}
    quoted = await quoted_issue(incoming) if doubted else None
    also = [each for each in (*doubted, quoted) if each]
    own = {each for each in also if await assignments_for(Kind.PROGRESS, each, ctx)}
    return sorted(own if quoted else own.union(await numbers_for(fields.kind, ctx)))
