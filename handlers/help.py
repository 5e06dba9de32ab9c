"""`#help`: only what this person may do in this place."""

from domain.chat.commands import Help, Kind
from domain.chat.rights import Place, Refusal
from domain.chat.table import TABLE
from domain.say import Say
from domain.text import clip
from handlers.context import Context
from models import people

_ONCE = (Kind.WORKSPACE, Kind.NOTIFY)
TOPIC_UNITS = 60
"""How much of an unknown topic is repeated, in UTF-16 units."""


async def show(command: Help, ctx: Context) -> list[Say]:
    """Explain one command, or list those that the sender may use here."""
    if command.topic is not None:
        return [Say(ctx.words.help_on(command.topic, ctx.roles))]
    enrolled = ctx.person is not None
    private = ctx.place is Place.PRIVATE
    several = private and len(await people.everywhere(ctx.session, ctx.user_id or "")) > 1
    speaks = ctx.person is None or bool(ctx.person.agencies)
    refusals = {
        row.kind: row.right.refusal(ctx.place, ctx.roles, enrolled=enrolled)
        for row in TABLE.values()
        if (several or row.kind is not Kind.WORKSPACE)
        and (speaks or row.kind is not Kind.MINE)
        and row.kind is not Kind.HELP  # the last line tells of it
    }
    if not speaks:
        del refusals[Kind.REPORT]
    usable = [kind for kind, why in refusals.items() if why is None]
    # What everybody may do, or does once, an enrolled person needs last.
    usable.sort(key=lambda kind: enrolled and (TABLE[kind].right.open_to_all or kind in _ONCE))
    elsewhere: dict[Place, list[Kind]] = {}
    for kind, why in refusals.items():
        if why is Refusal.WRONG_PLACE and TABLE[kind].right.roles:
            for place in TABLE[kind].right.places:
                elsewhere.setdefault(place, []).append(kind)
    unknown = [ctx.words.unknown_topic(clip(command.unknown, TOPIC_UNITS))]
    overview = ctx.words.help_overview(usable, ctx.place, elsewhere, enrolled=enrolled)
    return [Say("\n".join([*(unknown if command.unknown else []), overview]))]
