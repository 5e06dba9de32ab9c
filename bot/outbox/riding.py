"""What an attempt means for what the notices of a request tell: shown, delivered, or failed."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.line.api import Accepted
from domain import delivery
from domain.delivery import Outcome
from domain.issues.audit import SENDER, Subject, subject
from domain.notices import FROM_LEDGER, OVERDUE, instant_of, kind, purpose_of, record, reports_shown
from domain.planner import Held
from domain.reminders.overdue_list import Listed
from domain.spending import Carried
from models import people, quota
from models.direct import carried, notice_parts
from models.groups import GroupPlace
from models.issues import reports
from models.notices import announcements
from models.outbox import OutboxKind, OutboxMessage
from models.outbox.spending import way_of
from models.people import friends
from models.reminders import overdue


async def place_of(deps: Deps, row: OutboxMessage) -> GroupPlace | None:
    """Return where a bound group belongs, or where that is from which a person is told notices.

    Any other 1:1 chat is of no workspace.
    """
    if row.in_group or row.own == len(row.messages):
        return row.place
    async with deps.reading() as session:
        return await notice_parts.place_inside(session, row.id)


def waits_in_group(row: OutboxMessage) -> bool:
    """Whether what a request tells can wait in a group: not what answers somebody 1:1."""
    return row.in_group or row.own == 0


async def whether_read(
    deps: Deps, row: OutboxMessage, accepted: Accepted, tried_at: datetime
) -> Outcome:
    """Return what it means that LINE took a request: nobody reads what is pushed to who blocked."""
    alone = row.kind == OutboxKind.PUSH and not row.in_group and row.own == 0
    if not alone or accepted.before:
        return Outcome.ACCEPTED
    async with deps.reading() as session:
        blocked = await friends.had_blocked(session, row.chat, tried_at)
    return Outcome.UNREAD if blocked else Outcome.ACCEPTED


async def told_whom(session: AsyncSession, row: OutboxMessage, group: GroupPlace) -> Subject:
    """Return the group that a request tells something, or the person of its workspace."""
    if row.in_group:
        return subject("group", group.kind)
    person = await people.holder(session, group.workspace_id, row.chat)
    return subject("person", person.id if person else None)


async def settle_parts(
    session: AsyncSession,
    row: OutboxMessage,
    step: delivery.Step,
    tried_at: datetime,
    now: datetime,
) -> None:
    """Let what a person was not told 1:1 be told otherwise: riding, to somebody else, or later."""
    match step:
        case delivery.HeldBack() | delivery.Dead(delivery.MONTHLY_LIMIT):
            await quota.note_spent(session, tried_at)
            await notice_parts.give_back(session, row.id, now, Held.SPENT)
        case delivery.Dropped() if row.kind == OutboxKind.PUSH:
            await friends.refused(session, row.chat, tried_at)
            await notice_parts.give_back(session, row.id, now)
        case delivery.Dead() | delivery.Dropped() | delivery.RideInstead():
            await notice_parts.give_back(session, row.id, now)
        case _:
            pass


async def settle_riding(
    session: AsyncSession,
    row: OutboxMessage,
    step: delivery.Step,
    group: GroupPlace | None,
    tried_at: datetime,
    now: datetime,
) -> list[Carried]:
    """Note what a step means for the reports that were shown, the reminders and the lists.

    Returns what travelled with the request; nothing for a 1:1 chat, or where nothing is settled
    yet. The keys tell what was in it, whatever the group is now.
    """
    if group is None or not isinstance(step, delivery.Delivered | delivery.Dead):
        return []
    riding = await carried.counted(session, row.id) if row.carries else []
    keys = [each.key for each in riding]
    lists = [(record(key), instant_of(key)) for key in keys if kind(key) == OVERDUE]
    reminds = any(kind(key) in FROM_LEDGER for key in keys)
    announces = any(purpose_of(key) in announcements.TO_AGENCIES for key in keys)
    match step:
        case delivery.Delivered():
            way = way_of(row.kind, row.chat)
            await reports.note_shown(session, reports_shown(keys), tried_at)
            if reminds:
                await carried.delivered(session, row.id, way, now)
            if announces:
                await announcements.delivered(session, row.id, way, now)
            how = {"way": way.value, "request": str(row.id)}
            for home, slot in lists:
                await overdue.slot_delivered(session, home, group.id, slot, now, **how)
        case delivery.Dead(reason):
            if reminds:
                await carried.failed(session, row.id, reason, now)
            if announces:
                await announcements.failed(session, row.id, reason, now)
            for home, slot in lists:
                await overdue.drop_slot(
                    session, home, group.id, slot, now, Listed.MISSED, actor=SENDER
                )
    return riding
