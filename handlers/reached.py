"""Whether those who are addressed can be reached: what issuers are warned of. Rules I4, I5."""

from collections.abc import Sequence

from domain.agencies import AgencyKind
from domain.chat.rights import Role
from handlers.assignments import agencies_of
from handlers.context import Context
from models import people
from models.groups import GroupKind, places
from models.issues import Assignment

OUTSIDE_CHANNEL = frozenset({AgencyKind.STATE_ENTERPRISE})
"""Letter 2560 ¶3 (R11): can be named, but are not in the channel."""


async def warnings_about(assignments: Sequence[Assignment], ctx: Context) -> list[str]:
    """Return what to know of agencies to which an issue was just addressed."""
    outside = [each for each in agencies_of(assignments) if each.kind in OUTSIDE_CHANNEL]
    enrolled = await people.enrolled_of(
        ctx.session, ctx.in_workspace().id, [assignment.agency_id for assignment in assignments]
    )
    alone, silent = [], []
    for assignment in assignments:
        staff = enrolled.get(assignment.agency_id, [])
        if not staff:
            alone.append(assignment.agency.value())
        elif not any(Role.REPORTER in person.roles for person in staff):
            silent.append(assignment.agency.value())
    told = await places.holder(ctx.session, ctx.in_workspace().id, GroupKind.IR)
    return [
        *([] if told or not assignments else [ctx.words.told_nowhere()]),
        *([ctx.words.outside_channel(outside)] if outside else []),
        *([ctx.words.nobody_enrolled(alone)] if alone else []),
        *([ctx.words.nobody_reports(silent)] if silent else []),
    ]
