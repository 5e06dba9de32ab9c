"""Random histories: whatever people do, the record stays whole and true."""

import asyncio

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.invariants import findings, stranger
from bench.playing import open_theatre

COUNT, LONGEST = 40, 25


def test_whatever_happens_the_record_is_whole_and_true(tmp_path):
    recompute = stranger()

    with asyncio.Runner() as runner:
        stage = open_theatre(tmp_path / "saphan.db")
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
