"""The jobs, and how often each runs. A job may do anything twice, or at two places at once."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot import quota
from bot.deps import Deps
from domain.evidence import REMEMBERED
from models import groups, workspaces
from models.evidence import attachments
from models.inbox import talk
from models.outbox import untold
from models.people import friends
from models.quota import last_told, of_unknown_size
from models.reminders import faults
from models.retention import forget_carried, forget_messages
from scheduler.admins import tell_admins
from scheduler.auditor import audit_ledgers
from scheduler.lapsing import end_old_notices
from scheduler.members import find_members, leave_groups
from scheduler.replan import obey_settings
from scheduler.tick import tick

log = logging.getLogger(__name__)

KEPT_CARRIED = timedelta(days=30)
"""Far longer than LINE delivers an event again, and than anybody asks what was said when."""

KEPT_MESSAGES = timedelta(days=400)
"""LINE does not tell how long a message may be edited; nobody edits one of last year."""

ASK_EVERY = timedelta(minutes=30)
"""How often LINE is asked for the month's messages."""

STEP, MOST_STEPS = 500, 40
"""Rows that go in one transaction, so that no command waits for it, and transactions in a run."""


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


async def ask_for_room(deps: Deps) -> None:
    """Ask LINE again where notices wait for room in the month, half an hour after it was asked.

    By our clock, so that it happens at once where that jumps ahead. Rule M18.
    """
    now = deps.clock()
    async with deps.reading() as session:
        said = await last_told(session)
        if said is not None and now - said.asked_at < ASK_EVERY:
            return  # what is held back is not even counted
        if not await untold.held_back(session, now):
            return
    await quota.ask(deps, ())  # groups seldom grow, and LINE may be out


async def ask_sizes(deps: Deps) -> None:
    """Ask LINE for the size of groups bound since `ASK_EVERY` ago of which it has not told it."""
    async with deps.reading() as session:
        unknown = await of_unknown_size(session, deps.clock() - ASK_EVERY)
    if unknown:
        await quota.ask_sizes(deps, unknown)


async def erase(deps: Deps) -> None:
    """Delete what only carried something, in small steps; more than a run takes waits. Rule M7."""
    now = deps.clock()
    async with deps.sessions.begin() as session:
        await attachments.forget_before(session, now - REMEMBERED)
        await talk.forget_before(session, now - talk.BETWEEN_HINTS)
        await faults.forget_before(session, now - KEPT_CARRIED)
        await friends.forget(session, now - KEPT_CARRIED, now - KEPT_MESSAGES)
    gone = 0
    for _ in range(MOST_STEPS):
        async with deps.sessions.begin() as session:
            step = await forget_carried(session, now - KEPT_CARRIED, STEP)
            step += await forget_messages(session, now - KEPT_MESSAGES, STEP)
        gone += step
        if not step:
            break
    if gone:
        log.info("Old rows deleted.", extra={"rows": gone})


JOBS = (
    # Four seconds, so that two ticks are never more than five apart.
    Job("tick", tick, timedelta(seconds=4)),
    Job("find_members", find_members, timedelta(minutes=1)),
    Job("tell_admins", tell_admins, timedelta(minutes=1)),
    Job("audit_ledgers", audit_ledgers, timedelta(minutes=1)),
    Job("ask_quota", ask_quota, ASK_EVERY),
    Job("ask_for_room", ask_for_room, timedelta(seconds=10)),
    Job("ask_sizes", ask_sizes, timedelta(minutes=1)),
    # At the start, and again: a process with older settings may have been at work then.
    Job("obey_settings", obey_settings, timedelta(hours=1)),
    Job("end_old_notices", end_old_notices, timedelta(hours=1)),
    Job("leave_groups", leave_groups, timedelta(minutes=10)),
    Job("erase", erase, timedelta(hours=1)),
)
