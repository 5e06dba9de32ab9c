"""What every part of the running program needs, opened once and passed down."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.directories import Directories
from bot.line.api import LineApi
from bot.line.sdk import open_line
from bot.settings import Settings
from models.database import Sessions, open_engine, open_sessions

Clock = Callable[[], datetime]
"""Tells the aware instant that is now; read at the edges only."""


def utc_now() -> datetime:
    """Return the instant that it is."""
    return datetime.now(UTC)


class Bell:
    """Wakes the loops of this process when a row has been added; rung in the same event loop.

    It is only a short cut: loops look for work by themselves too, since another process may have
    added it.
    """

    def __init__(self) -> None:
        """Make a bell that nobody hears yet."""
        self._ears: set[asyncio.Event] = set()

    def ring(self) -> None:
        """Wake everybody who listens; who is busy will find out when listening next."""
        for ear in self._ears:
            ear.set()

    @contextmanager
    def ear(self) -> Iterator[asyncio.Event]:
        """Give an event of one's own, set by each ring; the listener clears it."""
        ear = asyncio.Event()
        self._ears.add(ear)
        try:
            yield ear
        finally:
            self._ears.discard(ear)


async def pause(event: asyncio.Event, seconds: float) -> None:
    """Wait until an event is set, for so many seconds at most."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return


@dataclass(frozen=True)
class Deps:
    """The open resources of one process."""

    settings: Settings
    engine: AsyncEngine
    sessions: Sessions
    line: LineApi
    clock: Clock
    bell: Bell
    directories: Directories = field(default_factory=Directories)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Open a session that only reads, and so waits for no writer (SQLite)."""
        async with self.sessions() as session:
            await session.connection(execution_options={"read_only": True})
            yield session


@asynccontextmanager
async def open_deps(
    settings: Settings, *, line: LineApi | None = None, clock: Clock = utc_now
) -> AsyncIterator[Deps]:
    """Open database and LINE client in the running loop; close them at the end.

    `line` and `clock` replace the real ones in tests and in the demo.
    """
    async with AsyncExitStack() as stack:
        engine = open_engine(settings.database_url)
        stack.push_async_callback(engine.dispose)
        if line is None:
            line = await stack.enter_async_context(open_line(settings))
        yield Deps(
            settings=settings,
            engine=engine,
            sessions=open_sessions(engine),
            line=line,
            clock=clock,
            bell=Bell(),
        )
