"""One word of a deadline."""

from dataclasses import dataclass

from domain.deadlines.vocabulary import Word


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its meaning, and where it stands in the normalised text.

    `digits` is how many digits a number was typed with; a number word has 0. `gap` tells whether
    a blank stands before it.
    """

    kind: Word
    value: int
    start: int
    end: int
    digits: int = 0
    gap: bool = False
