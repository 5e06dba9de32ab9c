"""The register of Joint KPIs: agendas, their indicators, who leads and who supports.

What a file says is checked here as a whole; `domain.joint.reading` reads it cell by cell.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from domain.issues.assignments import AgencyRole
from domain.scores import Direction, Mark


class Level(StrEnum):
    """The three targets that an indicator may have, from the first to the highest."""

    BASIC = "basic"
    STANDARD = "standard"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Agenda:
    """A policy agenda (ประเด็นนโยบายสำคัญ), with the plan it comes from."""

    code: str
    name: str
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A target; without points it is shown, and no line leads to it."""

    value: Decimal
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class JointIndicator:
    """An indicator of an agenda; `stage` is where in the value chain it stands (R21).

    `targets` are the three levels from the first to the highest, `None` where one is not set.
    """

    code: str
    agenda: str
    name: str
    stage: str = ""
    unit: str = ""
    direction: Direction | None = None
    formula: str = ""
    source: str = ""
    targets: tuple[Target | None, ...] = (None,) * len(Level)
    weight: Decimal | None = None
    baseline: Decimal | None = None

    @property
    def marks(self) -> list[Mark]:
        """The targets that have points."""
        return [
            Mark(one.value, one.points) for one in self.targets if one and one.points is not None
        ]

    def faults(self) -> Iterator[str]:
        """Yield what is wrong with its targets."""
        given = [one for one in self.targets if one is not None]
        if given and self.direction is None:
            yield "targets without a direction: write up (เพิ่มขึ้น) or down (ลดลง)"
            return
        for one, other in pairwise(given):
            if one.value == other.value or (
                (one.value > other.value) is not (self.direction is Direction.DOWN)
            ):
                yield f"targets do not go {self.direction}: {one.value}, then {other.value}"
        for low, high in pairwise(self.marks):
            if low.points >= high.points:
                yield f"points do not grow: {low.points}, then {high.points}"


@dataclass(frozen=True, slots=True)
class Share:
    """An organisation's part in an indicator (R22), with a target of its own or none."""

    indicator: str
    agency: str
    role: AgencyRole
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """The register of a fiscal year, in the order of its file."""

    agendas: tuple[Agenda, ...] = ()
    indicators: tuple[JointIndicator, ...] = ()
    shares: tuple[Share, ...] = ()


Entry = Agenda | JointIndicator | Share
