"""What a handler is given: one frozen context per command."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain.calendar import Calendar
from domain.chat.rights import Place, Role
from domain.directory import Directory
from domain.errors import Refused
from domain.indicator.rules import CountedRoles
from domain.issues.assignments import ReturnClock
from domain.issues.audit import Action, Actor, Subject, line_actor, person_actor
from domain.planner import Waits
from domain.reminders.schedule import LeadTimes
from domain.words import Words
from models import audit
from models.groups import Group
from models.people import Person
from models.workspaces import Workspace


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings that handlers obey.

    `lead_times` say how long before a deadline is reminded; `waits` is how long notices wait;
    `return_clock` is the rule for returned reports (C4), `counted_roles` that of lead and support
    (K17); `secrets` are the keys of one-time codes, the newest first.
    """

    lead_times: LeadTimes
    waits: Waits
    secrets: Sequence[str]
    return_clock: ReturnClock = ReturnClock.PAUSED
    counted_roles: CountedRoles = CountedRoles.LEAD


@dataclass(frozen=True, slots=True)
class Context:
    """Who speaks, where and when.

    `occurred_at` is LINE's time of the message and decides about lateness, `now` is our clock.
    `workspace`, `group` and `person` are `None` where they are not known. `chat_name` is what LINE
    calls the group, and `chat_size` how many people it counts in it, where a `#bind` asked for it.
    """

    session: AsyncSession
    now: datetime
    occurred_at: datetime
    place: Place
    workspace: Workspace | None
    calendar: Calendar
    directory: Directory
    words: Words
    policy: Policy
    chat: str = ""
    chat_name: str = ""
    chat_size: int | None = None
    user_id: str | None = None
    message_id: str | None = None
    typed: str = ""
    group: Group | None = None
    person: Person | None = None

    @property
    def roles(self) -> frozenset[Role]:
        """The sender's roles; none for a stranger."""
        return frozenset(Role(role) for role in self.person.roles) if self.person else frozenset()

    @property
    def actor(self) -> Actor:
        """How the audit names the sender."""
        return person_actor(self.person.id) if self.person else line_actor(self.user_id)

    def in_workspace(self) -> Workspace:
        """Return the workspace; raises Refused in an unbound group."""
        if self.workspace is None:
            raise Refused("unbound_group", self.words.unbound_group())
        return self.workspace

    def sender(self) -> Person:
        """Return the enrolled sender; raises Refused for a stranger."""
        if self.person is None:
            raise Refused("not_enrolled", self.words.not_enrolled())
        return self.person

    async def note(
        self, action: Action, subject: Subject, *, workspace_id: int | None = None, **detail: object
    ) -> None:
        """Append to the audit what the sender did: of this workspace, where no other is given."""
        home = self.in_workspace().id if workspace_id is None else workspace_id
        at, actor = self.occurred_at, self.actor
        await audit.append(
            self.session, home, action, subject, self.now, at=at, actor=actor, **detail
        )
