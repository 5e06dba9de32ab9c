"""`#workspace`: of which of their workspaces somebody's 1:1 chat speaks."""

from domain.chat.commands import ChooseWorkspace
from domain.chat.homes import Home, named
from domain.errors import Refused
from domain.say import Say
from handlers.context import Context
from models import people
from models.workspaces import Workspace


async def choose(command: ChooseWorkspace, ctx: Context) -> list[Say]:
    """Choose a workspace by its code or name, or ask which. Rule B12."""
    found = await people.everywhere(ctx.session, ctx.user_id or "")
    rows = [await ctx.session.get_one(Workspace, person.workspace_id) for person in found]
    homes = [Home(row.code, row.name) for row in rows]
    choices = ctx.words.workspace_choices(homes) if homes[1:] else ()
    if not command.named:
        if homes[1:]:
            return [Say(ctx.words.several_workspaces(homes), choices=choices)]
        return [Say(ctx.words.speaks_of(home.name, several=False)) for home in homes]
    home = named(homes, command.named)
    if home is None:
        raise Refused("not_your_workspace", ctx.words.not_your_workspace(), choices)
    person = found[homes.index(home)]
    await people.choose(ctx.session, ctx.user_id or "", person, ctx.occurred_at)
    in_force = people.chosen(found) or person  # a choice that came late yields to a newer one
    return [Say(ctx.words.workspace_chosen(homes[found.index(in_force)].name))]
