"""Messages that were edited or unsent in LINE after they had been carried out, and old buttons."""

from datetime import datetime

from domain.agencies import Agency
from domain.chat.kinds import Kind
from domain.words.names import NameWords


class MessageEditedWords(NameWords):
    """Messages that changed after they were sent."""

    def edits_do_not_count(self) -> str:
        """A message was edited whose command was carried out and is not told again."""
        return self.say(
            "คำสั่งนี้ดำเนินการไปแล้ว การแก้ไขข้อความไม่เปลี่ยนผล โปรดส่งเป็นข้อความใหม่",
            "This command was carried out already; editing the message does not change that. "
            "Please send a new message.",
        )

    def edit_left(self, kind: Kind, number: int) -> str:
        """An edit took the command away, or made another of it; `kind` is what it was."""
        kinds = (kind,) if kind is Kind.REPORT else (Kind.EDIT, Kind.CANCEL)
        anew = self.say(" หรือ ", " or ").join(f"{self.command(each)} {number}" for each in kinds)
        return self.say(
            f"ข้อความที่แก้ไขไม่ตรงกับคำสั่งเดิม บันทึกของประเด็น #{number} คงเดิม "
            f"หากต้องการเปลี่ยน โปรดส่ง {anew} เป็นข้อความใหม่",
            f"The edited message is not the same command any more: issue #{number} stays as it is. "
            f"To change it, send {anew} as a new message.",
        )

    def edit_of_judged(self, number: int, agency: Agency, *, accepted: bool) -> str:
        """A report was edited after it was judged; behind an acceptance comes no other."""
        name = self.agency(agency)
        if accepted:
            return self.say(
                f"รายงานประเด็น #{number} ของ {name} รับรองแล้ว จึงแก้ไขไม่ได้ "
                "หากข้อมูลคลาดเคลื่อน โปรดแจ้งผู้มอบหมาย",
                f"The report of {name} on issue #{number} was accepted, so it stays. "
                "If it is wrong, please tell an issuer.",
            )
        return self.say(
            f"รายงานประเด็น #{number} ของ {name} พิจารณาไปแล้ว จึงแก้ไขไม่ได้ "
            f"หากมีข้อมูลเพิ่มโปรดส่ง #รายงาน {number} เป็นข้อความใหม่",
            f"The report of {name} on issue #{number} was judged already, so it "
            f"stays. To add something, send #report {number} as a new message.",
        )

    def report_message_edited(self, number: int, agency: Agency, reported_at: datetime) -> str:
        """The text of a report was edited."""
        name, sent = self.agency(agency), self.when(reported_at)
        return self.say(
            f"แก้ไขข้อความรายงานประเด็น #{number} ของ {name} แล้ว เวลาส่งยังเป็น {sent}",
            f"The text of {name}'s report on issue #{number} was changed. "
            f"It still counts as sent {sent}",
        )

    def report_in_time_after_all(self, number: int, agency: Agency, sent_at: datetime) -> str:
        """The first version of a report has arrived after a newer one, which was late."""
        name, sent = self.agency(agency), self.fully(sent_at)
        return self.say(
            f"รายงานประเด็น #{number} ของ {name} นับเป็นทันกำหนด: ข้อความแรกส่งเมื่อ {sent} "
            "แต่ LINE นำส่งถึงระบบภายหลัง",
            f"The report of {name} on issue #{number} counts as in time: its first version was "
            f"sent {sent}, but LINE brought it later.",
        )

    def unsent_text(self) -> str:
        """Stand where a text was that its author unsent."""
        return self.say("(ผู้ส่งถอนข้อความ)", "(withdrawn by its author)")

    def issue_unsent(self, number: int) -> str:
        """Tell that the message of an issue was unsent."""
        return self.say(
            f"ผู้ส่งถอนข้อความของประเด็น #{number} ลบข้อความแล้ว คงเลข หน่วยงาน และกำหนดไว้",
            f"The message of issue #{number} was unsent: its text is erased; "
            "number, agencies and deadline stay.",
        )

    def still_open(self, number: int, *, told: bool) -> str:
        """Tell the issuers that an issue goes on whose message was unsent; `told`: to agencies."""
        cancel, edit = self.command(Kind.CANCEL), self.command(Kind.EDIT)
        thai, english = ("", "") if told else (" และยังไม่ได้แจ้งหน่วยงาน", ", and not announced yet")
        return self.say(
            f"ประเด็น #{number} ยังเปิดอยู่{thai} หากไม่ใช้แล้ว พิมพ์ {cancel} {number} ตามด้วยเหตุผล "
            f"หากยังใช้ พิมพ์ {edit} {number} หัวข้อ: ...",
            f"Issue #{number} is still open{english}. To end it type {cancel} {number} and the "
            f"reason; to go on type {edit} {number} title: ...",
        )

    def report_unsent(self, number: int, agency: Agency) -> str:
        """Tell that the message of a report was unsent."""
        name = self.agency(agency)
        return self.say(
            f"ผู้ส่งถอนข้อความรายงานประเด็น #{number} ของ {name} ลบข้อความแล้ว คงเวลาที่ส่งและผลไว้",
            f"The report of {name} on issue #{number} was unsent: its text is "
            "erased; when it was sent and how it was judged stay.",
        )

    def foreign_button(self) -> str:
        """A button of another workspace was pressed."""
        return self.say(
            "ปุ่มนี้เป็นของพื้นที่งานอื่น โปรดพิมพ์คำสั่งแทน",
            "This button belongs to another workspace. Please type the command.",
        )

    def unknown_button(self) -> str:
        """A button that we cannot read was pressed."""
        return self.say(
            "ปุ่มนี้ใช้ไม่ได้แล้ว โปรดพิมพ์คำสั่งแทน พิมพ์ #วิธีใช้ เพื่อดูคำสั่ง",
            "This button does not work any more. Please type the command; #help lists them.",
        )
