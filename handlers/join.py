"""`#join`: tie a LINE account to a person."""

from dataclasses import replace

from domain.chat.commands import Join, Kind
from domain.chat.rights import Place, Role
from domain.errors import Refused
from domain.issues.audit import Action, subject
from domain.say import Say
from handlers import vouch
from handlers.codes import check, find, refuse_in_a_pause, wrong_code
from handlers.context import Context
from models import people, workspaces
from models.people import Person, friends
from models.roster import members
from models.workspaces import Workspace


async def join(command: Join, ctx: Context) -> list[Say]:
    """Tie the sender's LINE account to the person behind the code. Rules B2, B5, B8, M23."""
    user_id = ctx.user_id
    if user_id is None:
        raise Refused("no_sender", ctx.words.no_sender())
    await refuse_in_a_pause(ctx)
    code = await find(command.code, people.code_by_hash, ctx)
    if code is None:
        return await wrong_code(Kind.JOIN, ctx)
    person = await people.get(ctx.session, code.person_id)
    workspaces.check_held(ctx.session, person.workspace_id)
    workspace = await ctx.session.get_one(Workspace, person.workspace_id)
    if ctx.workspace is not None and ctx.workspace.id != workspace.id:
        if ctx.place is not Place.PRIVATE:
            raise Refused("other_workspace", ctx.words.code_of_other_workspace())
        ctx = replace(ctx, workspace=workspace, person=None)
    check(code, ctx)
    await _check_account(person, user_id, ctx)
    person.line_user_id, person.enrolled_at, person.chosen_at = user_id, ctx.occurred_at, None
    code.used_at = ctx.occurred_at
    await ctx.session.flush()
    if ctx.place is Place.PRIVATE:
        await people.choose(ctx.session, user_id, person, ctx.occurred_at)
    await members.forget_stranger(ctx.session, workspace.id, user_id)
    await ctx.note(Action.PERSON_JOINED, subject("person", person.id), workspace_id=workspace.id)
    agencies = [agency.value() for agency in person.agencies]
    roles = [Role(role) for role in person.roles]
    added = await friends.has_added(ctx.session, user_id)
    welcome = Say(ctx.words.joined(person.name, agencies, roles, added=added))
    return [welcome, *await vouch.file_all(ctx, workspace, person, user_id)]


async def _check_account(person: Person, user_id: str, ctx: Context) -> None:
    """Raise Refused unless person and account are both free; a suspended person's account is."""
    if person.suspended_at is not None:
        raise Refused("suspended", ctx.words.suspended(ctx.roles))
    if person.line_user_id not in (None, user_id):
        raise Refused("already_joined", ctx.words.already_joined())
    holder = await people.holder(ctx.session, person.workspace_id, user_id)
    if holder is None or holder.id == person.id:
        return
    if holder.suspended_at is None:
        roles = [Role(role) for role in holder.roles]
        raise Refused("account_taken", ctx.words.account_taken(holder.name, roles))
    holder.line_user_id = None
    await ctx.session.flush()
