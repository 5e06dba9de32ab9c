"""Acknowledging, extending and transferring what an agency was assigned."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.agencies import Agency
from domain.chat.commands import Kind
from domain.chat.rights import Place
from domain.issues.assignments import Act, AssignmentStatus, IssueStatus
from domain.text import without_because
from domain.views import IssueView
from domain.words.names import NameWords


class AssignmentWords(NameWords):
    """The steps of an assignment, and those that it cannot take."""

    def not_possible(
        self,
        number: int,
        agency: Agency,
        status: AssignmentStatus,
        possible: Iterable[Act],
        *,
        settled: bool,
        issues: bool,
    ) -> str:
        """An assignment is in a state from which this is no step; `possible` is what they may do.

        `settled`: no step is possible any more; who `issues` hears how to begin again.
        """
        name, state = self.agency(agency), self.status(status)
        acts = self.say(" ", ", ").join(self.act(act) for act in possible)
        if acts:
            rest = self.say(f"ขณะนี้ท่านทำได้: {acts}", f"you can now: {acts}.")
        elif not settled:
            rest = self.say(
                f"จึงยังทำรายการนี้ไม่ได้ พิมพ์ #สถานะ {number} เพื่อดูสถานะ",
                f"this is not possible now. Type #status {number} to see.",
            )
        else:
            way = self._behind_the_end(number, name, status, issues=issues)
            rest = self.say(f"และสิ้นสุดแล้ว {way[0]}", f"it is settled. {way[1]}")
        return self.say(
            f"ประเด็น #{number} ของ {name} อยู่ในสถานะ “{state}” {rest}",
            f"Issue #{number}, {name}: {state}; {rest}",
        )

    def _behind_the_end(
        self, number: int, name: str, status: AssignmentStatus, *, issues: bool
    ) -> tuple[str, str]:
        """Say what can be done about an assignment that is settled, in both languages."""
        if status is not AssignmentStatus.ACCEPTED:
            return (
                ("หากต้องการมอบหมายอีก โปรดเปิดเป็นประเด็นใหม่", "To assign it again open a new issue.")
                if issues
                else ("หน่วยงานนี้ไม่ต้องรายงานแล้ว", "Nothing is to be reported any more.")
            )
        again = f"{self.command(Kind.REOPEN)} {number} {name}"
        return (
            (f"หากต้องการถอนการรับรอง พิมพ์ {again}", f"To take the acceptance back type {again}")
            if issues
            else ("หากข้อมูลเปลี่ยน โปรดแจ้งผู้มอบหมาย", "If it has changed, please tell an issuer.")
        )

    def none_possible(self, number: int, act: Act) -> str:
        """No assignment of an issue is in a state from which this is a step."""
        name = self.act(act)
        return self.say(
            f"ประเด็น #{number} ไม่มีหน่วยงานที่จะ{name}ได้ในขณะนี้ พิมพ์ #สถานะ {number} เพื่อดูสถานะ",
            f"No agency of issue #{number} can take #{name} now. Type #status {number} to see.",
        )

    def ended(self, number: int, status: IssueStatus, *, reports: bool) -> str:
        """An issue has ended and does not take this; `reports`: the sender may file reports."""
        state, ir = self.issue_status(status), self.place(Place.IR)
        late = self.say(
            f" ยังส่งรายงานย้อนหลังได้ด้วย #รายงาน ใน{ir}",
            f" Late reports are still taken (#report in {ir}).",
        )
        late = late if reports and status is IssueStatus.CLOSED else ""
        return self.say(
            f"ประเด็น #{number} {state} จึงไม่รับรายการนี้{late}",
            f"Issue #{number} is {state}, so this is not possible.{late}",
        )

    def acknowledge_own(self, number: int, own: Sequence[Agency]) -> str:
        """Somebody acknowledged for an agency for which they do not speak."""
        names = self.agencies(own)
        return self.say(
            f"ในประเด็น #{number} ท่านรับทราบแทนได้เฉพาะ {names}",
            f"In issue #{number} you can acknowledge for {names} only.",
        )

    def nothing_to_acknowledge(self, own: Sequence[Agency]) -> str:
        """None of the sender's agencies has an issue that nobody acknowledged yet."""
        names, mine = self.agencies(own), self.command(Kind.MINE)
        return self.say(
            f"{names} ไม่มีประเด็นที่ต้องรับทราบ พิมพ์ {mine} เพื่อดูงานที่รอรายงาน",
            f"{names}: nothing to acknowledge. Type {mine} to see what is to be reported.",
        )

    def acknowledged(self, issue: IssueView, agencies: Sequence[Agency], now: datetime) -> str:
        """An agency has seen an issue; the view holds the sender's parts only."""
        names, dues = self.agencies(agencies), issue.dues
        told = self.say(
            f"{names} รับทราบประเด็น #{issue.number} {issue.headline} แล้ว",
            f"{names} acknowledged issue #{issue.number} {issue.headline}.",
        )
        if not dues:
            return self.say(f"{told} ไม่มีรายงานค้างส่ง", f"{told} No report is owed.")
        lines = []
        for due, whose in dues.items():
            at = f"{self.when_answered(due, now)} ({self.left(now, due)})"
            thai, english = ("", "") if len(dues) == 1 else self.whose(whose)
            lines.append(self.say(f"กำหนดรายงาน{thai} {at}", f"Report{english} due {at}"))
        return " ".join([told, *lines]) if len(dues) == 1 else "\n".join([told, *lines])

    def acknowledged_already(
        self, issue: IssueView, agencies: Sequence[Agency], at: datetime
    ) -> str:
        """An agency acknowledged before."""
        names = self.agencies(agencies)
        return self.say(
            f"{names} รับทราบประเด็น #{issue.number} ไว้แล้วเมื่อ {self.when(at)}",
            f"{names} acknowledged issue #{issue.number} on {self.when(at)}",
        )

    def extended(
        self,
        number: int,
        agencies: Sequence[Agency],
        deadline: datetime,
        reason: str,
        late: Sequence[Agency],
    ) -> str:
        """Deadlines were extended; `late` are agencies whose time was up already."""
        names, due = self.agencies(agencies), self.fully(deadline)
        why = f"\n{self.say('เหตุผล', 'Reason')}: {without_because(reason)}" if reason else ""
        remark = f"\n{self.extended_too_late(late)}" if late else ""
        told = self.say(
            f"ขยายเวลาประเด็น #{number} ของ {names} เป็น {due}",
            f"Issue #{number}: {names} now due {due}",
        )
        return f"{told}{why}{remark}"

    def left_out(
        self, settled: Sequence[Agency], later: Sequence[Agency], elsewhere: Sequence[Agency]
    ) -> str:
        """Name the agencies for which a new deadline changes nothing; empty where there is none."""
        lines = [
            (settled, "ไม่ได้ค้างรายงาน จึงไม่ขยายเวลา", "no report is owed, so nothing was moved"),
            (later, "มีกำหนดช้ากว่านี้หรือเท่ากันอยู่แล้ว", "the deadline is this late already"),
            (elsewhere, "ไม่ได้รับมอบหมายประเด็นนี้", "the issue is not assigned to them"),
        ]
        return "\n".join(
            self.say(f"{self.agencies(agencies)} {thai}", f"{self.agencies(agencies)}: {english}")
            for agencies, thai, english in lines
            if agencies
        )

    def extended_too_late(self, agencies: Sequence[Agency]) -> str:
        """A deadline was moved after it had passed."""
        names = self.agencies(agencies)
        return self.say(
            f"{names} พ้นกำหนดเดิมไปแล้ว กำหนดใหม่ใช้ติดตามงาน แต่ตัวชี้วัดยังนับตามกำหนดเดิม",
            f"The old deadline of {names} had passed: the new one is followed "
            "up, but the indicator still counts by the old one.",
        )

    def not_ahead(self, deadline: datetime) -> str:
        """The new deadline has passed."""
        return self.say(
            f"{self.when(deadline)} ผ่านไปแล้ว โปรดระบุกำหนดที่ยังมาไม่ถึง",
            f"{self.when(deadline)} has passed. Please give a deadline that lies ahead.",
        )

    def too_far(self, period: str) -> str:
        """An extension leads further than a deadline may lie ahead."""
        return self.say(
            f"“{period}” ไกลเกินไป กำหนดได้ไม่เกิน 400 วัน",
            f"“{period}” is too far off: 400 days at most.",
        )

    def not_later(
        self, number: int, agency: Agency, deadline: datetime, wanted: datetime, *, moves: bool
    ) -> str:
        """An extension that is none; who `moves` deadlines hears what brings one forward."""
        name, due, new = self.agency(agency), self.when(deadline), self.when(wanted)
        forward = self.say(
            f" หรือใช้ #แก้ไข {number} กำหนด: ... หากต้องการเลื่อนเข้ามา",
            f" To bring it forward: #edit {number} due: ...",
        )
        told = self.say(
            f"{new} ไม่ช้ากว่ากำหนดเดิมของ {name} ในประเด็น #{number} คือ {due} โปรดระบุเวลาหลังจากนั้น",
            f"{new} is no later than {due}, when {name} is due in issue #{number}. "
            "Please give a later time.",
        )
        return told + forward if moves else told

    def transferred(
        self, number: int, agency: Agency, to: Agency, deadline: datetime, reason: str
    ) -> str:
        """An assignment was passed on."""
        old, new, due = self.agency(agency), self.agency(to), self.fully(deadline)
        reason = without_because(reason)
        return self.say(
            f"โอนประเด็น #{number} จาก {old} ให้ {new}: {reason}\nกำหนดของ {new}: {due}",
            f"Issue #{number} passed on from {old} to {new}: {reason}\n{new} is due {due}",
        )

    def transfer_from_whom(self, number: int, to: Agency, agencies: Sequence[Agency]) -> str:
        """An issuer did not say whose assignment is passed on."""
        names, example = self.agencies(agencies), self.agency(agencies[0])
        return self.say(
            f"โปรดระบุว่าโอนจากหน่วยงานใด ({names}) "
            f"เช่น #โอน {number} {self.agency(to)} จาก {example} ตามด้วยเหตุผล",
            f"Please say from which agency ({names}), for example "
            f"#transfer {number} {self.agency(to)} from {example} and the reason",
        )

    def one_agency(self) -> str:
        """A transfer names a group of agencies."""
        return self.say(
            "โปรดระบุหน่วยงานผู้รับโอนเพียงหน่วยงานเดียว",
            "Please name one agency to pass the issue on to.",
        )

    def has_it_already(self, number: int, agency: Agency, *, withdrawn: bool) -> str:
        """A transfer to an agency that has the issue, or was withdrawn from it."""
        name = self.agency(agency)
        if withdrawn:
            return self.say(
                f"{name} ถอนจากประเด็น #{number} ไปแล้ว จึงรับโอนอีกไม่ได้ โปรดระบุหน่วยงานอื่น",
                f"{name} was withdrawn from issue #{number} and does not come back to it. "
                "Please name another agency.",
            )
        return self.say(
            f"{name} อยู่ในประเด็น #{number} แล้ว จึงไม่ต้องโอนให้ โปรดระบุหน่วยงานอื่น",
            f"{name} has issue #{number} already. Please name another agency.",
        )
