"""The folded form in which names are compared: no blanks, no dots, ASCII letters small."""

import re
from dataclasses import dataclass

_DROPPED = " .,'’\"-–&"
_TABLE: dict[int, int | None] = {
    ord(letter): ord(letter.lower()) for letter in map(chr, range(128))
}
_TABLE.update(dict.fromkeys(map(ord, _DROPPED)))
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text and its folded form; `origin[i]` is where the i-th folded character was typed."""

    text: str
    compact: str
    origin: tuple[int, ...]

    def index(self, position: int) -> int:
        """Return the folded index of the first kept character at or after a position."""
        low, high = 0, len(self.origin)
        while low < high:
            middle = (low + high) // 2
            if self.origin[middle] < position:
                low = middle + 1
            else:
                high = middle
        return low


def fold(text: str) -> Folded:
    """Fold a normalised text and keep where each character came from."""
    origin = tuple([at for at, letter in enumerate(text) if letter not in _DROPPED])
    return Folded(text, text.translate(_TABLE), origin)


def key(name: str) -> str:
    """Return the folded form of a name without its bracketed parts."""
    return _BRACKETS.sub("", name).translate(_TABLE)
