"""Reports: taken, told to the issuers, accepted or returned."""

from collections.abc import Sequence
from datetime import datetime

from domain.agencies import Agency
from domain.chat.kinds import Kind
from domain.text import without_because
from domain.views import AssignmentView, Filed, IssueView
from domain.words.names import NameWords


class ReportWords(NameWords):
    """Filing and judging reports."""

    def took_only(self, number: int) -> str:
        """A report without a number was taken for the only issue that its agency owes."""
        return self.say(
            f"ไม่ได้ระบุเลขประเด็น ระบบถือเป็นประเด็น #{number} ซึ่งเป็นประเด็นเดียวที่ค้างรายงาน",
            f"No number was given: I took issue #{number}, the only one you have to report.",
        )

    def report_filed(
        self, issue: IssueView, assignment: AssignmentView, *, at: datetime, times: int
    ) -> str:
        """A final report was taken; `times` counts those of the agency, with this one."""
        name, count = self.agency(assignment.agency), self.number(times)
        sent = f"{self.fully(at, assignment.counted_by)} — {self._earlier(assignment, at)}"
        again = self.say(f" (ครั้งที่ {count})", f" (revision {count})") if times > 1 else ""
        return self.say(
            f"รับรายงานประเด็น #{issue.number} ของ {name}{again}\n"
            f"เรื่อง: {issue.headline}\nส่งเมื่อ {sent}",
            f"Report on issue #{issue.number} from {name} received{again}\n"
            f"Subject: {issue.headline}\nSent {sent}",
        )

    def report_repeated(
        self, issue: IssueView, assignment: AssignmentView, before: datetime
    ) -> str:
        """A final report says the same as one that was sent `before`, at that time."""
        name = self.agency(assignment.agency)
        sent = f"{self.when(before, assignment.counted_by)} — {self._earlier(assignment, before)}"
        return self.say(
            f"รายงานประเด็น #{issue.number} ของ {name} ข้อความเดียวกันนี้ได้รับไว้แล้ว "
            f"บันทึกไว้ แต่ไม่นับเป็นรายงานครั้งใหม่\nเรื่อง: {issue.headline}\nส่งไว้เมื่อ {sent}",
            f"This report on issue #{issue.number} from {name} was received before. It stays on "
            f"record, but is no new one.\nSubject: {issue.headline}\nSent before {sent}",
        )

    def _earlier(self, assignment: AssignmentView, at: datetime) -> str:
        """Give the verdict of a report; of one sent too late after another, which one counts."""
        first, verdict = assignment.reported_at, self.verdict(assignment)
        if first is None or not self._is_late_addition(assignment, at):
            return verdict
        sent = self.when(first, assignment.counted_by)
        return self.say(
            f"นับตามรายงานที่ส่งเมื่อ {sent} {verdict}", f"the one sent {sent} counts: {verdict}"
        )

    def _is_late_addition(self, assignment: AssignmentView, at: datetime) -> bool:
        """Whether a report was sent too late after one that was in time, which counts."""
        return bool(assignment.on_time) and at > assignment.counted_by

    def verdict(self, assignment: AssignmentView) -> str:
        """Say whether the report that counts was in time, and by which deadline."""
        due = self.when(assignment.counted_by, assignment.reported_at)
        return f"{self.timeliness(assignment.on_time)} ({due})"

    def sent_and_counted(self, assignment: AssignmentView, filed: Filed) -> str:
        """Say when a report was sent, whether it counts as in time, and how it was judged."""
        at = self.when(filed.at, assignment.counted_by)
        sent = self.say(f"ส่ง {at}", f"sent {at}")
        if filed.accepted is False:
            return self.say(f"ตีกลับแล้ว ({sent})", f"returned ({sent})")
        accepted = self.say("รับรองแล้ว ", "accepted, ") if filed.accepted else ""
        if self._is_late_addition(assignment, filed.at):
            return f"{accepted}{self._earlier(assignment, filed.at)} ({sent})"
        due = self.when(assignment.counted_by, filed.at)
        by = self.say(f"{sent} กำหนด {due}", f"{sent}, due {due}")
        return f"{accepted}{self.timeliness(assignment.on_time)} ({by})"

    def progress_noted(self, issue: IssueView, assignment: AssignmentView, now: datetime) -> str:
        """A progress note was taken: it is no report."""
        name = self.agency(assignment.agency)
        if not assignment.waits:
            return self.say(
                f"บันทึกความคืบหน้าประเด็น #{issue.number} ของ {name} แล้ว ไม่มีรายงานค้างส่ง",
                f"Progress of {name} on issue #{issue.number} noted. No report is owed.",
            )
        due = f"{self.when(assignment.deadline)} ({self.left(now, assignment.deadline)})"
        return self.say(
            f"บันทึกความคืบหน้าประเด็น #{issue.number} ของ {name} แล้ว ยังไม่นับเป็นรายงาน กำหนด {due}",
            f"Progress of {name} on issue #{issue.number} noted. It is not a report yet: due {due}",
        )

    def maybe_progress(self, number: int) -> str:
        """A final report reads like a progress note: its sender is offered to make it one."""
        return self.say(
            f"ข้อความนี้อาจเป็นเพียงความคืบหน้า ขณะนี้นับเป็นรายงานประเด็น #{number} แล้ว หากยังไม่ใช่ผลการชี้แจง "
            f"กดปุ่มด้านล่าง หรือพิมพ์ #ความคืบหน้า {number}",
            f"This may be only a progress note. It counts as the report on issue #{number} now: if "
            f"it is not the final one, press the button, or type #progress {number}",
        )

    def reads_like_progress(self) -> str:
        """Tell the issuers that a report reads like a progress note."""
        return self.say("อาจเป็นความคืบหน้า", "may be a progress note")

    def noted(
        self, number: int, assignment: AssignmentView, sent_at: datetime, now: datetime
    ) -> str:
        """A report is a progress note after all."""
        name, sent = self.agency(assignment.agency), self.when(sent_at)
        return self.say(
            f"รายงานประเด็น #{number} ของ {name} ที่ส่งเมื่อ {sent} เป็นเพียงความคืบหน้า ไม่นับเป็นรายงาน "
            f"{self.still_owed(assignment, now)}",
            f"What {name} sent on issue #{number} {sent} is only a progress note and does not "
            f"count. {self.still_owed(assignment, now)}",
        )

    def no_own_report(self, number: int) -> str:
        """There is no report of the sender's that could become a note."""
        return self.say(
            f"ไม่พบรายงานของท่านในประเด็น #{number} ที่จะเปลี่ยนเป็นความคืบหน้าได้ "
            f"หากต้องการแจ้งความคืบหน้า พิมพ์ #ความคืบหน้า {number} ตามด้วยข้อความ",
            f"There is no report of yours on issue #{number} that could become a progress note. "
            f"To file a note, type #progress {number} and your text.",
        )

    def judged_already(self, number: int, agency: Agency) -> str:
        """A report was judged and can be no progress note any more."""
        name = self.agency(agency)
        return self.say(
            f"รายงานประเด็น #{number} ของ {name} พิจารณาไปแล้ว จึงเปลี่ยนเป็นความคืบหน้าไม่ได้",
            f"The report of {name} on issue #{number} was judged already, so it stays a report.",
        )

    def only_its_sender(self, number: int) -> str:
        """Somebody else pressed the button under a report's answer."""
        return self.say(
            f"เฉพาะผู้ส่งรายงานประเด็น #{number} นี้เท่านั้นที่เปลี่ยนเป็นความคืบหน้าได้",
            f"Only who sent this report on issue #{number} can make it a progress note.",
        )

    def report_recalled(
        self, number: int, assignment: AssignmentView, sent_at: datetime, now: datetime
    ) -> str:
        """Tell that a report was unsent before it was accepted: it no longer counts."""
        name, sent = self.agency(assignment.agency), self.when(sent_at)
        return self.say(
            f"ผู้ส่งถอนข้อความรายงานประเด็น #{number} ของ {name} ที่ส่งเมื่อ {sent} "
            f"ลบข้อความแล้ว คงเวลาที่ส่งไว้ แต่ไม่นับเป็นรายงาน {self.still_owed(assignment, now)}",
            f"The report of {name} on issue #{number} was unsent: its text is erased. "
            f"That it was sent {sent} stays on record, but it no longer counts. "
            f"{self.still_owed(assignment, now)}",
        )

    def still_owed(self, assignment: AssignmentView, now: datetime) -> str:
        """Say what an agency owes now that one of its reports does not count."""
        due = f"{self.when(assignment.deadline)} ({self.left(now, assignment.deadline)})"
        if assignment.waits:
            return self.say(f"ต้องรายงานใหม่ กำหนด {due}", f"A report is owed again, due {due}.")
        if assignment.reported_at is None:
            return self.say(
                "ประเด็นนี้ยกเลิกแล้ว จึงไม่ต้องรายงานอีก", "The issue is cancelled: none is owed."
            )
        sent = self.when(assignment.reported_at, assignment.counted_by)
        verdict = self.verdict(assignment)
        return self.say(
            f"ยังนับรายงานที่ส่งเมื่อ {sent} — {verdict}",
            f"The report sent {sent} still counts: {verdict}.",
        )

    def told_report(self, issue: IssueView, assignment: AssignmentView, filed: Filed) -> str:
        """Tell the issuers of an agency's report, with a count of those still missing."""
        hint = f" — {self.reads_like_progress()}" if filed.going_on else ""
        name, sent = self.agency(assignment.agency), self.sent_and_counted(assignment, filed)
        rest = self.number(len(issue.waiting))
        missing = self.say(f" ยังรออีก {rest} หน่วยงาน", f", {rest} still to come")
        missing = missing if issue.waiting else ""
        files = f"{self.say(' ', ', ')}{self.files_attached(filed.files)}" if filed.files else ""
        return self.say(
            f"#{issue.number} {name} รายงานแล้ว {sent}{files}{missing}{hint}",
            f"#{issue.number} {name} reported, {sent}{files}{missing}{hint}",
        )

    def files_attached(self, count: int) -> str:
        """Tell those who judge a report how many files came with it."""
        number = self.number(count)
        return self.say(f"แนบไฟล์ {number} ไฟล์", f"{number} file{'s' * (count != 1)} attached")

    def told_complete(self, issue: IssueView) -> str:
        """Tell the issuers that every agency has reported."""
        total = self.number(len(issue.counted))
        timely = self.number(sum(1 for each in issue.counted if each.on_time))
        return self.say(
            f"ประเด็น #{issue.number} {issue.headline}\n"
            f"รายงานครบทุกหน่วยงานแล้ว ทันกำหนด {timely} จาก {total}",
            f"Issue #{issue.number} {issue.headline}\n"
            f"All agencies have reported, {timely} of {total} in time",
        )

    def reported_later(self, number: int, agency: Agency) -> str:
        """A judgement arrived late; the agency has reported again since it was typed."""
        name = self.agency(agency)
        return self.say(
            f"{name} รายงานประเด็น #{number} อีกครั้งหลังจากที่พิมพ์ข้อความนี้ (LINE นำส่งช้า) "
            "โปรดตรวจรายงานล่าสุดแล้วพิมพ์อีกครั้ง",
            f"{name} has reported on issue #{number} again since this was typed, which LINE "
            "brought late. Please look at the newest report and type it again.",
        )

    def shown_first(
        self, number: int, agencies: Sequence[Agency], further: int, *, by_name: bool
    ) -> str:
        """Reports were to be accepted that had not been shown; as many as fit are shown now.

        `by_name` says that they can be accepted by the agency's name now, too.
        """
        names, example = self.agencies(agencies), self.agency(agencies[0])
        more = f" {self.more(further, 'ฉบับ')}" if further else ""
        typed = self.say(f"หรือพิมพ์ #รับรอง {number}", f"or type #accept {number}")
        typed = f" {typed} {example}" if by_name else ""
        return self.say(
            f"ยังไม่ได้รับรองรายงานประเด็น #{number} ของ {names} โปรดตรวจรายงานด้านล่างก่อน{more} "
            f"แล้วกดรับรอง{typed}",
            f"The report of {names} on issue #{number} is not accepted yet. Please read what is "
            f"shown here first{more}, then press the button{typed}",
        )

    def accepted(self, issue: IssueView, agencies: Sequence[Agency], *, ended: bool) -> str:
        """Reports were accepted; `ended` says that the issue closed itself by that."""
        names = self.agencies(agencies)
        closed = self.say(" ทุกหน่วยงานเสร็จสิ้น จึงปิดประเด็นแล้ว", " All is settled: the issue is closed.")
        told = self.say(
            f"รับรองรายงานประเด็น #{issue.number} ของ {names} แล้ว",
            f"Report on issue #{issue.number} from {names} accepted.",
        )
        return told + closed if ended else told

    def returned(
        self, number: int, agency: Agency, reason: str, deadline: datetime, *, moved: bool
    ) -> str:
        """A report was returned; `moved` says that the time it waited was given back."""
        due = self.fully(deadline)
        if moved:
            given = self.say("เลื่อนให้ตามเวลาที่รอตรวจ", "moved by the time the report waited")
        else:
            given = self.say("คงเดิม", "as before")
        again = self.say(
            f"โปรดรายงานใหม่ กำหนด {due} ({given})", f"Please report again by {due} ({given})"
        )
        return f"{self.returned_for(number, agency, reason)}\n{again}"

    def reason_gives_time(self, due: datetime, how: str = "") -> str:
        """Tell that a time in the reason of a return moves no deadline, and `how` it is moved."""
        at = self.when(due)
        told = self.say(
            f"เวลาในเหตุผล ({at}) ไม่ได้เปลี่ยนกำหนด",
            f"The time in the reason ({at}) moves no deadline.",
        )
        return f"{told} {how}".rstrip()

    def issuers_move_it(self) -> str:
        """An evaluator moves no deadline."""
        return self.say(
            "หากต้องการให้เป็นกำหนดใหม่ โปรดแจ้งผู้มอบหมาย",
            "To make it the new one please tell an issuer.",
        )

    def to_make_it_due(self, send: str, *, of_all: bool = False) -> str:
        """Say what makes a time the deadline: of the agency, or `of_all` that owe a report."""
        whose = self.say("ของทุกหน่วยงานที่ยังไม่รายงาน", " for all who owe a report") if of_all else ""
        return self.say(
            f"หากต้องการให้เป็นกำหนดใหม่{whose} โปรดส่ง {send}",
            f"To make it the new one{whose} please send {send}",
        )

    def move_to(self, number: int, due: datetime, agency: Agency | None = None) -> str:
        """Return what an issuer types for a later deadline of an agency, or another one of all."""
        if agency is not None:
            return f"{self.command(Kind.EXTEND)} {number} {self.agency(agency)} {self.when(due)}"
        return f"{self.command(Kind.EDIT)} {number} {self.say('กำหนด', 'due')}: {self.when(due)}"

    def returned_for(self, number: int, agency: Agency, reason: str) -> str:
        """A report was returned, and there is a new one already."""
        name, reason = self.agency(agency), without_because(reason)
        return self.say(
            f"ตีกลับรายงานประเด็น #{number} ของ {name}: {reason}",
            f"Report on issue #{number} from {name} returned: {reason}",
        )
