"""Official letters and memos, pasted whole: what their number, date and head say. Notes 6.2."""

import re
from collections.abc import Iterable

from domain.grammar.lines import Line

_NUMBER = r"ที่\s*[ก-ฮ]{2,4}\.?\s*(?:\([^()]{1,20}\)\s*)?[\d.]{2,12}\s?/\s?(?:ว\.?\s?)?\d+"
_NUMBERED = re.compile(rf"\s*(?:(?:ตาม|อ้างถึง)?หนังสือ[ก-๎\s]{{0,40}}?\s*)?{_NUMBER}")
_HEAD = re.compile(r"\s*(?:บันทึกข้อความ|สำเนา(?:คู่ฉบับ)?|หนังสือ(?:ราชการ|ภายนอก|ภายใน)?)\s*$")
_SENDER = re.compile(r"\s*ส่วนราชการ\b")
_DATED = re.compile(r"\s*(?:ลง)?(?:วันที่)?\s*\d{1,2}\s*[ก-ฮ]\S*\s*(?:พ\.ศ\.)?\s*\d{2,4}\s*$")
_LINES = 12  # of a letter stand above its subject, at most


def is_letter(lines: Iterable[Line]) -> bool:
    """Whether one of the first lines begins with the number of an official paper."""
    return any(bears_number(line.quiet) for line, _ in zip(lines, range(_LINES), strict=False))


def bears_number(text: str) -> bool:
    """Whether a line begins with the number of a paper: ที่ นร 1200/ว 5 ลงวันที่ …."""
    return _NUMBERED.match(text) is not None


def is_head(text: str) -> bool:
    """Whether a line only says what kind of paper it is, or who sends it."""
    return _HEAD.match(text) is not None or _SENDER.match(text) is not None


def is_date(text: str) -> bool:
    """Whether a line is the date of a letter and nothing else."""
    return _DATED.match(text) is not None
