"""How long each kind of notice waits for a free reply."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.planner import DueNotice, Plan, Purpose, Waits, Way, decide

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
WAITS = Waits(for_neighbours=timedelta(seconds=10), for_a_reply=timedelta(hours=1))


@pytest.mark.parametrize(
    ("purpose", "wait"),
    [
        (Purpose.REMINDER, timedelta(0)),
        (Purpose.LIST, timedelta(0)),
        (Purpose.ANNOUNCEMENT, timedelta(seconds=10)),
        (Purpose.REQUEST, timedelta(seconds=10)),
        (Purpose.DECISION, timedelta(seconds=10)),
        (Purpose.COMPLETE, timedelta(seconds=10)),
        (Purpose.RESULT, timedelta(hours=1)),
    ],
)
def test_what_must_be_known_sooner_is_pushed_sooner(purpose, wait):
    assert decide(DueNotice(purpose, NOW, WAITS, group_id=1)) == Plan(Way.PUSH, NOW + wait)


@pytest.mark.parametrize("purpose", [Purpose.COPY, Purpose.NEWS])
def test_what_was_told_before_costs_no_push(purpose):
    plan = decide(DueNotice(purpose, NOW, WAITS, group_id=1))

    assert plan.way is Way.RIDE
    assert plan.at - NOW > timedelta(days=300)


@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_has_its_moment(purpose):
    assert decide(DueNotice(purpose, NOW, WAITS, group_id=1)).at >= NOW
