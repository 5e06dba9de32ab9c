"""What a command needs to know from LINE, asked before its transaction begins."""

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import replace
from typing import TypeVar

from bot import quota
from bot.deps import Deps
from bot.inbox.events import Event
from bot.inbox.incoming import speaker_of
from bot.line.api import LineError
from domain.chat.commands import Kind
from domain.chat.table import TABLE
from models import groups

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

PATIENCE_SECONDS = 3.0
"""How long a command waits for LINE before it is carried out without."""


async def ask_ahead(deps: Deps, event: Event) -> Event:
    """Ask what a `#quota` or `#bind` will need, before its transaction: none waits on the network.

    Returns the event, with name and size of its group where a `#bind` may look at them.
    """
    if _says(event, Kind.QUOTA):
        await _ask_quota(deps, event)
    if event.group_id is not None and _says(event, Kind.BIND):
        name, size = await asyncio.gather(
            _told(deps.line.group_name(event.group_id), "the name of a group"),
            _told(deps.line.member_count(event.group_id), "the size of a group"),
        )
        return replace(event, chat_name=name or "", chat_size=size)
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


async def _told(answer: Awaitable[Answer], what: str) -> Answer | None:
    """Return what LINE answers in time; `None` where it does not say: a code counts without."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await answer
    except (LineError, TimeoutError):
        log.warning("LINE did not tell %s.", what)
        return None
