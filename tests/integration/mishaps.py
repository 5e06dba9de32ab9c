"""What may befall a process in the middle of its work, and time that passes for those that live."""

import asyncio
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import asyncpg
from conftest import BESIDE
from sqlalchemy import event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.util import await_only
from stage import Stage

from bench.agreement import differences
from bench.next_due import NextDue
from bot.inbox.dispatcher import deal_with, look_at_lanes
from bot.line.api import LineApi
from bot.outbox.enqueue import push_due_notices
from bot.outbox.sender import AT_ONCE, claim, deliver
from models import inbox, outbox, workspaces
from models.database import will_pass
from models.outbox.spending import SpentSum
from models.people import Person
from scheduler.tick import tick

SOON = timedelta(seconds=11)
"""When they look again after something was done: a deadline settles for ten seconds (rule T4)."""
NEXT_DUE = NextDue()


class Killed(BaseException):
    """The process is gone."""


async def cut_off(url):
    """End all connections to a PostgreSQL database, as its server does that is started anew."""
    admin = await asyncpg.connect(url, database="postgres")
    await admin.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = $1 AND application_name <> $2",
        make_url(url).database,
        BESIDE,
    )
    await admin.close()


class Steps:
    """Counts the steps of a process that last: its commits, and its calls of LINE.

    Before the step of this number (from 0) it is killed: none of it goes on. With `cut`, the
    connections to the database are ended there once, and the process lives.
    """

    def __init__(self, number, cut=None):
        self.left, self.cut, self.happened = number, cut, False

    async def step(self):
        if self.left == 0 and not (self.cut and self.happened):
            self.happened = True
            if self.cut is None:
                raise Killed
            await self.cut()
        self.left = max(0, self.left - 1)


@contextmanager
def counting(town, steps):
    """Let the process of a town count its steps."""

    def commits(_connection):
        await_only(steps.step())

    async def calls(*call, **more):
        await steps.step()
        return await town.carrier(*call, **more)

    deps, engine = town.deps, town.deps.engine.sync_engine
    town.app.state.deps = replace(deps, line=LineApi(calls))
    event.listen(engine, "commit", commits)
    try:
        yield steps
    finally:
        event.remove(engine, "commit", commits)
        town.app.state.deps = deps


async def send(deps):
    """Send what is due; of those sent at the same time all come as far as they can."""
    while rows := await claim(deps, AT_ONCE):
        sent = await asyncio.gather(*(deliver(deps, row) for row in rows), return_exceptions=True)
        for error in filter(None, sent):
            raise error


async def listen(deps):
    """Deal with the events that wait."""
    while lanes := (await look_at_lanes(deps)).lanes:
        for lane, rows in lanes:
            await deal_with(deps, lane, rows)


async def turn(town):
    """Scheduler and worker do what is due; whichever meets trouble of the database tries again."""
    for work in (tick, listen, push_due_notices, send):
        try:
            await work(town.deps)
        except BaseExceptionGroup as met:
            raise (Killed if met.subgroup(Killed) else met) from met
        except Exception as error:
            if not will_pass(error):
                raise


async def until(town, instant, processes=1):
    """Let time pass for so many processes, from one instant that is in their tables to the next."""
    again = town.now + SOON
    while town.now < instant:
        async with town.deps.reading() as session:
            due, settles = await NEXT_DUE.after(session, town.now)
        at, called = min(due, again, instant), len(town.platform.ledger)
        town.platform.clock.set(at)
        await asyncio.gather(*(turn(town) for _ in range(processes)))
        settles = settles and at == due
        again = at + SOON if settles or len(town.platform.ledger) > called else instant


async def later(town, minutes, processes=1):
    await until(town, town.now + timedelta(minutes=minutes), processes)


async def on_stage(town):
    """Opens issues straight in the database of a town, on its clock."""
    stage = Stage(town.deps, town.now)
    async with town.deps.reading() as session:
        stage.workspace_id = await workspaces.id_of(session, workspaces.MAIN)
        stage.issuer_id = (await town.rows(Person))[0].id
    return stage


async def judge(town):
    """What is lost, doubled or differs in ledger, audit, sums and simulator, all being at rest."""
    async with town.deps.reading() as session:
        wrong = [*await differences(session, town.platform)]
        waiting = (
            await inbox.queue.oldest_waiting(session),
            await outbox.queue.oldest_waiting(session),
        )
        wrong += [*await outbox.queue.dead(session), *filter(None, waiting)]
        billed = await session.scalar(select(func.coalesce(func.sum(SpentSum.billed), 0)))
    if billed != (charged := sum(line.price for line in town.platform.ledger)):
        wrong.append(f"billed {billed}, LINE charged {charged}")
    return wrong
