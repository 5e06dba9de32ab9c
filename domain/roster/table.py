"""The cells of a sheet, as a reader of files hands them over: texts, some with a history."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from domain.text import normalise, storable

Table = Sequence[tuple[int, Sequence[str]]]
"""Rows of a sheet: the number that a spreadsheet shows beside the row, and its cells."""


class Sheet(NamedTuple):
    """A sheet by its name; a file with only one gives it none."""

    name: str
    table: Table
    hidden: bool = False


class Below(str):
    """The text of a merged cell, in one of the rows that it covers below its first."""

    __slots__ = ()


class Beside(str):
    """An empty cell that a merged one on its left covers."""

    __slots__ = ()


class Unworked(str):
    """A formula whose value nobody has worked out yet: the file holds only the formula."""

    __slots__ = ()


_LINE = re.compile(r"[\s.…_·‥\-–—]*")
_DOTS = re.compile(r"^[.…_·‥][\s.…_·‥]+|^…|(?<![.…_·‥\s])[.…_·‥\s]*[.…_·‥]{2,}$|…$")


@lru_cache(maxsize=1024)  # a cell is looked at several times
def clean(cell: str) -> str:
    """Return a cell in normal form, blanks folded; a line of dots or dashes is empty."""
    text = " ".join(normalise(storable(cell)).split())
    return "" if _LINE.fullmatch(text) else text


def undotted(text: str) -> str:
    """Return what was written on a dotted line, without its dots."""
    return _DOTS.sub("", text).strip()


def own(cells: Sequence[str]) -> list[str]:
    """Return what stands in a row itself, cleaned; what only a merged cell says is empty."""
    return ["" if isinstance(cell, Below) else clean(cell) for cell in cells]
