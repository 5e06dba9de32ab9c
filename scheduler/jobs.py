"""The jobs, and how often each runs. A job may do anything twice, or at two places at once."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot import quota
from bot.deps import Deps
from domain.evidence import REMEMBERED
from models import attachments, groups, inbox, workspaces
from models.retention import erase_carried_text
from scheduler.admins import tell_admins
from scheduler.members import find_members, leave_groups
from scheduler.tick import tick

log = logging.getLogger(__name__)

KEPT_TEXT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Job:
    """Something done again and again; `every` counts from start to start."""

    name: str
    run: Callable[[Deps], Awaitable[None]]
    every: timedelta


async def ask_quota(deps: Deps) -> None:
    """Ask LINE for this month's quota and the size of each group."""
    async with deps.reading() as session:
        bound = [
            group
            for workspace in await workspaces.listed(session)
            for group in await groups.of_workspace(session, workspace.id)
        ]
    await quota.ask(deps, bound)


async def erase(deps: Deps) -> None:
    """Erase carried texts after thirty days."""
    async with deps.sessions.begin() as session:
        erased = await erase_carried_text(session, deps.clock() - KEPT_TEXT)
        await attachments.forget_before(session, deps.clock() - REMEMBERED)
        await inbox.forget_unsent(session, deps.clock() - inbox.REDELIVERED)
    if erased:
        log.info("Old texts erased.", extra={"rows": erased})


JOBS = (
    # Four seconds, so that two ticks are never more than five apart.
    Job("tick", tick, timedelta(seconds=4)),
    Job("find_members", find_members, timedelta(minutes=1)),
    Job("tell_admins", tell_admins, timedelta(minutes=1)),
    Job("ask_line", ask_quota, timedelta(minutes=30)),
    Job("leave_groups", leave_groups, timedelta(minutes=10)),
    Job("erase", erase, timedelta(hours=1)),
)
