"""Of which workspace a 1:1 chat speaks: chosen, told by a button, and shown in the answer. B12.

What was asked before a choice is carried out at once.
"""

from dataclasses import replace

from bot.deps import words_of
from bot.inbox.events import Event, EventType, read_event
from bot.inbox.incoming import Incoming, speaker_of
from bot.inbox.messages import carry_out
from domain.chat.buttons import workspace_in
from domain.chat.commands import Kind
from domain.chat.rights import Place
from domain.chat.workspaces import named
from domain.grammar import kinds
from domain.grammar.gaps import MOST_WAIT
from domain.say import Say
from models import inbox
from models.inbox import talk
from models.inbox.talk import Unfinished


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
    asked = speaker.workspace is None and len(speaker.workspaces) > 1
    if not asked or await _waiting(incoming) is None:
        return None
    chosen = named(speaker.workspaces, event.text or "")
    if chosen is None:
        return None
    event = replace(event, text=f"#{Kind.WORKSPACE} {chosen.code}", mentions=())
    return await carry_out_and_go_on(replace(incoming, event=event))


def _chooses(event: Event) -> bool:
    return event.group_id is None and kinds(event.text or "", event.mentioned) == [Kind.WORKSPACE]


def _joins(event: Event) -> bool:
    return Kind.JOIN in kinds(event.text or "", event.mentioned)


async def _waiting(incoming: Incoming) -> Unfinished | None:
    """Return what waits for the choice: a command that was refused for the want of a workspace."""
    session, event = incoming.session, incoming.event
    if incoming.speaker.place is not Place.PRIVATE or event.user_id is None:
        return None
    found = await talk.unfinished(session, event.chat, event.user_id, event.at, MOST_WAIT)
    message = await inbox.get_message(session, found.line_message_id) if found else None
    if message is None or message.unsent_at is not None:
        return None
    understood = any("workspace" in entry for entry in message.commands)
    return None if understood else found


def workspace_told(event: Event) -> str | None:
    """Return the code of the workspace to which a button belongs that was tapped 1:1."""
    tapped = event.group_id is None and event.type is EventType.POSTBACK
    return workspace_in(event.postback_data) if tapped else None


async def with_workspace(incoming: Incoming, says: list[Say]) -> list[Say]:
    """Let an answer 1:1 say of which workspace it speaks, where the reader has several."""
    speaker, event = incoming.speaker, incoming.event
    if speaker.place is not Place.PRIVATE or not says:
        return says
    if event.type is EventType.MESSAGE and (speaker.workspaces[1:] or _joins(event)):
        speaker = await speaker_of(incoming.session, event)  # the message may have chosen
    if speaker.workspace is None or not speaker.workspaces[1:]:
        return says
    words = words_of(incoming.deps.settings)
    line = words.speaks_of(speaker.workspace.name, several=True)
    first, *rest = says
    if first.card is not None:
        return [Say(line), *says]
    return [replace(first, text=f"{line}\n{first.text}"), *rest]
