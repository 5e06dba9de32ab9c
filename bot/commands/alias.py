"""`saphan alias add|remove|list`: further names of agencies, and named lists of them."""

import click

from bot.commands.session import Failure, UpTo, asynchronous, in_workspace, transaction
from domain import bounds
from domain.issues.audit import Action, subject
from models import agencies


@click.group()
def alias() -> None:
    """Further names of agencies, and named lists of agencies."""


@alias.command()
@click.argument("name", type=UpTo(bounds.AGENCY))
@click.argument("codes", metavar="CODE...", nargs=-1, required=True, type=UpTo(bounds.NAME))
@in_workspace
@asynchronous
async def add(name: str, codes: tuple[str, ...], workspace: str) -> None:
    """Let NAME mean an agency, or with several codes a list of agencies.

    \b
    Examples:
      saphan alias add "กรมน้ำ" MNRE-DWR
      saphan alias add "กลุ่มอุทกภัย" MOI-DDPM MOAC-RID MDES-TMD
    """
    async with transaction() as opened:
        workspace_id = (await opened.hold(workspace)).id
        unique = list(await opened.agencies(workspace_id, codes))
        row = await agencies.add_alias(opened.session, workspace_id, name, unique, opened.now)
        await opened.note(
            workspace_id, Action.ALIAS_ADDED, subject("alias", row.id), agencies=unique
        )
    click.echo(f"{name} means {', '.join(codes)}")


@alias.command()
@click.argument("name", type=UpTo(bounds.AGENCY))
@in_workspace
@asynchronous
async def remove(name: str, workspace: str) -> None:
    """Forget a name or list."""
    async with transaction() as opened:
        workspace_id = (await opened.hold(workspace)).id
        removed = await agencies.remove_alias(opened.session, workspace_id, name)
        if not removed:
            raise Failure(f"There is no alias {name!r}.")
        for each in removed:
            await opened.note(workspace_id, Action.ALIAS_REMOVED, subject("alias", each))
    click.echo(f"{name} is forgotten.")


@alias.command("list")
@in_workspace
@asynchronous
async def listed(workspace: str) -> None:
    """List the names and lists of a workspace."""
    async with transaction(read_only=True) as opened:
        kept = await agencies.aliases(opened.session, (await opened.workspace(workspace)).id)
    for row in kept:
        click.echo(f"{row.alias}\t{' '.join(row.codes)}")
