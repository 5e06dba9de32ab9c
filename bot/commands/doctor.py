"""`saphan doctor`."""

import asyncio
import sys

import click

from bot.commands.running import settings


@click.command()
def doctor() -> None:
    """Check settings, database, token, webhook, quota, groups and scheduler.

    One line each, with the cure; exit 1 if any check fails.
    """
    from bot.deps import open_deps
    from bot.watch.doctor import State, examine

    given = settings()

    async def examined() -> bool:
        failed = False
        async with open_deps(given) as deps:
            async for finding in examine(deps):
                failed |= finding.state is State.FAIL
                cure = f" -> {finding.cure}" if finding.cure else ""
                click.echo(f"{finding.state:<5} {finding.name:<10} {finding.says}{cure}")
        return failed

    if asyncio.run(examined()):
        sys.exit(1)
