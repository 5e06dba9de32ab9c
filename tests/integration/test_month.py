"""A short form of `python -m bench.month`: nothing due is lost, each message has its cause."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bench.month.carrier import Way
from bench.month.due import Due, Kind
from bench.month.run import Options, run
from bench.month.seen import Judge, Result, Told
from bench.month.town import Size
from domain.agencies import Agency, AgencyKind
from domain.calendar import Calendar

SEED, SMALL = 2, Size(agencies=6, members=24)
AT = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)
CALENDAR = Calendar(ZoneInfo("Asia/Bangkok"))
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.anyio
async def test_a_day_loses_nothing_and_each_message_has_its_cause(tmp_path):
    figures = await run(SEED, Options(size=SMALL, days=1), tmp_path)

    assert figures["lost"] == []
    assert figures["kinds"][Kind.ANNOUNCEMENT]["due"] == figures["assignments"] > 10
    assert 0 < figures["billed"] < figures["naive"]
    assert figures["billed"] == sum(figures["billed by cause"].values())
    assert figures["billed"] == sum(figures["billed by way"].values())
    assert figures["billed"] + figures["billed on the day after"] == figures["billed by LINE"]
    assert {name: figures[name] for name in figures if " but " in name or "given up" in name} == {
        "requests that stand as sent, but LINE never took": 0,
        "requests that LINE took, but do not stand as sent": 0,
        "events and requests given up": 0,
        "reminders that stand as sent, but nobody saw": 0,
        "reminders that people saw, but do not stand as sent": 0,
    }


HEALTH = Agency(
    "MOPH", "กระทรวงสาธารณสุข", "Ministry of Public Health", "สธ.", AgencyKind.MINISTRY, ""
)


def due(kind=Kind.COMING, *, latest=HOUR, until=None):
    ends = AT + latest if latest else None
    place = "ia" if kind is Kind.REQUEST else "ir"
    return Due(kind, AT, AT - HOUR, ends, place, (), 12, HEALTH, until=until)


def told(kind=Kind.COMING, after=MINUTE, chat="ir", named=HEALTH.name_en, way=Way.GROUP_PUSH):
    return Told(kind, 12, named, AT + after, way, chat)


@pytest.mark.parametrize(
    ("told", "due", "result"),
    [
        ([told()], due(), Result.IN_TIME),
        ([told(after=-MINUTE)], due(), Result.IN_TIME),
        ([told(chat="MOPH/2", named="")], due(), Result.IN_TIME),
        ([told(Kind.REQUEST, chat="issuer1")], due(Kind.REQUEST), Result.IN_TIME),
        ([told(after=2 * HOUR)], due(latest=None), Result.IN_TIME),
        ([told(Kind.ANNOUNCEMENT, chat="ia")], due(Kind.ANNOUNCEMENT), Result.IN_TIME),
        ([told(after=2 * HOUR)], due(), Result.TOO_LATE),
        ([told(after=-2 * HOUR)], due(), Result.NEVER),
        ([], due(), Result.NEVER),
        ([], due(until=AT + 10 * MINUTE), Result.NOT_NEEDED),
        ([], due(until=AT + 20 * MINUTE), Result.NEVER),
        ([told(after=12 * MINUTE)], due(until=AT + 10 * MINUTE), Result.NOT_NEEDED),
        ([told(after=30 * MINUTE)], due(until=AT + 20 * MINUTE), Result.TOO_LATE),
        ([told(named="Ministry of Labour")], due(), Result.NEVER),
        ([told(chat="MOL/1")], due(), Result.NEVER),
        ([told(chat="ia")], due(), Result.NEVER),
        ([told(Kind.PASSED)], due(), Result.NEVER),
        ([told(Kind.NAG)], due(), Result.NEVER),
        ([told(Kind.NAG)], due(Kind.PASSED), Result.IN_TIME),
        ([told(Kind.NAG, after=2 * HOUR)], due(Kind.PASSED), Result.NEVER),
        ([told(Kind.NAG)], due(Kind.PASSED, until=AT), Result.NOT_NEEDED),
    ],
)
def test_told_is_what_those_concerned_could_read_in_time(told, due, result):
    (found,) = Judge(told, frozenset({"MOPH"}), CALENDAR).judge([due])

    assert found.result is result


@pytest.mark.parametrize(
    ("hour", "result"), [(8.6, Result.NOT_NEEDED), (8.8, Result.NEVER), (24, Result.NEVER)]
)
def test_who_reports_as_offices_open_was_not_forgotten_over_night(hour, result):
    evening = AT + 10 * HOUR  # 20.00
    owed = replace(due(), at=evening, until=evening + (4 + hour) * HOUR, latest=None)

    (found,) = Judge([], frozenset(), CALENDAR).judge([owed])

    assert (found.result, found.overnight) == (result, result is Result.NOT_NEEDED)


def test_what_is_told_once_serves_once():
    found = Judge([told()], frozenset(), CALENDAR).judge([due(), due()])

    assert [each.result for each in found] == [Result.IN_TIME, Result.NEVER]
