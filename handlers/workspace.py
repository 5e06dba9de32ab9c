"""`#workspace`: of which of their workspaces somebody's 1:1 chat speaks."""

from domain.chat.commands import ChooseWorkspace
from domain.chat.workspaces import WorkspaceName, named
from domain.errors import Refused
from domain.say import Say
from handlers.context import Context
from models import people
from models.workspaces import Workspace


async def choose(command: ChooseWorkspace, ctx: Context) -> list[Say]:
    """Choose a workspace by its code or name, or ask which. Rule B12."""
    found = await people.everywhere(ctx.session, ctx.user_id or "")
    rows = [await ctx.session.get_one(Workspace, person.workspace_id) for person in found]
    names = [WorkspaceName(row.code, row.name) for row in rows]
    choices = ctx.words.workspace_choices(names) if names[1:] else ()
    if not command.named:
        if names[1:]:
            return [Say(ctx.words.several_workspaces(names), choices=choices)]
        return [Say(ctx.words.speaks_of(each.name, several=False)) for each in names]
    chosen = named(names, command.named)
    if chosen is None:
        raise Refused("not_your_workspace", ctx.words.not_your_workspace(), choices)
    person = found[names.index(chosen)]
    await people.choose(ctx.session, ctx.user_id or "", person, ctx.occurred_at)
    in_force = people.chosen(found) or person  # a choice that came late yields to a newer one
    return [Say(ctx.words.workspace_chosen(names[found.index(in_force)].name))]
