"""Pages: a list that one answer does not hold goes on when it is asked for, never as a push."""

from collections.abc import Sequence

from domain.text import utf16_length


def cut_into_pages(lines: Sequence[str], units: int) -> list[list[str]]:
    """Return the lines page by page; each holds so many UTF-16 units, and one line at least.

    Lines are joined by line breaks.
    """
    pages: list[list[str]] = []
    left = 0
    for line in lines:
        length = utf16_length(line) + 1
        if not pages or length > left:
            pages.append([])
            left = units
        pages[-1].append(line)
        left -= length
    return pages
