"""`#bind` and `#join`: tie a LINE group to a workspace, a LINE account to a person."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from domain.chat.commands import Bind, Join, Kind
from domain.chat.rights import Place, Role
from domain.codes import OF_ACCOUNT, OF_CHAT, REACH, fingerprint, paused_until
from domain.errors import Refused
from domain.issues.audit import Action, subject
from domain.say import Say
from handlers import vouch
from handlers.context import Context
from models import codes, groups, members, notices, people, workspaces
from models.people import Person


class OneTimeCode(Protocol):
    """What group codes and enrolment codes have in common."""

    expires_at: datetime
    used_at: datetime | None


Code = TypeVar("Code", bound=OneTimeCode)


async def bind(command: Bind, ctx: Context) -> list[Say]:
    """Make this group the IA or IR group of the code's workspace. Rules B1, B5."""
    await _refuse_in_a_pause(ctx)
    code = await _find(command.code, groups.code_by_hash, ctx)
    if code is None:
        return await _wrong_code(Kind.BIND, ctx)
    workspace = await workspaces.locked(ctx.session, code.workspace_id)
    await ctx.session.refresh(code)
    _check(code, ctx)
    done = await groups.bind(ctx.session, code, ctx.chat, at=ctx.occurred_at)
    await groups.forget_unbound(ctx.session, [ctx.chat])
    if done.moved:
        await notices.drop_pending(ctx.session, done.group.id)
    if done.moved_from is not None:
        await ctx.note(
            Action.GROUP_RELEASED, subject("group", done.group.id), workspace_id=done.moved_from
        )
    if done.replaced is not None:
        await groups.saw_unbound(ctx.session, done.replaced.line_group_id, ctx.now)
    if ctx.user_id:
        await groups.saw_member(ctx.session, ctx.chat, ctx.user_id, ctx.occurred_at)
    await ctx.note(Action.GROUP_BOUND, subject("group", done.group.kind), workspace_id=workspace.id)
    place = Place(done.group.kind)
    says = [Say(ctx.words.bound(place, workspace.name))]
    return says if done.replaced is None else [*says, Say(ctx.words.replaced_group(place))]


async def join(command: Join, ctx: Context) -> list[Say]:
    """Tie the sender's LINE account to the person behind the code. Rules B2, B5, B8."""
    if ctx.user_id is None:
        raise Refused("no_sender", ctx.words.no_sender())
    await _refuse_in_a_pause(ctx)
    code = await _find(command.code, people.code_by_hash, ctx)
    if code is None:
        return await _wrong_code(Kind.JOIN, ctx)
    person = await people.get(ctx.session, code.person_id)
    workspace = await workspaces.locked(ctx.session, person.workspace_id)
    await ctx.session.refresh(code)
    await ctx.session.refresh(person, ("line_user_id", "suspended_at"))
    if ctx.workspace is not None and ctx.workspace.id != workspace.id:
        raise Refused("other_workspace", ctx.words.code_of_other_workspace())
    _check(code, ctx)
    await _check_account(person, ctx.user_id, ctx)
    person.line_user_id, person.enrolled_at = ctx.user_id, ctx.occurred_at
    code.used_at = ctx.occurred_at
    await ctx.session.flush()
    await members.forget_stranger(ctx.session, workspace.id, ctx.user_id)
    await ctx.note(Action.PERSON_JOINED, subject("person", person.id), workspace_id=workspace.id)
    agencies = [agency.value() for agency in person.agencies]
    roles = [Role(role) for role in person.roles]
    welcome = Say(ctx.words.joined(person.name, agencies, roles))
    return [welcome, *await vouch.file_all(ctx, workspace, person, ctx.user_id)]


async def _find(
    typed: str, by_hash: Callable[[AsyncSession, str], Awaitable[Code | None]], ctx: Context
) -> Code | None:
    """Look a typed code up under each key: while the key changes there are several."""
    for secret in ctx.policy.secrets:
        code = await by_hash(ctx.session, fingerprint(secret, typed))
        if code is not None:
            return code
    return None


def _check(code: OneTimeCode, ctx: Context) -> None:
    if code.used_at is not None:
        raise Refused("used_code", ctx.words.used_code())
    if code.expires_at <= ctx.now:
        raise Refused("expired_code", ctx.words.expired_code(code.expires_at))


async def _check_account(person: Person, user_id: str, ctx: Context) -> None:
    """Raise Refused unless person and account are both free; a suspended person's account is."""
    if person.suspended_at is not None:
        raise Refused("suspended", ctx.words.suspended())
    if person.line_user_id not in (None, user_id):
        raise Refused("already_joined", ctx.words.already_joined())
    holder = await people.holder(ctx.session, person.workspace_id, user_id)
    if holder is None or holder.id == person.id:
        return
    if holder.suspended_at is None:
        raise Refused("account_taken", ctx.words.account_taken(holder.name))
    holder.line_user_id = None
    await ctx.session.flush()


def _guessers(ctx: Context) -> dict[str, int]:
    """Return who is counted for a code, with the limit of each: the account, and the group."""
    account = {ctx.user_id: OF_ACCOUNT} if ctx.user_id else {}
    return account if ctx.chat == ctx.user_id else {**account, ctx.chat: OF_CHAT}


async def _pause(ctx: Context) -> datetime | None:
    ends = [
        paused_until(await codes.since(ctx.session, who, ctx.now - REACH), limit, ctx.now)
        for who, limit in _guessers(ctx).items()
    ]
    return max((end for end in ends if end is not None), default=None)


async def _refuse_in_a_pause(ctx: Context) -> None:
    """Raise Refused while codes are not tried: the right one neither, or guessing would pay."""
    until = await _pause(ctx)
    if until is not None:
        raise Refused("paused", ctx.words.paused(until))


async def _wrong_code(kind: Kind, ctx: Context) -> list[Say]:
    """Count a wrong code and answer it; no Refused, since that would take the count back."""
    await codes.note(ctx.session, _guessers(ctx), ctx.now)
    if ctx.workspace is not None:
        await ctx.note(Action.REFUSED, subject("command", kind), reason="bad_code")
    until = await _pause(ctx)
    if until is None:
        return [Say(ctx.words.bad_code())]
    main = await workspaces.by_code(ctx.session, workspaces.MAIN)
    workspace = ctx.workspace or main
    if workspace is not None:
        await ctx.note(
            Action.CODES_PAUSED,
            subject("chat", ctx.chat),
            workspace_id=workspace.id,
            until=until.isoformat(),
        )
    return [Say(ctx.words.paused(until))]
