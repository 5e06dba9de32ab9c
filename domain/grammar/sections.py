"""The sections of an issue: which part of its lines belongs to which label."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from domain.directory import JOINING, REQUEST, NamePlace
from domain.grammar.changes import change_at
from domain.grammar.labels import (
    AGENCIES,
    Label,
    Mark,
    Needs,
    limits_inside,
    mark_at_start,
    marks_inside,
)
from domain.grammar.letters import (
    Letter,
    addressed_at,
    bears_number,
    is_head,
    is_letter,
    unwrapped,
)
from domain.grammar.lines import Line, Said
from domain.grammar.situation import DeadlineRead, Situation
from domain.grammar.urgency import understood

_NOTHING = re.compile(
    r"[\s\-–—.…:_*/]*+(?:ไม่มี|ไม่ระบุ|n/?a|none|tbd)?[\s\-–—.…:_*/]*+$", re.IGNORECASE
)
NAME_AHEAD = re.compile(rf"[\s,;/+&@]*+(?:{JOINING}|หรือ)?\s*+(?:กระทรวง|กรม|สำนักงาน|จังหวัด|จ\.)")
JOINED_AHEAD = re.compile(
    rf"\s*+(?:(?:[,;+&]|{JOINING}|หรือ)\s*+|\(?\d{{1,2}}[.)\]]\s*+(?!\d))"
    rf"(?!{REQUEST.pattern}|ให้|มอบ|แจ้ง|สั่ง)\w",
    re.IGNORECASE,
)
"""A further name: if it cannot be read it is asked back, never taken for details."""
_LISTED = re.compile(r"\s*+1\s")
_NEXT_LISTED = re.compile(r"\s*+\d{1,2}\s++(?=[ก-๎])")
"""The numbers of a list without signs: 1 ตร. 2 ปปง. 3 ธปท."""
_ASKED = re.compile(rf"(?<=\s)(?={REQUEST.pattern})", re.IGNORECASE)
_TASK = re.compile(rf"\s*+(?=[:–—]|-\s|{REQUEST.pattern})[:–—-]*+", re.IGNORECASE)
_ONLY_IF_IT_FOLLOWS = (Label.DEADLINE, Needs.VALUE, False)
_FURTHER = re.compile(",")
_NEWS = re.compile(r"ก่อน|before\b", re.IGNORECASE)
"""Within a headline with its label it belongs to the news: ข่าวเลือกตั้ง 29 พ.ย. ก่อนเที่ยง."""
_CLOSING = re.compile(
    r"\s*+(?=เพื่อ|จะ(?:ขอบ|เป็น|ได้)|จัก|จึง|ขอบ(?:พระ)?คุณ|ขอขอบ|ขอแสดง|ด้วยความ|ต่อไป|ตามที่|โดยส่ง|ทาง|ใน(?:ไลน์|กลุ่ม)|"
    r"thank)",
    re.IGNORECASE,
)
"""Behind a deadline with a label: courtesy and manner, never a condition."""
_BEFORE_TITLE = " \u00a0\u3000:：-–—=>|/,."
_MOST_LABELLED = 24
"""Lines of one issue that may begin with a label: no person writes more."""
_WHOLE = (Label.SOURCE, Label.REFERENCE, Label.DETAIL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of one line."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        """The part as matched, links blanked out."""
        return self.line.quiet[self.start : self.end]

    @property
    def typed(self) -> str:
        """The part as typed."""
        return self.line.typed(self.start, self.end)

    @property
    def linked(self) -> bool:
        """Whether a link stands in it."""
        return any(self.start <= start < self.end for start, _ in self.line.links)

    @property
    def blank(self) -> bool:
        """Whether nothing is said: empty, dashes, "none"."""
        return _NOTHING.match(self.text) is not None


@dataclass(slots=True)
class Sections:
    """Values by label in the order typed, and the loose pieces.

    `rest` is the command's own line; `assigns` is true where its word is มอบหมาย, which may be
    followed by an agency as a label is; `letter` where an official letter was pasted; `unsure` are
    rows of names of which one may be what the headline tells of; `due` asks about a date there;
    `adds` where agencies join others.
    """

    rest: Piece
    assigns: bool = False
    letter: bool = False
    values: dict[Label, list[Piece]] = field(default_factory=dict)
    loose: list[Piece] = field(default_factory=list)
    unsure: list[Piece] = field(default_factory=list)
    due: DeadlineRead | None = None
    adds: bool | None = None

    def add(self, label: Label, piece: Piece) -> None:
        """Add a value to a label."""
        if not piece.blank or (label in _WHOLE and piece.line.links):
            self.values.setdefault(label, []).append(piece)

    def has(self, label: Label) -> bool:
        """Whether a label has a value."""
        return label in self.values


def read_sections(
    said: Said, line: Line, start: int, situation: Situation, *, edits: bool = False
) -> Sections:
    """Sort the lines of an issue by the labels at their starts.

    `line` and `start` are where the command's own line goes on, behind its word and number; of one
    that `edits` it may begin with any label.
    """
    rest = Piece(line, start, len(line.quiet))
    sections = Sections(rest, "#มอบหมาย" in said.first.text[: said.start].replace(" ", ""))
    _command_line(sections, situation, edits=edits)
    below = said.written[said.written.index(line) + 1 :]
    sections.letter = is_letter([sections.rest.text, *(one.quiet for one in below)])
    letter = Letter() if sections.letter else None
    below = unwrapped(below, situation) if letter else below
    waiting: Label | None = None
    labelled = 0
    for one in below:
        mark = (
            _mark_of(one, sections, situation, edits=edits) if labelled < _MOST_LABELLED else None
        )
        labelled += mark is not None
        whole = Piece(one, 0, len(one.quiet))
        if letter and (kept := letter.label_of(one)):
            end = addressed_at(one.quiet)
            sections.add(kept, Piece(one, 0, end))
            if end < whole.end:
                _addressee(sections, Piece(one, end, whole.end), situation)
            waiting = None
        elif mark and (mark.label, mark.needs, mark.colon) != _ONLY_IF_IT_FOLLOWS:
            waiting = _labelled(sections, mark, Piece(one, mark.value, whole.end), situation)
        elif waiting and _belongs(waiting, sections, whole, situation):
            loose = len(sections.loose)
            _add_alone(sections, waiting, whole, situation)
            if sections.loose[loose:]:  # who shall do what stands in this line
                sections.loose[loose:] = [whole]
            waiting = None if waiting in (Label.TITLE, Label.DEADLINE) else waiting
        else:
            waiting = None
            sections.loose.append(whole)
    if sections.letter and sections.has(Label.TITLE):
        _headless(sections)
    return sections


def _addressee(sections: Sections, piece: Piece, situation: Situation) -> None:
    """Add to whom a letter goes behind its number: ถึง กรมประมง. A bare name may be its sender's."""
    mark = next(marks_inside(piece.line, piece.start, piece.end, situation), None)
    if mark and mark.start == piece.start and mark.label is Label.AGENCY:
        _labelled(sections, mark, Piece(piece.line, mark.value, piece.end), situation)
    else:
        sections.loose.append(piece)


def _headless(sections: Sections) -> None:
    """Let the subject of a letter be the headline where the command's line has only its head."""
    rest = sections.rest
    if rest in sections.loose and (bears_number(rest.text) or is_head(rest.text)):
        sections.loose.remove(rest)
        sections.add(Label.REFERENCE, rest)


def _command_line(sections: Sections, situation: Situation, *, edits: bool) -> None:
    """Put the rest of the command's line where it belongs: a title's label there is stripped."""
    rest = sections.rest
    part = Line(rest.typed.lstrip(_BEFORE_TITLE))
    mark = _mark_of(part, sections, situation, edits=edits)
    titled = mark is not None and mark.label is Label.TITLE
    sections.rest = piece = Piece(part, mark.value if mark and titled else 0, len(part.quiet))
    if edits and mark and _takes_all(mark, part, situation):
        sections.rest = Piece(part, 0, 0)
        _labelled(sections, mark, Piece(part, mark.value, piece.end), situation)
    elif piece.text.strip() or part.links:
        sections.loose.append(piece)


def _mark_of(line: Line, sections: Sections, situation: Situation, *, edits: bool) -> Mark | None:
    """Return the label of a line, or what it says in words that it changes."""
    change = change_at(line, situation) if edits else None
    mark = change.mark if change else mark_at_start(line, situation)
    if mark and mark.label in AGENCIES:  # beside a whole list, what is added belongs to it
        sections.adds = bool(change and change.adds) and sections.adds is not False
    return mark


def _takes_all(mark: Mark, line: Line, situation: Situation) -> bool:
    """Whether a label but the title's, with a colon, can take the rest of the line as its value."""
    if not mark.colon or mark.label is Label.TITLE:
        return False
    dated = mark.label in (Label.DEADLINE, Label.TIME) and mark.needs is not Needs.COLON
    return not dated or situation.deadline(line.quiet[mark.value :]).at is not None


def _labelled(sections: Sections, mark: Mark, piece: Piece, situation: Situation) -> Label | None:
    """Add the value of a label; return the label if its values may go on in the lines below."""
    if mark.label in _WHOLE:
        # "ที่มา: ข่าวช่อง 3" stands among the details, where it must say what it is.
        whole = mark.label is Label.SOURCE and not (piece.blank or piece.linked)
        sections.add(mark.label, Piece(piece.line, mark.start, piece.end) if whole else piece)
        return mark.label if piece.blank else None
    end = piece.end
    loose = mark.label is Label.AGENCY and mark.needs is Needs.VALUE and not mark.colon
    behind = (
        situation.row_end(piece.line, piece.start, piece.end, NamePlace.IN_VALUE)
        if loose
        else piece.start
    )
    further: tuple[re.Pattern[str], ...] = (NAME_AHEAD, JOINED_AHEAD)
    if _LISTED.match(piece.text):
        further += (_NEXT_LISTED,)
    if behind > piece.start and not any(one.match(piece.line.quiet, behind) for one in further):
        end = behind
        sections.loose.append(Piece(piece.line, end, piece.end))
    else:
        for inside in _inside(mark.label, piece, situation):
            if inside.label is not mark.label and inside.needs is not Needs.INSIDE:
                end = inside.start
                _labelled(sections, inside, Piece(piece.line, inside.value, piece.end), situation)
                break
    value = Piece(piece.line, piece.start, end)
    _add_alone(sections, mark.label, value, situation)
    return mark.label if value.blank or mark.label in AGENCIES else None


def _inside(label: Label, piece: Piece, situation: Situation) -> list[Mark]:
    """Return the labels inside a value; what limits may be glued to a name that is not known."""
    marks = list(marks_inside(piece.line, piece.start, piece.end, situation))
    if label in AGENCIES:
        marks += limits_inside(piece.line, piece.start, piece.end, situation)
    if label is Label.TITLE:
        marks = [one for one in marks if not _NEWS.match(piece.line.quiet, one.value)]
    return sorted(marks, key=lambda mark: mark.start)


def _add_alone(sections: Sections, label: Label, value: Piece, situation: Situation) -> None:
    """Add a value without what is said behind it, which is loose: a request, a polite closing."""
    line, end = value.line, value.end
    if label in AGENCIES:
        names = situation.row_end(line, value.start, end, NamePlace.IN_VALUE)
        said = _said_behind(line, names, end) if names > value.start else None
        said = said or _ASKED.search(line.quiet, max(names, value.start + 1), end)
    else:
        leading = situation.leading_deadline(value.text) if label is Label.DEADLINE else None
        said = _CLOSING.match(line.quiet, value.start + leading[1], end) if leading else None
    if said is None:
        sections.add(label, value)
        return
    sections.add(label, Piece(line, value.start, said.start()))
    further = _FURTHER.search(line.quiet, said.end(), end) if label in AGENCIES else None
    while further and not situation.agency_at(line, further.end(), NamePlace.IN_VALUE):
        further = _FURTHER.search(line.quiet, further.end(), end)
    sections.loose.append(Piece(line, said.start(), further.start() if further else end))
    if further:
        _add_alone(sections, label, Piece(line, further.end(), end), situation)


def _said_behind(line: Line, names: int, end: int) -> re.Match[str] | None:
    """Return what parts a row of names from what its agencies shall do."""
    said = _TASK.match(line.quiet, names, end)
    return said if said and line.quiet[said.end() : end].strip() else None


def _belongs(waiting: Label, sections: Sections, piece: Piece, situation: Situation) -> bool:
    """Whether a line without a label goes on with the value of the label above it."""
    if waiting is Label.URGENCY:
        return understood(piece.text)
    if waiting not in AGENCIES or not sections.has(waiting):
        return True
    end = situation.row_end(piece.line, piece.start, piece.end, NamePlace.IN_VALUE)
    alone = not piece.line.quiet[end:].strip(" ,;/+")
    return end > 0 and (alone or _said_behind(piece.line, end, piece.end) is not None)


def joined(pieces: Iterable[Piece]) -> str:
    """Return pieces as matched, one a line."""
    return "\n".join(piece.text.strip() for piece in pieces)


def typed(pieces: Iterable[Piece]) -> str:
    """Return pieces as typed, one a line."""
    return "\n".join(filter(None, (piece.typed for piece in pieces)))
