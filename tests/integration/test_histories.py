"""Random histories: whatever people do, the record stays whole and true."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.invariants import findings, stranger
from bench.playing import open_theatre, play_side_by_side

COUNT, LONGEST = 40, 25
ROUNDS = 12


def test_whatever_happens_the_record_is_whole_and_true(tmp_path):
    recompute = stranger()

    with asyncio.Runner() as runner:
        stage = open_theatre(f"sqlite:///{tmp_path}/saphan.db")
        theatre = runner.run(stage.__aenter__())

        @settings(
            max_examples=COUNT,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(st.data())
        def hold(data):
            runner.run(_play(theatre, data, recompute))

        try:
            hold()
        finally:
            runner.run(stage.__aexit__(None, None, None))


async def _play(theatre, data, recompute):
    def choose(options):
        return data.draw(st.sampled_from(options))

    async with theatre.history() as history:
        for _ in range(data.draw(st.integers(1, LONGEST))):
            await history.go_on(choose)
        wrong = await findings(history, recompute)
        assert not wrong, "\n".join([*history.told, *wrong])


@pytest.mark.anyio
@pytest.mark.parametrize("dialect", ["postgresql"])
@pytest.mark.parametrize("workers", [1, 2, 4])
async def test_workers_side_by_side_leave_the_record_whole_and_true(database_url, workers):
    async with open_theatre(database_url) as theatre:
        history = await play_side_by_side(theatre, workers, workers=workers, rounds=ROUNDS)
        async with history.session:
            wrong = await findings(history, stranger())

    assert not wrong, "\n".join([*history.told, *wrong])
