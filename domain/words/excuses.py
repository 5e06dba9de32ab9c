"""What is left out of the figure, and counted again."""

from domain.agencies import Agency
from domain.chat.commands import Kind
from domain.issues.excuses import ExcuseCode
from domain.say import Choice
from domain.words.names import NameWords


class ExcuseWords(NameWords):
    """Excuses."""

    def excused(self, number: int, agency: Agency, reason: str) -> str:
        """An assignment counts no more; the report is owed all the same."""
        name, again = self.agency(agency), self.command(Kind.EXCUSE)
        return self.say(
            f"ยกเว้นการนับตัวชี้วัดของประเด็น #{number}: {name}\nเหตุผล: {reason}\n"
            f"หน้าที่รายงานและกำหนดไม่เปลี่ยน หากต้องการนับใหม่ ผู้ประเมินพิมพ์ {again} {number} {name} -",
            f"Issue #{number} is not counted for {name}\nReason: {reason}\n"
            "The report and its deadline stay as they are. To count it again evaluators type "
            f"{again} {number} {name} -",
        )

    def counted_again(self, number: int, agency: Agency) -> str:
        """An assignment that was excused counts again."""
        name = self.agency(agency)
        return self.say(
            f"กลับมานับตัวชี้วัดของประเด็น #{number}: {name}",
            f"Issue #{number} is counted for {name} again.",
        )

    def agreed_not_theirs(self, number: int, agency: Agency) -> str:
        """An issuer agreed that an assignment is not within an agency's mandate."""
        return self.say(
            f"ผู้มอบหมายเห็นชอบว่าประเด็น #{number} ไม่ใช่ภารกิจของ {self.agency(agency)}\n"
            f"ผู้ประเมินยกเว้นได้ด้วย {self._not_theirs(number, agency)}",
            f"Issuers agree that issue #{number} is not the mandate of {self.agency(agency)}.\n"
            f"Evaluators leave it out with {self._not_theirs(number, agency)}",
        )

    def not_agreed(self, number: int, agency: Agency) -> str:
        """No issuer has agreed yet that it is not an agency's mandate."""
        ask = self._not_theirs(number, agency)
        return self.say(
            f"ต้องให้ผู้มอบหมายเห็นชอบก่อน โปรดให้ผู้มอบหมายพิมพ์ {ask}",
            f"An issuer must agree first. Please ask one to type {ask}",
        )

    def _not_theirs(self, number: int, agency: Agency) -> str:
        return f"{self._ask(number, agency)} {self.excuse(ExcuseCode.NOT_OUR_MANDATE)}"

    def _ask(self, number: int, agency: Agency) -> str:
        return f"{self.command(Kind.EXCUSE)} {number} {self.agency(agency)}"

    def evaluators_excuse(self) -> str:
        """An issuer wants to decide what evaluators decide."""
        return self.say(
            "ผู้ประเมินเป็นผู้ยกเว้น ผู้มอบหมายระบุได้เฉพาะ “ไม่ใช่ภารกิจ” หากจะถอนประเด็น ใช้ #ยกเลิก",
            "Evaluators decide that. Issuers can only say “not their mandate”; to withdraw an "
            "issue use #cancel.",
        )

    def which_excuse(
        self, number: int, agency: Agency, reason: str, *, agreed: bool
    ) -> tuple[str, tuple[Choice, ...]]:
        """Ask for which reason of the list something is not counted.

        That it is not their mandate is offered once an issuer has `agreed`.
        """
        names = [self.excuse(code) for code in ExcuseCode]
        ask, not_theirs = self._ask(number, agency), self.excuse(ExcuseCode.NOT_OUR_MANDATE)
        offered = [name for name in names if agreed or name != not_theirs]
        choices = tuple(Choice(name, f"{ask} {name}: {reason}") for name in offered)
        listed = " · ".join(names)
        return self.say(
            f"โปรดขึ้นต้นเหตุผลด้วยข้อใดข้อหนึ่ง: {listed}\nเช่น {ask} {names[1]} กับ #3",
            f"Please begin the reason with one of these: {listed}\n"
            f"for example {ask} {names[1]} of #3",
        ), choices

    def not_counted_anyway(self, number: int, agency: Agency) -> str:
        """An assignment that was withdrawn is in no figure."""
        return self.say(
            f"ประเด็น #{number} ของ {self.agency(agency)} ถูกยกเลิกหรือโอนแล้ว จึงไม่นับอยู่แล้ว",
            f"Issue #{number} was withdrawn from {self.agency(agency)}: it is not counted anyway.",
        )

    def not_excused(self, number: int, agency: Agency) -> str:
        """What shall be counted again counts."""
        return self.say(
            f"ประเด็น #{number} ของ {self.agency(agency)} นับอยู่แล้ว ดูได้ด้วย #สถานะ {number}",
            f"Issue #{number} is counted for {self.agency(agency)}: see #status {number}.",
        )

    def excused_since(self, number: int, agency: Agency) -> str:
        """What was said later of the same has arrived before."""
        return self.say(
            f"มีคำสั่งยกเว้นประเด็น #{number} ของ {self.agency(agency)} ที่ส่งภายหลังข้อความนี้ จึงใช้ตามคำสั่งนั้น",
            f"What was said later about issue #{number} of {self.agency(agency)} holds.",
        )
