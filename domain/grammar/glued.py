"""A headline, or a name, glued to the command's word: `#ประเด็นหมูแพง ถึง ปภ. ภายใน 15.00 น.`

A word that goes on is a hashtag (notes 6.1), unless what follows is what only a command says: to
whom, or until when; behind a name the number of the issue.
"""

import re
from collections.abc import Iterable
from itertools import islice

from domain.chat.commands import Kind, NearMiss
from domain.chat.table import KIND_OF, TABLE
from domain.deadlines import starts_like_a_deadline

_BODY = (
    r"(?:กรม|กระทรวง|สำนัก|สนง|จังหวัด|จ\.|องค์การ|สถาบัน|ธนาคาร|ทุก(?:กระทรวง|กรม|ส่วน|หน่วย|จังหวัด)|"
    r"การ(?:ไฟฟ้า|ประปา|รถไฟ|ท่า|ทาง|ยาง|เคหะ|นิคม|กีฬา)|[ก-ฮ]{2,6}\.)"
)
_RANK = r"(?:ท่าน|อธิบดี|ปลัด|เลขาธิการ|ผู้อำนวยการ|ผอ\.?|ผู้ว่า(?:ราชการ|การ)?)*+"
_TO = (
    rf"(?:ถึง|เรียน|มอบ(?:หมาย)?(?:ให้)?|ขอให้|to\b|@)\s*+:?\s*+{_RANK}{_BODY}|"
    r"(?:หน่วยงาน|ผู้รับผิดชอบ)\S{0,20}?\s*+[:=]"
)
_UNTIL = r"ภายใน|ไม่เกิน|ก่อน|กำหนด(?:ส่ง|ตอบ|ชี้แจง|รายงาน|เวลา)?|เดดไลน์|(?:deadline|due|by|dl)\b"
_FOLLOWS = re.compile(rf"(?<![^\s,;:/|(])(?:(?P<to>{_TO})|(?:{_UNTIL})\s*+:?\s*+)", re.IGNORECASE)
_HEADLINE = re.compile(
    r"(?P<word>มอบหมาย|ประเด็น|issue(?=[ก-๎_-]))(?P<goes_on>[_-]*+[ก-๎A-Za-z][^#]*)",
    re.IGNORECASE,
)
_NUMBERED = "|".join(
    word for word, kind in KIND_OF.items() if TABLE[kind].has_number and not word.isascii()
)
_NAMED = re.compile(
    rf"(?P<word>{_NUMBERED})"
    rf"(?=(?:ให้|ของ|แก่|จาก|ไปยัง|ไป)?{_BODY}[^\s#]{{1,60}}\s+#?\d{{1,6}}(?:\s|$))"
)
_LISTED_OF = re.compile(rf"(?P<word>ค้าง|รายการ)(?=(?:ของ)?{_BODY})")
"""A list of whose open or late issues."""
_TAG = re.compile(
    r"(?:ร้อน(?:แรง)?|เด่น|เด็ด|สำคัญ|ใหญ่|ฮอต|ฮิต|แรง|น่าสนใจ|น่าจับตา|ที่\s?\d+)(?:วันนี้|ประจำวัน)?(?=\s)"
)
"""What makes a hashtag of the word, or the number of an issue: it is asked what is meant."""
_SAID_SO = re.compile(r"(?:ข้อ)?สั่งการ(?=\s)|มอบ(?=\s)")
"""Other words for it."""
_MOST_PLACES = 10
_MOST_LINES = 8
_LOOKED_AT = 60
"""Characters in which a deadline must begin."""


def glued_at(line: str, start: int, below: Iterable[str]) -> tuple[Kind | NearMiss, int] | None:
    """Return the command to which something is glued behind a hash, and where its word ends.

    `None` for talk.
    """
    if named := _NAMED.match(line, start) or _LISTED_OF.match(line, start):
        return KIND_OF[named["word"]], named.end("word")
    found, other = _HEADLINE.match(line, start), _SAID_SO.match(line, start)
    if not (found or other):
        return None
    told = _is_told(found["goes_on"] if found else line[start:]) or any(
        _is_told(one, at_start=True) for one in islice(below, _MOST_LINES)
    )
    if other or not found:
        return (NearMiss(other[0], Kind.ISSUE, "ประเด็น"), other.end()) if told and other else None
    tag, end = _TAG.match(line, found.end("word")), found.end("word")
    if told and tag:
        return NearMiss(line[start : tag.end()], Kind.ISSUE, found["word"]), tag.end()
    return (Kind.ISSUE, end) if told else None


def _is_told(text: str, *, at_start: bool = False) -> bool:
    """Whether a text says to whom or until when; `at_start` only where it begins."""
    places = islice(_FOLLOWS.finditer(text), _MOST_PLACES)
    return any(
        place["to"] or starts_like_a_deadline(text[place.end() : place.end() + _LOOKED_AT])
        for place in places
        if not (at_start and re.search(r"\w", text[: place.start()]))
    )
