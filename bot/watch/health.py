"""/healthz, /readyz and /metrics: is it alive, can it work, and how busy is it."""

import asyncio

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.deps import Deps
from bot.watch.clock import SCHEDULER, how_it_was_set
from bot.watch.metrics import Metrics, seconds_since
from bot.watch.writing import Writing
from migrations import upgrade
from models import heartbeats, inbox, outbox, revival
from models.database import reader_of
from models.outbox import untold
from models.reminders import faults

_DATABASE_SECONDS = 5.0


async def healthz(request: Request) -> Response:
    """Answer 200 while the process lives."""
    return JSONResponse({"status": "ok"})


async def readyz(request: Request) -> Response:
    """Answer 200 with the ages of what waits, in seconds, and how much goes nowhere or is wrong.

    503 where webhooks cannot be stored.
    """
    deps: Deps = request.app.state.deps
    writing: Writing = request.app.state.writing
    try:
        async with asyncio.timeout(_DATABASE_SECONDS):
            if await upgrade.revision(reader_of(deps.engine)) != request.app.state.revision:
                return _unready("the database is not migrated: run saphan migrate")
            if not await writing.works(deps):
                return _unready("the database takes nothing: is the disk full?")
            deps.trouble.passed("readyz")
            told = {"clock": said} if (said := await how_it_was_set(deps)) else {}
            seen = {**await _ages(deps), **await _undelivered(deps), **told}
            return JSONResponse({"status": "ready", **seen})
    except (SQLAlchemyError, OSError) as error:
        deps.trouble.met("readyz", error)
        return _unready("the database does not answer")


async def metrics(request: Request) -> Response:
    """Answer with Prometheus text; 503 while the database does not answer."""
    figures: Metrics = request.app.state.metrics
    try:
        async with asyncio.timeout(_DATABASE_SECONDS):
            return PlainTextResponse(await figures.scrape(request.app.state.deps))
    except (SQLAlchemyError, OSError):
        return PlainTextResponse("the database does not answer", 503)


async def _ages(deps: Deps) -> dict[str, float | None]:
    now = deps.clock()
    async with deps.reading() as session:
        return {
            "oldest_inbox_seconds": seconds_since(await inbox.queue.oldest_waiting(session), now),
            "oldest_outbox_seconds": seconds_since(await outbox.queue.oldest_waiting(session), now),
            "scheduler_tick_seconds": seconds_since(
                await heartbeats.last_beat(session, SCHEDULER), now
            ),
        }


async def _undelivered(deps: Deps) -> dict[str, int]:
    """Count what waits for an operator, what for a month with room, and what is wrong.

    See `saphan doctor`.
    """
    async with deps.reading() as session:
        found = await revival.given_up(session)
        held_back = await untold.held_back(session, deps.clock())
        wrong = await faults.counts(session, deps.clock())
    return {
        "given_up_inbox": found.events,
        "given_up_outbox": found.requests,
        "held_back_notices": held_back,
        "ledger_faults": sum(wrong.values()),
    }


def _unready(reason: str) -> Response:
    return JSONResponse({"status": "unready", "reason": reason}, 503)
