"""`#snooze`: agencies are not reminded for a while."""

from collections.abc import Sequence
from datetime import datetime

from domain.agencies import Agency
from domain.chat.commands import Kind
from domain.text import without_because
from domain.views import IssueView
from domain.words.names import NameWords


class SnoozeWords(NameWords):
    """Reminders that rest, and go on."""

    def snoozed(
        self, issue: IssueView, agencies: Sequence[Agency], until: datetime, reason: str
    ) -> str:
        """Agencies are not reminded until then; the view holds their parts only."""
        names, at, why = self.agencies(agencies), self.fully(until), without_because(reason)
        again, number = self.command(Kind.SNOOZE), issue.number
        told = self.say(
            f"พักการเตือนประเด็น #{number} ของ {names} ถึง {at}\nเหตุผล: {why}",
            f"No reminders of issue #{number} to {names} until {at}\nReason: {why}",
        )
        stays = []
        for due, whose in issue.dues.items():
            thai, english = ("", "") if len(issue.dues) == 1 else self.whose(whose)
            stays.append(
                self.say(
                    f"กำหนดรายงาน{thai} {self.when(due)} และการนับตัวชี้วัดไม่เปลี่ยน",
                    f"The deadline{english}, {self.when(due)}, and the figure do not change.",
                )
            )
        how = self.say(
            f"หากต้องการให้เตือนต่อ พิมพ์ {again} {number} -",
            f"To be reminded again type {again} {number} -",
        )
        return "\n".join([told, *stays, how])

    def reminded_again(self, number: int, agencies: Sequence[Agency]) -> str:
        """Agencies are reminded again before the time that they had said."""
        names = self.agencies(agencies)
        return self.say(
            f"จะเตือนประเด็น #{number} แก่ {names} ตามปกติ",
            f"Reminders of issue #{number} to {names} go on.",
        )

    def not_snoozed(self, number: int, agencies: Sequence[Agency]) -> str:
        """Nothing keeps agencies from being reminded."""
        names, command = self.agencies(agencies), self.command(Kind.SNOOZE)
        return self.say(
            f"{names} ไม่ได้พักการเตือนประเด็น #{number} "
            f"หากต้องการพัก พิมพ์ {command} {number} วันเวลา เหตุผล",
            f"Reminders of issue #{number} to {names} are not paused. "
            f"To pause them type {command} {number} day and time, reason",
        )

    def snooze_passed(self, number: int, until: datetime) -> str:
        """The time until which there should be no reminders has passed."""
        command = self.command(Kind.SNOOZE)
        return self.say(
            f"{self.when(until)} ผ่านไปแล้ว โปรดระบุเวลาที่ยังมาไม่ถึง "
            f"หรือพิมพ์ {command} {number} - เพื่อให้เตือนต่อ",
            f"{self.when(until)} has passed. Please give a time that lies ahead, "
            f"or type {command} {number} - to be reminded again.",
        )

    def snoozed_since(self, number: int) -> str:
        """What was said later of the same has arrived before."""
        return self.say(
            f"มีคำสั่งพักเตือนประเด็น #{number} ที่ส่งภายหลังข้อความนี้ จึงใช้ตามคำสั่งนั้น",
            f"What was said later about reminders of issue #{number} holds.",
        )
