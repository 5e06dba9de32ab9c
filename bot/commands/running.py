"""What every command shares: settings, one transaction, and failures as one clear sentence."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

    from bot.settings import Settings
    from models.workspaces import Workspace

Result = TypeVar("Result")

in_workspace = click.option(
    "--workspace", default="main", show_default=True, metavar="CODE", help="Which workspace."
)


class Failure(click.ClickException):
    """An expected failure: one sentence on stderr, exit code 1."""


class WrongSetting(click.ClickException):
    """A missing or wrong setting: one line on stderr, exit code 2."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Opened:
    """What a command works with inside its transaction."""

    settings: "Settings"
    session: "AsyncSession"
    now: datetime

    async def workspace(self, code: str) -> "Workspace":
        """Return the workspace with this code; raises Failure."""
        from models import workspaces

        found = await workspaces.by_code(self.session, code)
        if found is None:
            raise Failure(f"There is no workspace {code!r}: see `saphan workspace list`.")
        return found

    async def note(self, workspace_id: int, action: str, subject: str, **detail: object) -> None:
        """Append to a workspace's audit what the operator did; no names of people."""
        from models import audit

        await audit.append(
            self.session,
            workspace_id,
            at=self.now,
            actor="operator",
            action=action,
            subject=subject,
            detail=detail,
        )

    async def note_everywhere(self, action: str, subject: str, **detail: object) -> None:
        """Append to the audit of every workspace what concerns them all."""
        from models import workspaces

        for each in await workspaces.listed(self.session):
            await self.note(each.id, action, subject, **detail)


def settings(**overrides: object) -> "Settings":
    """Read the settings; raises WrongSetting."""
    from bot.settings import SettingsError, load_settings

    try:
        return load_settings(**overrides)
    except SettingsError as wrong:
        raise WrongSetting(str(wrong)) from wrong


def in_database(work: Callable[[Opened], Awaitable[Result]], *, reading: bool = False) -> Result:
    """Run one transaction of a command; `reading` holds up no writer. Raises Failure."""
    given = settings()

    async def transaction(engine: "AsyncEngine") -> Result:
        from models.database import open_sessions

        await require_migrated(engine)
        bound = engine.execution_options(read_only=True) if reading else engine
        async with open_sessions(bound).begin() as session:
            return await work(Opened(given, session, datetime.now(UTC)))

    return with_engine(given.database_url, transaction)


def with_engine(url: str, work: Callable[["AsyncEngine"], Awaitable[Result]]) -> Result:
    """Open a database for a piece of work and close it again; raises Failure."""
    from asyncpg import PostgresError
    from sqlalchemy.exc import DBAPIError

    from models.database import open_engine

    async def opened() -> Result:
        engine = open_engine(url)
        try:
            return await work(engine)
        finally:
            await engine.dispose()

    try:
        return asyncio.run(opened())
    except DBAPIError as wrong:
        raise Failure(f"The database refused: {one_line(wrong.orig)} (DATABASE_URL).") from wrong
    except (OSError, PostgresError) as wrong:
        raise Failure(
            f"The database cannot be reached: {one_line(wrong)} (DATABASE_URL)."
        ) from wrong


async def require_migrated(engine: "AsyncEngine") -> None:
    """Raise Failure unless the schema is the one that this version knows."""
    from migrations.upgrade import newest, revision

    found = await revision(engine)
    if found != newest():
        raise Failure(
            f"The database is at revision {found or 'none'}, this version needs {newest()}: "
            "run `saphan migrate`."
        )


def one_line(problem: object) -> str:
    """Return an error's text without line breaks or a full stop."""
    return " ".join(str(problem).split()).rstrip(".") or type(problem).__name__
