"""The processes of Saphan: started, killed, and started again; and who ended without that."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bench.chaos.town import Town
from bench.forked import fork
from bot.demo.server import HOST, listen

ALONE = ("serve",)
MANY = ("web", "web", "worker", "worker", "scheduler", "scheduler")
LISTENING = ("serve", "web")
POLL_SECONDS = 0.1
START_SECONDS = (0.0, 0.0, 1.0, 3.0)
"""How long a killed process is away. Forked, it starts sooner than one that must import it all."""
LAST_WORDS = 600
"""Characters of the log that show why a process ended."""


@dataclass
class Process:
    """One process of Saphan; `port` is 0 where it listens to nobody."""

    part: str
    port: int
    log: Path
    running: ForkServerProcess | None = None

    def start(self, folder: Path, settings: dict[str, str]) -> None:
        """Begin; it is not waited until it works."""
        where = ("--port", str(self.port)) if self.port else ()
        with self.log.open("ab") as log:
            streams = [Connection(os.dup(log.fileno()), readable=False) for _ in range(2)]
        self.running = fork((self.part, *where), settings, folder, *streams)
        for stream in streams:
            stream.close()

    @property
    def has_ended(self) -> bool:
        """Whether it ended without being killed."""
        return self.running is not None and self.running.exitcode is not None

    async def kill(self) -> None:
        """End it as a power cut would, and wait until it has."""
        if self.running is not None:
            self.running.kill()
            await asyncio.to_thread(self.running.join)

    async def listens(self) -> bool:
        """Whether a connection is taken."""
        try:
            _, writer = await asyncio.open_connection(HOST, self.port)
        except OSError:
            return False
        writer.close()
        return True


@dataclass
class Processes:
    """All processes of one Saphan; `fallen` tells of those that ended by themselves."""

    town: Town
    folder: Path
    settings: dict[str, str]
    all: list[Process] = field(default_factory=list)
    fallen: list[str] = field(default_factory=list)

    async def kill_one(self) -> None:
        """Kill a process chosen at random, and start it again after a while."""
        self.raise_fallen()
        victim = self.town.chance.choice(self.all)
        await victim.kill()
        await asyncio.sleep(self.town.chance.choice(START_SECONDS))
        victim.start(self.folder, self.settings)

    def raise_fallen(self) -> None:
        """Start again what ended by itself, as whoever watches over it would, and note it."""
        for each in self.all:
            if each.has_ended:
                last = each.log.read_text(errors="replace")[-LAST_WORDS:]
                self.fallen.append(f"{each.part} ended by itself:\n{last}")
                each.start(self.folder, self.settings)

    async def point(self) -> None:
        """Let LINE send its webhooks to any of those that listen."""
        port = self.town.chance.choice([each.port for each in self.all if each.port])
        await self.town.client.set_channel(webhook_url=f"http://{HOST}:{port}/webhook")

    async def somebody_listens(self) -> None:
        """Wait until at least one takes webhooks: kills before that would prove nothing."""
        while True:
            for each in self.all:
                if each.port and await each.listens():
                    return
            self.raise_fallen()
            await asyncio.sleep(POLL_SECONDS)


@asynccontextmanager
async def running(
    town: Town, folder: Path, settings: dict[str, str], parts: Sequence[str]
) -> AsyncIterator[Processes]:
    """Run these parts, each in a process of its own, until the block ends."""
    processes = Processes(town, folder, settings)
    try:
        for number, part in enumerate(parts):
            port = _free_port() if part in LISTENING else 0
            processes.all.append(Process(part, port, folder / f"{part}-{number}.log"))
            processes.all[-1].start(folder, settings)
        await processes.point()
        await processes.somebody_listens()
        yield processes
    finally:
        await asyncio.gather(*(each.kill() for each in processes.all))


def _free_port() -> int:
    bound = listen(0)
    port: int = bound.getsockname()[1]
    bound.close()
    return port
