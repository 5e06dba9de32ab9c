"""`#issue` and `#edit`: what an issue is made of, and its new values."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class IssueNo:
    """An issue's number, with the fiscal year (B.E.) if written as on documents (12/2570)."""

    number: int
    year_be: int | None = None


class Urgency(StrEnum):
    """The urgency marks of Thai official papers, lowest first."""

    NORMAL = "normal"
    URGENT = "urgent"  # ด่วน
    VERY_URGENT = "very_urgent"  # ด่วนมาก
    MOST_URGENT = "most_urgent"  # ด่วนที่สุด


@dataclass(frozen=True, slots=True)
class Assumption:
    """An agency taken although it was not written exactly: the answer must name it."""

    said: str
    code: str


@dataclass(frozen=True, slots=True)
class OpenIssue:
    """`#issue`: a headline, who must explain it, and by when.

    `agencies` are unique codes in the order typed; groups such as `ALL` are expanded by the
    handler. `deadline` is aware; `within` is how long was given, where that was said in hours and
    minutes. `supporting` are those that only support the others (R22).
    """

    headline: str
    agencies: tuple[str, ...]
    deadline: datetime
    detail: str = ""
    links: tuple[str, ...] = ()
    urgency: Urgency = Urgency.NORMAL
    reference: str = ""
    assumptions: tuple[Assumption, ...] = ()
    supporting: tuple[str, ...] = ()
    within: timedelta | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Edit:
    """`#edit N …`: new values for the fields that are given; `None` or empty leaves a field.

    `within` and `supporting` as for an issue; `roles` is whether it says who leads or supports,
    `bare` whether the headline has no label, `adds` whether `agencies` join those that are there.
    """

    issue: IssueNo
    headline: str = ""
    agencies: tuple[str, ...] = ()
    deadline: datetime | None = None
    detail: str = ""
    links: tuple[str, ...] = ()
    urgency: Urgency | None = None
    reference: str = ""
    supporting: tuple[str, ...] = ()
    reason: str = ""
    roles: bool = field(default=False, compare=False)
    bare: bool = field(default=False, compare=False)
    within: timedelta | None = field(default=None, compare=False)
    adds: bool = False
