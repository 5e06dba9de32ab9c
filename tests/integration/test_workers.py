"""Several processes on one database: whatever their number, events go in order, each once."""

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.app import running
from bot.deps import open_deps
from bot.inbox.dispatcher import BATCH, drain_inbox, look_at_lanes
from bot.line.api import LineApi
from domain.issues.audit import OPERATOR, Action, subject
from models import audit, issues, workspaces
from models.audit import check
from models.inbox import InboxState
from models.issues import Issue
from models.workspaces import NotHeld, Workspace

pytestmark = pytest.mark.anyio

PATIENCE_SECONDS = 120
ISSUE = "#issue เรื่องที่ {}\nto: DDPM\ndue: tomorrow 15:00"


@pytest.fixture
def light(dialect):
    """SQLite has its own thread: whoever waits there for another writer must not stop the loop."""
    return dialect != "sqlite"


async def brought(town):
    """LINE brings webhooks, again and again until each is taken: several writers wait in line."""
    for each in town.platform.webhooks.drain():
        while await town.post(each.body, each.headers) != 200:
            pass


@pytest.fixture
def workers(town, settings, carrier):
    """Worker processes, as far as one event loop can be several."""

    @asynccontextmanager
    async def work(count):
        async with asyncio.timeout(PATIENCE_SECONDS), AsyncExitStack() as opened:
            for _ in range(count):
                deps = await opened.enter_async_context(
                    open_deps(settings, line=LineApi(carrier), clock=town.platform.clock)
                )
                await opened.enter_async_context(running(deps, {"worker"}))
            yield
            # Processes tell nobody that they are done.
            while any(row.state == InboxState.WAITING for row in await town.inbox()):  # noqa: ASYNC110
                await asyncio.sleep(0.05)

    return work


@pytest.mark.parametrize("count", [1, 2, 4])
async def test_a_report_never_overtakes_its_issue(town, workers, count):
    async with workers(count):
        for number in range(1, 7):
            town.says("ia", "issuer", ISSUE.format(number))
            await brought(town)
            town.says("ir", "ddpm", f"#report {number} ชี้แจงแล้ว")
            town.says("ddpm", "ddpm", f"#status {number}")
            await brought(town)

    assert await town.refusals() == []
    assert {row.state for row in await town.inbox()} == {InboxState.DONE}
    assert [issue.headline for issue in await town.issues()] == [
        f"เรื่องที่ {number}" for number in range(1, 7)
    ]
    assert len(await town.reports()) == 6
    async with town.deps.reading() as session:
        assert (await check.verify(session, 1)).findings == []


async def test_workspaces_go_side_by_side(town):
    await town.settle("second", "second ")
    town.says("ia", "issuer", ISSUE.format(1))
    town.says("second ia", "issuer", ISSUE.format(2))
    town.says("guest", "guest", "#help")
    await brought(town)

    assert await drain_inbox(town.deps) == 3
    assert [issue.number for issue in await town.issues()] == [1, 1]


async def test_what_is_typed_1_1_in_several_workspaces_overtakes_no_issue(town):
    await town.settle("second", "second ")
    await town.answer("issuer", "issuer", "#workspace main")
    for number in range(1, BATCH + 1):
        town.says("ia", "issuer", ISSUE.format(number))
    town.says("issuer", "issuer", f"#cancel {BATCH} ซ้ำ")
    town.says("second ia", "issuer", ISSUE.format(1))
    await brought(town)

    ((lane, _),) = (await look_at_lanes(town.deps)).lanes
    while_busy = await look_at_lanes(town.deps, [lane.names])
    assert (while_busy.lanes, while_busy.more) == ([], True)
    while await drain_inbox(town.deps):
        pass
    assert await town.refusals() == []
    assert (await town.issues())[BATCH - 1].status == "cancelled"


async def test_what_was_read_before_the_lock_cannot_be_decided_about(town):
    async with town.deps.sessions.begin() as session:
        main = await session.get_one(Workspace, 1)
        with pytest.raises(RuntimeError, match="before anything is read"):
            await workspaces.hold(session, main.id)

    async with town.deps.sessions.begin() as session:
        with pytest.raises(NotHeld):
            await audit.append(
                session, 1, Action.ALIAS_ADDED, subject("alias", 1), at=town.now, actor=OPERATOR
            )

    async with town.deps.holding(1) as session:
        with pytest.raises(RuntimeError, match="once"):
            await workspaces.hold(session, 1)


async def test_who_waited_for_the_lock_sees_what_was_done_meanwhile(town):
    await town.answer("ia", "issuer", ISSUE.format(1))
    waits = asyncio.Event()

    async def second():
        waits.set()
        async with town.deps.holding(1) as session:
            return (await issues.get(session, 1, 1)).headline

    async with town.deps.holding(1) as session:
        (issue,) = await session.scalars(select(Issue))
        other = asyncio.create_task(second())
        await waits.wait()
        issue.headline = "เรื่องใหม่"

    assert await other == "เรื่องใหม่"


async def test_a_lost_connection_is_no_failure_of_the_event(town):
    town.says("ia", "issuer", ISSUE.format(1))
    await brought(town)
    sessions, losses = town.deps.sessions, iter(range(20))

    class Losing:
        """The database goes away in the middle of a command, again and again."""

        def begin(self):
            return self._losing()

        @asynccontextmanager
        async def _losing(self):
            async with sessions.begin() as session:
                yield session
                if next(losses, None) is not None:
                    gone = ConnectionResetError("the server went away")
                    raise OperationalError("COMMIT", None, gone, connection_invalidated=True)

        __call__ = staticmethod(sessions)

    losing = replace(town.deps, sessions=Losing())
    for _ in range(20):
        with pytest.raises(ExceptionGroup):
            await drain_inbox(losing)

    assert await drain_inbox(losing) == 1
    (event,) = await town.inbox()
    assert (event.state, event.attempts, event.error) == (InboxState.DONE, 1, "")
    assert len(await town.issues()) == 1
