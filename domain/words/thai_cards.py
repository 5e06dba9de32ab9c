"""Labels on cards, in Thai."""

from domain.agencies import Agency
from domain.words.voice import Voice


class ThaiCards(Voice):
    """Short labels; LINE cuts long ones on a phone."""

    def card_issue(self, number: int) -> str:
        """Head of an issue's card."""
        return f"ประเด็น #{number}"

    def card_to(self) -> str:
        """Label before the agencies."""
        return "ถึง"

    def card_due(self) -> str:
        """Label before the deadline."""
        return "กำหนด"

    def card_reference(self) -> str:
        """Label before the reference."""
        return "อ้างอิง"

    def card_source(self) -> str:
        """Label of the button that opens the first link."""
        return "เปิดที่มา"

    def card_more(self, count: int) -> str:
        """Line that stands for what did not fit."""
        return f"และอีก {self.number(count)} รายการ"

    def card_how(self, number: int) -> str:
        """Foot of an issue's card: how to report."""
        return f"รายงานในกลุ่ม IR-Chat: #รายงาน {number} ข้อความหรือลิงก์"

    def card_overdue(self) -> str:
        """Head of the overdue list."""
        return "รายการค้างรายงาน"

    def card_ack(self) -> str:
        """Button: the agency has seen it."""
        return "รับทราบ"

    def card_write_report(self) -> str:
        """Button: begin a report."""
        return "รายงาน"

    def card_extend(self) -> str:
        """Button: ask for more time."""
        return "ขอขยายเวลา"

    def card_accept(self) -> str:
        """Button: the report answers the issue."""
        return "รับรอง"

    def card_return(self) -> str:
        """Button: the report does not answer the issue."""
        return "ตีกลับ"

    def card_grant(self) -> str:
        """Button: grant a request."""
        return "อนุมัติ"

    def card_refuse(self) -> str:
        """Button: refuse a request."""
        return "ไม่อนุมัติ"

    def card_report(self, number: int) -> str:
        """Head of a report's card."""
        return f"รายงานประเด็น #{number}"

    def card_request(self, number: int) -> str:
        """Head of a request's card."""
        return f"คำขอในประเด็น #{number}"

    def begin_report(self, number: int) -> str:
        """What the keyboard holds when a report is begun."""
        return f"#รายงาน {number}"

    def begin_return(self, number: int, agency: Agency) -> str:
        """What the keyboard holds when a report is returned; the reason follows."""
        return f"#ตีกลับ {number} {agency.name_th}"
