"""A tick with 500 reminders due among 10,000, 100,000 and 1,000,000 that are planned for later.

Run `python -m bench.tick`; it takes minutes, nearly all of them to fill the tables. Each tick is
the scheduler's own, with its commit; the CPU of a PostgreSQL server is not counted.
"""

import argparse
import asyncio
import os
import platform
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import count, islice
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bench.chaos.server import Server
from bench.messages import say
from bench.playing import BEGINNING, enrol
from bench.steps import PEOPLE
from bot.deps import Deps, open_deps
from bot.line.api import LineAnswer, LineApi
from bot.settings import Hours, load_settings
from domain.issues.assignments import AgencyRole, AssignmentStatus, IssueStatus
from migrations.upgrade import upgrade
from models import workspaces
from models.agencies import AgencyRow
from models.database import open_engine
from models.groups import Group, GroupKind
from models.issues import Assignment, Issue
from models.people import Person
from models.reminders import Reminder, ReminderStatus
from models.tables import Model
from scheduler.tick import tick

PLANNED = (10_000, 100_000, 1_000_000)
DUE, RUNS = 500, 5
OF_ONE, AGENCIES = 4, 5
"""Reminders of an assignment, and agencies of an issue."""
STEP = 20_000
"""Rows that are filled in at once."""
HOUR = timedelta(hours=1)
FAR = BEGINNING + timedelta(days=300)


async def _silence(*_call: Any, **_more: Any) -> LineAnswer:
    raise AssertionError("a tick calls nobody")


@dataclass
class Filling:
    """Fills tables with issues of several agencies, and their reminders."""

    session: AsyncSession
    workspace_id: int
    opened_by: int
    agencies: list[int]
    ids: Iterator[int]

    async def plan(
        self, reminders: int, deadline: datetime, first: datetime, of_one: int = 1
    ) -> None:
        """Plan so many, `of_one` for each assignment, an hour apart from the `first` on."""
        numbers = list(islice(self.ids, -(-reminders // (of_one * AGENCIES))))
        await self._fill(Issue, (self._issue(number, deadline) for number in numbers))
        parts = [(number, place) for number in numbers for place in range(AGENCIES)]
        await self._fill(Assignment, (self._assignment(*part, deadline) for part in parts))
        rows = (
            _reminder(_id_of(*part), nth, deadline, first + nth * HOUR)
            for part in parts
            for nth in range(of_one)
        )
        await self._fill(Reminder, islice(rows, reminders))

    async def _fill(self, table: type[Model], rows: Iterator[dict[str, Any]]) -> None:
        while part := list(islice(rows, STEP)):
            await self.session.execute(insert(table), part)

    def _issue(self, number: int, deadline: datetime) -> dict[str, Any]:
        return {
            "id": number,
            "workspace_id": self.workspace_id,
            "number": number,
            "headline": f"ข่าวที่ {number}",
            "detail": "",
            "links": [],
            "urgency": "normal",
            "agenda": "",
            "reference": "",
            "typed": "",
            "status": IssueStatus.OPEN,
            "opened_by_id": self.opened_by,
            "opened_at": BEGINNING,
            "recorded_at": BEGINNING,
            "deadline": deadline,
        }

    def _assignment(self, number: int, place: int, deadline: datetime) -> dict[str, Any]:
        return {
            "id": _id_of(number, place),
            "issue_id": number,
            "agency_id": self.agencies[(number + place) % len(self.agencies)],
            "role": AgencyRole.LEAD,
            "status": AssignmentStatus.ASSIGNED,
            "assigned_at": BEGINNING,
            "deadline": deadline,
            "original_deadline": deadline,
        }


def _id_of(number: int, place: int) -> int:
    return number * AGENCIES + place


def _reminder(assignment: int, nth: int, deadline: datetime, due_at: datetime) -> dict[str, Any]:
    return {
        "assignment_id": assignment,
        "name": f"{nth}h",
        "deadline": deadline,
        "due_at": due_at,
        "status": ReminderStatus.PLANNED,
        "reason": "",
        "late": False,
        "way": "",
    }


async def measure(database_url: str, planned: tuple[int, ...]) -> None:
    """Print the medians for each number of planned rows, one after the other in one database."""
    engine, now = open_engine(database_url), BEGINNING
    await upgrade(engine)
    settings = load_settings(
        _env_file=None,
        line_channel_secret=("secret",),
        line_channel_access_token="token",
        database_url=database_url,
        overdue_at=(),
        quiet_hours=Hours(time(), time()),
    )
    async with open_deps(
        settings, line=LineApi(_silence), clock=lambda: now, engine=engine
    ) as deps:
        home, ids, there = await _settle(deps), count(1), 0
        for rows in planned:
            async with deps.sessions.begin() as session:
                filling = await _filling(session, home, ids)
                await filling.plan(rows - there, FAR, FAR - OF_ONE * HOUR, OF_ONE)
                for number in range(RUNS):
                    at = now + (number + 1) * HOUR
                    await filling.plan(DUE, at + 3 * HOUR, at)
            await _count(engine)
            there, found = rows, []
            for _ in range(RUNS):
                now += HOUR
                found.append(await _tick(deps))
            wall, own = (1000 * median(each) for each in zip(*found, strict=True))
            say(f"{engine.dialect.name:12}{rows:>10,}{wall:>10.0f} ms{own:>10.0f} ms\n")


async def _settle(deps: Deps) -> int:
    async with deps.sessions.begin() as session:
        home = await workspaces.id_of(session, workspaces.MAIN)
        assert home is not None
        for kind in GroupKind:
            session.add(Group(workspace_id=home, kind=kind, line_group_id=f"C{kind}"))
        await enrol(session, home, {key: f"U{key}" for key in PEOPLE}, BEGINNING)
    return home


async def _filling(session: AsyncSession, home: int, ids: Iterator[int]) -> Filling:
    agencies = list(await session.scalars(select(AgencyRow.id).order_by(AgencyRow.id)))
    opener = await session.scalar(select(func.min(Person.id)))
    assert opener is not None
    return Filling(session, home, opener, agencies, ids)


async def _count(engine: AsyncEngine) -> None:
    """Let the database count its rows, as it does by itself from time to time."""
    async with engine.connect() as connection:
        await connection.execute(text("ANALYZE"))
        await connection.commit()


async def _tick(deps: Deps) -> tuple[float, float]:
    """Tick once, which tells all that is due; return the seconds by the clock and of our CPU."""
    told = select(func.count()).where(Reminder.status == ReminderStatus.TOLD)
    async with deps.reading() as session:
        before = await session.scalar(told) or 0
    begun, worked = perf_counter(), process_time()
    await tick(deps)
    took = perf_counter() - begun, process_time() - worked
    async with deps.reading() as session:
        assert await session.scalar(told) == before + DUE
    return took


def main() -> None:
    """Measure on both kinds of database, and print the conditions."""
    parser = argparse.ArgumentParser(prog="python -m bench.tick", description=__doc__)
    parser.add_argument("--planned", type=int, nargs="+", default=PLANNED)
    planned = tuple(sorted(parser.parse_args().planned))
    say(f"{DUE} due, median of {RUNS} ticks; Python {platform.python_version()}, ")
    say(f"{os.cpu_count()} CPUs, {platform.machine()}, load {os.getloadavg()[0]:.1f}\n")
    say(f"{'':12}{'planned':>10}{'clock':>13}{'CPU':>13}\n")
    with tempfile.TemporaryDirectory(prefix="saphan-tick-") as folder:
        asyncio.run(measure(f"sqlite:///{folder}/saphan.db", planned))
        with closing(Server(Path(folder))) as server:
            asyncio.run(measure(server.url, planned))


if __name__ == "__main__":
    main()
