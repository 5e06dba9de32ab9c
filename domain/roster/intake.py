"""The intake of names (R16, R17): who has not sent any, and who has not enrolled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.agencies import Agency, AgencyKind, named_once, offices, speaking_for

IN_CHANNEL = frozenset({AgencyKind.MINISTRY, AgencyKind.DEPARTMENT, AgencyKind.PUBLIC_ORGANIZATION})
"""Who is in the channel of letter 2560 (R11): expected to send names unless a list says else."""

LIST_NAMES = ("roster", "ทะเบียน")
"""A named list of agencies that is called so holds those expected."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the roster who counts: not suspended. `reports`: may report."""

    name: str
    agencies: tuple[str, ...]
    listed_at: datetime
    enrolled: bool
    reports: bool = True


@dataclass(frozen=True, slots=True)
class Intake:
    """How the intake stands.

    `missing` had sent no names by the closing instant; `late` are those of them that have sent
    some since. `silent` have people, none of whom may report. `waiting` are people who have not
    enrolled, with their agencies.
    """

    expected: int
    missing: tuple[Agency, ...]
    late: tuple[Agency, ...]
    silent: tuple[Agency, ...]
    people: int
    waiting: tuple[tuple[str, tuple[Agency, ...]], ...]


def expected_agencies(agencies: Iterable[Agency], chosen: Sequence[str] | None) -> list[Agency]:
    """Return the agencies that must send names: those chosen by code, else all in the channel.

    A ministry sends names for its Office of the Permanent Secretary, and that for it. Rule K19.
    """
    known = list(agencies)
    expected = [
        agency
        for agency in known
        if (agency.kind in IN_CHANNEL if chosen is None else agency.code in chosen)
    ]
    ministries, codes = offices(known), {agency.code for agency in expected}
    return [agency for agency in expected if ministries.get(agency.code) not in codes]


def intake(
    expected: Sequence[Agency],
    listed: Sequence[Listed],
    known: Iterable[Agency],
    closing: datetime | None,
) -> Intake:
    """Compare who should have sent names with the roster; `closing` is an instant, if any."""
    by_code = {agency.code: agency for agency in known}  # in protocol order, as the lists below
    sent = {code for person in listed for code in person.agencies}
    heard = {code for person in listed if person.reports for code in person.agencies}
    # Names for the ministry are names for its office, as those for the office are for it. K19
    office_of = {ministry: office for office, ministry in offices(by_code.values()).items()}
    in_time = {
        code
        for person in listed
        for code in speaking_for(person.agencies, office_of)
        if closing is None or person.listed_at <= closing
    }
    missing = tuple(agency for agency in expected if agency.code not in in_time)
    return Intake(
        expected=len(expected),
        missing=missing,
        late=tuple(agency for agency in missing if agency.code in sent),
        silent=named_once(by_code[code] for code in by_code if code in sent - heard),
        people=len(listed),
        waiting=tuple(
            (person.name, named_once(by_code[code] for code in person.agencies if code in by_code))
            for person in listed
            if not person.enrolled
        ),
    )
