"""Lines of a message: as typed, as matched, and where commands begin."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from domain.chat.commands import Kind, NearMiss
from domain.directory import FoldedText, fold
from domain.grammar.command_words import LEAD, command_at, misplaced_at
from domain.grammar.glued import glued_at
from domain.grammar.layouts import other_layout_at
from domain.grammar.polite import SURE_PARTICLE
from domain.text import arabic_digits, normalise

MOST_COMMANDS = 5

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_SEGMENT = re.compile(r".{32,95}?(?=[ -~\u0e01-\u0e2e])|.{1,96}", re.DOTALL)
_HASH = re.compile("[#＃♯﹟]")
_BEGINS = re.compile(rf"{LEAD}#\s*")
_THAI = r"[\u0e01-\u0e3a\u0e40-\u0e59]"
_SITE = re.compile(r"https?://[^/?#,]*+(?=,)", re.IGNORECASE)
"""A site without a page before a comma."""
_NEW = (
    "ขอ|โปรด|กรุณา|ช่วย|รบกวน|ภายใน|ก่อน|กำหนด|ถึง|เรียน|หน่วยงาน|และ|กับ|พร้อม|ที่มา|ลิ้?งก|ส่ง|ด่วน|"
    "กรม|กระทรวง|สำนัก|จังหวัด"
)
"""What begins anew behind a comma at the end of a link."""
_LINK = re.compile(
    r"https?://(?:\((?=[^\s()]{1,100}\))[^\s()]++\)|[!#-;=?-\[\]_a-z~]|[^\W\u0e00-\u0e7f]|"
    rf"(?:(?<=[/=_&?+(\[#!-])|(?<=\d:)|(?<=,)(?!{_NEW})){_THAI}++(?:(?:[.:_-]|\d++|%[0-9a-f]{{2}})++{_THAI}++)*+)+",
    re.IGNORECASE,
)
_TALK = re.compile(
    rf"(?:(?<=[/=&?])(?:ด่วนที่สุด|ด่วนมาก|ด่วน|{SURE_PARTICLE}|ขอบคุณ)++|(?<=\d)(?:{SURE_PARTICLE})++)$"
)
"""What is said right behind a link that ends with a slash; no page has such a name."""
_ROLES = "(?:หน่วยงาน)?(?:หลัก|ร่วม|สนับสนุน|รอง)"
_ROLE = re.compile(rf"\[({_ROLES})\]|(?<=\S )[-–—] ({_ROLES})(?=\s*(?:[,;]|$))")
"""Roles behind names as some write them: [หลัก], "- ร่วม"; as long as those in brackets."""
_BEHIND_LINK = ".,;:!?'*_"


class Line:
    """One line: `raw` as typed, `text` normalised and with Arabic digits."""

    def __init__(self, raw: str, plain: str | None = None, text: str | None = None) -> None:
        """Take a line as typed; its normal form and that with Arabic digits, if known."""
        self.raw = raw
        self._plain = normalise(raw) if plain is None else plain
        self.text = arabic_digits(self._plain) if text is None else text

    @cached_property
    def links(self) -> list[tuple[int, int]]:
        """Where links stand in `text`."""
        return _link_spans(self._plain)

    @property
    def urls(self) -> list[str]:
        """Its links as they lead somewhere, in order: Thai digits stay."""
        return [self._plain[start:end] for start, end in self.links]

    @cached_property
    def quiet(self) -> str:
        """`text` with blanks for links, and roles in brackets: where labels and names are found."""
        quiet = _blanked(self.text, self.links) if "://" in self.text else self.text
        return _ROLE.sub(lambda role: f"({role[1] or role[2]})", quiet)

    @cached_property
    def folded(self) -> FoldedText:
        """The form of `quiet` in which names are compared."""
        return fold(self.quiet)

    def typed(self, start: int, end: int | None = None) -> str:
        """Return what was typed between two positions of `text`, without outer blanks."""
        if self._plain == self.raw:
            return self.raw[start:end].strip()
        stop = len(self.raw) if end is None else self.raw_position(end)
        return self.raw[self.raw_position(start) : stop].strip()

    @cached_property
    def _segments(self) -> list[tuple[int, int, str]]:
        """Short parts of `raw`: where each begins in the normal form, where in `raw`, its text."""
        parts, position = [], 0
        for part in _SEGMENT.finditer(self.raw):
            parts.append((position, part.start(), part[0]))
            position += len(normalise(part[0]))
        return parts

    def raw_position(self, position: int) -> int:
        """Return the first place of `raw` whose normal form reaches a position of `text`."""
        if not self._segments:
            return 0
        at = bisect_right(self._segments, position, key=lambda segment: segment[0]) - 1
        begin, start, part = self._segments[at]
        sizes = range(len(part) + 1)  # the normal form never shrinks by one more character
        reached = bisect_left(sizes, position - begin, key=lambda size: len(normalise(part[:size])))
        return start + min(reached, len(part))

    @property
    def quoted(self) -> bool:
        """Whether the line is a quotation."""
        return self.text.lstrip().startswith(">")


@dataclass(slots=True)
class Said:
    """One command: its word, the rest of its line from `start`, and the lines below it.

    `above` are the lines before the first command of a message.
    """

    word: Kind | NearMiss
    first: Line
    start: int
    below: list[Line] = field(default_factory=list)
    above: tuple[Line, ...] = ()

    @property
    def written(self) -> list[Line]:
        """The command's lines, blank ones left out."""
        return [self.first, *(line for line in self.below if line.text.strip())]

    @property
    def head(self) -> str:
        """The first line as typed up to the end of the command's word."""
        return self.first.typed(0, self.start)

    @property
    def typed(self) -> str:
        """The whole command as typed, without quotations."""
        return "\n".join(line.raw for line in (self.first, *self.below)).strip()

    def lines_below(self, line: Line) -> list[Line]:
        """Return the lines below one of the command's lines."""
        lines = [self.first, *self.below]
        return lines[lines.index(line) + 1 :]

    def body(self, line: Line, start: int) -> str:
        """Return everything as typed from a place on to the end of the command."""
        below = [one.raw for one in self.lines_below(line)]
        return "\n".join([line.typed(start), *below]).strip()


def place_of(typed: str, said: str, start: int, *, first: bool = False) -> tuple[int, int] | None:
    """Return where a part of a normalised text stands in what was typed, from a place on.

    Of several the last, or the `first`; `None` where it does not stand in one line.
    """
    found = typed.find(said, start) if first else typed.rfind(said, start)
    if not said or found >= 0:
        return (found, found + len(said)) if said else None
    end = len(typed)
    for raw in reversed(typed[start:].split("\n")):
        line, begin = Line(raw), end - len(raw)
        at = line.text.rfind(said)
        if at >= 0:
            return begin + line.raw_position(at), begin + line.raw_position(at + len(said))
        end = begin - 1
    return None


def may_hold_command(text: str) -> bool:
    """Whether some line holds a hash; most ordinary talk ends here."""
    return _HASH.search(text) is not None


def commands(text: str, most: int = MOST_COMMANDS) -> Iterator[Said]:
    """Yield the commands of a message in order, at most so many.

    In a message without any, one that stands at a wrong place of its line is a near miss.
    """
    said: Said | None = None
    lines = [line for line in _lines(text) if not line.quoted]
    above: list[Line] = []
    count = 0
    for at, line in enumerate(lines):
        found = command_at(line.text) if "#" in line.text else None
        if found is None and (begins := _BEGINS.match(line.text)):
            below = (one.text for one in lines[at + 1 :])
            start = begins.end()
            found = glued_at(line.text, start, below) or other_layout_at(line.text, start)
        if found:
            if said:
                yield said
            count += 1
            if count > most:
                return
            said = Said(found[0], line, found[1], above=() if said else tuple(above))
        else:
            (said.below if said else above).append(line)
    said = said or _misplaced(lines)
    if said:
        yield said


def _misplaced(lines: list[Line]) -> Said | None:
    """Return the first command that stands at a wrong place, and what stands behind it."""
    for at, line in enumerate(lines):
        found = misplaced_at(line.text) if _HASH.search(line.text) else None
        if found:
            near, start, end = found
            whole = Line(line.raw[line.raw_position(start) :])
            return Said(near, whole, end - start, below=lines[at + 1 :])
    return None


def _lines(text: str) -> Iterator[Line]:
    """Yield the lines of a text, which is brought into its normal form in one go."""
    plain = normalise(text)
    typed = plain.split("\n") if plain == text else _BREAK.split(text)
    digits = arabic_digits(plain).split("\n")
    yield from map(Line, typed, plain.split("\n"), digits)


def _link_spans(text: str) -> list[tuple[int, int]]:
    """Return where the http and https links of a normalised text stand, in order.

    Thai letters belong to a link where a part of its path begins with them, and go on there behind
    dots, digits, colons and %20; and whatever stands in brackets that open and close in it. Closing
    marks behind it do not.
    """
    if "://" not in text:
        return []
    spans = []
    for found in _LINK.finditer(text):
        end = _without_end(found[0])
        if end > len("https://"):
            spans.append((found.start(), found.start() + end))
    return spans


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text of the same length with blanks for its links."""
    pieces, position = [], 0
    for start, end in spans:
        pieces += [text[position:start], " " * (end - start)]
        position = end
    return "".join([*pieces, text[position:]])


def _without_end(link: str) -> int:
    """Return the length of a link without the punctuation and open brackets behind it."""
    site, talk = _SITE.match(link), _TALK.search(link)
    end = _whole(link, site.end() if site else talk.start() if talk else len(link))
    while end and link[end - 1] in _BEHIND_LINK:
        end -= 1
    return end


def _whole(link: str, until: int) -> int:
    """Return where the first bracket stands that opens and never closes, or closes unopened."""
    opened: list[int] = []
    for at, sign in enumerate(link[:until]):
        if sign in "([":
            opened.append(at)
        elif sign in ")]":
            if not opened:
                return at
            opened.pop()
    return opened[0] if opened else until
