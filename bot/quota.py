"""What LINE says of the month's messages and of the size of each group: asked and kept."""

import logging
from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.line.api import LineError
from domain.spending import month_at, off_by
from models import quota
from models.groups import Group
from models.outbox import spending, untold

log = logging.getLogger(__name__)


async def ask(deps: Deps, bound: Sequence[Group]) -> None:
    """Ask for the quota and the size of each group, and keep it; what fails stays as it was.

    Groups for which the month has room again are pushed to again.
    """
    await ask_sizes(deps, bound)
    asked_at, zone = deps.clock(), deps.settings.timezone
    month = month_at(asked_at, zone)
    since = datetime.combine(month, time(), zone)
    async with deps.reading() as session:
        before = await _counted(session, since)
    try:
        said = await deps.line.quota()
    except LineError as error:
        log.warning("LINE does not tell the quota.", extra={"status": error.status})
        return
    left = None if said.quota is None else said.quota - said.used
    async with deps.sessions.begin() as session:
        last = await quota.last_told(session)
        if last is not None and month_at(last.asked_at, zone) < month:
            await untold.decide_anew(session, asked_at)
        # LINE may or may not know of what was sent meanwhile: the nearer of both counts stands.
        ours = (before, await _counted(session, since))
        counted, in_doubt = min(ours, key=lambda each: off_by(said.used, *each))
        await quota.note(
            session,
            quota=said.quota,
            used=said.used,
            asked_at=asked_at,
            now=deps.clock(),
            counted=counted,
            in_doubt=in_doubt,
        )
        await quota.note_room(session, left, asked_at)


async def _counted(session: AsyncSession, since: datetime) -> tuple[int, int]:
    """Return what was billed in the month that began then (local), and what is in doubt."""
    billed = await spending.billed(session, since.date())
    return billed, await spending.in_doubt(session, since)


async def ask_sizes(deps: Deps, bound: Sequence[Group]) -> None:
    """Ask for the size of each group, and keep it; what fails stays as it was."""
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
        await quota.note_count(session, group.id, count)
