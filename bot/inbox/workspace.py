"""The choice of a workspace in a 1:1 chat, and what was asked before it: carried out at once."""

from dataclasses import replace

from bot.inbox.events import Event, EventType, read_event
from bot.inbox.incoming import Incoming, speaker_of
from bot.inbox.messages import carry_out
from domain.chat.commands import Kind
from domain.chat.homes import named
from domain.chat.rights import Place
from domain.grammar import kinds
from domain.grammar.gaps import MOST_WAIT
from domain.say import Say
from models import inbox, talk
from models.talk import Unfinished


async def carry_out_and_go_on(incoming: Incoming) -> list[Say]:
    """Carry out a message; where it chooses a workspace, then what waited for the choice.

    That counts with the time of the choice. A choice that failed lets it wait on.
    """
    event, session = incoming.event, incoming.session
    if event.type is not EventType.MESSAGE or not _chooses(event):
        return await carry_out(incoming)
    waiting = await _waiting(incoming)
    says = await carry_out(incoming)
    if waiting is None:
        return says
    speaker = await speaker_of(session, event)
    first = read_event(await inbox.newest_version(session, waiting.line_message_id))
    if speaker.workspace is None:
        await talk.wait_for(
            session, event.chat, waiting.user_id, waiting.line_message_id, 0, event.at
        )
        return says
    if first is None or not first.text:
        return says
    # As an edit without a change: what was not done is done now.
    first = replace(first, type=EventType.MESSAGE_EDITED, at=event.at)
    return await carry_out(replace(incoming, event=first, speaker=speaker))


async def choose_by_name(incoming: Incoming) -> list[Say] | None:
    """Take a workspace's bare name or code for the choice that a command waits for."""
    event, speaker = incoming.event, incoming.speaker
    if speaker.workspace is not None or not speaker.homes[1:] or await _waiting(incoming) is None:
        return None
    home = named(speaker.homes, event.text or "")
    if home is None:
        return None
    event = replace(event, text=f"#{Kind.WORKSPACE} {home.code}", mentions=())
    return await carry_out_and_go_on(replace(incoming, event=event))


def _chooses(event: Event) -> bool:
    return event.group_id is None and kinds(event.text or "", event.mentioned) == [Kind.WORKSPACE]


async def _waiting(incoming: Incoming) -> Unfinished | None:
    """Return what waits for the choice: a command that was refused for the want of a workspace."""
    session, event = incoming.session, incoming.event
    if incoming.speaker.place is not Place.PRIVATE or event.user_id is None:
        return None
    found = await talk.unfinished(session, event.chat, event.user_id, event.at, MOST_WAIT)
    message = await inbox.get_message(session, found.line_message_id) if found else None
    if message is None or message.unsent_at is not None:
        return None
    homeless = all("home" not in entry for entry in message.commands)
    return found if homeless else None
