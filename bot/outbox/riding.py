"""What an attempt means for what the notices of a request tell: shown, delivered, or failed."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain import delivery
from domain.notices import reports_shown
from models import carried, notices, reports
from models.carried import CarriedBy
from models.groups import GroupKind, GroupPlace
from models.outbox import OutboxKind, OutboxMessage


async def settle_riding(
    session: AsyncSession,
    row: OutboxMessage,
    step: delivery.Step,
    group: GroupPlace,
    tried_at: datetime,
    now: datetime,
) -> None:
    """Note what a step means for the reports that were shown, and for the reminders."""
    home = group.workspace_id
    match step:
        case delivery.Delivered() if group.kind == GroupKind.IA:
            shown = reports_shown(await notices.keys_inside(session, row.id))
            await reports.note_shown(session, shown, tried_at)
        case delivery.Delivered():
            way = CarriedBy.REPLY if row.kind == OutboxKind.REPLY else CarriedBy.GROUP
            await carried.delivered(session, home, row.id, way, now)
        case delivery.Dead(reason):
            await carried.failed(session, home, row.id, reason, now)
