"""The month's messages: what they cost, and what they do not suffice for."""

from collections.abc import Sequence

from domain.quota import GroupPrice, Month
from domain.words.names import NameWords


class QuotaWords(NameWords):
    """The quota, asked for or spent."""

    def quota(self, month: Month, groups: Sequence[GroupPrice]) -> str:
        """Tell what is left of the month's messages, and what a push to each group costs."""
        lines = [self._used(month), self._forecast(month)]
        for group in groups:
            push = self.say(
                f"แจ้ง{self.place(group.place)}", f"Each push to {self.place(group.place)}:"
            )
            lines.append(f"• {push} {self._price(group)}")
            if not group.has_room:
                lines.append(f"  {self._held_back(group)}")
        if not all(group.has_room for group in groups):
            lines.append(self._not_lost())
        lines.append(self.say("การตอบคำสั่งไม่เสียโควตา", "Answers to commands are free."))
        asked = self.when(month.asked_at)
        lines.append(self.say(f"ข้อมูลจาก LINE เมื่อ {asked}", f"As LINE said on {asked}"))
        return "\n".join(lines)

    def month_spent(self, month: Month | None, groups: Sequence[GroupPrice]) -> str:
        """Tell the admins that the month has no room for a push to these groups."""
        lines = [self.say("แจ้งผู้ดูแล", "For the administrators")]
        for group in groups:
            place, price = self.place(group.place), self._price(group)
            lines.append(
                self.say(
                    f"โควตาข้อความ LINE เดือนนี้เหลือไม่พอแจ้ง{place} ({price})",
                    f"This month's LINE messages do not suffice for {place} ({price}).",
                )
            )
        if month is not None:
            lines += [self._used(month), self._forecast(month)]
        lines += [self._not_lost(), self.say("ดูเพิ่มเติม: พิมพ์ #โควตา", "For more type #quota")]
        return "\n".join(lines)

    def _used(self, month: Month) -> str:
        used = self.number(month.used)
        if month.limit is None or month.left is None:
            return self.say(
                f"ใช้ไปแล้ว {used} ข้อความในเดือนนี้ ไม่จำกัดจำนวน",
                f"{used} messages used this month, no limit",
            )
        of, left = self.number(month.limit), self.number(month.left)
        return self.say(
            f"โควตาเดือนนี้ {of} ข้อความ ใช้ไป {used} เหลือ {left}",
            f"This month: {of} messages, {used} used, {left} left",
        )

    def _forecast(self, month: Month) -> str:
        about = self.number(month.forecast)
        return self.say(
            f"หากใช้ในอัตรานี้ ทั้งเดือนจะใช้ประมาณ {about} ข้อความ",
            f"At this pace the month comes to about {about} messages.",
        )

    def _price(self, group: GroupPrice) -> str:
        if group.members is None:
            return self.say("ไม่ทราบจำนวนสมาชิก", "members unknown")
        count = self.number(group.members)
        return self.say(f"ครั้งละ {count} ข้อความ", f"{count} messages")

    def _held_back(self, group: GroupPrice) -> str:
        waiting = self.number(group.waiting)
        return self.say(
            f"โควตาไม่พอ รอแจ้งอยู่ {waiting} เรื่อง",
            f"The month has no room for one; notices that wait: {waiting}",
        )

    def _not_lost(self) -> str:
        return self.say(
            "เรื่องที่รอแจ้งไม่หาย: จะแจ้งไปพร้อมคำตอบถัดไปในกลุ่ม ที่เหลือแจ้งเมื่อโควตาพอ (ขึ้นเดือนใหม่หรือซื้อเพิ่ม)",
            "Nothing is lost: what waits goes with the next answers in the group, and the rest "
            "when there is room (a new month, or more bought).",
        )
