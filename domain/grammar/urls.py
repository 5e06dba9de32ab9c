"""Links in a text."""

import re
from collections.abc import Iterable

_LINK = re.compile(
    r"https?://(?:[!#-;=?-\[\]_a-z~]|(?<=[/=_&?+-])[\u0e01-\u0e3a\u0e40-\u0e59]++)+",
    re.IGNORECASE,
)
_TALK = re.compile(r"(?<=[/=&?])(?:ด่วนที่สุด|ด่วนมาก|ด่วน|นะ|ครับ|คับ|ค่ะ|คะ|จ้า|ขอบคุณ)++$")
"""What is said right behind a link that ends with a slash; no page has such a name."""
_BEHIND = ".,;:!?'*_"
_PAIRS = {")": "(", "]": "["}


def link_spans(text: str) -> list[tuple[int, int]]:
    """Return where the http and https links of a normalised text stand, in order.

    Thai letters belong to a link only where a part of its path begins with them; closing marks
    behind it do not.
    """
    if "://" not in text:
        return []
    spans = []
    for found in _LINK.finditer(text):
        end = _trimmed(found[0])
        if end > len("https://"):
            spans.append((found.start(), found.start() + end))
    return spans


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text of the same length with blanks for its links."""
    pieces, position = [], 0
    for start, end in spans:
        pieces += [text[position:start], " " * (end - start)]
        position = end
    return "".join([*pieces, text[position:]])


def _trimmed(link: str) -> int:
    """Return the length of a link without the punctuation and open ends behind it."""
    talk = _TALK.search(link)
    end = talk.start() if talk else len(link)
    unmatched = {close: link.count(close) - link.count(opened) for close, opened in _PAIRS.items()}
    while end:
        last = link[end - 1]
        if unmatched.get(last, 0) > 0:
            unmatched[last] -= 1
        elif last not in _BEHIND:
            break
        end -= 1
    return end
