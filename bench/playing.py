"""Random histories: people of four agencies, two issuers and a judge, played through the handlers.

A history is one transaction that is never committed, so thousands fit into one database. One that
several workers play side by side is committed step by step.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bench.at_once import work_at_once
from bench.closing import state_first_quarter
from bench.known import Known, known_now
from bench.steps import PAUSES, PEOPLE, Choose, Stand, State, Step, TakeBack, draw_step
from bot.calendar import official_calendar
from bot.commands.agency import put_standing
from bot.commands.parse import seeded_directory
from bot.commands.session import Opened
from bot.deps import policy_of, words_of
from bot.settings import Settings, load_settings
from domain.chat.commands import Accept, Fields
from domain.chat.table import TABLE
from domain.errors import Refused
from domain.reminders.schedule import QuietHours
from handlers import HANDLERS
from handlers.context import Context
from handlers.unsend import unsend_message
from migrations.upgrade import upgrade
from models import groups, people, workspaces
from models.agencies import AgencyRow
from models.database import Sessions, open_engine, open_sessions
from models.groups import Group, GroupKind
from models.indicator.standings import Standing
from models.issues.reports import Report
from models.people import Person, PersonAgency
from models.workspaces import Workspace
from scheduler.context import TickContext
from scheduler.overdue import list_overdue
from scheduler.reminders import remind

BEGINNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Nine o'clock in Bangkok, on a Monday."""
YEAR_END = datetime(2026, 12, 28, 2, 0, tzinfo=UTC)
"""The same, in the last week of a fiscal quarter: a history goes over its end."""


class Theatre:
    """A migrated database with two bound groups and everybody enrolled."""

    def __init__(self, settings: Settings, sessions: Sessions) -> None:
        self.settings, self.sessions = settings, sessions
        self.directory = seeded_directory()
        self.calendar = official_calendar(settings, BEGINNING)
        self.words = words_of(settings)
        self.workspace_id = 0
        self.message_ids = count(1)

    async def set_up(self) -> None:
        async with self.sessions.begin() as session:
            main = await workspaces.by_code(session, workspaces.MAIN)
            assert main is not None
            self.workspace_id = main.id
            for kind in GroupKind:
                session.add(
                    Group(
                        workspace_id=main.id,
                        kind=kind,
                        line_group_id=f"C{kind}",
                    )
                )
            await enrol(session, main.id, {key: f"U{key}" for key in PEOPLE}, BEGINNING)

    @asynccontextmanager
    async def history(self) -> AsyncIterator["History"]:
        """Begin a history; all of it is undone at the end."""
        async with self.sessions() as session:
            await workspaces.hold(session, self.workspace_id)
            yield History(self, session)
            await session.rollback()


async def enrol(
    session: AsyncSession, workspace_id: int, users: Mapping[str, str], now: datetime
) -> None:
    """Put those of `PEOPLE` on the roster whose LINE ids are given by their keys."""
    codes = dict((await session.execute(select(AgencyRow.code, AgencyRow.id))).all())
    for key, user_id in users.items():
        roles, agencies = PEOPLE[key]
        person = Person(
            workspace_id=workspace_id,
            name=key,
            position="",
            line_id="",
            in_ia=True,
            in_ir=True,
            roles=list(roles),
            line_user_id=user_id,
            enrolled_at=now,
            created_at=now,
        )
        session.add(person)
        await session.flush()
        for code in agencies:
            session.add(PersonAgency(person_id=person.id, agency_id=codes[code]))


@asynccontextmanager
async def open_theatre(database_url: str) -> AsyncIterator[Theatre]:
    """Migrate an empty database and make everything in it."""
    settings = load_settings(
        _env_file=None,
        line_channel_secret=("secret",),
        line_channel_access_token="token",
        database_url=database_url,
    )
    engine = open_engine(settings.database_url)
    if engine.dialect.name == "sqlite":
        work_at_once(engine)
    try:
        await upgrade(engine)
        theatre = Theatre(settings, open_sessions(engine))
        await theatre.set_up()
        yield theatre
    finally:
        await engine.dispose()


class History:
    """What happens, a step at a time; `told` is what was done, for whoever must understand it.

    `known` is what was known after each step, by its instant. `unnamed` are the messages (ids)
    that accepted reports without naming an agency or a tap.
    """

    def __init__(self, theatre: Theatre, session: AsyncSession, now: datetime = YEAR_END) -> None:
        self.theatre, self.session = theatre, session
        self.now = now
        self.told: list[str] = []
        self.delayed = False
        self.unnamed: set[str] = set()
        self.known: dict[datetime, Known] = {}

    async def go_on(self, choose: Choose) -> None:
        """Let time pass, and somebody do something, or the scheduler."""
        step = draw_step(choose, self.now, choose(PAUSES), first=not self.told)
        self.now += step.after
        await self.carry_out(step)
        theatre = self.theatre
        self.known[self.now] = await known_now(
            self.session, theatre.workspace_id, theatre.settings, self.now
        )
        self.session.expunge_all()

    async def carry_out(self, step: Step) -> None:
        """Let somebody do something now."""
        self.delayed = self.delayed or bool(step.delay)
        match step.command:
            case None:
                outcome = await self._tick()
            case State():
                outcome = await state_first_quarter(
                    self.session, self.theatre.workspace_id, self.theatre.settings, self.now
                )
            case Stand():
                outcome = await self._stand(step.command)
            case TakeBack(nth):
                outcome = await self._take_back(step, nth)
            case _:
                outcome = await self._say(step)
        await self.session.flush()
        self.told.append(f"{self.now:%d %H:%M:%S} {step.who} {step.place} {step.command} {outcome}")

    async def _say(self, step: Step) -> str:
        ctx = await self._context(step)
        try:
            async with self.session.begin_nested():
                why = TABLE[step.kind].right.refusal(ctx.place, ctx.roles, enrolled=True)
                if why is not None:
                    raise Refused(why, "")
                await HANDLERS[type(step.command)](step.command, ctx)
                match step.command:
                    case Accept(agencies=(), seen=None):
                        self.unnamed.add(ctx.message_id or "")
        except Refused as refused:
            await ctx.note("refused", f"command:{step.kind}", reason=refused.code)
            return f"refused: {refused.code}"
        return "done"

    async def _take_back(self, step: Step, nth: int) -> str:
        """Let a report's message be unsent, by whoever sent it: LINE lets nobody else."""
        newest = select(Report).order_by(Report.id.desc()).offset(nth).limit(1)
        report = await self.session.scalar(newest)
        if report is None or report.line_message_id is None:
            return "nothing to take back"
        sender = await self.session.get_one(Person, report.reported_by_id)
        ctx = await self._context(replace(step, who=sender.name))
        await unsend_message(report.line_message_id, ctx, _read_nothing)
        return f"report {report.id} of {sender.name}"

    async def _stand(self, stand: Stand) -> str:
        codes = select(AgencyRow).where(AgencyRow.code == stand.agency)
        agency = (await self.session.scalars(codes)).one()
        settings = self.theatre.settings
        standing = Standing(
            agency_id=agency.id,
            from_on=self.now.astimezone(settings.timezone).date() + timedelta(days=stand.days),
            appraised=stand.appraised,
            ministry=stand.ministry,
            reason="ย้ายสังกัด",
            recorded_at=self.now,
        )
        await put_standing(Opened(settings, self.session, self.now), agency, standing)
        return "done"

    async def _tick(self) -> str:
        theatre, settings = self.theatre, self.theatre.settings
        # By then the IA group has read what was filed before.
        await self.session.execute(
            update(Report).where(Report.shown_at.is_(None)).values(shown_at=self.now)
        )
        ctx = TickContext(
            session=self.session,
            workspace_id=theatre.workspace_id,
            group=await groups.active(self.session, theatre.workspace_id, GroupKind.IR),
            issuers=await groups.active(self.session, theatre.workspace_id, GroupKind.IA),
            now=self.now,
            words=theatre.words,
            calendar=theatre.calendar,
            quiet=QuietHours(*settings.quiet_hours, settings.timezone),
            overdue_at=settings.overdue_at,
            brief_at=settings.brief_at,
            waits=settings.waits,
        )
        if not await remind(ctx):
            await list_overdue(ctx)
        return "ticked"

    async def _context(self, step: Step) -> Context:
        theatre = self.theatre
        home = theatre.workspace_id
        workspace = await self.session.get_one(Workspace, home)
        return Context(
            session=self.session,
            now=self.now,
            occurred_at=self.now - step.delay,
            place=step.place,
            chat=f"C{step.place}",
            user_id=f"U{step.who}",
            message_id=f"{next(theatre.message_ids)}",
            typed="",
            workspace=workspace,
            group=await groups.active(self.session, home, GroupKind(step.place)),
            person=await people.enrolled(self.session, home, f"U{step.who}"),
            calendar=theatre.calendar,
            directory=theatre.directory,
            words=theatre.words,
            policy=policy_of(theatre.settings, workspace),
        )


async def _read_nothing(_event: Mapping[str, Any]) -> Sequence[Fields]:
    """Read no stored event: a history has none."""
    return []


SCHEDULERS = 2


async def play_side_by_side(theatre: Theatre, seed: int, *, workers: int, rounds: int) -> History:
    """Let so many workers each carry out a step at the same moment, again and again.

    Two schedulers tick beside them. Gives what came of it as a history to look at; its session
    is the caller's to close.
    """
    chance, told, now, delayed = random.Random(seed), list[str](), YEAR_END, False

    async def carry_out(step: Step) -> None:
        async with theatre.sessions.begin() as session:
            await workspaces.hold(session, theatre.workspace_id)
            history = History(theatre, session, now)
            await history.carry_out(step)
        told.extend(history.told)

    for _ in range(rounds):
        after = chance.choice(PAUSES)
        steps = [draw_step(chance.choice, now, after, first=not told) for _ in range(workers)]
        now += after
        delayed = delayed or any(step.delay for step in steps)
        ticks = [Step(after)] * SCHEDULERS
        await asyncio.gather(*map(carry_out, [*steps, *ticks]))
    whole = History(theatre, theatre.sessions(), now)
    whole.told, whole.delayed = told, delayed
    return whole
