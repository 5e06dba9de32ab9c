"""What became of a request to LINE, in the audit of the workspace whose group it was for."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain import delivery
from models import audit, groups
from models.outbox import OutboxMessage

ACTOR = "sender"


async def note_delivery(
    session: AsyncSession,
    row: OutboxMessage,
    step: delivery.Step,
    line_request_id: str,
    now: datetime,
) -> None:
    """Append that a request was sent, refused by LINE or given up.

    An attempt that is only tried again is no delivery yet, and a 1:1 chat is of no workspace.
    """
    action = _action(step)
    group = await groups.by_line_id(session, row.chat) if action else None
    if action is None or group is None:
        return
    await audit.append(
        session,
        group.workspace_id,
        at=now,
        actor=ACTOR,
        action=action,
        subject=f"group:{group.kind}",
        detail={
            "request": str(row.id),
            "kind": row.kind,
            "messages": len(row.messages),
            "attempts": row.attempts,
            "line_request_id": line_request_id,
        },
    )


def _action(step: delivery.Step) -> str | None:
    match step:
        case delivery.Sent():
            return "delivery.sent"
        case delivery.PushInstead() | delivery.PlainInstead():
            return "delivery.refused"
        case delivery.Dead():
            return "delivery.given_up"
        case delivery.RetryAt():
            return None
