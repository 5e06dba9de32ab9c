"""`#roster`: how the intake of names stands, and which reports wait for an admin."""

from domain.chat.commands import Roster
from domain.members import Aside
from domain.say import Say
from handlers.context import Context
from models import aside
from models.roster import intake_now


async def roster(_command: Roster, ctx: Context) -> list[Say]:
    """List agencies without names, people who have not enrolled, and reports kept aside."""
    workspace_id = ctx.in_workspace().id
    waiting = await aside.waiting(ctx.session, workspace_id)
    reports = [Aside(row.id, row.issue_no, row.name, row.sent_at) for row in waiting]
    return [Say(ctx.words.intake(await intake_now(ctx.session, workspace_id), reports))]
