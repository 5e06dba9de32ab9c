"""The town: Saphan between its two groups, on a database of either kind."""

import shutil
from collections import defaultdict

import asyncpg
import pytest
from conftest import COPY, database_copy, statements
from engines import close_light_engine, open_light_engine
from fakes import SECRET, signed, webhook_body
from photographs import SETTLED, Album
from put_back import AS_NEW, STAYING, Staying, taking
from town import open_town


@pytest.fixture(scope="session")
def photographs():
    """All photographs of this session, by kind of database and name."""
    return defaultdict(dict)


@pytest.fixture
def album(request, dialect, photographs, quick_folder):
    """The photographs on this kind of database; nothing for a case without a town."""

    async def copy(name):
        if dialect == "sqlite":
            return shutil.copy(quick_folder / f"{COPY}.db", quick_folder / f"{name}.db")
        server = await asyncpg.connect(request.getfixturevalue("postgres")(STAYING))
        await server.execute(taking(name))
        await server.close()
        return name

    return Album(photographs[dialect], request, copy) if "town" in request.fixturenames else None


@pytest.fixture
def light(request):
    """Whether a case tries what Saphan does, not how it reaches its database."""
    return bool({"town", "stage"} & set(request.fixturenames))


@pytest.fixture(scope="session")
async def one_loop(postgres):
    """Lets all cases that follow have one loop, in which the connections to `STAYING` live."""
    yield
    await close_light_engine(postgres(STAYING))


@pytest.fixture(scope="session")
def staying(postgres, postgres_admin, postgres_template, one_loop):
    """The PostgreSQL database of all light cases."""
    postgres_admin(f"CREATE DATABASE {STAYING} TEMPLATE {postgres_template}")
    with statements(postgres(STAYING)) as carry_out:
        yield Staying(postgres(STAYING), carry_out)


@pytest.fixture
def database_url(dialect, album, light, quick_folder, request):
    photograph = album.first.database if album and album.first else None
    if light and dialect == "postgresql":
        staying = request.getfixturevalue("staying")
        staying.put_back(photograph or AS_NEW)
        yield staying.url
    else:
        origin = photograph or request.getfixturevalue("origin")
        yield from database_copy(dialect, origin, quick_folder, request)


@pytest.fixture
def engine(engine, light, database_url):
    return open_light_engine(database_url) if light else engine


@pytest.fixture
def platform(platform, request):
    if "town" not in request.fixturenames:
        return platform  # and no database is asked for
    first = request.getfixturevalue("album").first
    return first.rest(platform.clock)[0] if first else platform


@pytest.fixture
async def town(settings, platform, carrier, engine, album):
    platform.channel.secret = SECRET
    platform.webhooks.batch_size = 100
    async with open_town(settings, platform, carrier, engine) as opened:
        if album.first:
            opened.goes_on(*album.first.rest(platform.clock, opened)[1:5])
        else:
            await album.take(SETTLED, await opened.settle())
        yield opened


@pytest.fixture
def post(client):
    """Send a webhook as LINE does; gives the status."""

    async def send(*events, secret=SECRET):
        body = webhook_body(*events)
        return (
            await client.post("/webhook", content=body, headers=signed(body, secret))
        ).status_code

    return send
