"""`saphan workspace add|list`."""

import re

import click

from bot.commands.running import Failure, Opened, in_database

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@click.group()
def workspace() -> None:
    """Workspaces: each is one pair of groups with its own roster and issue numbers."""


@workspace.command()
@click.argument("code")
@click.option("--name", required=True, help="What people call it.")
def add(code: str, name: str) -> None:
    """Add a workspace; CODE is a short word such as `moph`."""
    if not _CODE.fullmatch(code):
        raise Failure("A code is up to 40 small letters, digits and hyphens, such as `moph`.")

    async def work(opened: Opened) -> None:
        from models import workspaces

        if await workspaces.by_code(opened.session, code) is not None:
            raise Failure(f"There is a workspace {code!r} already.")
        added = await workspaces.add(opened.session, code=code, name=name[:200], now=opened.now)
        await opened.note(added.id, "workspace.added", f"workspace:{code}")

    in_database(work)
    click.echo(f"Added workspace {code}.")


@workspace.command("list")
def listed() -> None:
    """List the workspaces with their bound groups and the size of their rosters."""

    async def work(opened: Opened) -> list[str]:
        from models import groups, people, workspaces

        lines = []
        for each in await workspaces.listed(opened.session):
            bound = [
                group.kind.upper() for group in await groups.of_workspace(opened.session, each.id)
            ]
            roster = await people.of_workspace(opened.session, each.id)
            joined = sum(person.line_user_id is not None for person in roster)
            lines.append(
                f"{each.code}\t{each.name}\tgroups: {', '.join(bound) or 'none'}"
                f"\tjoined: {joined} of {len(roster)}"
            )
        return lines

    for line in in_database(work, reading=True):
        click.echo(line)
