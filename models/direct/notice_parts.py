"""Parts of notices: what a request tells a person, and what becomes of it where that fails. M27.

A part is a notice with a receiver, beside the whole that waits for its group, and always in a
request; one that is not said gives back what it was to tell.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Uuid, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain import notices as topics
from domain.planner import A_YEAR, LOOK_AGAIN, Held, ToTell
from domain.say import Say
from models import outbox, reminders
from models.direct import ISSUERS, carried
from models.groups import Group, GroupPlace
from models.notices import Notice, announcements
from models.outbox import OutboxMessage, OutboxState
from models.outbox.spending import way_of
from models.work import Work, leave


async def put_into(
    session: AsyncSession,
    notice: Notice,
    agencies: Sequence[int],
    say: Say,
    receiver: str,
    outbox_id: uuid.UUID,
) -> None:
    """Note that a part of a notice travels to a person; reminders of these agencies go with it."""
    part = notice.part(agencies, say, receiver, outbox_id)
    session.add(part)
    await session.flush()
    await announcements.move(session, notice, part.id, agencies)
    if _reminds(notice):
        for row in await reminders.held_by(session, notice.id):
            if row.assignment.agency_id in agencies:
                row.notice_id = part.id
    notice.reached = list(dict.fromkeys([*notice.reached, *agencies]))


async def settle(
    session: AsyncSession,
    notice: Notice,
    now: datetime,
    waits: tuple[datetime, Held] | None = None,
) -> None:
    """Let a notice that was due ride on, without calling anybody, or delete a reminder.

    What somebody is still to be told `waits` until an instant: the reason says why it was not told.
    """
    if waits is not None:
        until, held = waits
        notice.wait(until, held.value)
    elif topics.kind(notice.dedupe_key) in topics.REMINDERS:
        await session.delete(notice)
    else:
        notice.ride(now + A_YEAR)


def all_know(notice: Notice) -> bool:
    """Whether nobody is to be told of a notice any more to whom it matters."""
    return set(notice.agencies or [ISSUERS]) <= set(notice.reached)


def note_known(notice: Notice, concerned: ToTell) -> None:
    """Note which agencies need not be told of a notice."""
    known = (each.agency for each in concerned.concerns if each.knows)
    notice.reached = list(dict.fromkeys([*notice.reached, *known]))


async def give_back(
    session: AsyncSession, outbox_id: uuid.UUID, now: datetime, held: Held | None = None
) -> None:
    """Let the parts in a request that is not said be told otherwise: riding, or 1:1 again.

    `held` says why LINE refused it; else they wait for as long as they would have.
    """
    found = await session.scalars(
        select(Notice).where(Notice.outbox_id == outbox_id, Notice.receiver.is_not(None))
    )
    for part in list(found):
        if part.part_of is None:  # a brief: it rides on a reply today, or lapses
            part.outbox_id = None
            part.ride(now + A_YEAR)
            continue
        until = now + LOOK_AGAIN if held else None
        await give_back_part(session, part, now, until, held.value if held else "")


async def give_back_part(
    session: AsyncSession,
    part: Notice,
    now: datetime,
    until: datetime | None = None,
    held: str = "",
) -> None:
    """Let one part be told otherwise, as far as nobody else is told of the same.

    It is decided anew at `until`, by default when it was to be told, if no free reply comes before;
    `held` says why it waits.
    """
    await _leave_to_others(session, part, now)
    whole = await session.get(Notice, part.part_of)
    until = part.tell_at if until is None else until
    if not part.agencies:
        await session.delete(part)
    elif whole is None or (whole.outbox_id is not None and _reminds(part)):
        # Its other parts were told: it waits for itself.
        part.receiver = part.part_of = part.outbox_id = None
        part.wait(until, held)
        await announcements.wait(session, part)
    else:
        # Also where the group is being told: that may fail as well.
        whole.take_back(part)
        whole.wait(until, held)
        for row in await reminders.held_by(session, part.id):
            row.notice_id = whole.id
        await announcements.move(session, part, whole.id)
        await _settle_with(session, whole, now)
        await session.flush()
        await session.delete(part)
    leave(session, Work.NOTICES, now)
    await session.flush()


async def _settle_with(session: AsyncSession, whole: Notice, now: datetime) -> None:
    """Let what a whole holds again be what became of its request, where that is settled."""
    row = await session.get(OutboxMessage, whole.outbox_id) if whole.outbox_id else None
    if row is not None and row.state in TAKEN:
        await announcements.delivered(session, row.id, way_of(row.kind, row.chat), now)
    elif row is not None and row.state == OutboxState.DEAD:
        await announcements.failed(session, row.id, row.error.partition(":")[0], now)


async def _leave_to_others(session: AsyncSession, part: Notice, now: datetime) -> None:
    """Take the agencies off a part of which others are told too, and let them hold its reminders.

    One that was told already has delivered them.
    """
    others = await session.execute(
        select(Notice, OutboxMessage.id, OutboxMessage.state)
        .add_columns(OutboxMessage.kind, OutboxMessage.chat)
        .join(OutboxMessage, OutboxMessage.id == Notice.outbox_id)
        .where(
            Notice.part_of == part.part_of,
            Notice.outbox_id != part.outbox_id,
            OutboxMessage.state.in_(TOLD_OR_ON_ITS_WAY),
        )
    )
    held = await reminders.held_by(session, part.id)
    for other, request_id, state, kind, chat in others.all():
        both = set(part.agencies) & set(other.agencies)
        for row in held:
            if row.assignment.agency_id in both:
                row.notice_id = other.id
        part.agencies = [each for each in part.agencies if each not in both]
        await announcements.move(session, part, other.id, both)
        await session.flush()
        if state != OutboxState.WAITING:
            await carried.delivered(session, request_id, way_of(kind, chat), now)
            await announcements.delivered(session, request_id, way_of(kind, chat), now)


TAKEN = (OutboxState.SENT, OutboxState.ASSUMED)
TOLD_OR_ON_ITS_WAY = (OutboxState.WAITING, *TAKEN)


async def withdraw_from(
    session: AsyncSession, account: str, now: datetime, workspace_id: int | None = None
) -> None:
    """Take back what an account was to be told 1:1 that no message reaches any more.

    Not what a sender has or left behind: LINE may have taken it, and tells so when asked again.
    Of one workspace, if one is given, which is held; else of all, which are held.
    """
    for row in await outbox.unsent_of(session, account):
        if row.own or row.in_doubt or row.state != OutboxState.WAITING:
            continue
        place = await place_inside(session, row.id)
        if place is None or workspace_id not in (None, place.workspace_id):
            continue
        await give_back(session, row.id, now)
        row.state, row.finished_at = OutboxState.DROPPED, now
    await session.flush()


def _reminds(part: Notice) -> bool:
    return topics.kind(part.dedupe_key) in topics.REMINDERS


_PLACE_INSIDE = (
    select(Group.id, Group.workspace_id, Group.kind, Group.member_count)
    .join(Notice, Notice.group_id == Group.id)
    .where(Notice.outbox_id == bindparam("request", type_=Uuid))
    .limit(1)
)


async def place_inside(session: AsyncSession, outbox_id: uuid.UUID) -> GroupPlace | None:
    """Return where the notices belong that travel with a request."""
    row = (await session.execute(_PLACE_INSIDE, {"request": outbox_id})).one_or_none()
    return GroupPlace(*row) if row else None


async def unsent_of(session: AsyncSession, group_id: int) -> list[OutboxMessage]:
    """Return the requests that wait in which people are told what a group was to be told."""
    inside = select(Notice.id).where(
        Notice.outbox_id == OutboxMessage.id,
        Notice.group_id == group_id,
        Notice.receiver.is_not(None),
    )
    found = await session.scalars(
        select(OutboxMessage)
        .where(
            inside.exists(),
            OutboxMessage.state.in_((OutboxState.WAITING, OutboxState.DEAD)),
        )
        .order_by(OutboxMessage.sequence)
        .with_for_update()
    )
    return list(found)
