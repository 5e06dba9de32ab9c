"""One-time codes of `#bind` and `#join`: found, checked, and guarded against guessing. Rule B5."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from domain.chat.commands import Kind
from domain.codes import OF_ACCOUNT, OF_CHAT, REACH, fingerprint, paused_until
from domain.errors import Refused
from domain.issues.audit import Action, subject
from domain.say import Say
from handlers.context import Context
from models import workspaces
from models.people import codes


class OneTimeCode(Protocol):
    """What group codes and enrolment codes have in common."""

    expires_at: datetime
    used_at: datetime | None


Code = TypeVar("Code", bound=OneTimeCode)


async def find(
    typed: str, by_hash: Callable[[AsyncSession, str], Awaitable[Code | None]], ctx: Context
) -> Code | None:
    """Look a typed code up under each key: while the key changes there are several."""
    for secret in ctx.policy.secrets:
        code = await by_hash(ctx.session, fingerprint(secret, typed))
        if code is not None:
            return code
    return None


def check(code: OneTimeCode, ctx: Context) -> None:
    """Raise Refused where a code was used or has expired."""
    if code.used_at is not None:
        raise Refused("used_code", ctx.words.used_code())
    if code.expires_at <= ctx.now:
        raise Refused("expired_code", ctx.words.expired_code(code.expires_at))


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


async def refuse_in_a_pause(ctx: Context) -> None:
    """Raise Refused while codes are not tried: the right one neither, or guessing would pay."""
    until = await _pause(ctx)
    if until is not None:
        raise Refused("paused", ctx.words.paused(until))


async def wrong_code(kind: Kind, ctx: Context) -> list[Say]:
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
