"""The short form of `make chaos`: a few kills while LINE misbehaves, in both modes."""

import pytest

from bench.chaos.play import play
from bench.chaos.processes import ALONE
from bench.chaos.trouble import BRIEF

pytestmark = pytest.mark.anyio

SEED, KILLS = 5, 1
SIDE_BY_SIDE = ("web", "worker", "worker", "scheduler")


@pytest.mark.parametrize(("dialect", "parts"), [("sqlite", ALONE), ("postgresql", SIDE_BY_SIDE)])
async def test_kills_lose_nothing_and_double_nothing(database_url, parts, tmp_path):
    verdict, said = await play(
        SEED, KILLS, database_url=database_url, folder=tmp_path, parts=parts, troubles=BRIEF
    )

    assert verdict.cases == []
    assert said >= KILLS
