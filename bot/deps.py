"""What every part of the running program needs, opened once and passed down."""

import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.calendar import official_calendar
from bot.heartbeat import Heartbeat
from bot.line.api import LineApi
from bot.line.sdk import open_line
from bot.loops import Loops
from bot.settings import Settings
from domain.calendar import Calendar
from domain.directory import Directory
from domain.pace import Lately
from domain.words import Words, words_for
from handlers.context import Policy
from models import holidays, workspaces
from models.agencies import load_directory
from models.database import Sessions, close_engine, open_engine, open_sessions, reader_of
from models.holidays import OfficeDay
from models.workspaces import Workspace

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
"""Tells the aware instant that is now; read at the edges only."""


Monotonic = Callable[[], float]
"""Tells seconds that nobody can set, back or ahead."""


def utc_now() -> datetime:
    """Return the instant that it is."""
    return datetime.now(UTC)


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


LOOK_SECONDS, DEAF_LOOK_SECONDS = 15.0, 1.0
"""How long a loop rests that was told of no work: whoever was to tell it may have died. And where
other processes leave work that nobody tells it of."""

NO_WORKSPACE = 0
"""For chats that belong to no workspace: the seeded agencies only."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """What was read of a workspace when it had changed so often."""

    changes: int
    directory: Directory
    days: Sequence[OfficeDay]


class Known:
    """What each command needs of a workspace and seldom changes, for the life of the process.

    It is read anew when the workspace's row, which whoever asks has read in this transaction,
    tells of changes.
    """

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._ready: dict[int, _Ready] = {}

    async def _of(self, session: AsyncSession, home: Workspace | None) -> _Ready:
        ready = self._ready.get(home.id) if home else None
        if ready is None or home is None or ready.changes != home.changes:
            directory = await load_directory(session, home.id if home else NO_WORKSPACE)
            days = await holidays.listed(session)
            ready = _Ready(home.changes if home else 0, directory, days)
            if home is not None:
                self._ready[home.id] = ready
        return ready

    async def directory(self, session: AsyncSession, home: Workspace | None) -> Directory:
        """Return the directory of a workspace."""
        return (await self._of(session, home)).directory

    async def calendar(
        self, session: AsyncSession, home: Workspace | None, settings: Settings, now: datetime
    ) -> Calendar:
        """Return the office calendar (`bot.calendar`) as a workspace's people go by it."""
        days = (await self._of(session, home)).days
        return holidays.with_days(official_calendar(settings, now), days)


def words_of(settings: Settings) -> Words:
    """Return the sentences in the language and digits of the settings."""
    with_thai_digits = settings.digits == "thai"
    return words_for(settings.language, settings.timezone, with_thai_digits=with_thai_digits)


def policy_of(settings: Settings, workspace: Workspace | None) -> Policy:
    """Return the settings that handlers obey, with what a workspace has set itself."""
    return Policy(
        lead_times=settings.lead_times(workspace.remind_before if workspace else {}),
        waits=settings.waits,
        secrets=settings.secrets,
        return_clock=settings.return_clock,
        counted_roles=settings.counted_roles,
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
    known: Known = field(default_factory=Known)
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
        """Open a transaction that holds workspaces before it reads anything."""
        async with self.sessions.begin() as session:
            await workspaces.hold(session, *workspace_ids)
            yield session


@asynccontextmanager
async def open_deps(
    settings: Settings,
    *,
    line: LineApi | None = None,
    clock: Clock = utc_now,
    monotonic: Monotonic | None = None,
    engine: AsyncEngine | None = None,
    alone: bool = False,
) -> AsyncIterator[Deps]:
    """Open database and LINE client in the running loop; close them at the end.

    `alone` says that no other process works on the database.

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
        # SQLite tells nobody what other processes leave.
        deaf = engine.dialect.name == "sqlite" and not alone
        loops = Loops(clock, DEAF_LOOK_SECONDS if deaf else LOOK_SECONDS)
        yield Deps(
            settings=settings,
            engine=engine,
            sessions=open_sessions(engine, name=loops.name, told=loops.tell, alone=alone),
            readers=open_sessions(reader_of(engine)),
            line=line,
            clock=clock,
            monotonic=monotonic,
            loops=loops,
            heartbeat=Heartbeat(settings.heartbeat_url),
        )
