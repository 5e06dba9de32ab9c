"""A workspace with groups, people and issues, put straight into the database, and its clock."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from bot.deps import Deps
from domain.chat.commands import Urgency
from domain.issues.assignments import AgencyRole, AssignmentStatus, IssueStatus, MoveKind
from domain.reminders.schedule import plan
from domain.say import Say
from models import agencies, groups, issues, reminders, workspaces
from models.audit import AuditEntry
from models.groups import Group, GroupKind
from models.issues import Assignment, DeadlineChange, Issue
from models.issues.reports import Report, ReportKind
from models.notices import Notice
from models.people import Person, PersonAgency
from models.reminders import Reminder
from models.reminders.overdue import OverdueSlot
from models.workspaces import MAIN
from scheduler.tick import tick

BANGKOK = ZoneInfo("Asia/Bangkok")


def at(hour: int, minute: int = 0, day: int = 23, month: int = 11, second: int = 0) -> datetime:
    """An instant in 2569 B.E.; 23 November is a Monday."""
    return datetime(2026, month, day, hour, minute, second, tzinfo=BANGKOK)


class Stage:
    """Speaks to the database as handlers would; `now` is moved by the test."""

    def __init__(self, deps: Deps, now: datetime) -> None:
        self.now = now
        self.deps = replace(deps, clock=lambda: self.now)
        self.workspace_id = 0

    async def set_up(self) -> "Stage":
        """Bind both groups and enrol an issuer."""
        async with self.deps.sessions.begin() as session:
            main = await workspaces.by_code(session, MAIN)
            assert main is not None
            self.workspace_id = main.id
        await self.bind(GroupKind.IA)
        await self.bind(GroupKind.IR)
        self.issuer_id = await self.enrol("Issuer", (), roles=("issuer",))
        return self

    async def bind(self, kind: GroupKind) -> None:
        async with self.deps.sessions.begin() as session:
            session.add(
                Group(
                    workspace_id=self.workspace_id,
                    kind=kind,
                    line_group_id=f"C{kind}",
                )
            )

    async def unbind(self, kind: GroupKind) -> None:
        async with self.deps.sessions.begin() as session:
            await session.execute(update(Group).where(Group.kind == kind).values(left_at=self.now))

    async def enrol(self, name, codes, *, roles=("reporter",), present=True) -> int:
        """Add somebody who speaks for agencies; `present` in the IR group."""
        async with self.deps.sessions.begin() as session:
            person = Person(
                workspace_id=self.workspace_id,
                name=name,
                position="",
                line_id="",
                in_ia=True,
                in_ir=True,
                roles=list(roles),
                line_user_id=f"U{name}",
                enrolled_at=self.now,
                created_at=self.now,
            )
            session.add(person)
            await session.flush()
            for code in codes:
                agency = await self._agency(session, code)
                session.add(PersonAgency(person_id=person.id, agency_id=agency.id))
            if present:
                await groups.saw_member(session, "Cir", f"U{name}", self.now)
            return person.id

    async def open_issue(
        self, headline, codes, deadline, *, urgency=Urgency.NORMAL, agenda=""
    ) -> int:
        """Open an issue now; returns its number."""
        async with self.deps.holding(self.workspace_id) as session:
            number = await workspaces.take_number(session, self.workspace_id)
            issue = Issue(
                workspace_id=self.workspace_id,
                number=number,
                headline=headline,
                detail="",
                links=["https://example.go.th"],
                urgency=urgency,
                agenda=agenda,
                reference="",
                typed=headline,
                status=IssueStatus.OPEN,
                opened_by_id=self.issuer_id,
                opened_at=self.now,
                recorded_at=self.now,
                deadline=deadline,
            )
            session.add(issue)
            await session.flush()
            for code in codes:
                agency = await self._agency(session, code)
                assignment = Assignment(
                    issue_id=issue.id,
                    agency_id=agency.id,
                    ministry=agency.ministry,
                    role=AgencyRole.LEAD,
                    status=AssignmentStatus.ASSIGNED,
                    assigned_at=self.now,
                    deadline=deadline,
                    original_deadline=deadline,
                )
                session.add(assignment)
                await session.flush()
                await self._plan(session, assignment, urgency)
            return number

    async def report(self, number, code) -> None:
        """The agency files its final report now."""
        async with self.deps.sessions.begin() as session:
            assignment = await self._assignment(session, number, code)
            session.add(
                Report(
                    assignment_id=assignment.id,
                    revision=1,
                    kind=ReportKind.FINAL,
                    text="ชี้แจงแล้ว",
                    links=[],
                    reported_by_id=self.issuer_id,
                    reported_at=self.now,
                    recorded_at=self.now,
                    reason="",
                )
            )
            assignment.status = AssignmentStatus.REPORTED
            assignment.first_reported_at = assignment.first_reported_at or self.now
            assignment.reported_at = self.now

    async def put_status(self, number, code, status) -> None:
        async with self.deps.sessions.begin() as session:
            (await self._assignment(session, number, code)).status = status

    async def move_deadline(self, number, code, deadline, kind=MoveKind.EXTENDED) -> None:
        """An issuer moves the deadline of one agency now."""
        async with self.deps.sessions.begin() as session:
            assignment = await self._assignment(session, number, code)
            session.add(
                DeadlineChange(
                    assignment_id=assignment.id,
                    old_deadline=assignment.deadline,
                    new_deadline=deadline,
                    changed_at=self.now,
                    recorded_at=self.now,
                    changed_by_id=self.issuer_id,
                    kind=kind,
                    reason="",
                )
            )
            assignment.deadline = deadline
            await self._plan(session, assignment, Urgency.NORMAL)

    async def tick_at(self, now: datetime) -> list[Say]:
        """Let the scheduler tick at an instant; returns what is new for the IR group."""
        before = len(await self.notices())
        self.now = now
        await tick(self.deps)
        return (await self.notices())[before:]

    async def tick_through(self, last: datetime) -> list[Say]:
        """Tick whenever something may be due, and a minute later, up to an instant.

        Returns what is new for the IR group.
        """
        before = len(await self.notices())
        async with self.deps.sessions() as session:
            instants = set(await session.scalars(select(Reminder.due_at)))
        day = self.now.replace(hour=0, minute=0)
        while day <= last:
            instants |= {day + timedelta(hours=hour) for hour in (6, 9, 15)}
            day += timedelta(days=1)
        instants |= {instant + timedelta(minutes=1) for instant in instants} | {last}
        for self.now in sorted(each for each in instants if self.now < each <= last):
            await tick(self.deps)
        return (await self.notices())[before:]

    async def notices(self) -> list[Say]:
        """Everything the IR group was or will be told, oldest first."""
        async with self.deps.sessions() as session:
            found = await session.scalars(
                select(Notice)
                .join(Group, Group.id == Notice.group_id)
                .where(Group.kind == GroupKind.IR)
                .order_by(Notice.id)
            )
            return [Say.from_json(notice.say) for notice in found]

    async def ledger(self) -> list[tuple[str, str, str]]:
        """Name, status and reason of every reminder, by when it was due."""
        async with self.deps.sessions() as session:
            found = await session.scalars(select(Reminder).order_by(Reminder.due_at, Reminder.id))
            return [(row.name, row.status, row.reason) for row in found]

    async def slots(self) -> list[tuple[datetime, str]]:
        """When each settled overdue list was due, and what became of it."""
        async with self.deps.sessions() as session:
            found = await session.scalars(select(OverdueSlot).order_by(OverdueSlot.due_at))
            return [(row.due_at.astimezone(BANGKOK), row.outcome) for row in found]

    async def audited(self) -> list[tuple[str, str]]:
        """Action and subject of every audit entry."""
        async with self.deps.sessions() as session:
            found = await session.scalars(select(AuditEntry).order_by(AuditEntry.seq))
            return [(entry.action, entry.subject) for entry in found]

    async def _agency(self, session, code):
        (row,) = await agencies.named(session, self.workspace_id, [code])
        return row

    async def _assignment(self, session, number, code) -> Assignment:
        issue = await issues.get(session, self.workspace_id, number)
        assert issue is not None
        return next(
            assignment for assignment in issue.assignments if assignment.agency.code == code
        )

    async def _plan(self, session, assignment: Assignment, urgency) -> None:
        leads = self.deps.settings.lead_times({})[urgency]
        planned = plan(self.now, assignment.deadline, leads)
        await reminders.plan(session, assignment.id, assignment.deadline, planned)
