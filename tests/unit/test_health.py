"""Whether a watcher from outside is told that all is well. Rule W5."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.health import Seen, is_well

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
WELL = Seen(faults=0, given_up=0, ticked_at=NOW, oldest_event=None, oldest_request=None)


def ago(minutes):
    return NOW - timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("changes", "well"),
    [
        ({}, True),
        ({"faults": 1}, False),
        ({"given_up": 1}, False),
        ({"ticked_at": None}, False),
        ({"ticked_at": ago(1)}, True),
        ({"ticked_at": ago(2)}, False),
        ({"oldest_event": ago(5)}, True),
        ({"oldest_event": ago(6)}, False),
        ({"oldest_request": ago(15)}, True),
        ({"oldest_request": ago(16)}, False),
    ],
)
def test_all_is_well_when_nobody_need_look(changes, well):
    assert is_well(replace(WELL, **changes), NOW) is well
