"""How fast webhooks are answered while LINE itself answers at once, and while it takes 2 s.

Run `python -m bench.webhook`. The whole program (web, worker, scheduler) runs in a process of its
own under uvicorn with a database file; this process is LINE: it signs and sends the webhooks, and
takes the replies and pushes.
"""

import asyncio
import contextlib
import os
import platform
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import httpx
from fastapi import FastAPI

from bot.app import EVERYTHING, create_app
from bot.demo.server import address, listen, serving
from simulator.http import create_app as create_simulator
from simulator.model.faults import ApiFault, ApiFaultKind
from simulator.model.membership import Membership
from simulator.model.phones import Phones
from simulator.model.platform import Platform
from simulator.model.webhooks import Batch

RUNS = 3
WEBHOOKS = 200
GROUPS = 20
AT_A_TIME = 4
DELAYS_SECONDS = (0.0, 2.0)


def served() -> FastAPI:
    """Make the program under test, in the other process."""
    return create_app(parts=EVERYTHING, alone=True)


def main() -> None:
    """Print a line for each run, and the conditions."""
    say(f"{WEBHOOKS} webhooks, {AT_A_TIME} at a time, one command each, from {GROUPS} groups; ")
    say(f"SQLite; Python {platform.python_version()}, {os.cpu_count()} CPUs\n")
    say(
        f"{'LINE answers after':>20} {'median ms':>10} {'p95 ms':>8} {'max ms':>8} {'not 200':>8}\n"
    )
    for _ in range(RUNS):
        for delay in DELAYS_SECONDS:
            times, refused = asyncio.run(one_run(delay))
            p95 = quantiles(times, n=20)[-1]
            say(f"{delay:>18.0f} s {median(times):>10.1f} {p95:>8.1f} {max(times):>8.1f}")
            say(f" {refused:>8}\n")


async def one_run(delay: float) -> tuple[list[float], int]:
    """Return the milliseconds of each answer, and how many answers were not 200."""
    line = Platform(quota=None, seed=1)
    if delay:
        line.faults.add(ApiFault(ApiFaultKind.DELAY, seconds=delay))
    batches = commands(line)
    async with simulated(line) as line_url, program(line, line_url) as url:
        return await send(url, batches)


def commands(line: Platform) -> list[Batch]:
    """Return signed webhooks: people ask for help in many groups."""
    membership, phones = Membership(line), Phones(line)
    nok = membership.new_person("Nok").user_id
    groups = [membership.new_group(f"Group {number}", [nok]).group_id for number in range(GROUPS)]
    line.webhooks.drain()
    batches = []
    for number in range(WEBHOOKS):
        phones.says(groups[number % GROUPS], nok, "#help")
        batches += line.webhooks.drain()
    return batches


async def send(url: str, batches: list[Batch]) -> tuple[list[float], int]:
    """Post the webhooks, a few at a time; the first one, which warms up, does not count."""
    times: list[float] = []
    refused = 0
    room = asyncio.Semaphore(AT_A_TIME)

    async def post(client: httpx.AsyncClient, batch: Batch) -> None:
        nonlocal refused
        async with room:
            began = perf_counter()
            answer = await client.post(f"{url}/webhook", content=batch.body, headers=batch.headers)
            times.append(1000 * (perf_counter() - began))
            refused += answer.status_code != 200

    async with httpx.AsyncClient(timeout=10) as client:
        await post(client, batches[0])
        times.clear()
        await asyncio.gather(*(post(client, batch) for batch in batches))
    return times, refused


@contextlib.asynccontextmanager
async def simulated(line: Platform) -> AsyncIterator[str]:
    """Serve LINE's API on loopback."""
    front = listen(0)
    async with serving(create_simulator(line), front):
        yield address(front)


@contextlib.asynccontextmanager
async def program(line: Platform, line_url: str) -> AsyncIterator[str]:
    """Run the program under test until it is ready, and end it afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        given = {
            "LINE_CHANNEL_SECRET": line.channel.secret,
            "LINE_CHANNEL_ACCESS_TOKEN": line.channel.token,
            "LINE_API_URL": line_url,
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.db'}",
        }
        running = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "uvicorn", "--factory", "bench.webhook:served"),
            *("--port", str(port), "--log-level", "critical", "--no-access-log"),
            env=os.environ | given,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            await ready(url)
            yield url
        finally:
            running.terminate()
            await running.wait()


async def ready(url: str) -> None:
    """Wait until the program answers that it is ready."""
    async with asyncio.timeout(60), httpx.AsyncClient() as client:
        while True:
            with contextlib.suppress(httpx.TransportError):
                if (await client.get(f"{url}/readyz")).status_code == 200:
                    return
            await asyncio.sleep(0.1)


def say(text: str) -> None:
    """Write to the terminal at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
