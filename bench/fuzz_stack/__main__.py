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
from contextlib import closing
from pathlib import Path
from time import monotonic

from bench.chaos.server import Server
from bench.fuzz_stack.play import Play
from bench.fuzz_stack.stack import open_stack
from bench.fuzz_stack.verdict import Verdict

DATABASES = ("sqlite", "postgresql")
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where a database is quickest."""


async def play(url: str, seed: int, count: int, folder: Path, most_seconds: float) -> Verdict:
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
    _say(f"\r{done} bodies with {game.events} events, {pace}\n")
    _say(f"  memory at the beginning, middle and end: {game.memory.told}\n")
    _tell(verdict)
    return verdict


def _tell(verdict: Verdict) -> None:
    for status, times in sorted(verdict.statuses.items()):
        _say(f"  {times:8}  answers {status}\n")
    for name, times in sorted(verdict.remarks.items()):
        _say(f"  {times:8}  {name}\n")
    for name, times in sorted(verdict.wrong.items()):
        _say(f"  {times:8}  WRONG: {name}\n")
    if not verdict.wrong:
        _say("            No 5xx, nothing given up, nothing failed, no rule broken.\n")


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _one(database: str, seed: int, count: int, most_seconds: float) -> Verdict:
    _say(f"{database}, seed {seed}\n")
    with tempfile.TemporaryDirectory(prefix="saphan-fuzz-", dir=MEMORY) as name:
        folder = Path(name)
        if database == "sqlite":
            url = f"sqlite:///{folder}/saphan.db"
            return asyncio.run(play(url, seed, count, folder, most_seconds))
        with closing(Server(folder)) as server:
            return asyncio.run(play(server.url, seed, count, folder, most_seconds))


def main() -> None:
    """Read the options and play; exit 1 if anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz_stack", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="bodies for each database")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--database", choices=(*DATABASES, "both"), default="both")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="at most, for each")
    given = parser.parse_args()
    databases = DATABASES if given.database == "both" else (given.database,)
    verdicts = [_one(each, given.seed, given.count, given.seconds) for each in databases]
    if any(each.wrong for each in verdicts):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
