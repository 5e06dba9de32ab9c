"""What takes a deadline back that stands beside it: a condition, "about", a repetition, a round.

Source: domain notes 4.4. A condition on something else ("หากมีข้อสงสัย โปรดติดต่อ …") takes nothing.
"""

import re

from domain.grammar.polite import PARTICLE

_WEEKDAY = "จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์"
_UNIT = (
    rf"(?:วัน|สัปดาห์|อาทิตย์|เดือน|ปี|ชั่วโมง|ชม|นาที|ไตรมาส|เช้า|สาย|บ่าย|เย็น|ค่ำ|คืน|เที่ยง|ต้น|สิ้น|{_WEEKDAY})"
)
_REPEATED = (
    rf"(?:ทุก\s?ๆ?\s?(?:\d+\s?)?{_UNIT}(?!นี้)|(?:วัน|สัปดาห์|อาทิตย์|เดือน|ปี|ชั่วโมง)ละ|"
    r"ราย(?:วัน|สัปดาห์|เดือน|ปี|ชั่วโมง)|(?:every|each|daily|weekly|monthly|hourly)\b)"
)
_ABLE = (
    r"(?:เป็นไปได้|ทัน|สะดวก|ได้|พร้อม|ว่าง|ไหว|ไม่ติด|ไม่มีอะไร|ไม่รบกวน|ไม่ลำบาก|"
    r"(?:not )?(?:possible|able|convenient)|you can)"
)
_IF = r"(?:เว้นแต่|แต่)?\s?(?:ถ้าหาก|ถ้า|หาก|if\b|unless\b|provided\b)(?:ว่า)?+\s?+(?:จะ|it is |it's )?+"
_TELL = "(?:ติดต่อ|โทร|แจ้ง|ประสาน|สอบถาม|ทัก|ถาม|contact|call|tell|inform)"
_DO = rf"(?:{_TELL}|ส่ง|รายงาน|ชี้แจง|ให้|ขอ|โปรด|กรุณา|ถือ|จะ|สามารถ|please|will)"
_WHEN = rf"(?:\d|พรุ่งนี้|มะรืน|วันนี้|เที่ยง|บ่าย|เย็น|ค่ำ|สัปดาห์|ภายใน|ทีหลัง|ภายหลัง|tomorrow|later|{_WEEKDAY})"
_APART = (
    rf"(?:ไม่|not )\s?{_ABLE}[^\n]{{0,100}}?{_TELL}(?![^\n]{{0,100}}{_WHEN})|"
    rf"(?!(?:ไม่)?{_ABLE})\S[^\n]{{0,100}}?{_DO}"
)
"""A condition with a sentence of its own: what to do if something is unclear, late or missing."""
_ENDS = rf"(?!\s?\d)(?=\s*(?:[).,;!?\s]|$)|\s?(?:{PARTICLE}|นี้|นั้น))"
_ABOUT = (
    rf"(?:(?:โดย|เวลา|เป็นการ)ประมาณ(?!\s?\d|การ)|(?:คร่าว|ราว|แถว)\s?ๆ|(?:ประมาณ|ราว|แถว|กว่า|เกือบ){_ENDS}|"
    r"(?:about|around|approx\w*|or so|roughly)\b|[~±]|บวกลบ)"
)
_LOOSE = (
    r"(?:(?:ตาม|เมื่อ|แล้วแต่)\s?(?:แต่)?(?:จะ|ความ|ที่)?(?:สะดวก|เหมาะสม|สมควร|เห็นสมควร)|แล้วแต่|"
    r"(?:ก็|อาจ(?:จะ)?)(?:เลื่อน|ขยาย|เปลี่ยน|ช้า|ยืด|ผ่อนผัน|ได้)|"
    r"(?:เลื่อน|ขยาย|ยืด|ยืดหยุ่น|ผ่อนผัน|ช้า)[ก-๎]{0,12}ได้(?:\s?ถึง[^\n]{0,30})?|"
    r"(?:ผ่อนผัน|อนุโลม|ต่อเวลา)[ก-๎]{0,12}?\s?ถึง[^\n]{0,30}|"
    r"ทัน(?:ไหม|มั้ย|หรือ|รึ)|whenever\b|at your convenience)"
)
_ROUND = (
    r"(?:รอบ|ครั้ง|งวด|ระยะ)(?:ที่\s?)?(?:\d|แรก|หนึ่ง|สอง|สาม|สุดท้าย|เช้า|บ่าย|เย็น)|first (?:round|draft)"
)
_OR = rf"หรือ(?!\s?(?:ก่อน|เร็วกว่า|{_TELL}|ทาง|ผ่าน|ที่))|or\b(?! (?:earlier|before|{_TELL}))"
_MANNER = r"(?:(?:ทาง|ใน|ผ่าน|มาที่|มาทาง|มายัง|ที่)[ก-๎]\S{1,30}\s+)?"
_SIGNS = r"[\s(\[,;\-–—*]*+"
_BEHIND = re.compile(
    rf"{_SIGNS}{_MANNER}(?:(?:เป็นประจำ|เป็น|ประจำ|ของ|ใน|แบบ)?{_REPEATED}|{_IF}(?!{_APART})|{_ABOUT}|"
    rf"{_LOOSE}|{_ROUND}|{_OR})[^\n]{{0,100}}",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"{_SIGNS}(?:(?:เป็นประจำ|เป็น|ของ)?{_REPEATED}|{_IF}{_ABLE}|{_ABOUT}|{_LOOSE})(?:{PARTICLE}|[\s).,!*\]])*",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:{_REPEATED}\S{{0,20}}?|{_IF}{_ABLE}|ประมาณ|ราว\s?ๆ|น่าจะ|คาดว่า(?:จะ)?|พยายาม|about|around)"
    r"[\s,]*(?:(?:จึง)?ขอ|โปรด|กรุณา|ช่วย|ให้|ส่ง|ตอบ|ชี้แจง|รายงาน|ข้อมูล|กลับ|\s)*$",
    re.IGNORECASE,
)
_LOOKED_AT = 80
"""Characters before a deadline in which a condition on it begins."""


def takes_back(behind: str) -> str:
    """Return what behind a deadline takes it back, with what follows; empty if nothing does."""
    found = _BEHIND.match(behind)
    return found[0] if found else ""


def is_condition(line: str) -> bool:
    """Whether a line says nothing but a condition, "about" or how often."""
    return _ALONE.fullmatch(line) is not None


def condition_before(text: str) -> int | None:
    """Return where a condition begins on which the deadline depends that follows this text."""
    found = _BEFORE.search(text[-_LOOKED_AT:])
    return max(len(text) - _LOOKED_AT, 0) + found.start() if found else None
