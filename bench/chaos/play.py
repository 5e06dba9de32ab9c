"""The rounds: trouble, talk, a kill; in the end all comes to rest and is judged."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from bench.chaos.judge import Verdict, judge
from bench.chaos.processes import Processes, running
from bench.chaos.server import RESTARTS
from bench.chaos.talk import Talk
from bench.chaos.town import GROUPS, Telling, Town, environment, open_town, settle
from bench.chaos.trouble import ANY, Troubles, behave, misbehave
from models import inbox, notices, outbox, quota
from models.database import Sessions, close_engine, open_engine, open_sessions, reader_of
from models.groups import Group
from models.inbox import InboxState
from models.notices import Notice
from models.outbox import OutboxState, untold
from models.reminders import Reminder, ReminderStatus
from simulator.model.updates import wait_for

PATIENCE_SECONDS = 420
"""How long nothing may be settled before it counts as never: long enough for a request that was
refused several times and waits for its next try."""
MOST_UNANSWERED = 40
"""Events that may wait when a round begins. People stop writing when nobody answers; else a machine
that starts a process as slowly as it is killed would only ever start processes."""
POLL_SECONDS = 1.0
KILLS_A_RESTART = 20
ROUNDS_OF_TALK = 8
"""After so many people are silent for as many, where they are told 1:1: no free reply comes."""
SAID_A_ROUND = (1, 2, 3, 3, 10)
"""The last is more than one process can deal with before the next one comes."""
TALK_SECONDS = 0.4
CALLS_OF_A_COMMAND = 3
"""A webhook, an answer, a push: a kill comes right behind any of them, before it is noted."""
LONGEST_ROUND_SECONDS = 5.0
LONGEST_SILENCE_SECONDS = 15.0
NEW_TROUBLE = 0.7
"""How likely a round begins with another fault of LINE."""
TOLD_ALONE_WITHIN = timedelta(seconds=40)
"""Longer than people wait for what comes before a deadline; a passed one may take minutes."""
SPENT = "monthly limit"


async def play(
    seed: int,
    kills: int,
    *,
    database_url: str,
    folder: Path,
    parts: Sequence[str],
    telling: Telling = GROUPS,
    troubles: Troubles = ANY,
    restart: Callable[[str], None] | None = None,
    tell: Callable[[str], object] = lambda _: None,
) -> tuple[Verdict, int]:
    """Play so many kills on a migrated database and judge what came of it; count what was said.

    `restart` restarts the database's server, where there is one (it may block for seconds).
    """
    verdict = Verdict()
    async with open_town(seed, telling) as town:
        talks = [Talk(town, home) for home in town.homes]
        await settle(town, database_url)
        settings = environment(town, database_url, folder)
        async with (
            _opened(database_url) as (sessions, readers),
            running(town, folder, settings, parts) as processes,
        ):
            for number in range(1, kills + 1):
                silent = telling.rides and number // ROUNDS_OF_TALK % 2
                await _until_answered(readers, processes, 0 if silent else MOST_UNANSWERED)
                if silent:
                    await _quiet_round(town, processes, troubles)
                else:
                    await _round(town, town.chance.choice(talks), processes, troubles)
                if restart is not None and number % KILLS_A_RESTART == 0:
                    await asyncio.to_thread(restart, town.chance.choice(RESTARTS))
                    verdict.remarks["restarts of the database"] += 1
                tell(f"\r{number} of {kills} kills, {_said(talks)} said")
            tell(", coming to rest")
            await behave(town)
            await processes.somebody_listens()
            await _wait_for_rest(town, readers, processes, verdict)
            if revived := await _revive(sessions):
                verdict.remarks["requests and notices revived by the operator"] = revived
                await _wait_for_rest(town, readers, processes, verdict)
        await _judge(town, talks, database_url, verdict)
    for each in processes.fallen:
        verdict.blame("processes ended by themselves", each)
    return verdict, _said(talks)


def _said(talks: Sequence[Talk]) -> int:
    return sum(len(talk.said) for talk in talks)


@asynccontextmanager
async def _opened(database_url: str) -> AsyncIterator[tuple[Sessions, Sessions]]:
    """Give sessions, and those that only read: whoever looks on must not take SQLite's turns."""
    engine = open_engine(database_url)
    try:
        yield open_sessions(engine), open_sessions(reader_of(engine))
    finally:
        await close_engine(engine)


async def _until_answered(readers: Sessions, processes: Processes, most: int) -> None:
    """Let what was written be dealt with, but for the last few events at most."""
    while True:
        async with readers() as session:
            waiting = await inbox.queue.counts(session, [InboxState.WAITING])
        if sum(waiting.values()) <= most:
            return
        processes.raise_fallen()
        await asyncio.sleep(POLL_SECONDS)


async def _round(town: Town, talk: Talk, processes: Processes, troubles: Troubles) -> None:
    """Let people write, and kill a process some calls later, whatever those are."""
    chance = town.chance
    if chance.random() < NEW_TROUBLE:
        await misbehave(town, troubles)
    said = chance.choice(SAID_A_ROUND)
    for _ in range(said):
        await processes.point()
        await talk.go_on()
        await asyncio.sleep(chance.uniform(0, TALK_SECONDS / said))
    await _kill_within(town, processes, CALLS_OF_A_COMMAND * said, LONGEST_ROUND_SECONDS)


async def _quiet_round(town: Town, processes: Processes, troubles: Troubles) -> None:
    """Let nobody write, and kill a process when somebody is told something 1:1."""
    if town.chance.random() < NEW_TROUBLE:
        await misbehave(town, troubles)
    await _kill_within(town, processes, CALLS_OF_A_COMMAND, LONGEST_SILENCE_SECONDS)


async def _kill_within(town: Town, processes: Processes, calls: int, seconds: float) -> None:
    chance = town.chance
    wanted = _calls(town) + chance.randint(0, calls)
    await wait_for(town.platform.updates, lambda: _calls(town) >= wanted, seconds)
    await asyncio.sleep(chance.choice((0, chance.uniform(0, 0.1))))
    await processes.kill_one()
    await processes.somebody_listens()


def _calls(town: Town) -> int:
    """Count what passed between LINE and Saphan, both ways."""
    return len(town.platform.ledger) + len(town.platform.webhooks.log)


async def _wait_for_rest(
    town: Town, readers: Sessions, processes: Processes, verdict: Verdict
) -> None:
    """Wait until nothing is left to do; blame where nothing is settled any more."""
    before = 0
    try:
        async with asyncio.timeout(PATIENCE_SECONDS) as patience:
            while await _left(town, readers):
                if (settled := await _settled(readers)) > before:
                    before = settled
                    patience.reschedule(asyncio.get_running_loop().time() + PATIENCE_SECONDS)
                processes.raise_fallen()
                await processes.point()
                await _lend_replies(town, readers)
                await asyncio.sleep(POLL_SECONDS)
    except TimeoutError:
        verdict.blame("not at rest", ", ".join(await _left(town, readers)))


async def _lend_replies(town: Town, readers: Sessions) -> None:
    """Let somebody talk where something waits, but nothing that is to be told 1:1 soon."""
    if not town.telling.rides:
        return
    async with readers() as session:
        found = await session.execute(
            select(Group.line_group_id, func.min(Notice.tell_at))
            .join(Notice, Notice.group_id == Group.id)
            .where(Notice.outbox_id.is_(None))
            .group_by(Group.line_group_id)
        )
    soon = datetime.now(UTC) + TOLD_ALONE_WITHIN
    waiting = {group for group, tell_at in found if tell_at > soon}
    for home in town.homes:
        for group in waiting & set(home.groups.values()):
            await town.client.says(group, home.people["judge"], "ครับ")


async def _settled(readers: Sessions) -> int:
    """Count the events and requests that are dealt with, however that ended."""
    async with readers() as session:
        events = await inbox.queue.counts(session, [InboxState.DONE, InboxState.DEAD])
        requests = await outbox.queue.counts(session, set(OutboxState) - {OutboxState.WAITING})
    return sum(events.values()) + sum(requests.values())


async def _left(town: Town, readers: Sessions) -> list[str]:
    """Name what waits: at LINE, in the queues, or for its hour, if that is near."""
    webhooks, soon = town.platform.webhooks, datetime.now(UTC) + timedelta(minutes=1)
    planned = select(Reminder.id).where(
        Reminder.status == ReminderStatus.PLANNED, Reminder.due_at < soon
    )
    async with readers() as session:
        left: dict[str, object] = {
            "webhooks": not webhooks.idle or webhooks.next_due(),
            "inbox": await inbox.queue.oldest_waiting(session),
            "outbox": await outbox.queue.oldest_waiting(session),
            "notices": await notices.wait_in(session, town.groups)
            if town.telling.rides
            else await notices.groups_due(session, soon),
            "reminders": await session.scalar(planned.limit(1)),
        }
    return [name for name, waits in left.items() if waits]


async def _revive(sessions: Sessions) -> int:
    """Send what was given up or held back while the month's messages were spent; count it."""
    now = datetime.now(UTC)
    async with sessions.begin() as session:
        held_back = await untold.held_back(session, now)
        await quota.note_room(session, None, now)
        spent = [row for row in await outbox.queue.dead(session) if SPENT in row.error]
        for row in spent:
            await outbox.queue.requeue(session, row.id, now)
    return len(spent) + held_back


async def _judge(town: Town, talks: Sequence[Talk], database_url: str, verdict: Verdict) -> None:
    engine = open_engine(database_url)
    async with open_sessions(engine)() as session:
        await judge(session, town, {talk.home.code: talk.said for talk in talks}, verdict)
    await engine.dispose()
