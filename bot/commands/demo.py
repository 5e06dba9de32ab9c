"""`saphan demo`: Saphan without a LINE account, for people to try or as one scripted day."""

import asyncio
import logging
import sys
from contextlib import suppress

import click

PORT = 8000
BEGINNING = "Starting Saphan and a simulated LINE on this machine, in a few seconds ..."


@click.command()
@click.option("--once", is_flag=True, help="Play one scripted day, print the chats, and end.")
@click.option(
    "--port", type=int, help="Port of the page, 0: any free one; default: 8000, with --once 0."
)
def demo(once: bool, port: int | None) -> None:
    """Run the bot beside a simulated LINE Platform, with a sample roster.

    Prints the address to open; Ctrl-C ends it. Nothing is kept and nothing leaves this machine.
    With --once, exits 0 only if everything that the script expects was said.
    """
    click.echo(BEGINNING)
    # Only now: what the bot and the simulator need takes seconds to import.
    from bot.commands.session import Failure
    from bot.demo.run import play_day, stay_open

    # What LINE refuses or loses here is meant, and the page's ledger shows it.
    logging.basicConfig(level=logging.ERROR)
    if port is None:
        port = 0 if once else PORT
    try:
        if once:
            sys.exit(0 if asyncio.run(play_day(port, click.echo)) else 1)
        with suppress(KeyboardInterrupt):
            asyncio.run(stay_open(port, click.echo))
    except OSError as taken:
        raise Failure(
            f"Port {port} cannot be used ({taken.strerror}): "
            "choose another with --port, or any free one with --port 0."
        ) from taken
