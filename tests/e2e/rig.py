"""A stage of real sockets: LINE's simulator on loopback, and Saphan in this process or its own.

Nothing here sleeps: one waits for what LINE has seen, or until Saphan's loops are woken.
"""

import asyncio
import os
import sys
from contextlib import asynccontextmanager
from pathlib import Path

from loopback import serving
from processes import PATIENCE_SECONDS
from sqlalchemy import select

from bot.app import EVERYTHING, create_app
from bot.settings import load_settings
from models import inbox, outbox, workspaces
from models.agencies import AgencyRow
from models.database import open_engine, open_sessions
from models.groups import Group
from models.issues import Issue
from models.people import Person, PersonAgency
from simulator.control.client import SimulatorClient
from simulator.http import create_app as create_simulator
from simulator.model.channel import Channel
from simulator.model.chats import BOT
from simulator.model.phones import Phones
from simulator.model.platform import Platform
from simulator.model.updates import wait_for

ROOT = Path(__file__).parent.parent.parent
ISSUE = "#issue {}\nถึง: ปภ.\nภายใน: 3 วัน"
ROLES = {"issuer": ("issuer",), "ddpm": ("reporter",), "admin": ("admin",)}


class Line:
    """The simulator with two groups and three people."""

    def __init__(self, platform, client, url):
        self.platform, self.client, self.url = platform, client, url
        self.people, self.groups = {}, {}

    async def fill(self):
        for key in ROLES:
            self.people[key] = await self.client.person(key, friend=True)
        for key in ("ia", "ir"):
            self.groups[key] = await self.client.group(key, list(self.people.values()))
        return self

    async def says(self, chat, who, text):
        return await self.client.says(self.groups[chat], self.people[who], text)

    def says_unsent(self, chat, who, text):
        """Somebody speaks; gives the request that LINE would send, for a test to send."""
        Phones(self.platform).says(self.groups[chat], self.people[who], text)
        (batch,) = self.platform.webhooks.drain()
        return batch

    def heard(self, chat):
        """What a group has read from the bot."""
        return [entry.text for entry in self.platform.chats.entries(self.groups[chat], sender=BOT)]

    def calls(self, operation):
        """The statuses of the bot's calls, in order."""
        return [call.status for call in self.platform.ledger if call.operation == operation]

    async def until(self, look):
        """Wait until something is so at LINE."""
        found = await wait_for(self.platform.updates, look, PATIENCE_SECONDS)
        assert found, (self.heard("ia"), self.heard("ir"), self.platform.ledger[-5:])
        return found

    def outcomes(self):
        """How the webhooks were answered since the bot has an address."""
        log = self.platform.webhooks.log
        return [each.outcome for each in log if each.outcome != "no_webhook_url"]

    def point_to(self, url):
        self.platform.channel.webhook_url = f"{url}/webhook"


@asynccontextmanager
async def open_line():
    """Serve a LINE that waits for webhooks longer than the real one: this machine may be busy."""
    platform = Platform(Channel(secret="a-channel-secret", token="a-token"), quota=1000)
    platform.webhooks.redelivery.count = 3  # switched on, as the README tells
    app = create_simulator(
        platform, webhook_timeout_seconds=PATIENCE_SECONDS, webhook_concurrency=4
    )
    async with serving(app) as url, SimulatorClient(url) as client:
        yield await Line(platform, client, url).fill()


def environment(line, database_url, folder):
    """The settings of a Saphan that speaks to the simulator and gathers nothing."""
    return {
        "LINE_CHANNEL_SECRET": line.platform.channel.secret,
        "LINE_CHANNEL_ACCESS_TOKEN": line.platform.channel.token,
        "LINE_API_URL": line.url,
        "DATABASE_URL": database_url,
        "SAPHAN_FILES": f"{folder}/files",
        "SAPHAN_GATHER": "0s",
        "SAPHAN_CHECK_LINKS": "off",
        "SAPHAN_QUIET_HOURS": "00:00-00:00",
        # The stories are of groups; who is told 1:1 has stories of its own.
        "SAPHAN_REMINDERS": "group",
    }


async def settle(line, database_url):
    """Bind the groups and enrol the people, straight in the database."""
    engine = open_engine(database_url)
    now = line.platform.clock()
    async with open_sessions(engine).begin() as session:
        main = await workspaces.by_code(session, workspaces.MAIN)
        for kind, group in line.groups.items():
            session.add(Group(workspace_id=main.id, kind=kind, line_group_id=group))
        for key, roles in ROLES.items():
            person = Person(
                workspace_id=main.id,
                name=key,
                position="",
                line_id="",
                in_ia=True,
                in_ir=True,
                roles=list(roles),
                line_user_id=line.people[key],
                enrolled_at=now,
                created_at=now,
            )
            session.add(person)
            await session.flush()
        ddpm = await session.scalar(select(AgencyRow.id).where(AgencyRow.code == "MOI-DDPM"))
        reporter = await session.scalar(select(Person.id).where(Person.name == "ddpm"))
        session.add(PersonAgency(person_id=reporter, agency_id=ddpm))
    await engine.dispose()


async def issue_numbers(database_url):
    """The numbers of all issues, as they stand on disk."""
    engine = open_engine(database_url)
    async with open_sessions(engine)() as session:
        numbers = list(await session.scalars(select(Issue.number).order_by(Issue.id)))
    await engine.dispose()
    return numbers


class Bot:
    """Saphan in this process, behind a socket of its own."""

    def __init__(self, url, line, deps):
        self.url, self.line, self.deps = url, line, deps

    async def quiet(self):
        """Wait until nothing waits: every event is dealt with and every answer sent."""
        assert await self.line.client.settled(PATIENCE_SECONDS)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await self._busy():  # noqa: ASYNC110 - the worker settles the rows
                await asyncio.sleep(0.02)

    async def _busy(self):
        async with self.deps.reading() as session:
            waiting = (
                await inbox.queue.oldest_waiting(session),
                await outbox.queue.oldest_waiting(session),
            )
        return any(waiting)


@asynccontextmanager
async def open_bot(line, settings, storage_seconds):
    """Serve everything in this process, with the real SDK."""
    given = load_settings(_env_file=None, **settings)
    app = create_app(given, parts=EVERYTHING, alone=True, storage_seconds=storage_seconds)
    async with serving(app) as url:
        # Early callers queue up until the application has started.
        async with asyncio.timeout(PATIENCE_SECONDS):
            reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rsplit(":")[-1]))
            writer.write(b"GET /healthz HTTP/1.0\r\n\r\n")
            await reader.readline()
            writer.close()
        line.point_to(url)
        yield Bot(url, line, app.state.deps)


async def run(*words, settings, folder):
    """Run a `saphan` command to its end; gives exit code, stdout and stderr."""
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot.cli", *words),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await running.communicate()
    return running.returncode, out.decode(), err.decode()
