"""Official letters and memos, pasted whole: what their number, date and head say. Notes 6.2."""

import re
from collections.abc import Iterable
from itertools import islice

from domain.grammar.labels import Label, mark_at_start
from domain.grammar.lines import Line
from domain.grammar.situation import Situation
from domain.grammar.urgency import behind_marks

# Blanks are taken whole: shared out between neighbours in every way, 2,500 of them took longer
# than five seconds, and held up everybody.
_DATE = r"(?:ลว\.?|(?:ลง)?\s*+(?:วันที่)?)\s*+\d{1,2}\s*+[ก-ฮเ][ก-๎.]*+\s*+(?:พ\.ศ\.)?\s*+\d{2,4}"
_NUMBER = (
    r"[ก-ฮ]{2,4}\.?\s*+(?:\([^()]{1,20}\)\s*+)?[\d.]{2,12}\s?(?:\([^()]{1,20}\)\s?)?/\s?(?:ว\.?\s?)?\d++"
    r"|ว\.?\s?\d++\s?/\s?\d++"
)
_SENDER = r"(?<=\s\s)(?!.*(?:ภายใน|ก่อน|กำหนด|ถึง|[:=]))"
_ORGANISATION = r"(?<!\s\s)(?:สำนัก|กระทรวง|กรม)"
_NUMBERED = re.compile(
    r"\s*+(?:(?:ตาม|อ้างถึง)?\s*+หนังสือ[ก-๎\s]{0,60}?)?(?:เลข)?ที่\s*+"
    rf"(?:{_NUMBER})\s*+(?:{_DATE}\s*+)?(?:(?P<to>ถึง|เรียน|{_ORGANISATION})|[(\[]?ด่วน[ก-๎]*+[)\]]?\s*+$|{_SENDER}|$)"
)
_DATED = re.compile(rf"\s*+{_DATE}\s*+$")
_HEAD = re.compile(
    r"\s*(?:(?:บันทึกข้อความ|สำเนา(?:คู่ฉบับ)?|หนังสือ(?:ราชการ|ภายนอก|ภายใน)?)\s*$|ส่วนราชการ[\s:])"
)
_SUBJECT = re.compile(r"\s*(?:เรื่อง|เรียน)[\s:]")
_ADDRESSED = re.compile(r"\s*(?:กราบ)?เรียน\s")
_GOES_ON = re.compile(r"\s*+(?!ด้วย|ตามที่|จึง|ขอ(?!ง)|อ้าง|สิ่งที่|[-•*\d])[ก-๎A-Za-z(]")
"""Matches a line in which a subject may go on: no paragraph, request or list begins there."""
_END = re.compile(r"\s*(?:ขอแสดงความนับถือ|จึงเรียนมาเพื่อทราบ\s*$)")
_GREETING = re.compile(r"\s*(?:@|(?:กราบ)?เรียน|สวัสดี|dear\b|hello\b).{0,30}$", re.IGNORECASE)
_MOST_BROKEN = 3
"""Further lines of a subject: no paper has more."""
_LINES = 12
"""Lines within which the number of a letter stands."""


def is_letter(lines: Iterable[str]) -> bool:
    """Whether one of the first lines begins with the number of an official paper."""
    return any(map(_number, islice(lines, _LINES)))


def bears_number(text: str) -> bool:
    """Whether a line is the number of a paper: ที่ นร 1200/ว 5 ลงวันที่ 20 พ.ย. 69.

    Urgency marks and, behind two blanks, the sender's name belong to it, an addressee does not.
    """
    found = _number(text)
    return found is not None and found["to"] is None


def addressed_at(text: str) -> int:
    """Return where the addressee begins behind a paper's number; the text's end without one."""
    found = _number(text)
    return found.start("to") if found and found["to"] else len(text)


def _number(text: str) -> re.Match[str] | None:
    return _NUMBERED.match(text, behind_marks(text))


def is_head(text: str) -> bool:
    """Whether a line only says what kind of paper it is, or who sends it."""
    return _HEAD.match(text) is not None


def head_above(above: Iterable[Line]) -> tuple[list[str], str]:
    """Return the urgency marks and the paper's number that stand in lines above a command.

    Read upwards: what stands above a line that says something else is not the command's. A
    greeting or a mention says nothing else.
    """
    marks, number = [], ""
    for line in reversed(tuple(above)):
        end = behind_marks(line.quiet)
        numbered = bears_number(line.quiet[end:])
        if _GREETING.match(line.quiet):
            continue
        if not numbered and end < len(line.quiet.rstrip()):
            break
        marks.append(line.quiet.replace("หนังสือ", " "))  # หนังสือด่วนที่สุด ที่ …
        number = (line.typed(end) if numbered else "") or number
    return marks, number


def unwrapped(lines: list[Line], situation: Situation) -> list[Line]:
    """Join a letter's subject with what a paste broke off it: all up to its addressee."""
    starts = [at for at, line in enumerate(lines) if line.quiet.lstrip().startswith("เรื่อง")]
    first = starts[0] if starts else len(lines)
    last = first + 1
    while last < len(lines) and last <= first + _MOST_BROKEN and _GOES_ON.match(lines[last].quiet):
        if mark_at_start(lines[last], situation):
            break
        last += 1
    if last >= len(lines) or first + 1 == last or not _ADDRESSED.match(lines[last].quiet):
        return lines
    subject = Line("".join(line.raw.strip() for line in lines[first:last]))
    return [*lines[:first], subject, *lines[last:]]


class Letter:
    """Sorts the lines of one letter, from above."""

    def __init__(self) -> None:
        """Begin above the subject."""
        self._above, self._signed = True, False

    def label_of(self, line: Line) -> Label | None:
        """Return where a line belongs that says neither to whom nor until when; else `None`.

        Number and date are the reference; the sender's name, above and below, is a detail.
        """
        text = line.quiet
        if _number(text) or (self._above and _DATED.match(text)):
            return Label.REFERENCE
        self._above = self._above and _SUBJECT.match(text) is None
        self._signed = self._signed or _END.match(text) is not None
        return Label.DETAIL if self._signed or is_head(text) else None
