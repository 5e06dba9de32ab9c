"""`#roster`: how the intake of names stands, and which reports wait for an admin."""

from domain.chat.commands import Roster
from domain.chat.rights import Place
from domain.members import Aside
from domain.say import Say
from handlers.context import Context
from models import groups
from models.people import aside, friends
from models.roster import intake_now, members


async def roster(command: Roster, ctx: Context) -> list[Say]:
    """List who has sent no names, who has not enrolled or is unknown, and reports kept aside.

    Names stand in the private chat only.
    """
    workspace_id = ctx.in_workspace().id
    waiting = await aside.waiting(ctx.session, workspace_id)
    reports = [Aside(row.id, row.issue_no, row.name, row.sent_at) for row in waiting]
    bound = await groups.of_workspace(ctx.session, workspace_id)
    places = {group.line_group_id: Place(group.kind) for group in bound}
    strangers = [
        (each.name, places.get(each.line_group_id))
        for each in await members.strangers_present(ctx.session, workspace_id)
    ]
    stands = await intake_now(ctx.session, workspace_id)
    unreached = await friends.unreached(ctx.session, workspace_id, ctx.now)
    openly = ctx.place is not Place.PRIVATE
    page = command.page
    told = ctx.words.intake(stands, reports, strangers, unreached, openly=openly, page=page)
    return [Say(told)]
