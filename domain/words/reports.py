"""Reports: taken, told to the issuers, accepted or returned."""

from collections.abc import Sequence
from datetime import datetime

from domain.agencies import Agency
from domain.views import AssignmentView, IssueView
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
        self, issue: IssueView, assignment: AssignmentView, *, at: datetime, revision: int
    ) -> str:
        """A final report was taken."""
        name, count = self.agency(assignment.agency), self.number(revision)
        sent = f"{self.fully(at)} — {self.verdict(assignment)}"
        again = self.say(f" (ครั้งที่ {count})", f" (revision {count})") if revision > 1 else ""
        return self.say(
            f"รับรายงานประเด็น #{issue.number} ของ {name}{again}\n"
            f"เรื่อง: {issue.headline}\nส่งเมื่อ {sent}",
            f"Report on issue #{issue.number} from {name} received{again}\n"
            f"Subject: {issue.headline}\nSent {sent}",
        )

    def verdict(self, assignment: AssignmentView) -> str:
        """Say whether the report that counts was in time, and by which deadline."""
        due = self.when(assignment.measured_by or assignment.deadline)
        return f"{self.timeliness(assignment.on_time)} ({due})"

    def progress_noted(self, issue: IssueView, assignment: AssignmentView, now: datetime) -> str:
        """A progress note was taken: it is no report."""
        name = self.agency(assignment.agency)
        due = f"{self.when(assignment.deadline)} ({self.left(now, assignment.deadline)})"
        return self.say(
            f"บันทึกความคืบหน้าประเด็น #{issue.number} ของ {name} แล้ว ยังไม่นับเป็นรายงาน กำหนด {due}",
            f"Progress of {name} on issue #{issue.number} noted. It is not a report yet: due {due}",
        )

    def told_report(self, issue: IssueView, assignment: AssignmentView, now: datetime) -> str:
        """Tell the issuers of an agency's report, with a count of those still missing."""
        name, sent = self.agency(assignment.agency), self.when(assignment.reported_at or now)
        verdict, rest = self.timeliness(assignment.on_time), self.number(len(issue.waiting))
        missing = self.say(f" ยังรออีก {rest} หน่วยงาน", f", {rest} still to come")
        missing = missing if issue.waiting else ""
        return self.say(
            f"#{issue.number} {name} รายงานแล้ว {verdict} ({sent}){missing}",
            f"#{issue.number} {name} reported, {verdict} ({sent}){missing}",
        )

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
        name, due = self.agency(agency), self.when(deadline)
        if moved:
            given = self.say("เลื่อนให้ตามเวลาที่รอตรวจ", "moved by the time the report waited")
        else:
            given = self.say("คงเดิม", "as before")
        return self.say(
            f"ตีกลับรายงานประเด็น #{number} ของ {name}: {reason}\nโปรดรายงานใหม่ กำหนด {due} ({given})",
            f"Report on issue #{number} from {name} returned: {reason}\n"
            f"Please report again by {due} ({given})",
        )
