"""`python -m bench.chaos`: kill the program at random moments; nothing may be lost or doubled.

A real `saphan serve` is killed (SIGKILL) again and again while people write and LINE misbehaves.
In the end every message must have had its effect once and its answer once.
"""

import argparse
import asyncio
import csv
import io
import os
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from sqlalchemy import func, select

from bot.demo.server import address, listen, serving
from bot.demo.system import ROSTER
from models import inbox, notices, outbox
from models.database import open_engine, open_sessions
from models.issues import Issue
from models.reports import Report
from simulator.control.client import SimulatorClient
from simulator.http import create_app
from simulator.model.channel import Channel
from simulator.model.platform import Platform
from simulator.scenarios.play import spoken

ISSUER, REPORTER, ADMIN = "กนกวรรณ ใจดี", "มาลี ศรีสวัสดิ์", "ธีระ มั่นคง"
FAULTS = ("lost", "status", "delay")
PATIENCE_SECONDS = 120
POLL_SECONDS = 0.2


@dataclass
class Town:
    """Where it happens: the simulator, the groups, and what was said so far."""

    platform: Platform
    client: SimulatorClient
    settings: dict[str, str]
    chance: random.Random
    people: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    issues: list[str] = field(default_factory=list)
    notes: int = 0


async def run(rounds: int, seed: int) -> bool:
    """Play the rounds; say what came of them; return whether all is well."""
    with tempfile.TemporaryDirectory(prefix="saphan-chaos-") as folder:
        async with _town(folder, random.Random(seed)) as town:
            process = await _start(town)
            await _enrol(town)
            for number in range(1, rounds + 1):
                await _misbehave(town)
                await _talk(town)
                await asyncio.sleep(town.chance.uniform(0, 0.8))
                process.send_signal(signal.SIGKILL)
                await process.wait()
                await asyncio.sleep(town.chance.uniform(0, 0.5))
                process = await _start(town)
                _say(f"\rround {number} of {rounds}")
            await town.client.clear_faults()
            settled = await _settled(town)
            process.terminate()
            await process.wait()
            return _judge(await _count(town), town, rounds, settled=settled)


@asynccontextmanager
async def _town(folder: str, chance: random.Random) -> AsyncIterator[Town]:
    platform = Platform(Channel(), quota=None)
    front, back = listen(0), listen(0)
    port = back.getsockname()[1]
    back.close()
    platform.channel.webhook_url = f"http://127.0.0.1:{port}/webhook"
    settings = os.environ | {
        "LINE_CHANNEL_SECRET": platform.channel.secret,
        "LINE_CHANNEL_ACCESS_TOKEN": platform.channel.token,
        "LINE_API_URL": address(front),
        "DATABASE_URL": f"sqlite:///{folder}/saphan.db",
        "PORT": str(port),
        "SAPHAN_GATHER": "1s",
        "SAPHAN_CHECK_LINKS": "off",
    }
    async with serving(create_app(platform), front), SimulatorClient(address(front)) as client:
        await client.set_delivery(redelivery_count=1000, redelivery_after_seconds=1)
        town = Town(platform, client, settings, chance)
        for name in (ISSUER, REPORTER, ADMIN):
            town.people[name] = await client.person(name, friend=True)
        for kind in ("ia", "ir"):
            town.groups[kind] = await client.group(kind.upper(), list(town.people.values()))
        yield town


async def _start(town: Town) -> asyncio.subprocess.Process:
    """Start the program and wait until it answers: a kill before that would prove nothing."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "serve"),
        env=town.settings,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    async with httpx.AsyncClient(trust_env=False) as client:
        while True:
            try:
                await client.get(f"http://127.0.0.1:{town.settings['PORT']}/healthz")
            except httpx.TransportError:
                await asyncio.sleep(POLL_SECONDS)
            else:
                return process


async def _command(town: Town, *words: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", *words),
        env=town.settings,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    out, _ = await process.communicate()
    return out.decode()


async def _enrol(town: Town) -> None:
    await _command(town, "migrate")
    await _command(town, "roster", "import", str(Path(ROSTER)))
    given = csv.DictReader(io.StringIO(await _command(town, "roster", "codes")))
    codes = {row["name"]: row["code"] for row in given}
    for kind, group in town.groups.items():
        code = (await _command(town, "group", "code", kind)).strip()
        await town.client.says(group, town.people[ADMIN], f"#bind {code}")
    for name, person in town.people.items():
        await town.client.says(person, person, f"#join {codes[name]}")
    await _settled(town)


async def _talk(town: Town) -> None:
    """Open an issue or two, and note progress on the first one."""
    for _ in range(town.chance.randint(1, 2)):
        headline = f"เหตุที่ {len(town.issues) + 1:04}"
        town.issues.append(headline)
        text = f"#issue {headline}\nถึง: กรมชลประทาน\nภายใน: 3 วันทำการ"
        await town.client.says(town.groups["ia"], town.people[ISSUER], text)
    if len(town.issues) > 2:
        town.notes += 1
        text = f"#report 1 กำลังดำเนินการ ครั้งที่ {town.notes}"
        await town.client.says(town.groups["ir"], town.people[REPORTER], text)


async def _misbehave(town: Town) -> None:
    await town.client.clear_faults()
    kind = town.chance.choice(FAULTS)
    await town.client.fault(kind, times=town.chance.randint(1, 3), seconds=0.3)
    await town.client.webhook_faults(duplicate=town.chance.random() < 0.5)


async def _settled(town: Town) -> bool:
    """Wait until LINE has delivered all and the program has nothing left to do."""
    engine = open_engine(town.settings["DATABASE_URL"])
    sessions = open_sessions(engine)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                await asyncio.sleep(POLL_SECONDS * 10)
                webhooks = town.platform.webhooks
                delivered = webhooks.idle and webhooks.next_due() is None
                async with sessions() as session:
                    waiting: object = await inbox.queue.oldest_waiting(session)
                    waiting = waiting or await outbox.queue.oldest_waiting(session)
                    soon = datetime.now(UTC) + timedelta(minutes=1)
                    waiting = waiting or await notices.groups_due(session, soon)
                if delivered and not waiting:
                    return True
    except TimeoutError:
        return False
    finally:
        await engine.dispose()


async def _count(town: Town) -> Counter[str]:
    """Count what is wrong, by its name."""
    wrong: Counter[str] = Counter()
    engine = open_engine(town.settings["DATABASE_URL"])
    async with open_sessions(engine)() as session:
        headlines = Counter(await session.scalars(select(Issue.headline)))
        numbers = list(await session.scalars(select(Issue.number).order_by(Issue.number)))
        notes = await session.scalar(select(func.count()).select_from(Report)) or 0
    await engine.dispose()
    wrong["gaps in the numbers"] = int(numbers != list(range(1, len(numbers) + 1)))
    wrong["notes lost or doubled"] = abs(notes - town.notes)
    said = {
        kind: [spoken(entry) for entry in await town.client.messages(group) if _by_bot(entry)]
        for kind, group in town.groups.items()
    }
    for headline in town.issues:
        answers = sum(headline in text for text in said["ia"])
        told = sum(headline in text for text in said["ir"])
        wrong["issues lost"] += headlines[headline] == 0
        wrong["issues doubled"] += headlines[headline] > 1
        wrong["answers lost"] += answers == 0
        wrong["answers doubled"] += answers > 1
        wrong["announcements lost"] += told == 0
        wrong["announcements doubled"] += told > 1
    return wrong


def _by_bot(entry: dict[str, object]) -> bool:
    return entry["sender"] == "bot"


def _judge(wrong: Counter[str], town: Town, rounds: int, *, settled: bool) -> bool:
    _say(f"\r{rounds} kills, {len(town.issues)} issues and {town.notes} notes\n")
    for name, count in wrong.items():
        _say(f"{name:24} {count}\n")
    if not settled:
        _say("It did not come to rest.\n")
    return settled and not any(wrong.values())


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def main() -> None:
    """Read the options; exit 1 if anything was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if not asyncio.run(run(given.rounds, given.seed)):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
