"""What each month's messages went to: sums, added to when LINE has taken a request.

They stay when the requests are long deleted, and are so few that reading them costs nothing.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Executable,
    String,
    bindparam,
    case,
    func,
    literal,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain.delivery import Doubt
from domain.spending import ANSWER, Carried, Spent, Way, cause_of, spent_on, summed
from models.groups import Group, GroupPlace
from models.notices import Notice
from models.outbox import OutboxKind, OutboxMessage, OutboxState
from models.people import Person
from models.tables import Model, insert_into

NOWHERE = 0
"""Stands for the workspace of what was told to nobody of the roster, or to one of several."""


class SpentSum(Model):
    """What was told in a local month (its first day) in one way for one cause.

    `told` counts answers and notices, `billed` messages; `saved` is what pushes of their own would
    have cost beyond that.
    """

    __tablename__ = "spent_sums"

    month: Mapped[date] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    way: Mapped[str] = mapped_column(String(10), primary_key=True)
    cause: Mapped[str] = mapped_column(String(20), primary_key=True)
    told: Mapped[int]
    billed: Mapped[int]
    saved: Mapped[int]


async def note(
    session: AsyncSession,
    row: OutboxMessage,
    group: GroupPlace | None,
    riding: Sequence[Carried],
    month: date,
) -> None:
    """Add a request to the sums that LINE has taken, or is assumed to have, and what rode on it."""
    answered = cause_of(row.dedupe_key) if row.dedupe_key else ANSWER if row.own else None
    price = (group.members or 1) if group and row.in_group else 1
    rows = [
        {
            "month": month,
            "way": each.way,
            "cause": each.cause,
            "told": each.told,
            "billed": each.billed,
            "saved": each.saved,
            **({"workspace_id": group.workspace_id} if group else {"chat": row.chat}),
        }
        for each in spent_on(way_of(row.kind, row.chat), price, answered, riding)
    ]
    if rows:
        await session.execute(_add(session.get_bind().dialect.name, bool(group)), rows)


def way_of(kind: str, chat: str) -> Way:
    """Return by which way a request of a kind tells a chat."""
    if kind == OutboxKind.REPLY:
        return Way.REPLY
    return Way.PERSON if chat.startswith("U") else Way.GROUP


_HOME: ColumnElement[int] = (
    select(case((func.count() == 1, func.min(Person.workspace_id)), else_=NOWHERE))
    .where(Person.line_user_id == bindparam("chat"))
    .scalar_subquery()
)


@cache
def _add(dialect: str, in_group: bool) -> Executable:
    """Return the statement that adds sums, in the order of their keys: no two can lock crosswise.

    Of a 1:1 chat it finds the workspace itself.
    """
    names = ("month", "way", "cause", "told", "billed", "saved")
    insert = insert_into(SpentSum, dialect)
    given = insert.values(
        {name: bindparam(name) for name in names}
        | {"workspace_id": bindparam("workspace_id") if in_group else _HOME}
    )
    counts = (SpentSum.told, SpentSum.billed, SpentSum.saved)
    return given.on_conflict_do_update(
        index_elements=[SpentSum.month, SpentSum.workspace_id, SpentSum.way, SpentSum.cause],
        set_={each.key: each + given.excluded[each.key] for each in counts},
    )


async def of_month(
    session: AsyncSession, month: date, workspace_id: int | None = None
) -> list[Spent]:
    """Return a month's sums by way and cause, of one workspace or of all."""
    found = await session.scalars(
        select(SpentSum).where(
            SpentSum.month == month,
            literal(True) if workspace_id is None else SpentSum.workspace_id == workspace_id,
        )
    )
    return summed(_spent(row) for row in found)


async def by_workspace(session: AsyncSession, month: date) -> dict[int, list[Spent]]:
    """Return a month's sums by workspace (id), in the order of ids, way and cause."""
    found = await session.scalars(
        select(SpentSum)
        .where(SpentSum.month == month)
        .order_by(SpentSum.workspace_id, SpentSum.way, SpentSum.cause)
    )
    sums: dict[int, list[Spent]] = {}
    for row in found:
        sums.setdefault(row.workspace_id, []).append(_spent(row))
    return sums


def _spent(row: SpentSum) -> Spent:
    return Spent(Way(row.way), row.cause, row.told, row.billed, row.saved)


async def billed(session: AsyncSession, month: date) -> int:
    """Return how many messages a month has cost by our own count."""
    counted = await session.scalar(select(func.sum(SpentSum.billed)).where(SpentSum.month == month))
    return counted or 0


_PUSHED_SINCE = (
    select(Notice.outbox_id, Notice.tell_at, Notice.dedupe_key, Notice.receiver)
    .add_columns(func.coalesce(Group.member_count, 1))
    .join(OutboxMessage, OutboxMessage.id == Notice.outbox_id)
    .join(Group, Group.id == Notice.group_id)
    .where(
        Notice.created_at >= bindparam("since"),
        OutboxMessage.kind == OutboxKind.PUSH,
        OutboxMessage.state.in_((OutboxState.WAITING, OutboxState.SENT, OutboxState.ASSUMED)),
    )
)


async def since(session: AsyncSession, instant: datetime) -> dict[str, int]:
    """Return what pushes of what was left to be told since an instant cost, by cause.

    Those that wait for LINE too; each is charged to what was due first in it.
    """
    pushes: dict[object, tuple[datetime, str, int]] = {}
    for request, due, key, receiver, members in await session.execute(
        _PUSHED_SINCE, {"since": instant}
    ):
        push = due, cause_of(key), 1 if receiver else members
        pushes[request] = min(push, pushes.get(request, push))
    spent: dict[str, int] = {}
    for _, cause, price in pushes.values():
        spent[cause] = spent.get(cause, 0) + price
    return spent


async def in_doubt(session: AsyncSession, since: datetime) -> int:
    """Return the price of pushes that LINE may have taken, retried or given up since an instant.

    One that goes out after all is in doubt no longer: it is billed.
    """
    counted = await session.scalar(
        _PRICE.where(
            OutboxMessage.state.in_((OutboxState.WAITING, OutboxState.DEAD)),
            OutboxMessage.next_attempt_at >= since,  # an index leads there
            OutboxMessage.doubt != Doubt.NONE,
        )
    )
    return counted or 0


async def on_its_way(session: AsyncSession, now: datetime) -> int:
    """Return the price of all pushes that wait for LINE."""
    # No push waits for a month: an index leads there.
    lately = OutboxMessage.next_attempt_at >= now - timedelta(days=31)
    waiting = OutboxMessage.state == OutboxState.WAITING
    return await session.scalar(_PRICE.where(waiting, lately)) or 0


_MEMBERS = (
    select(func.coalesce(Group.member_count, 1))
    .where(Group.line_group_id == OutboxMessage.chat)
    .scalar_subquery()
)
_PRICE = select(func.sum(func.coalesce(_MEMBERS, 1))).where(OutboxMessage.kind == OutboxKind.PUSH)
