"""What runs in the demo: a simulator and the bot, one clock for both, a roster with codes."""

import asyncio
import secrets
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bot.app import EVERYTHING, create_app
from bot.commands.group import new_group_code
from bot.commands.roster import take_over
from bot.commands.session import Opened
from bot.demo.clock import jumps
from bot.demo.server import address, listen, serving
from bot.demo.suggestions import SUGGESTIONS
from bot.deps import Deps
from bot.documents.roster_file import read_file
from bot.settings import Settings, load_settings
from domain.planner import Route
from domain.roster.sheets import read_sheets
from domain.words import words_for
from models import inbox, outbox, roster, workspaces
from models.agencies import AgencyRow
from scheduler.tick import tick
from simulator.control.client import SimulatorClient
from simulator.http import create_app as create_simulator
from simulator.model.channel import Channel
from simulator.model.clock import SimulatedClock
from simulator.model.platform import Platform

ROSTER = Path(__file__).parent / "roster.csv"
QUOTA = 15_000
REDELIVERIES = 3
"""Off at LINE until it is switched on, which the README tells to do."""
PATIENT_SECONDS = 20.0
"""LINE waits for two seconds; a machine that is busy with the start is no fault to show."""
JUMP = timedelta(seconds=2)
LOOK_EVERY_SECONDS = 0.1
IDLE_POLL_SECONDS = 0.02


@dataclass
class Demo:
    """What runs: the simulator's model, the bot, and codes by person and group."""

    platform: Platform
    client: SimulatorClient
    deps: Deps
    codes: dict[str, str]
    followed: datetime

    async def follow_clock(self) -> None:
        """Let the bot look at once at what fell due when somebody moved the clock."""
        now = self.platform.clock()
        moved, self.followed = abs(now - self.followed), now
        if moved >= JUMP:
            await tick(self.deps)
            self.deps.loops.wake_all()

    async def quiet(self) -> None:
        """Wait until every webhook is answered and the bot has nothing left to say."""
        await self.client.settled()
        await self.follow_clock()
        while await self._busy():  # noqa: ASYNC110 - the worker settles the rows
            await asyncio.sleep(IDLE_POLL_SECONDS)

    async def _busy(self) -> bool:
        async with self.deps.reading() as session:
            waiting = (
                await inbox.queue.oldest_waiting(session),
                await outbox.queue.oldest_waiting(session),
            )
        return any(waiting)


@asynccontextmanager
async def open_demo(port: int, *, start: datetime | None = None) -> AsyncIterator[Demo]:
    """Start everything on loopback with a fresh database; `start` stops the clock there.

    Raises OSError when the port is taken.
    """
    front, back = listen(port), listen(0)
    secret, token = secrets.token_hex(16), secrets.token_urlsafe(32)
    platform = Platform(
        Channel(secret=secret, token=token, webhook_url=f"{address(back)}/webhook"),
        clock=SimulatedClock(start, running=start is None),
        quota=QUOTA,
    )
    platform.webhooks.redelivery.count = REDELIVERIES
    with tempfile.TemporaryDirectory(prefix="saphan-demo-") as folder:
        settings = _settings(folder, address(front), back, secret, token)
        bot = create_app(
            settings,
            clock=platform.clock,
            parts=EVERYTHING,
            alone=True,
            storage_seconds=PATIENT_SECONDS,
        )
        simulator = create_simulator(
            platform,
            webhook_timeout_seconds=PATIENT_SECONDS,
            jumps=jumps(bot),
            suggestions=SUGGESTIONS,
        )
        async with (
            serving(simulator, front),
            serving(bot, back),
            SimulatorClient(address(front)) as client,
        ):
            deps: Deps = bot.state.deps
            demo = Demo(
                platform=platform,
                client=client,
                deps=deps,
                codes=await _give_codes(deps),
                followed=platform.clock(),
            )
            simulator.state.player.quiet = demo.quiet
            following = asyncio.create_task(_keep_following(demo))
            try:
                yield demo
            finally:
                following.cancel()
                await asyncio.gather(following, return_exceptions=True)


def _settings(folder: str, line_url: str, back: socket.socket, secret: str, token: str) -> Settings:
    return load_settings(
        line_channel_secret=(secret,),
        line_channel_access_token=token,
        line_api_url=line_url,
        database_url=f"sqlite:///{folder}/saphan.db",
        host="127.0.0.1",
        port=back.getsockname()[1],
        public_url=address(back),
        files=f"{folder}/files",
        check_links=False,
        route=Route.GROUP,  # what is told shows where everybody looks
    )


async def who_is_who(deps: Deps) -> dict[str, str]:
    """Return agency and roles of everybody on the sample roster, by name: in Thai, then English."""
    async with deps.reading() as session:
        found = await session.execute(select(AgencyRow.name_th, AgencyRow.name_en))
        english = dict(found.tuples().all())
    words = words_for("th", deps.settings.timezone)
    about = {}
    for row in read_sheets(read_file(ROSTER)).rows:
        roles = sorted(row.roles)
        thai = [row.agency, *(words.role(role) for role in roles)]
        about[row.name] = "\n".join(
            " · ".join(parts) for parts in (thai, [english.get(row.agency, row.agency), *roles])
        )
    return about


async def _keep_following(demo: Demo) -> None:
    while True:
        await asyncio.sleep(LOOK_EVERY_SECONDS)
        await demo.follow_clock()


async def _give_codes(deps: Deps) -> dict[str, str]:
    """Take the sample roster over; return each person's code by name, and those of the groups."""
    now = deps.clock()
    read = read_sheets(read_file(ROSTER))
    async with deps.sessions.begin() as session:
        opened = Opened(deps.settings, session, now)
        workspace = await opened.hold(workspaces.MAIN)
        await take_over(opened, workspace, read, add=False)
        given = await roster.enrolment_codes(
            session, workspace.id, secret=deps.settings.secret, now=now
        )
        codes = {person.name: code for person, code in given}
        for kind in ("ia", "ir"):
            codes[kind] = await new_group_code(opened, workspace, kind)
    return codes
