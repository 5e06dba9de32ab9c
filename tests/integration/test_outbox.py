"""From the outbox to LINE, through every fault: nothing lost, nothing said twice."""

import asyncio
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from channel import A_WHILE, Channel, drain_outbox
from history import Listener

from bot.outbox.sender import claim
from bot.queue import LEASE
from domain.delivery import Doubt
from domain.say import Mention, Say
from models import outbox
from models.groups import Group
from models.outbox import OutboxKind, OutboxState
from simulator.model.faults import ApiFaultKind
from simulator.model.membership import Membership

pytestmark = pytest.mark.anyio

LOST, STATUS = ApiFaultKind.LOST, ApiFaultKind.STATUS


@pytest.fixture
async def channel(deps, platform, carrier):
    return await Channel(deps, platform, carrier).bind()


async def test_an_answer_is_a_free_reply(channel):
    await channel.answer("one", "two", token=channel.token())

    assert await drain_outbox(channel.deps) == 1

    assert channel.said() == ["one", "two"]
    assert channel.platform.quota.used == 0
    row = await channel.row()
    assert (row.state, row.attempts, row.leased_until) == (OutboxState.SENT, 1, None)
    assert row.line_request_id


async def test_an_answer_without_token_is_pushed(channel):
    await channel.answer("one")
    await drain_outbox(channel.deps)

    assert (channel.said(), channel.calls()) == (["one"], ["push"])


async def test_a_dead_token_turns_the_reply_into_a_push(channel):
    token = channel.token()
    await channel.answer("one", token=token)
    await channel.later(A_WHILE * 2)

    assert (channel.said(), channel.calls()) == (["one"], ["reply", "push"])
    assert (await channel.row()).state == OutboxState.SENT


async def test_a_reply_whose_answer_was_lost_counts_as_sent_once_the_token_is_refused(channel):
    channel.fault(LOST, "replyMessage")
    await channel.answer("one", token=channel.token())
    await drain_outbox(channel.deps)
    assert (await channel.row()).doubt == Doubt.FAILED

    await channel.later(A_WHILE / 2)

    assert (channel.said(), channel.calls()) == (["one"], ["reply", "reply"])
    assert (await channel.row()).state == OutboxState.ASSUMED


async def test_a_reply_that_line_did_not_take_is_tried_again_while_the_token_lives(channel):
    channel.fault(STATUS, "replyMessage", status=503)
    await channel.answer("one", token=channel.token())
    await drain_outbox(channel.deps)
    await channel.later(LEASE)

    assert (channel.said(), channel.calls()) == (["one"], ["reply", "reply"])
    assert channel.platform.quota.used == 0


async def test_a_push_whose_answer_was_lost_is_repeated_under_its_key_and_shown_once(channel):
    channel.fault(LOST, "pushMessage")
    await channel.answer("one")
    await drain_outbox(channel.deps)
    await channel.later()

    assert channel.said() == ["one"]
    (_, first, key), (_, second, again) = channel.carrier.calls
    assert (first, key) == (second, again)
    assert uuid.UUID(key)
    row = await channel.row()
    assert row.state == OutboxState.SENT
    assert row.line_request_id


async def test_too_many_requests_are_tried_again(channel):
    channel.fault(ApiFaultKind.RATE_LIMIT, times=2)
    await channel.answer("one")
    await drain_outbox(channel.deps)
    assert channel.said() == []

    await channel.later()
    await channel.later()

    assert (channel.said(), (await channel.row()).attempts) == (["one"], 3)


async def test_a_spent_quota_is_not_tried_again_until_an_operator_says_so(channel, caplog):
    Membership(channel.platform).follows(channel.nok)
    channel.fault(ApiFaultKind.MONTHLY_LIMIT)
    await channel.answer("one", to=channel.nok)
    await drain_outbox(channel.deps)
    await channel.later()

    row = await channel.row()
    assert (row.state, row.attempts, channel.said()) == (OutboxState.DEAD, 1, [])
    assert "monthly limit" in row.error
    assert [
        record.levelname for record in caplog.records if record.name == "bot.outbox.sender"
    ] == ["ERROR"]

    async with channel.deps.sessions.begin() as session:
        assert await outbox.queue.requeue(session, row.id, channel.deps.clock())
    await drain_outbox(channel.deps)
    assert channel.calls() == ["push", "push"]


async def test_a_wrong_access_token_is_tried_again_slowly(channel):
    right, channel.platform.channel.token = channel.platform.channel.token, "another"
    await channel.answer("one")
    await drain_outbox(channel.deps)
    await channel.later()
    assert channel.calls() == ["push"]

    channel.platform.channel.token = right
    await channel.later(timedelta(minutes=5))

    assert channel.said() == ["one"]


async def test_who_left_the_group_is_not_called_but_the_rest_is_said(channel):
    Membership(channel.platform).leaves(channel.group, channel.lek)
    mentions = (Mention(channel.nok, "Nok"), Mention(channel.lek, "Lek"))
    await channel.answer(Say("ด่วน {1}", mentions=mentions))
    await drain_outbox(channel.deps)

    assert channel.said() == ["ด่วน {1}"]
    keys = [key for _, _, key in channel.carrier.calls]
    assert len(set(keys)) == 2


async def test_a_card_that_line_refuses_is_said_as_text(channel):
    await channel.answer(Say("รายการ", card={"type": "cube"}), token=channel.token())
    await drain_outbox(channel.deps)

    assert (channel.said(), channel.calls()) == (["รายการ"], ["reply", "reply"])
    assert channel.platform.quota.used == 0


async def test_a_group_that_the_bot_has_left_is_marked_so(channel):
    Membership(channel.platform).removes_bot(channel.group)
    await channel.answer("one")
    await drain_outbox(channel.deps)

    assert (await channel.row()).state == OutboxState.DEAD
    async with channel.deps.reading() as session:
        assert (await session.get_one(Group, channel.group_id)).left_at is not None


async def test_a_fault_of_our_own_is_tried_again(channel):
    class Broken:
        async def push(self, to, messages, retry_key):
            raise KeyError(to)

    await channel.answer("one")
    assert await drain_outbox(replace(channel.deps, line=Broken())) == 1
    await channel.later()

    assert channel.said() == ["one"]


async def test_a_sender_that_died_after_the_call_does_not_make_the_answer_double(channel):
    await channel.answer("one", token=channel.token())
    (row,) = await claim(channel.deps, 10)
    await channel.deps.line.reply(row.reply_token, row.messages)

    assert await channel.later(LEASE - LEASE / 10) == 0
    assert await channel.later(LEASE / 10) == 1

    assert channel.said() == ["one"]
    row = await channel.row()
    assert (row.state, row.attempts, row.doubt) == (OutboxState.ASSUMED, 1, Doubt.DIED)


async def test_a_sender_that_died_before_the_call_does_not_lose_the_answer(channel):
    await channel.answer("one", token=channel.token())
    await claim(channel.deps, 10)

    await channel.later(LEASE)

    assert (channel.said(), channel.calls()) == (["one"], ["reply"])


async def test_several_senders_at_once_send_everything_once_and_in_order(channel):
    other = Membership(channel.platform).new_group("IA", [channel.nok]).group_id
    for number in range(10):
        await channel.answer(str(number), to=channel.group if number % 2 else other)

    await asyncio.gather(*(drain_outbox(channel.deps) for _ in range(5)))
    await drain_outbox(channel.deps)

    assert channel.said() == ["1", "3", "5", "7", "9"]
    assert len(channel.carrier.calls) == 10


async def test_a_request_that_waits_for_its_next_try_holds_nobody_up(channel):
    channel.fault(STATUS, status=500)
    await channel.answer("one")
    await channel.answer("two")
    await drain_outbox(channel.deps)
    assert channel.said() == ["two"]

    await channel.later()

    assert channel.said() == ["two", "one"]


async def test_one_broken_chat_does_not_hold_up_another(channel):
    await channel.answer("lost", to=f"C{9:032x}")
    await channel.answer("one")
    await drain_outbox(channel.deps)

    assert channel.said() == ["one"]
    assert [row.state for row in await channel.rows()] == [OutboxState.DEAD, OutboxState.SENT]


async def test_a_request_is_given_up_within_a_day(channel):
    channel.fault(STATUS, times=None, status=500)
    await channel.answer("one")
    for _ in range(24):
        await channel.later(timedelta(hours=1))

    row = await channel.row()
    assert (row.state, row.kind) == (OutboxState.DEAD, OutboxKind.PUSH)
    async with channel.deps.reading() as session:
        assert [dead.id for dead in await outbox.queue.dead(session)] == [row.id]


async def test_a_restart_does_not_hurry_what_waits_for_its_next_try(channel):
    channel.fault(STATUS, status=503)
    await channel.answer("one")
    await drain_outbox(channel.deps)
    waiting = await channel.row()

    async with channel.deps.sessions.begin() as session:
        await outbox.queue.release(session, channel.deps.clock())

    assert (await channel.row()).next_attempt_at == waiting.next_attempt_at > channel.deps.clock()


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_behind_an_outage_whoever_goes_first_in_a_chat_is_found_at_once(channel):
    listener = Listener(channel.deps.engine)
    await channel.answer("one", token=channel.token())
    await drain_outbox(channel.deps)

    claims = [each for each in listener.heard.items() if "NOT (EXISTS" in each[0]]
    async with channel.deps.engine.connect() as connection:
        for statement, values in claims:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            steps = " ".join(step[3] for step in plan)
            assert "ix_outbox_in_chat (chat=? AND state=? AND sequence<?)" in steps
    assert claims
