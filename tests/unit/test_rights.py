"""Who may say what, and where."""

import pytest

from domain.chat.commands import Kind
from domain.chat.rights import Place, Refusal, Role
from domain.chat.table import TABLE

NOBODY: set[Role] = set()

CASES = [
    # command, place, roles, enrolled, answer
    (Kind.BIND, Place.UNBOUND, NOBODY, False, None),
    (Kind.BIND, Place.IA, NOBODY, False, None),
    (Kind.BIND, Place.PRIVATE, NOBODY, False, Refusal.WRONG_PLACE),
    (Kind.JOIN, Place.PRIVATE, NOBODY, False, None),
    (Kind.JOIN, Place.IR, NOBODY, False, None),
    (Kind.JOIN, Place.UNBOUND, NOBODY, False, Refusal.UNBOUND_GROUP),
    (Kind.HELP, Place.UNBOUND, NOBODY, False, None),
    (Kind.ISSUE, Place.IA, {Role.ISSUER}, True, None),
    (Kind.ISSUE, Place.IA, {Role.REPORTER, Role.ISSUER}, True, None),
    (Kind.ISSUE, Place.IA, {Role.REPORTER}, True, Refusal.WRONG_ROLE),
    (Kind.ISSUE, Place.IR, {Role.ISSUER}, True, Refusal.WRONG_PLACE),
    (Kind.ISSUE, Place.IA, NOBODY, False, Refusal.NOT_ENROLLED),
    (Kind.ISSUE, Place.UNBOUND, {Role.ISSUER}, True, Refusal.UNBOUND_GROUP),
    (Kind.REPORT, Place.IR, {Role.REPORTER}, True, None),
    (Kind.REPORT, Place.IA, {Role.REPORTER}, True, Refusal.WRONG_PLACE),
    (Kind.REPORT, Place.IR, {Role.ISSUER}, True, Refusal.WRONG_ROLE),
    (Kind.REPORT, Place.PRIVATE, {Role.ADMIN}, True, Refusal.WRONG_ROLE),
    (Kind.ISSUE, Place.PRIVATE, {Role.EVALUATOR}, True, Refusal.WRONG_ROLE),
    (Kind.ACK, Place.IA, {Role.REPORTER}, True, None),
    (Kind.ACK, Place.IR, {Role.REPORTER}, True, None),
    (Kind.ACK, Place.PRIVATE, {Role.REPORTER}, True, None),
    (Kind.STATUS, Place.PRIVATE, {Role.EVALUATOR}, True, None),
    (Kind.STATUS, Place.PRIVATE, NOBODY, False, Refusal.NOT_ENROLLED),
    (Kind.STATS, Place.IR, {Role.REPORTER}, True, None),
    (Kind.QUOTA, Place.PRIVATE, {Role.ADMIN}, True, None),
    (Kind.QUOTA, Place.IA, {Role.ISSUER}, True, Refusal.WRONG_ROLE),
]


@pytest.mark.parametrize(("kind", "place", "roles", "enrolled", "expected"), CASES)
def test_rights_are_by_enrolment_place_and_role(
    kind: Kind, place: Place, roles: set[Role], enrolled: bool, expected: Refusal | None
) -> None:
    assert TABLE[kind].right.refusal(place, roles, enrolled=enrolled) is expected


@pytest.mark.parametrize("kind", sorted(TABLE))
def test_nothing_that_changes_an_issue_is_open_to_strangers(kind: Kind) -> None:
    strangers = TABLE[kind].right.refusal(Place.IA, set(), enrolled=False)

    assert (strangers is None) == (kind in {Kind.BIND, Kind.JOIN, Kind.HELP})
