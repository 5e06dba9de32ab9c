"""A town where Saphan works: two bound groups of the simulator, people with every role, one clock.

Everything goes the real way (signed webhook, inbox, dispatcher, outbox, LINE's rules), but without
sockets and without waiting.
"""

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import httpx
from channel import drain_outbox
from fakes import PATIENT_SECONDS
from sqlalchemy import select

from bench.exported import exported
from bot.app import create_app
from bot.inbox.dispatcher import BATCH, drain_inbox
from bot.line.api import LineApi
from bot.outbox.enqueue import push_due_notices
from models import workspaces
from models.agencies import AgencyRow
from models.audit import AuditEntry
from models.groups import Group
from models.inbox import InboxEvent
from models.issues import Issue
from models.issues.reports import Report
from models.people import Person, PersonAgency
from scheduler.tick import tick
from simulator.model.chats import BOT
from simulator.model.membership import Membership
from simulator.model.phones import Phones

GATHERED = timedelta(seconds=11)
"""A little more than announcements are gathered for."""

PEOPLE = {
    "issuer": ("กนกวรรณ ใจดี", ("issuer",), ()),
    "admin": ("ธีระ มั่นคง", ("admin",), ()),
    "evaluator": ("อารี ดูแล", ("evaluator",), ()),
    "ddpm": ("สมชาย รักษ์น้ำ", ("reporter",), ("MOI-DDPM",)),
    "rid": ("มาลี ศรีสวัสดิ์", ("reporter",), ("MOAC-RID",)),
    "both": ("ดวงใจ พงษ์ไพร", ("reporter",), ("MOAC-DOF", "MOAC-DLD")),
    "nobody": ("วิชัย สุขเกษม", ("reporter",), ()),
    "guest": ("ผู้ไม่อยู่ในทะเบียน", None, ()),
}
"""By key: name, roles (`None`: not on the roster), agencies."""


class Town:
    """What people say and read; `deps` and `client` are those of the running web application."""

    def __init__(self, app, client, platform, carrier):
        self.app, self.client = app, client
        self.platform, self.carrier = platform, carrier
        self.people, self.chats = {}, {}
        self._read = {}

    @property
    def deps(self):
        return self.app.state.deps

    def set(self, **changes):
        """Go on with other settings, as after a restart."""
        settings = self.deps.settings.model_copy(update=changes)
        self.app.state.deps = replace(self.deps, settings=settings)

    def goes_on(self, people, chats, read, calls):
        """Go on where another town was left."""
        self.people, self.chats, self._read = people, chats, read
        self.carrier.calls[:] = calls

    async def settle(self, code=workspaces.MAIN, prefix=""):
        """Bind both groups of a workspace and enrol everybody; its chats are `prefix` + ia, ir."""
        membership = Membership(self.platform)
        for key, (name, _, _) in PEOPLE.items():
            if key not in self.people:
                person = membership.new_person(name, friend=True)
                self.people[key] = self.chats[key] = person.user_id
        for kind in ("ia", "ir"):
            group = membership.new_group(f"{prefix}{kind}", list(self.people.values()))
            self.chats[f"{prefix}{kind}"] = group.group_id
        self.platform.webhooks.drain()
        async with self.deps.sessions.begin() as session:
            workspace = await workspaces.by_code(session, code) or await workspaces.add(
                session, code=code, name=code, now=self.now
            )
            for kind in ("ia", "ir"):
                session.add(
                    Group(
                        workspace_id=workspace.id,
                        kind=kind,
                        line_group_id=self.chats[f"{prefix}{kind}"],
                    )
                )
            await self._enrol(session, workspace.id)
        return self

    async def _enrol(self, session, workspace_id):
        people = {
            key: Person(
                workspace_id=workspace_id,
                name=name,
                position="",
                line_id="",
                in_ia=True,
                in_ir=True,
                roles=list(roles),
                line_user_id=self.people[key],
                enrolled_at=self.now,
                created_at=self.now,
            )
            for key, (name, roles, _) in PEOPLE.items()
            if roles is not None
        }
        session.add_all(people.values())
        await session.flush()
        found = await session.execute(select(AgencyRow.code, AgencyRow.id))
        ids = dict(found.all())
        session.add_all(
            PersonAgency(person_id=person.id, agency_id=ids[code])
            for key, person in people.items()
            for code in PEOPLE[key][2]
        )

    async def speaks_for(self, who, code):
        """Let somebody speak for one agency more."""
        async with self.deps.sessions.begin() as session:
            person = await session.scalar(
                select(Person).where(Person.line_user_id == self.people[who])
            )
            agency = await session.scalar(select(AgencyRow).where(AgencyRow.code == code))
            session.add(PersonAgency(person_id=person.id, agency_id=agency.id))

    @property
    def now(self):
        return self.platform.clock()

    def says(self, chat, who, text, *, quote=""):
        """Somebody types; nothing is delivered yet. Gives the message id."""
        return Phones(self.platform).says(self.chats[chat], self.people[who], text, quote=quote).id

    async def deliver(self):
        """Send the webhooks that wait; gives the statuses."""
        return [await self.post(each.body, each.headers) for each in self.platform.webhooks.drain()]

    async def post(self, body, headers):
        """Hand a webhook over as a server does: a client would cost as much as its storing."""
        told = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "method": "POST", "path": "/webhook", "query_string": b""}
        answered = []

        async def receive():
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message):
            answered.append(message)

        await self.app(scope | {"headers": told}, receive, send)
        return answered[0]["status"]

    async def work(self):
        """Let the worker do all that there is to do now."""
        while await drain_inbox(self.deps) >= BATCH:
            pass
        await push_due_notices(self.deps)
        await drain_outbox(self.deps)

    async def hear(self, chat, who, text, *, quote=""):
        """Somebody types, the bot works; gives what the chat newly reads from the bot."""
        self.says(chat, who, text, quote=quote)
        assert set(await self.deliver()) <= {200}
        await self.work()
        return self.fresh(chat)

    async def answer(self, chat, who, text, *, quote=""):
        """The same as one text."""
        return "\n".join(await self.hear(chat, who, text, quote=quote))

    async def later(self, by=GATHERED):
        """Let time pass for the worker alone."""
        self.platform.clock.advance(by)
        await self.work()

    async def tick(self, by=timedelta(0)):
        """Let time pass; scheduler and worker do what is due."""
        self.platform.clock.advance(by)
        await tick(self.deps)
        await self.work()

    def entries(self, chat):
        return self.platform.chats.entries(self.chats[chat], sender=BOT)

    def fresh(self, chat):
        """What a chat has read from the bot since it was asked last."""
        entries = self.entries(chat)
        seen = self._read.get(chat, 0)
        self._read[chat] = len(entries)
        return [entry.text for entry in entries[seen:]]

    async def rows(self, table):
        async with self.deps.reading() as session:
            return list(await session.scalars(select(table).order_by(table.id)))

    async def exported(self, what):
        """The rows of an export, of the first workspace."""
        async with self.deps.reading() as session:
            tz = self.deps.settings.timezone
            return await exported(session, 1, what, tz, now=self.now)

    async def issues(self):
        return await self.rows(Issue)

    async def reports(self):
        return await self.rows(Report)

    async def inbox(self):
        return await self.rows(InboxEvent)

    async def refusals(self):
        """Reasons of the refused commands, in order."""
        found = await self.rows(AuditEntry)
        return [entry.detail["reason"] for entry in found if entry.action == "refused"]


@asynccontextmanager
async def open_town(settings, platform, carrier, engine):
    """Start the web application over a platform; nobody has settled yet."""
    app = create_app(
        settings,
        line=LineApi(carrier),
        clock=platform.clock,
        engine=engine,
        storage_seconds=PATIENT_SECONDS,
    )
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://saphan") as client,
    ):
        yield Town(app, client, platform, carrier)
