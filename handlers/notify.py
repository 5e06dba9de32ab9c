"""`#notify`: by which way somebody wants to be told what concerns their agencies."""

from domain.chat.commands import Notify
from domain.chat.rights import Role
from domain.errors import Refused
from domain.issues.audit import Action, subject
from domain.say import Say
from handlers.context import Context
from models.direct import notice_parts
from models.people import friends


async def notify(command: Notify, ctx: Context) -> list[Say]:
    """Let the sender be told 1:1 or in the group, with a morning brief or none. Rules M29, M30.

    What was on its way to somebody who chooses the group is told otherwise. The answer tells how
    things stand now, also where nothing was named.
    """
    person, account = ctx.sender(), ctx.user_id or ""
    if command.unknown:
        raise Refused("not_understood", ctx.words.notify_how(), ctx.words.notify_choices())
    is_told = Role.ISSUER in ctx.roles or Role.REPORTER in ctx.roles
    has_brief = bool(person.agencies) or Role.ADMIN in ctx.roles
    lacks_brief = not has_brief and (command.brief or Role.ISSUER not in ctx.roles)
    if lacks_brief or (command.in_group is not None and not is_told):
        raise Refused("no_agency", ctx.words.no_agency(ctx.roles))
    if command != Notify():
        person.wish(ctx.occurred_at, in_group=command.in_group, brief=command.brief)
        stands = {"in_group": person.wants_group, "brief": person.wants_brief}
        await ctx.note(Action.PERSON_NOTIFIED, subject("person", person.id), **stands)
    if person.wants_group:
        await notice_parts.withdraw_from(ctx.session, account, ctx.now, person.workspace_id)
    reached = await friends.among(ctx.session, [account], ctx.now)
    told = ctx.words.notified(
        in_group=person.wants_group, brief=person.wants_brief, reached=account in reached
    )
    choices = ctx.words.notify_choices(in_group=person.wants_group, brief=person.wants_brief)
    offered = choices[0 if is_told else 1 : 2 if has_brief else 1]
    return [Say(told, choices=offered)]
