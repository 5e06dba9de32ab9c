"""Who is named where nags have not brought a report. Rule T14."""

import pytest

from domain.reminders.escalation import Known, named
from domain.roster.seats import Seat

FIRST, DEPUTY, THIRD = (Known(number, reports=True) for number in (1, 2, 3))
HEAD = Known(4, reports=False, seat=Seat.DIRECTOR_GENERAL)
SPOKESPERSON = Known(5, reports=False, seat=Seat.SPOKESPERSON)
OF_MINISTRY = Known(6, reports=True)
CASES = [
    ("the deputy is the second who may report", [FIRST, DEPUTY, THIRD], [], [2]),
    ("who is alone has none", [FIRST], [], []),
    ("who sits there as head", [FIRST, HEAD, DEPUTY], [], [2, 4]),
    ("the ministry's spokesperson", [FIRST], [OF_MINISTRY, SPOKESPERSON], [5]),
    ("else its first who may report", [FIRST, DEPUTY], [OF_MINISTRY, THIRD], [2, 6]),
    ("a ministry has its own", [FIRST, SPOKESPERSON], [], [5]),
    ("nobody twice", [FIRST, Known(2, reports=True, seat=Seat.SPOKESPERSON)], [], [2]),
    ("nobody is invented", [], [], []),
]


@pytest.mark.parametrize(("case", "own", "ministry", "ids"), CASES)
def test_t14_named_is_whom_the_roster_knows(case, own, ministry, ids):
    assert named(own, ministry) == ids, case
