"""One row behind a figure: what is known of an assignment, and what it counts as."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from domain.indicator.verdicts import RULES, CountedAssignment, Verdict
from domain.issues.assignments import DeadlineMove, moves_in_order

ROWS_OF_PAGE = 10
"""In the chat: as many as are read on a phone beside the figure."""


@dataclass(frozen=True, slots=True)
class Move:
    """A deadline that was moved, with who did it and why; `counts` by C2 and C4."""

    move: DeadlineMove
    by: str
    reason: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Filed:
    """A report as it stands on record, with what a judge said of it."""

    revision: int
    kind: str
    at: datetime
    by: str
    judged: str | None
    judged_at: datetime | None
    judged_by: str | None
    reason: str
    unsent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Excusing:
    """Who left an assignment out of the figure, when, and in what words."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Objected:
    """What was said against a row, and how it was decided; `upheld` is `None` while that waits.

    Instants are LINE's; what was recorded is by our clock.
    """

    by: str
    at: datetime
    reason: str
    upheld: bool | None
    decided_by: str | None
    decided_at: datetime | None
    answer: str
    recorded_at: datetime
    decision_recorded_at: datetime | None

    def known_at(self, at: datetime) -> "Objected":
        """Return it as it was known at an instant, decided or not."""
        if self.decision_recorded_at is None or self.decision_recorded_at <= at:
            return self
        return replace(
            self,
            upheld=None,
            decided_by=None,
            decided_at=None,
            answer="",
            decision_recorded_at=None,
        )


@dataclass(frozen=True, slots=True)
class Explained:
    """One issue as addressed to one agency, and all that led to its verdict.

    The moves of `counted` are in the order in which they were made; `why` holds, beside each of
    them, who made it and for what reason. `excusing` is what holds where it is excused. The
    `objections` are in the order in which they were made.
    """

    issue: int
    headline: str
    agency_name: str
    ministry_name: str
    counted: CountedAssignment
    why: tuple[tuple[str, str], ...]
    reports: tuple[Filed, ...]
    verdict: Verdict
    excusing: Excusing | None = None
    objections: tuple[Objected, ...] = ()

    @property
    def rule(self) -> str:
        """Return the rule that gave the verdict."""
        return RULES[self.verdict]

    @property
    def moves(self) -> Iterator[Move]:
        """Return the moves of the deadline in the order in which they were made."""
        made = moves_in_order(self.counted.original_deadline, self.counted.moves)
        for (move, after), (by, reason) in zip(made, self.why, strict=True):
            yield Move(move, by, reason, counts=after is not None)
