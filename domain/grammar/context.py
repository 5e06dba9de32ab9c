"""What reading a message needs to know besides its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.agencies import Mentioned
from domain.calendar import Calendar
from domain.directory import Directory, Place
from domain.grammar.lines import Line


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
        return self.directory.match_at(line.folded, position, place) is not None
