"""By which way somebody is told what concerns their agencies, and their morning brief."""

from domain.chat.kinds import Kind
from domain.say import Choice
from domain.words.names import NameWords


class NotifyWords(NameWords):
    """What `#notify` answers."""

    def notified(self, *, in_group: bool, brief: bool, reached: bool) -> str:
        """Tell how somebody is told now; `reached`: a message in the 1:1 chat reaches them."""
        way = (
            self.say("ในกลุ่ม โดยเรียกชื่อท่าน", "in the group, by name")
            if in_group
            else self.say(
                "ในแชตส่วนตัวนี้ เมื่อโควตาไม่พอแจ้งทั้งกลุ่ม",
                "in this chat, where the month does not pay for the group",
            )
        )
        each = self.say("ทุกเช้าวันทำการ", "on each working day") if brief else self.say("ไม่รับ", "no")
        duty = self.say("เรื่องที่ท่านต้องทราบ แจ้ง", "What you must know is told ")
        lines = [
            f"{duty}{way}",
            f"{self.say('สรุปเช้า', 'Morning brief')}: {each}",
        ]
        if not reached and (brief or not in_group):
            lines.append(
                self.say(
                    "โปรดเพิ่มระบบเป็นเพื่อน มิฉะนั้นข้อความส่วนตัวจะส่งไม่ถึงท่าน",
                    "Please add me as a friend, or private messages will not reach you.",
                )
            )
        return "\n".join(lines)

    def notify_how(self) -> str:
        """What was typed behind the command is no way of telling; nothing was changed."""
        word, remind = self.command(Kind.NOTIFY), self.command(Kind.REMIND)
        return self.say(
            f"ยังไม่ได้เปลี่ยนการแจ้ง โปรดแตะเลือก หรือพิมพ์ {word} กลุ่ม, {word} ส่วนตัว, {word} สรุปเช้า "
            f"หรือ {word} งดสรุปเช้า (หากต้องการเตือนหน่วยงานในประเด็น ใช้ {remind} ตามด้วยเลขประเด็น)",
            f"Nothing was changed. Please tap one, or type {word} group, {word} direct, "
            f"{word} brief on or {word} brief off. (To remind agencies of an issue: {remind} and "
            "its number.)",
        )

    def notify_choices(
        self, *, in_group: bool | None = None, brief: bool | None = None
    ) -> tuple[Choice, ...]:
        """Offer what is not so already, each as one tap."""
        word = self.command(Kind.NOTIFY)
        ways = {
            True: (self.say("แจ้งในกลุ่ม", "In the group"), self.say("กลุ่ม", "group")),
            False: (self.say("แจ้งส่วนตัว", "In this chat"), self.say("ส่วนตัว", "direct")),
        }
        briefs = {
            True: (self.say("รับสรุปเช้า", "Morning brief"), self.say("สรุปเช้า", "brief on")),
            False: (self.say("งดสรุปเช้า", "No brief"), self.say("งดสรุปเช้า", "brief off")),
        }
        return tuple(
            Choice(label, f"{word} {typed}")
            for offered, now in ((ways, in_group), (briefs, brief))
            for wanted, (label, typed) in offered.items()
            if wanted is not now
        )
