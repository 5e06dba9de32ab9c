"""What a tick is given in one workspace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy.ext.asyncio import AsyncSession

from domain.calendar import Calendar
from domain.notices import Topic
from domain.planner import Waits
from domain.reminders.schedule import QuietHours
from domain.say import Say
from domain.words import Words
from models.agencies import AgencyRow
from models.groups import Group
from models.notices import telling


@dataclass(frozen=True, slots=True)
class TickContext:
    """A transaction that holds the workspace, at one instant.

    `group` is its IR group, `issuers` its IA group, if there is one.
    """

    session: AsyncSession
    workspace_id: int
    group: Group | None
    issuers: Group | None
    now: datetime
    words: Words
    calendar: Calendar
    quiet: QuietHours
    overdue_at: tuple[time, ...]
    brief_at: time
    waits: Waits

    async def tell(
        self,
        group: Group,
        topic: Topic,
        say: Say,
        agencies: Sequence[AgencyRow] = (),
        until: datetime | None = None,
        due_at: datetime | None = None,
    ) -> None:
        """Leave a notice; it matters to `agencies`, whose people are called by name."""
        await telling.tell(
            self.session,
            group,
            topic,
            say,
            now=self.now,
            waits=self.waits,
            words=self.words,
            agencies=agencies,
            until=until,
            due_at=due_at,
        )
