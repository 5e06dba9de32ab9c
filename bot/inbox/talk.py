"""Messages without a command: they fill a gap, are answered 1:1 once an hour, or are forgotten."""

from bot.inbox.incoming import Incoming, context_of
from bot.inbox.unfinished import fill_gap
from bot.inbox.workspace import choose_by_name
from domain.chat.rights import Place
from domain.say import Say
from models import inbox
from models.inbox import talk


async def hear(incoming: Incoming) -> list[Say]:
    """Answer a message without a command; what fills no gap leaves no word behind."""
    session, event = incoming.session, incoming.event
    if event.message_id is None:
        return []
    if await inbox.is_unsent(session, event.message_id):
        await inbox.erase_versions(session, event.message_id)
        return []
    says = await choose_by_name(incoming) or await fill_gap(incoming) if event.text else None
    if says is not None:
        return says
    await inbox.empty(session, event.message_id)
    if incoming.speaker.place is not Place.PRIVATE:
        return []
    if not await talk.may_hint(session, event.chat, incoming.now):
        return []
    ctx = await context_of(incoming)
    names = incoming.speaker.workspaces
    if names[1:] and ctx.person is None:
        asked = ctx.words.several_workspaces(names)
        return [Say(asked, choices=ctx.words.workspace_choices(names))]
    enrolled = ctx.person is not None
    speaks = ctx.person is not None and bool(ctx.person.agencies)
    told = ctx.words.only_commands(ctx.roles, enrolled=enrolled, file=event.is_file, speaks=speaks)
    steps = ctx.words.first_steps(ctx.roles, speaks=speaks) if enrolled else ()
    return [Say(told, choices=steps)]
