"""How processes begin: on a database that is still starting, on a port that is taken."""

import asyncio
import socket
from contextlib import asynccontextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from asyncpg import (
    AdminShutdownError,
    CannotConnectNowError,
    InvalidCatalogNameError,
    InvalidPasswordError,
)
from operating import Operator

from bot.commands.session import ASK_EVERY_SECONDS, until_it_answers
from bot.worker import keep_looking
from models.work import Work

pytestmark = pytest.mark.anyio

REFUSED = ConnectionRefusedError(111, "Connection refused")
STARTING = CannotConnectNowError("the database system is starting up")
NO_SUCH_HOST = socket.gaierror(-2, "Name or service not known")


class Answers:
    """A PostgreSQL that gives these answers, one to each who connects; `None` lets in."""

    dialect = SimpleNamespace(name="postgresql")

    def __init__(self, *answers):
        self._answers = iter(answers)
        self.rests = []

    @asynccontextmanager
    async def connect(self):
        if (error := next(self._answers)) is not None:
            raise error
        yield

    async def rest(self, seconds):
        self.rests.append(seconds)


@pytest.fixture
def operator(tmp_path) -> Operator:
    return Operator(tmp_path)


async def test_a_process_waits_for_a_database_that_is_starting(caplog):
    database = Answers(NO_SUCH_HOST, REFUSED, *[STARTING] * 20, None)

    await until_it_answers(database, timedelta(minutes=5), database.rest)

    assert database.rests == [ASK_EVERY_SECONDS] * 22
    assert [record.error for record in caplog.records] == [
        "[Errno -2] Name or service not known",
        "the database system is starting up",
        "the database system is starting up",
    ]


async def test_a_database_that_goes_away_while_a_process_begins_is_waited_for_again():
    database, begun = Answers(None, STARTING, None), []

    async def begin():
        begun.append("settings")
        if len(begun) == 1:
            raise AdminShutdownError("terminating connection due to administrator command")

    await until_it_answers(database, timedelta(minutes=5), database.rest, begin=begin)

    assert (len(begun), len(database.rests)) == (2, 2)


@pytest.mark.parametrize(
    "error",
    [
        InvalidPasswordError("password authentication failed"),
        InvalidCatalogNameError('database "none" does not exist'),
        PermissionError(13, "Permission denied"),
    ],
)
async def test_what_will_not_pass_is_not_waited_for(error):
    database = Answers(error)

    with pytest.raises(type(error)):
        await until_it_answers(database, timedelta(minutes=5), database.rest)

    assert database.rests == []


async def test_patience_ends(caplog):
    database = Answers(*[REFUSED] * 4)

    with pytest.raises(ConnectionRefusedError):
        await until_it_answers(database, timedelta(seconds=5), database.rest)

    assert len(database.rests) == 3


def test_a_database_that_does_not_exist_is_one_sentence_at_once(operator, postgres):
    operator.settings["DATABASE_URL"] = postgres("nowhere")

    said = operator.fails("worker")

    assert (
        said == 'Error: The database refused: database "nowhere" does not exist (DATABASE_URL).\n'
    )


@pytest.mark.parametrize("command", ["serve", "web", "simulator"])
def test_a_taken_port_is_one_sentence_before_anything_else_is_done(operator, command):
    # Nobody answers there: who asked for the database first would wait for it.
    operator.settings["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/none"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        said = operator.fails(command, "--port", str(port))

    assert f"Port {port} of " in said
    assert "cannot be used (Address already in use)" in said
    assert said.count("\n") == 1


async def test_an_outage_is_two_lines_of_the_log_whoever_meets_it(deps, caplog):
    stop, done = asyncio.Event(), []

    def work(name, *answers):
        left = iter(answers)

        async def once():
            await asyncio.sleep(0)  # let the other one have a turn
            if (error := next(left, None)) is not None:
                raise error
            done.append(name)
            if len(set(done)) == 2:
                stop.set()
            return deps.clock()

        return once

    async with asyncio.timeout(20), asyncio.TaskGroup() as loops:
        for each in (work("a", REFUSED), work("b", STARTING)):
            loops.create_task(keep_looking(deps, stop, each, Work.EVENTS))

    assert [record.message for record in caplog.records] == [
        "the database does not work",
        "the database works again",
    ]
    assert all(record.exc_info is None for record in caplog.records)


def test_the_version_is_known_from_the_project_or_from_what_is_installed(operator):
    assert operator.does("--version").startswith("saphan, version 20")
