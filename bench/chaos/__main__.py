"""`python -m bench.chaos`: kill Saphan at random moments; nothing may be lost or doubled.

In two modes: SQLite with one process that does everything, and PostgreSQL with two processes of
each part, whose server is restarted too. Each is played twice: with groups that are told, and with
people who are told 1:1, who come and go. The seed decides what people write and what goes wrong;
the moments at which things meet are those of the machine.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path
from time import monotonic

from bench.chaos.judge import Verdict
from bench.chaos.play import play
from bench.chaos.processes import ALONE, MANY
from bench.chaos.server import Server
from bench.chaos.town import GROUPS, PEOPLE, Telling
from bench.chaos.trouble import ANSWERS, ANY, RARELY_REFUSING
from migrations.upgrade import upgrade
from models.database import open_engine

MODES = ("sqlite", "postgresql")
CASES = 40
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where a database is quickest; only processes are killed, never the machine."""


async def _migrate(database_url: str) -> None:
    engine = open_engine(database_url)
    await upgrade(engine)
    await engine.dispose()


async def _play(
    mode: str, seed: int, kills: int, folder: Path, telling: Telling, fault: str | None
) -> tuple[Verdict, int]:
    troubles = RARELY_REFUSING if telling.rides else ANY
    troubles = replace(ANY, answers=(fault,)) if fault else troubles
    game = partial(play, seed, kills, folder=folder, telling=telling, troubles=troubles, tell=_say)
    if mode == "sqlite":
        url = f"sqlite:///{folder}/saphan.db"
        await _migrate(url)
        return await game(database_url=url, parts=ALONE)
    with closing(Server(folder)) as server:
        await _migrate(server.url)
        return await game(database_url=server.url, parts=MANY, restart=server.restart)


def _tell(game: str, kills: int, verdict: Verdict, said: int, seconds: float) -> None:
    _say(f"\r{game}: {kills} kills, {said} said, {seconds:.0f} s\n")
    for name, count in sorted((+verdict.remarks).items()):
        _say(f"  {count:6}  {name}\n")
    for name, count in sorted(verdict.wrong.items()):
        _say(f"  {count:6}  WRONG: {name}\n")
    for case in verdict.cases[:CASES]:
        _say(f"          {case}\n")
    if not verdict.wrong:
        _say("          Nothing lost, nothing doubled, no rule broken.\n")


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def main() -> None:
    """Read the options and play; exit 1 if anything was lost, doubled or broken."""
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=__doc__)
    parser.add_argument("--mode", choices=(*MODES, "both"), default="both")
    parser.add_argument("--told", choices=(GROUPS.name, PEOPLE.name, "both"), default="both")
    parser.add_argument("--kills", type=int, default=250)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--fault", choices=tuple(ANSWERS), help="only this fault of LINE's answers")
    given = parser.parse_args()
    wrong = 0
    modes = MODES if given.mode == "both" else (given.mode,)
    tellings = [each for each in (GROUPS, PEOPLE) if given.told in (each.name, "both")]
    for mode, telling in product(modes, tellings):
        begun = monotonic()
        name = f"{mode}, {telling.name} are told, seed {given.seed}"
        _say(f"{name}\n")
        with tempfile.TemporaryDirectory(prefix="saphan-chaos-", dir=MEMORY) as folder:
            game = _play(mode, given.seed, given.kills, Path(folder), telling, given.fault)
            verdict, said = asyncio.run(game)
        _tell(name, given.kills, verdict, said, monotonic() - begun)
        wrong += verdict.wrong.total()
    if wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
