"""From a tapped button to the same handlers as a typed command; who pressed decides."""

from dataclasses import replace
from functools import partial

from bot.inbox.incoming import Incoming, attempt, check_right, context_of
from domain.chat.buttons import Press, Tap, read_tap
from domain.chat.commands import Accept, Ack, Command, Decide, Extend, IssueNo, Kind, Noted
from domain.chat.rights import Place
from domain.errors import Refused
from domain.issues.audit import subject
from domain.say import Mention, Say
from handlers import HANDLERS
from handlers.context import Context

_KINDS = {
    Press.ACK: Kind.ACK,
    Press.EXTEND: Kind.EXTEND,
    Press.ACCEPT: Kind.ACCEPT,
    Press.GRANT: Kind.GRANT,
    Press.REFUSE: Kind.REFUSE,
    Press.PROGRESS: Kind.PROGRESS,
}
"""The command that a button stands for: its rights count."""

_OF_A_RECORD = (Press.GRANT, Press.REFUSE, Press.PROGRESS)
"""Buttons whose number is no issue's."""


async def press(incoming: Incoming) -> list[Say]:
    """Carry out a tap; nothing for a button that only opens the keyboard."""
    ctx = await context_of(incoming)
    tap = read_tap(incoming.event.postback_data, incoming.event.picked, ctx.calendar.tz)
    if tap is None:
        return [Say(ctx.words.unknown_button())]
    if tap.press is Press.WRITE:
        return []
    says, refused = await attempt(
        ctx,
        subject("button", tap.press),
        _KINDS[tap.press],
        partial(_carry_out, incoming, ctx, tap),
        number=None if tap.press in _OF_A_RECORD else tap.number,
    )
    return [_whose(say, ctx) for say in says] if refused else says


def _whose(say: Say, ctx: Context) -> Say:
    """Let a refusal say who tapped: a whole group reads it. LINE names whom we do not know."""
    if ctx.place is Place.PRIVATE or ctx.user_id is None:
        return say
    if ctx.person is None:
        return replace(say, mentions=(Mention(ctx.user_id, ""),))
    return replace(say, text=ctx.words.refused_button(ctx.person.name, say.text))


async def _carry_out(incoming: Incoming, ctx: Context, tap: Tap) -> list[Say]:
    elsewhere = ctx.workspace is None and incoming.speaker.workspaces
    if elsewhere or ctx.in_workspace().code != tap.workspace:
        raise Refused("foreign_button", ctx.words.foreign_button())
    check_right(_KINDS[tap.press], incoming.speaker, ctx)
    command = _command(tap)
    if command is None:
        raise Refused("malformed", ctx.words.unknown_button())
    return await HANDLERS[type(command)](command, ctx)


def _command(tap: Tap) -> Command | Decide | Noted | None:
    """Return what would have been typed."""
    issue = IssueNo(tap.number)
    match tap.press:
        case Press.ACK:
            return Ack((issue,))
        case Press.ACCEPT:
            return Accept(issue, (tap.agency,) if tap.agency else (), tap.report)
        case Press.EXTEND if tap.picked is not None:
            return Extend(issue, tap.picked)
        case Press.GRANT | Press.REFUSE:
            return Decide(tap.number, tap.press is Press.GRANT)
        case Press.PROGRESS:
            return Noted(tap.number)
        case _:
            return None
