"""What has waited until it was of no use any more: it lapses, on record. Rule M28."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain import lapsing
from domain import notices as topics
from domain.issues.assignments import IssueStatus
from domain.issues.audit import SCHEDULER, Action, subject
from models import audit, issues
from models.groups import Group
from models.notices import Notice, announcements
from models.notices.announcements import Dropped

SETTLED = topics.FROM_LEDGER | {topics.OVERDUE}
"""Kinds of which a record tells why they were not told: their words end them, nothing else."""

AT_ONCE = 100
"""Notices that are looked at in one transaction: no command waits for more."""

_OLD = (
    select(Notice)
    .where(
        Notice.group_id == bindparam("group"),
        Notice.outbox_id.is_(None),
        Notice.created_at < bindparam("before"),
        Notice.id > bindparam("behind"),
    )
    .order_by(Notice.id)
    .limit(AT_ONCE)
    .with_for_update(skip_locked=True)
)
_GROUPS_WITH_OLD = select(Group).where(
    Group.id.in_(
        select(Notice.group_id).where(
            Notice.outbox_id.is_(None), Notice.created_at < bindparam("before")
        )
    )
)


async def groups_with_old(session: AsyncSession, now: datetime) -> list[Group]:
    """Return the groups, left or not, for which something waits that may be of no use any more."""
    found = await session.scalars(_GROUPS_WITH_OLD, {"before": now - lapsing.BRIEF_FOR})
    return list(found)


async def old_of(session: AsyncSession, group_id: int, now: datetime, behind: int) -> list[Notice]:
    """Return such notices of a group, those with an id beyond one; they are held."""
    before = now - lapsing.BRIEF_FOR
    given = {"group": group_id, "before": before, "behind": behind}
    return list(await session.scalars(_OLD, given))


async def is_over(session: AsyncSession, notice: Notice, now: datetime) -> bool:
    """Whether a notice has waited until it was of no use any more."""
    kind, waited = topics.kind(notice.dedupe_key), now - notice.created_at
    if kind in SETTLED or waited <= lapsing.BRIEF_FOR:
        return False
    status = await issues.status_of(session, notice.say.get("about"))
    return lapsing.has_lapsed(notice.dedupe_key, waited, issue_open=status is IssueStatus.OPEN)


async def let_lapse(
    session: AsyncSession, group: Group, over: Iterable[Notice], now: datetime
) -> None:
    """Delete notices, and say in the audit how many of which kind were never told there."""
    kinds = Counter(topics.kind(notice.dedupe_key) for notice in over)
    if not kinds:
        return
    for notice in over:
        await announcements.drop(session, notice, Dropped.LAPSED, now)
        await session.delete(notice)
    await audit.append(
        session,
        group.workspace_id,
        Action.NOTICES_LAPSED,
        subject("group", group.id),
        at=now,
        actor=SCHEDULER,
        kinds=dict(sorted(kinds.items())),
    )
