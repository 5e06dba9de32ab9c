"""How often one person's questions are answered: M22.

Whoever asks more often is told so once, and then not answered until they pause. What changes
somebody's duty is never counted, and never refused.
"""

from collections.abc import Sequence
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


def pace(asked: Sequence[datetime], at: datetime, limit: int) -> Pace:
    """Decide about a question at an instant by when its sender asked before it, in order.

    So that it is told once who asks too often, it is told behind an answer only: `asked` are those
    of the last two minutes.
    """
    if _within(asked, at) < limit:
        return Pace.ANSWERED
    *earlier, last = asked
    return Pace.TOLD if _within(earlier, last) < limit else Pace.SILENT


def _within(asked: Sequence[datetime], at: datetime) -> int:
    return sum(each > at - SPAN for each in asked)


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
