"""What an attempt means for what the notices of a request tell: shown, delivered, or failed."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain import delivery
from domain.notices import OVERDUE, REMINDERS_DUE, kind, reports_shown, slot_of
from models import carried, notices, reports
from models.carried import CarriedBy
from models.groups import GroupKind, GroupPlace
from models.outbox import OutboxKind, OutboxMessage
from models.overdue import slot_delivered


async def settle_riding(
    session: AsyncSession,
    row: OutboxMessage,
    step: delivery.Step,
    group: GroupPlace,
    tried_at: datetime,
    now: datetime,
) -> None:
    """Note what a step means for the reports that were shown, the reminders and the lists."""
    home = group.workspace_id
    match step:
        case delivery.Delivered():
            keys = await notices.keys_inside(session, row.id)
            if group.kind == GroupKind.IA:
                await reports.note_shown(session, reports_shown(keys), tried_at)
                return
            way = CarriedBy.REPLY if row.kind == OutboxKind.REPLY else CarriedBy.GROUP
            if any(kind(key) == REMINDERS_DUE for key in keys):
                await carried.delivered(session, row.id, way, now)
            for key in keys:
                if kind(key) == OVERDUE:
                    how = {"way": way.value, "request": str(row.id)}
                    await slot_delivered(session, home, group.id, slot_of(key), now, **how)
        case delivery.Dead(reason):
            await carried.failed(session, row.id, reason, now)
