"""`saphan audit verify`."""

import click

from bot.commands.running import Failure, Opened, in_database


@click.group()
def audit() -> None:
    """The audit chain: who did what, each entry sealed by the next."""


@audit.command()
def verify() -> None:
    """Recompute every workspace's chain; exit 1 and name the first broken entry."""

    async def work(opened: Opened) -> list[tuple[str, int, int | None]]:
        from domain.audit import first_break
        from models import audit as entries
        from models import workspaces

        results = []
        for each in await workspaces.listed(opened.session):
            chain = await entries.chain(opened.session, each.id)
            links = ((row.value(), row.hash, row.previous_hash) for row in chain)
            results.append((each.code, len(chain), first_break(links)))
        return results

    broken = []
    for code, length, at in in_database(work, reading=True):
        if at is None:
            click.echo(f"{code}: {length} entries, the chain holds.")
        else:
            broken.append(f"{code}: the chain breaks at entry {at}")
    if broken:
        raise Failure("; ".join(broken) + ".")
