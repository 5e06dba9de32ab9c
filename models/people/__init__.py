"""The roster: people, the agencies they speak for, their roles, and their enrolment codes."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, selectinload

from domain import bounds
from domain.agencies import Agency, named_once
from domain.chat.rights import Role
from models.agencies import AgencyRow
from models.tables import PART, Model, parts
from models.workspaces import check_held


class Person(Model):
    """Somebody on the roster of one workspace.

    `line_id` is the handle written on the form, never used to find anybody; `line_user_id` is
    LINE's opaque id, known only after the person joined with a code. `roles` are values of
    `domain.chat.rights.Role`; `seat` is one of `domain.roster.seats.Seat`, or empty.
    `chosen_at` is LINE's time at which the account chose this workspace for its 1:1 chat: of its
    people at most one has it. `wants_group`: called in the group, and told nothing 1:1;
    `wants_brief`: told each morning what is due. Of both, LINE's time of the newest word on it.
    """

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("workspace_id", "line_user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), index=True)
    name: Mapped[str] = mapped_column(String(bounds.NAME))
    position: Mapped[str] = mapped_column(String(bounds.POSITION))
    line_id: Mapped[str] = mapped_column(String(bounds.HANDLE))
    in_ia: Mapped[bool]
    in_ir: Mapped[bool]
    roles: Mapped[list[str]]
    line_user_id: Mapped[str | None] = mapped_column(String(bounds.LINE_CHAT), index=True)
    enrolled_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    seat: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime]
    chosen_at: Mapped[datetime | None]
    wants_group: Mapped[bool] = mapped_column(default=False)
    wants_group_at: Mapped[datetime | None]
    wants_brief: Mapped[bool] = mapped_column(default=False)
    wants_brief_at: Mapped[datetime | None]

    agencies: Mapped[list[AgencyRow]] = relationship(
        secondary="person_agencies", lazy="raise", order_by=AgencyRow.id
    )

    @property
    def named_agencies(self) -> tuple[Agency, ...]:
        """The agencies to be named: an office stands for its ministry, too. Rule K19."""
        return named_once(agency.value() for agency in self.agencies)

    def wish(self, at: datetime, *, in_group: bool | None, brief: bool | None) -> None:
        """Note by which way they want to be told (`None`: not said), but for what is older."""
        if in_group is not None and (self.wants_group_at is None or self.wants_group_at <= at):
            self.wants_group, self.wants_group_at = in_group, at
        if brief is not None and (self.wants_brief_at is None or self.wants_brief_at <= at):
            self.wants_brief, self.wants_brief_at = brief, at


class PersonAgency(Model):
    """A person speaks for an agency."""

    __tablename__ = "person_agencies"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), primary_key=True, index=True)


class EnrolmentCode(Model):
    """A one-time code of a person: the fingerprint to find it by, the nonce to print it again."""

    __tablename__ = "enrolment_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    nonce: Mapped[str] = mapped_column(String(64))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


_EVERYWHERE = (
    select(Person)
    .where(Person.line_user_id == bindparam("account"), Person.suspended_at.is_(None))
    .options(joinedload(Person.agencies))
    .order_by(Person.workspace_id)
)
_ENROLLED = _EVERYWHERE.where(Person.workspace_id == bindparam("home"))


async def enrolled(session: AsyncSession, workspace_id: int, line_user_id: str) -> Person | None:
    """Return the person of this workspace behind a LINE account, unless suspended."""
    found = await session.scalars(_ENROLLED, {"home": workspace_id, "account": line_user_id})
    return found.unique().one_or_none()


async def holder(session: AsyncSession, workspace_id: int, line_user_id: str) -> Person | None:
    """Return whose LINE account this is, suspended or not."""
    return await session.scalar(
        select(Person).where(
            Person.workspace_id == workspace_id, Person.line_user_id == line_user_id
        )
    )


async def everywhere(session: AsyncSession, line_user_id: str) -> list[Person]:
    """Return the person of each workspace behind a LINE account, suspended ones left out."""
    found = await session.scalars(_EVERYWHERE, {"account": line_user_id})
    return list(found.unique())


def chosen(found: Sequence[Person]) -> Person | None:
    """Return as whom a LINE account speaks 1:1: its only person, or the one it chose."""
    if len(found) == 1:
        return found[0]
    return next((person for person in found if person.chosen_at is not None), None)


async def choose(session: AsyncSession, line_user_id: str, chosen: Person, at: datetime) -> None:
    """Let a LINE account speak 1:1 as this person, unless it chose another since `at`.

    Raises NotHeld where a workspace of the account is not held.
    """
    query = select(Person).where(Person.line_user_id == line_user_id).order_by(Person.workspace_id)
    persons = list(await session.scalars(query))
    for person in persons:
        check_held(session, person.workspace_id)
    if any(person.chosen_at is not None and person.chosen_at > at for person in persons):
        return
    for person in persons:
        person.chosen_at = at if person.id == chosen.id else None


async def of_workspace(session: AsyncSession, workspace_id: int) -> list[Person]:
    """Return the whole roster in the order it was written."""
    found = await session.scalars(
        select(Person)
        .where(Person.workspace_id == workspace_id)
        .options(selectinload(Person.agencies))
        .order_by(Person.id)
    )
    return list(found)


async def of_number(session: AsyncSession, workspace_id: int, number: int) -> Person | None:
    """Return the person with this number, suspended or not, if of this workspace."""
    return await session.scalar(
        select(Person)
        .where(Person.id == number, Person.workspace_id == workspace_id)
        .options(selectinload(Person.agencies))
    )


async def with_role(session: AsyncSession, workspace_id: int, role: Role) -> list[Person]:
    """Return the enrolled, unsuspended people with a role."""
    return [
        person
        for person in await of_workspace(session, workspace_id)
        if role in person.roles and person.line_user_id is not None and person.suspended_at is None
    ]


async def named(session: AsyncSession, workspace_id: int, typed: str) -> list[Person]:
    """Return the unsuspended people with exactly this name, or with this number on the roster.

    Where there is none, those of whose names this is a part: who is meant is asked then.
    """
    number = int(typed) if typed.isdecimal() and len(typed) < 10 else 0
    there = await of_workspace(session, workspace_id)
    people = [person for person in there if person.suspended_at is None]
    exactly = [person for person in people if person.id == number or person.name == typed]
    return exactly or [person for person in people if typed in person.name.split()]


async def get(session: AsyncSession, person_id: int) -> Person:
    """Return one person with agencies; raises NoResultFound."""
    return (
        await session.execute(
            select(Person).where(Person.id == person_id).options(selectinload(Person.agencies))
        )
    ).scalar_one()


_ENROLLED_OF = (
    select(PersonAgency.agency_id, Person)
    .join(Person, Person.id == PersonAgency.person_id)
    .where(
        Person.workspace_id == bindparam("home"),
        PersonAgency.agency_id.in_(PART),
        Person.line_user_id.is_not(None),
        Person.suspended_at.is_(None),
    )
    .order_by(Person.id)
)


async def enrolled_of(
    session: AsyncSession, workspace_id: int, agency_ids: Iterable[int]
) -> dict[int, list[Person]]:
    """Return the enrolled, unsuspended people of each agency (no entry for an agency without)."""
    people: dict[int, list[Person]] = {}
    for part in parts(agency_ids):
        found = await session.execute(_ENROLLED_OF, {"home": workspace_id, "part": part})
        for agency_id, person in found:
            people.setdefault(agency_id, []).append(person)
    return people


async def reporters_of(
    session: AsyncSession, workspace_id: int, agency_ids: Iterable[int]
) -> dict[int, list[Person]]:
    """Return those of them who may report (no entry for an agency without)."""
    enrolled = await enrolled_of(session, workspace_id, agency_ids)
    reporters = {
        agency_id: [person for person in staff if Role.REPORTER in person.roles]
        for agency_id, staff in enrolled.items()
    }
    return {agency_id: staff for agency_id, staff in reporters.items() if staff}


async def code_by_hash(session: AsyncSession, code_hash: str) -> EnrolmentCode | None:
    """Return the enrolment code with this fingerprint, used or expired ones too."""
    return await session.scalar(select(EnrolmentCode).where(EnrolmentCode.code_hash == code_hash))
