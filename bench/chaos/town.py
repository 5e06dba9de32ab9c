"""Where it happens: LINE's simulator, the two groups, and who is in them."""

import os
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from bot.demo.server import address, listen, serving
from domain.chat.rights import Role
from models import workspaces
from models.agencies import AgencyRow
from models.database import open_engine, open_sessions
from models.groups import Group, GroupKind
from models.people import Person, PersonAgency
from simulator.control.client import SimulatorClient
from simulator.http import create_app
from simulator.model.channel import Channel
from simulator.model.platform import Platform

AGENCY = "MOAC-RID"
ROLES = {"issuer": (Role.ISSUER,), "reporter": (Role.REPORTER,), "judge": (Role.EVALUATOR,)}
FOR_EVER = 1000
"""How often LINE delivers again what was not taken: what it gives up would be lost honestly."""


@dataclass
class Town:
    """LINE's simulator with the people and groups, and whatever chooses at random."""

    platform: Platform
    client: SimulatorClient
    line_url: str
    chance: random.Random
    people: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)


@asynccontextmanager
async def open_town(seed: int) -> AsyncIterator[Town]:
    """Serve LINE, and let both groups and everybody be there."""
    platform, front = Platform(Channel(), quota=None, seed=seed), listen(0)
    url = address(front)
    async with serving(create_app(platform), front), SimulatorClient(url) as client:
        await client.set_delivery(redelivery_count=FOR_EVER, redelivery_after_seconds=1)
        town = Town(platform, client, url, random.Random(seed))
        for name in ROLES:
            town.people[name] = await client.person(name, friend=True)
        for kind in GroupKind:
            town.groups[kind] = await client.group(kind, list(town.people.values()))
        yield town


def environment(town: Town, database_url: str, folder: Path) -> dict[str, str]:
    """Return the settings: all that is gathered or reminded comes within seconds."""
    return os.environ | {
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
        # Issues are due in two hours: so the reminder comes ten seconds after them.
        "SAPHAN_REMIND_BEFORE": "7190s",
    }


async def settle(town: Town, database_url: str) -> None:
    """Bind the groups and enrol the people, straight in the migrated database."""
    engine = open_engine(database_url)
    now = town.platform.clock()
    async with open_sessions(engine).begin() as session:
        main = await workspaces.by_code(session, workspaces.MAIN)
        assert main is not None
        for kind, group in town.groups.items():
            session.add(Group(workspace_id=main.id, kind=kind, line_group_id=group))
        rid = await session.scalar(select(AgencyRow.id).where(AgencyRow.code == AGENCY))
        for name, roles in ROLES.items():
            person = Person(
                workspace_id=main.id,
                name=name,
                position="",
                line_id="",
                in_ia=True,
                in_ir=True,
                roles=list(roles),
                line_user_id=town.people[name],
                enrolled_at=now,
                created_at=now,
            )
            session.add(person)
            await session.flush()
            if name == "reporter":
                session.add(PersonAgency(person_id=person.id, agency_id=rid))
    await engine.dispose()
