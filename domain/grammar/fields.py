"""Fields of a line: what stands between its slashes, bars or semicolons."""

import re
from collections.abc import Iterator, Sequence

from domain.grammar.sections import Piece

HEADS = re.compile(r"(?:กรม|กระทรวง|สำนักงาน|จังหวัด)[ก-๎]{2}")
"""How names of agencies begin, known or not."""
BETWEEN = " ,;:/|-–—=>→"
_FIELD = re.compile(r"(?<=\s)(?:/+|[-=]>|→)(?=\s)|[|;\n]")

Span = tuple[int, int]
"""Where a part of a line begins and ends."""


def fields_of(piece: Piece) -> Iterator[Span]:
    """Yield where the fields of a piece begin and end."""
    start = piece.start
    for between in _FIELD.finditer(piece.line.quiet, piece.start, piece.end):
        yield start, between.start()
        start = between.end()
    yield start, piece.end


def rows_of(fields: Sequence[Span]) -> Iterator[Span]:
    """Yield where fields that follow each other begin and end together, the longest rows first."""
    for many in range(len(fields), 0, -1):
        for first, last in zip(fields, fields[many - 1 :], strict=False):
            yield first[0], last[1]


def with_unknown(piece: Piece, fields: Sequence[Span], start: int, end: int) -> Span:
    """Return where a row of names begins and ends with what beside it is called like an agency.

    It cannot be read, so it is asked, never dropped.
    """
    text = piece.line.quiet
    unknown = [one for one in fields if HEADS.match(text[one[0] : one[1]].lstrip())]
    for one in unknown:
        if one[0] >= end and not text[end : one[0]].strip(BETWEEN):
            end = one[1]
    for one in reversed(unknown):
        if one[1] <= start and not text[one[1] : start].strip(BETWEEN):
            start = one[0]
    return start, end
