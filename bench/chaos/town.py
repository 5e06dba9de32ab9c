"""Where it happens: LINE's simulator, the groups of some workspaces, and who is in them."""

import os
import random
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.demo.server import address, listen, serving
from domain.chat.rights import Role
from models import workspaces
from models.agencies import AgencyRow
from models.database import open_engine, open_sessions
from models.groups import Group, GroupKind
from models.people import Person, PersonAgency, friends
from simulator.control.client import SimulatorClient
from simulator.http import create_app
from simulator.model.channel import Channel
from simulator.model.platform import Platform

AGENCY = "MOAC-RID"
ROLES = {
    "issuer": (Role.ISSUER,),
    "judge": (Role.EVALUATOR,),
    "reporter": (Role.REPORTER,),
    "deputy": (Role.REPORTER,),
    "third": (Role.REPORTER,),
}
REPORTERS = ("reporter", "deputy", "third")
HOMES = (workspaces.MAIN, "north", "south")
FOR_EVER = 1000
"""How often LINE delivers again what was not taken: what it gives up would be lost honestly."""


@dataclass(frozen=True)
class Telling:
    """To whom the bot tells what they must act on, by its settings; in how long issues are due.

    `rides`: what nobody must act on goes with a free reply alone, and talk in a group lends one.
    """

    name: str
    settings: Mapping[str, str]
    due: str
    rides: bool = False


GROUPS = Telling(
    "groups",
    # Issues are due in two hours: so the reminder comes ten seconds after them.
    {"SAPHAN_REMINDERS": "group", "SAPHAN_REMIND_BEFORE": "7190s"},
    "2 ชม.",
)
PEOPLE = Telling(
    "people",
    # A reminder waits for a free reply half of what is left, an announcement a tenth.
    {
        "SAPHAN_REMINDERS": "direct",
        "SAPHAN_REMIND_BEFORE": "100s,40s",
        "SAPHAN_RIDE_ON_TALK": "on",
    },
    "3 นาที",
    rides=True,
)


@dataclass
class Home:
    """A workspace: its two groups by kind, and its people by name, by LINE's ids."""

    code: str
    people: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)

    @property
    def chats(self) -> dict[str, str]:
        """All chats by name."""
        return self.groups | self.people


@dataclass
class Town:
    """LINE's simulator with the people and groups, and whatever chooses at random."""

    platform: Platform
    client: SimulatorClient
    line_url: str
    chance: random.Random
    telling: Telling
    homes: list[Home] = field(default_factory=list)

    @property
    def groups(self) -> list[str]:
        """All groups, by LINE's ids."""
        return [group for home in self.homes for group in home.groups.values()]


@asynccontextmanager
async def open_town(seed: int, telling: Telling) -> AsyncIterator[Town]:
    """Serve LINE, and let all groups and everybody be there; reporters read IR alone."""
    platform, front = Platform(Channel(), quota=None, seed=seed), listen(0)
    url = address(front)
    async with serving(create_app(platform), front), SimulatorClient(url) as client:
        await client.set_delivery(redelivery_count=FOR_EVER, redelivery_after_seconds=1)
        town = Town(platform, client, url, random.Random(seed), telling)
        for code in HOMES:
            home = Home(code)
            for name in ROLES:
                home.people[name] = await client.person(f"{code} {name}", friend=True)
            for kind in GroupKind:
                reads = [name for name in ROLES if kind == GroupKind.IR or name not in REPORTERS]
                inside = [home.people[name] for name in reads]
                home.groups[kind] = await client.group(f"{code} {kind}", inside)
            town.homes.append(home)
        yield town


def environment(town: Town, database_url: str, folder: Path) -> dict[str, str]:
    """Return the settings: all that is gathered or reminded comes within seconds."""
    return (
        os.environ
        | town.telling.settings
        | {
            "LINE_CHANNEL_SECRET": town.platform.channel.secret,
            "LINE_CHANNEL_ACCESS_TOKEN": town.platform.channel.token,
            "LINE_API_URL": town.line_url,
            "DATABASE_URL": database_url,
            "PYTHONPATH": str(Path(__file__).parent.parent.parent),
            "SAPHAN_LANGUAGE": "en",
            "SAPHAN_FILES": str(folder / "files"),
            "SAPHAN_CHECK_LINKS": "off",
            "SAPHAN_GATHER": "1s",
            "SAPHAN_NOTICE_WAIT": "3s",
            "SAPHAN_QUIET_HOURS": "00:00-00:00",
        }
    )


async def settle(town: Town, database_url: str) -> None:
    """Bind the groups and enrol the people, straight in the migrated database."""
    engine = open_engine(database_url)
    now = town.platform.clock()
    async with open_sessions(engine).begin() as session:
        for home in town.homes:
            known = await workspaces.by_code(session, home.code)
            workspace = known or await workspaces.add(
                session, code=home.code, name=home.code, now=now
            )
            for kind, group in home.groups.items():
                row = Group(workspace_id=workspace.id, kind=kind, line_group_id=group)
                session.add(row)
            await _enrol(session, home, workspace.id, now)
    await engine.dispose()


async def _enrol(session: AsyncSession, home: Home, workspace_id: int, now: datetime) -> None:
    rid = await session.scalar(select(AgencyRow.id).where(AgencyRow.code == AGENCY))
    for name, roles in ROLES.items():
        person = Person(
            workspace_id=workspace_id,
            name=name,
            position="",
            line_id="",
            in_ia=name not in REPORTERS,
            in_ir=True,
            roles=list(roles),
            line_user_id=home.people[name],
            enrolled_at=now,
            created_at=now,
        )
        session.add(person)
        await session.flush()
        if name in REPORTERS:
            session.add(PersonAgency(person_id=person.id, agency_id=rid))
        await friends.followed(session, home.people[name], now)
