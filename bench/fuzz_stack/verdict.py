"""What came of it: answers, what went wrong, and the memory of this process."""

import ctypes
import gc
import logging
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bot.log import KeyedFormatter

CASES = 30
JUDGED_FROM = 10_000
"""Bodies from which memory is judged: in fewer, what is kept on purpose still fills."""
MOST_GROWTH = 0.05
"""By how much the middle of the last fifth of a run may lie above that of the second fifth.

For what the C library has given out it is a part of the resident set. 200 bytes kept of each of
100,000 bodies are more than that, or one small object; of 10,000 bodies, 2 kB.
"""
MOST_RESIDENT_GROWTH = 0.2
"""The same for the resident set: a peak leaves gaps behind, and may come late in a run."""
_PAGE = os.sysconf("SC_PAGE_SIZE")
_LIBC = ctypes.CDLL(None)


class _Mallinfo(ctypes.Structure):
    """What glibc tells of its memory, see `man 3 mallinfo`: all in bytes, or counted."""

    _names = "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost"
    _fields_ = [(name, ctypes.c_size_t) for name in _names.split()]


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


@dataclass(frozen=True, slots=True)
class Sample:
    """The resident set and what the C library has given out, in MB, and the blocks of Python.

    Python takes only objects of up to 512 bytes from blocks; all else, SQLite's too, is C's.
    """

    resident: float
    given_out: float
    blocks: int


@dataclass
class Memory:
    """Samples of the memory of this process."""

    samples: list[Sample] = field(default_factory=list)

    def look(self) -> None:
        """Take a sample, when all is freed that can be."""
        gc.collect()
        if hasattr(_LIBC, "malloc_trim"):
            _LIBC.malloc_trim(0)
        resident = int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE / 1e6
        self.samples.append(Sample(resident, _given_out(resident), sys.getallocatedblocks()))

    @property
    def told(self) -> str:
        """Beginning, middle and end in words."""
        three = [self.samples[at] for at in (0, len(self.samples) // 2, -1)]
        resident = ", ".join(f"{each.resident:.1f}" for each in three)
        given_out = ", ".join(f"{each.given_out:.1f}" for each in three)
        blocks = ", ".join(f"{each.blocks:,}" for each in three)
        return f"{resident} MB resident; {given_out} MB given out by C; {blocks} blocks"

    def judge(self, verdict: Verdict, bodies: int) -> None:
        """Blame memory that grows steadily: what is kept of each body adds up until the end.

        What is in use tells a leak. The resident set has gaps too, that no leak is.
        """
        if bodies < JUDGED_FROM:
            verdict.remarks["bodies are too few to judge memory"] = bodies
            return
        fifth = len(self.samples) // 5
        before, after = _middle(self.samples[fifth : 2 * fifth]), _middle(self.samples[-fifth:])
        for name, was, now, whole, most in (
            ("MB resident", before.resident, after.resident, before.resident, MOST_RESIDENT_GROWTH),
            ("MB of C", before.given_out, after.given_out, before.resident, MOST_GROWTH),
            ("blocks", before.blocks, after.blocks, before.blocks, MOST_GROWTH),
        ):
            grown = (now - was) / whole
            verdict.remarks[f"per mille that {name} grew"] = round(1000 * grown)
            if grown > most:
                verdict.blame("memory grows", f"{was:,.1f} to {now:,.1f} {name}")


def _given_out(resident: float) -> float:
    """Return how many MB the C library has given out; where it does not tell, all that is held."""
    if not hasattr(_LIBC, "mallinfo2"):
        return resident
    _LIBC.mallinfo2.restype = _Mallinfo
    told = _LIBC.mallinfo2()
    return float(told.uordblks + told.hblkhd) / 1e6


def _middle(samples: Sequence[Sample]) -> Sample:
    return Sample(
        median(each.resident for each in samples),
        median(each.given_out for each in samples),
        round(median(each.blocks for each in samples)),
    )
