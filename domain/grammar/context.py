"""What reading a message needs to know besides its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.agencies import Mentioned
from domain.calendar import Calendar
from domain.directory import Directory, Place
from domain.grammar.lines import Line

_BLANKS = re.compile(r"\s*+")
_SIGNS = re.compile(r"[\s@]*+")


@dataclass(frozen=True, slots=True)
class Context:
    """The moment (aware), the calendar, the agencies, the people mentioned, the quoted issue."""

    now: datetime
    calendar: Calendar
    directory: Directory
    mentioned: Sequence[Mentioned] = ()
    quoted_issue_no: int | None = None

    def agency_at(self, line: Line, position: int, place: Place) -> bool:
        """Whether a mentioned person or an agency's name stands at a position of a line."""
        position = _behind(_BLANKS, line, position)
        if any(line.text.startswith(one.text, position) for one in self.mentioned):
            return True
        start = _behind(_SIGNS, line, position)
        return self.directory.match_at(line.folded, start, place) is not None


def _behind(pattern: re.Pattern[str], line: Line, position: int) -> int:
    """Return the position behind what a pattern matches in a line."""
    found = pattern.match(line.quiet, position)
    return found.end() if found else position
