"""Processes of their own: killed and started again, many side by side, and with wrong settings."""

import asyncio

import pytest
from processes import start
from rig import ISSUE, issue_numbers, run

from bot.commands.demo import BEGINNING

pytestmark = pytest.mark.anyio


async def test_the_scripted_day_says_all_that_it_should(tmp_path):
    code, told, errors = await run("demo", "--once", "--port", "0", settings={}, folder=tmp_path)

    assert code == 0, told + errors
    assert "IA" in told
    assert "IR" in told


async def test_the_demo_takes_a_free_port_when_asked_for_port_0(tmp_path):
    demo = await start("demo", "--port", "0", settings={}, folder=tmp_path)
    try:
        address, before = await demo.printed_address()
    finally:
        await demo.kill()

    assert int(address.rpartition(":")[2]) not in (0, 8000)
    assert before == [f"{BEGINNING}\n"]
    assert demo.told == []  # nothing to complain of, however slow the start


async def test_the_simulator_names_the_free_port_that_it_took(tmp_path):
    simulator = await start("simulator", "--port", "0", settings={}, folder=tmp_path)
    try:
        address = await simulator.address()
    finally:
        await simulator.kill()

    assert f"LINE_API_URL={address}\n" in simulator.told


async def test_a_kill_before_the_answer_loses_nothing_and_doubles_nothing(
    line, saphan, database_url
):
    first = await saphan("serve", "--port", "0")
    line.point_to(await first.address())
    await line.client.fault("status", status=503)
    await line.says("ia", "issuer", ISSUE.format("น้ำท่วม"))
    await line.until(lambda: line.calls("replyMessage") and line.calls("pushMessage"))
    assert line.outcomes() == [200]
    await first.kill()
    assert line.heard("ia") == line.heard("ir") == []

    await line.client.clear_faults()
    second = await saphan("serve", "--port", "0")
    await line.until(lambda: line.heard("ia") and line.heard("ir"))

    assert await second.stop() == 0
    assert await issue_numbers(database_url) == [1]
    assert (len(line.heard("ia")), len(line.heard("ir"))) == (1, 1)
    assert line.calls("replyMessage")[-1] == line.calls("pushMessage")[-1] == 200


async def test_a_kill_after_line_accepted_doubles_neither_reply_nor_push(
    line, saphan, database_url
):
    first = await saphan("serve", "--port", "0")
    line.point_to(await first.address())
    await line.client.fault("delay", seconds=60)
    await line.says("ia", "issuer", ISSUE.format("น้ำท่วม"))
    await line.until(lambda: line.heard("ia") and line.heard("ir"))
    await first.kill()
    before = line.heard("ia"), line.heard("ir")

    await line.client.clear_faults()
    second = await saphan("serve", "--port", "0")
    await line.until(lambda: 400 in line.calls("replyMessage") and 409 in line.calls("pushMessage"))

    assert await second.stop() == 0
    assert (line.heard("ia"), line.heard("ir")) == before
    assert await issue_numbers(database_url) == [1]
    assert line.calls("replyMessage") == [200, 400]
    assert line.calls("pushMessage") == [200, 409]


@pytest.mark.parametrize("dialect", ["postgresql"])
async def test_many_processes_on_one_database_answer_and_remind_once(line, saphan, database_url):
    before = {"SAPHAN_REMIND_BEFORE": "3597s"}
    web = await saphan("web", "--port", "0", **before)
    parts = [await saphan(part, **before) for part in 2 * ("worker",) + 3 * ("scheduler",)]
    line.point_to(await web.address())
    await line.says("ia", "issuer", "#issue น้ำท่วม\nถึง: ปภ.\nภายใน: 1 ชม.")
    await line.says("ia", "issuer", "#issue ไฟป่า\nถึง: ปภ.\nภายใน: 3 วัน")
    await line.until(lambda: any("แจ้งเตือน" in said for said in line.heard("ir")))

    codes = await asyncio.gather(*(each.stop() for each in (web, *parts)))
    assert set(codes) == {0}
    assert sorted(await issue_numbers(database_url)) == [1, 2]
    assert line.calls("replyMessage") == [200, 200]
    assert sum("แจ้งเตือน" in said for said in line.heard("ir")) == 1
    assert {call.broken for call in line.platform.ledger} == {""}


@pytest.mark.parametrize(
    ("wrong", "named"),
    [({}, "LINE_CHANNEL_SECRET"), ({"SAPHAN_OVERDUE_AT": "noon"}, "SAPHAN_OVERDUE_AT")],
)
async def test_a_wrong_setting_ends_the_program_with_one_line(wrong, named, tmp_path):
    settings = {"LINE_CHANNEL_SECRET": "", "LINE_CHANNEL_ACCESS_TOKEN": "token"}
    if wrong:
        settings |= {"LINE_CHANNEL_SECRET": "secret"} | wrong

    code, told, errors = await run("serve", settings=settings, folder=tmp_path)

    assert (code, told, len(errors.splitlines())) == (2, "", 1)
    assert named in errors
