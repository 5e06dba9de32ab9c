"""What a command says that it cannot take: it is asked, and nothing is done."""

import re

from domain.chat.commands import Kind
from domain.say import Choice
from domain.words.names import NameWords

_OF_REQUEST = re.compile(r"(?:การ)?(?:ขยาย|เลื่อน|โอน)|คำขอ|คำร้อง|request|extension|transfer", re.I)
"""What is said of a request of an agency."""


class UnreadWords(NameWords):
    """Commands that say more than they can carry out."""

    def acts_on_all(self, kind: Kind, number: int | None, said: str) -> str:
        """A command was narrowed, or said what it cannot take: nothing was done."""
        if kind is Kind.EDIT:
            return self._needs_label(number or 0, said)
        command = self._of_issue(kind, number)
        if kind in (Kind.RETURN, Kind.TRANSFER):
            return self.say(
                f"ยังไม่ได้ดำเนินการ เพราะ “{said}” สั่งมากกว่าหนึ่งอย่าง โปรดส่งทีละคำสั่ง",
                f"Nothing was done: “{said}” says several things. Please send them one by one.",
            )
        if kind is Kind.EXTEND:
            return self.say(
                f"ยังไม่ได้ขยายเวลา เพราะใช้กับ “{said}” ไม่ได้ โปรดระบุหน่วยงานที่ขยายเวลาให้: "
                f"{command} วันและเวลา หน่วยงาน",
                f"Nothing was extended: “{said}” cannot be used. Please name the agencies that get "
                f"more time: {command} day and time, agencies",
            )
        if kind in (Kind.GRANT, Kind.REFUSE):
            another = self._of_issue(Kind.EXTEND, number)
            return self.say(
                f"ยังไม่ได้ดำเนินการ เพราะ “{said}” อาจหมายถึงอย่างอื่น หากตัดสินตามที่ขอทั้งหมด "
                f"โปรดส่ง {command} หากให้เวลาอื่น โปรดส่ง {another} ตามด้วยวันและเวลา",
                f"Nothing was done: “{said}” may mean something else. To decide the request as it "
                f"is please send {command}; for another time {another} and the day and time",
            )
        if kind is Kind.CANCEL and _OF_REQUEST.match(said):
            refuse = self._of_issue(Kind.REFUSE, number)
            return self.say(
                f"ยังไม่ได้ดำเนินการ เพราะ {command} ยกเลิกทั้งประเด็น "
                f"หากหมายถึงคำขอของหน่วยงาน โปรดส่ง {refuse}",
                f"Nothing was done: {command} withdraws the whole issue. "
                f"To refuse what an agency asks for please send {refuse}",
            )
        if kind is Kind.CLOSE:
            return self.say(
                f"ยังไม่ได้ปิด เพราะ {command} ปิดทั้งประเด็นและไม่รับข้อความ “{said}” "
                f"หากต้องการปิด โปรดส่ง {command}",
                f"Nothing was closed: {command} ends the whole issue and takes no “{said}”. "
                f"To close it please send {command}",
            )
        if kind is Kind.CANCEL:
            edit = self._of_issue(Kind.EDIT, number)
            return self.say(
                f"ยังไม่ได้ดำเนินการ เพราะ {command} ยกเลิกทั้งประเด็น หากต้องการถอนเพียงบางหน่วยงาน "
                f"โปรดส่ง {edit} ถึง: หน่วยงานที่เหลือทั้งหมด หากต้องการทั้งประเด็น โปรดส่ง "
                f"{command} เหตุผล: {said}",
                f"Nothing was done: {command} withdraws the whole issue. To take out some agencies "
                f"please send {edit} to: all that remain; for the whole issue {command} reason: "
                f"{said}",
            )
        return self.say(
            f"ยังไม่ได้ดำเนินการ เพราะคำสั่งนี้มีผลทั้งประเด็น และใช้กับ “{said}” ไม่ได้ "
            f"หากต้องการทั้งประเด็น โปรดส่ง {command}",
            f"Nothing was done: this command acts on the whole issue and cannot be narrowed to "
            f"“{said}”. For the whole issue please send {command}",
        )

    def whole(self, kind: Kind, number: int | None) -> tuple[Choice, ...]:
        """Offer what acts on the whole issue and says nothing more."""
        command = self._of_issue(kind, number)
        return (Choice(command, command),) if kind in (Kind.CLOSE, Kind.REMIND) and number else ()

    def _of_issue(self, kind: Kind, number: int | None) -> str:
        return f"{self.command(kind)} {number}" if number else self.command(kind)

    def _needs_label(self, number: int, said: str) -> str:
        """An edit names agencies or a time without a label, as if it were a headline."""
        word = self.command(Kind.EDIT)
        return self.say(
            f"ยังไม่ได้แก้ไข เพราะ “{said}” จะกลายเป็นหัวข้อหรือรายละเอียดใหม่ "
            "หากต้องการเปลี่ยนหน่วยงานหรือกำหนดเวลา โปรดส่งเฉพาะบรรทัดที่ต้องการเปลี่ยนพร้อมป้าย เช่น\n"
            f"{word} {number}\nถึง: ... (ครบทุกหน่วยงาน)\nภายใน: ...\n"
            "หากเป็นหัวข้อใหม่ โปรดเขียน หัวข้อ: นำหน้า",
            f"Nothing was changed: “{said}” would become the new headline or details. To change "
            "agencies or the deadline please send only the lines that change, with labels:\n"
            f"{word} {number}\nto: ... (the full list of agencies)\ndue: ...\n"
            "If it is a new headline, please write title: before it.",
        )
