"""Who may say something, and where: roles, places, and why somebody is refused."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


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


class Refusal(StrEnum):
    """Why a command may not be used."""

    NOT_ENROLLED = "not_enrolled"
    UNBOUND_GROUP = "unbound_group"
    WRONG_PLACE = "wrong_place"
    WRONG_ROLE = "wrong_role"


@dataclass(frozen=True, slots=True)
class Right:
    """`roles` empty: any enrolled person; `open_to_all`: not even enrolment is needed."""

    places: frozenset[Place]
    roles: frozenset[Role] = frozenset()
    open_to_all: bool = False

    def refusal(self, place: Place, roles: Collection[Role], *, enrolled: bool) -> Refusal | None:
        """Return why this person may not use a command here, or `None` where they may.

        Enrolment is asked first, then role, then place: nobody is sent where they may not either.
        """
        if place is Place.UNBOUND and place not in self.places:
            return Refusal.UNBOUND_GROUP
        if not enrolled and not self.open_to_all:
            return Refusal.NOT_ENROLLED
        if self.roles and not self.roles & set(roles):
            return Refusal.WRONG_ROLE
        if place not in self.places:
            return Refusal.WRONG_PLACE
        return None


GROUPS = frozenset({Place.IA, Place.IR})
ENROLLED = GROUPS | {Place.PRIVATE}
"""Where those speak who are enrolled."""
ISSUERS = Right(ENROLLED, frozenset({Role.ISSUER}))
JUDGES = Right(ENROLLED, frozenset({Role.ISSUER, Role.EVALUATOR}))
PARTIES = Right(ENROLLED, frozenset({Role.ISSUER, Role.REPORTER}))
"""Who moves deadlines and assignments: issuers at once, reporters by asking an issuer."""
ADMINS = Right(ENROLLED, frozenset({Role.ADMIN}))
ANYBODY_ENROLLED = Right(ENROLLED)
