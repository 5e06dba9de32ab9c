"""The auditor: once a minute each ledger is held against what it tells of. Rules W4, W5."""

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.calendar import office_calendar
from bot.deps import Deps, words_of
from domain.chat.rights import Role
from domain.health import Seen, is_well
from domain.issues.audit import SCHEDULER, Action, subject
from domain.notices import admins_told
from domain.reminders.ledger import Fault, LedgerFault, late_before
from domain.say import Say
from models import audit, groups, heartbeats, inbox, outbox, people, quota, revival, workspaces
from models.database import will_pass
from models.groups import GroupKind
from models.reminders import faults
from models.reminders.faults import KnownFault
from models.workspaces import Workspace
from scheduler.admins import say_to_admins
from scheduler.repairs import Look, Mend, find, find_told, find_unplanned
from scheduler.tick import HEARTBEAT as TICKS

log = logging.getLogger(__name__)

HEARTBEAT = "auditor"


async def audit_ledgers(deps: Deps) -> None:
    """Look through the ledger of every workspace, then tell the watcher if all is well."""
    async with deps.reading() as session:
        everywhere = await workspaces.ids(session)
    failed = 0
    for workspace_id in everywhere:
        try:
            await _audit(deps, workspace_id)
        except Exception as error:
            if will_pass(error):
                raise
            failed += 1
            log.exception("A ledger was not looked through.", extra={"workspace": workspace_id})
    if failed:
        return
    async with deps.sessions.begin() as session:
        await heartbeats.beat(session, HEARTBEAT, deps.clock())
    if deps.heartbeat.is_on and await _all_is_well(deps):
        await deps.heartbeat.send()


async def _audit(deps: Deps, workspace_id: int) -> None:
    """Look first without holding anybody up, and hold the workspace where anything is wrong."""
    async with deps.reading() as session:
        look = await _look(deps, session, workspace_id)
        if not await find(look) and not await faults.standing(session, workspace_id):
            return
    async with deps.holding(workspace_id) as session:
        look = await _look(deps, session, workspace_id)
        tried = await faults.tried(session, workspace_id, look.now)
        mended: set[Fault] = set()
        # First what was told: a row that is lost is planned again, and needs no second one.
        for looking in (find_told, find_unplanned):
            for found in await looking(look):
                if found.mend and found.fault not in tried:
                    mended.add(found.fault)
                    await _mend(look, found.fault, found.mend)
        left = {found.fault for found in await find(look)}
        stands = await faults.note(session, workspace_id, left, mended, look.now)
        await _tell(deps, look, stands)


async def _look(deps: Deps, session: AsyncSession, workspace_id: int) -> Look:
    settings, now = deps.settings, deps.clock()
    home = await session.get_one(Workspace, workspace_id)
    return Look(
        session=session,
        workspace_id=workspace_id,
        group=await groups.active(session, workspace_id, GroupKind.IR),
        now=now,
        late=late_before(now, await heartbeats.running_since(session, TICKS, now)),
        quiet=settings.quiet,
        lead_times=settings.lead_times(home.remind_before),
        calendar=await office_calendar(session, settings, now),
        told_privately=await quota.may_tell_people(session, settings.route, settings.timezone),
    )


async def _mend(look: Look, fault: Fault, mend: Mend) -> None:
    """Put one fault right; where that fails, it stands."""
    about = {"fault": fault.kind, "about": fault.about}
    try:
        async with look.session.begin_nested():
            await mend()
    except Exception as error:
        if will_pass(error):
            raise
        log.exception("A fault of the ledger could not be put right.", extra=about)
    else:
        log.warning("A fault of the ledger was put right.", extra=about)


async def _tell(deps: Deps, look: Look, stands: Sequence[KnownFault]) -> None:
    """Tell the admins once of what could not be put right: more of a kind is the same trouble."""
    session, now = look.session, look.now
    untold = [row for row in stands if row.told_at is None]
    if not untold:
        return
    admins = await people.with_role(session, look.workspace_id, Role.ADMIN)
    bound = await groups.of_workspace(session, look.workspace_id)
    if not admins and not bound:
        return
    known = {row.kind for row in stands if row.told_at is not None}
    for row in untold:
        row.told_at = now
    kinds = Counter(LedgerFault(row.kind) for row in untold if row.kind not in known)
    if not kinds:
        return
    entry = await audit.append(
        session,
        look.workspace_id,
        Action.ADMINS_TOLD,
        subject("ledger"),
        at=now,
        actor=SCHEDULER,
        faults={kind.value: number for kind, number in kinds.items()},
    )
    say = Say(words_of(deps.settings).ledger_faults(kinds, now))
    await say_to_admins(deps, session, admins, bound, admins_told(entry.id), say, say, now)


async def _all_is_well(deps: Deps) -> bool:
    now: datetime = deps.clock()
    async with deps.reading() as session:
        given_up = await revival.given_up(session)
        seen = Seen(
            faults=sum((await faults.counts(session, now)).values()),
            given_up=given_up.events + given_up.requests,
            ticked_at=await heartbeats.last_beat(session, TICKS),
            oldest_event=await inbox.queue.oldest_waiting(session),
            oldest_request=await outbox.queue.oldest_waiting(session),
        )
    return is_well(seen, now)
