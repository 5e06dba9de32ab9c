"""What a command needs to know from LINE, asked before its transaction begins."""

import asyncio
import logging

from bot import quota
from bot.deps import Deps
from bot.inbox.events import Event
from bot.inbox.incoming import speaker_of
from domain.chat.commands import Kind
from domain.chat.table import TABLE
from models import groups

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 3.0
"""How long a `#quota` waits for LINE before it answers with what LINE said last."""


async def ask_ahead(deps: Deps, event: Event) -> None:
    """Ask what a `#quota` will need, before its transaction begins: none waits on the network."""
    said = (event.text or "").lower()
    if event.type != "message" or not any(word in said for word in TABLE[Kind.QUOTA].words):
        return
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
