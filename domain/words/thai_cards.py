"""Labels on cards, in Thai."""

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
