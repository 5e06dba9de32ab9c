"""What the commands share: one transaction each, and failures as one clear sentence."""

import asyncio
import errno
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import ParamSpec

import click
from asyncpg import InterfaceError, PostgresError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.commands.settings import read_settings
from bot.settings import Settings
from domain import bounds
from domain.issues.audit import OPERATOR, Action, Subject
from domain.text import storable
from migrations.upgrade import newest, revision
from models import agencies, audit, workspaces
from models.agencies import AgencyRow
from models.database import close_engine, open_engine, open_sessions, reader_of, will_pass
from models.workspaces import Workspace

Given = ParamSpec("Given")


_NO_WORKSPACE = "There is no workspace {!r}: see `saphan workspace list`."


ASK_EVERY_SECONDS = 2.0
TELL_EVERY = 10

log = logging.getLogger(__name__)


_PRINTING_FAILS = frozenset({errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Failure(click.ClickException):
    """An expected failure: one sentence on stderr, exit code 1."""


NUMBER = click.IntRange(1, 2**31 - 1)
"""The number of a row, as large as columns take."""


class UpTo(click.ParamType[str]):
    """A text that is stored or looked up: of so many characters at most, never with half ones."""

    name = "text"

    def __init__(self, most: int) -> None:
        """Take texts up to this length."""
        self._most = most

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the text; a byte that is no letter in UTF-8 has become U+FFFD."""
        text = str(storable(value))
        if len(text) > self._most:
            self.fail(f"{len(text)} characters: {self._most} at most, please shorten it.")
        return text


in_workspace = click.option(
    "--workspace",
    type=UpTo(bounds.NAME),
    default="main",
    show_default=True,
    metavar="CODE",
    help="Which workspace.",
)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a command works with inside its transaction."""

    settings: Settings
    session: AsyncSession
    now: datetime

    async def workspace(self, code: str) -> Workspace:
        """Return the workspace with this code; raises Failure."""
        found = await workspaces.by_code(self.session, code)
        if found is None:
            raise Failure(_NO_WORKSPACE.format(code))
        return found

    async def hold(self, code: str) -> Workspace:
        """Hold the workspace with this code, before anything is read; raises Failure."""
        workspace_id = await workspaces.id_of(self.session, code)
        if workspace_id is None:
            raise Failure(_NO_WORKSPACE.format(code))
        return (await workspaces.hold(self.session, workspace_id))[0]

    async def hold_all(self) -> None:
        """Hold every workspace, before anything is read."""
        await workspaces.hold_all(self.session)

    async def agencies(self, workspace_id: int, codes: Iterable[str]) -> dict[str, AgencyRow]:
        """Return the agencies with these codes, each once, in their order; raises Failure."""
        found = await agencies.of_workspace(self.session, workspace_id)
        known = {row.code: row for row in found}
        if unknown := [code for code in codes if code not in known]:
            raise Failure(f"There is no agency with the code {', '.join(unknown)}.")
        return {code: known[code] for code in codes}

    async def note(
        self, workspace_id: int | None, action: Action, subject: Subject, **detail: object
    ) -> None:
        """Append to a workspace's audit, or to that of each, what the operator did."""
        session, at, actor = self.session, self.now, OPERATOR
        if workspace_id is None:
            await audit.append_everywhere(session, action, subject, at=at, actor=actor, **detail)
        else:
            await audit.append(session, workspace_id, action, subject, at=at, actor=actor, **detail)


def asynchronous(
    command: Callable[Given, Coroutine[object, object, None]],
) -> Callable[Given, None]:
    """Let click call a coroutine function."""

    @wraps(command)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> None:
        asyncio.run(command(*args, **kwargs))

    return run


@asynccontextmanager
async def transaction(*, read_only: bool = False) -> AsyncIterator[Opened]:
    """Open one transaction; what it changed is kept when the block ends well. Raises Failure.

    Print after it, not in it: only then is it kept. `read_only` holds up no writer.
    """
    settings = read_settings()
    async with database(settings.database_url) as engine:
        await require_migrated(engine)
        bound = reader_of(engine) if read_only else engine
        async with open_sessions(bound).begin() as session:
            yield Opened(settings, session, datetime.now(UTC))


@asynccontextmanager
async def database(url: str) -> AsyncIterator[AsyncEngine]:
    """Open a database and close it again; raises Failure if it cannot be used."""
    engine = open_engine(url)
    try:
        yield engine
    except DBAPIError as wrong:
        reason, _, _ = str(wrong.orig).partition("\n")  # PostgreSQL quotes values in the next line
        raise Failure(f"The database refused: {one_line(reason)} (DATABASE_URL).") from wrong
    except (OSError, PostgresError, InterfaceError) as wrong:
        if isinstance(wrong, OSError) and wrong.errno in _PRINTING_FAILS:
            raise  # what is printed row by row, while the database is open
        reason = one_line(wrong)
        raise Failure(f"The database cannot be reached: {reason} (DATABASE_URL).") from wrong
    finally:
        await close_engine(engine)


async def until_it_answers(
    engine: AsyncEngine,
    patience: timedelta,
    rest: Callable[[float], Awaitable[object]] = asyncio.sleep,
    *,
    begin: Callable[[], Awaitable[object]] | None = None,
) -> None:
    """Wait for a PostgreSQL that is starting, and `begin` with it; raises what it said last.

    It may go away again before all of the beginning is done, which is then begun anew. What will
    not pass, such as a wrong password, is raised at once. SQLite is there or it is not.
    """
    asked, most = 0, patience.total_seconds() / ASK_EVERY_SECONDS
    while True:
        try:
            async with engine.connect():
                pass
            if begin is not None:
                await begin()
            return
        except Exception as error:
            passes = will_pass(error) and not isinstance(error, PermissionError)
            if engine.dialect.name == "sqlite" or not passes or asked >= most:
                raise
            if asked % TELL_EVERY == 0:
                log.warning("waiting for the database", extra={"error": one_line(error)})
        asked += 1
        await rest(ASK_EVERY_SECONDS)


async def require_migrated(engine: AsyncEngine) -> None:
    """Raise Failure unless the schema is the one that this version knows."""
    found = await revision(reader_of(engine))
    if found != newest():
        raise Failure(
            f"The database is at revision {found or 'none'}, this version needs {newest()}: "
            "run `saphan migrate`."
        )


def one_line(problem: object) -> str:
    """Return an error's text without line breaks or a full stop."""
    return " ".join(str(problem).split()).rstrip(".") or type(problem).__name__
