"""What the bot answers when a command was carried out, in Thai."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.agencies import Agency
from domain.chat.commands import Assumption, Urgency
from domain.chat.rights import Place, Role
from domain.issues.assignments import Status
from domain.views import AssignmentView, IssueView
from domain.words.thai_refusals import PLACES, ROLES
from domain.words.voice import Voice

STATUSES = {
    Status.ASSIGNED: "ยังไม่รับทราบ",
    Status.ACKNOWLEDGED: "รับทราบแล้ว",
    Status.REPORTED: "รายงานแล้ว",
    Status.ACCEPTED: "รับรองแล้ว",
    Status.RETURNED: "ตีกลับ รอรายงานใหม่",
    Status.CANCELLED: "ยกเลิก",
    Status.TRANSFERRED: "โอนแล้ว",
}
URGENCIES = {
    Urgency.NORMAL: "",
    Urgency.URGENT: "ด่วน",
    Urgency.VERY_URGENT: "ด่วนมาก",
    Urgency.MOST_URGENT: "ด่วนที่สุด",
}


class ThaiAnswers(Voice):
    """Answers to commands."""

    def status(self, status: Status) -> str:
        """Name a state of an assignment."""
        return STATUSES[status]

    def urgency(self, urgency: Urgency) -> str:
        """Name an urgency; empty for a normal one."""
        return URGENCIES[urgency]

    def bound(self, place: Place, workspace: str) -> str:
        """A group was bound."""
        return f"ผูกกลุ่มนี้เป็น{PLACES[place]} ของ {workspace} แล้ว พิมพ์ #วิธีใช้ เพื่อดูคำสั่ง"

    def joined(self, name: str, agencies: Sequence[Agency], roles: Iterable[Role]) -> str:
        """A LINE account was tied to a person."""
        duty = ", ".join(ROLES[role] for role in roles)
        agency = f" ผู้แทน {self.agencies(agencies)}" if agencies else ""
        return f"ลงทะเบียนเรียบร้อย: {name}{agency} ({duty})"

    def issue_text(self, issue: IssueView, now: datetime) -> str:
        """Tell an issue in full: the plain form of its card."""
        mark = f" [{self.urgency(issue.urgency)}]" if issue.urgency is not Urgency.NORMAL else ""
        lines = [
            f"ประเด็น #{issue.number}{mark} {issue.headline}",
            f"ถึง: {self.agencies(each.agency for each in issue.counted)}",
            f"กำหนด: {self.fully(issue.deadline)} ({self.left(now, issue.deadline)})",
        ]
        lines += [f"รายละเอียด: {issue.detail}"] if issue.detail else []
        lines += [f"อ้างอิง: {issue.reference}"] if issue.reference else []
        lines += list(issue.links)
        return "\n".join(lines)

    def day_off(self, deadline: datetime, name: str) -> str:
        """Warn that a deadline falls on a day off; `name` is empty for a weekend."""
        day = f"วันหยุด ({name})" if name else "วันเสาร์หรืออาทิตย์"
        return f"โปรดทราบ: {self.when(deadline)} ตรงกับ{day} ระบบคงกำหนดไว้ตามที่พิมพ์"

    def outside_hours(self, deadline: datetime) -> str:
        """Warn that a deadline is outside office hours."""
        return f"โปรดทราบ: {self.when(deadline)} อยู่นอกเวลาราชการ ระบบคงกำหนดไว้ตามที่พิมพ์"

    def assumed(self, assumptions: Iterable[tuple[Assumption, Agency]]) -> str:
        """Name the agencies that were taken although they were not written exactly."""
        pairs = ", ".join(f"“{each.said}” = {self.agency(agency)}" for each, agency in assumptions)
        return f"ระบบเข้าใจว่า {pairs} หากไม่ใช่ โปรดยกเลิกแล้วส่งใหม่ด้วยชื่อเต็ม"

    def nobody_enrolled(self, agencies: Sequence[Agency]) -> str:
        """Warn of agencies in which nobody can be reminded."""
        return f"ยังไม่มีผู้ลงทะเบียนจาก {self.agencies(agencies)} จึงจะไม่มีผู้ได้รับการเตือน"

    def outside_channel(self, agencies: Sequence[Agency]) -> str:
        """Warn of organisations that the letter does not put into the channel (R11)."""
        return f"{self.agencies(agencies)} อยู่นอกช่องทางนี้ตามหนังสือเวียน โปรดตรวจว่าต้องการมอบหมายจริง"

    def called(self, issue: IssueView) -> str:
        """Call the people of the agencies to a new issue (they are mentioned before it)."""
        return f"โปรดรับทราบและรายงานประเด็น #{issue.number} ภายใน{self.when(issue.deadline)}"

    def told_report(self, issue: IssueView, part: AssignmentView, now: datetime) -> str:
        """Tell the issuers of an agency's report, with a count of those still missing."""
        rest = len(issue.waiting)
        missing = f" ยังรออีก {self.number(rest)} หน่วยงาน" if rest else ""
        verdict = "ทันกำหนด" if part.on_time else "เกินกำหนด"
        return (
            f"#{issue.number} {self.agency(part.agency)} รายงานแล้ว {verdict} "
            f"({self.when(part.reported_at or now)}){missing}"
        )

    def told_complete(self, issue: IssueView) -> str:
        """Tell the issuers that every agency has reported."""
        total = len(issue.counted)
        timely = sum(1 for each in issue.counted if each.on_time)
        return (
            f"ประเด็น #{issue.number} {issue.headline}\n"
            f"รายงานครบทุกหน่วยงานแล้ว ทันกำหนด {self.number(timely)} จาก {self.number(total)}"
        )

    def report_filed(
        self, issue: IssueView, part: AssignmentView, *, at: datetime, revision: int
    ) -> str:
        """A final report was taken."""
        again = f" (ครั้งที่ {self.number(revision)})" if revision > 1 else ""
        return (
            f"รับรายงานประเด็น #{issue.number} ของ {self.agency(part.agency)}{again}\n"
            f"เรื่อง: {issue.headline}\n"
            f"ส่งเมื่อ {self.fully(at)} — {self.verdict(part)}"
        )

    def verdict(self, part: AssignmentView) -> str:
        """Say whether the report that counts was in time, and by which deadline."""
        deadline = self.when(part.measured_by or part.deadline)
        return f"ทันกำหนด ({deadline})" if part.on_time else f"เกินกำหนด ({deadline})"

    def progress_noted(self, issue: IssueView, part: AssignmentView, now: datetime) -> str:
        """A progress note was taken: it is no report."""
        return (
            f"บันทึกความคืบหน้าประเด็น #{issue.number} ของ {self.agency(part.agency)} แล้ว "
            f"ยังไม่นับเป็นรายงาน กำหนด {self.when(part.deadline)} "
            f"({self.left(now, part.deadline)})"
        )

    def acknowledged(self, issue: IssueView, agencies: Sequence[Agency], now: datetime) -> str:
        """An agency has seen an issue."""
        due = min(part.deadline for part in issue.assignments)
        return (
            f"{self.agencies(agencies)} รับทราบประเด็น #{issue.number} {issue.headline} แล้ว "
            f"กำหนดรายงาน {self.when(due)} ({self.left(now, due)})"
        )

    def status_of(self, issue: IssueView, now: datetime) -> str:
        """Tell how an issue stands, agency by agency."""
        lines = [
            f"ประเด็น #{issue.number} {issue.headline}",
            f"กำหนด: {self.fully(issue.deadline)} ({self.left(now, issue.deadline)})",
        ]
        lines += [
            f"• {self.agency(each.agency)}: {self.state(each, now)}{self._own_due(issue, each)}"
            for each in issue.counted
        ]
        done = len(issue.counted) - len(issue.waiting)
        lines.append(f"รายงานแล้ว {self.number(done)} จาก {self.number(len(issue.counted))}")
        return "\n".join(lines)

    def _own_due(self, issue: IssueView, part: AssignmentView) -> str:
        own = part.waits and part.deadline != issue.deadline
        return f" (กำหนด {self.when(part.deadline)})" if own else ""

    def state(self, part: AssignmentView, now: datetime) -> str:
        """Tell how one agency stands in an issue."""
        if part.reported_at is not None:
            judged = f" {STATUSES[part.status]}" if part.status is Status.ACCEPTED else ""
            return f"{self.when(part.reported_at)} {'ทัน' if part.on_time else 'เกิน'}กำหนด{judged}"
        if part.overdue(now):
            return f"{self.status(part.status)} {self.left(now, part.deadline)}"
        return self.status(part.status)

    def open_issues(self, issues: Sequence[IssueView], now: datetime) -> str:
        """List the open issues: those that wait for reports, then the complete ones."""
        if not issues:
            return "ไม่มีประเด็นที่เปิดอยู่"
        waiting = [issue for issue in issues if issue.waiting]
        complete = [f"#{issue.number}" for issue in issues if not issue.waiting]
        lines = [f"ประเด็นที่รอรายงาน {self.number(len(waiting))} เรื่อง"] if waiting else []
        lines += [
            f"#{issue.number} {issue.headline}\n"
            f"   {self.when(issue.deadline)} ({self.left(now, issue.deadline)}) "
            f"รอ {self.number(len(issue.waiting))} จาก {self.number(len(issue.counted))} หน่วยงาน"
            for issue in waiting
        ]
        lines += [f"รายงานครบแล้ว: {' '.join(complete)}"] if complete else []
        return "\n".join(lines)

    def nobody_overdue(self) -> str:
        """Answer #overdue when nobody is."""
        return "ไม่มีหน่วยงานที่เกินกำหนด"

    def mine(self, agencies: Sequence[Agency], issues: Sequence[IssueView], now: datetime) -> str:
        """List what the sender's agencies still owe; each issue holds their parts only."""
        if not issues:
            return f"{self.agencies(agencies)} ไม่มีประเด็นค้างรายงาน"
        lines = [f"งานที่รอรายงานของ {self.agencies(agencies)}"]
        for issue in issues:
            part = issue.assignments[0]
            whose = f" [{self.agencies(each.agency for each in issue.assignments)}]"
            lines.append(
                f"#{issue.number} {issue.headline}{whose if len(agencies) > 1 else ''}\n"
                f"   {self.when(part.deadline)} ({self.left(now, part.deadline)})"
            )
        lines.append("รายงานด้วย #รายงาน ตามด้วยเลขประเด็นและข้อความ")
        return "\n".join(lines)
