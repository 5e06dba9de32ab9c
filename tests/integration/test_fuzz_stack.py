"""A short form of `python -m bench.fuzz_stack`: odd webhooks and texts through everything."""

import random

import pytest

from bench.fuzz_stack.play import Play
from bench.fuzz_stack.stack import open_stack
from bench.fuzz_stack.verdict import JUDGED_FROM, Memory, Verdict

BODIES, SEED = 60, 20261125


@pytest.mark.anyio
async def test_odd_webhooks_and_texts_break_nothing(database_url, tmp_path):
    told = []
    verdict = Verdict(told.append)
    async with open_stack(database_url, SEED, tmp_path, verdict) as stack:
        await Play(stack, random.Random(SEED)).go_on(BODIES)
        await stack.end()

    assert not verdict.wrong, told
    assert verdict.remarks["replyMessage 200"] > 20


@pytest.mark.parametrize(("kept", "wrong"), [(0, 0), (1, 2)])
def test_memory_that_grows_with_each_body_is_found(kept, wrong):
    verdict, bodies = Verdict([].append), range(0, JUDGED_FROM * 10, 500)
    memory = Memory(
        [200 + kept * body / 5000 for body in bodies], [10**6 + kept * body for body in bodies]
    )
    memory.judge(verdict, JUDGED_FROM * 10)

    assert verdict.wrong.total() == wrong
