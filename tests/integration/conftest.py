"""The town: Saphan between its two groups, on a database of either kind."""

import shutil
from collections import defaultdict

import asyncpg
import pytest
from conftest import COPY
from engines import open_light_engine
from fakes import SECRET, signed, webhook_body
from photographs import SETTLED, Album
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
        admin = await asyncpg.connect(request.getfixturevalue("postgres")("postgres"))
        await admin.execute(f"CREATE DATABASE {name} TEMPLATE {COPY} STRATEGY file_copy")
        await admin.close()
        return name

    return Album(photographs[dialect], request, copy) if "town" in request.fixturenames else None


@pytest.fixture
def origin(origin, album):
    return album.first.database if album and album.first else origin


@pytest.fixture
def engine(engine, request, database_url):
    light = {"town", "stage"} & set(request.fixturenames)
    return open_light_engine(database_url) if light else engine


@pytest.fixture
def platform(platform, album):
    return album.first.rest(platform.clock)[0] if album and album.first else platform


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
