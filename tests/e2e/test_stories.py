"""Stories through real HTTP, with LINE's own SDK: doubles, a slow LINE, both kinds of 429."""

import asyncio
import random
import sqlite3

import httpx
import pytest
from rig import ISSUE, issue_numbers, run

from simulator.certificates import trusted

pytestmark = pytest.mark.anyio


async def test_an_issue_travels_from_one_group_to_the_other_and_back(line, bot):
    await line.says("ia", "issuer", ISSUE.format("น้ำท่วม"))
    await line.until(lambda: any("น้ำท่วม" in said for said in line.heard("ir")))
    await line.says("ir", "ddpm", "#report 1 ชี้แจงแล้ว")
    await line.until(lambda: any("รายงานครบทุกหน่วยงานแล้ว" in said for said in line.heard("ia")))
    await bot.quiet()

    assert "ประเด็น #1" in line.heard("ia")[0]
    assert any("ทันกำหนด" in said for said in line.heard("ir"))
    assert {call.broken for call in line.platform.ledger} == {""}


async def test_a_webhook_that_comes_ten_times_at_once_and_shuffled_acts_once(
    line, bot, database_url
):
    batches = [line.says_unsent("ia", "issuer", ISSUE.format(f"ข่าว {n}")) for n in range(5)]
    copies = [batch for batch in batches for _ in range(10)]
    random.Random(1).shuffle(copies)

    async with httpx.AsyncClient(base_url=bot.url, trust_env=False, verify=trusted()) as client:
        answers = await asyncio.gather(
            *(client.post("/webhook", content=each.body, headers=each.headers) for each in copies)
        )
    await bot.quiet()

    assert {answer.status_code for answer in answers} == {200}
    assert sorted(await issue_numbers(database_url)) == [1, 2, 3, 4, 5]
    assert line.calls("replyMessage") == [200] * 5
    assert sum("ประเด็น #" in said for said in line.heard("ia")) == 5


async def test_a_slow_line_holds_up_no_webhook(line, bot):
    await line.client.fault("delay", "replyMessage", seconds=2.0)
    for _ in range(15):
        for who in ("ddpm", "issuer"):  # of one person so many questions would not be answered
            await line.says("ir", who, "#list")
    await line.client.settled()

    # A chat is answered in order, one reply after the other: most are still to come.
    assert len(line.calls("replyMessage")) < 30
    assert line.outcomes() == [200] * 30
    await line.client.clear_faults()
    await bot.quiet()
    assert line.calls("replyMessage") == [200] * 30


async def test_too_many_requests_are_answered_a_little_later(line, bot):
    await line.client.fault("rate_limit", "replyMessage", times=1)
    await line.says("ir", "ddpm", "#mine")
    await bot.quiet()

    assert line.calls("replyMessage") == [429, 200]
    assert line.calls("pushMessage") == []
    assert len(line.heard("ir")) == 1


async def test_a_spent_quota_stops_pushes_until_there_is_room_again(line, bot, settings, tmp_path):
    await line.client.set_quota(limit=300, used=300)
    await line.says("ia", "issuer", ISSUE.format("น้ำท่วม"))
    await line.until(lambda: 429 in line.calls("pushMessage"))
    await bot.quiet()
    await line.says("ia", "issuer", "#status 1")
    await bot.quiet()
    assert line.calls("pushMessage") == [429]
    assert "น้ำท่วม" in line.heard("ia")[-1]

    await line.client.set_quota(limit=300, used=0)
    code, _, _ = await run("outbox", "requeue", "--all", settings=settings, folder=tmp_path)
    await line.until(lambda: line.calls("pushMessage") == [429, 200])
    await bot.quiet()

    assert code == 0
    assert sum(said.startswith("ประเด็น #1") for said in line.heard("ir")) == 1


@pytest.mark.parametrize(
    ("chat", "who", "text", "pushes"),
    [("ia", "issuer", ISSUE.format("น้ำท่วม"), 2), ("ir", "ddpm", "#mine", 0)],
)
async def test_an_expired_token_makes_one_push_of_what_changes_a_duty_and_none_of_a_question(
    line, bot, chat, who, text, pushes
):
    # LINE's minute has passed for this token before the bot hears of it.
    batch = line.says_unsent(chat, who, text)
    token = batch.events[0]["replyToken"]
    line.platform.tokens.delivered(token, redelivery=False)
    await line.client.advance(minutes=2)

    async with httpx.AsyncClient(base_url=bot.url, trust_env=False, verify=trusted()) as client:
        await client.post("/webhook", content=batch.body, headers=batch.headers)
    await bot.quiet()

    # The issue is announced in the other group too.
    assert (line.calls("replyMessage"), line.calls("pushMessage")) == ([400], [200] * pushes)
    assert len(line.heard(chat)) == bool(pushes)


@pytest.mark.parametrize("storage_seconds", [0.2])
async def test_a_locked_database_gives_503_and_redelivery_brings_the_command(
    line, bot, database_url
):
    await line.client.set_delivery(redelivery_count=1000, redelivery_after_seconds=0.1)
    path = database_url.removeprefix("sqlite:///")
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    await asyncio.to_thread(holder.execute, "BEGIN IMMEDIATE")
    await line.says("ia", "issuer", ISSUE.format("น้ำท่วม"))
    await line.until(line.outcomes)
    holder.execute("ROLLBACK")
    holder.close()
    await line.until(lambda: line.heard("ia"))
    await line.client.settled()
    await bot.quiet()

    first, *_, last = line.outcomes()
    assert (first, last) == (503, 200)
    assert await issue_numbers(database_url) == [1]
    assert line.calls("replyMessage") == [200]
