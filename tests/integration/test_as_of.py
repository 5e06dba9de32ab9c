"""What was known at an instant: figures and rows from the entries that were recorded until then."""

import json
from dataclasses import replace
from datetime import timedelta

import anyio.to_thread
import pytest
from click.testing import CliRunner
from test_late_events import brings, lost

from bot.cli import main
from domain.indicator.periods import read_period
from domain.indicator.rules import By
from domain.indicator.verdicts import LEFT_OUT
from models import indicator
from models.audit import as_of
from models.indicator import explain

pytestmark = pytest.mark.anyio

HOUR = timedelta(hours=1)
ISSUER = "กนกวรรณ ใจดี"
ISSUE = "#issue ข่าวน้ำท่วม ถึง ปภ. กรมชลประทาน กรมประมง ภายใน วันนี้ 15.00 น."


async def told(town, at=None):
    """The rows by agency, of the tables now, or of the audit at an instant; they add up."""
    tz, now = town.deps.settings.timezone, at or town.now
    period = read_period("2570Q1", now.date())
    found, counting = (explain, indicator) if at is None else (as_of, as_of)
    async with town.deps.reading() as session:
        rows = [row async for row in found.explained(session, 1, period, now=now, tz=tz)]
        table = await counting.table(session, 1, period, By.AGENCY, now=now, tz=tz)
    counted = [row.verdict for row in rows if row.verdict not in LEFT_OUT]
    assert (table.total.assigned, table.total.on_time) == (len(counted), counted.count("on_time"))
    return {row.counted.agency: row for row in rows}


def without_words(row):
    """A headline that was edited since, and a judge whose word was taken back, are not known."""
    reports = tuple(replace(each, judged_by=None, reason="") for each in row.reports)
    return replace(row, headline="", reports=reports)


async def test_each_instant_keeps_what_was_known_then(town):
    acts = [
        ("ia", "issuer", ISSUE),
        ("ir", "ddpm", "#report 1 ระดมเครื่องสูบน้ำ"),
        ("ir", "rid", "#report 1 เปิดประตูระบายน้ำ"),
        ("ia", "issuer", "#return 1 ปภ. ขอตัวเลข"),
        ("ia", "issuer", "#extend 1 16.00 น. กรมประมง รอผล"),
        ("ir", "ddpm", "#report 1 สูบแล้ว 5 แห่ง"),
        ("ir", "rid", "#object 1 เวลาไม่ตรง"),
        ("ia", "evaluator", "#dismiss 1 ตรงแล้ว"),
        ("ia", "issuer", "#accept 1 กรมชลประทาน"),
        ("ia", "evaluator", "#excuse 1 กรมประมง ประเด็นซ้ำ"),
        ("ia", "issuer", "#reopen 1 กรมชลประทาน รับรองผิด"),
        ("ia", "evaluator", "#excuse 1 กรมประมง -"),
        ("ia", "issuer", "#edit 1 หัวข้อ: น้ำลดแล้ว"),
        ("ia", "issuer", "#cancel 1 ซ้ำ"),
    ]
    known = {town.now: {}}
    for act in acts:
        await town.later(HOUR / 6)
        await town.answer(*act)
        known[town.now] = await told(town)

    for at, rows in known.items():
        then = await told(town, at)
        assert {agency: without_words(row) for agency, row in then.items()} == {
            agency: without_words(row) for agency, row in rows.items()
        }
    taken_back = 1  # after both were undone, all stands as before the acceptance
    assert len({str(rows) for rows in known.values()}) == len(known) - taken_back
    (returned, _) = then["MOI-DDPM"].reports
    assert (returned.judged, returned.judged_by, returned.reason) == ("returned", ISSUER, "ขอตัวเลข")


async def test_what_line_brought_late_was_not_known_before(town):
    await town.answer("ia", "issuer", ISSUE)
    report = lost(town, lambda: town.says("ir", "ddpm", "#report 1 ok"))
    town.platform.clock.advance(7 * HOUR)
    before = town.now
    town.platform.clock.advance(HOUR)
    await brings(town, report)

    assert (await told(town, before))["MOI-DDPM"].verdict == "missing"
    assert (await told(town, town.now))["MOI-DDPM"].verdict == "on_time"
    assert await told(town, before - 9 * HOUR) == {}


@pytest.fixture
def types(town):
    async def types(*words):
        environment = {
            "LINE_CHANNEL_SECRET": "secret",
            "LINE_CHANNEL_ACCESS_TOKEN": "token",
            "DATABASE_URL": town.deps.settings.database_url,
        }
        return await anyio.to_thread.run_sync(
            lambda: CliRunner().invoke(main, words, env=environment)
        )

    return types


async def test_an_operator_asks_what_was_known(town, types):
    await town.answer("ia", "issuer", ISSUE)
    at = ("--period", "2570Q1", "--as-of", "1/1/2563 10.00 น.")

    figures = json.loads((await types("stats", *at, "--json")).stdout)
    shown = (await types("explain", *at)).stdout.splitlines()
    ahead = await types("stats", "--as-of", "2099-01-01T10:00")

    assert figures["as_of"] == "2020-01-01T10:00:00+07:00"
    assert (figures["rows"], figures["total"]["assigned"]) == ([], 0)
    assert shown[0] == "By what was known at 2020-01-01T10:00:00+07:00:"
    assert shown[-1].startswith("0 assignments")
    assert ahead.exit_code == 1
    assert ahead.stderr == "Error: 2099-01-01T10:00:00+07:00 lies ahead: nobody knows it yet.\n"
