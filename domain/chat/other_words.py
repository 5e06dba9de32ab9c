"""Further words that people type for a command, or for what there is no command for."""

from collections.abc import Mapping

from domain.chat.kinds import Kind

_NOT_YET = ("พักเตือน", "snooze", "เปิดใหม่", "reopen", "คัดค้าน")
_OF_REQUESTS = ("ยกเลิกคำขอ", "ยกเลิกการขยายเวลา", "ยกเลิกคำขอขยายเวลา", "ยกเลิกการโอน")
"""What is not granted: the issue goes on."""

OTHER_WORDS: Mapping[str, Kind] = {
    **dict.fromkeys(("ตอบ", "ตอบกลับ"), Kind.REPORT),
    **dict.fromkeys(("เพิ่มเติม", "อัปเดต", "อัพเดท"), Kind.PROGRESS),
    **dict.fromkeys(_OF_REQUESTS, Kind.REFUSE),
    **dict.fromkeys(("ปิดงาน",), Kind.CLOSE),
    **dict.fromkeys(_NOT_YET, Kind.HELP),
}
"""The command that is meant, as far as one can guess."""
