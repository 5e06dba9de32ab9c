"""Why an assignment may be left out of the figure: a closed list of codes. Rule K14."""

import re
from enum import StrEnum

from domain.text import normalise


class ExcuseCode(StrEnum):
    """The codes; the values stand in chains that exist, so none may change."""

    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    NOT_OUR_MANDATE = "not_our_mandate"
    SYSTEM_DOWN = "system_down"


class ExcuseStep(StrEnum):
    """What was said: an issuer agreed that it is not theirs, it was excused, it counts again."""

    AGREED = "agreed"
    EXCUSED = "excused"
    COUNTED = "counted"


_OPENS: dict[ExcuseCode, re.Pattern[str]] = {
    code: re.compile(rf"(?:เพราะ|เนื่องจาก)?\s*(?:{words})", re.IGNORECASE)
    for code, words in {
        ExcuseCode.WITHDRAWN: r"(?:ผู้มอบหมาย\s*)?ถอน|(?:issuer )?withdrawn\b",
        ExcuseCode.DUPLICATE: r"(?:เป็น)?(?:ประเด็น|เรื่อง)?(?:ที่)?ซ้ำ|duplicated?\b",
        ExcuseCode.NOT_OUR_MANDATE: r"ไม่(?:ใช่|อยู่ใน)(?:ภารกิจ|อำนาจ|หน้าที่)|นอก(?:ภารกิจ|อำนาจ|หน้าที่)|"
        r"not (?:(?:our|their|its) )?mandate\b",
        ExcuseCode.SYSTEM_DOWN: r"ระบบ(?:ขัดข้อง|ล่ม)|system (?:was )?down\b",
    }.items()
}


def code_of(reason: str) -> ExcuseCode | None:
    """Return the code with whose words a reason opens; `None` where it opens with none."""
    said = normalise(reason).lstrip()
    return next((code for code, opens in _OPENS.items() if opens.match(said)), None)
