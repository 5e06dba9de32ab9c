"""`#help`: only what this person may do in this place."""

from domain.chat.commands import Help
from domain.chat.table import TABLE
from domain.say import Say
from handlers.context import Context


async def show(command: Help, ctx: Context) -> list[Say]:
    """Explain one command, or list those that the sender may use here."""
    if command.topic is not None:
        return [Say(ctx.words.help_on(command.topic))]
    enrolled = ctx.person is not None
    usable = [
        row.kind
        for row in TABLE.values()
        if row.right.refusal(ctx.place, ctx.roles, enrolled=enrolled) is None
    ]
    return [Say(ctx.words.help_overview(usable, ctx.place, enrolled=enrolled))]
