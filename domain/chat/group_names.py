"""What the name of a LINE group says about its part: Issue Assignment or Issue Report."""

import re

from domain.chat.rights import Place
from domain.text import normalise

_WORDS = {
    Place.IA: re.compile(r"issue\W*assign|\bia\b|มอบหมาย|สั่งการ", re.IGNORECASE | re.ASCII),
    Place.IR: re.compile(r"issue\W*report|\bir\b|รายงาน", re.IGNORECASE | re.ASCII),
}


def place_named(name: str) -> Place | None:
    """Return the place that a group's name means; `None` for a name that means neither, or both."""
    text = normalise(name).replace("_", " ")
    found = [place for place, words in _WORDS.items() if words.search(text)]
    return found[0] if len(found) == 1 else None
