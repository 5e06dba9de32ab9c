"""What reading a message needs to know besides its text, and what only it can tell."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.agencies import Mentioned
from domain.calendar import Calendar
from domain.chat.mistakes import Mistake, Problem
from domain.deadlines import Unreadable, leading_deadline, read_deadline
from domain.directory import Directory, FoldedText, Found, NamePlace, fold
from domain.grammar.lines import Line

_BLANKS = re.compile(r"\s*+")
_SIGNS = re.compile(r"[\s@]*+")


@dataclass(frozen=True, slots=True)
class DeadlineRead:
    """A deadline that was read, or the problem with it, and what was typed."""

    at: datetime | None
    problem: Problem | None
    text: str


@dataclass(frozen=True, slots=True)
class Situation:
    """The moment (aware), the calendar, the agencies, the people mentioned, the quoted issue.

    `owed` are the numbers of the issues that the sender has to report, `None` where not known.
    """

    now: datetime
    calendar: Calendar
    directory: Directory
    mentioned: Sequence[Mentioned] = ()
    quoted_issue_no: int | None = None
    owed: Collection[int] | None = None

    def agencies(self, value: str) -> Found:
        """Read the whole value of an agency label; what is no agency is a problem."""
        return self.directory.find(value, self.mentioned)

    def agencies_at(
        self,
        text: FoldedText,
        position: int,
        place: NamePlace = NamePlace.ANYWHERE,
        until: int | None = None,
    ) -> Found:
        """Read a row of names from a position on; its `end` is where something else begins."""
        return self.directory.read_at(text, position, self.mentioned, place, until)

    def agency_at(self, line: Line, position: int, place: NamePlace) -> bool:
        """Whether a mentioned person or an agency's name stands at a position of a line."""
        position = _behind(_BLANKS, line, position)
        for one in self.mentioned:
            if line.text.startswith(one.text, position):
                return bool(one.agencies)
        start = _behind(_SIGNS, line, position)
        return self.directory.match_at(line.folded, start, place) is not None

    def opens_with_name(self, text: str) -> bool:
        """Whether a text begins with an agency's name, to which the next word may be glued."""
        ends = range(len(text), 0, -1)
        return any(self.directory.match_at(fold(text[:end]), 0) is not None for end in ends)

    def deadline(self, text: str) -> DeadlineRead:
        """Read a whole deadline."""
        said = text.strip()
        try:
            return DeadlineRead(read_deadline(said, self.now, self.calendar), None, said)
        except Unreadable as refusal:
            return DeadlineRead(None, _problem(said, refusal), said)

    def leading_deadline(self, text: str) -> tuple[DeadlineRead, int] | None:
        """Read the deadline that a normalised text begins with, and where it ends; else `None`."""
        found = leading_deadline(text, self.now, self.calendar)
        if found is None:
            return None
        outcome, rest = found
        end = len(text.rstrip()) - len(rest)
        said = text[:end].strip()
        if isinstance(outcome, Unreadable):
            return DeadlineRead(None, _problem(said, outcome), said), end
        return DeadlineRead(outcome, None, said), end


def _behind(pattern: re.Pattern[str], line: Line, position: int) -> int:
    """Return the position behind what a pattern matches in a line."""
    found = pattern.match(line.quiet, position)
    return found.end() if found else position


def _problem(said: str, refusal: Unreadable) -> Problem:
    return Problem(
        Mistake.BAD_DEADLINE,
        said,
        why=str(refusal.why),
        detail=refusal.detail,
        instants=refusal.choices,
        meant=refusal.meant,
    )
