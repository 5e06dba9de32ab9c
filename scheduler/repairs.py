"""What is wrong in the ledger of a workspace, and how it is put right where the truth is known."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from domain.calendar import Calendar
from domain.issues.audit import SCHEDULER, Action, subject
from domain.reminders.ledger import Fault, LedgerFault, fault_of, unplanned, unsettled
from domain.reminders.overdue_list import Listed
from domain.reminders.schedule import FOLLOWED_FOR, LeadTimes, QuietHours
from models import audit, reminders
from models.direct import carried
from models.groups import Group
from models.notices import announcements
from models.reminders import ledger, overdue
from models.reminders.ledger import Owed, ToldRow


@dataclass(frozen=True, slots=True)
class Look:
    """A look into the ledger of a workspace at one instant; `late` as of `late_before`.

    `group` is its IR group; `told_privately`: people may be told 1:1.
    """

    session: AsyncSession
    workspace_id: int
    group: Group | None
    now: datetime
    late: datetime | None
    quiet: QuietHours
    lead_times: LeadTimes
    calendar: Calendar
    told_privately: bool


Mend = Callable[[], Awaitable[None]]
"""Puts a fault right; its truth is known."""


@dataclass(frozen=True, slots=True)
class Found:
    """A fault, and what puts it right; nothing where only an operator can find out why."""

    fault: Fault
    mend: Mend | None = None


async def find(look: Look) -> list[Found]:
    """Return all that is wrong. Rule W4."""
    return [*await find_told(look), *await find_unplanned(look), *await _find_late(look)]


async def find_told(look: Look) -> list[Found]:
    """Return what is wrong with what was told: reminders, hours of the list, announcements."""
    together: dict[Fault, list[ToldRow]] = {}
    for row in await ledger.told_reminders(look.session, look.workspace_id):
        if kind := fault_of(row.told, look.late):
            lost = kind is LedgerFault.LOST
            held = f"reminder:{row.id}" if lost else f"request:{row.request_id}"
            together.setdefault(Fault(kind, held), []).append(row)
    found = [Found(fault, _mending(look, fault.kind, rows)) for fault, rows in together.items()]
    for row in await ledger.told_lists(look.session, look.workspace_id, look.now):
        if (kind := fault_of(row.told, None)) and row.slot:
            found.append(
                Found(Fault(kind, f"list:{row.id}"), partial(_settle_list, look, kind, row))
            )
    return found + await _find_announced(look)


async def _find_announced(look: Look) -> list[Found]:
    """Return what is wrong with announcements, by request.

    Nobody knows the words of a lost one: it stands until its agency need not hear it any more.
    """
    found: dict[Fault, Found] = {}
    for row in await ledger.told_announcements(look.session, look.workspace_id, look.now):
        if kind := fault_of(row.told, look.late):
            lost = kind is LedgerFault.LOST
            held = f"announcement:{row.id}" if lost else f"request:{row.request_id}"
            fault, mends = Fault(kind, held), row.over if lost else kind is not LedgerFault.WAITS
            mend = partial(_settle_announced, look, kind, row) if mends else None
            found.setdefault(fault, Found(fault, mend))
    return list(found.values())


async def _settle_announced(look: Look, kind: LedgerFault, row: ToldRow) -> None:
    """Let announcements be what their request is; a lost one is not told."""
    at, request_id = row.finished_at or look.now, row.request_id
    if kind is LedgerFault.LOST or request_id is None:
        await announcements.give_up(look.session, row.id, at)
    elif kind is LedgerFault.TAKEN and row.way:
        await announcements.delivered(look.session, request_id, row.way, at)
    else:
        await announcements.failed(look.session, request_id, "given up", at)
    await audit.append(
        look.session,
        look.workspace_id,
        Action.LEDGER_REPAIRED,
        subject("request", request_id) if request_id else subject("ledger"),
        at=look.now,
        actor=SCHEDULER,
        fault=kind.value,
    )


async def find_unplanned(look: Look) -> list[Found]:
    """Return the agencies that owe a report and would not be reminded."""
    found: list[Found] = []
    since = look.now - FOLLOWED_FOR
    for owed in await ledger.owed_after(look.session, look.workspace_id, since):
        leads = look.lead_times[owed.urgency]
        if lacks := unplanned(owed.deadline, owed.rows, leads, look.now, look.calendar):
            fault = Fault(LedgerFault.UNPLANNED, f"assignment:{owed.assignment_id}")
            found.append(Found(fault, partial(_plan, look, owed, lacks)))
    return found


async def _find_late(look: Look) -> list[Found]:
    if look.late is None:
        return []
    rows = await ledger.due_before(look.session, look.workspace_id, look.late)
    facts = [row.facts() for row in rows]
    has_group = look.group is not None
    ids = unsettled(facts, look.late, look.now, look.quiet, has_group=has_group)
    waiting = await ledger.waiting_notices(
        look.session, look.workspace_id, look.late, told_privately=look.told_privately
    )
    return [
        *(Found(Fault(LedgerFault.UNSETTLED, f"reminder:{id}")) for id in ids),
        *(Found(Fault(LedgerFault.WAITS, f"notice:{id}")) for id in waiting),
    ]


def _mending(look: Look, kind: LedgerFault, rows: Sequence[ToldRow]) -> Mend | None:
    return None if kind is LedgerFault.WAITS else partial(_settle, look, kind, rows)


async def _settle(look: Look, kind: LedgerFault, rows: Sequence[ToldRow]) -> None:
    """Let reminders of one request be what they are; those that nothing holds are decided anew."""
    session, first = look.session, rows[0]
    found = await ledger.of_ids(session, [row.id for row in rows])
    if kind is LedgerFault.LOST or first.request_id is None:
        await carried.plan_again(session, found, look.now)
    elif kind is LedgerFault.TAKEN and first.way:
        await carried.delivered(session, first.request_id, first.way, first.finished_at or look.now)
    else:
        await carried.failed(session, first.request_id, "given up", first.finished_at or look.now)
    await reminders.note(
        session, found, Action.LEDGER_REPAIRED, look.now, actor=SCHEDULER, fault=kind.value
    )


async def _settle_list(look: Look, kind: LedgerFault, row: ToldRow) -> None:
    """Note that LINE has taken the list of an hour, or else that it was missed."""
    session, home, slot, now = look.session, look.workspace_id, row.slot, look.now
    assert slot is not None
    group_id = look.group.id if look.group else 0
    if kind is LedgerFault.TAKEN and row.way:
        how = {"way": row.way.value, "request": str(row.request_id)}
        at = row.finished_at or now
        await overdue.slot_delivered(session, home, group_id, slot, at, **how)
    else:
        await overdue.drop_slot(session, home, group_id, slot, now, Listed.MISSED, actor=SCHEDULER)
    await audit.append(
        session,
        home,
        Action.LEDGER_REPAIRED,
        subject("group", group_id),
        at=now,
        actor=SCHEDULER,
        slot=slot.isoformat(),
        fault=kind.value,
    )


async def _plan(look: Look, owed: Owed, lacks: Sequence[tuple[str, datetime]]) -> None:
    rows = await ledger.plan_anew(look.session, owed.assignment_id, owed.deadline, lacks)
    await reminders.note(
        look.session,
        rows,
        Action.LEDGER_REPAIRED,
        look.now,
        actor=SCHEDULER,
        fault=LedgerFault.UNPLANNED.value,
    )
