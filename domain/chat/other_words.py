"""Other words that people type for a command: they bring a question, never an act."""

from collections.abc import Mapping

from domain.chat.kinds import Kind

NOT_YET: Mapping[str, str] = {
    **dict.fromkeys(("export", "ส่งออก"), "export"),
}
"""What people ask for that the chat cannot do yet, by its word in the contract."""

_OWN_WORDS = [
    f"{what}{whose}"
    for what in ("", "งาน", "ประเด็น", "เรื่อง", "สถานะ", "รายการ", "ค้าง")
    for whose in ("ของฉัน", "ของเรา", "ของผม", "ของดิฉัน", "ของกรม", "ของหน่วยงาน")
]
_WORDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.JOIN: ("สมัคร", "สมัครสมาชิก", "register", "enrol", "enroll"),
    Kind.HELP: (
        *("ช่วยเหลือ", "ช่วยด้วย", "คำสั่ง", "เมนู", "คู่มือ", "วิธีใช้งาน", "วิธีการใช้"),
        *("menu", "commands"),
    ),
    Kind.NOTIFY: (
        *("ตั้งค่า", "ตั้งค่าการแจ้งเตือน", "สรุปเช้า", "settings", "notifications"),
        "brief",
    ),
    Kind.ISSUE: ("เปิดประเด็น", "ตั้งประเด็น", "ประเด็นใหม่", "แจ้งประเด็น", "มอบหมายงาน"),
    Kind.REPORT: (
        *("แจ้งผล", "ผลการชี้แจง", "ตอบประเด็น", "ตอบ", "ตอบกลับ", "ส่งงาน", "ส่งผล", "คำชี้แจง"),
        "รีพอร์ต",
    ),
    Kind.PROGRESS: (
        *("คืบหน้า", "รายงานความคืบหน้า", "แจ้งความคืบหน้า", "เพิ่มเติม", "อัปเดต"),
        "อัพเดท",
    ),
    Kind.ACK: ("ทราบ", "ทราบแล้ว", "รับเรื่อง", "received", "acknowledged", "acked", "noted"),
    Kind.EXTEND: (
        *("ขยาย", "ขยายกำหนด", "ขยายระยะเวลา", "เลื่อน", "เลื่อนเวลา", "เลื่อนกำหนด"),
        "extension",
    ),
    Kind.TRANSFER: ("ส่งต่อ", "โยกเรื่อง", "forward"),
    Kind.SNOOZE: ("พักการเตือน", "งดเตือน", "หยุดเตือน", "ไม่ต้องเตือน", "mute"),
    Kind.GRANT: ("อนุญาต", "เห็นชอบ", "approve", "approved"),
    Kind.REFUSE: (
        *("ไม่อนุญาต", "ไม่เห็นชอบ", "reject", "deny", "ยกเลิกคำขอ", "ยกเลิกการขยายเวลา"),
        *("ยกเลิกคำขอขยายเวลา", "ยกเลิกการโอน", "ไม่ขยายเวลา", "ไม่ขยาย", "ไม่โอน"),
    ),
    Kind.ACCEPT: ("ยอมรับ", "ผ่าน"),
    Kind.RETURN: ("ส่งกลับ", "ส่งคืน", "ตีคืน", "คืน", "ไม่รับรอง", "ไม่ผ่าน"),
    Kind.EXCUSE: (
        *("ไม่นับ", "ยกเว้นการนับ", "ขอยกเว้น", "ไม่ยกเว้น", "ยกเลิกยกเว้น", "ยกเลิกการยกเว้น"),
        "exempt",
    ),
    Kind.OBJECT: (
        *("ขอคัดค้าน", "ยื่นคัดค้าน", "คำคัดค้าน", "โต้แย้ง", "ทักท้วง", "อุทธรณ์", "ร้องเรียน"),
        *("objection", "contest", "appeal"),
    ),
    Kind.UPHOLD: ("รับคำร้อง", "เห็นด้วยกับคำคัดค้าน", "sustain"),
    Kind.DISMISS: ("ไม่รับคำคัดค้าน", "ยกคำร้อง", "ปฏิเสธคำคัดค้าน", "overrule"),
    Kind.EDIT: (
        *("แก้", "ปรับ", "ปรับแก้", "เปลี่ยน", "เพิ่ม", "เพิ่มหน่วยงาน", "ตัดหน่วยงาน"),
        *("ลบหน่วยงาน", "change", "update", "add"),
    ),
    Kind.CANCEL: ("ถอน", "ลบ", "ยุติ", "withdraw", "delete"),
    Kind.REOPEN: (*("เปิดประเด็นอีกครั้ง", "ยกเลิกการปิด", "ถอนการรับรอง", "ไม่ปิด", "ไม่ยกเลิก"),),
    Kind.CLOSE: ("จบ", "finish", "done", "ปิดงาน"),
    Kind.REMIND: ("ทวง", "ทวงถาม", "แจ้งเตือน", "ติดตาม"),
    Kind.LIST: ("ประเด็นทั้งหมด", "ประเด็นที่เปิดอยู่"),
    Kind.OVERDUE: (
        *("เกินกำหนด", "ค้างส่ง", "ค้างรายงาน", "งานค้าง", "รายการค้าง", "เรื่องค้าง"),
        *("ประเด็นค้าง", "late"),
    ),
    Kind.MINE: ("my", "งานฉัน", *_OWN_WORDS),
    Kind.STATS: ("ตัวชี้วัด", "kpi"),
    Kind.ROSTER: ("รายชื่อ", "สมาชิก", "members"),
}

ASKED_BACK: Mapping[str, Kind] = {
    **{word: kind for kind, words in _WORDS.items() for word in words},
    **dict.fromkeys(NOT_YET, Kind.HELP),
}
"""The command that is meant by other words, as far as one can guess."""
