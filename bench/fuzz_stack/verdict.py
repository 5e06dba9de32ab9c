"""What came of it: answers, what went wrong, and the memory of this process."""

import ctypes
import gc
import logging
import os
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bot.log import KeyedFormatter

CASES = 30
JUDGED_FROM = 10_000
"""Bodies from which memory is judged: in fewer, what is kept on purpose still fills."""
MOST_GROWTH = 0.05
"""By how much the middle of the last fifth of a run may lie above that of the second fifth.

100 bytes kept of each of 100,000 bodies are more than that.
"""
_PAGE = os.sysconf("SC_PAGE_SIZE")
_LIBC = ctypes.CDLL(None)


@dataclass
class Verdict:
    """What is wrong, how often, and what is worth knowing; the first cases are told at once."""

    tell: Callable[[str], None]
    wrong: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)

    def blame(self, what: str, case: str) -> None:
        """Note that something is wrong."""
        self.wrong[what] += 1
        if self.wrong.total() <= CASES:
            self.tell(f"\nWRONG: {what}: {case}\n")


class Heard(logging.Handler):
    """Hears every error that the program logs: none is expected."""

    def __init__(self, verdict: Verdict) -> None:
        """Blame on a verdict."""
        super().__init__(logging.ERROR)
        self._verdict = verdict
        self.setFormatter(KeyedFormatter("%(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Blame a line; a request that was given up is judged by its row."""
        if not str(record.msg).startswith("given up"):
            self._verdict.blame(f"logged {record.msg!r}", self.format(record))


@dataclass
class Memory:
    """Samples of the resident set in MB, and of the blocks that Python has allocated."""

    megabytes: list[float] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)

    def look(self) -> None:
        """Take a sample of what is really in use: what the C library keeps free is given back."""
        gc.collect()
        if hasattr(_LIBC, "malloc_trim"):
            _LIBC.malloc_trim(0)
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        self.megabytes.append(pages * _PAGE / 1e6)
        self.blocks.append(sys.getallocatedblocks())

    @property
    def told(self) -> str:
        """Beginning, middle and end in words."""
        at = (0, len(self.blocks) // 2, -1)
        sizes = ", ".join(f"{self.megabytes[each]:.1f}" for each in at)
        return f"{sizes} MB resident; {', '.join(f'{self.blocks[each]:,}' for each in at)} blocks"

    def judge(self, verdict: Verdict, bodies: int) -> None:
        """Blame memory that grows steadily: what is kept of each body adds up until the end."""
        if bodies < JUDGED_FROM:
            verdict.remarks["bodies are too few to judge memory"] = bodies
            return
        for name, found in (("MB resident", self.megabytes), ("blocks", self.blocks)):
            fifth = len(found) // 5
            before, after = median(found[fifth : 2 * fifth]), median(found[-fifth:])
            grown = after / before - 1
            verdict.remarks[f"per mille that {name} grew"] = round(1000 * grown)
            if grown > MOST_GROWTH:
                verdict.blame("memory grows", f"{before:,.1f} to {after:,.1f} {name}")
