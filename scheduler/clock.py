"""The ticking: APScheduler calls the jobs and keeps nothing; all state is in our tables."""

import asyncio
import logging
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.deps import Deps
from scheduler.jobs import JOBS, Job

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 10
"""How long jobs that run may take to finish when the process ends."""


async def run_scheduler(deps: Deps, stop: asyncio.Event) -> None:
    """Run every job at once and then at its intervals, until `stop` is set.

    A job that takes longer than its interval is not started beside itself.
    """
    clock = AsyncIOScheduler(
        timezone=deps.settings.timezone,
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    running: set[asyncio.Task[None]] = set()
    for job in JOBS:
        clock.add_job(
            _run,
            "interval",
            seconds=job.every.total_seconds(),
            args=(job, deps, running),
            id=job.name,
            next_run_time=datetime.now(deps.settings.timezone),
        )
    clock.start()
    try:
        await stop.wait()
    finally:
        clock.pause()
        if running:
            await asyncio.wait(running, timeout=PATIENCE_SECONDS)
        clock.shutdown(wait=False)


async def _run(job: Job, deps: Deps, running: set[asyncio.Task[None]]) -> None:
    """Run a job once; a failure is logged, and the next interval tries again."""
    task = asyncio.current_task()
    assert task is not None
    running.add(task)
    try:
        await job.run(deps)
    except Exception:
        log.exception("A job failed.", extra={"job": job.name})
    finally:
        running.discard(task)
