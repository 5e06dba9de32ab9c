"""`#bind`: tie a LINE group to a workspace."""

from domain.chat.commands import Bind, Kind
from domain.chat.group_names import place_named
from domain.chat.rights import Place
from domain.errors import Refused
from domain.issues.audit import SENDER, Action, subject
from domain.say import Say
from handlers.codes import check, find, refuse_in_a_pause, wrong_code
from handlers.context import Context
from models import groups, notices, revival, workspaces
from models.groups import GroupCode, GroupKind, unbound
from models.work import Work, leave
from models.workspaces import Workspace


async def bind(command: Bind, ctx: Context) -> list[Say]:
    """Make this group the IA or IR group of the code's workspace. Rules B1, B5, B11."""
    await refuse_in_a_pause(ctx)
    code = await find(command.code, groups.code_by_hash, ctx)
    if code is None:
        return await wrong_code(Kind.BIND, ctx)
    workspaces.check_held(ctx.session, code.workspace_id)
    workspace = await ctx.session.get_one(Workspace, code.workspace_id)
    check(code, ctx)
    await _check_newest(code, ctx)
    _check_name(code, command, ctx)
    done = await groups.bind(ctx.session, code, ctx.chat, at=ctx.occurred_at)
    await unbound.forget(ctx.session, [ctx.chat])
    if done.moved:
        await revival.drop_pending(ctx.session, done.group.id, ctx.now)
    if done.moved_from is not None:
        await ctx.note(
            Action.GROUP_RELEASED, subject("group", done.group.id), workspace_id=done.moved_from
        )
    for earlier in await groups.earlier_ones(ctx.session, done.group):
        await revival.revive(ctx.session, earlier.line_group_id, ctx.now, actor=SENDER)
        await notices.pass_on(ctx.session, earlier.id, done.group.id)
    leave(ctx.session, Work.NOTICES, ctx.now)
    if done.replaced is not None:
        await unbound.saw(ctx.session, done.replaced.line_group_id, ctx.now)
    done.group.member_count = ctx.chat_size or done.group.member_count
    if ctx.user_id:
        await groups.saw_member(ctx.session, ctx.chat, ctx.user_id, ctx.occurred_at)
    await ctx.note(Action.GROUP_BOUND, subject("group", done.group.kind), workspace_id=workspace.id)
    place = Place(done.group.kind)
    says = [Say(ctx.words.bound(place, workspace.name))]
    return says if done.replaced is None else [*says, Say(ctx.words.replaced_group(place))]


def _check_name(code: GroupCode, command: Bind, ctx: Context) -> None:
    """Raise Refused where LINE calls this group by the other part, until the sender is sure."""
    place, named = Place(code.kind), place_named(ctx.chat_name)
    if named not in (None, place) and not command.sure:
        sentence = ctx.words.bind_anyway(ctx.chat_name, place, command.code)
        raise Refused("other_name", sentence)


async def _check_newest(code: GroupCode, ctx: Context) -> None:
    """Raise Refused where a code typed later has given this place or this group away. Rule B1."""
    place = await groups.active(ctx.session, code.workspace_id, GroupKind(code.kind))
    here = await groups.by_line_id(ctx.session, ctx.chat)
    if any(each and each.bound_at and each.bound_at > ctx.occurred_at for each in (place, here)):
        raise Refused("bound_later", ctx.words.bound_later())
