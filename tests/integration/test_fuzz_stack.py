"""A short form of `python -m bench.fuzz_stack`: odd webhooks and texts through everything."""

import random

import pytest

from bench.fuzz_stack.play import Play
from bench.fuzz_stack.stack import open_stack
from bench.fuzz_stack.verdict import JUDGED_FROM, Memory, Sample, Verdict

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


@pytest.mark.parametrize(
    ("resident", "given_out", "blocks", "wrong"),
    [(0, 0, 0, 0), (0.2, 0, 0, 0), (0.2, 0.2, 0, 1), (0.2, 0, 1, 1), (1, 0, 0, 1)],
)
def test_memory_that_grows_with_each_body_is_found(resident, given_out, blocks, wrong):
    """So many kB, or blocks, are kept of each body; some gaps in the resident set are no leak."""
    verdict, bodies = Verdict([].append), range(0, JUDGED_FROM * 10, 500)
    samples = [
        Sample(200 + resident * body / 1000, 60 + given_out * body / 1000, 10**6 + blocks * body)
        for body in bodies
    ]
    Memory(samples).judge(verdict, JUDGED_FROM * 10)

    assert verdict.wrong.total() == wrong


def test_a_look_sees_what_is_kept():
    memory = Memory()
    memory.look()
    large = [bytes(10_000) for _ in range(1000)]
    small = [(number, [number]) for number in range(100_000)]
    memory.look()

    before, after = memory.samples
    assert after.given_out - before.given_out > 0.9 * len(large) * 10_000 / 1e6
    assert after.blocks - before.blocks > len(small)
