"""Numbers within a report that bears none in the first place: what may be the number of an issue.

Source: domain notes 6.1 and 6.2. The number stands directly behind the command; where the only
issue that is owed would be taken instead, one that stands elsewhere is asked about.
"""

import re
from dataclasses import dataclass

from domain.grammar.counted import MAYBE_COUNTED, TIME
from domain.grammar.lines import Line
from domain.grammar.numbers import MOST_DIGITS

_LABEL = (
    r"(?:\#|IA-?|ประเด็น(?:ที่|เลขที่|หมายเลข)?|เรื่องที่|(?<![ก-๎])(?:เลขที่|หมายเลข|ข้อ(?:ที่)?)"
    r"|\bissue\b|\bno\.)[\s#]*+"
)
_NUMBERED = (
    r"(?<=[ก-๎])ที่|หมู่|ม\.|ซอย|ซ\.|ชั้น|เขต|ภาค|มาตรา|สาย|ถนน|ทางหลวง|ฉบับ|ตอน|ระยะ|เฟส|ระดับ|ชุด|ทีม|กลุ่ม|"
    r"อันดับ|หน้า|ช่อง|ห้อง|อาคาร|กอง|โทร\.?|เบอร์|ปี|พ\.ศ\.|แยก|กม\.|กิโลเมตร|เวลา|โควิด|"
    r"ราว|ประมาณ|จำนวน|รวม|กว่า|อีก|เหลือ|เพียง|ถึง|เป็น|เกิน|ทั้ง|มี|"
    r"\b(?:level|phase|road|room|about|only|total|than)"
)
"""Words whose number is their own, or says how many: หมู่ 3, จำนวน 3."""
_NUMBER = re.compile(
    rf"(?:(?P<label>{_LABEL})|(?<![^\s(]))(?P<number>\d{{1,{MOST_DIGITS}}})(?=[\s),]|$)",
    re.IGNORECASE,
)
_OF_ITS_OWN = re.compile(rf"(?:{_NUMBERED}|{TIME.pattern})\s*$", re.IGNORECASE)
_GOES_ON = re.compile(r"\s?(?:[-–/xX×]|ถึง)\s?\d|,\d{3}(?!\d)")
"""Ranges, fractions, sizes, thousands."""
_LOOKED_AT = 20
"""Characters before a number that may say whose it is."""


@dataclass(frozen=True, slots=True)
class Within:
    """A number within a text; `labelled`: it is called the number of an issue."""

    number: int
    labelled: bool


def numbers_within(text: str) -> list[Within]:
    """Return the numbers in a text's first line that may name issues, in order.

    Not what counts something, a date, a time, a part of a link, nor a number that its own noun has.
    """
    line = Line(text.strip().partition("\n")[0]).quiet
    return [
        Within(int(found["number"]), found["label"] is not None)
        for found in _NUMBER.finditer(line)
        if not _is_of_something_else(line, found)
    ]


def _is_of_something_else(line: str, found: re.Match[str]) -> bool:
    if MAYBE_COUNTED.match(line, found.end()) or _GOES_ON.match(line, found.end()):
        return True
    before = line[max(found.start() - _LOOKED_AT, 0) : found.start()]
    return found["label"] is None and _OF_ITS_OWN.search(before) is not None
