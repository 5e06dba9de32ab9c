"""Who may say what, and where: the table of the contract's chat commands."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from domain.chat.commands import Kind


class Role(StrEnum):
    """Roles on the roster (R19); a person may hold several."""

    ISSUER = "issuer"
    REPORTER = "reporter"
    EVALUATOR = "evaluator"
    ADMIN = "admin"


class Place(StrEnum):
    """Where something is said: the two groups of a workspace, an unbound group, or 1:1."""

    IA = "ia"
    IR = "ir"
    UNBOUND = "unbound"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Right:
    """`roles` empty: any enrolled person; `open_to_all`: not even enrolment is needed."""

    places: frozenset[Place]
    roles: frozenset[Role] = frozenset()
    open_to_all: bool = False


class Refusal(StrEnum):
    """Why a command may not be used."""

    NOT_ENROLLED = "not_enrolled"
    UNBOUND_GROUP = "unbound_group"
    WRONG_PLACE = "wrong_place"
    WRONG_ROLE = "wrong_role"


GROUPS = frozenset({Place.IA, Place.IR})
ENROLLED_PLACES = GROUPS | {Place.PRIVATE}
ANYWHERE = frozenset(Place)
_IA = frozenset({Place.IA})
_IR = frozenset({Place.IR})
_ISSUER = frozenset({Role.ISSUER})
_REPORTER = frozenset({Role.REPORTER})
_ADMIN = frozenset({Role.ADMIN})
_JUDGES = frozenset({Role.ISSUER, Role.EVALUATOR})
_PARTIES = _ISSUER | _REPORTER
"""Who moves deadlines and assignments: issuers at once, reporters by asking an issuer."""

RIGHTS: dict[Kind, Right] = {
    Kind.BIND: Right(frozenset({Place.UNBOUND}) | GROUPS, open_to_all=True),
    Kind.JOIN: Right(ENROLLED_PLACES, open_to_all=True),
    Kind.HELP: Right(ANYWHERE, open_to_all=True),
    Kind.ISSUE: Right(_IA, _ISSUER),
    Kind.REPORT: Right(_IR, _REPORTER),
    Kind.ACK: Right(GROUPS, _REPORTER),
    Kind.EXTEND: Right(ENROLLED_PLACES, _PARTIES),
    Kind.TRANSFER: Right(ENROLLED_PLACES, _PARTIES),
    Kind.ACCEPT: Right(ENROLLED_PLACES, _JUDGES),
    Kind.RETURN: Right(ENROLLED_PLACES, _JUDGES),
    Kind.EDIT: Right(ENROLLED_PLACES, _ISSUER),
    Kind.CANCEL: Right(ENROLLED_PLACES, _ISSUER),
    Kind.CLOSE: Right(ENROLLED_PLACES, _ISSUER),
    Kind.REMIND: Right(ENROLLED_PLACES, _ISSUER | {Role.ADMIN}),
    Kind.STATUS: Right(ENROLLED_PLACES),
    Kind.LIST: Right(ENROLLED_PLACES),
    Kind.OVERDUE: Right(ENROLLED_PLACES),
    Kind.MINE: Right(ENROLLED_PLACES),
    Kind.STATS: Right(ENROLLED_PLACES),
    Kind.QUOTA: Right(ENROLLED_PLACES, _ADMIN),
    Kind.ROSTER: Right(ENROLLED_PLACES, _ADMIN),
    Kind.VOUCH: Right(ENROLLED_PLACES, _ADMIN),
}
"""Who may use which command where; docs/rules.md shows the same table."""


def refusal(kind: Kind, place: Place, roles: Collection[Role], *, enrolled: bool) -> Refusal | None:
    """Return why this person may not use a command here, or `None` where they may.

    Enrolment is asked first, then place, then role: each answer says the next thing to do.
    """
    right = RIGHTS[kind]
    if place is Place.UNBOUND and place not in right.places:
        return Refusal.UNBOUND_GROUP
    if not enrolled and not right.open_to_all:
        return Refusal.NOT_ENROLLED
    if place not in right.places:
        return Refusal.WRONG_PLACE
    if right.roles and not right.roles & set(roles):
        return Refusal.WRONG_ROLE
    return None
