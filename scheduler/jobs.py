"""The jobs, and how often each runs. A job may do anything twice, or at two places at once."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.deps import Deps
from bot.line_api import LineError
from models import groups, usage, workspaces
from models.erasing import erase_carried_text
from models.groups import Group
from scheduler.tick import tick

log = logging.getLogger(__name__)

KEPT_TEXT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Job:
    """Something done again and again; `every` counts from start to start."""

    name: str
    run: Callable[[Deps], Awaitable[None]]
    every: timedelta


async def ask_line(deps: Deps) -> None:
    """Ask LINE for this month's quota and the size of each group; what fails stays as it was."""
    now = deps.clock()
    try:
        quota = await deps.line.quota()
    except LineError as error:
        log.warning("LINE does not tell the quota.", extra={"status": error.status})
    else:
        async with deps.sessions.begin() as session:
            await usage.note_quota(session, quota=quota.quota, used=quota.used, now=now)
    for group in await _groups(deps):
        await _count_members(deps, group)


async def erase(deps: Deps) -> None:
    """Erase carried texts after thirty days."""
    async with deps.sessions.begin() as session:
        erased = await erase_carried_text(session, deps.clock() - KEPT_TEXT)
    if erased:
        log.info("Old texts erased.", extra={"rows": erased})


JOBS = (
    # Four seconds, so that two ticks are never more than five apart.
    Job("tick", tick, timedelta(seconds=4)),
    Job("ask_line", ask_line, timedelta(minutes=30)),
    Job("erase", erase, timedelta(hours=1)),
)


async def _groups(deps: Deps) -> list[Group]:
    async with deps.reading() as session:
        return [
            group
            for workspace in await workspaces.listed(session)
            for group in await groups.of_workspace(session, workspace.id)
        ]


async def _count_members(deps: Deps, group: Group) -> None:
    try:
        count = await deps.line.member_count(group.line_group_id)
    except LineError as error:
        extra = {"group_id": group.id, "status": error.status}
        log.warning("LINE does not tell the size of a group.", extra=extra)
        return
    async with deps.sessions.begin() as session:
        await groups.note_count(session, group.id, count, deps.clock())
