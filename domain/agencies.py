"""An agency as the rules see it. How typed names are recognised is in `domain.directory`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

OFFICE = "สำนักงานปลัด"
"""Before a ministry's name: its Office of the Permanent Secretary."""


class AgencyKind(StrEnum):
    """Kinds of organisation (R20)."""

    MINISTRY = "ministry"
    DEPARTMENT = "department"
    PUBLIC_ORGANIZATION = "public_organization"
    STATE_ENTERPRISE = "state_enterprise"
    PROVINCE = "province"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Agency:
    """One organisation; `ministry_code` is empty for a ministry itself."""

    code: str
    name_th: str
    name_en: str
    abbr_th: str
    kind: AgencyKind
    ministry_code: str


def offices(agencies: Iterable[Agency]) -> dict[str, str]:
    """Return the ministry of each Office of the Permanent Secretary, by code. Rule K19."""
    every = {agency.code: agency for agency in agencies}
    found = {}
    for agency in every.values():
        ministry = every.get(agency.ministry_code)
        if ministry and agency.name_th == f"{OFFICE}{ministry.name_th}":
            found[agency.code] = ministry.code
    return found


def speaking_for(codes: Iterable[str], offices: Mapping[str, str]) -> tuple[str, ...]:
    """Return agencies, and behind each office the ministry whose own duties it has. Rule K19."""
    every = (each for code in codes for each in (code, offices.get(code)) if each)
    return tuple(dict.fromkeys(every))


def named_once(agencies: Iterable[Agency]) -> tuple[Agency, ...]:
    """Return agencies to be named, without a ministry that stands beside its office. Rule K19."""
    every = tuple(agencies)
    ministries = set(offices(every).values())
    return tuple(agency for agency in every if agency.code not in ministries)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A LINE mention of a person: its text, "@" included, and the codes of their agencies.

    `start` is its first character in the message; where it does not stand there, it is looked for.
    """

    text: str
    agencies: tuple[str, ...] = ()
    start: int = -1
