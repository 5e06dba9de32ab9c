"""Which workspace an event of a 1:1 chat tells itself, and of which one an answer speaks."""

from dataclasses import replace

from bot.deps import words_of
from bot.inbox.events import Event, EventType
from bot.inbox.incoming import Incoming, speaker_of
from domain.chat.buttons import workspace_in
from domain.chat.rights import Place
from domain.say import Say


def home_told(event: Event) -> str | None:
    """Return the code of the workspace to which a button belongs that was tapped 1:1."""
    tapped = event.group_id is None and event.type is EventType.POSTBACK
    return workspace_in(event.postback_data) if tapped else None


async def with_home(incoming: Incoming, says: list[Say]) -> list[Say]:
    """Let an answer 1:1 say of which workspace it speaks, where the reader has several."""
    speaker, event = incoming.speaker, incoming.event
    if speaker.place is not Place.PRIVATE or not says:
        return says
    if event.type is EventType.MESSAGE:
        speaker = await speaker_of(incoming.session, event)  # the message may have chosen
    if speaker.workspace is None or not speaker.homes[1:]:
        return says
    words = words_of(incoming.deps.settings)
    line = words.speaks_of(speaker.workspace.name, several=True)
    first, *rest = says
    if first.card is not None:
        return [Say(line), *says]
    return [replace(first, text=f"{line}\n{first.text}"), *rest]
