"""`saphan group code`."""

import secrets
from datetime import timedelta

import click

from bot.commands.session import Opened, asynchronous, in_workspace, transaction
from domain.codes import derive, fingerprint
from domain.issues.audit import Action, subject
from models.groups import GroupCode
from models.workspaces import Workspace

CODE_LIFE = timedelta(days=7)


@click.group()
def group() -> None:
    """The two LINE groups of a workspace."""


@group.command()
@click.argument("kind", type=click.Choice(["ia", "ir"], case_sensitive=False))
@in_workspace
@asynchronous
async def code(kind: str, workspace: str) -> None:
    """Print a one-time code that binds a LINE group.

    Invite the bot into the group, then let anybody there type the sentence that is printed.
    IA is the group in which issues are assigned, IR the one in which agencies report.
    """
    async with transaction() as opened:
        home = await opened.hold(workspace)
        fresh = await new_group_code(opened, home, kind.lower())
    click.echo(fresh)
    click.echo(
        f"Type this in the {kind.upper()} group within {CODE_LIFE.days} days, once:", err=True
    )
    click.echo(f"#bind {fresh}", err=True)


async def new_group_code(opened: Opened, workspace: Workspace, kind: str) -> str:
    """Store and return a fresh code that binds a group of this kind (`ia` or `ir`)."""
    fresh = derive(opened.settings.secret, secrets.token_hex(16))
    await opened.note(workspace.id, Action.GROUP_CODE, subject("group", kind))
    opened.session.add(
        GroupCode(
            workspace_id=workspace.id,
            kind=kind,
            code_hash=fingerprint(opened.settings.secret, fresh),
            created_at=opened.now,
            expires_at=opened.now + CODE_LIFE,
        )
    )
    return fresh
