"""A Thai command typed while the keyboard was still in English: `#xitgfHo` is `#ประเด็น`."""

import re

from domain.chat.commands import NearMiss
from domain.chat.table import KIND_OF

_KEYS = dict(
    zip(
        "ภถุึคตจขชๆไำพะัีรนยบลฟหกดเ้่าสวงผปแอิืทมใฝธํ๊ณฯญฐฤฆฏโฌ็๋ษศซฉฮฺ์ฒฬ",
        "4567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./TYUIOP{ASDFGHJKL:CVBN<>",
        strict=True,
    )
)
"""The key of each letter on the Kedmanee keyboard."""
_WORDS = {
    "".join(_KEYS.get(letter, letter) for letter in word): word
    for word in KIND_OF
    if not word.isascii()
}
_TYPED = re.compile(r"\S+")


def other_layout_at(line: str, start: int) -> tuple[NearMiss, int] | None:
    """Return the command that is meant by the keys pressed behind a hash, to be asked."""
    found = _TYPED.match(line, start)
    word = _WORDS.get(found[0]) if found else None
    if found is None or word is None:
        return None
    return NearMiss(found[0], KIND_OF[word], word), found.end()
