"""A second issue in a report that takes one: joined to the first, or called an issue's later on.

Source: domain notes 6.1, "several numbers in one report". A list that counts up from one is none.
"""

import re

from domain.grammar.counted import MAYBE_COUNTED
from domain.grammar.numbers_within import called_issues

_SIGNS = (
    r"\s*+(?:[)\]]\s*+)?[|、～~→*+\\]\s*[(\[]?\s*|\s*\.\s+(?=\d+\s(?!\S*[.)]))|\s*[)\]]\s*[(\[]\s*"
)
_WORDS = r"\s+(?:รวม|ควบ|พ่วง|คู่|แทน|ไม่ใช่|บวก|ทดแทน)(?:กับ)?\s*"
_JOINED = re.compile(rf"(?:{_SIGNS}|{_WORDS})(?P<number>#?\d{{1,6}})(?=[\s)\],.:]|$)")
"""A number in the same dress, parted from the first by signs or one joining word alone."""
_OF_ISSUE = re.compile(r"[\s(]*(?:ของ|ใน)?ประเด็น\s?(?P<number>\d{1,6})(?=[\s)])")
"""Directly behind a point's number: ข้อ 3 ประเด็น 12."""
_ONE = re.compile(r"\s*(?P<behind>[.)])(?!\d)")
_POINT = re.compile(r"ข้อ(?:ที่)?\s*$")


def joined(text: str, end: int) -> int | None:
    """Return where a second number ends that is joined to the one that ends at a place."""
    found = _JOINED.match(text, end)
    return None if found is None or MAYBE_COUNTED.match(text, found.end()) else found.end()


def called(text: str, first: int) -> int | None:
    """Return the other number that a text calls an issue's; one of a list from 1 on is none."""
    numbers = [number for number in called_issues(text) if number != first]
    if (of := _OF_ISSUE.match(text)) and not MAYBE_COUNTED.match(text, of.end()):
        numbers.append(int(of["number"]))
    if numbers == list(range(1, len(numbers) + 1)):
        return None
    return numbers[0] if numbers else None


def counts_up(text: str, start: int, end: int) -> bool:
    """Whether a 1 at a place begins a list: "1. ไม่จริง 2. แจ้งความ", "ข้อ 1 … ข้อ 2 …"."""
    if text[start:end] != "1":
        return False
    marked, behind = _ONE.match(text, end), text[end:]
    if marked:
        return re.search(rf"(?<!\S)\(?2{re.escape(marked['behind'])}(?!\d)", behind) is not None
    point = _POINT.search(text, 0, start) is not None
    return point and re.search(r"ข้อ(?:ที่)?\s*2(?!\d)", behind) is not None
