"""Issues: opened with what should be noted about them, cancelled and closed."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.agencies import Agency
from domain.chat.commands import Assumption
from domain.chat.kinds import Kind
from domain.fitting import fit_names
from domain.issues.assignments import AgencyRole
from domain.text import utf16_length, without_because
from domain.views import IssueView
from domain.words.names import NameWords
from domain.words.voice import FIRST_NAMES, MOST_NAMES


class IssueWords(NameWords):
    """Opening and ending issues."""

    def issue_text(self, issue: IssueView, now: datetime) -> str:
        """Tell an issue in full: the plain form of its card."""
        mark = self.urgency(issue.urgency)
        urgency = f" [{mark}]" if mark else ""
        lines = [f"{self.say('ประเด็น', 'Issue')} #{issue.number}{urgency} {issue.headline}"]
        lines += self.to_and_due(issue, now)
        if issue.detail:
            lines.append(f"{self.say('รายละเอียด', 'Details')}: {issue.detail}")
        if issue.reference:
            lines.append(f"{self.say('อ้างอิง', 'Reference')}: {issue.reference}")
        return "\n".join([*lines, *issue.links])

    def to_and_due(self, issue: IssueView, now: datetime) -> list[str]:
        """Tell to whom an issue is addressed, and until when each has."""
        lead, support = map(issue.of_role, (AgencyRole.LEAD, AgencyRole.SUPPORT))
        to = [f"{self.say('ถึง', 'To')}: {self.agencies(lead)}"] if lead else []
        if support:
            to.append(f"{self.say('สนับสนุน', 'Supporting')}: {self.agencies(support)}")
        if max(len(lead), len(support)) > MOST_NAMES:
            to.append(self.where_all_stand(issue.number))
        return [*to, *self._due_lines(issue, now)]

    def _due_lines(self, issue: IssueView, now: datetime) -> list[str]:
        """Tell the deadline; where agencies have different ones, whose each of them is."""
        dues = issue.dues
        if len(dues) < 2:
            return [f"{self.say('กำหนด', 'Due')}: {self.due_and_left(issue.due, now)}"]
        lines = []
        for due, agencies in [*dues.items()][:FIRST_NAMES]:
            whose = self.say(
                f"กำหนดของ {self.agencies(agencies)}", f"Due, {self.agencies(agencies)}"
            )
            lines.append(f"{whose}: {self.due_and_left(due, now)}")
        more = len(dues) - FIRST_NAMES
        return [*lines, *([self.more(more, "กำหนด")] if more > 0 else [])]

    def due_and_left(self, due: datetime, now: datetime) -> str:
        """Return a deadline in full, and how far off it is."""
        return f"{self.fully(due)} ({self.left(now, due)})"

    def seems_double(self, number: int, other: int) -> str:
        """A new issue seems to repeat an open one."""
        return self.say(
            f"ประเด็น #{number} คล้ายกับประเด็น #{other} ที่ยังเปิดอยู่ หากเป็นเรื่องเดียวกัน โปรดส่ง "
            f"{self.cancel_double(number, other)}",
            f"Issue #{number} reads like issue #{other}, which is open. If it is the same, please "
            f"send {self.cancel_double(number, other)}",
        )

    def cancel_double(self, number: int, other: int) -> str:
        """Cancel an issue that repeats another one, as it is typed."""
        reason = self.say("ซ้ำกับประเด็น", "the same as issue")
        return f"{self.command(Kind.CANCEL)} {number} {reason} {other}"

    def called(self, issue: IssueView, agencies: Sequence[Agency]) -> str:
        """Call the people of agencies to an issue (they are mentioned before it).

        Who is due when is said where not everybody who owes a report is due at once.
        """
        dues = issue.only(agencies).dues or {issue.due: list(agencies)}
        lines = []
        for due, called in dues.items():
            whose = f"{self.agencies(called)}: " if len(issue.dues) > 1 else ""
            lines.append(
                self.say(
                    f"{whose}โปรดรับทราบและรายงานประเด็น #{issue.number} ภายใน {self.when(due)}",
                    f"{whose}Please acknowledge issue #{issue.number} "
                    f"and report by {self.when(due)}",
                )
            )
        return "\n".join(lines)

    def further_agencies(self, agencies: Sequence[Agency], units: int) -> str:
        """Name agencies of which nobody could be called, in at most so many UTF-16 units.

        Of many stand there the number, the first few, and where the others are named.
        """
        names = [self.agency(agency) for agency in agencies]
        head, most, where = self.say("เรียนหน่วยงานต่อไปนี้ด้วย: ", "Also for: "), MOST_NAMES, ""
        if len(names) > MOST_NAMES:
            count = self.agency_count(len(names))
            head, most = self.say(f"เรียนอีก {count}ด้วย: ", f"Also for {count}: "), FIRST_NAMES
            where = f"\n{self.where_all_stand()}"
        room = units - utf16_length(head + where)
        rest = fit_names(names, lambda more: f" {self.more(more, 'หน่วยงาน')}", room, most)
        return head + rest + where

    def day_off(self, deadline: datetime, name: str) -> str:
        """Warn that a deadline falls on a day off; `name` is empty for a weekend."""
        if name:
            day = self.say(f"วันหยุด ({name})", f"a holiday ({name})")
        else:
            day = self.say("วันเสาร์หรืออาทิตย์", "a weekend")
        return self.say(
            f"โปรดทราบ: {self.when(deadline)} ตรงกับ{day} ระบบคงกำหนดไว้ตามที่พิมพ์",
            f"Note: {self.when(deadline)} is on {day}. The deadline stays as you wrote it.",
        )

    def outside_hours(self, deadline: datetime) -> str:
        """Warn that a deadline is outside office hours."""
        due = self.when(deadline)
        return self.say(
            f"โปรดทราบ: {due} อยู่นอกเวลาราชการ ระบบคงกำหนดไว้ตามที่พิมพ์",
            f"Note: {due} is outside office hours. The deadline stays as you wrote it.",
        )

    def assumed(self, assumptions: Iterable[tuple[Assumption, Agency]]) -> str:
        """Name the agencies that were taken although they were not written exactly."""
        pairs = ", ".join(f"“{each.said}” = {self.agency(agency)}" for each, agency in assumptions)
        return self.say(
            f"ระบบเข้าใจว่า {pairs} หากไม่ใช่ โปรดยกเลิกแล้วส่งใหม่ด้วยชื่อเต็ม",
            f"I took {pairs}. If that is wrong, cancel the issue and send the full name.",
        )

    def counted_once(self, agencies: Sequence[Agency]) -> str:
        """Tell of ministries and their offices that were named beside each other. Rule K19."""
        names = self.agencies(agencies)
        return self.say(
            f"{names} นับรวมเป็นหน่วยงานเดียว เพราะสำนักงานปลัดกระทรวงรายงานแทนกระทรวง",
            f"Counted once: {names}, for an Office of the Permanent Secretary answers for its "
            "ministry.",
        )

    def nobody_enrolled(self, agencies: Sequence[Agency]) -> str:
        """Warn of agencies in which nobody can be reminded."""
        names = self.agencies(agencies)
        told = self.say(
            f"ยังไม่มีผู้ลงทะเบียนจาก {names} จึงจะไม่มีผู้ได้รับการเตือน",
            f"Nobody of {names} is enrolled, so nobody there is reminded.",
        )
        return told + self._all_on_roster(agencies)

    def nobody_reports(self, agencies: Sequence[Agency]) -> str:
        """Warn of agencies whose people have enrolled, but may not report."""
        names = self.agencies(agencies)
        told = self.say(
            f"{names} มีผู้ลงทะเบียนแล้ว แต่ไม่มีผู้มีสิทธิรายงาน จึงจะไม่มีผู้ได้รับการเตือน",
            f"{names}: people are enrolled, but none of them may report, "
            "so nobody there is reminded.",
        )
        return told + self._all_on_roster(agencies)

    def _all_on_roster(self, agencies: Sequence[Agency]) -> str:
        """Tell where those stand who are not all named; empty where they are."""
        if len(agencies) <= MOST_NAMES:
            return ""
        return self.say(
            " (ผู้ดูแลดูได้ครบด้วย #ทะเบียน ในแชตส่วนตัวกับระบบ)",
            " (Admins see all of them with #roster in a private chat with me.)",
        )

    def told_nowhere(self) -> str:
        """Warn that no agency hears of an issue: it has no group to be announced in."""
        return self.say(
            "ยังไม่ได้แจ้งหน่วยงาน เพราะยังไม่ได้ผูกกลุ่ม IR-Chat โปรดแจ้งผู้ดูแลระบบ และแจ้งหน่วยงานเองไปก่อน",
            "No agency was told, since no IR-Chat group is bound. Please ask an administrator to "
            "bind it, and tell the agencies yourself until then.",
        )

    def outside_channel(self, agencies: Sequence[Agency]) -> str:
        """Warn of organisations that the letter does not put into the channel (R11)."""
        names = self.agencies(agencies)
        return self.say(
            f"{names} อยู่นอกช่องทางนี้ตามหนังสือเวียน โปรดตรวจว่าต้องการมอบหมายจริง",
            f"{names}: outside this channel by the circular. "
            "Please check that you mean to assign it.",
        )

    def cancelled(self, issue: IssueView, withdrawn: Sequence[Agency], reason: str) -> str:
        """An issue was withdrawn."""
        reason = without_because(reason)
        names, rest = self.agencies(withdrawn), self.agencies(e.agency for e in issue.counted)
        kept = self.say(f"\nรายงานที่ส่งแล้วยังคงนับ: {rest}", f"\nReports that were sent stay: {rest}")
        told = self.say(
            f"ยกเลิกประเด็น #{issue.number} {issue.headline}: {reason}\n{names} ไม่ต้องรายงาน",
            f"Issue #{issue.number} {issue.headline} cancelled: {reason}\n"
            f"Nothing to report any more: {names}",
        )
        return told + kept if issue.counted else told

    def closed(self, issue: IssueView, asking: Sequence[Agency], now: datetime) -> str:
        """An issue was ended by an issuer; what becomes of who owes, and of what nobody judged.

        What the agencies that are `asking` for time or a transfer asked ends with it.
        """
        late = [each.agency for each in issue.overdue(now)]
        rest = [each.agency for each in issue.waiting if not each.overdue(now)]
        unjudged = [each.agency for each in issue.unjudged]
        lines = [
            (
                late,
                "ยังไม่รายงานและพ้นกำหนดแล้ว นับเป็นไม่รายงาน และยังส่งรายงานย้อนหลังได้",
                "not reported, so missing; they can still report late",
            ),
            (
                rest,
                "ยังไม่รายงาน จะนับเป็นไม่รายงานเมื่อพ้นกำหนด และยังส่งรายงานได้",
                "not reported, missing once due; they can still report",
            ),
            (
                unjudged,
                "รายงานแล้วแต่ยังไม่มีผู้พิจารณา นับตามเวลาที่ส่ง และยังรับรองหรือตีกลับได้",
                "reported, not judged yet: counted as sent, and can still be accepted or returned",
            ),
            (
                asking,
                "ขอขยายเวลาหรือขอโอนไว้โดยยังไม่มีผลพิจารณา คำขอสิ้นสุดพร้อมประเด็น",
                "asked for time or a transfer: not decided, and ended with the issue",
            ),
        ]
        told = self.say(
            f"ปิดประเด็น #{issue.number} {issue.headline} แล้ว",
            f"Issue #{issue.number} {issue.headline} closed.",
        )
        return "\n".join([told, *(self._how_many(*line) for line in lines if line[0])])

    def _how_many(self, agencies: Sequence[Agency], thai: str, english: str) -> str:
        """Say something of so many agencies, and name them."""
        names, count = self.agencies(agencies), self.agency_count(len(agencies))
        counted = names if len(agencies) > MOST_NAMES else f"{count} ({names})"
        return self.say(f"{counted} {thai}", f"{counted}: {english}")
