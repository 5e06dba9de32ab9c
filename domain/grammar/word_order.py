"""A command whose number does not stand first: behind the agency, or behind what it is about.

`#รับรอง ปภ. 3` and `#อนุมัติ คำขอ 3 ของ ปภ.` are read as `#รับรอง 3 ปภ.` and `#อนุมัติ 3 ของ ปภ.`
"""

import re
from dataclasses import replace

from domain.chat.commands import Kind
from domain.directory import NamePlace
from domain.grammar.lines import Line, Said
from domain.grammar.numbers import names_issue, number_at
from domain.grammar.situation import Situation

_OBJECT = re.compile(
    r"[\s:\-–—]*+(?:(?:ให้|แก่|แล้ว|ด้วย|การ)\s*)*+"
    r"(?:(?:คำขอ|คำร้อง|รายงาน|ผล|งาน|ประเด็น|เรื่อง)(?:ขยายเวลา|ขยาย|โอน|การชี้แจง|การดำเนินงาน|ชี้แจง)?"
    r"(?:ที่(?=\s?\d))?\s*)*+(?:(?:ของ|จาก|ให้|แก่|for|of|from)\s*)?+",
    re.IGNORECASE,
)
_WHOLE = (Kind.CANCEL, Kind.CLOSE)
_AS_TYPED = (Kind.ISSUE, Kind.EDIT)


def number_first(said: Said, situation: Situation) -> Said:
    """Return a command with its number in the first place, where it plainly stands in another.

    The number of a report stands first (notes 6.1): only one that is owed is taken from elsewhere.
    """
    line, start = said.first, said.start
    if said.word in _AS_TYPED or number_at(line, start):
        return said
    ahead = _OBJECT.match(line.text, start)
    begin = ahead.end() if ahead else start
    row = situation.agencies_at(line.folded, begin, NamePlace.IN_VALUE)
    named = bool(row.codes or row.problems)
    end = row.end if named else begin
    found = number_at(line, end)
    owed = situation.owed or () if said.word is Kind.REPORT else None
    if found is None or end == start or not names_issue(found, line, owed):
        return said
    head = line.raw[: line.raw_position(start)]
    number, agencies = line.typed(end, found.end()), line.typed(begin, end)
    if said.word in _WHOLE:  # what it is about may be less than the issue: it is asked
        agencies = f"{line.typed(start, begin)}{agencies}"
    return replace(said, first=Line(f"{head} {number} {agencies} {line.typed(found.end())}"))
