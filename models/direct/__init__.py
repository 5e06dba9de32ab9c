"""To whom a notice that waits no longer matters, and who of them is told 1:1. Rule M25."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from domain import notices as topics
from domain.budget import Purpose
from domain.chat.rights import Role
from domain.planner import TO_JUDGES, TOLD_PRIVATELY, Concern, ToTell
from domain.spending import cause_of
from models import groups, people
from models.direct import pressing
from models.groups import Group, GroupKind
from models.issues import Assignment, Issue
from models.notices import Notice
from models.people import Person, friends
from models.reminders import Reminder, ReminderStatus, escalation
from models.tables import parts

AT_LAST = timedelta(hours=1)
"""How long before a deadline the deputy is told too where nobody has acknowledged."""

ISSUERS = 0
"""Stands for the issuers' group among agencies (ids)."""

_ROLES = {Purpose.REQUEST: Role.ISSUER, Purpose.ESCALATION: Role.EVALUATOR}
"""Of whom one is told of what matters to no agency."""

TOLD_IN_IA = frozenset({topics.ISSUE_OPENED, topics.ISSUE_ENDED})


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is asked of the database for many notices at once.

    `judges` are the issuers or evaluators to whom something of a purpose matters, `staff` the
    reporters of an agency (id), `above` those named where it is escalated (T14),
    `reached` the accounts that a 1:1 message reaches, `present` those that sit in IA,
    `acknowledged` when an agency did so (by issue and agency), and `silent` the agencies, by
    notice, that were reminded before, have not acknowledged, and must report now.
    """

    issues: Mapping[int, Issue]
    urgent: Collection[int]
    judges: Mapping[Purpose, Sequence[Person]]
    staff: Mapping[int, Sequence[Person]]
    above: Mapping[int, Sequence[Person]]
    reached: Collection[str]
    present: Collection[str]
    acknowledged: Mapping[tuple[int, int], datetime]
    silent: Collection[tuple[int, int]]


async def to_tell(
    session: AsyncSession, group: Group, waiting: Sequence[Notice], now: datetime
) -> dict[int, ToTell]:
    """Return what the planner must know of notices that are due, by id.

    The questions to the database are as many for a hundred notices as for one.
    """
    facts = await _facts(session, group, waiting, now)
    return {each.id: _to_tell(each, facts) for each in waiting}


def _to_tell(notice: Notice, facts: _Facts) -> ToTell:
    kind, issue = topics.kind(notice.dedupe_key), facts.issues.get(notice.say.get("about") or 0)
    urgent, purpose = notice.id in facts.urgent, topics.purpose_of(notice.dedupe_key)
    if purpose in TO_JUDGES:
        asked = () if ISSUERS in notice.reached else _asked(purpose, issue, facts)
        return ToTell(notice.id, asked, urgent, purpose)
    concerns = []
    for agency in _left(notice):
        staff, named = facts.staff.get(agency, ()), facts.above.get(agency, ())
        if kind != topics.ESCALATIONS_DUE:
            named = ()
        most = 1 + max((notice.id, agency) in facts.silent, len(named))
        told = _first([*(staff[:1] if named else staff), *named], facts.reached, most)
        knows = issue is not None and _knows(notice, agency, issue, [*staff, *named], facts)
        concerns.append(Concern(agency, told, knows))
    return ToTell(notice.id, tuple(concerns), urgent, purpose)


def _left(notice: Notice) -> list[int]:
    return [each for each in notice.agencies if each not in notice.reached]


def _asked(purpose: Purpose, issue: Issue | None, facts: _Facts) -> tuple[Concern, ...]:
    """Return who is to be asked or told: who opened the issue, else another issuer; an evaluator.

    For an evaluator whom no message reaches nobody else is pushed to: it rides on.
    """
    opener = issue.opened_by_id if issue else None
    judges = sorted(facts.judges[purpose], key=lambda each: each.id != opener)
    told = _first(judges, facts.reached, 1)
    return (Concern(ISSUERS, told),) if told or purpose is Purpose.REQUEST else ()


def _knows(
    notice: Notice, agency: int, issue: Issue, staff: Sequence[Person], facts: _Facts
) -> bool:
    """Whether an agency need not be told of an announcement.

    It has acknowledged it, or its people sit in the group where the issue was written
    (letter 2560, clause 3.2).
    """
    kind, at = topics.kind(notice.dedupe_key), facts.acknowledged.get((issue.id, agency))
    if topics.purpose_of(notice.dedupe_key) is not Purpose.ANNOUNCEMENT:
        return False
    if at and (kind == topics.ISSUE_OPENED or at >= notice.created_at):
        return True
    return kind in TOLD_IN_IA and any(each.line_user_id in facts.present for each in staff)


async def _facts(
    session: AsyncSession, group: Group, waiting: Sequence[Notice], now: datetime
) -> _Facts:
    home = group.workspace_id
    kinds = {each: topics.kind(each.dedupe_key) for each in waiting}
    purposes = {each: topics.purpose_of(each.dedupe_key) for each in waiting}
    announced = {
        each.say["about"]
        for each, purpose in purposes.items()
        if purpose is Purpose.ANNOUNCEMENT and each.say.get("about")
    }
    escalated = [each for each, kind in kinds.items() if kind == topics.ESCALATIONS_DUE]
    judges = {
        purpose: await people.with_role(session, home, role)
        for purpose, role in _ROLES.items()
        if purpose in purposes.values()
    }
    staff = await people.reporters_of(session, home, {id for each in waiting for id in _left(each)})
    above = await escalation.named_for(
        session, home, {id for each in escalated for id in _left(each)}
    )
    told = [
        *chain.from_iterable(judges.values()),
        *chain.from_iterable(staff.values()),
        *chain.from_iterable(above.values()),
    ]
    accounts = {each.line_user_id for each in told if each.line_user_id}
    return _Facts(
        issues=await _issues(
            session, {each.say["about"] for each in waiting if each.say.get("about")}
        ),
        urgent=await pressing.urgent(session, waiting),
        judges=judges,
        staff=staff,
        above=above,
        reached=await friends.among(session, accounts, now),
        present=await _present(session, home) if TOLD_IN_IA & set(kinds.values()) else (),
        acknowledged=await _acknowledged(session, announced),
        silent=await _silent(session, kinds, now),
    )


async def _issues(session: AsyncSession, issue_ids: Iterable[int]) -> dict[int, Issue]:
    found: dict[int, Issue] = {}
    for part in parts(issue_ids):
        rows = await session.scalars(select(Issue).where(Issue.id.in_(part)))
        found |= {row.id: row for row in rows}
    return found


async def _present(session: AsyncSession, workspace_id: int) -> set[str]:
    issuers = await groups.active(session, workspace_id, GroupKind.IA)
    return await groups.members(session, issuers.line_group_id) if issuers else set()


async def _acknowledged(
    session: AsyncSession, issue_ids: Iterable[int]
) -> dict[tuple[int, int], datetime]:
    found: dict[tuple[int, int], datetime] = {}
    for part in parts(issue_ids):
        rows = await session.execute(
            select(Assignment.issue_id, Assignment.agency_id, Assignment.acknowledged_at).where(
                Assignment.issue_id.in_(part), Assignment.acknowledged_at.is_not(None)
            )
        )
        found |= {(issue, agency): at for issue, agency, at in rows if at}
    return found


async def _silent(
    session: AsyncSession, kinds: Mapping[Notice, str], now: datetime
) -> set[tuple[int, int]]:
    """Return the agencies (with the notice) that must report soon, and have not heard it."""
    held = aliased(Reminder)
    before = select(Reminder.id).where(
        Reminder.assignment_id == Assignment.id,
        Reminder.deadline == Assignment.deadline,
        Reminder.status == ReminderStatus.DELIVERED,
    )
    silent = and_(
        Assignment.acknowledged_at.is_(None), Assignment.deadline < now + AT_LAST, before.exists()
    )
    found: set[tuple[int, int]] = set()
    ledger = [each.id for each, kind in kinds.items() if kind in topics.FROM_LEDGER]
    for part in parts(ledger):
        query = select(held.notice_id, Assignment.agency_id).join(
            held, held.assignment_id == Assignment.id
        )
        rows = await session.execute(query.where(silent, held.notice_id.in_(part)))
        found |= {(notice_id, agency) for notice_id, agency in rows if notice_id}
    asked = [each for each, kind in kinds.items() if kind == topics.REMINDER_ASKED]
    for part in parts({each.say["about"] for each in asked}):
        query = select(Assignment.issue_id, Assignment.agency_id).where(
            silent, Assignment.issue_id.in_(part)
        )
        for issue, agency in await session.execute(query):
            found |= {(each.id, agency) for each in asked if each.say["about"] == issue}
    return found


def _first(staff: Sequence[Person], reached: Collection[str], most: int) -> tuple[str, ...]:
    willing = (each.line_user_id for each in staff if not each.wants_group)
    return tuple(each for each in willing if each and each in reached)[:most]


async def for_whom(
    session: AsyncSession, group: Group, waiting: Sequence[Notice], person: Person, now: datetime
) -> list[tuple[Notice, list[int]]]:
    """Return what waits for a group and is to be told a person 1:1, for which agencies (ids)."""
    possible = [each for each in waiting if _may_matter(each, person)]
    concerned = await to_tell(session, group, possible, now) if possible else {}
    told = (
        (
            notice,
            [
                each.agency
                for each in concerned[notice.id].concerns
                if not each.knows and person.line_user_id in each.people
            ],
        )
        for notice in possible
    )
    return [(notice, agencies) for notice, agencies in told if agencies]


def _may_matter(notice: Notice, person: Person) -> bool:
    """Whether a notice may be told somebody 1:1, by what is known without asking."""
    if person.wants_group or cause_of(notice.dedupe_key) not in TOLD_PRIVATELY:
        return False
    purpose = topics.purpose_of(notice.dedupe_key)
    if purpose and (role := _ROLES.get(purpose)):
        return role in person.roles and ISSUERS not in notice.reached
    own = {row.id for row in person.agencies} if Role.REPORTER in person.roles else set()
    return bool(own & (set(notice.agencies) - set(notice.reached)))
