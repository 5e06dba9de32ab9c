"""Further words that people type for a command, or for what there is no command for."""

from collections.abc import Mapping

from domain.chat.kinds import Kind

NOT_YET: Mapping[str, str] = {
    **dict.fromkeys(("reopen", "เปิดใหม่", "เปิดอีกครั้ง"), "reopen"),
    **dict.fromkeys(("object", "objection", "คัดค้าน"), "object"),
    **dict.fromkeys(("excuse", "ยกเว้น"), "excuse"),
    **dict.fromkeys(("agenda", "วาระ"), "agenda"),
    **dict.fromkeys(("result", "ผล"), "result"),
    **dict.fromkeys(("export", "ส่งออก"), "export"),
}
"""What people ask for that the chat cannot do yet, by its word in the contract."""
_OF_EDITS = ("แก้", "ปรับ", "ปรับแก้", "เปลี่ยน", "เพิ่ม", "เพิ่มหน่วยงาน", "ตัดหน่วยงาน", "ลบหน่วยงาน")
_OF_REQUESTS = ("ยกเลิกคำขอ", "ยกเลิกการขยายเวลา", "ยกเลิกคำขอขยายเวลา", "ยกเลิกการโอน")
"""What is not granted: the issue goes on."""
_LATE = (
    *("เกินกำหนด", "ค้างส่ง", "ค้างรายงาน", "งานค้าง", "รายการค้าง", "เรื่องค้าง", "ประเด็นค้าง"),
    "late",
)
_OWN = (
    *("งานของฉัน", "งานของเรา", "งานฉัน", "ของเรา", "ของผม", "ของดิฉัน"),
    *("ของกรม", "ของหน่วยงาน", "my"),
)

OTHER_WORDS: Mapping[str, Kind] = {
    **dict.fromkeys(("ตอบ", "ตอบกลับ"), Kind.REPORT),
    **dict.fromkeys(("เพิ่มเติม", "อัปเดต", "อัพเดท"), Kind.PROGRESS),
    **dict.fromkeys(_OF_REQUESTS, Kind.REFUSE),
    **dict.fromkeys((*_OF_EDITS, "change", "update", "add"), Kind.EDIT),
    **dict.fromkeys(("ปิดงาน",), Kind.CLOSE),
    **dict.fromkeys(_LATE, Kind.OVERDUE),
    **dict.fromkeys(_OWN, Kind.MINE),
    **dict.fromkeys(NOT_YET, Kind.HELP),
}
"""The command that is meant, as far as one can guess."""
