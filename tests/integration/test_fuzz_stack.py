"""A short form of `python -m bench.fuzz_stack`: odd webhooks and texts through everything."""

import random

import pytest

from bench.fuzz_stack.play import Play
from bench.fuzz_stack.stack import open_stack
from bench.fuzz_stack.verdict import Verdict

BODIES, SEED = 200, 20261125


@pytest.mark.anyio
async def test_odd_webhooks_and_texts_break_nothing(database_url, tmp_path):
    told = []
    verdict = Verdict(told.append)
    async with open_stack(database_url, SEED, tmp_path, verdict) as stack:
        await Play(stack, random.Random(SEED)).go_on(BODIES)
        await stack.end()

    assert not verdict.wrong, told
    assert verdict.remarks["replyMessage 200"] > 20
