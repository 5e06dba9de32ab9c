"""Labels on cards."""

from domain.agencies import Agency
from domain.say import Choice
from domain.words.voice import Voice


class CardWords(Voice):
    """Short labels; LINE cuts long ones on a phone."""

    def card_issue(self, number: int) -> str:
        """Head of an issue's card."""
        return self.say(f"ประเด็น #{number}", f"Issue #{number}")

    def card_to(self) -> str:
        """Label before the agencies."""
        return self.say("ถึง", "To")

    def card_support(self) -> str:
        """Label before the agencies that only support the others."""
        return self.say("สนับสนุน", "Supporting")

    def card_due(self) -> str:
        """Label before the deadline."""
        return self.say("กำหนด", "Due")

    def card_reference(self) -> str:
        """Label before the reference."""
        return self.say("อ้างอิง", "Reference")

    def card_source(self) -> str:
        """Label of the button that opens the first link."""
        return self.say("เปิดที่มา", "Open source")

    def card_more(self, count: int) -> str:
        """Line that stands for what did not fit."""
        return self.more(count, "รายการ")

    def card_where_all(self) -> str:
        """Foot of an overdue card that has no room for all."""
        return self.say("พิมพ์ #ค้าง เพื่อดูทั้งหมด", "Type #overdue to see all of them")

    def card_how(self, number: int) -> str:
        """Foot of an issue's card: how to report."""
        return self.say(
            f"รายงานในกลุ่ม IR-Chat: #รายงาน {number} ข้อความหรือลิงก์",
            f"Report in IR-Chat: #report {number} text or link",
        )

    def card_whole_report(self) -> str:
        """Line below a report that was cut."""
        return self.say("ข้อความเต็มอยู่ในกลุ่ม IR-Chat", "The whole text stands in IR-Chat")

    def card_overdue(self) -> str:
        """Head of the overdue list."""
        return self.say("รายการค้างรายงาน", "Overdue reports")

    def card_ack(self) -> str:
        """Button: the agency has seen it."""
        return self.say("รับทราบ", "Acknowledge")

    def acknowledge(self, number: int) -> Choice:
        """Quick reply below a reminder in a 1:1 chat."""
        thai, english = f"รับทราบ #{number}", f"Acknowledge #{number}"
        return Choice(self.say(thai, english), self.say(f"#รับทราบ {number}", f"#ack {number}"))

    def card_write_report(self) -> str:
        """Button: begin a report."""
        return self.say("รายงาน", "Report")

    def card_extend(self) -> str:
        """Button: ask for more time."""
        return self.say("ขอขยายเวลา", "Ask for more time")

    def card_accept(self) -> str:
        """Button: the report answers the issue."""
        return self.say("รับรอง", "Accept")

    def card_return(self) -> str:
        """Button: the report does not answer the issue."""
        return self.say("ตีกลับ", "Return")

    def card_progress(self) -> str:
        """Button: one's own report is only a progress note."""
        return self.say("เป็นเพียงความคืบหน้า", "Only a progress note")

    def card_grant(self) -> str:
        """Button: grant a request."""
        return self.say("อนุมัติ", "Grant")

    def card_refuse(self) -> str:
        """Button: refuse a request."""
        return self.say("ไม่อนุมัติ", "Refuse")

    def card_report(self, number: int) -> str:
        """Head of a report's card."""
        return self.say(f"รายงานประเด็น #{number}", f"Report on issue #{number}")

    def card_request(self, number: int) -> str:
        """Head of a request's card."""
        return self.say(f"คำขอในประเด็น #{number}", f"Request in issue #{number}")

    def begin_report(self, number: int) -> str:
        """What the keyboard holds when a report is begun."""
        return self.say(f"#รายงาน {number}", f"#report {number}")

    def begin_return(self, number: int, agency: Agency) -> str:
        """What the keyboard holds when a report is returned; the reason follows."""
        command = self.say("#ตีกลับ", "#return")
        return f"{command} {number} {self.agency(agency)}"
