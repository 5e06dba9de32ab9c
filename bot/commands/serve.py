"""`saphan serve|web|worker|scheduler`: the parts that run until they are told to end."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import click
import uvicorn
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.app import EVERYTHING, create_app, running
from bot.commands.session import database, require_migrated
from bot.commands.settings import read_settings
from bot.deps import open_deps
from bot.log import set_up_logging
from bot.settings import Settings
from domain.issues.audit import OPERATOR, Action, subject
from migrations.upgrade import upgrade
from models import audit, workspaces
from models.database import open_sessions

ENDING_SECONDS = 10
"""How long requests that are under way may take when the process ends."""

_host = click.option("--host", help="Address to listen on; default: the setting HOST.")
_port = click.option("--port", type=int, help="Port to listen on; default: the setting PORT.")


@click.command()
@_host
@_port
def serve(host: str | None, port: int | None) -> None:
    """Run web, worker and scheduler in one process; migrate the database first.

    This is all that one pair of groups needs, with SQLite or PostgreSQL.
    """
    settings = _begin("serve", upgrade, host=host, port=port)
    run_app(create_app(settings, parts=EVERYTHING, alone=True), settings.host, settings.port)


@click.command()
@_host
@_port
def web(host: str | None, port: int | None) -> None:
    """Run the web part: it takes LINE's webhooks and shows the pages."""
    settings = _begin("web", require_migrated, host=host, port=port)
    run_app(create_app(settings), settings.host, settings.port)


@click.command()
def worker() -> None:
    """Run a worker: it carries commands out and sends the answers."""
    _run_part("worker")


@click.command()
def scheduler() -> None:
    """Run a scheduler: it reminds, lists who is late, and cleans up."""
    _run_part("scheduler")


def run_app(app: FastAPI, host: str, port: int) -> None:
    """Serve an application in this process until a signal ends it."""
    set_up_logging()
    uvicorn.run(
        app, host=host, port=port, log_config=None, timeout_graceful_shutdown=ENDING_SECONDS
    )


def _run_part(part: str) -> None:
    settings = _begin(part, require_migrated)
    set_up_logging()
    asyncio.run(_until_stopped(settings, part))


async def _until_stopped(settings: Settings, part: str) -> None:
    async with open_deps(settings) as deps, running(deps, {part}) as stop:
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await stop.wait()


def _begin(
    part: str, prepare: Callable[[AsyncEngine], Awaitable[None]], **address: str | int | None
) -> Settings:
    """Return the settings that this process obeys, once the database is ready and has a note."""
    given = {name: value for name, value in address.items() if value is not None}
    settings = read_settings(**given)
    asyncio.run(_ready(settings, part, prepare))
    return settings


async def _ready(
    settings: Settings, part: str, prepare: Callable[[AsyncEngine], Awaitable[None]]
) -> None:
    async with database(settings.database_url) as engine:
        await prepare(engine)
        async with open_sessions(engine).begin() as session:
            await note_settings(session, settings, part, datetime.now(UTC))


async def note_settings(
    session: AsyncSession, settings: Settings, part: str, now: datetime
) -> None:
    """Append which settings a part of the program obeys from now on; secrets are left out."""
    await workspaces.hold_all(session)
    shown = {name for name, field in Settings.model_fields.items() if field.repr}
    await audit.append_everywhere(
        session,
        Action.SETTINGS_IN_FORCE,
        subject("settings"),
        at=now,
        actor=OPERATOR,
        part=part,
        settings=settings.model_dump(mode="json", include=shown),
    )
