"""What every part of the running program needs, opened once and passed down."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.heartbeat import Heartbeat
from bot.line.api import LineApi
from bot.line.sdk import open_line
from bot.settings import Settings
from domain.directory import Directory
from domain.pace import Lately
from domain.words import Words, words_for
from handlers.context import Policy
from models import agencies, workspaces
from models.agencies import load_directory
from models.database import Sessions, close_engine, open_engine, open_sessions, reader_of
from models.tables import Model, tables_with_new

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
"""Tells the aware instant that is now; read at the edges only."""


Monotonic = Callable[[], float]
"""Tells seconds that nobody can set, back or ahead."""


def utc_now() -> datetime:
    """Return the instant that it is."""
    return datetime.now(UTC)


class Loops:
    """Wakes resting loops of this process when rows have been added, in the same event loop.

    A loop is woken for the tables whose rows it deals with: each looks into the database, and most
    would look in vain. It is only a short cut: loops look for work by themselves too, since another
    process may have added it.
    """

    def __init__(self) -> None:
        """Begin without a listener."""
        self._listeners: dict[asyncio.Event, Collection[type[Model]]] = {}

    def wake(self, *tables: type[Model]) -> None:
        """Wake the loops that deal with rows of these tables; who is busy will see it."""
        for listener, heard in self._listeners.items():
            if any(table in heard for table in tables):
                listener.set()

    def wake_all(self) -> None:
        """Wake all loops: anything may wait, or they are to end."""
        for listener in self._listeners:
            listener.set()

    @contextmanager
    def listener(self, *tables: type[Model]) -> Iterator[asyncio.Event]:
        """Give a loop an event of its own, set when rows of its tables are added; it clears it."""
        listener = asyncio.Event()
        self._listeners[listener] = tables
        try:
            yield listener
        finally:
            del self._listeners[listener]


class Trouble:
    """Tells once when the database stops working and once when it works again.

    Many loops meet one outage, each again and again; a line for each would hide all else.
    """

    def __init__(self) -> None:
        """Begin with a database that works."""
        self._met: set[object] = set()

    def met(self, who: object, error: BaseException) -> None:
        """Somebody could not use the database."""
        if not self._met:
            reason = " ".join(str(getattr(error, "orig", None) or error).split())
            log.error("the database does not work", extra={"error": reason or repr(error)})
        self._met.add(who)

    def passed(self, who: object) -> None:
        """Somebody could: it works again when one can who could not, for others come seldom."""
        if who in self._met:
            self._met.clear()
            log.warning("the database works again")


async def pause(event: asyncio.Event, seconds: float) -> None:
    """Wait until an event is set, for so many seconds at most."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return


NO_WORKSPACE = 0
"""For chats that belong to no workspace: the seeded agencies only."""


class Directories:
    """A cache of directories by workspace; safe to keep for the life of the process."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._kept: dict[int, tuple[tuple[int, int, int], Directory]] = {}

    async def of(self, session: AsyncSession, workspace_id: int | None) -> Directory:
        """Return the directory of a workspace as it stands in the database now."""
        wanted = workspace_id or NO_WORKSPACE
        version = await agencies.version(session, wanted)
        kept = self._kept.get(wanted)
        if kept is not None and kept[0] == version:
            return kept[1]
        loaded = await load_directory(session, wanted)
        self._kept[wanted] = (version, loaded)
        return loaded


def words_of(settings: Settings) -> Words:
    """Return the sentences in the language and digits of the settings."""
    with_thai_digits = settings.digits == "thai"
    return words_for(settings.language, settings.timezone, with_thai_digits=with_thai_digits)


def policy_of(settings: Settings) -> Policy:
    """Return the settings that handlers obey."""
    return Policy(
        lead_times=settings.lead_times,
        waits=settings.waits,
        secrets=settings.secrets,
        return_clock=settings.return_clock,
    )


@dataclass(frozen=True)
class Deps:
    """The open resources of one process; `readers` are sessions that only read."""

    settings: Settings
    engine: AsyncEngine
    sessions: Sessions
    readers: Sessions
    line: LineApi
    clock: Clock
    monotonic: Monotonic
    loops: Loops
    directories: Directories = field(default_factory=Directories)
    trouble: Trouble = field(default_factory=Trouble)
    lately: Lately = field(default_factory=Lately)
    heartbeat: Heartbeat = field(default_factory=Heartbeat)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Open a session that only reads: it waits for no writer and holds none up."""
        async with self.readers() as session:
            yield session

    @asynccontextmanager
    async def holding(self, *workspace_ids: int) -> AsyncIterator[AsyncSession]:
        """Open a transaction that holds workspaces before it reads anything.

        When it has been committed, the loops are woken that deal with what it has added.
        """
        async with self.sessions.begin() as session:
            await workspaces.hold(session, *workspace_ids)
            yield session
        self.loops.wake(*tables_with_new(session))


@asynccontextmanager
async def open_deps(
    settings: Settings,
    *,
    line: LineApi | None = None,
    clock: Clock = utc_now,
    monotonic: Monotonic | None = None,
    engine: AsyncEngine | None = None,
) -> AsyncIterator[Deps]:
    """Open database and LINE client in the running loop; close them at the end.

    `line`, `clock`, `monotonic` and `engine` replace the real ones in tests and in the demo. A
    clock that was given is its own monotonic one; an engine that was given may be opened again.
    """
    if monotonic is None:
        monotonic = time.monotonic if clock is utc_now else lambda: clock().timestamp()
    async with AsyncExitStack() as stack:
        engine = engine or open_engine(settings.database_url)
        stack.push_async_callback(close_engine, engine)
        if line is None:
            line = await stack.enter_async_context(open_line(settings))
        yield Deps(
            settings=settings,
            engine=engine,
            sessions=open_sessions(engine),
            readers=open_sessions(reader_of(engine)),
            line=line,
            clock=clock,
            monotonic=monotonic,
            loops=Loops(),
            heartbeat=Heartbeat(settings.heartbeat_url),
        )
