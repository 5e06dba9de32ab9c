"""`saphan doctor`."""

import sys

import click

from bot.commands.session import asynchronous
from bot.commands.settings import read_settings
from bot.deps import open_deps
from bot.watch.doctor import Health, examine


@click.command()
@asynchronous
async def doctor() -> None:
    """Check settings, database, token, webhook, quota, groups and scheduler.

    One line each, with the cure; exit 1 if any check fails.
    """
    failed = False
    async with open_deps(read_settings()) as deps:
        async for finding in examine(deps):
            failed |= finding.state is Health.FAIL
            cure = f" -> {finding.cure}" if finding.cure else ""
            click.echo(f"{finding.state:<5} {finding.name:<10} {finding.says}{cure}")
    if failed:
        sys.exit(1)
