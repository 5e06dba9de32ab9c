"""However much waits for a group, an answer costs the same: only what has room gets its words."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from domain.planner import Route
from models.notices import Notice
from scheduler.jobs import ask_quota

pytestmark = pytest.mark.anyio

FLOOD = "#ประเด็น น้ำท่วม {}\nถึง: ปภ., กรมชลประทาน\nภายใน: พรุ่งนี้ 15.00 น."


async def opened(town, number):
    """So many new issues wait to be told in IR."""
    for _ in range(number // 5):
        texts = (FLOOD.format(number) for number in range(5))
        await town.answer("ia", "issuer", "\n".join(texts))
    waiting = [row for row in await town.rows(Notice) if row.dedupe_key.startswith("issue-opened")]
    return sum(row.outbox_id is None and row.receiver is None for row in waiting)


async def asked(town, engine, chat):
    """Answer a question; returns how many statements that took."""
    count = 0

    def hear(*_):
        nonlocal count
        count += 1

    event.listen(engine.sync_engine, "before_cursor_execute", hear)
    await town.answer(chat, "ddpm", "#help")
    event.remove(engine.sync_engine, "before_cursor_execute", hear)
    return count


@pytest.mark.parametrize("chat", ["ir", "ddpm"])
async def test_an_answer_costs_the_same_beside_five_notices_and_forty(town, engine, chat):
    town.set(route=Route.DIRECT)
    await town.hear("ddpm", "ddpm", "#help")
    await ask_quota(town.deps)
    town.platform.clock.advance(timedelta(minutes=1))
    assert await opened(town, 15) == 15
    few = await asked(town, engine, chat)
    left = await opened(town, 30)
    assert left >= 30

    assert await asked(town, engine, chat) <= few + 5
