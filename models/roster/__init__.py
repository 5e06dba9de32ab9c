"""The roster as an operator keeps it: imports, enrolment codes, and who has sent no names."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.agencies import AgencyKind, offices, speaking_for
from domain.chat.rights import Role
from domain.codes import derive, fingerprint
from domain.issues.audit import OPERATOR, Action, subject
from domain.roster.intake import LIST_NAMES, Intake, Listed, expected_agencies, intake
from domain.roster.people import RosterPerson, alike, same_person
from models import agencies, audit, people, workspaces
from models.agencies import AgencyRow
from models.people import EnrolmentCode, Person
from models.workspaces import Workspace

CODE_LIFE = timedelta(days=30)
NO_MINISTRY = "INDEP"
"""The seeded bucket of agencies under no ministry, where added ones stand."""


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What an import changed about one person: sentences for the operator, in English."""

    name: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; `absent` people are on the roster, but not in the file, and stay.

    `alike` are pairs of names: somebody who was added, and another person who may be the same.
    """

    added: tuple[str, ...]
    changed: tuple[PersonChange, ...]
    unchanged: int
    absent: int
    alike: tuple[tuple[str, str], ...] = ()


async def add_agencies(
    session: AsyncSession, workspace: Workspace, names: Iterable[str]
) -> dict[str, AgencyRow]:
    """Add agencies that only this workspace knows; return them by name."""
    number = await session.scalar(
        select(func.count()).where(AgencyRow.workspace_id == workspace.id)
    )
    rows = {
        name: AgencyRow(
            workspace_id=workspace.id,
            code=f"{workspace.code.upper()}-OWN-{index}",
            name_th=name,
            name_en=name,
            abbr_th="",
            kind=AgencyKind.OTHER,
            ministry_code=NO_MINISTRY,
        )
        for index, name in enumerate(dict.fromkeys(names), start=(number or 0) + 1)
    }
    session.add_all(rows.values())
    await session.flush()
    await workspaces.changed(session, workspace.id)
    return rows


async def take_over(
    session: AsyncSession, workspace: Workspace, listed: Sequence[RosterPerson], now: datetime
) -> Imported:
    """Bring the roster to what a file says about the people in it; nobody is removed.

    Doing it again changes nothing. The codes of all agencies must be known to the workspace.
    """
    by_code = {row.code: row for row in await agencies.of_workspace(session, workspace.id)}
    of = offices(row.value() for row in by_code.values())
    listed = [replace(each, agencies=speaking_for(each.agencies, of)) for each in listed]
    known = await people.of_workspace(session, workspace.id)
    left = [(_as_listed(person), person) for person in known]
    earlier = [listed_person for listed_person, _ in left]
    added: list[RosterPerson] = []
    changed: list[PersonChange] = []
    for entry in listed:
        match = next((pair for pair in left if same_person(pair[0], entry)), None)
        if match is None:
            session.add(_new(workspace.id, entry, by_code, now))
            added.append(entry)
            continue
        left.remove(match)
        before, person = match
        if what := _differences(before, entry):
            _write(person, entry, by_code)
            changed.append(PersonChange(entry.name, what))
    done = Imported(
        tuple(entry.name for entry in added),
        tuple(changed),
        len(listed) - len(added) - len(changed),
        len(left),
        tuple(alike(added, earlier)),
    )
    await _record(session, workspace.id, done, now)
    return done


async def enrolment_codes(
    session: AsyncSession,
    workspace_id: int,
    *,
    secret: str,
    now: datetime,
    earlier: Sequence[str] = (),
) -> list[tuple[Person, str]]:
    """Return a code for each person who has not joined; one still valid is given again.

    New ones are derived from `secret`; `earlier` keys are those that still open codes.
    """
    waiting = [
        person
        for person in await people.of_workspace(session, workspace_id)
        if person.line_user_id is None and person.suspended_at is None
    ]
    valid = await session.scalars(
        select(EnrolmentCode)
        .join(Person, Person.id == EnrolmentCode.person_id)
        .where(
            Person.workspace_id == workspace_id,
            EnrolmentCode.used_at.is_(None),
            EnrolmentCode.expires_at > now,
        )
        .order_by(EnrolmentCode.id)
    )
    codes: dict[int, str] = {}
    for row in valid:
        for key in (secret, *earlier):
            code = derive(key, row.nonce)
            if fingerprint(key, code) == row.code_hash:  # not so after a change of the secret
                codes[row.person_id] = code
    for person in waiting:
        if person.id not in codes:
            codes[person.id] = new_code(session, person.id, secret, now)
    await session.flush()
    return [(person, codes[person.id]) for person in waiting]


async def expiries(session: AsyncSession, workspace_id: int) -> dict[int, datetime]:
    """Return when the newest unused code of each person expires."""
    found = await session.execute(
        select(EnrolmentCode.person_id, EnrolmentCode.expires_at)
        .join(Person, Person.id == EnrolmentCode.person_id)
        .where(Person.workspace_id == workspace_id, EnrolmentCode.used_at.is_(None))
        .order_by(EnrolmentCode.id)
    )
    return {person_id: expires_at for person_id, expires_at in found}


def new_code(session: AsyncSession, person_id: int, secret: str, now: datetime) -> str:
    """Give a person a fresh code; only its fingerprint and nonce are kept."""
    nonce = secrets.token_hex(16)
    code = derive(secret, nonce)
    session.add(
        EnrolmentCode(
            person_id=person_id,
            nonce=nonce,
            code_hash=fingerprint(secret, code),
            created_at=now,
            expires_at=now + CODE_LIFE,
        )
    )
    return code


async def _record(session: AsyncSession, workspace_id: int, done: Imported, now: datetime) -> None:
    """Note an import in the audit chain: numbers only, no names."""
    await audit.append(
        session,
        workspace_id,
        Action.ROSTER_IMPORT,
        subject("roster"),
        at=now,
        actor=OPERATOR,
        added=len(done.added),
        changed=len(done.changed),
        unchanged=done.unchanged,
        absent=done.absent,
    )


def _as_listed(person: Person) -> RosterPerson:
    return RosterPerson(
        name=person.name,
        position=person.position,
        line_id=person.line_id,
        in_ia=person.in_ia,
        in_ir=person.in_ir,
        roles=frozenset(Role(role) for role in person.roles),
        agencies=tuple(agency.code for agency in person.agencies),
        seat=person.seat,
    )


def _new(
    workspace_id: int, entry: RosterPerson, by_code: dict[str, AgencyRow], now: datetime
) -> Person:
    person = Person(workspace_id=workspace_id, created_at=now)
    _write(person, entry, by_code)
    return person


def _write(person: Person, entry: RosterPerson, by_code: dict[str, AgencyRow]) -> None:
    person.name, person.position, person.line_id = entry.name, entry.position, entry.line_id
    person.in_ia, person.in_ir = entry.in_ia, entry.in_ir
    person.roles = sorted(entry.roles)
    person.seat = entry.seat or person.seat or ""  # a file without the column takes no seat away
    person.agencies = [by_code[code] for code in entry.agencies]


def _differences(known: RosterPerson, entry: RosterPerson) -> tuple[str, ...]:
    """Say field by field what the file changes: what goes is named as well as what comes."""
    pairs: list[tuple[str, set[str], set[str]]] = [
        ("position", {known.position}, {entry.position}),
        ("LINE ID", {known.line_id}, {entry.line_id}),
        ("groups", _groups(known), _groups(entry)),
        ("roles", set(known.roles), set(entry.roles)),
        ("agencies", set(known.agencies), set(entry.agencies)),
        ("seat", {known.seat}, {entry.seat or known.seat}),
    ]
    return tuple(
        f"{field} {', '.join(sorted(old)) or 'empty'} -> {', '.join(sorted(new)) or 'empty'}"
        for field, old, new in pairs
        if old != new
    )


def _groups(entry: RosterPerson) -> set[str]:
    return {name for name, member in (("IA", entry.in_ia), ("IR", entry.in_ir)) if member}


async def intake_now(
    session: AsyncSession, workspace_id: int, closing: datetime | None = None
) -> Intake:
    """Return how a workspace's intake stands, or stood at the closing instant."""
    known = [row.value() for row in await agencies.of_workspace(session, workspace_id)]
    lists = await agencies.aliases(session, workspace_id)
    chosen = next((row.codes for row in lists if row.alias.casefold() in LIST_NAMES), None)
    listed = [
        Listed(
            name=person.name,
            agencies=tuple(agency.code for agency in person.agencies),
            listed_at=person.created_at,
            enrolled=person.line_user_id is not None,
            reports=Role.REPORTER in person.roles,
        )
        for person in await people.of_workspace(session, workspace_id)
        if person.suspended_at is None
    ]
    return intake(expected_agencies(known, chosen), listed, known, closing)
