"""An agency as the rules see it. How typed names are recognised is in `domain.directory`."""

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A LINE mention of a person: its text, "@" included, and the codes of their agencies.

    `start` is its first character in the message; where it does not stand there, it is looked for.
    """

    text: str
    agencies: tuple[str, ...] = ()
    start: int = -1
