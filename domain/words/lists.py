"""How issues stand: `#status`, `#list`, `#overdue` and `#mine`."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.agencies import Agency
from domain.chat.commands import Kind
from domain.fitting import ANSWER_UNITS, fit
from domain.issues.assignments import AgencyRole, AssignmentStatus, IssueStatus
from domain.pages import cut_into_pages
from domain.reminders.brief import Part
from domain.thai_dates import as_shown
from domain.views import AssignmentView, IssueView
from domain.words.pages import PageWords
from domain.words.voice import FIRST_NAMES, MOST_NAMES


class ListWords(PageWords):
    """Issues one by one and in lists."""

    def status_of(
        self, issue: IssueView, now: datetime, *, whole: bool = True, page: int = 1
    ) -> str:
        """Tell how an issue stands, agency by agency; many only where the `whole` is wanted."""
        left = f" ({self.left(now, issue.due)})" if issue.waiting else ""
        deadline = f"{self.when_answered(issue.due, now)}{left}"
        ended = issue.status is not IssueStatus.OPEN
        state = f" ({self.issue_status(issue.status)})" if ended else ""
        head = (
            f"{self.say('ประเด็น', 'Issue')} #{issue.number} {issue.headline}{state}\n"
            f"{self.say('กำหนด', 'Due')}: {deadline}"
        )
        agencies = [
            f"• {self._part(each)}: {self.state(each, now)}{self._own_due(issue, each, now)}"
            f"{self._unsent(each, now)}{self._snoozed(each, now)}{self._escalated(each, now)}"
            f"{self._excused(each)}"
            for each in issue.counted
        ]
        if not whole and len(agencies) > MOST_NAMES:
            agencies = [*self._by_state(issue, now), self.where_all_stand(issue.number)]
        done = self.number(len(issue.counted) - len(issue.waiting))
        total = self.number(len(issue.counted))
        reported = self.say(f"รายงานแล้ว {done} จาก {total}", f"Reported: {done} of {total}")
        told = self._page([head, *agencies], page, Kind.STATUS, issue.number)
        return f"{told}\n{reported}"

    def _by_state(self, issue: IssueView, now: datetime) -> list[str]:
        """Tell of every state how many agencies are in it, and name the first few."""
        states: dict[str, list[str]] = {}
        for each in issue.counted:
            state = self.status(each.status)
            if each.reported_at is not None or each.overdue(now):
                state += self.say(" ", ", ") + self.timeliness(each.on_time)
            states.setdefault(state, []).append(self._part(each))
        return [
            f"• {state}: {self.agency_count(len(names))} "
            f"({self.first_of(names, FIRST_NAMES, 'หน่วยงาน')})"
            for state, names in states.items()
        ]

    def _part(self, assignment: AssignmentView) -> str:
        """Name an agency, and say if it only supports the others."""
        support = self.say(" (สนับสนุน)", " (support)")
        name = self.agency(assignment.agency)
        return name + support if assignment.role is AgencyRole.SUPPORT else name

    def _page(
        self,
        lines: Sequence[str],
        page: int,
        kind: Kind,
        number: int | None = None,
        *,
        in_last: int = 1,
    ) -> str:
        """Return a page of what one answer does not hold, and how to ask for the next one.

        Each line tells of one thing, the last one of `in_last`.
        """
        pages = cut_into_pages(lines, ANSWER_UNITS)
        if len(pages) == 1:
            return self.only_page("\n".join(lines), page, number)
        if page > len(pages):
            return self.no_such_page(kind, page, len(pages), number)
        told = "\n".join(pages[page - 1])
        if page == len(pages):
            return told
        more = sum(map(len, pages[page:])) - 1 + in_last
        return f"{told}\n{self.next_page(kind, page, number, more)}"

    def _own_due(self, issue: IssueView, assignment: AssignmentView, now: datetime) -> str:
        due = self.when_answered(assignment.deadline, now)
        own = assignment.waits and as_shown(assignment.deadline) != as_shown(issue.due)
        return f" ({self.say('กำหนด', 'due')} {due})" if own else ""

    def _unsent(self, assignment: AssignmentView, now: datetime) -> str:
        if assignment.unsent_at is None:
            return ""
        at = self.when_answered(assignment.unsent_at, now)
        if assignment.waits:
            return self.say(
                f" (ผู้ส่งถอนรายงานเมื่อ {at} จึงต้องรายงานใหม่)", f" (report unsent {at}, owed again)"
            )
        return self.say(f" (ผู้ส่งถอนข้อความรายงานเมื่อ {at})", f" (report unsent {at})")

    def _snoozed(self, assignment: AssignmentView, now: datetime) -> str:
        until = assignment.snoozed_until
        if until is None or until <= now or not assignment.waits:
            return ""
        at = self.when_answered(until, now)
        return self.say(f" (พักเตือนถึง {at})", f" (no reminders until {at})")

    def _escalated(self, assignment: AssignmentView, now: datetime) -> str:
        if assignment.escalated_at is None or not assignment.overdue(now):
            return ""
        at = self.when_answered(assignment.escalated_at, now)
        return self.say(f" (ยกระดับการติดตามเมื่อ {at})", f" (escalated {at})")

    def _excused(self, assignment: AssignmentView) -> str:
        if assignment.excused is None:
            return ""
        code = self.excuse(assignment.excused)
        return self.say(f" (ไม่นับ: {code})", f" (not counted: {code})")

    def state(self, assignment: AssignmentView, now: datetime) -> str:
        """Tell how one agency stands in an issue."""
        status, comma = self.status(assignment.status), self.say("", ",")
        if assignment.reported_at is not None:
            judged = f"{comma} {status}" if assignment.status is AssignmentStatus.ACCEPTED else ""
            timely = self.timeliness(assignment.on_time)
            sent = self.when_answered(assignment.reported_at, now, assignment.counted_by)
            return f"{sent}{comma} {timely}{judged}"
        if assignment.overdue(now):
            return f"{status}{comma} {self.left(now, assignment.deadline)}"
        return status

    def open_issues(self, issues: Sequence[IssueView], now: datetime, page: int = 1) -> str:
        """List the open issues: those that wait for reports, then the complete ones."""
        if not issues:
            return self.only_page(self.say("ไม่มีประเด็นที่เปิดอยู่", "No issue is open."), page)
        waiting = [issue for issue in issues if issue.waiting]
        complete = [f"#{issue.number}" for issue in issues if not issue.waiting]
        count = self.number(len(waiting))
        heading = self.say(f"ประเด็นที่รอรายงาน {count} เรื่อง", f"Issues waiting for reports: {count}")
        lines = [heading] if waiting else []
        lines += [self._open_issue(issue, now) for issue in waiting]
        if complete:
            lines.append(f"{self.say('รายงานครบแล้ว', 'Reported by all')}: {' '.join(complete)}")
        return self._page(lines, page, Kind.LIST, in_last=len(complete) or 1)

    def _open_issue(self, issue: IssueView, now: datetime) -> str:
        rest, total = self.number(len(issue.waiting)), self.number(len(issue.counted))
        waits = self.say(f" รอ {rest} จาก {total} หน่วยงาน", f", {rest} of {total} agencies wait")
        due = f"{self.when_answered(issue.due, now)} ({self.left(now, issue.due)})"
        return f"#{issue.number} {issue.headline}\n   {due}{waits}"

    def nobody_overdue(self, page: int = 1) -> str:
        """Answer #overdue when nobody is."""
        return self.only_page(self.say("ไม่มีหน่วยงานที่เกินกำหนด", "No report is overdue."), page)

    def mine(
        self,
        agencies: Sequence[Agency],
        issues: Sequence[IssueView],
        now: datetime,
        page: int = 1,
    ) -> str:
        """List what the sender's agencies still owe; each issue holds their parts only."""
        owing = {each.agency for issue in issues for each in issue.assignments}
        idle = self.agencies(agency for agency in agencies if agency not in owing)
        nothing = self.say(f"{idle} ไม่มีประเด็นค้างรายงาน", f"{idle}: nothing to report.")
        if not issues:
            return self.only_page(nothing, page)
        names = self.agencies(agency for agency in agencies if agency in owing)
        lines = [self.say(f"งานที่รอรายงานของ {names}", f"To be reported by {names}")]
        lines += [self._own_issue(issue, now, several=len(agencies) > 1) for issue in issues]
        how = self.say(
            "รายงานในกลุ่ม IR-Chat ด้วย #รายงาน ตามด้วยเลขประเด็นและข้อความ",
            "Report in IR-Chat with #report, the number and your text.",
        )
        told = self._page(lines, page, Kind.MINE)
        return "\n".join([told, *([nothing] if idle else []), how])

    def brief(
        self,
        parts: Mapping[Part, Sequence[IssueView]],
        now: datetime,
        *,
        several: bool,
        unreached: Sequence[Agency] = (),
    ) -> str:
        """Tell somebody in the morning what waits; each issue holds their agencies' parts only.

        An admin hears which agencies are `unreached` by any 1:1 message.
        """
        day = self.day(now.astimezone(self.tz).date())
        heads = {
            Part.OVERDUE: ("เกินกำหนด", "Overdue"),
            Part.TODAY: (f"ครบกำหนด {day}", f"Due on {day}"),
            Part.RETURNED: ("ถูกตีกลับ ต้องรายงานใหม่", "Returned, to be reported again"),
        }
        notify = self.command(Kind.NOTIFY)
        asked = [Kind.MINE] if parts else []
        asked += [Kind.ROSTER] if unreached else []
        whole = " ".join(map(self.command, asked))
        blocks = [self.say(f"สรุปเช้า {day}", f"Morning brief, {day}")]
        for part in Part:
            issues = parts.get(part, ())
            lines = [self._briefly(issue, several=several) for issue in issues]
            if lines:
                head = f"{self.say(*heads[part])} ({self.number(len(lines))})"
                blocks += [f"{head}\n{lines[0]}", *lines[1:]]
        if unreached:
            names = self.first_of(list(map(self.agency, unreached)), FIRST_NAMES, "หน่วยงาน")
            head = self.say("แจ้งในแชตส่วนตัวไม่ได้", "Not reached 1:1")
            blocks.append(f"{head} ({self.number(len(unreached))})\n{names}")
        return "\n".join(
            [
                fit(blocks, lambda more: self.more(more, "เรื่อง"), between="\n"),
                self.say(
                    f"ดูทั้งหมด {whole} · ไม่รับสรุปเช้า {notify} งดสรุปเช้า",
                    f"All of it: {whole} · No more briefs: {notify} brief off",
                ),
            ]
        )

    def _briefly(self, issue: IssueView, *, several: bool) -> str:
        """Tell of an issue when it is due, with the date: it may be read later (M15)."""
        whose = f" [{', '.join(map(self._part, issue.assignments))}]" if several else ""
        return f"#{issue.number} {issue.headline}{whose}\n   {self.when(issue.due)}"

    def _own_issue(self, issue: IssueView, now: datetime, *, several: bool) -> str:
        """Tell when an issue is due; of `several` agencies of the sender's, whose that is."""
        parts = {each.agency: self._part(each) for each in issue.assignments}
        dues = [
            (f"{self.when_answered(due, now)} ({self.left(now, due)})", [parts[e] for e in whose])
            for due, whose in issue.dues.items()
        ]
        if len(dues) == 1:
            whose = f" [{', '.join(dues[0][1])}]" if several else ""
            return f"#{issue.number} {issue.headline}{whose}\n   {dues[0][0]}"
        lines = [f"   {due} [{', '.join(names)}]" for due, names in dues]
        return "\n".join([f"#{issue.number} {issue.headline}", *lines])
