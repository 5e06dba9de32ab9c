"""What is asked of LINE: the month's messages, and how many people a push would reach."""

import asyncio
import logging
from collections.abc import Sequence

from bot.deps import Deps
from bot.inbox.speaker import speaker_of
from bot.line.api import LineError
from bot.line.events import Event
from domain.chat.commands import Kind
from domain.chat.table import TABLE
from models import groups, usage
from models.groups import Group

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
            await ask_line(deps, bound)
    except TimeoutError:
        log.warning("LINE did not tell the quota in time.")


async def ask_line(deps: Deps, bound: Sequence[Group]) -> None:
    """Ask for the quota and the size of each group, and keep it; what fails stays as it was."""
    try:
        quota = await deps.line.quota()
    except LineError as error:
        log.warning("LINE does not tell the quota.", extra={"status": error.status})
    else:
        async with deps.sessions.begin() as session:
            await usage.note_quota(session, quota=quota.quota, used=quota.used, now=deps.clock())
    for group in bound:
        await _count_members(deps, group)


async def _count_members(deps: Deps, group: Group) -> None:
    try:
        count = await deps.line.member_count(group.line_group_id)
    except LineError as error:
        extra = {"group_id": group.id, "status": error.status}
        log.warning("LINE does not tell the size of a group.", extra=extra)
        return
    async with deps.sessions.begin() as session:
        await groups.note_count(session, group.id, count)
