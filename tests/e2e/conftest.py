"""Real sockets and processes; on SQLite, unless a test says otherwise."""

import pytest
from processes import start
from rig import PATIENCE_SECONDS, environment, open_bot, open_line, settle


@pytest.fixture
def dialect() -> str:
    return "sqlite"


@pytest.fixture
async def line():
    async with open_line() as opened:
        yield opened


@pytest.fixture
async def settings(line, database_url, tmp_path):
    """Settings of a Saphan whose groups are bound and whose people are enrolled."""
    await settle(line, database_url)
    return environment(line, database_url, tmp_path)


@pytest.fixture
def storage_seconds() -> float:
    """How long a webhook waits for its commit: this machine may be busy."""
    return PATIENCE_SECONDS


@pytest.fixture
async def bot(line, settings, storage_seconds):
    async with open_bot(line, settings, storage_seconds) as opened:
        yield opened


@pytest.fixture
async def saphan(settings, tmp_path):
    """Starts `saphan` commands; none of them outlives the test."""
    started = []

    async def begin(*words, **more):
        started.append(await start(*words, settings=settings | more, folder=tmp_path))
        return started[-1]

    yield begin
    for each in started:
        await each.kill()
