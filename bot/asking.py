"""What is asked of LINE before a transaction begins, so that none waits on the network."""

import asyncio
import logging

from bot.deps import Deps
from bot.events import Event
from bot.line_api import LineError
from bot.speakers import speaker_of
from domain.commands import Kind
from domain.grammar.words import WORDS
from models import groups, usage

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 3.0


async def ask_ahead(deps: Deps, event: Event) -> None:
    """Ask what a `#quota` will need: the month's messages and the size of each group.

    Where LINE does not answer in time, what it said last stands.
    """
    said = (event.text or "").lower()
    if event.type != "message" or not any(word in said for word in WORDS[Kind.QUOTA]):
        return
    async with deps.sessions() as session:
        speaker = await speaker_of(session, event)
        if speaker.workspace is None:
            return
        bound = await groups.of_workspace(session, speaker.workspace.id)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            facts = await deps.line.quota()
            counts = {each.id: await deps.line.member_count(each.line_group_id) for each in bound}
    except (LineError, TimeoutError) as error:
        log.warning("LINE did not tell the quota", extra={"error": repr(error)})
        return
    now = deps.clock()
    async with deps.sessions.begin() as session:
        await usage.note_quota(session, quota=facts.quota, used=facts.used, now=now)
        for group_id, count in counts.items():
            await groups.note_count(session, group_id, count, now)
