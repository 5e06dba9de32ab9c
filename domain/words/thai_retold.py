"""Edited and withdrawn messages, and buttons, in Thai."""

from datetime import datetime

from domain.agencies import Agency
from domain.words.voice import Voice


class ThaiRetold(Voice):
    """Messages that changed after they were sent."""

    def edits_do_not_count(self) -> str:
        """A message was edited whose command was carried out and is not told again."""
        return "คำสั่งนี้ดำเนินการไปแล้ว การแก้ไขข้อความไม่เปลี่ยนผล โปรดส่งเป็นข้อความใหม่"

    def edit_left(self, number: int) -> str:
        """An edit took the command away, or made another of it."""
        return (
            f"ข้อความที่แก้ไขไม่ตรงกับคำสั่งเดิม บันทึกของประเด็น #{number} คงเดิม "
            "หากต้องการเปลี่ยนโปรดใช้ #แก้ไข #ยกเลิก หรือ #รายงาน เป็นข้อความใหม่"
        )

    def edit_of_judged(self, number: int, agency: Agency) -> str:
        """A report was edited after it was judged."""
        return (
            f"รายงานประเด็น #{number} ของ {self.agency(agency)} พิจารณาไปแล้ว จึงแก้ไขไม่ได้ "
            f"หากมีข้อมูลเพิ่มโปรดส่ง #รายงาน {number} เป็นข้อความใหม่"
        )

    def report_retold(self, number: int, agency: Agency, reported_at: datetime) -> str:
        """The text of a report was edited."""
        return (
            f"แก้ไขข้อความรายงานประเด็น #{number} ของ {self.agency(agency)} แล้ว "
            f"เวลาส่งยังเป็น {self.when(reported_at)}"
        )

    def withdrawn_text(self) -> str:
        """Stand where a text was that its author took back."""
        return "(ผู้ส่งถอนข้อความ)"

    def issue_unsent(self, number: int) -> str:
        """Tell that the message of an issue was taken back."""
        return f"ผู้ส่งถอนข้อความของประเด็น #{number} ลบข้อความแล้ว คงเลข หน่วยงาน และกำหนดไว้"

    def report_unsent(self, number: int, agency: Agency) -> str:
        """Tell that the message of a report was taken back."""
        return (
            f"ผู้ส่งถอนข้อความรายงานประเด็น #{number} ของ {self.agency(agency)} "
            "ลบข้อความแล้ว คงเวลาที่ส่งและผลไว้"
        )

    def foreign_button(self) -> str:
        """A button of another workspace was pressed."""
        return "ปุ่มนี้เป็นของพื้นที่งานอื่น โปรดพิมพ์คำสั่งแทน"

    def unknown_button(self) -> str:
        """A button that we cannot read was pressed."""
        return "ปุ่มนี้ใช้ไม่ได้แล้ว โปรดพิมพ์คำสั่งแทน พิมพ์ #วิธีใช้ เพื่อดูคำสั่ง"
