"""What the bot says unasked, in Thai."""

from collections.abc import Sequence
from datetime import datetime

from domain.agencies import Agency
from domain.notices import HEADLINE_UNITS, NAMES_IN_LINE, Reminded, fit
from domain.text import clip
from domain.views import AssignmentView, IssueView
from domain.words.thai_answers import URGENCIES
from domain.words.voice import Voice


class ThaiNotices(Voice):
    """Reminders, passed deadlines and the overdue list."""

    def reminders(
        self, coming: Sequence[Reminded], passed: Sequence[Reminded], now: datetime
    ) -> str:
        """Remind of coming deadlines and tell of passed ones; at least one of them is given."""
        heading = "แจ้งเตือนกำหนดรายงาน" if coming else "แจ้งประเด็นที่พ้นกำหนดรายงาน"
        blocks = [self._notice_coming(each, now) for each in coming]
        blocks += [self._notice_passed(each) for each in passed]
        blocks[0] = f"{heading}\n{blocks[0]}"
        return fit(blocks, self.further_issues)

    def overdue_list(
        self, issues: Sequence[IssueView], now: datetime, *, late: bool = False
    ) -> str:
        """List who is overdue, issue by issue; only issues with overdue agencies are given."""
        agencies = sum(len(issue.overdue(now)) for issue in issues)
        heading = (
            f"รายการค้างรายงาน ณ {self.when(now)} รวม {self.number(len(issues))} ประเด็น "
            f"{self.number(agencies)} รายการ{self._notice_late(late)}"
        )
        blocks = [self._notice_overdue(issue, now) for issue in issues]
        return fit([f"{heading}\n{blocks[0]}", *blocks[1:]], self.further_issues)

    def further_issues(self, count: int) -> str:
        """Stand for the issues that one message does not hold."""
        return f"และอีก {self.number(count)} ประเด็น พิมพ์ #รายการ เพื่อดูทั้งหมด"

    def _notice_coming(self, reminded: Reminded, now: datetime) -> str:
        issue = reminded.issue
        return (
            f"{self._notice_title(issue)}\n"
            f"กำหนด: {self.when(issue.deadline)} ({self.left(now, issue.deadline)})"
            f"{self._notice_late(reminded.late)}\n"
            f"รอรายงานจาก: {self._notice_agencies(issue.assignments)}"
        )

    def _notice_passed(self, reminded: Reminded) -> str:
        issue = reminded.issue
        return (
            f"{self._notice_title(issue)}\n"
            f"พ้นกำหนดเมื่อ{self.when(issue.deadline)}{self._notice_late(reminded.late)}\n"
            f"ยังไม่ได้รับรายงานจาก: {self._notice_agencies(issue.assignments)}"
        )

    def _notice_overdue(self, issue: IssueView, now: datetime) -> str:
        owing = issue.overdue(now)
        first = min(part.deadline for part in owing)
        return (
            f"{self._notice_title(issue)}\n"
            f"กำหนด: {self.when(first)} ({self.left(now, first)})\n"
            f"ค้างรายงาน: {self._notice_agencies(owing)}"
        )

    def _notice_title(self, issue: IssueView) -> str:
        mark = URGENCIES[issue.urgency]
        urgency = f" [{mark}]" if mark else ""
        return f"ประเด็น #{issue.number}{urgency} {clip(issue.headline, HEADLINE_UNITS)}"

    def _notice_agencies(self, parts: Sequence[AssignmentView]) -> str:
        named: list[Agency] = [part.agency for part in parts[:NAMES_IN_LINE]]
        more = len(parts) - len(named)
        rest = f" และอีก {self.number(more)} หน่วยงาน" if more else ""
        return self.agencies(named) + rest

    def _notice_late(self, late: bool) -> str:
        return " (ระบบแจ้งล่าช้า)" if late else ""
