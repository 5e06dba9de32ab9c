"""Notices that people are told 1:1: to whom they matter, and the parts of them that were sent.

M24 A part is a notice with a receiver, which is always in a request: one that is not said gives
    back what it was to tell.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Uuid, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain import notices as topics
from domain.calendar import Calendar
from domain.chat.commands import Urgency
from domain.chat.rights import Role
from domain.planner import A_YEAR, LOOK_AGAIN, TOLD_PRIVATELY, Budget, Concern, Held, Route, ToTell
from domain.quota import working_days_left
from domain.say import Say
from domain.spending import cause_of
from models import friends, groups, people, quota, reminders, spending
from models.groups import Group, GroupKind, GroupPlace
from models.issues import Assignment, Issue
from models.notices import Notice
from models.outbox import OutboxMessage, OutboxState
from models.people import Person
from models.reminders import Reminder, ReminderStatus

RESERVE_PART = 10
"""One part in so many of the month's messages is kept for urgent issues and the last days."""

ISSUERS = 0
"""Stands for the issuers among agencies (ids)."""


async def to_tell(session: AsyncSession, group: Group, notice: Notice, now: datetime) -> ToTell:
    """Return what the planner must know of a notice that is due."""
    about = notice.say.get("about")
    issue = await session.get(Issue, about) if about else None
    urgent = issue is not None and issue.urgency != Urgency.NORMAL
    if topics.kind(notice.dedupe_key) == topics.REQUEST_MADE:
        if ISSUERS in notice.reached:
            return ToTell(notice.id, (), urgent)
        opener = issue.opened_by_id if issue else None
        asked = await _issuer(session, group.workspace_id, opener, now)
        return ToTell(notice.id, (Concern(ISSUERS, asked),), urgent)
    left = [each for each in notice.agencies if each not in notice.reached]
    staff = await people.reporters_of(session, group.workspace_id, left)
    known = {one.line_user_id for each in staff.values() for one in each if one.line_user_id}
    reached = await friends.among(session, known, now)
    knows = await _knowing(session, group, notice, staff) if issue else set()
    silent = await _silent(session, notice)
    concerns = (
        Concern(each, _first(staff.get(each, ()), reached, 1 + (each in silent)), each in knows)
        for each in left
    )
    return ToTell(notice.id, tuple(concerns), urgent)


def _first(staff: Sequence[Person], reached: set[str], most: int) -> tuple[str, ...]:
    accounts = [each.line_user_id for each in staff if each.line_user_id]
    return tuple(each for each in accounts if each in reached)[:most]


async def _issuer(
    session: AsyncSession, workspace_id: int, opener: int | None, now: datetime
) -> tuple[str, ...]:
    """Return the issuer to be asked: who opened the issue, else another one."""
    issuers = await people.with_role(session, workspace_id, Role.ISSUER)
    issuers.sort(key=lambda each: each.id != opener)
    accounts = [each.line_user_id for each in issuers if each.line_user_id]
    return _first(issuers, await friends.among(session, accounts, now), 1)


async def _silent(session: AsyncSession, notice: Notice) -> set[int]:
    """Return the agencies that were reminded before, and have not acknowledged since."""
    if topics.kind(notice.dedupe_key) not in topics.REMINDERS:
        return set()
    held = select(Reminder.id).where(
        Reminder.notice_id == notice.id, Reminder.assignment_id == Assignment.id
    )
    before = select(Reminder.id).where(
        Reminder.assignment_id == Assignment.id,
        Reminder.deadline == Assignment.deadline,
        Reminder.status == ReminderStatus.DELIVERED,
    )
    found = await session.scalars(
        select(Assignment.agency_id).where(
            or_(held.exists(), Assignment.issue_id == notice.say.get("about")),
            Assignment.acknowledged_at.is_(None),
            before.exists(),
        )
    )
    return set(found)


async def _knowing(
    session: AsyncSession, group: Group, notice: Notice, staff: Mapping[int, Sequence[Person]]
) -> set[int]:
    """Return the agencies that need not be told of an announcement.

    They have acknowledged it, or their people sit in the group where the issue was written
    (letter 2560, clause 3.2).
    """
    kind = topics.kind(notice.dedupe_key)
    if kind not in topics.ANNOUNCEMENTS:
        return set()
    is_new = kind == topics.ISSUE_OPENED
    assigned = await session.execute(
        select(Assignment.agency_id, Assignment.acknowledged_at).where(
            Assignment.issue_id == notice.say["about"],
            Assignment.acknowledged_at.is_not(None),
        )
    )
    knowing = {agency for agency, at in assigned if is_new or (at and at >= notice.created_at)}
    issuers = await groups.active(session, group.workspace_id, GroupKind.IA)
    if is_new and issuers is not None:
        present = await groups.members(session, issuers.line_group_id)
        knowing |= {
            agency
            for agency, each in staff.items()
            if any(person.line_user_id in present for person in each)
        }
    return knowing


async def budget(
    session: AsyncSession, group: Group, route: Route, calendar: Calendar, now: datetime
) -> Budget:
    """Return what may be spent for a group now.

    What was billed since LINE told of the month is taken off by our own count.
    """
    said = await quota.last_told(session)
    pushed_to = route is not Route.DIRECT and group.no_room_since is None
    price = group.member_count if pushed_to else None
    today = calendar.local(now).date()
    working_days = working_days_left(today, calendar)
    if said is None or said.quota is None:
        return Budget(None, price, working_days)
    since = await spending.billed(session, today.replace(day=1)) - said.counted
    left = said.quota - said.used - max(since, 0)
    spent = await spending.billed_on(session, today)
    return Budget(max(left, 0), price, working_days, said.quota // RESERVE_PART, spent)


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
    for row in await reminders.held_by(session, notice.id):
        if row.assignment.agency_id in agencies:
            row.notice_id = part.id
    notice.reached = list(dict.fromkeys([*notice.reached, *agencies]))


async def settle(
    session: AsyncSession, notice: Notice, now: datetime, held: Held | None = None
) -> None:
    """Let a notice that was due ride on, without calling anybody, or delete a reminder.

    What somebody is still to be told goes on waiting; `held` says why it was not told now.
    """
    if held is not None:
        notice.wait(now + LOOK_AGAIN, held.value)
    elif topics.kind(notice.dedupe_key) in topics.REMINDERS:
        await session.delete(notice)
    else:
        notice.wait(now + A_YEAR)
        notice.say = {**notice.say, "mentions": []}


def all_know(notice: Notice) -> bool:
    """Whether nobody is to be told of a notice any more to whom it matters."""
    return set(notice.agencies or [ISSUERS]) <= set(notice.reached)


def note_known(notice: Notice, concerned: ToTell) -> None:
    """Note which agencies need not be told of a notice."""
    known = (each.agency for each in concerned.concerns if each.knows)
    notice.reached = list(dict.fromkeys([*notice.reached, *known]))


def for_whom(notice: Notice, person: Person) -> list[int]:
    """Return the agencies (ids) for which a person can be told what waits for a group."""
    if cause_of(notice.dedupe_key) not in TOLD_PRIVATELY:
        return []
    if topics.kind(notice.dedupe_key) == topics.REQUEST_MADE:
        concerned = [ISSUERS] if Role.ISSUER in person.roles else []
    else:
        own = {row.id for row in person.agencies} if Role.REPORTER in person.roles else set()
        concerned = [each for each in notice.agencies if each in own]
    return [each for each in concerned if each not in notice.reached]


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
        until = now + LOOK_AGAIN if held else None
        await give_back_part(session, part, until, held.value if held else "")


async def give_back_part(
    session: AsyncSession, part: Notice, until: datetime | None = None, held: str = ""
) -> None:
    """Let one part be told otherwise, as far as nobody else is told of the same.

    It is decided anew at `until`, by default when it was to be told, if no free reply comes before;
    `held` says why it waits.
    """
    whole_key = part.dedupe_key.rpartition(":")[0]
    beside = await _told_beside(session, part, whole_key)
    left = [each for each in part.agencies if each not in beside]
    whole = await session.scalar(select(Notice).where(Notice.dedupe_key == whole_key))
    if left and (whole is None or (whole.outbox_id is not None and _reminds(part))):
        # Its other parts were told: it waits for itself.
        part.receiver = part.outbox_id = None
        part.agencies = left
        part.wait_as(part, until, held)
        return
    if left and whole is not None and whole.outbox_id is None:
        whole.reached = [each for each in whole.reached if each not in left]
        whole.wait_as(part, until, held)
        await session.execute(
            update(Reminder).where(Reminder.notice_id == part.id).values(notice_id=whole.id)
        )
    await session.delete(part)  # its group has read the whole, or will
    await session.flush()


async def _told_beside(session: AsyncSession, part: Notice, whole_key: str) -> set[int]:
    """Return the agencies of a part of which others are told, their deputies or superiors."""
    others = await session.scalars(
        select(Notice).where(
            Notice.dedupe_key.startswith(f"{whole_key}:"),
            Notice.id != part.id,
            Notice.outbox_id.is_not(None),
            Notice.outbox_id != part.outbox_id,
        )
    )
    return {agency for other in others for agency in other.agencies}


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
