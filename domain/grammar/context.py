"""What reading a message needs to know besides its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.agencies import Mentioned
from domain.calendar import Calendar
from domain.directory import Directory, Place
from domain.grammar.lines import Line

_BLANKS = re.compile(r"[\s@]*+")


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
        if any(line.text.startswith(one.text, position) for one in self.mentioned):
            return True
        behind = _BLANKS.match(line.quiet, position)
        start = behind.end() if behind else position
        return self.directory.match_at(line.folded, start, place) is not None
