"""What has not been told yet, and what it waits for: a free reply, another month, LINE."""

from collections import Counter
from datetime import datetime

from sqlalchemy import and_, bindparam, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.planner import Held
from domain.quota import WaitsFor
from models.groups import Group, homes
from models.notices import WAITS_IN_GROUP, Notice
from models.outbox import OutboxMessage, OutboxState

_DUE_COUNTS = (
    select(Notice.group_id, func.count())
    .where(
        WAITS_IN_GROUP,
        or_(Notice.due_by(bindparam("now"), direct=True), Notice.held != ""),
    )
    .group_by(Notice.group_id)
)


async def due_counts(session: AsyncSession, now: datetime) -> dict[int, int]:
    """Return by group (id) how many notices are due there and wait (no entry for none)."""
    found = await session.execute(_DUE_COUNTS, {"now": now})
    return {group_id: count for group_id, count in found}


_WITHOUT_ROOM = select(Group.id).where(Group.left_at.is_(None), Group.no_room_since.is_not(None))


_HELD_BACK = (
    select(func.count())
    .select_from(Notice)
    .where(
        WAITS_IN_GROUP,
        or_(
            Notice.held != "",
            and_(Notice.due_by(bindparam("now"), direct=True), Notice.group_id.in_(_WITHOUT_ROOM)),
        ),
    )
)


async def held_back(session: AsyncSession, now: datetime) -> int:
    """Count the due notices that wait because the month does not pay for telling them."""
    return await session.scalar(_HELD_BACK, {"now": now}) or 0


_REASONS = select(Notice.group_id, Notice.held).where(WAITS_IN_GROUP, Notice.held != "").distinct()


async def reasons(session: AsyncSession) -> dict[int, frozenset[Held]]:
    """Return by group (id) why notices wait that people were to be told 1:1 (no entry for none)."""
    found: dict[int, frozenset[Held]] = {}
    for group_id, why in await session.execute(_REASONS):
        found[group_id] = found.get(group_id, frozenset()) | {Held(why)}
    return found


async def decide_anew(session: AsyncSession, now: datetime) -> None:
    """Let notices be decided about now that wait since another month did not pay for them."""
    of_the_month = Notice.outbox_id.is_(None), Notice.held.not_in(("", Held.TODAY))
    await session.execute(update(Notice).where(*of_the_month).values(tell_at=now, held=""))


async def by_reason(
    session: AsyncSession, now: datetime, workspace_id: int | None = None
) -> dict[WaitsFor, int]:
    """Count what waits by what it waits for, of one workspace or of all (no entry for none).

    Notices, and the requests that are made already.
    """
    told, sent = _NOTICES_THAT_WAIT, _REQUESTS_THAT_WAIT
    if workspace_id is not None:
        told = told.where(Group.workspace_id == workspace_id)
        sent = sent.where(homes.is_chat_of(workspace_id, OutboxMessage.chat))
    due = await due_counts(session, now)
    counts: Counter[WaitsFor] = Counter()
    for group_id, left_at, no_room_since, held, alone, count in await session.execute(told):
        if left_at is not None:
            counts[WaitsFor.GROUP] += count
            continue
        already = due.get(group_id, 0)
        counts[WaitsFor.REPLY] += count - already
        for_room = already if no_room_since else held
        counts[WaitsFor.FRIEND] += alone
        counts[WaitsFor.ROOM] += for_room - alone
        counts[WaitsFor.LINE] += already - for_room
    for why, count in await session.execute(sent):
        counts[WaitsFor(why)] += count
    return {why: counts[why] for why in WaitsFor if counts[why]}


_NOTICES_THAT_WAIT = (
    select(
        Group.id,
        Group.left_at,
        Group.no_room_since,
        func.sum(case((Notice.held != "", 1), else_=0)),
        func.sum(case((Notice.held == Held.NOBODY, 1), else_=0)),
        func.count(),
    )
    .join(Notice, Notice.group_id == Group.id)
    .where(WAITS_IN_GROUP)
    .group_by(Group.id, Group.left_at, Group.no_room_since)
)
_WHY_NOT_SENT = case(
    (OutboxMessage.state == OutboxState.DEAD, WaitsFor.OPERATOR.value), else_=WaitsFor.LINE.value
)
_REQUESTS_THAT_WAIT = (
    select(_WHY_NOT_SENT, func.count())
    .where(OutboxMessage.state.in_((OutboxState.WAITING, OutboxState.DEAD)))
    .group_by(_WHY_NOT_SENT)
)
