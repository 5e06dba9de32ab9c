"""What only carried something goes; the record, and what keeps from doing twice, stay."""

from datetime import timedelta

import pytest
from fakes import signed
from sqlalchemy import func, insert, select, update

from models.inbox import InboxEvent, InboxState, Message
from models.notices import Notice
from models.outbox import OutboxMessage
from models.queue import waiting
from models.reminders import Reminder
from models.retention import forget_carried
from scheduler.jobs import KEPT_CARRIED, KEPT_MESSAGES, erase

pytestmark = pytest.mark.anyio

GOOD = "#issue น้ำท่วม\nถึง: ปภ.\nภายใน: พรุ่งนี้ 15.00 น."
DAY = timedelta(days=1)


async def count(town, *tables):
    async with town.deps.reading() as session:
        return [await session.scalar(select(func.count()).select_from(table)) for table in tables]


async def test_an_event_that_comes_again_after_its_row_is_gone_does_nothing(town):
    town.says("ia", "issuer", GOOD)
    (batch,) = town.platform.webhooks.drain()
    assert await town.post(batch.body, batch.headers) == 200
    await town.work()
    await town.later()
    town.platform.clock.advance(KEPT_CARRIED + DAY)
    await erase(town.deps)
    carried = await count(town, InboxEvent, OutboxMessage, Notice)

    assert await town.post(batch.body, signed(batch.body)) == 200
    await town.work()

    assert carried == [0, 0, 0]
    assert len(await town.issues()) == 1
    assert await count(town, Message) == [1]
    assert (await count(town, Reminder))[0] > 0


async def test_a_message_is_forgotten_after_a_year_and_what_was_given_up_never(town):
    await town.answer("ia", "issuer", GOOD)
    async with town.deps.sessions.begin() as session:
        await session.execute(update(InboxEvent).values(state=InboxState.DEAD))
    town.platform.clock.advance(KEPT_MESSAGES + DAY)

    await erase(town.deps)

    assert await count(town, InboxEvent, Message) == [1, 0]
    assert len(await town.issues()) == 1


async def test_rows_go_in_small_steps(deps):
    old = deps.clock() - KEPT_CARRIED - DAY
    rows = [
        {
            "webhook_event_id": f"e{number}",
            "chat": "Cir",
            "event": {},
            "event_at": old,
            "heard_at": old,
        }
        | waiting(old)
        | {"state": InboxState.DONE, "finished_at": old}
        for number in range(1200)
    ]
    async with deps.sessions.begin() as session:
        await session.execute(insert(InboxEvent), rows)

    async with deps.sessions.begin() as session:
        assert await forget_carried(session, deps.clock() - KEPT_CARRIED, 500) == 500
    await erase(deps)

    async with deps.reading() as session:
        assert await session.scalar(select(func.count()).select_from(InboxEvent)) == 0
