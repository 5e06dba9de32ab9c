"""How often one person's questions are answered: M22.

Whoever asks more often is told so once, and then not answered until they pause. What changes
somebody's duty is never counted, and never refused.
"""

from datetime import datetime, timedelta
from enum import StrEnum

SPAN = timedelta(minutes=1)
UNCOUNTED = 2
"""Questions within the span that a process answers without counting what others have answered."""
MOST_REMEMBERED = 1000


class Pace(StrEnum):
    """What a question gets."""

    ANSWERED = "answered"
    TOLD = "told"  # that its sender asks too often
    SILENT = "silent"


def pace(before: int, limit: int) -> Pace:
    """Decide about a question by how many its sender asked in the minute before it."""
    if before < limit:
        return Pace.ANSWERED
    return Pace.TOLD if before == limit else Pace.SILENT


class Lately:
    """When people asked something of this process in the last minute, by LINE's time.

    Most ask seldom: of them nothing need be counted. A question that comes twice is in it twice.
    """

    def __init__(self) -> None:
        """Begin with nobody."""
        self._asked: dict[str, list[datetime]] = {}

    def asked(self, user_id: str, at: datetime) -> int:
        """Note a question; return how many of this person are known, with this one."""
        if len(self._asked) >= MOST_REMEMBERED:
            self._asked = {who: each for who, each in self._asked.items() if each[-1] > at - SPAN}
        known = [each for each in self._asked.get(user_id, ()) if at - SPAN < each <= at]
        self._asked[user_id] = [*known, at]
        return len(known) + 1
