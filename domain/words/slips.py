"""The printed slips with enrolment codes."""

from collections.abc import Sequence
from datetime import datetime

from domain.words.names import NameWords


class SlipWords(NameWords):
    """What stands on a slip."""

    def slip_title(self) -> str:
        """Head a printed slip."""
        return self.say(
            "รหัสลงทะเบียน LINE · ระบบมอบหมายและรายงานประเด็น (สะพาน)",
            "LINE enrolment code · Issue Assignment and Report (Saphan)",
        )

    def slip_agencies(self, names: Sequence[str]) -> str:
        """Name the agencies on a slip: the first two, and how many more."""
        return self.first_of(names, 2, "แห่ง")

    def slip_code(self) -> str:
        """Stand over the code."""
        return self.say("รหัสของท่าน (ใช้ได้ครั้งเดียว)", "Your code (works once)")

    def slip_scan(self, *, linked: bool) -> str:
        """Say what the QR code does: opens LINE with the text typed, or holds the text."""
        if linked:
            return self.say(
                "1. สแกน QR แล้วกดส่งข้อความใน LINE",
                "1. Scan the QR code and send the message",
            )
        return self.say(
            "1. เพิ่มบัญชีระบบเป็นเพื่อน สแกน QR แล้วส่งข้อความนั้น",
            "1. Add Saphan as a friend, scan, send that text",
        )

    def slip_type(self) -> str:
        """Say the other way."""
        return self.say(
            "2. หรือพิมพ์ในแชตกับระบบ หรือในกลุ่ม",
            "2. Or type in the chat with Saphan, or in the group",
        )

    def slip_typed(self, code: str) -> str:
        """Show what to type."""
        return self.say(f"#ลงทะเบียน {code}", f"#join {code}")

    def slip_until(self, expires_at: datetime) -> str:
        """Say how long the code works."""
        until = self.fully(expires_at)
        return self.say(f"ใช้ได้ถึง {until}", f"Works until {until}")

    def slip_keep(self) -> str:
        """Ask not to pass the code on."""
        return self.say(
            "รหัสนี้แทนตัวท่านในระบบ โปรดอย่าส่งต่อหรือถ่ายภาพเผยแพร่",
            "To Saphan this code is you: please do not pass it on or publish a picture of it.",
        )
