"""To whom a notice that waits no longer matters, who is told 1:1, what is spent. M25, M26."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from domain import notices as topics
from domain.calendar import Calendar
from domain.chat.commands import Urgency
from domain.chat.rights import Role
from domain.planner import TOLD_PRIVATELY, Budget, Concern, Route, ToTell
from domain.quota import working_days
from domain.spending import cause_of
from models import escalation, friends, groups, people, quota, spending
from models.groups import Group, GroupKind
from models.issues import Assignment, Issue
from models.notices import Notice
from models.people import Person
from models.reminders import Reminder, ReminderStatus

RESERVE_PART = 10
"""One part in so many of the month's messages is kept for urgent issues and the last days."""

AT_LAST = timedelta(hours=1)
"""How long before a deadline the deputy is told too where nobody has acknowledged."""

ISSUERS = 0
"""Stands for the issuers among agencies (ids)."""


async def to_tell(session: AsyncSession, group: Group, notice: Notice, now: datetime) -> ToTell:
    """Return what the planner must know of a notice that is due."""
    about = notice.say.get("about")
    issue = await session.get(Issue, about) if about else None
    urgent = _is_urgent(issue)
    purpose = topics.purpose_of(notice.dedupe_key)
    if topics.kind(notice.dedupe_key) == topics.REQUEST_MADE:
        if ISSUERS in notice.reached:
            return ToTell(notice.id, (), urgent, purpose)
        opener = issue.opened_by_id if issue else None
        asked = await _issuer(session, group.workspace_id, opener, now)
        return ToTell(notice.id, (Concern(ISSUERS, asked),), urgent, purpose)
    left = [each for each in notice.agencies if each not in notice.reached]
    staff = await people.reporters_of(session, group.workspace_id, left)
    above = await _above(session, group, notice, left)
    for each, named in above.items():
        staff[each] = [*staff.get(each, ())[:1], *named]
    known = {one.line_user_id for each in staff.values() for one in each if one.line_user_id}
    reached = await friends.among(session, known, now)
    knows = await _knowing(session, group, notice, staff) if issue else set()
    silent = await _silent(session, notice, now)
    most = {each: 1 + max(each in silent, len(above.get(each, ()))) for each in left}
    concerns = (
        Concern(each, _first(staff.get(each, ()), reached, most[each]), each in knows)
        for each in left
    )
    return ToTell(notice.id, tuple(concerns), urgent, purpose)


def _is_urgent(issue: Issue | None) -> bool:
    return issue is not None and issue.urgency != Urgency.NORMAL


async def pays_today(session: AsyncSession, notice: Notice, budget: Budget, price: int) -> bool:
    """Whether a push to a group may be made for a notice on this day."""
    if budget.pays_today(topics.purpose_of(notice.dedupe_key), price):
        return True
    about = notice.say.get("about")
    return _is_urgent(await session.get(Issue, about) if about else None)


async def _above(
    session: AsyncSession, group: Group, notice: Notice, agency_ids: Sequence[int]
) -> dict[int, list[Person]]:
    """Return whom an escalation is told too: those named for each agency (id). Rule T14."""
    if topics.kind(notice.dedupe_key) != topics.ESCALATIONS_DUE:
        return {}
    return await escalation.named_for(session, group.workspace_id, agency_ids)


def _first(staff: Sequence[Person], reached: set[str], most: int) -> tuple[str, ...]:
    willing = (each.line_user_id for each in staff if not each.wants_group)
    return tuple(each for each in willing if each in reached)[:most]


async def _issuer(
    session: AsyncSession, workspace_id: int, opener: int | None, now: datetime
) -> tuple[str, ...]:
    """Return the issuer to be asked: who opened the issue, else another one."""
    issuers = await people.with_role(session, workspace_id, Role.ISSUER)
    issuers.sort(key=lambda each: each.id != opener)
    accounts = [each.line_user_id for each in issuers if each.line_user_id]
    return _first(issuers, await friends.among(session, accounts, now), 1)


async def _silent(session: AsyncSession, notice: Notice, now: datetime) -> set[int]:
    """Return the agencies that were reminded before, have not acknowledged, and must report now."""
    kind = topics.kind(notice.dedupe_key)
    if kind not in topics.REMINDERS:
        return set()
    before = select(Reminder.id).where(
        Reminder.assignment_id == Assignment.id,
        Reminder.deadline == Assignment.deadline,
        Reminder.status == ReminderStatus.DELIVERED,
    )
    silent = select(Assignment.agency_id).where(
        Assignment.acknowledged_at.is_(None),
        Assignment.deadline < now + AT_LAST,
        before.exists(),
    )
    if kind in topics.FROM_LEDGER:
        held = aliased(Reminder)
        silent = silent.join(held, held.assignment_id == Assignment.id)
        silent = silent.where(held.notice_id == notice.id)
    else:
        silent = silent.where(Assignment.issue_id == notice.say["about"])
    return set(await session.scalars(silent))


async def _knowing(
    session: AsyncSession, group: Group, notice: Notice, staff: Mapping[int, Sequence[Person]]
) -> set[int]:
    """Return the agencies that need not be told of an announcement.

    They have acknowledged it, or their people sit in the group where the issue was written
    (letter 2560, clause 3.2).
    """
    kind = topics.kind(notice.dedupe_key)
    if kind not in (*topics.ANNOUNCEMENTS, topics.ISSUE_ENDED):
        return set()
    is_told_in_ia = kind in (topics.ISSUE_OPENED, topics.ISSUE_ENDED)
    assigned = await session.execute(
        select(Assignment.agency_id, Assignment.acknowledged_at).where(
            Assignment.issue_id == notice.say["about"],
            Assignment.acknowledged_at.is_not(None),
        )
    )
    knowing = {
        agency
        for agency, at in assigned
        if kind == topics.ISSUE_OPENED or (at and at >= notice.created_at)
    }
    issuers = await groups.active(session, group.workspace_id, GroupKind.IA)
    if is_told_in_ia and issuers is not None:
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

    What was billed since LINE told of the month is taken off by our own count, and what waits for
    LINE.
    """
    said = await quota.last_told(session)
    price = group.member_count if group.no_room_since is None else None
    to_group = route is not Route.DIRECT
    if said is None or said.quota is None:
        return Budget(None, price, to_group=to_group)
    today = calendar.local(now).date()
    since = await spending.billed(session, today.replace(day=1)) - said.counted
    left = said.quota - said.used - max(since, 0) - await spending.on_its_way(session, now)
    day, days = working_days(today, calendar)
    reserve = said.quota // RESERVE_PART
    midnight = datetime.combine(today, time(), calendar.tz)
    spent = await spending.since(session, midnight)
    return Budget(max(left, 0), price, said.quota, day, days, reserve, to_group, spent)


async def for_whom(
    session: AsyncSession, group: Group, notice: Notice, person: Person, now: datetime
) -> list[int]:
    """Return the agencies (ids) for which a person is the one to be told what waits for a group."""
    if not _may_matter(notice, person):
        return []
    concerned = await to_tell(session, group, notice, now)
    return [
        each.agency
        for each in concerned.concerns
        if not each.knows and person.line_user_id in each.people
    ]


def _may_matter(notice: Notice, person: Person) -> bool:
    """Whether a notice may be told somebody 1:1, by what is known without asking."""
    if person.wants_group or cause_of(notice.dedupe_key) not in TOLD_PRIVATELY:
        return False
    if topics.kind(notice.dedupe_key) == topics.REQUEST_MADE:
        return Role.ISSUER in person.roles and ISSUERS not in notice.reached
    own = {row.id for row in person.agencies} if Role.REPORTER in person.roles else set()
    return bool(own & (set(notice.agencies) - set(notice.reached)))
