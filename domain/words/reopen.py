"""Ends and acceptances that were taken back."""

from collections.abc import Sequence

from domain.agencies import Agency
from domain.chat.commands import Kind
from domain.say import Choice
from domain.text import without_because
from domain.views import IssueView
from domain.words.names import NameWords


class ReopenWords(NameWords):
    """What was opened again."""

    def reopened(self, issue: IssueView, reason: str) -> str:
        """An issue goes on: who owes a report, and by when."""
        why = f": {without_because(reason)}" if reason else ""
        told = [
            self.say(
                f"เปิดประเด็น #{issue.number} {issue.headline} อีกครั้ง{why}",
                f"Issue #{issue.number} {issue.headline} is open again{why}",
            )
        ]
        for due, whose in issue.dues.items():
            names = self.agencies(whose)
            told.append(
                self.say(
                    f"ต้องรายงานภายใน {self.when(due)}: {names}",
                    f"To report by {self.when(due)}: {names}",
                )
            )
        return "\n".join(told)

    def not_accepted_any_more(self, number: int, agencies: Sequence[Agency]) -> str:
        """Reports that were accepted wait for their judge again."""
        names = self.agencies(agencies)
        accept, back = self.command(Kind.ACCEPT), self.command(Kind.RETURN)
        return self.say(
            f"ถอนการรับรองรายงานประเด็น #{number} ของ {names} รอพิจารณาใหม่ด้วย {accept} หรือ {back}",
            f"The report of {names} on issue #{number} is not accepted any more: "
            f"judge it with {accept} or {back}.",
        )

    def nothing_to_reopen(self, number: int) -> str:
        """An issue has not ended, and no report on it was accepted."""
        return self.say(
            f"ประเด็น #{number} ยังเปิดอยู่และไม่มีรายงานที่รับรองแล้ว จึงไม่มีสิ่งที่ต้องเปิดใหม่ "
            f"ดูได้ด้วย #สถานะ {number}",
            f"Issue #{number} is open and no report on it was accepted: see #status {number}.",
        )

    def not_accepted(self, number: int, agency: Agency, *, ended: bool) -> str:
        """An agency was named of which no report was accepted."""
        name, whole = self.agency(agency), f"{self.command(Kind.REOPEN)} {number}"
        then = self.say(
            f"หากจะเปิดทั้งประเด็น พิมพ์ {whole} โดยไม่ระบุหน่วยงาน",
            f"To open the whole issue again type {whole} alone.",
        )
        if not ended:
            then = self.say(f"ดูได้ด้วย #สถานะ {number}", f"See #status {number}.")
        return self.say(
            f"ประเด็น #{number} ไม่มีรายงานของ {name} ที่รับรองแล้ว {then}",
            f"No report of {name} on issue #{number} was accepted. {then}",
        )

    def accepted_and_unsent(self, number: int, agency: Agency) -> str:
        """The message of an accepted report was unsent: taken back, there would be no report."""
        name = self.agency(agency)
        return self.say(
            f"ผู้ส่งถอนข้อความรายงานประเด็น #{number} ของ {name} หลังรับรองแล้ว จึงถอนการรับรองไม่ได้",
            f"The report of {name} on issue #{number} was unsent after it was accepted: "
            "that cannot be taken back.",
        )

    def which_acceptance(
        self, number: int, agencies: Sequence[Agency]
    ) -> tuple[str, tuple[Choice, ...]]:
        """Ask of which agency the acceptance is taken back."""
        ask = f"{self.command(Kind.REOPEN)} {number}"
        names = [self.agency(agency) for agency in agencies]
        return self.say(
            f"โปรดระบุหน่วยงานที่จะถอนการรับรอง เช่น {ask} {names[0]}",
            f"Please name the agency whose acceptance is taken back, as {ask} {names[0]}",
        ), tuple(Choice(name, f"{ask} {name}") for name in names)
