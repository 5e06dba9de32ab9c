"""Many random histories, each held to its invariants; the first that fails is told.

Run `python -m bench.histories --count 10000`.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from os import cpu_count
from pathlib import Path
from time import monotonic

from bench.invariants import findings, stranger
from bench.playing import open_theatre

STEPS = range(5, 45)
LOT = 100
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where a database is quickest."""


def main() -> None:
    """Play as many histories as wanted on all processors; exit 1 if one fails."""
    parser = argparse.ArgumentParser(prog="python -m bench.histories", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many")
    parser.add_argument("--seed", type=int, default=0, help="number of the first history")
    given = parser.parse_args()
    lots = [
        range(first, min(first + LOT, given.seed + given.count))
        for first in range(given.seed, given.seed + given.count, LOT)
    ]
    begun, done, steps = monotonic(), 0, 0
    with ProcessPoolExecutor(cpu_count()) as pool:
        for lot, (played, failed) in zip(lots, pool.map(play_lot, lots), strict=True):
            done, steps = done + len(lot), steps + played
            if failed:
                pool.shutdown(cancel_futures=True)
                sys.exit(f"\n{failed}")
            pace = done / (monotonic() - begun)
            sys.stdout.write(f"\r{done} of {given.count}, {steps} steps, {pace:.0f} a second")
            sys.stdout.flush()
    sys.stdout.write(f"\nAll hold. {monotonic() - begun:.0f} s\n")


def play_lot(seeds: range) -> tuple[int, str]:
    """Play histories by their seeds; return how many steps, and the first failure or nothing."""
    return asyncio.run(_play_lot(seeds))


async def _play_lot(seeds: range) -> tuple[int, str]:
    recompute, steps = stranger(), 0
    with tempfile.TemporaryDirectory(prefix="histories-", dir=MEMORY) as folder:
        async with open_theatre(f"sqlite:///{folder}/saphan.db") as theatre:
            for seed in seeds:
                chance = random.Random(seed)
                length = chance.choice(STEPS)
                async with theatre.history() as history:
                    for _ in range(length):
                        await history.go_on(chance.choice)
                    if wrong := await findings(history, recompute):
                        return steps, "\n".join([*history.told, f"history {seed}:", *wrong])
                steps += length
    return steps, ""


if __name__ == "__main__":
    main()
