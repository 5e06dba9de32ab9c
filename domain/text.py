"""Text as people type it: one normal form for matching, digits, lengths and clean cuts.

What is stored and shown is what was typed; only what is compared or parsed is normalised.
"""

import re
import unicodedata
from typing import Any

_BLANKS = "\t\v\f\x1c\x1d\x1e\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BREAKS = "\r\x85\u2028\u2029"
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_FULL_WIDTH = "\uff01-\uff5e"
_TONES = "\u0e48-\u0e4b"
_VOWELS = "\u0e31\u0e34-\u0e39"  # written above or below the consonant

_STACKED = f"{_VOWELS}{_TONES}\u0e4c\u0e33"  # in the order in which they stand on a consonant
_NEVER_FIRST = "\u0e30-\u0e3a\u0e45\u0e47-\u0e4e"  # no cluster begins with such a mark
_NO_BEGINNING = f"[{_NEVER_FIRST}]|[\u0e01-\u0e2e][\u0e34\u0e38]?\u0e4c"  # nor with a silent letter
_BROKEN = f"[ \n](?:{_NO_BEGINNING})|\u0e22[ \n]\u0e43"

_UNUSUAL = re.compile(
    f"[{_BLANKS}{_BREAKS}{_INVISIBLE}{_FULL_WIDTH}\u0e4d]"
    f"|\u0e40\u0e40|[{_TONES}\u0e4c][{_VOWELS}]|\u0e33[{_TONES}]|([{_STACKED}])\\1|{_BROKEN}"
)
_TONE_IN_SARA_AM = re.compile(f"\u0e4d([{_TONES}])\u0e32")
_MARKS = re.compile(f"[{_STACKED}]{{2,}}")
_TORN = re.compile(
    f"(?<=[\u0e01-\u0e4e])[ \n]+(?={_NO_BEGINNING})"  # as a PDF or a wrapped line leaves it
    "|(?<=\u0e20\u0e32\u0e22)[ \n](?=\u0e43\u0e19)"  # ภาย ใน
)


def _members(characters: str) -> list[str]:
    """Return every character of a regular expression's class."""
    return re.findall(f"[{characters}]", "".join(map(chr, range(0x10000))))


_REPLACED = str.maketrans(
    dict.fromkeys(_members(_BLANKS), " ")
    | dict.fromkeys(_members(_BREAKS), "\n")
    | dict.fromkeys(_members(_INVISIBLE), "")
    | {full: chr(ord(full) - 0xFEE0) for full in _members(_FULL_WIDTH)}
)
_THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_TO_ARABIC = str.maketrans(_THAI_DIGITS, "0123456789")
_TO_THAI = str.maketrans("0123456789", _THAI_DIGITS)


def normalise(text: str) -> str:
    """Return the form of a text that is matched and parsed; digits stay as they are.

    NFC, never NFKC, which would split sara am. Invisible characters go, blanks become spaces and
    line breaks `\\n`, full-width forms ASCII. Thai marks stand in their one right order, once each,
    and what a paste tore off a word goes back to it.
    Source: section 3 of the domain notes, "Unicode".
    """
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if _UNUSUAL.search(text) is None:
        return text
    text = text.replace("\r\n", "\n").translate(_REPLACED)
    text = text.replace("\u0e4d\u0e32", "\u0e33")
    text = _TONE_IN_SARA_AM.sub(lambda found: found[1] + "\u0e33", text)
    text = _TORN.sub("", text)
    text = _MARKS.sub(lambda found: "".join(dict.fromkeys(sorted(found[0], key=_storey))), text)
    text = text.replace("\u0e40\u0e40", "\u0e41")
    return unicodedata.normalize("NFC", text)


def _storey(mark: str) -> int:
    """Return how high a mark stands on its consonant; sara am stands behind all others."""
    return 2 if mark == "\u0e33" else int(mark >= "\u0e48")


_BECAUSE = re.compile(
    r"\s*(?:เพราะ(?:ว่า)?(?!ฉะนั้น)|เนื่องจาก(?:ว่า)?|because\b|due to\b)\s*(?=\S)", re.IGNORECASE
)


def without_because(reason: str) -> str:
    """Return a reason as it reads behind "reason:", without its own "because"."""
    found = _BECAUSE.match(reason)
    return reason[found.end() :] if found else reason


EMOJI = (
    "\u00a9\u00ae\u200d\u203c\u2049\u20e3\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299"
    "\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f"
)
"""Emoji, arrows and signs, as the inside of a regular expression's class."""

_SIGNS = re.compile(rf"ฯลฯ|[ๆฯ{EMOJI}]")
_MARK = re.compile(r"<[^<>\n:]{1,200}>")


def says_something(text: str) -> bool:
    """Whether a text holds a letter or a digit; emoji, ๆ, ฯ and other signs alone say nothing.

    Neither do the marks that our forms leave to fill.
    """
    return any(letter.isalnum() for letter in _SIGNS.sub("", _MARK.sub("", text)))


def storable(value: Any) -> Any:
    """Return JSON, or a text, with U+FFFD for what no database stores: NUL and lone surrogates."""
    if isinstance(value, str):
        whole = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return whole.replace("\0", "\ufffd")
    if isinstance(value, list):
        return [storable(each) for each in value]
    if isinstance(value, dict):
        return {storable(key): storable(each) for key, each in value.items()}
    return value


def arabic_digits(text: str) -> str:
    """Return the text with Thai digits written as 0-9."""
    return text.translate(_TO_ARABIC)


def thai_digits(text: str) -> str:
    """Return the text with the digits 0-9 written as Thai digits."""
    return text.translate(_TO_THAI)


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 units, as LINE counts it (page "Text character count")."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def display_width(text: str) -> int:
    """Return how many columns a text takes: Thai signs above and below a letter take none."""
    bare = [each for each in text if unicodedata.category(each) not in ("Mn", "Me", "Cf")]
    return sum(1 + (unicodedata.east_asian_width(each) in "WF") for each in bare)


def clip(text: str, units: int) -> str:
    """Cut a text to at most so many UTF-16 units, with an ellipsis where something was cut.

    The cut never falls inside a Thai cluster, a surrogate pair or a joined emoji.
    """
    if utf16_length(text) <= units:
        return text
    if units < 1:
        return ""
    head = text.encode("utf-16-le", "surrogatepass")[: 2 * (units - 1)]
    end = len(head.decode("utf-16-le", "ignore"))
    while end > 0 and _joined(text[end - 1], text[end]):
        end -= 1
    return text[:end].rstrip() + "…"


def _joined(left: str, right: str) -> bool:
    """Whether two neighbours belong to one visible character."""
    return (
        unicodedata.category(right) in ("Mn", "Mc", "Me")
        or right in "\u0e33\u200d"  # sara am, zero-width joiner
        or "\U0001f3fb" <= right <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= right <= "\U000e007f"  # tags of regional flags
        or left == "\u200d"
        or "\u0e40" <= left <= "\u0e44"  # a vowel written before its consonant
        or _half_of_flag(left, right)
    )


def _half_of_flag(left: str, right: str) -> bool:
    """Whether both are regional indicators; a row of flags is then cut before its first."""
    return all("\U0001f1e6" <= character <= "\U0001f1ff" for character in (left, right))
