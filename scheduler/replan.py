"""What was planned by other settings is planned by those in force. Rules T1, T13."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.calendar import office_calendar
from bot.deps import Deps
from domain.issues.audit import SCHEDULER, Action
from domain.reminders.schedule import LeadTimes, Reason
from models import reminders, workspaces
from models.reminders import planned
from models.workspaces import Workspace


async def obey_settings(deps: Deps) -> None:
    """Plan the reminders of a workspace anew where one stands that no setting in force names.

    Nags that stand at another hour than that at which offices open go there.
    """
    async with deps.reading() as session:
        everywhere = await workspaces.ids(session)
    for workspace_id in everywhere:
        async with deps.reading() as session:
            if not await _differs(deps, session, workspace_id):
                continue
        async with deps.holding(workspace_id) as session:
            leads, now = await _lead_times(deps, session, workspace_id), deps.clock()
            dropped = await planned.replan_all(session, workspace_id, leads, now)
            why = Reason.LEAD_TIMES_CHANGED
            await reminders.note(
                session, dropped, Action.REMINDER_DROPPED, now, actor=SCHEDULER, reason=why
            )
            calendar = await office_calendar(session, deps.settings, now)
            await planned.move_nags(session, workspace_id, calendar, now)


async def _differs(deps: Deps, session: AsyncSession, workspace_id: int) -> bool:
    now, leads = deps.clock(), await _lead_times(deps, session, workspace_id)
    for urgency, name in await planned.named_ahead(session, workspace_id, now):
        if name not in dict(leads[urgency]):
            return True
    calendar = await office_calendar(session, deps.settings, now)
    return bool(await planned.nags_elsewhere(session, workspace_id, calendar, now))


async def _lead_times(deps: Deps, session: AsyncSession, workspace_id: int) -> LeadTimes:
    home = await session.get_one(Workspace, workspace_id)
    return deps.settings.lead_times(home.remind_before)
