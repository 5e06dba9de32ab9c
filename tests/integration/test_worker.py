"""The worker: commands do not wait for LINE, faults do not end it, and it stops in good order."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from fakes import text_event
from sqlalchemy.exc import OperationalError

from bot.app import EVERYTHING, running
from bot.inbox.events import read_event
from bot.line.api import Accepted
from models import inbox, outbox
from models.inbox import Arrival
from models.outbox import OutboxState

pytestmark = pytest.mark.anyio

WORKER = frozenset({"worker"})
PATIENCE_SECONDS = 20


class SlowLine:
    """Answers nothing before it is let go; tells when it was called."""

    def __init__(self):
        self.pushed, self.replied, self.let_go = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def push(self, to, messages, retry_key):
        self.pushed.set()
        await self.let_go.wait()
        return Accepted(("1",), "r")

    async def reply(self, token, messages):
        self.replied.set()
        await self.let_go.wait()
        return Accepted(("2",), "r")


@asynccontextmanager
async def working(deps):
    """A worker beside the test; whatever the test waits for must come in time."""
    async with asyncio.timeout(PATIENCE_SECONDS), running(deps, WORKER) as stop:
        yield stop


async def push_something(deps):
    async with deps.sessions.begin() as session:
        message = {"type": "text", "text": "one"}
        await outbox.enqueue(session, chat="C1", messages=[message], about=[None], now=deps.clock())


async def hear(deps, text):
    """Store a command as the webhook would."""
    raw = text_event(text)
    event = read_event(raw)
    arrival = Arrival(event.webhook_event_id, event.message_id, event.chat, raw, event.at)
    async with deps.sessions.begin() as session:
        await inbox.record(session, [arrival], deps.clock())


async def test_a_command_is_carried_out_and_answered_while_line_is_slow_elsewhere(deps):
    line = SlowLine()
    deps = replace(deps, line=line)
    await push_something(deps)

    async with working(deps):
        await line.pushed.wait()
        await hear(deps, "#help")
        await line.replied.wait()
        line.let_go.set()

    async with deps.reading() as session:
        assert await outbox.counts(session, OutboxState) == {
            ("push", OutboxState.SENT): 1,
            ("reply", OutboxState.SENT): 1,
        }


async def test_stopping_lets_calls_on_their_way_come_back(deps):
    line = SlowLine()
    deps = replace(deps, line=line)
    await push_something(deps)

    async with working(deps) as stop:
        await line.pushed.wait()
        stop.set()
        line.let_go.set()

    async with deps.reading() as session:
        assert await outbox.queue.oldest_waiting(session) is None


async def test_a_round_that_fails_is_logged_and_the_next_one_works(deps, caplog):
    line, readers, failures = SlowLine(), deps.readers, iter([True] * 3)  # once for the clock
    line.let_go.set()

    class Flaky:
        def __call__(self):
            if next(failures, False):
                raise OperationalError("SELECT", None, Exception("disk I/O error"))
            return readers()

    await hear(deps, "#help")
    async with working(replace(deps, line=line, readers=Flaky())):
        await line.replied.wait()

    assert [record.message for record in caplog.records if record.exc_info] == [
        "a round failed",
        "a round failed",
    ]


async def test_what_waits_behind_another_in_its_chat_goes_out_when_that_is_done(deps):
    line = SlowLine()
    line.let_go.set()
    for _ in range(12):
        await push_something(deps)

    async with working(replace(deps, line=line)):
        while await waiting(deps):  # noqa: ASYNC110 - nobody tells that all is said
            await asyncio.sleep(0.05)

    async with deps.reading() as session:
        assert await outbox.counts(session, OutboxState) == {("push", OutboxState.SENT): 12}


async def waiting(deps):
    async with deps.reading() as session:
        return await outbox.queue.oldest_waiting(session)


async def test_everything_runs_in_one_process(deps):
    line = SlowLine()
    line.let_go.set()
    async with asyncio.timeout(PATIENCE_SECONDS), running(replace(deps, line=line), EVERYTHING):
        await hear(deps, "#help")
        await line.replied.wait()
