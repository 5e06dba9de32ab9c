"""Lines of a message: as typed, as matched, and where commands begin."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from domain.commands import Kind, NearMiss
from domain.directory import Folded, fold
from domain.grammar.links import blanked, link_spans
from domain.grammar.words import EMOJI, command_at
from domain.text import arabic_digits, normalise

MOST_COMMANDS = 5

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_BLANK = r"[^\S\n\r\x85\u2028\u2029]"
_HASH_FIRST = re.compile(
    rf"(?:^|[\n\r\x85\u2028\u2029])"
    rf"(?:{_BLANK}|[{EMOJI}{_INVISIBLE}]|[0-9]\ufe0f?\u20e3|[@＠][^\s#＃]+)*+[#＃]"
)


class Line:
    """One line: `raw` as typed, `text` normalised and with Arabic digits."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._plain = normalise(raw)
        self.text = arabic_digits(self._plain)

    @cached_property
    def links(self) -> list[tuple[int, int]]:
        """Where links stand in `text`."""
        return link_spans(self._plain)

    @cached_property
    def quiet(self) -> str:
        """`text` with blanks for its links, in which labels, agencies and dates are found."""
        return blanked(self.text, self.links)

    @cached_property
    def folded(self) -> Folded:
        """The form of `quiet` in which names are compared."""
        return fold(self.quiet)

    def link(self, start: int, end: int) -> str:
        """Return a link as it leads somewhere: Thai digits stay."""
        return self._plain[start:end]

    def typed(self, start: int, end: int | None = None) -> str:
        """Return what was typed between two positions of `text`, without outer blanks."""
        if self._plain == self.raw:
            return self.raw[start:end].strip()
        stop = len(self.raw) if end is None else self._raw_position(end)
        return self.raw[self._raw_position(start) : stop].strip()

    def _raw_position(self, position: int) -> int:
        """Return the first place of `raw` whose normal form reaches a position of `text`."""
        low, high = 0, len(self.raw)
        while low < high:
            middle = (low + high) // 2
            if len(normalise(self.raw[:middle])) < position:
                low = middle + 1
            else:
                high = middle
        return low

    @property
    def quoted(self) -> bool:
        """Whether the line is a quotation."""
        return self.text.lstrip().startswith(">")


@dataclass(slots=True)
class Said:
    """One command: its word, the rest of its line from `start`, and the lines below it."""

    word: Kind | NearMiss
    first: Line
    start: int
    below: list[Line] = field(default_factory=list)

    def lines_below(self, line: Line) -> list[Line]:
        """Return the lines below one of the command's lines."""
        lines = [self.first, *self.below]
        return lines[lines.index(line) + 1 :]

    def body(self, line: Line, start: int) -> str:
        """Return everything as typed from a place on to the end of the command."""
        below = [one.raw for one in self.lines_below(line)]
        return "\n".join([line.typed(start), *below]).strip()


def may_hold_command(text: str) -> bool:
    """Whether some line begins with a hash; most ordinary talk ends here."""
    return ("#" in text or "＃" in text) and _HASH_FIRST.search(text) is not None


def commands(text: str, names: Sequence[str] = ()) -> Iterator[Said]:
    """Yield the commands of a message in order, at most five.

    `names` are the texts of its LINE mentions, which may hold blanks.
    """
    said: Said | None = None
    count = 0
    for raw in _BREAK.split(text):
        line = Line(raw)
        found = command_at(_joined(line.text, names)) if "#" in line.text else None
        if found:
            if said:
                yield said
            count += 1
            if count > MOST_COMMANDS:
                return
            said = Said(found[0], line, found[1])
        elif said and not line.quoted:
            said.below.append(line)
    if said:
        yield said


def _joined(text: str, names: Sequence[str]) -> str:
    """Write mentions without blanks, so that each is one word."""
    for name in names:
        if " " in name:
            text = text.replace(name, name.replace(" ", "_"))
    return text
