"""`saphan workspace add|list`."""

import re

import click

from bot.commands.session import Failure, UpTo, asynchronous, transaction
from domain import bounds
from domain.issues.audit import Action, subject
from models import groups, people, workspaces

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@click.group()
def workspace() -> None:
    """Workspaces: each is one pair of groups with its own roster and issue numbers."""


@workspace.command()
@click.argument("code")
@click.option("--name", type=UpTo(bounds.NAME), required=True, help="What people call it.")
@asynchronous
async def add(code: str, name: str) -> None:
    """Add a workspace; CODE is a short word such as `moph`."""
    if not _CODE.fullmatch(code):
        raise Failure("A code is up to 40 small letters, digits and hyphens, such as `moph`.")
    async with transaction() as opened:
        if await workspaces.by_code(opened.session, code) is not None:
            raise Failure(f"There is a workspace {code!r} already.")
        added = await workspaces.add(opened.session, code=code, name=name, now=opened.now)
        await opened.note(added.id, Action.WORKSPACE_ADDED, subject("workspace", code))
    click.echo(f"Added workspace {code}.")


@workspace.command("list")
@asynchronous
async def listed() -> None:
    """List the workspaces with their bound groups and the size of their rosters."""
    lines = []
    async with transaction(read_only=True) as opened:
        for each in await workspaces.listed(opened.session):
            bound = [row.kind.upper() for row in await groups.of_workspace(opened.session, each.id)]
            roster = await people.of_workspace(opened.session, each.id)
            joined = sum(person.line_user_id is not None for person in roster)
            lines.append(
                f"{each.code}\t{each.name}\tgroups: {', '.join(bound) or 'none'}"
                f"\tjoined: {joined} of {len(roster)}"
            )
    for line in lines:
        click.echo(line)
