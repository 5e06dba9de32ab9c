"""Changes of who speaks for whom: they never touch what somebody did before.

Reports and judgements refer to the person, assignments to the agency; so both keep their names.
Each change is audited: ids and codes only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.issues.audit import OPERATOR, Action, subject
from models import audit
from models.agencies import AgencyRow
from models.people import EnrolmentCode, Person
from models.roster import new_code


@dataclass(frozen=True, slots=True)
class Change:
    """What the operator changes, and when."""

    session: AsyncSession
    at: datetime

    async def note(self, person: Person, action: Action, **detail: object) -> None:
        """Append to the audit of the person's workspace."""
        await audit.append(
            self.session,
            person.workspace_id,
            action,
            subject("person", person.id),
            at=self.at,
            actor=OPERATOR,
            **detail,
        )


async def move(change: Change, person: Person, to: Sequence[AgencyRow]) -> None:
    """Let a person speak for these agencies and no others."""
    before = sorted(agency.code for agency in person.agencies)
    person.agencies = list(to)
    await change.session.flush()
    after = sorted(agency.code for agency in to)
    await change.note(person, Action.PERSON_MOVED, before=before, after=after)


async def suspend(change: Change, person: Person) -> None:
    """Take a person's rights away; codes given out stop working."""
    person.suspended_at = change.at
    await change.session.execute(
        update(EnrolmentCode)
        .where(EnrolmentCode.person_id == person.id, EnrolmentCode.used_at.is_(None))
        .values(used_at=change.at)
    )
    await change.note(person, Action.PERSON_SUSPENDED)


async def restore(change: Change, person: Person) -> None:
    """Give a suspended person the rights back, with the LINE account they had."""
    person.suspended_at = None
    await change.note(person, Action.PERSON_RESTORED)


async def replace(
    change: Change, person: Person, *, name: str, position: str, line_id: str
) -> Person:
    """Put a new person into somebody's seat, agencies, groups and roles; suspend the old one."""
    successor = Person(
        workspace_id=person.workspace_id,
        name=name,
        position=position or person.position,
        line_id=line_id,
        in_ia=person.in_ia,
        in_ir=person.in_ir,
        roles=list(person.roles),
        seat=person.seat,
        created_at=change.at,
        agencies=list(person.agencies),
    )
    change.session.add(successor)
    await change.session.flush()
    await suspend(change, person)
    await change.note(person, Action.PERSON_REPLACED, by=successor.id)
    return successor


async def release(change: Change, person: Person, *, secret: str) -> str:
    """Untie a person's LINE account and return a fresh code; older ones stop working."""
    await change.session.execute(
        update(EnrolmentCode)
        .where(EnrolmentCode.person_id == person.id, EnrolmentCode.used_at.is_(None))
        .values(used_at=change.at)
    )
    person.line_user_id = person.enrolled_at = None
    code = new_code(change.session, person.id, secret, change.at)
    await change.note(person, Action.PERSON_RELEASED)
    return code
