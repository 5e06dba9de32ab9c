"""The ticking: APScheduler calls the jobs and keeps nothing; all state is in our tables."""

import asyncio
import logging
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.deps import Deps
from bot.loops import pause
from models.database import will_pass
from scheduler.jobs import JOBS, Job

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 10
"""How long jobs that run may take to finish when the process ends."""
LOOK_EVERY_SECONDS = 1.0


async def run_scheduler(deps: Deps, stop: asyncio.Event) -> None:
    """Run every job at once and then at its intervals, until `stop` is set.

    A job that takes longer than its interval is not started beside itself.
    """
    running: set[asyncio.Task[None]] = set()
    clock = make_clock(deps, running)
    clock.start()
    try:
        while not stop.is_set():
            await pause(stop, LOOK_EVERY_SECONDS)
            keep_intervals(clock)
    finally:
        clock.pause()
        if running:
            await asyncio.wait(running, timeout=PATIENCE_SECONDS)
        clock.shutdown(wait=False)


def make_clock(deps: Deps, running: set[asyncio.Task[None]]) -> AsyncIOScheduler:
    """Return the clockwork with all jobs due, not started yet; `running` are those that run."""
    clock = AsyncIOScheduler(
        timezone=deps.settings.timezone,
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for job in JOBS:
        clock.add_job(
            _run,
            "interval",
            seconds=job.every.total_seconds(),
            args=(job, deps, running),
            id=job.name,
            next_run_time=datetime.now(deps.settings.timezone),
        )
    return clock


def keep_intervals(clock: AsyncIOScheduler) -> None:
    """Let jobs run now whose next run lies further ahead than their interval. Rule W1.

    APScheduler plans by the wall clock: set back by hours, it would run nothing for hours.
    """
    now = datetime.now(clock.timezone)
    for job in clock.get_jobs():
        if job.next_run_time > now + job.trigger.interval:
            job.modify(next_run_time=now)


async def _run(job: Job, deps: Deps, running: set[asyncio.Task[None]]) -> None:
    """Run a job once; a failure is logged, and the next interval tries again."""
    task = asyncio.current_task()
    assert task is not None
    running.add(task)
    try:
        await job.run(deps)
    except Exception as error:
        if will_pass(error):
            deps.trouble.met(job.name, error)
        else:
            log.exception("A job failed.", extra={"job": job.name})
    else:
        deps.trouble.passed(job.name)
    finally:
        running.discard(task)
