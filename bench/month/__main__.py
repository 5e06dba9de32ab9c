"""`python -m bench.month`: a seeded month of two 300-member groups, and what it costs.

Twenty-two working days with 66 issues and 369 assignments are played through the whole program and
the simulator in this process; the clock jumps from moment to moment. People acknowledge, tell of
their progress, ask for time, report (70 % in time), judge, ask how things stand, and talk. Told is
what people could read in the simulated chats, due what the script says: the program is asked
neither. The naive bot beside it pushes each thing to its group at once. Settings come from the
environment, such as `SAPHAN_RIDE_ON_TALK=on`. Exit 1 where something due was never told.
"""

import argparse
import asyncio
import json
import logging
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import monotonic

from bench.month.run import Options, run
from bench.month.table import show
from bench.month.town import Size

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where a database is quickest."""
FRIENDS = {"all": 1.0, "half": 0.5, "none": 0.0}
BENCH = Path(__file__).parent


def _of(revision: str, arguments: list[str]) -> dict[str, object]:
    """Return the figures of another commit, by this bench."""
    with tempfile.TemporaryDirectory(prefix="saphan-month-") as name:
        tree = Path(name, "tree")
        git = ["git", "-C", str(BENCH)]
        subprocess.run([*git, "worktree", "add", "--detach", tree, revision], check=True)
        try:
            there = tree / "bench" / "month"
            there.mkdir(exist_ok=True)
            for file in BENCH.glob("*.py"):
                (there / file.name).write_bytes(file.read_bytes())
            command = [sys.executable, "-m", "bench.month", "--json", *arguments]
            done = subprocess.run(command, cwd=tree, stdout=subprocess.PIPE, check=False)
            return dict(json.loads(done.stdout))
        finally:
            subprocess.run([*git, "worktree", "remove", "--force", tree], check=True)


def _one(seed: int, options: Options) -> dict[str, object]:
    begun = monotonic()
    with tempfile.TemporaryDirectory(prefix="saphan-month-", dir=MEMORY) as name:
        figures = asyncio.run(run(seed, options, Path(name)))
    sys.stderr.write(f"seed {seed}: {monotonic() - begun:.0f} s\n")
    return figures


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.month", description=__doc__)
    parser.add_argument("--seeds", default="1,2,3", help="parted by commas")
    parser.add_argument("--friends", choices=FRIENDS, default="all", help="who enrols 1:1")
    parser.add_argument("--quota", default="none", help="messages of a month, or none")
    parser.add_argument("--left", type=int, help="how many of them are left at the beginning")
    parser.add_argument("--days", type=int, default=22, help="working days")
    parser.add_argument("--begins", type=date.fromisoformat, default=date(2026, 9, 1))
    parser.add_argument("--against", help="another commit, played beside this one")
    parser.add_argument("--json", action="store_true", help="the bare figures")
    return parser


def main() -> None:
    """Read the options and play; exit 1 where something due was never told."""
    given = _parser().parse_args()
    logging.disable(logging.CRITICAL)  # what goes wrong is counted
    options = Options(
        size=Size(friends=FRIENDS[given.friends]),
        quota=None if given.quota == "none" else int(given.quota),
        left=given.left,
        days=given.days,
        begins=given.begins,
    )
    seeds = [int(seed) for seed in given.seeds.split(",")]
    figures = {str(seed): _one(seed, options) for seed in seeds}
    if given.json:
        sys.stdout.write(json.dumps(figures))
        return
    same = [f"--{name}={getattr(given, name)}" for name in ("seeds", "friends", "quota", "days")]
    same += [f"--begins={given.begins}", *([] if given.left is None else [f"--left={given.left}"])]
    other = _of(given.against, same) if given.against else None
    sys.stdout.write(show(figures, other))
    if any(each["lost"] for each in figures.values()):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
