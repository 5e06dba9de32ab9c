"""The rows of a table of Joint KPIs, cell by cell, with all that is wrong in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain import bounds
from domain.joint.columns import COLUMNS
from domain.joint.figures import NotAFigure, read_figure
from domain.joint.head import Head
from domain.roster.sheets import letters
from domain.roster.table import Sheet, Unworked, clean, own
from domain.text import arabic_digits, clip

_CODE = re.compile(r"(?=.*\w)[\w.\-/ก-๎]+")
_REMARK = re.compile("หมายเหตุ|ที่มา|แหล่งที่มา|รวม|note|source|total", re.IGNORECASE)
_SHOWN = 40


@dataclass(frozen=True, slots=True, order=True)
class RowFault:
    """Why a row cannot be taken; row 0 is the whole sheet, or the file where it has no name."""

    sheet: str
    row: int
    reason: str


class Row:
    """One row of a table, cell by cell; what is wrong with it gathers in `wrong`."""

    def __init__(self, head: Head, number: int, cells: Sequence[str]) -> None:
        """Look at the cells of a row below a head."""
        self._head, self.number, self._cells = head, number, cells
        self.wrong: list[str] = []

    def text(self, key: str, most: int = bounds.MESSAGE) -> str:
        """Return a text of so many characters at most, empty where there is none."""
        place = self._head.places.get(key)
        cell = "" if place is None or place >= len(self._cells) else self._cells[place]
        if isinstance(cell, Unworked):
            self._say(key, "a formula without its value: open the file, save it, and import again")
            return ""
        text = clean(cell)
        if len(text) > most:
            self._say(key, f"{len(text)} characters, {most} at most")
        return text

    def needed(self, key: str, most: int) -> str:
        """Return a text that must be there."""
        text = self.text(key, most)
        if not text:
            self._say(key, "missing")
        return text

    def code(self, key: str) -> str:
        """Return a code: one word, its digits Arabic."""
        code = arabic_digits(self.needed(key, bounds.JOINT_CODE))
        if code and not _CODE.fullmatch(code):
            self._say(key, f"{cut(code)} is no code: letters, digits and . - / only")
        return code

    def figure(self, key: str) -> Decimal | None:
        """Return a figure, `None` for an empty cell."""
        text = self.text(key)
        if not text:
            return None
        try:
            return read_figure(text)
        except NotAFigure:
            self._say(key, f"{cut(text)} is no figure")
            return None

    def word(self, key: str, words: dict[str, str]) -> str | None:
        """Return which of some words, in regular expressions, a cell means."""
        text = self.text(key)
        for meant_by, forms in words.items():
            if re.fullmatch(forms, text, re.IGNORECASE):
                return meant_by
        if text:
            self._say(key, f"{cut(text)} is neither {' nor '.join(words)}")
        return None

    def _say(self, key: str, what: str) -> None:
        self.wrong.append(f"{COLUMNS[self._head.part][key].heading[0]}: {what}")


def rows_of(sheet: Sheet, head: Head, notes: list[str]) -> Iterator[Row]:
    """Yield the rows below a head that say anything; what is left out gathers in `notes`."""
    begin = head.start + head.height
    headings = [own(cells) for _, cells in sheet.table[head.start : begin]]
    used = set(head.places.values())
    for number, cells in sheet.table[begin:]:
        texts = own(cells)
        if not any(text for place, text in enumerate(texts) if place in used):
            continue
        said = [text for text in texts if text]
        if texts in headings or (len(said) == 1 and _REMARK.match(said[0])):
            notes.append(f"sheet {sheet.name}, row {number}: left out: {cut(said[0])}")
            continue
        yield Row(head, number, cells)
    notes += [
        f"sheet {sheet.name}: column {letters(place)} ({cut(heading)}) is not used"
        for place, heading in head.unused.items()
        if heading
    ]


def cut(text: str) -> str:
    """Return so much of a text as a note quotes."""
    return clip(text, _SHOWN)
