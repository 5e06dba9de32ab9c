"""How much of a text one message holds: blocks and names that do not fit are counted."""

from collections.abc import Callable, Sequence

from domain.text import utf16_length

TEXT_UNITS = 4000
"""UTF-16 units of a notice: leaves room for the mentions within LINE's 5,000 of one message."""

HEADLINE_UNITS = 160
ANSWER_UNITS = 20_000
"""UTF-16 units of a list that was asked for: with its line ends within LINE's five messages."""


def fit(
    blocks: Sequence[str],
    rest: Callable[[int], str],
    units: int = TEXT_UNITS,
    between: str = "\n\n",
) -> str:
    """Join blocks, as many as fit, by blank lines; `rest` words how many were left out.

    The first block always stands.
    """
    kept = blocks[: how_many_fit(blocks, units, between)]
    left_out = len(blocks) - len(kept)
    return between.join([*kept, rest(left_out)] if left_out else kept)


def how_many_fit(blocks: Sequence[str], units: int = TEXT_UNITS, between: str = "\n\n") -> int:
    """Return how many blocks one text holds, one at least."""
    length = utf16_length(blocks[0])
    for shown, block in enumerate(blocks[1:], 1):
        length += len(between) + utf16_length(block)
        if length > units:
            return shown
    return len(blocks)


def fit_names(
    names: Sequence[str], rest: Callable[[int], str], units: int, most: int | None = None
) -> str:
    """Join names by commas, as many as fit, `most` at most; `rest` words how many were left out."""
    for shown in range(len(names[:most]), 0, -1):
        text = ", ".join(names[:shown])
        text += rest(len(names) - shown) if shown < len(names) else ""
        if utf16_length(text) <= units:
            return text
    return rest(len(names)).lstrip()
