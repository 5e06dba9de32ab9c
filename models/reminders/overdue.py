"""What the overdue list of an hour tells the IR group, and what it leaves out. Rule T7."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain.cards import overdue_card
from domain.issues.audit import SENDER, Action, Actor, subject
from domain.notices import reminders_asked
from domain.reminders.overdue_list import LATELY, NAGGED_LATELY, Listed, is_listed
from domain.reminders.schedule import AFTER, PASSED
from domain.say import Say
from domain.views import IssueView
from domain.words import Words
from models import audit, issues, notices, reminders
from models.agencies import AgencyRow
from models.groups import Group, GroupKind, people_to_call
from models.issues import Assignment
from models.issues.views import by_issue
from models.tables import Model, insert_new
from models.workspaces import Workspace


class OverdueSlot(Model):
    """One hour of the overdue list that came up, and its `outcome`, a `Listed`.

    `settled_at` is when it became that: a list that is delivered has the hour of its delivery.
    """

    __tablename__ = "overdue_slots"
    __table_args__ = (UniqueConstraint("workspace_id", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    due_at: Mapped[datetime]
    settled_at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(100))


@dataclass(frozen=True, slots=True)
class OverdueNow:
    """Issues with those agencies that are listed, and how many overdue reports are left out."""

    issues: list[IssueView]
    left_out: int

    @property
    def outcome(self) -> Listed:
        """What becomes of the list's hour."""
        if self.issues:
            return Listed.TOLD
        return Listed.LEFT_OUT if self.left_out else Listed.EMPTY


async def overdue_now(
    session: AsyncSession, group: Group, at: datetime, now: datetime
) -> OverdueNow:
    """Return what is overdue now, for a list that was made at an instant."""
    overdue = [
        each for each in await issues.unreported(session, group.workspace_id) if each.deadline < now
    ]
    told = await _told_before(session, group.workspace_id, overdue, at)
    unreached = await without_reporter(session, group, (each.agency for each in overdue))
    listed = [
        each
        for each in overdue
        if is_listed(
            each.deadline, at, told=each.id in told, reached=each.agency_id not in unreached
        )
    ]
    return OverdueNow(by_issue(listed), len(overdue) - len(listed))


def overdue_say(overdue: OverdueNow, words: Words, now: datetime, *, late: bool) -> Say | None:
    """Return the overdue list; `None` with nothing to list."""
    if not overdue.issues:
        return None
    text = words.overdue_list(overdue.issues, now, late=late, left_out=overdue.left_out)
    return Say(text, card=overdue_card(overdue.issues, words, now))


async def last_slot(session: AsyncSession, workspace_id: int, now: datetime) -> datetime | None:
    """Return the newest slot of the overdue list until now of which there is a record.

    One ahead was settled by a clock that has been set back since: it holds up none before it.
    """
    return await session.scalar(
        select(OverdueSlot.due_at)
        .where(OverdueSlot.workspace_id == workspace_id, OverdueSlot.due_at <= now)
        .order_by(OverdueSlot.due_at.desc())
        .limit(1)
    )


_LAST_SLOTS = select(
    Workspace.id,
    select(func.max(OverdueSlot.due_at))
    .where(OverdueSlot.workspace_id == Workspace.id, OverdueSlot.due_at <= bindparam("now"))
    .scalar_subquery(),
    select(Group.id)
    .where(Group.workspace_id == Workspace.id, Group.kind == GroupKind.IR, Group.left_at.is_(None))
    .exists(),
)


async def last_slots(
    session: AsyncSession, now: datetime
) -> list[tuple[int, datetime | None, bool]]:
    """Return for each workspace (id) its newest slot as `last_slot`, and whether IR is bound."""
    found = await session.execute(_LAST_SLOTS, {"now": now})
    return [(home, last, is_bound) for home, last, is_bound in found]


async def settle_slot(
    session: AsyncSession, workspace_id: int, due_at: datetime, now: datetime, outcome: str
) -> bool:
    """Note what became of a slot that came up; false when there is a record of it."""
    row = {
        "workspace_id": workspace_id,
        "due_at": due_at,
        "settled_at": now,
        "outcome": outcome,
    }
    return bool(await insert_new(session, OverdueSlot, [row]))


async def drop_slot(
    session: AsyncSession,
    workspace_id: int,
    group_id: int,
    due_at: datetime,
    now: datetime,
    outcome: Listed,
    *,
    actor: Actor,
    **maybe_told: str,
) -> None:
    """Note in record and audit, once, that a list which was to be sent to a group has not been.

    `maybe_told` is what the audit says of a request in which it may have been told all the same.
    """
    changed = await session.execute(
        update(OverdueSlot)
        .where(
            OverdueSlot.workspace_id == workspace_id,
            OverdueSlot.due_at == due_at,
            OverdueSlot.outcome == Listed.TOLD,
        )
        .values(outcome=outcome, settled_at=now)
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        return
    await audit.append(
        session,
        workspace_id,
        Action.OVERDUE_DROPPED,
        subject("group", group_id),
        at=now,
        actor=actor,
        slot=due_at.isoformat(),
        reason=outcome.value,
        **maybe_told,
    )


async def slot_waits(
    session: AsyncSession, workspace_id: int, due_at: datetime, now: datetime
) -> None:
    """Note that a list waits again whose request had been given up."""
    await session.execute(
        update(OverdueSlot)
        .where(
            OverdueSlot.workspace_id == workspace_id,
            OverdueSlot.due_at == due_at,
            OverdueSlot.outcome == Listed.MISSED,
        )
        .values(outcome=Listed.TOLD, settled_at=now)
    )


async def slot_delivered(
    session: AsyncSession,
    workspace_id: int,
    group_id: int,
    due_at: datetime,
    now: datetime,
    **how: str,
) -> None:
    """Note in record and audit that LINE has accepted a list, and `how` it was told."""
    await session.execute(
        update(OverdueSlot)
        .where(OverdueSlot.workspace_id == workspace_id, OverdueSlot.due_at == due_at)
        .values(outcome=Listed.DELIVERED, settled_at=now)
    )
    await audit.append(
        session,
        workspace_id,
        Action.OVERDUE_LISTED,
        subject("group", group_id),
        at=now,
        actor=SENDER,
        slot=due_at.isoformat(),
        **how,
    )


async def without_reporter(
    session: AsyncSession, group: Group, agencies: Iterable[AgencyRow]
) -> set[int]:
    """Return those of the agencies (ids) of which nobody who may report is in a group."""
    rows = {row.id: row for row in agencies}
    people = await people_to_call.in_group(session, group, list(rows.values()))
    return {row.id for row in rows.values() if not people[row.value()]}


async def _told_before(
    session: AsyncSession, workspace_id: int, overdue: Collection[Assignment], at: datetime
) -> set[int]:
    """Return the assignments (ids) of which was told lately that their deadline has passed."""
    since = at - LATELY
    told = {
        row.assignment_id
        for row in await reminders.told(session, workspace_id, at - NAGGED_LATELY, at)
        if row.name in AFTER[1:] or (row.name == PASSED and row.told_at and row.told_at > since)
    }
    for issue_id in {each.issue_id for each in overdue}:
        if await notices.last_with(session, reminders_asked(issue_id), since) is not None:
            told |= {each.id for each in overdue if each.issue_id == issue_id}
    return told
