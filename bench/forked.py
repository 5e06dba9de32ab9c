"""Processes of Saphan, forked from one that has imported it all: importing costs seconds of CPU.

Each is a process of its own all the same, that can be killed at any moment.
"""

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import IO, Any

from bot.cli import main

_IMPORTED = (
    *("bot.worker", "bot.evidence.worker", "scheduler.clock", "linebot.v3.messaging"),
    *("bot.commands.serve", "bot.commands.simulator", "bot.demo.run"),
)

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([*_IMPORTED])


def fork(
    words: Sequence[str], environment: Mapping[str, str], folder: Path, *streams: Any
) -> ForkServerProcess:
    """Start `saphan` with these words; `streams` (picklable) become its stdout and stderr.

    `folder` holds no `.env`. The caller closes its own ends.
    """
    given = (tuple(words), dict(environment), folder, *streams)
    process = FORKS.Process(target=_carry_out, args=given, daemon=True)
    process.start()
    return process


def _carry_out(
    words: Sequence[str], environment: Mapping[str, str], folder: Path, *streams: Any
) -> None:
    """In the new process: become `saphan` with these words."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, name, stream in zip((1, 2), ("stdout", "stderr"), streams, strict=True):
        os.dup2(stream.fileno(), number)
        stream.close()
        written: IO[str] = open(number, "w", buffering=1, closefd=False)  # noqa: SIM115 - to the end
        setattr(sys, name, written)
    main([*words], prog_name="saphan")
