"""`saphan alias add|remove|list`: further names of agencies, and named lists of them."""

import click

from bot.commands.running import Failure, Opened, in_database, in_workspace


@click.group()
def alias() -> None:
    """Further names of agencies, and named lists of agencies."""


@alias.command()
@click.argument("name")
@click.argument("codes", metavar="CODE...", nargs=-1, required=True)
@in_workspace
def add(name: str, codes: tuple[str, ...], workspace: str) -> None:
    """Let NAME mean an agency, or with several codes a list of agencies.

    \b
    Examples:
      saphan alias add "กรมน้ำ" MNRE-DWR
      saphan alias add "กลุ่มอุทกภัย" MOI-DDPM MOAC-RID MDES-TMD
    """

    async def work(opened: Opened) -> None:
        from models import agencies

        workspace_id = (await opened.workspace(workspace)).id
        known = {row.code for row in await agencies.of_workspace(opened.session, workspace_id)}
        if unknown := [code for code in codes if code not in known]:
            raise Failure(f"There is no agency with the code {', '.join(unknown)}.")
        unique = list(dict.fromkeys(codes))
        row = await agencies.add_alias(opened.session, workspace_id, name, unique, opened.now)
        await opened.note(workspace_id, "alias.added", f"alias:{row.id}", agencies=unique)

    in_database(work)
    click.echo(f"{name} means {', '.join(codes)}")


@alias.command()
@click.argument("name")
@in_workspace
def remove(name: str, workspace: str) -> None:
    """Forget a name or list."""

    async def work(opened: Opened) -> bool:
        from models import agencies

        workspace_id = (await opened.workspace(workspace)).id
        removed = await agencies.remove_alias(opened.session, workspace_id, name)
        for each in removed:
            await opened.note(workspace_id, "alias.removed", f"alias:{each}")
        return bool(removed)

    if not in_database(work):
        raise Failure(f"There is no alias {name!r}.")
    click.echo(f"{name} is forgotten.")


@alias.command("list")
@in_workspace
def listed(workspace: str) -> None:
    """List the names and lists of a workspace."""

    async def work(opened: Opened) -> list[str]:
        from models import agencies

        workspace_id = (await opened.workspace(workspace)).id
        kept = await agencies.aliases(opened.session, workspace_id)
        return [f"{row.alias}\t{' '.join(row.codes)}" for row in kept]

    for line in in_database(work, reading=True):
        click.echo(line)
