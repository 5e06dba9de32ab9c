"""What a letter or a chat says around a deadline, where the words of `phrases` do not reach.

Notes 6.2, "head phrases compose": a request, a verb of sending, whatever is sent to whom, ภายใน.
"""

import re

_CONNECTS = r"(?:จึง(?:เรียนมาเพื่อ(?:โปรด)?)?|ทั้งนี้|โดย|และ|ดังนั้น|อนึ่ง)"
_ASKS = r"(?:ขอได้โปรด|ขอให้|ขอความ(?:อนุเคราะห์|กรุณา|ร่วมมือ)|ขอ|โปรด|กรุณา|ช่วย|รบกวน|ให้|ท่าน|ด้วย)"
_SENDS = r"(?:จัดส่ง|นำส่ง|ส่ง|จัดทำ|แจ้ง|รายงาน|ตอบ|ชี้แจง|เสนอ|ยื่น|(?<=ขอ)รับ)"
_OTHER = r"(?:ไม่|ยกเลิก|เลื่อน|ขยาย|หลัง|ก่อน|เมื่อ|ถ้า|หาก|หรือ|ตั้งแต่|นับ|จาก|กว่า|อีก|วันที่|พรุ่ง|มะรืน)"
"""Words that would say something of the time itself."""
_REQUEST = re.compile(
    rf"(?:{_CONNECTS}\s*)*+(?:(?:{_ASKS}\s*)*+{_SENDS}(?:(?!{_OTHER}|ภายใน)[^\d\n]){{0,60}}+)?+"
    r"(?=ภายใน|ก่อน(?=\s?(?:วัน|เวลา|\d)))"
)
_STRETCHED = re.compile(r"([ก-ฮ])\1{2,}|(?<=ะ)ะ+|(?<=า)า+|(?<=ๆ)ๆ+")
"""Letters that are typed longer than they are: ด่วนมากกก, น้าา, ด่วนๆๆ."""


def without_request(text: str) -> str:
    """Return a normalised text from its ภายใน on, its stretched letters as they are written."""
    plain = _STRETCHED.sub(lambda found: found[1] or "", text)
    asked = _REQUEST.match(plain)
    return plain[asked.end() :] if asked else plain
