"""`saphan serve|web|worker|scheduler`: the parts that run until they are told to end."""

import asyncio
import signal
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bot.commands.running import require_migrated, settings, with_engine

if TYPE_CHECKING:
    from fastapi import FastAPI
    from sqlalchemy.ext.asyncio import AsyncEngine

    from bot.settings import Settings

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
    given = _with_address(host, port)

    from bot.app import EVERYTHING, create_app
    from migrations.upgrade import upgrade

    with_engine(given.database_url, upgrade)
    _note_start(given, "serve")
    run_app(create_app(given, parts=EVERYTHING, alone=True), given.host, given.port)


@click.command()
@_host
@_port
def web(host: str | None, port: int | None) -> None:
    """Run the web part: it takes LINE's webhooks and shows the pages."""
    given = _with_address(host, port)

    from bot.app import create_app

    with_engine(given.database_url, require_migrated)
    _note_start(given, "web")
    run_app(create_app(given), given.host, given.port)


@click.command()
def worker() -> None:
    """Run a worker: it carries commands out and sends the answers."""
    _run_part("worker")


@click.command()
def scheduler() -> None:
    """Run a scheduler: it reminds, lists who is late, and cleans up."""
    _run_part("scheduler")


def run_app(app: "FastAPI", host: str, port: int) -> None:
    """Serve an application in this process until a signal ends it."""
    import uvicorn

    from bot.log import set_up_logging

    set_up_logging()
    uvicorn.run(
        app, host=host, port=port, log_config=None, timeout_graceful_shutdown=ENDING_SECONDS
    )


def _with_address(host: str | None, port: int | None) -> "Settings":
    given = {"host": host, "port": port}
    return settings(**{name: value for name, value in given.items() if value is not None})


def _note_start(given: "Settings", part: str) -> None:
    """Put the settings that this process obeys on record."""
    from bot.settings_on_record import note_settings
    from models.database import open_sessions

    async def note(engine: "AsyncEngine") -> None:
        async with open_sessions(engine).begin() as session:
            await note_settings(session, given, part, datetime.now(UTC))

    with_engine(given.database_url, note)


def _run_part(part: str) -> None:
    given = settings()

    from bot.log import set_up_logging

    with_engine(given.database_url, require_migrated)
    _note_start(given, part)
    set_up_logging()
    asyncio.run(_until_stopped(given, part))


async def _until_stopped(given: "Settings", part: str) -> None:
    from bot.app import running
    from bot.deps import open_deps

    async with open_deps(given) as deps, running(deps, {part}) as stop:
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await stop.wait()
