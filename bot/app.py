"""The web application, and the other parts beside it when one process does everything."""

import asyncio
import logging
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.deps import Clock, Deps, Monotonic, open_deps, utc_now
from bot.inbox.webhook import STORAGE_SECONDS, webhook
from bot.line.api import LineApi
from bot.settings import Settings, load_settings
from bot.watch import health
from bot.watch.clock import ClockWatch
from bot.watch.metrics import Metrics
from bot.watch.writing import Writing
from migrations import upgrade
from models import evidence, inbox, outbox

WEB, WORKER, SCHEDULER = "web", "worker", "scheduler"
EVERYTHING = frozenset({WEB, WORKER, SCHEDULER})

log = logging.getLogger(__name__)


def create_app(
    settings: Settings | None = None,
    *,
    line: LineApi | None = None,
    clock: Clock = utc_now,
    monotonic: Monotonic | None = None,
    engine: AsyncEngine | None = None,
    parts: Collection[str] = frozenset({WEB}),
    alone: bool = False,
    storage_seconds: float = STORAGE_SECONDS,
) -> FastAPI:
    """Make the application; its resources are opened when it starts.

    `parts` may add the worker and the scheduler to this process. `alone` says that no other
    process works on the database: it is migrated first, and what a crash left half done is taken
    up at once instead of when its lease runs out (a reply token lives for a minute only).
    `storage_seconds` is how long a webhook waits for its commit: tests may be more patient.
    """
    known = settings or load_settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_deps(
            known, line=line, clock=clock, monotonic=monotonic, engine=engine, alone=alone
        ) as deps:
            if alone:
                await _take_over(deps)
            app.state.deps = deps
            async with running(deps, parts):
                yield

    app = FastAPI(
        title="Saphan", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None
    )
    app.state.metrics = Metrics()
    app.state.writing = Writing()
    app.state.storage_seconds = storage_seconds
    app.state.revision = upgrade.newest()
    app.add_route("/webhook", webhook, methods=["POST"])
    app.add_route("/healthz", health.healthz)
    app.add_route("/readyz", health.readyz)
    app.add_route("/metrics", health.metrics)
    app.add_route("/", _front_page)
    return app


async def _take_over(deps: Deps) -> None:
    await upgrade.upgrade(deps.engine)
    async with deps.sessions.begin() as session:
        await inbox.queue.release(session, deps.clock())
        await outbox.queue.release(session, deps.clock())
        await evidence.queue.release(session, deps.clock())


@asynccontextmanager
async def running(deps: Deps, parts: Collection[str]) -> AsyncIterator[asyncio.Event]:
    """Run worker and scheduler in the background, where wanted, beside the watch over the clock.

    All are stopped in good order at the end. Gives the event that ends them. None ends by itself:
    one that does is a fault of ours.
    """
    stop = asyncio.Event()
    watch = ClockWatch(deps)
    await watch.try_to_look()  # before anybody notes that the scheduler ticks
    async with asyncio.TaskGroup() as background:
        background.create_task(watch.go_on(stop))
        if WORKER in parts:
            from bot.worker import run_worker

            background.create_task(run_worker(deps, stop))
        if SCHEDULER in parts:
            from scheduler.clock import run_scheduler

            background.create_task(run_scheduler(deps, stop))
        try:
            yield stop
        finally:
            stop.set()
            deps.loops.wake_all()


async def _front_page(request: Request) -> Response:
    """Show that Saphan is here, and how to see more."""
    deps: Deps = request.app.state.deps
    name = "Saphan สะพาน"
    return HTMLResponse(
        f'<!doctype html><html lang="{deps.settings.language}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{name}</title>'
        f'<h1>{name}</h1><p><a href="/readyz">Status</a></p></html>'
    )
