"""Fields of a line: what stands between its slashes, bars or semicolons."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.deadlines import is_a_deadline
from domain.grammar.labels import Label
from domain.grammar.sections import Piece
from domain.grammar.situation import Situation
from domain.grammar.urgency import only_marks

HEADS = re.compile(r"(?:กรม|กระทรวง|สำนักงาน|จังหวัด)[ก-๎]{2}")
"""How names of agencies begin, known or not."""
LONGEST_DUE = 100
"""Characters of a text that may be a deadline alone."""
_BLANKS = re.compile(r"(?<=\s)(?=\S)")
_JOINING = re.compile(r"(?:ถึง|ที่|ใน|จาก|ของ|และ|กับ|หรือ|โดย|คือ|ให้|พบ)\s*$")
_MOST_WORDS = 12
BETWEEN = " ,;:/|-–—=>→"
_SHORT = re.compile(r"[ก-ฮ]{2,6}\.?|(?:[ก-ฮ]{1,4}\.){2,4}")
"""An abbreviation, known or not."""
SAYS = re.compile(
    r"\s(?!กรม|กระทรวง|สำนักงาน|จังหวัด|จ\.|และ|กับ)\S{4}|"
    r"เตือน|แจ้ง|เผย|ยืนยัน|ระบุ|ประกาศ|สั่ง|ปฏิเสธ|เสียหาย|เดือดร้อน|(?:แล้ว|หนัก|มาก)\s*$"
)
"""What behind a name makes it a sentence."""
_PLACE = re.compile(r"\s*(?:จังหวัด|จ\.|กทม|ก\.ท\.ม|กรุงเทพ)")
_FIELD = re.compile(r"(?<=\s)(?:/+|[-=]>|→)(?=\s)|[|;\n]")

Span = tuple[int, int]
"""Where a part of a line begins and ends."""


@dataclass(frozen=True, slots=True)
class Row:
    """Where names between slashes begin and end; `unsure` where one may not be addressed."""

    span: Span
    unsure: bool


def fields_of(piece: Piece) -> Iterator[Span]:
    """Yield where the fields of a piece begin and end; those that say nothing are left out."""
    start = piece.start
    for between in _FIELD.finditer(piece.line.quiet, piece.start, piece.end):
        if piece.line.quiet[start : between.start()].strip(BETWEEN):
            yield start, between.start()
        start = between.end()
    if piece.line.quiet[start : piece.end].strip(BETWEEN):
        yield start, piece.end


def rows_of(fields: Sequence[Span]) -> Iterator[Span]:
    """Yield where fields that follow each other begin and end together, the longest rows first."""
    for many in range(len(fields), 0, -1):
        for first, last in zip(fields, fields[many - 1 :], strict=False):
            yield first[0], last[1]


def rows_in(piece: Piece, fields: Sequence[Span], situation: Situation) -> Iterator[Span]:
    """Yield where names may stand alone in fields, also before a deadline: สศค. พรุ่งนี้เที่ยง."""
    yield from rows_of(fields)
    for start, end in fields:
        row = situation.agencies_at(piece.line.folded, start, until=end)
        behind = piece.line.quiet[row.end : end].strip(BETWEEN)
        if row.codes and 0 < len(behind) <= LONGEST_DUE and is_a_deadline(behind):
            yield start, row.end


def _is_short(text: str) -> bool:
    """Whether a text is nothing but abbreviations."""
    words = text.split()
    return all(_SHORT.fullmatch(word) for word in words) and bool(words)


def is_place(text: str) -> bool:
    """Whether a text begins as a province does: it may be where something happened."""
    return _PLACE.match(text) is not None


def _called_like_one(text: str, situation: Situation) -> bool:
    """Whether a field is called like an agency; a sentence about a known one is not."""
    if _is_short(text):
        return " " not in text.strip()
    told = SAYS.search(text) is not None and situation.opens_with_name(text.strip())
    return HEADS.match(text.lstrip()) is not None and not told


def _with_unknown(
    piece: Piece, fields: Sequence[Span], start: int, end: int, situation: Situation
) -> Span:
    """Return where a row of names begins and ends with what beside it is called like an agency.

    It cannot be read, so it is asked, never dropped.
    """
    text = piece.line.quiet
    unknown = [one for one in fields if _called_like_one(text[one[0] : one[1]], situation)]
    for one in unknown:
        if one[0] >= end and not text[end : one[0]].strip(BETWEEN):
            end = one[1]
    for one in reversed(unknown):
        if one[1] <= start and not text[one[1] : start].strip(BETWEEN):
            start = one[0]
    return start, end


def says_all(label: Label, piece: Piece, start: int, end: int, situation: Situation) -> bool:
    """Whether a part of a piece is nothing but agencies, or nothing but a deadline."""
    text = piece.line.quiet[start:end]
    if not text.strip() or _JOINING.search(piece.line.quiet, piece.start, start):
        return False
    if label is Label.AGENCY:
        row = situation.agencies_at(piece.line.folded, start, until=end)
        return start < row.end <= end and not piece.line.quiet[row.end : end].strip(BETWEEN)
    return len(text) <= LONGEST_DUE and not only_marks(text) and is_a_deadline(text)


def last_words(piece: Piece, end: int) -> list[int]:
    """Return where the last words of a piece begin, the longest row of them first."""
    starts = [found.start() for found in _BLANKS.finditer(piece.line.quiet, piece.start, end)]
    return starts[-_MOST_WORDS:]


def whole_row(
    piece: Piece, own: Span | None, fields: Sequence[Span], named: Span, situation: Situation
) -> Row:
    """Return a row of names with what belongs to it, or may: "ข่าว ปค. / พช. / กรมที่ดิน".

    `own` is the field of the headline. Its last words may tell of whom the news is, and a province
    among other agencies where something happened: then the row is to be asked.
    """
    text, (start, end) = piece.line.quiet, named
    row = [text[one[0] : one[1]] for one in fields if start <= one[0] and one[1] <= end]
    unsure = any(map(is_place, row)) and not all(map(is_place, row))
    begun = _begun(piece, own, named, situation) if own else start
    if begun < start:
        unsure = unsure or len(row) < 2 or not _is_short(text[begun:start].rstrip(BETWEEN))
    return Row(_with_unknown(piece, fields, begun, end, situation), unsure)


def _begun(piece: Piece, own: Span, named: Span, situation: Situation) -> int:
    """Return where a row begins of which the first names end the headline.

    A province there is where something happened.
    """
    start, end = named
    last = piece.start + len(piece.line.quiet[piece.start : own[1]].rstrip(BETWEEN))
    for at in last_words(piece, last):
        place = is_place(piece.line.quiet[at:last])
        if not place and says_all(Label.AGENCY, piece, at, end, situation):
            return at
    return start
