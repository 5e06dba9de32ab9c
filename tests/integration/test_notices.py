"""Notices ride along with free replies, or are gathered into one push."""

import asyncio
from datetime import timedelta

import pytest
from channel import A_WHILE, Channel, drain_outbox
from sqlalchemy import select

from bot.outbox.enqueue import push_due_notices
from domain.say import Say
from handlers import membership
from models.notices import Notice

pytestmark = pytest.mark.anyio

CARD = {
    "type": "bubble",
    "body": {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "x"}]},
}


@pytest.fixture
async def channel(deps, platform, carrier):
    return await Channel(deps, platform, carrier).bind()


async def riding(channel):
    """Whether each notice has been put into a request, oldest first."""
    async with channel.deps.reading() as session:
        found = await session.scalars(select(Notice).order_by(Notice.id))
        return [notice.outbox_id is not None for notice in found]


async def test_a_notice_that_can_wait_travels_with_the_next_reply_for_nothing(channel):
    await channel.notice("news", wait=A_WHILE)
    assert await push_due_notices(channel.deps) == 0

    await channel.answer("answer", token=channel.token())
    await drain_outbox(channel.deps)
    await channel.later(A_WHILE)

    assert await push_due_notices(channel.deps) == 0
    assert channel.said() == ["answer", "news"]
    assert channel.platform.quota.used == 0


async def test_notices_of_one_group_are_gathered_into_one_push(channel):
    for number in range(3):
        await channel.notice(f"news {number}", wait=A_WHILE * (number + 1))
    channel.platform.clock.advance(A_WHILE)

    assert await push_due_notices(channel.deps) == 1
    await drain_outbox(channel.deps)

    assert channel.said() == ["news 0", "news 1", "news 2"]
    assert channel.platform.quota.used == 2


async def test_what_does_not_fit_beside_an_answer_goes_on_waiting(channel):
    for number in range(6):
        await channel.notice(Say(f"card {number}", card=CARD), wait=A_WHILE)

    await channel.answer("answer", token=channel.token())
    await drain_outbox(channel.deps)

    assert len(channel.said()) == 5
    assert await riding(channel) == [True] * 4 + [False] * 2
    channel.platform.clock.advance(A_WHILE)
    assert await push_due_notices(channel.deps) == 1


async def test_many_cards_take_several_pushes(channel):
    for number in range(7):
        await channel.notice(Say(f"card {number}", card=CARD))

    assert await push_due_notices(channel.deps) == 2
    await drain_outbox(channel.deps)

    assert len(channel.said()) == 7


async def test_what_may_wait_rides_on_a_push_but_makes_none(channel):
    for number in range(6):
        await channel.notice(Say(f"card {number}", card=CARD), wait=A_WHILE)
    await channel.notice("due")

    assert await push_due_notices(channel.deps) == 1
    await drain_outbox(channel.deps)

    assert channel.said()[0] == "due"
    assert await riding(channel) == [True] * 4 + [False] * 2 + [True]


async def test_an_answer_too_long_for_one_reply_goes_on_as_a_push(channel):
    await channel.answer(
        *(Say(f"{number}", card=CARD) for number in range(6)), token=channel.token()
    )
    await drain_outbox(channel.deps)

    assert len(channel.said()) == 6
    assert channel.calls() == ["reply", "push"]


async def test_several_workers_push_a_notice_once(channel):
    await channel.notice("news")

    pushed = await asyncio.gather(*(push_due_notices(channel.deps) for _ in range(5)))
    await drain_outbox(channel.deps)

    assert sum(pushed) == 1
    assert channel.said() == ["news"]


async def test_a_notice_is_told_once_however_often_it_is_added(channel):
    await channel.notice("news")
    await channel.notice("news")

    assert await push_due_notices(channel.deps) == 1
    assert len(await riding(channel)) == 1


async def test_a_group_that_the_bot_left_is_told_nothing(channel):
    await channel.notice("news")
    async with channel.deps.sessions.begin() as session:
        await membership.bot_left(session, channel.group, channel.deps.clock())

    assert await push_due_notices(channel.deps) == 0


async def test_notices_of_another_group_do_not_ride_along(channel):
    await channel.notice("news", wait=timedelta(hours=1))
    channel.group_id = None

    await channel.answer("answer", to=channel.nok, token=channel.token())
    await drain_outbox(channel.deps)

    assert await riding(channel) == [False]
