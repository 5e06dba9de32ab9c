"""`saphan serve|web|worker|scheduler`: the parts that run until they are told to end."""

import asyncio
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import click
import uvicorn
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.app import EVERYTHING, create_app, running
from bot.commands.session import Failure, database, require_migrated, until_it_answers
from bot.commands.settings import read_settings
from bot.deps import open_deps
from bot.log import set_up_logging
from bot.server import Server, listen_on
from bot.settings import Settings
from domain.issues.audit import OPERATOR, Action, subject
from migrations.upgrade import upgrade
from models import audit, workspaces
from models.database import open_sessions
from models.reminders import planned

ENDING_SECONDS = 10
"""How long requests that are under way may take when the process ends."""
EVERY_ADDRESS = "0.0.0.0"

_host = click.option("--host", help="Address to listen on; default: HOST.")
_port = click.option("--port", type=int, help="Port to listen on, 0: any free one; default: PORT.")


@click.command()
@_host
@_port
def serve(host: str | None, port: int | None) -> None:
    """Run web, worker and scheduler in one process; migrate the database first.

    This is all that one pair of groups needs, with SQLite or PostgreSQL.
    """
    settings = _settings(host, port)
    with take_port(settings.host, settings.port) as bound:
        _begin("serve", settings, upgrade)
        run_app(create_app(settings, parts=EVERYTHING, alone=True), bound)


@click.command()
@_host
@_port
def web(host: str | None, port: int | None) -> None:
    """Run the web part: it takes LINE's webhooks and shows the pages.

    It listens on every address of this machine unless HOST or --host names one: where there are
    many processes, the router in front of them stands elsewhere.
    """
    settings = _settings(host, port)
    if "host" not in settings.model_fields_set:
        settings = settings.model_copy(update={"host": EVERY_ADDRESS})
    with take_port(settings.host, settings.port) as bound:
        _begin("web", settings, require_migrated)
        run_app(create_app(settings), bound)


@click.command()
def worker() -> None:
    """Run a worker: it carries commands out and sends the answers."""
    _run_part("worker")


@click.command()
def scheduler() -> None:
    """Run a scheduler: it reminds, lists who is late, and cleans up."""
    _run_part("scheduler")


def take_port(host: str, port: int) -> socket.socket:
    """Take a port before anything else is done; raises Failure."""
    try:
        return listen_on(host, port)
    except OSError as taken:
        cure = "choose another with PORT or --port"
        raise Failure(
            f"Port {port} of {host} cannot be used ({taken.strerror}): {cure}."
        ) from taken


def run_app(app: FastAPI, bound: socket.socket) -> None:
    """Serve an application in this process until a signal ends it."""
    set_up_logging()
    asyncio.run(_serve(app, bound))


async def _serve(app: FastAPI, bound: socket.socket) -> None:
    server = Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=ENDING_SECONDS))
    _at_a_signal(server.end)
    await server.serve(sockets=[bound])


def _at_a_signal(end: Callable[[], object]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, end)


def _run_part(part: str) -> None:
    settings = read_settings()
    _begin(part, settings, require_migrated)
    asyncio.run(_until_stopped(settings, part))


async def _until_stopped(settings: Settings, part: str) -> None:
    told = asyncio.Event()
    _at_a_signal(told.set)
    async with open_deps(settings) as deps, running(deps, {part}):
        await told.wait()


def _settings(host: str | None, port: int | None) -> Settings:
    given = {"host": host, "port": port}
    return read_settings(**{name: value for name, value in given.items() if value is not None})


def _begin(
    part: str, settings: Settings, prepare: Callable[[AsyncEngine], Awaitable[None]]
) -> None:
    """Return once the database is ready and has a note of the settings that this process obeys."""
    set_up_logging()
    try:
        asyncio.run(_ready(settings, part, prepare))
    except asyncio.CancelledError:  # told to end before it had begun
        sys.exit(0)


async def _ready(
    settings: Settings, part: str, prepare: Callable[[AsyncEngine], Awaitable[None]]
) -> None:
    task = asyncio.current_task()
    assert task is not None
    _at_a_signal(task.cancel)
    async with database(settings.database_url) as engine:

        async def begin() -> None:
            await prepare(engine)
            async with open_sessions(engine).begin() as session:
                await note_settings(session, settings, part, datetime.now(UTC))

        await until_it_answers(engine, settings.database_wait, begin=begin)


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
    await planned.look_again(session)  # other hours may be quiet now
