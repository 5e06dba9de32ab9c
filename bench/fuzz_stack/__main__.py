"""`python -m bench.fuzz_stack`: odd webhooks and texts through the whole program in one process.

Signed webhooks come over ASGI and go through inbox, dispatcher, notices and outbox to LINE's door
in the same process; the jobs run now and then, and the clock moves. One half is what people of two
workspaces do on their phones, brought late, twice and out of order; the other are events of every
kind of LINE's specification, spoilt. Exit 1 for an answer of 5xx, an event or request that was
given up, a logged error, a broken rule of LINE, an audit that does not hold, or memory that grows:
see `bench/fuzz_stack/verdict.py`. With the same seed the same is said.
"""

import argparse
import asyncio
import gc
import random
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, closing
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

from bench.chaos.server import Server
from bench.fuzz_stack.play import Play
from bench.fuzz_stack.stack import open_stack
from bench.fuzz_stack.verdict import Verdict

DATABASES = ("sqlite", "postgresql")
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where a database is quickest."""


async def play(
    database: str, url: str, seed: int, count: int, folder: Path, most_seconds: float
) -> Verdict:
    """Send so many bodies, or as many as the time allows; tell what came of it."""
    verdict = Verdict(_say)
    async with open_stack(url, seed, folder, verdict) as stack:
        gc.freeze()  # what was imported stays
        begun = monotonic()
        game = Play(stack, random.Random(seed))
        done = await game.go_on(count, most_seconds)
        seconds = monotonic() - begun
        await stack.end()
    game.memory.judge(verdict, done)
    pace = f"{seconds:.0f} s, {done / seconds:.0f} bodies a second"
    told = (
        f"{database}: {done} bodies with {game.events} events, {pace}",
        f"  memory at the beginning, middle and end: {game.memory.told}",
    )
    _say("\r" + "\n".join((*told, *_came_of(verdict), "")))  # at once: the other one speaks too
    return verdict


def _came_of(verdict: Verdict) -> Iterator[str]:
    for status, times in sorted(verdict.statuses.items()):
        yield f"  {times:8}  answers {status}"
    for name, times in sorted(verdict.remarks.items()):
        yield f"  {times:8}  {name}"
    for name, times in sorted(verdict.wrong.items()):
        yield f"  {times:8}  WRONG: {name}"
    if not verdict.wrong:
        yield "            No 5xx, nothing given up, nothing failed, no rule broken."


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _is_sound(database: str, seed: int, count: int, most_seconds: float) -> bool:
    """Play on a kind of database; whether nothing went wrong."""
    _say(f"{database}, seed {seed}\n")
    with ExitStack() as ending:
        name = ending.enter_context(tempfile.TemporaryDirectory(prefix="saphan-fuzz-", dir=MEMORY))
        folder = Path(name)
        url = f"sqlite:///{folder}/saphan.db"
        if database == "postgresql":
            url = ending.enter_context(closing(Server(folder))).url
        verdict = asyncio.run(play(database, url, seed, count, folder, most_seconds))
        return not verdict.wrong


def main() -> None:
    """Read the options and play; exit 1 if anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz_stack", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="bodies for each database")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--database", choices=(*DATABASES, "both"), default="both")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="at most, for each")
    given = parser.parse_args()
    rest = {"seed": given.seed, "count": given.count, "most_seconds": given.seconds}
    if given.database != "both":
        sound = [_is_sound(given.database, **rest)]
    else:  # each on a processor of its own: nearly all the time is the program's
        with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
            sound = list(pool.map(partial(_is_sound, **rest), DATABASES))
    if not all(sound):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
