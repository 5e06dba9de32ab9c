"""What the month's messages went to, and what riding and sharing saved."""

import inspect
import uuid
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from monday import BANGKOK, NOW

from domain import notices
from domain.budget import Purpose
from domain.notices import Topic
from domain.planner import A_YEAR
from domain.spending import (
    ANSWER,
    Carried,
    Spent,
    Way,
    by_cause,
    carried,
    cause_of,
    differs,
    month_at,
    spent_on,
)

SOON, LATER = NOW, NOW + timedelta(hours=1)
OPENED, FILED, NEWS = "issue-opened:1:1", "report-filed:7:1", "deadlines-passed:3:1"
MINUTE = timedelta(minutes=1)

REQUESTS = [
    ("a plain answer", (Way.REPLY, 9, ANSWER, []), [Spent(Way.REPLY, ANSWER, 1)]),
    (
        "what rides on a reply saves a push each, of as many messages as it would have cost",
        (
            Way.REPLY,
            9,
            ANSWER,
            [Carried(SOON, OPENED), Carried(LATER, FILED, 2), Carried(LATER, NEWS, 0)],
        ),
        [
            Spent(Way.REPLY, ANSWER, 1),
            Spent(Way.RIDE, "announcement", 1, saved=9),
            Spent(Way.RIDE, "news", 1),
            Spent(Way.RIDE, "result", 1, saved=2),
        ],
    ),
    (
        "a push is charged to what was due first, and the others share it",
        (
            Way.GROUP,
            300,
            None,
            [Carried(LATER, FILED), Carried(SOON, OPENED), Carried(LATER, OPENED)],
        ),
        [
            Spent(Way.GROUP, "announcement", 2, billed=300, saved=300),
            Spent(Way.GROUP, "result", 1, saved=300),
        ],
    ),
    (
        "an answer that is pushed pays for itself",
        (Way.GROUP, 300, ANSWER, [Carried(SOON, OPENED)]),
        [
            Spent(Way.GROUP, "announcement", 1, saved=300),
            Spent(Way.GROUP, ANSWER, 1, billed=300),
        ],
    ),
    ("one person", (Way.PERSON, 1, "copy", []), [Spent(Way.PERSON, "copy", 1, billed=1)]),
    (
        "nobody saves more than one message of somebody's own",
        (Way.REPLY, 1, ANSWER, [Carried(SOON, OPENED, 3)]),
        [Spent(Way.REPLY, ANSWER, 1), Spent(Way.RIDE, "announcement", 1, saved=1)],
    ),
    ("nothing that was said", (Way.REPLY, 9, None, []), []),
]


@pytest.mark.parametrize(
    ("due", "direct", "most"),
    [
        (LATER, False, None),
        (SOON + MINUTE, True, 3),
        (SOON + A_YEAR, True, 0),
        (SOON + A_YEAR, False, 0),
    ],
)
def test_what_would_have_been_told_1_to_1_or_never_is_worth_less_than_a_push(due, direct, most):
    assert carried(OPENED, SOON, due, direct=direct, untold=3) == Carried(due, OPENED, most)


@pytest.mark.parametrize(("given", "expected"), [case[1:] for case in REQUESTS])
def test_what_a_request_was_spent_on(given, expected):
    assert spent_on(*given) == expected


def made(topic, given):
    """A topic, with any values of its own types."""
    values = {
        int: 1,
        bool: True,
        str: "1",
        datetime: NOW,
        date: NOW.date(),
        uuid.UUID: uuid.UUID(int=0),
    }
    return topic(**{name: values[each.annotation] for name, each in given.items()})


def test_the_key_of_every_notice_tells_its_cause():
    topics = {
        name: made(each, inspect.signature(each).parameters)
        for name, each in vars(notices).items()
        if inspect.isfunction(each) and inspect.signature(each).return_annotation is Topic
    }
    told = {name: cause_of(topic.to(1)) for name, topic in topics.items()}

    assert told.pop("answer_late") == ANSWER
    assert told == {name: topics[name].purpose for name in told}
    assert len(told) > 20
    assert Purpose.REMINDER in told.values()


def test_a_month_is_that_of_the_place():
    last_minutes = datetime(2026, 11, 30, 17, 30, tzinfo=UTC)

    assert month_at(last_minutes, ZoneInfo("Asia/Bangkok")) == date(2026, 12, 1)
    assert month_at(last_minutes, ZoneInfo("UTC")) == date(2026, 11, 1)


def test_the_largest_causes_come_first():
    spent = [Spent(Way.GROUP, "list", 1, 5), Spent(Way.GROUP, "reminder", 1, 9)]

    assert by_cause([*spent, Spent(Way.PERSON, "list", 1, 5), Spent(Way.RIDE, "news", 1)]) == [
        ("list", 10),
        ("reminder", 9),
    ]


@pytest.mark.parametrize(
    ("told", "counted", "in_doubt", "off"),
    [
        (1000, 1000, 0, False),
        (1000, 975, 0, False),
        (1000, 960, 0, True),
        (1000, 1031, 0, True),
        (1000, 700, 300, False),
        (4, 0, 0, False),
        (300, 0, 0, True),
    ],
)
def test_a_few_percent_off_are_no_news(told, counted, in_doubt, off):
    assert differs(told, counted, in_doubt, NOW, BANGKOK) is off


@pytest.mark.parametrize(
    ("day", "hour", "off"),
    [(30, 17, True), (30, 22, False), (31, 1, False), (31, 7, True)],
)
def test_about_the_turn_of_the_month_line_may_count_another_one(day, hour, off):
    at = datetime(2026, 11, 1, hour, tzinfo=BANGKOK) + timedelta(days=day - 1)

    assert differs(300, 0, 0, at, BANGKOK) is off
