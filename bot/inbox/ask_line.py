"""What a command needs to know from LINE, asked before its transaction begins."""

import asyncio
import logging
from dataclasses import replace

from bot import quota
from bot.deps import Deps
from bot.inbox.events import Event
from bot.inbox.incoming import speaker_of
from bot.line.api import LineError
from domain.chat.commands import Kind
from domain.chat.table import TABLE
from models import groups

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 3.0
"""How long a command waits for LINE before it is carried out without."""


async def ask_ahead(deps: Deps, event: Event) -> Event:
    """Ask what a `#quota` or `#bind` will need, before its transaction: none waits on the network.

    Returns the event, with the name of its group where a `#bind` may look at it.
    """
    if _says(event, Kind.QUOTA):
        await _ask_quota(deps, event)
    if event.group_id is not None and _says(event, Kind.BIND):
        return replace(event, chat_name=await _ask_name(deps, event.group_id))
    return event


def _says(event: Event, kind: Kind) -> bool:
    said = (event.text or "").lower()
    return event.type == "message" and any(word in said for word in TABLE[kind].words)


async def _ask_quota(deps: Deps, event: Event) -> None:
    async with deps.reading() as session:
        speaker = await speaker_of(session, event)
        if speaker.workspace is None:
            return
        bound = await groups.of_workspace(session, speaker.workspace.id)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await quota.ask(deps, bound)
    except TimeoutError:
        log.warning("LINE did not tell the quota in time.")


async def _ask_name(deps: Deps, group_id: str) -> str:
    """Ask what LINE calls a group; empty where it does not say, and then the code alone counts."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await deps.line.group_name(group_id)
    except (LineError, TimeoutError):
        log.warning("LINE did not tell the name of a group.")
        return ""
