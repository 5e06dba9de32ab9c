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
from models import agencies, audit
from models.agencies import AgencyRow
from models.direct import notice_parts
from models.people import EnrolmentCode, Person
from models.roster import new_code


@dataclass(frozen=True, slots=True)
class Operation:
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


async def move(operation: Operation, person: Person, to: Sequence[AgencyRow]) -> None:
    """Let a person speak for these agencies, with an office for its ministry, and no others."""
    before = sorted(agency.code for agency in person.agencies)
    session, home = operation.session, person.workspace_id
    person.agencies = await agencies.spoken_for(session, home, to)
    await session.flush()
    after = sorted(agency.code for agency in person.agencies)
    await operation.note(person, Action.PERSON_MOVED, before=before, after=after)


async def suspend(operation: Operation, person: Person) -> None:
    """Take a person's rights away; codes given out stop working."""
    person.suspended_at, person.chosen_at = operation.at, None
    await operation.session.execute(
        update(EnrolmentCode)
        .where(EnrolmentCode.person_id == person.id, EnrolmentCode.used_at.is_(None))
        .values(used_at=operation.at)
    )
    if person.line_user_id is not None:
        account, home = person.line_user_id, person.workspace_id
        await notice_parts.withdraw_from(operation.session, account, operation.at, home)
    await operation.note(person, Action.PERSON_SUSPENDED)


async def restore(operation: Operation, person: Person) -> None:
    """Give a suspended person the rights back, with the LINE account they had."""
    person.suspended_at = None
    await operation.note(person, Action.PERSON_RESTORED)


async def replace(
    operation: Operation, person: Person, *, name: str, position: str, line_id: str
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
        created_at=operation.at,
        agencies=list(person.agencies),
    )
    operation.session.add(successor)
    await operation.session.flush()
    await suspend(operation, person)
    await operation.note(person, Action.PERSON_REPLACED, by=successor.id)
    return successor


async def release(operation: Operation, person: Person, *, secret: str) -> str:
    """Untie a person's LINE account and return a fresh code; older ones stop working."""
    await operation.session.execute(
        update(EnrolmentCode)
        .where(EnrolmentCode.person_id == person.id, EnrolmentCode.used_at.is_(None))
        .values(used_at=operation.at)
    )
    person.line_user_id = person.enrolled_at = person.chosen_at = None
    code = new_code(operation.session, person.id, secret, operation.at)
    await operation.note(person, Action.PERSON_RELEASED)
    return code
