"""What is said out of politeness and means nothing more. All of it stands at the end of a text."""

import re

PARTICLE = (
    r"(?<!ช)นะ|(?<!ห)น้า+|ครับผม|ครับบ+|ครับ|คับ+|คร[้๊]าบ+|ค[้๊]าบ+|ครัช|คร่า+|งับ|ฮะ|ฮับ|ค่ะ+|คะ+|ค๊ะ|ค่า+|จ้า+|จ้ะ|จ๊ะ|จ๋า|"
    r"เจ้าค่ะ|พะยะค่ะ|ขอรับ"
)
"""Particles, as the inside of a group; words begin like them too (คะแนน), so an end must follow.

Words end like them, too (ชนะ, สัปดาห์หน้า).
"""
SURE_PARTICLE = rf"(?!ค่า|น้า|ขอรับ)(?:{PARTICLE})"
"""Particles behind which something may go on: those are left out that are words, too."""
ADDRESS = (
    r"(?:(?:กราบ)?เรียน)?(?:ท่าน|คุณ|เจ้านาย|นาย|หัวหน้า|พี่|น้อง|อาจารย์|จารย์|บอส|แอดมิน|ทุกคน|ทีมงาน|ประธาน|"
    r"(?:รอง)?(?:ผอ\.?|ผู้อำนวยการ|อธิบดี|ปลัด|เลขาธิการ|เลขา|ผู้ว่า(?:ราชการ|ฯ)?|ผู้ตรวจ)|รอง|รัฐมนตรี|รมว\.?|รมช\.?)ๆ?"
)
"""Whom one speaks to, behind a particle: ครับท่าน, ค่ะพี่, ครับท่านรองอธิบดี."""
_THANKS = (
    r"(?:ขอ)?ขอบ(?:พระ)?คุณ(?:มาก|ๆ|\s|ทุก|ท่าน|หน่วยงาน|หน่วย|คน|ฝ่าย|ทีมงาน|ทีม|เจ้าหน้าที่|ผู้เกี่ยวข้อง)*|"
    r"please|pls|thank(?:s| you)?"
)

NOTHING_MORE = re.compile(
    rf"(?:{PARTICLE}|{ADDRESS}|ด้วย|หน่อย|แล้ว|ได้|เลย|ที|ให้|เรียบร้อย|รับทราบ|ทราบ|{_THANKS}|\W)*+$",
    re.IGNORECASE,
)
"""Matches what may stand behind a command that takes nothing more."""

NO_TEXT = re.compile(rf"(?:{PARTICLE}|ด้วย|หน่อย|เลย|{_THANKS}|\W)++$", re.IGNORECASE)
"""Matches a text that says nothing."""

WELL_DONE = re.compile(
    rf"(?:^|(?<=[\s.]))(?:{PARTICLE}|{_THANKS}|ครบ|ถ้วน|ถูกต้อง|เรียบร้อย|สมบูรณ์|ชัดเจน|ดี|มาก|แล้ว|ได้|เลย|"
    r"ตามเสนอ|เห็นชอบ|ด้วย|หน่อย|รายงาน|ข้อมูล|ok|\W)++$",
    re.IGNORECASE,
)
"""Matches what may be said, at the end, of a report that is accepted."""

_SAID_NICELY = re.compile(r"(?<=[ก-๎\d])\s?(?:นะ)?(?:ค่ะ|คะ|ครับผม|ครับ|คับ)[\s!.]*$")
"""Particles with which no word ends."""


def without_particle(text: str) -> str:
    """Return a text without the particle at its end."""
    return _SAID_NICELY.sub("", text)
