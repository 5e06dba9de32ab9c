"""What one round in one workspace works with."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from domain.calendar import Calendar
from domain.reminders.schedule import QuietHours
from domain.say import Say
from domain.words import Words
from models import audit, notices
from models.groups import Group

ACTOR = "scheduler"


@dataclass(frozen=True, slots=True)
class Round:
    """A transaction that holds the workspace, at one instant; `group` is its IR group, if any."""

    session: AsyncSession
    workspace_id: int
    group: Group | None
    now: datetime
    words: Words
    calendar: Calendar
    quiet: QuietHours
    overdue_at: tuple[time, ...]

    async def tell(self, group: Group, say: Say, key: str) -> None:
        """Leave a notice that is pushed at once; the same key never twice."""
        await notices.add(
            self.session,
            group_id=group.id,
            say=say,
            now=self.now,
            push_at=self.now,
            dedupe_key=key,
        )

    async def note(self, action: str, subject: str, detail: dict[str, Any]) -> None:
        """Append to the audit; numbers, codes and instants only."""
        await audit.append(
            self.session,
            self.workspace_id,
            at=self.now,
            actor=ACTOR,
            action=action,
            subject=subject,
            detail=detail,
        )
