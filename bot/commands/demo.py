"""`saphan demo` and `saphan simulator`: Saphan without a LINE account."""

import asyncio
import logging
import sys
from contextlib import suppress

import click

from bot.commands.running import Failure

PORT = 8000


@click.command()
@click.option("--once", is_flag=True, help="Play one scripted day, print the chats, and end.")
@click.option("--port", type=int, help="Port of the page; default: 8000, with --once any.")
def demo(once: bool, port: int | None) -> None:
    """Run the bot beside a simulated LINE Platform, with a sample roster.

    Prints the address to open; Ctrl-C ends it. Nothing is kept and nothing leaves this machine.
    With --once, exits 0 only if everything that the script expects was said.
    """
    from bot.demo.main import run, run_once

    # What LINE refuses or loses here is meant, and the page's ledger shows it.
    logging.basicConfig(level=logging.ERROR)
    try:
        if once:
            sys.exit(0 if asyncio.run(run_once(port or 0, click.echo)) else 1)
        with suppress(KeyboardInterrupt):
            asyncio.run(run(port or PORT, click.echo))
    except OSError as taken:
        raise Failure(
            f"Port {port or PORT} cannot be used ({taken.strerror}): choose another with --port."
        ) from taken


@click.command()
@click.option("--port", type=int, default=8010, show_default=True, help="Port to listen on.")
@click.option(
    "--webhook",
    metavar="URL",
    default="http://127.0.0.1:8000/webhook",
    show_default=True,
    help="Where webhooks are sent.",
)
@click.option(
    "--secret",
    envvar="LINE_CHANNEL_SECRET",
    default="simulated-channel-secret",
    help="Channel secret; default: the setting LINE_CHANNEL_SECRET.",
)
@click.option(
    "--token",
    envvar="LINE_CHANNEL_ACCESS_TOKEN",
    default="simulated-channel-access-token",
    help="Access token; default: the setting LINE_CHANNEL_ACCESS_TOKEN.",
)
def simulator(port: int, webhook: str, secret: str, token: str) -> None:
    """Run the LINE Platform simulator alone, on loopback.

    Start `saphan serve` with LINE_API_URL=http://127.0.0.1:8010 and the same secret and token.
    """
    from bot.commands.serve import run_app
    from simulator.channel import Channel
    from simulator.http import create_app
    from simulator.platform import Platform

    channel = Channel(secret=secret.split(",")[0].strip(), token=token, webhook_url=webhook)
    click.echo(f"LINE_API_URL=http://127.0.0.1:{port}", err=True)
    run_app(create_app(Platform(channel)), "127.0.0.1", port)
