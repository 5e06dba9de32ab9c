"""The watch over the groups: who is in them, and groups that are nobody's."""

import logging
from datetime import timedelta

from bot.deps import Deps
from bot.line.api import LineError
from models.groups import unbound
from models.inbox import REDELIVERED
from models.people import codes
from models.roster import members

log = logging.getLogger(__name__)

QUESTIONS = 50
"""Questions to LINE in one run of a job: far below LINE's limit of 2,000 a second."""
ASK_AGAIN = timedelta(days=1)
TRY_AGAIN = timedelta(hours=1)
NOT_THERE = 404
"""What LINE answers about a group that we are not in; any other refusal may pass."""


async def find_members(deps: Deps) -> None:
    """Ask LINE whether people who never spoke are in their groups, so that mentions work. B6."""
    now = deps.clock()
    async with deps.reading() as session:
        pairs = await members.unknown_presence(session, now - ASK_AGAIN, QUESTIONS)
    for line_group_id, user_id in pairs:
        try:
            name = await deps.line.member_name(line_group_id, user_id)
        except LineError as error:
            log.warning("LINE does not tell who is in a group.", extra={"status": error.status})
            return
        async with deps.sessions.begin() as session:
            there = name is not None
            await members.note_presence(session, line_group_id, user_id, now, there=there)


async def leave_groups(deps: Deps) -> None:
    """Leave groups that nobody has bound for too long; forget old wrong codes. Rule B7."""
    before = deps.clock() - deps.settings.leave_after
    async with deps.reading() as session:
        nobodys = await unbound.overstayed(session, before, QUESTIONS)
    for line_group_id in nobodys:
        async with deps.reading() as session:
            # It may have been bound while LINE was asked to leave others.
            if line_group_id not in await unbound.overstayed(session, before, QUESTIONS):
                continue
        try:
            await deps.line.leave_group(line_group_id)
        except LineError as error:
            if error.status != NOT_THERE:
                log.warning("A group could not be left.", extra={"status": error.status})
                async with deps.sessions.begin() as session:
                    await unbound.stays(session, line_group_id, since=before + TRY_AGAIN)
                continue
            log.info("The bot was not in the group any more.")
        async with deps.sessions.begin() as session:
            await unbound.forget(session, [line_group_id])
        log.info("An unbound group was left.")
    async with deps.sessions.begin() as session:
        await codes.forget(session, deps.clock() - ASK_AGAIN)
        await unbound.forget_left(session, deps.clock() - REDELIVERED)
