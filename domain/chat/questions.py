"""What people can ask: commands that change nothing."""

from dataclasses import dataclass

from domain.chat.joint import Joint
from domain.chat.kinds import Kind


@dataclass(frozen=True, slots=True)
class List:
    """`#list [page]`: the open issues."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class Overdue:
    """`#overdue [page]`: who is late, issue by issue."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class Mine:
    """`#mine [page]`: what the sender's agencies still have to do."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class Stats:
    """`#stats [period] [agency] [detail [page]]`: the indicator, with `detail` row by row.

    `period` is written as in the contract, empty for the running quarter; `agency` is one code
    (a ministry or an agency) or `None` for all. `or_month` is what was typed where that may name a
    month as well as the agency: ก.พ.
    """

    period: str = ""
    agency: str | None = None
    or_month: str = ""
    detail: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Quota:
    """`#quota`: what pushes cost and how many are left this month."""


@dataclass(frozen=True, slots=True)
class Roster:
    """`#roster [page]`: which agencies have sent no names, and who has not enrolled."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class Help:
    """`#help [command]`: what this person may do here; `topic` is `None` for the overview.

    `unknown` is what was typed as a topic and is none.
    """

    topic: Kind | None = None
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class ChooseWorkspace:
    """`#workspace [name or code]`: of which workspace the 1:1 chat speaks; empty asks only."""

    named: str = ""


Asking = Joint | List | Overdue | Mine | Stats | Quota | Roster | Help | ChooseWorkspace

QUESTIONS: frozenset[Kind] = frozenset(
    {
        Kind.STATUS,
        Kind.LIST,
        Kind.OVERDUE,
        Kind.MINE,
        Kind.STATS,
        Kind.QUOTA,
        Kind.ROSTER,
        Kind.AGENDA,
        Kind.HELP,
    }
)
"""The commands that change nothing: their answers are replies and nothing else (M21)."""
