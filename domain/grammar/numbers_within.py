"""Numbers within a report that bears none in the first place: what may be the number of an issue.

Source: domain notes 6.1 and 6.2. The number stands directly behind the command; where the only
issue that is owed would be taken instead, one that stands elsewhere is asked about.
"""

import re
from dataclasses import dataclass

from domain.directory import Directory
from domain.grammar.counted import MAYBE_COUNTED, TIME
from domain.grammar.lines import Line

MOST_DIGITS = 6
"""Of an issue's number."""
_ITS_NUMBER = r"(?:\#|IA-?|ประเด็น(?:ที่|เลขที่|หมายเลข)|เรื่องที่|\bissue\b)[\s#]*+"
"""What only an issue's number follows, so that it counts nothing."""
_ITS_OR_MANY = r"(?:ประเด็น|(?<![ก-๎])ข้อ(?:ที่)?)[\s#]*+"
"""What may also be followed by how many: ประเด็น 3 ข้อ."""
_A_NUMBER = r"(?:(?<![ก-๎])(?:เลขที่|หมายเลข)|\bno\.)[\s#]*+"
"""What may also belong to the noun before it: โทรศัพท์ หมายเลข 1784."""
_NOUNS = (
    r"(?<=[ก-๎])ที่|หมู่|ซอย\S{0,20}|ซ\.\s?\S{0,20}|ชั้น|เขต|ภาค|มาตรา|สาย|ถนน|ทางหลวง(?:แผ่นดิน|ชนบท|พิเศษ|สาย)*|(?<![ก-๎])ท[ลช]\.?|"
    r"พระราม|สุขุมวิท|ลาดพร้าว|รามคำแหง|เพชรเกษม|พหลโยธิน|คลอง|ด่าน|ท่าเรือ|ท่า|แปลง|สถานี|อุโมงค์|แขวง|ทะเบียน|เที่ยวบิน|ขบวน|ตึก|ประตู|จุด|เกาะ|"
    r"แก๊สโซฮอล์|เบนซิน|ดีเซล|น้ำมัน|ฉบับ|ตอน|ระยะ|เฟส|ระดับ|ชุด|ทีม|กลุ่ม|"
    r"อันดับ|หน้า|ช่อง|ห้อง|อาคาร|บ้าน|กอง|ปี|พ\.ศ\.|แยก|กม\.|กิโลเมตร|เวลา|โควิด|งวด|รุ่น|สายด่วน|กก\.|บก\.|"
    r"\b(?:level|phase|road|room|covid|highway|soi|pm|g|f)"
)
"""Words whose number is their own: หมู่ 3, ทล. 12."""
_SHORT = re.compile(r"(?<![ก-๎])(?:[ก-ฮ]{1,5}\.){1,3}\s*$")
"""An abbreviation, whose number is its own unless it is an agency's: ถ. 12, ตชด. 32."""
_HOW_MANY = (
    r"ราว|ประมาณ|จำนวน|รวม|กว่า|อีก|เหลือ|เพียง|ถึง|เป็น|เกิน|ทั้ง|มี|ร้อยละ|(?<!แ)ละ|โดยเฉลี่ย|เฉลี่ย|เกือบ|มากกว่า|"
    r"\b(?:about|only|total|than|some)"
)
"""Words behind which a number says how many: จำนวน 3, คนละ 3."""
_NUMBER = re.compile(
    rf"(?:(?P<sure>{_ITS_NUMBER})|(?P<said>{_ITS_OR_MANY})|(?P<a_number>{_A_NUMBER})|(?<![^\s(]))"
    rf"(?P<number>(?!0)\d{{1,{MOST_DIGITS}}})"
    r"(?:\s?/\s?(?:25\d\d|(?(sure)\d\d|(?!)))(?!\d))?(?(sure)(?!\d|[.,/]\d)|(?=[\s),:]|$))",
    re.IGNORECASE,
)
"""A number, its fiscal year behind it or not; whatever follows one that is surely an issue's."""
_OF_A_NOUN = re.compile(
    rf"(?:(?:{_NOUNS}|{TIME.pattern})(?:\s?(?:หมายเลข|เลขที่))?|(?:โทร(?:ศัพท์)?\.?|เบอร์)[\s\d-]*)\s*$",
    re.IGNORECASE,
)
_OF_ITS_OWN = re.compile(rf"{_OF_A_NOUN.pattern}|(?:{_HOW_MANY})\s*$", re.IGNORECASE)
_GOES_ON = re.compile(r"\s?(?:[-–/xX×]|ถึง)\s?\d|,\d{3}(?!\d)")
"""Ranges, fractions, sizes, thousands."""
_MOST_LINES = 20
_LOOKED_AT = 30
"""Characters before a number that may say whose it is."""


@dataclass(frozen=True, slots=True)
class Within:
    """A number within a text; `labelled`: it is called the number of an issue."""

    number: int
    labelled: bool


def called_issues(text: str) -> list[int]:
    """Return the numbers in a text, of any of its lines, that are called the number of an issue."""
    lines = (Line(one).quiet for one in text.split("\n")[:_MOST_LINES])
    found = (one for line in lines for one in _NUMBER.finditer(line))
    return [int(one["number"]) for one in found if one["sure"]]


def numbers_within(text: str, directory: Directory) -> list[Within]:
    """Return the numbers in a text's first line that may name issues, in order.

    Not what counts something, a date, a time, a part of a link, nor a number that its own noun has.
    """
    line = Line(text.strip().partition("\n")[0]).quiet
    return [
        Within(int(found["number"]), found.start() < found.start("number"))
        for found in _NUMBER.finditer(line)
        if found["sure"] or not _is_of_something_else(line, found, directory)
    ]


def _is_of_something_else(line: str, found: re.Match[str], directory: Directory) -> bool:
    if MAYBE_COUNTED.match(line, found.end()) or _GOES_ON.match(line, found.end()):
        return True
    before = line[max(found.start() - _LOOKED_AT, 0) : found.start()]
    own = _OF_A_NOUN if found["a_number"] else _OF_ITS_OWN
    short = _SHORT.search(before)
    named = short is not None and bool(directory.find(short[0].strip()).codes)
    return found["said"] is None and (own.search(before) is not None or bool(short and not named))
