"""Who is in the groups and on the roster, in Thai."""

from datetime import datetime

from domain.rights import Place
from domain.words.thai_refusals import PLACES
from domain.words.voice import Voice


class ThaiPeople(Voice):
    """Who is in the groups and on the roster."""

    def replaced_group(self, place: Place) -> str:
        """Another group held this place until now."""
        return f"กลุ่มนี้ใช้แทน{PLACES[place]}เดิม กลุ่มเดิมใช้คำสั่งไม่ได้แล้ว และระบบจะออกจากกลุ่มนั้น"

    def code_of_other_workspace(self) -> str:
        """The code belongs to somebody of another workspace than this group's."""
        return "รหัสนี้เป็นของพื้นที่งานอื่น โปรดพิมพ์ในกลุ่มของพื้นที่งานนั้นหรือในแชตส่วนตัวกับระบบ"

    def suspended(self) -> str:
        """The code's person was suspended."""
        return "ผู้ถือรหัสนี้ถูกระงับสิทธิ โปรดแจ้งผู้ดูแลระบบ"

    def already_joined(self) -> str:
        """The code's person has joined with another LINE account."""
        return "ผู้ถือรหัสนี้ลงทะเบียนด้วยบัญชี LINE อื่นแล้ว หากเปลี่ยนบัญชีโปรดขอรหัสใหม่จากผู้ดูแลระบบ"

    def paused(self, until: datetime) -> str:
        """Too many wrong codes: none is tried for a while."""
        return f"พิมพ์รหัสผิดหลายครั้ง ระบบจึงหยุดรับรหัสถึง{self.when(until)} โปรดลองใหม่หลังจากนั้น"

    def kept_aside(self, number: int) -> str:
        """A report by somebody unknown is kept."""
        return (
            f"เก็บรายงานประเด็น #{number} ไว้แล้ว แต่บัญชี LINE นี้ยังไม่ได้ลงทะเบียน จึงรอผู้ดูแลรับรอง "
            "เมื่อลงทะเบียนด้วย #ลงทะเบียน ตามด้วยรหัส ระบบจะบันทึกรายงานตามเวลาที่ส่งไว้"
        )

    def aside_refused(self, number: int, why: str) -> str:
        """A kept report could not be filed although its sender is known now."""
        return f"รายงานประเด็น #{number} ที่เก็บไว้ยังบันทึกไม่ได้: {why}"
