"""`#bind` and `#join`: tie a LINE group to a workspace, a LINE account to a person."""

from datetime import datetime
from typing import Protocol

from domain.codes import fingerprint
from domain.commands import Bind, Join
from domain.errors import Refused
from domain.rights import Place, Role
from domain.say import Say
from handlers.context import Context
from models import audit, groups, people, workspaces
from models.workspaces import Workspace


class OneTimeCode(Protocol):
    """What group codes and enrolment codes have in common."""

    expires_at: datetime
    used_at: datetime | None


async def bind(command: Bind, ctx: Context) -> list[Say]:
    """Make this group the IA or IR group of the code's workspace. Rule B1."""
    code = None
    for secret in ctx.policy.secrets:
        code = code or await groups.code_by_hash(ctx.session, fingerprint(secret, command.code))
    if code is None:
        raise Refused("bad_code", ctx.words.bad_code())
    workspace = await workspaces.locked(ctx.session, code.workspace_id)
    await ctx.session.refresh(code)
    _check(code, ctx)
    group = await groups.bind(ctx.session, code, ctx.chat, by=ctx.user_id, at=ctx.occurred_at)
    if ctx.user_id:
        await groups.saw_member(ctx.session, ctx.chat, ctx.user_id, ctx.occurred_at)
    await _note(ctx, workspace, "group.bound", f"group:{group.kind}")
    return [Say(ctx.words.bound(Place(group.kind), workspace.name))]


async def join(command: Join, ctx: Context) -> list[Say]:
    """Tie the sender's LINE account to the person behind the code. Rule B2."""
    if ctx.user_id is None:
        raise Refused("no_sender", ctx.words.no_sender())
    code = None
    for secret in ctx.policy.secrets:
        code = code or await people.code_by_hash(ctx.session, fingerprint(secret, command.code))
    if code is None:
        raise Refused("bad_code", ctx.words.bad_code())
    person = await people.get(ctx.session, code.person_id)
    workspace = await workspaces.locked(ctx.session, person.workspace_id)
    await ctx.session.refresh(code)
    _check(code, ctx)
    holder = await people.enrolled(ctx.session, workspace.id, ctx.user_id)
    if holder is not None and holder.id != person.id:
        raise Refused("account_taken", ctx.words.account_taken(holder.name))
    person.line_user_id, person.enrolled_at = ctx.user_id, ctx.occurred_at
    code.used_at = ctx.occurred_at
    await _note(ctx, workspace, "person.joined", f"person:{person.id}")
    agencies = [agency.value() for agency in person.agencies]
    roles = [Role(role) for role in person.roles]
    return [Say(ctx.words.joined(person.name, agencies, roles))]


def _check(code: OneTimeCode, ctx: Context) -> None:
    if code.used_at is not None:
        raise Refused("used_code", ctx.words.used_code())
    if code.expires_at <= ctx.now:
        raise Refused("expired_code", ctx.words.expired_code(code.expires_at))


async def _note(ctx: Context, workspace: Workspace, action: str, subject: str) -> None:
    # The group or account belongs to no workspace yet, so the context cannot note it.
    await audit.append(
        ctx.session,
        workspace.id,
        at=ctx.occurred_at,
        actor=ctx.actor,
        action=action,
        subject=subject,
        detail={},
    )
