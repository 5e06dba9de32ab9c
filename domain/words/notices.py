"""Reminders, passed deadlines and the overdue list: mostly what the bot says unasked."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.agencies import Agency
from domain.fitting import HEADLINE_UNITS, fit, how_many_fit
from domain.members import NAMES_AT_ONCE
from domain.text import clip
from domain.views import AssignmentView, IssueView, Reminded
from domain.words.names import NameWords


class NoticeWords(NameWords):
    """Reminders, passed deadlines and the overdue list."""

    def reminders(
        self, coming: Sequence[Reminded], passed: Sequence[Reminded], now: datetime
    ) -> str:
        """Remind of coming deadlines and tell of passed ones; at least one of them is given."""
        if coming:
            heading = self.say("แจ้งเตือนกำหนดรายงาน", "Reports are due")
        else:
            heading = self.say("แจ้งประเด็นที่พ้นกำหนดรายงาน", "Deadlines have passed")
        blocks = [self._notice_coming(each, now) for each in coming]
        blocks += [self._notice_passed(each) for each in passed]
        blocks[0] = f"{heading}\n{blocks[0]}"
        return fit(blocks, self.further_issues)

    def nags(self, overdue: Sequence[Reminded], now: datetime) -> str:
        """Follow up reports that have been overdue since before today."""
        heading = self.say("ติดตามรายงานที่ค้าง โปรดรายงานโดยเร็ว", "Please report: these are overdue")
        blocks = [self._notice_nag(each, now) for each in overdue]
        blocks[0] = f"{heading}\n{blocks[0]}"
        return fit(blocks, self.further_issues)

    def escalations(
        self, overdue: Sequence[Reminded], named: Mapping[Agency, Sequence[str]], now: datetime
    ) -> str:
        """Name on record to whom reports are brought that nags have not brought (T14)."""
        heading = self.say(
            "ยกระดับการติดตาม: พ้นกำหนดและติดตามครบแล้วยังไม่รายงาน",
            "Escalated: still not reported after all reminders",
        )
        blocks = [self._notice_escalation(each, named, now) for each in overdue]
        blocks[0] = f"{heading}\n{blocks[0]}"
        return fit(blocks, self.further_issues)

    def deadlines_passed(self, passed: Sequence[Reminded], unreached: Sequence[Agency]) -> str:
        """Tell the issuers who has not reported in time, and of whom nobody can be called."""
        heading = self.say("พ้นกำหนดแล้ว ยังไม่ได้รับรายงาน", "Not reported in time")
        blocks = [self._notice_passed(each) for each in passed]
        told = fit([f"{heading}\n{blocks[0]}", *blocks[1:]], self.further_issues)
        names = self.agencies(unreached)
        nobody = self.say(
            f"\n\nไม่มีผู้มีสิทธิรายงานอยู่ในกลุ่ม IR-Chat ระบบจึงเตือนไม่ได้: {names}",
            f"\n\nNobody who may report is in IR-Chat, so nobody there is reminded: {names}",
        )
        return told + nobody if unreached else told

    def written_at(self, at: datetime) -> str:
        """Say of when a message is that could not be sent for long."""
        return self.say(
            f"(ข้อความเมื่อ {self.when(at)} เพิ่งส่งได้)",
            f"(Written {self.when(at)}, sent only now)",
        )

    def overdue_list(
        self,
        issues: Sequence[IssueView],
        now: datetime,
        *,
        late: bool = False,
        left_out: int = 0,
        of: Sequence[IssueView] = (),
    ) -> str:
        """List who is overdue, issue by issue; only issues with overdue agencies are given.

        `left_out` counts the overdue reports that are not listed (T7). The heading counts all `of`
        which these are a page.
        """
        blocks = self._overdue(issues, now, of or issues, late=late)
        listed = fit(blocks, self.further_issues)
        return f"{listed}\n\n{self._left_out(left_out)}" if left_out else listed

    def overdue_fitting(
        self, issues: Sequence[IssueView], now: datetime, of: Sequence[IssueView]
    ) -> int:
        """Return how many issues the overdue list of these names one by one, one at least."""
        return how_many_fit(self._overdue(issues, now, of))

    def _overdue(
        self,
        issues: Sequence[IssueView],
        now: datetime,
        of: Sequence[IssueView],
        *,
        late: bool = False,
    ) -> list[str]:
        """Return a block for each issue, the first with the heading."""
        count = self.number(len(of))
        agencies = self.number(sum(len(issue.overdue(now)) for issue in of))
        heading = self.say(
            f"รายการค้างรายงาน ณ {self.when(now)} รวม {count} ประเด็น {agencies} รายการ",
            f"Overdue on {self.when(now)} — issues: {count}, reports: {agencies}",
        )
        blocks = [self._notice_overdue(issue, now) for issue in issues]
        return [f"{heading}{self._notice_late(late)}\n{blocks[0]}", *blocks[1:]]

    def _left_out(self, count: int) -> str:
        more = self.number(count)
        return self.say(
            f"ไม่รวมอีก {more} รายการที่เพิ่งแจ้งไป หรือไม่มีผู้รายงานอยู่ในกลุ่มนี้ พิมพ์ #ค้าง เพื่อดูทั้งหมด",
            f"Not listed: {more} told a moment ago, or of agencies with nobody here to report. "
            "Type #overdue to see all of them.",
        )

    def further_issues(self, count: int) -> str:
        """Stand for the issues that one message does not hold."""
        more = self.number(count)
        return self.say(
            f"และอีก {more} ประเด็น พิมพ์ #ค้าง เพื่อดูที่เกินกำหนด หรือ #รายการ เพื่อดูทุกประเด็น",
            f"Further issues: {more}. Type #overdue to see those that are late, or #list for all.",
        )

    def reminded(self, number: int, agencies: Sequence[Agency]) -> str:
        """A reminder that was asked for goes out, to the IR group or 1:1."""
        names = self.agencies(agencies)
        return self.say(
            f"กำลังส่งคำเตือนประเด็น #{number} ถึง {names}",
            f"Reminding of issue #{number}: {names}",
        )

    def nobody_to_remind(self, number: int, agencies: Sequence[Agency]) -> str:
        """Of these agencies nobody who may report has enrolled."""
        names = self.agencies(agencies)
        return self.say(
            f"เตือนประเด็น #{number} ไม่ได้ เพราะยังไม่มีผู้รายงานที่ลงทะเบียนจาก {names} โปรดแจ้งหน่วยงานโดยตรง",
            f"Nobody who may report for {names} is enrolled, so nobody there is reminded of issue "
            f"#{number}. Please tell them yourself.",
        )

    def reminded_already(self, number: int, at: datetime) -> str:
        """A reminder was sent a moment ago."""
        minutes = self.number(10)
        return self.say(
            f"เพิ่งเตือนประเด็น #{number} เมื่อ {self.when(at)} เตือนซ้ำได้หลังจากนั้น {minutes} นาที",
            f"Issue #{number} was reminded on {self.when(at)}. Please wait {minutes} min",
        )

    def no_ir_group(self) -> str:
        """There is nowhere to remind."""
        return self.say(
            "ยังไม่ได้ผูกกลุ่ม IR-Chat จึงไม่มีที่ส่งคำเตือน",
            "No IR-Chat group is bound, so there is nowhere to send a reminder.",
        )

    def _notice_coming(self, reminded: Reminded, now: datetime) -> str:
        issue = reminded.issue
        due = f"{self.when(issue.deadline)} ({self.left(now, issue.deadline)})"
        return (
            f"{self._notice_title(issue)}\n"
            f"{self.say('กำหนด', 'Due')}: {due}{self._notice_late(reminded.late)}\n"
            f"{self.say('รอรายงานจาก', 'Awaiting reports from')}: "
            f"{self._notice_agencies(issue.assignments)}"
        )

    def _notice_passed(self, reminded: Reminded) -> str:
        issue = reminded.issue
        due = self.when(issue.deadline)
        return (
            f"{self._notice_title(issue)}\n"
            f"{self.say(f'พ้นกำหนดเมื่อ {due}', f'It was due on {due}')}"
            f"{self._notice_late(reminded.late)}\n"
            f"{self.say('ยังไม่ได้รับรายงานจาก', 'No report yet from')}: "
            f"{self._notice_agencies(issue.assignments)}"
        )

    def _notice_nag(self, reminded: Reminded, now: datetime) -> str:
        issue = reminded.issue
        due = f"{self.when(issue.deadline)} ({self.left(now, issue.deadline)})"
        return (
            f"{self._notice_title(issue)}\n"
            f"{self.say('พ้นกำหนดตั้งแต่', 'Overdue since')}: {due}{self._notice_late(reminded.late)}\n"
            f"{self.say('ยังรอรายงานจาก', 'Still awaited from')}: "
            f"{self._notice_agencies(issue.assignments)}"
        )

    def _notice_escalation(
        self, reminded: Reminded, named: Mapping[Agency, Sequence[str]], now: datetime
    ) -> str:
        issue = reminded.issue
        due = f"{self.when(issue.deadline)} ({self.left(now, issue.deadline)})"
        names = dict.fromkeys(
            name for each in issue.assignments for name in named.get(each.agency, ())
        )
        people = [self.first_of(list(names), NAMES_AT_ONCE, "คน")] if names else []
        to = [*people, self.say("ผู้ประเมิน", "the evaluators")]
        return (
            f"{self._notice_title(issue)}\n"
            f"{self.say('พ้นกำหนดตั้งแต่', 'Overdue since')}: {due}\n"
            f"{self.say('ยังไม่รายงาน', 'No report from')}: "
            f"{self._notice_agencies(issue.assignments)}\n"
            f"{self.say('เรียน', 'Brought to')}: {', '.join(to)}"
        )

    def _notice_overdue(self, issue: IssueView, now: datetime) -> str:
        lines = [self._notice_title(issue)]
        for due, late in issue.overdue_since(now).items():
            lines += [
                f"{self.say('กำหนด', 'Due')}: {self.when(due)} ({self.left(now, due)})",
                f"{self.say('ค้างรายงาน', 'Overdue')}: {self._notice_agencies(late)}",
            ]
        return "\n".join(lines)

    def _notice_title(self, issue: IssueView) -> str:
        mark = self.urgency(issue.urgency)
        title = self.say(f"ประเด็น #{issue.number}", f"Issue #{issue.number}")
        urgency = f" [{mark}]" if mark else ""
        return f"{title}{urgency} {clip(issue.headline, HEADLINE_UNITS)}"

    def _notice_agencies(self, assignments: Sequence[AssignmentView]) -> str:
        return self.agencies(each.agency for each in assignments)

    def _notice_late(self, late: bool) -> str:
        return self.say(" (ระบบแจ้งล่าช้า)", " (this notice is late)") if late else ""
