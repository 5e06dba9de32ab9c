"""What was given up in the inbox and the outbox: how much there is, and its second life."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.issues.assignments import IssueStatus
from domain.issues.audit import Action, Actor, subject
from domain.lapsing import Fate, fate
from models import audit, groups, notices, outbox, quota
from models.direct import carried, notice_parts
from models.groups import Group
from models.inbox import InboxEvent
from models.issues import status_of
from models.notices import Notice, announcements
from models.notices.announcements import Dropped
from models.outbox import OutboxMessage, OutboxState
from models.people import Person
from models.queue import DEAD
from models.work import Work, leave


@dataclass(frozen=True, slots=True)
class GivenUp:
    """How many events and requests wait for an operator."""

    events: int
    requests: int


async def given_up(session: AsyncSession) -> GivenUp:
    """Count what was given up."""
    events, requests = [
        await session.scalar(select(func.count()).select_from(table).where(table.state == DEAD))
        for table in (InboxEvent, OutboxMessage)
    ]
    return GivenUp(events or 0, requests or 0)


async def untold(session: AsyncSession, workspace_id: int) -> list[OutboxMessage]:
    """Return the requests for a workspace that were given up before LINE took messages again.

    None of them was told to the admins. LINE takes messages again when it tells of a month with
    room: that shows that it is there, accepts our token, and may be pushed to. A push to a group
    takes one message of the month for each member.
    """
    month = await quota.last_told(session)
    if month is None or (month.quota is not None and month.used >= month.quota):
        return []
    in_groups = select(Group.line_group_id).where(
        Group.workspace_id == workspace_id, Group.left_at.is_(None)
    )
    if month.quota is not None:
        size = func.coalesce(Group.member_count, 1)
        in_groups = in_groups.where(size <= month.quota - month.used)
    of_people = select(Person.line_user_id).where(
        Person.workspace_id == workspace_id, Person.line_user_id.is_not(None)
    )
    found = await session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.state == OutboxState.DEAD,
            OutboxMessage.told_at.is_(None),
            OutboxMessage.finished_at < month.asked_at,
            or_(OutboxMessage.chat.in_(in_groups), OutboxMessage.chat.in_(of_people)),
        )
        .order_by(OutboxMessage.sequence)
    )
    return list(found)


async def revive(
    session: AsyncSession, chat: str, now: datetime, *, actor: Actor, everything: bool = False
) -> tuple[int, int]:
    """Let what was given up for a chat be told, as far as it is of use. Rule M14.

    Returns how many requests live again and how many do not. Their notices are gathered anew, so
    that many of them make one push. The workspace of a bound group is held by the caller.
    `everything` is for an operator: answers live again too, and what is stale is dropped.
    """
    group = await groups.by_line_id(session, chat)
    rows = await outbox.dead_of(session, chat)
    alive = [row for row in rows if await _revive(session, row, group, now, everything=everything)]
    for row in rows:
        if everything and row.state == OutboxState.DEAD:
            row.state = OutboxState.DROPPED
    if group is not None and alive:
        await audit.append(
            session,
            group.workspace_id,
            Action.OUTBOX_REQUEUED,
            subject("group", group.kind),
            at=now,
            actor=actor,
            requests=[str(row.id) for row in alive],
        )
    return len(alive), len(rows) - len(alive)


async def _revive(
    session: AsyncSession,
    row: OutboxMessage,
    group: Group | None,
    now: datetime,
    *,
    everything: bool,
) -> bool:
    riding = await notices.inside(session, row.id)
    told = await _told_anew(session, riding, group, now, gone=everything or bool(row.own))
    if told and row.own == 0:
        row.state = OutboxState.DROPPED
        return True
    if riding and row.own:
        await _leave_own(session, row, now)
    # A message to an admin stands for itself; an answer is stale after so long.
    stands_alone = bool(row.own) or not riding
    if row.dedupe_key is not None or (everything and stands_alone):
        return await outbox.queue.requeue(session, row.id, now)
    return told


async def _told_anew(
    session: AsyncSession,
    riding: Sequence[Notice],
    group: Group | None,
    now: datetime,
    *,
    gone: bool,
) -> bool:
    """Let those notices wait again that are still of use; return whether there were any.

    What is stale is told no more where its request is `gone`; else it may be sent as it stands.
    """
    told, stale = False, list[Notice]()
    for notice in riding:
        if not notice.say or (group is None and notice.receiver is None):  # its text was erased
            continue
        status = await status_of(session, notice.say["about"])
        match fate(notice.dedupe_key, issue_open=status is IssueStatus.OPEN):
            case Fate.TOLD if notice.receiver is not None:
                await notice_parts.give_back_part(session, notice, now)
                told = True
            case Fate.TOLD:
                notice.outbox_id, told = None, True
                await announcements.wait(session, notice)
                leave(session, Work.NOTICES, now)
            case Fate.DECIDED_ANEW:
                await carried.put_back(session, notice, now)
                told = True
            case Fate.STALE:
                stale.append(notice)
    for notice in stale if told or gone else ():
        await announcements.drop(session, notice, Dropped.LAPSED, now)
    await session.flush()
    return told


async def requeue(session: AsyncSession, request_id: uuid.UUID, now: datetime) -> bool:
    """Let a request that was given up be sent as it stands; false when there is none such."""
    if not await outbox.queue.requeue(session, request_id, now):
        return False
    await carried.waiting_again(session, request_id, now)
    return True


async def drop_pending(session: AsyncSession, group_id: int, now: datetime) -> None:
    """Forget what is not told yet to a group that has changed its place: it was meant for others.

    Also what is in a request that waits, is on its way or was given up. Its reminders are decided
    anew, for the group that there is. Raises NotHeld.
    """
    for notice in await notices.pending(session, group_id):
        await carried.put_back(session, notice, now, Dropped.GROUP_MOVED)
    group = await session.get_one(Group, group_id)
    rows = await outbox.unsent_of(session, group.line_group_id)
    for row in [*rows, *await notice_parts.unsent_of(session, group_id)]:
        await _leave_own(session, row, now, group_id)
        if row.own == 0:  # who is sending it finds that it is no longer theirs
            row.state, row.finished_at = OutboxState.DROPPED, now
    await session.flush()


async def _leave_own(
    session: AsyncSession, row: OutboxMessage, now: datetime, group_id: int | None = None
) -> None:
    """Leave only what is its own in a request; what else it holds is not told after all.

    Only what was for a group, if one is given: a person is told the rest otherwise.
    """
    for notice in await notices.inside(session, row.id):
        if group_id in (None, notice.group_id):
            why = Dropped.GROUP_MOVED if group_id else Dropped.POINTLESS
            await carried.put_back(session, notice, now, why)
        else:
            await notice_parts.give_back_part(session, notice, now)
    row.messages, row.about = row.messages[: row.own], row.about[: row.own]
    await session.flush()
