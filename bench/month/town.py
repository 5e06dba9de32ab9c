"""The program in this process, and two groups of people who have enrolled."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bench.at_once import work_at_once
from bench.month.carrier import Carrier
from bench.next_due import NextDue
from bot.app import create_app
from bot.deps import Deps
from bot.inbox.dispatcher import drain_inbox
from bot.line.api import LineApi
from bot.outbox.enqueue import push_due_notices
from bot.outbox.sender import AT_ONCE, claim, deliver
from bot.settings import load_settings
from domain.agencies import Agency, AgencyKind
from domain.chat.rights import Role
from domain.codes import derive, fingerprint
from migrations.upgrade import upgrade
from models import workspaces
from models.agencies import AgencyRow
from models.database import open_engine, reader_of
from models.groups import Group, GroupKind
from models.people import EnrolmentCode, Person, PersonAgency
from scheduler.jobs import JOBS
from simulator.model.clock import SimulatedClock
from simulator.model.membership import Membership
from simulator.model.phones import Phones
from simulator.model.platform import Platform

AGENCIES, MEMBERS = 145, 300
PER_AGENCY = 2
STAFF: dict[str, tuple[Role, ...]] = {
    **{f"issuer{number}": (Role.ISSUER,) for number in (1, 2, 3)},
    **{f"judge{number}": (Role.EVALUATOR,) for number in range(1, 7)},
    "admin": (Role.ADMIN,),
}
IR_ALONE = 10
"""Every so many-th agency has nobody in the IA group."""
PATIENT_SECONDS = 120.0
"""The machine may be busy: how long a webhook waits for its commit is not what is tried."""
A_MINUTE, SELDOM = timedelta(minutes=1), timedelta(hours=1)
SELDOM_RUN = ("find_members", "tell_admins", "ask_quota", "leave_groups")
"""Jobs on which nothing due hangs: run each time, they would take most of the time."""
NOT_RUN = ("erase",)
"""What was carried is compared with LINE's account in the end."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many agencies, how many people in each group; which share of people enrols 1:1."""

    agencies: int = AGENCIES
    members: int = MEMBERS
    friends: float = 1.0


class Town:
    """The groups, their people, and the running program."""

    def __init__(self, app: Any, client: httpx.AsyncClient, line: Platform, carrier: Carrier):
        self.app, self.client, self.platform, self.carrier = app, client, line, carrier
        self.ids: dict[str, str] = {}
        """LINE ids of groups (`ia`, `ir`) and people, by key; of an agency `CODE/1`, `CODE/2`."""
        self.agencies: list[Agency] = []
        self.heard = 0
        """How many events the worker has dealt with."""
        self._ran: dict[str, datetime] = {}
        self._next_due = NextDue()

    @property
    def deps(self) -> Deps:
        """Those of the running application."""
        deps: Deps = self.app.state.deps
        return deps

    @property
    def now(self) -> datetime:
        """The simulated time."""
        return self.platform.clock()

    def in_ia(self, agency: Agency) -> bool:
        """Whether its people sit in the IA group too, where they read the issue itself."""
        return self.ids[f"{agency.code}/1"] in self.platform.people.groups[self.ids["ia"]].members

    async def settle(self, size: Size) -> None:
        """Fill both groups, and let everybody enrol: in the 1:1 chat, or in the IR group."""
        self.agencies = await self._some_agencies(size.agencies)
        staff = {key: self._person(key) for key in STAFF}
        pairs = [
            [self._person(f"{agency.code}/{number + 1}") for number in range(PER_AGENCY)]
            for agency in self.agencies
        ]
        sitting = [each for place, pair in enumerate(pairs) if place % IR_ALONE for each in pair]
        guests = [self._person(f"guest{number}") for number in range(size.members)]
        for kind, people in (("ia", sitting), ("ir", [each for pair in pairs for each in pair])):
            inside = [*staff.values(), *people, *guests][: size.members]
            self.ids[kind] = Membership(self.platform).new_group(kind, inside).group_id
        self.platform.webhooks.drain()
        codes = await self._roster()
        friends = size.friends * len(pairs)
        for place, (key, code) in enumerate(codes.items()):
            of_agency = (place - len(STAFF)) // PER_AGENCY
            # Who runs the bot has it as a friend; the staff follow where anybody does.
            alone = of_agency < friends if key not in STAFF else size.friends > 0 or key == "admin"
            await self._enrols(key, code, alone=alone)
        for _ in range(len(codes) // 50 + 2):
            self.platform.clock.advance(A_MINUTE)
            self._ran.clear()
            await self.turn()

    async def _some_agencies(self, count: int) -> list[Agency]:
        """Take agencies whose names are no part of others', ministries and departments first."""
        async with self.deps.reading() as session:
            found = [row.value() for row in await session.scalars(select(AgencyRow))]
        kinds = (AgencyKind.MINISTRY, AgencyKind.DEPARTMENT)
        names = [agency.name_en for agency in found]
        clear = [each for each in found if sum(each.name_en in name for name in names) == 1]
        return sorted([each for each in clear if each.kind in kinds], key=lambda a: a.code)[:count]

    def _person(self, key: str) -> str:
        self.ids[key] = Membership(self.platform).new_person(key).user_id
        return self.ids[key]

    async def _roster(self) -> dict[str, str]:
        """Bind both groups, and put everybody on the roster; return the codes by key."""
        keys = [*STAFF, *(key for key in self.ids if "/" in key)]
        async with self.deps.sessions.begin() as session:
            home = await workspaces.by_code(session, workspaces.MAIN)
            assert home is not None
            for kind in GroupKind:
                group = Group(workspace_id=home.id, kind=kind, line_group_id=self.ids[kind])
                session.add(group)
            rows = dict((await session.execute(select(AgencyRow.code, AgencyRow.id))).all())
            return {key: await self._slip(session, home.id, key, rows) for key in keys}

    async def _slip(
        self, session: AsyncSession, home: int, key: str, agencies: dict[str, int]
    ) -> str:
        """Put one person on the roster; return the code on the slip."""
        agency, slash, _ = key.partition("/")
        now, secret = self.now, self.deps.settings.secret
        person = Person(
            workspace_id=home,
            name=key,
            position="",
            line_id="",
            in_ia=True,
            in_ir=True,
            roles=[Role.REPORTER] if slash else list(STAFF[key]),
            created_at=now,
        )
        session.add(person)
        await session.flush()
        if slash:
            session.add(PersonAgency(person_id=person.id, agency_id=agencies[agency]))
        code = derive(secret, nonce := uuid.uuid5(uuid.NAMESPACE_OID, key).hex)
        session.add(
            EnrolmentCode(
                person_id=person.id,
                nonce=nonce,
                code_hash=fingerprint(secret, code),
                created_at=now,
                expires_at=now + timedelta(days=30),
            )
        )
        return code

    async def _enrols(self, key: str, code: str, *, alone: bool) -> None:
        if alone:
            Membership(self.platform).follows(self.ids[key])
        self.says(key, "alone" if alone else "ir", f"#join {code}")
        await self.deliver()
        await self.work()
        self.platform.clock.advance(timedelta(seconds=3))

    def says(self, who: str, place: str, text: str) -> None:
        """Let somebody type something in a group, or alone with the bot."""
        chat = self.ids[who if place == "alone" else place]
        Phones(self.platform).says(chat, self.ids[who], text)

    async def deliver(self) -> None:
        """Send the webhooks that wait."""
        for batch in self.platform.webhooks.drain():
            answer = await self.client.post("/webhook", content=batch.body, headers=batch.headers)
            assert answer.status_code == 200, answer.text

    async def listen(self) -> bool:
        """Let the worker deal with what people typed; return whether there was anything."""
        before = self.heard
        while dealt_with := await drain_inbox(self.deps):
            self.heard += dealt_with
        return self.heard > before

    async def work(self) -> None:
        """Let the worker do all that there is to do now."""
        await self.listen()
        await push_due_notices(self.deps)
        while rows := await claim(self.deps, AT_ONCE):
            await asyncio.gather(*(deliver(self.deps, row) for row in rows))

    async def turn(self) -> None:
        """Let each job whose time has come, and the worker, do what is due now."""
        now = self.now
        for job in JOBS:
            pace = SELDOM if job.name in SELDOM_RUN else job.every
            last = self._ran.get(job.name)
            # A tick is never more than seconds away; here it comes when it is needed.
            again = last is None or pace < A_MINUTE or now - last >= pace
            if again and job.name not in NOT_RUN:
                self._ran[job.name] = now
                await job.run(self.deps)
        await self.work()

    async def next_due(self) -> tuple[datetime, bool]:
        """Return when the program has something to do next, as its tables tell, if ever.

        And whether it may take its time then: what is to be sent goes at once.
        """
        async with self.deps.reading() as session:
            return await self._next_due.after(session, self.now)


@asynccontextmanager
async def open_town(folder: Path, seed: int, begins: datetime) -> AsyncIterator[Town]:
    """Start the program on an empty database, an hour before the month begins."""
    clock = SimulatedClock(begins - timedelta(hours=1), running=False)
    line = Platform(clock=clock, quota=None, seed=seed)
    url = f"sqlite:///{folder}/saphan.db"
    engine = open_engine(url)
    work_at_once(engine)
    work_at_once(reader_of(engine))
    await upgrade(engine)
    carrier = Carrier(line)
    settings = load_settings(
        _env_file=None,
        line_channel_secret=(line.channel.secret,),
        line_channel_access_token=line.channel.token,
        database_url=url,
        files=str(folder / "files"),
        language="en",
        check_links=False,
    )
    app = create_app(
        settings,
        line=LineApi(carrier),
        clock=clock,
        engine=engine,
        storage_seconds=PATIENT_SECONDS,
    )
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://saphan") as client,
    ):
        yield Town(app, client, line, carrier)
