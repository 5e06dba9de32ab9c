"""Judging, moving and ending issues, in Thai."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.agencies import Agency
from domain.issues.assignments import Act, IssueStatus, ReturnClock, Status
from domain.views import Asked, Field, IssueView
from domain.words.thai_answers import STATUSES
from domain.words.voice import Voice

ACTS = {
    Act.ACKNOWLEDGE: "รับทราบ",
    Act.REPORT: "รายงาน",
    Act.PROGRESS: "แจ้งความคืบหน้า",
    Act.ACCEPT: "รับรอง",
    Act.RETURN: "ตีกลับ",
    Act.EXTEND: "ขยายเวลา",
    Act.TRANSFER: "โอน",
    Act.CANCEL: "ยกเลิก",
    Act.REMIND: "เตือน",
}
ENDED = {IssueStatus.OPEN: "เปิดอยู่", IssueStatus.CLOSED: "ปิดแล้ว", IssueStatus.CANCELLED: "ยกเลิกแล้ว"}
FIELDS = {
    Field.HEADLINE: "หัวข้อ",
    Field.DETAIL: "รายละเอียด",
    Field.LINKS: "ลิงก์",
    Field.URGENCY: "ชั้นความเร็ว",
    Field.REFERENCE: "อ้างอิง",
    Field.AGENCIES: "หน่วยงาน",
    Field.DEADLINE: "กำหนด",
}
CLOCKS = {
    ReturnClock.PAUSED: "รายงานที่ถูกตีกลับ: หยุดนับเวลาระหว่างรอตรวจ",
    ReturnClock.RUNNING: "รายงานที่ถูกตีกลับ: นับเวลาต่อเนื่องตามกำหนดเดิม",
}


class ThaiLife(Voice):
    """Judging, moving and ending issues."""

    def not_possible(
        self, number: int, agency: Agency, status: Status, possible: Iterable[Act]
    ) -> str:
        """An assignment is in a state from which this is no step."""
        acts = " ".join(ACTS[act] for act in possible)
        rest = f"ขณะนี้ทำได้: {acts}" if acts else "และสิ้นสุดแล้ว จึงทำรายการใดต่อไม่ได้"
        return f"ประเด็น #{number} ของ {self.agency(agency)} อยู่ในสถานะ “{STATUSES[status]}” {rest}"

    def none_possible(self, number: int, act: Act) -> str:
        """No assignment of an issue is in a state from which this is a step."""
        return f"ประเด็น #{number} ไม่มีหน่วยงานที่จะ{ACTS[act]}ได้ในขณะนี้ พิมพ์ #สถานะ {number} เพื่อดูสถานะ"

    def ended(self, number: int, status: IssueStatus) -> str:
        """An issue has ended and does not take this."""
        late = " ยังส่งรายงานย้อนหลังได้ด้วย #รายงาน" if status is IssueStatus.CLOSED else ""
        return f"ประเด็น #{number} {ENDED[status]} จึงไม่รับรายการนี้{late}"

    def acknowledged_already(
        self, issue: IssueView, agencies: Sequence[Agency], at: datetime
    ) -> str:
        """An agency acknowledged before."""
        return f"{self.agencies(agencies)} รับทราบประเด็น #{issue.number} ไว้แล้วเมื่อ{self.when(at)}"

    def took_only(self, number: int) -> str:
        """A report without a number was taken for the only issue that its agency owes."""
        return f"ไม่ได้ระบุเลขประเด็น ระบบถือเป็นประเด็น #{number} ซึ่งเป็นประเด็นเดียวที่ค้างรายงาน"

    def accepted(self, issue: IssueView, agencies: Sequence[Agency], *, ended: bool) -> str:
        """Reports were accepted; `ended` says that the issue closed itself by that."""
        closed = " ทุกหน่วยงานเสร็จสิ้น จึงปิดประเด็นแล้ว" if ended else ""
        return f"รับรองรายงานประเด็น #{issue.number} ของ {self.agencies(agencies)} แล้ว{closed}"

    def returned(
        self, number: int, agency: Agency, reason: str, deadline: datetime, *, moved: bool
    ) -> str:
        """A report was returned; `moved` says that the time it waited was given back."""
        given = "เลื่อนให้ตามเวลาที่รอตรวจ" if moved else "คงเดิม"
        return (
            f"ตีกลับรายงานประเด็น #{number} ของ {self.agency(agency)}: {reason}\n"
            f"โปรดรายงานใหม่ กำหนด {self.when(deadline)} ({given})"
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
        why = f"\nเหตุผล: {reason}" if reason else ""
        remark = f"\n{self.extended_too_late(late)}" if late else ""
        return (
            f"ขยายเวลาประเด็น #{number} ของ {self.agencies(agencies)} "
            f"เป็น {self.fully(deadline)}{why}{remark}"
        )

    def extended_too_late(self, agencies: Sequence[Agency]) -> str:
        """A deadline was moved after it had passed."""
        return (
            f"{self.agencies(agencies)} พ้นกำหนดเดิมไปแล้ว กำหนดใหม่ใช้ติดตามงาน แต่ตัวชี้วัดยังนับตามกำหนดเดิม"
        )

    def not_ahead(self, deadline: datetime) -> str:
        """The new deadline has passed."""
        return f"{self.when(deadline)} ผ่านไปแล้ว โปรดระบุกำหนดที่ยังมาไม่ถึง"

    def not_later(self, number: int, agency: Agency, deadline: datetime) -> str:
        """An extension that is none."""
        return (
            f"กำหนดของ {self.agency(agency)} ในประเด็น #{number} คือ {self.when(deadline)} อยู่แล้ว "
            f"โปรดระบุเวลาหลังจากนั้น (ผู้มอบหมายเลื่อนเข้ามาได้ด้วย #แก้ไข {number} กำหนด: ...)"
        )

    def not_own(self, own: Sequence[Agency]) -> str:
        """Somebody asked for another agency."""
        return f"ท่านขอได้เฉพาะของ {self.agencies(own)}"

    def told_request(self, number: int, asked: Asked) -> str:
        """Tell the issuers what an agency asks for, and how to type the answer."""
        name = asked.agency.name_th
        if asked.to is not None:
            typed = f"#โอน {number} {asked.to.name_th} จาก {name} ..."
        else:
            typed = f"#ขยายเวลา {number} (กำหนดใหม่) {name}"
        return (
            f"คำขอในประเด็น #{number}: {self.request_body(asked)}\n"
            f"กดปุ่มเพื่ออนุมัติหรือไม่อนุมัติ หรือพิมพ์ {typed}"
        )

    def request_body(self, asked: Asked) -> str:
        """Say what is asked for."""
        why = f" เหตุผล: {asked.reason}" if asked.reason else ""
        if asked.deadline is None:
            to = self.agency(asked.to) if asked.to else ""
            return f"{self.agency(asked.agency)} ขอโอนให้ {to}{why}"
        old = f" (เดิม {self.when(asked.deadline_now)})"
        old = old if asked.deadline_now != asked.deadline else ""
        return f"{self.agency(asked.agency)} ขอขยายเวลาเป็น {self.when(asked.deadline)}{old}{why}"

    def request_taken(self, number: int, asked: Asked) -> str:
        """A request was passed on to the issuers."""
        return (
            f"ส่งคำขอในประเด็น #{number} ให้ผู้มอบหมายแล้ว: {self.request_body(asked)}\n"
            f"ระหว่างรอผล กำหนดเดิม {self.when(asked.deadline_now)} ยังมีผล"
        )

    def asked_already(self, number: int, asked: Asked) -> str:
        """The same was asked before and is not decided."""
        return f"คำขอนี้ในประเด็น #{number} ส่งไว้แล้ว รอผู้มอบหมายพิจารณา: {self.request_body(asked)}"

    def request_refused(self, number: int, asked: Asked) -> str:
        """A request was refused."""
        return (
            f"ไม่อนุมัติคำขอในประเด็น #{number}: {self.request_body(asked)}\n"
            f"กำหนดเดิม {self.when(asked.deadline_now)} ยังมีผล"
        )

    def decided_already(
        self, number: int, asked: Asked, granted: bool, by: str, at: datetime
    ) -> str:
        """A request was decided before."""
        verdict = "อนุมัติ" if granted else "ไม่อนุมัติ"
        who = f" โดย {by}" if by else ""
        return (
            f"คำขอในประเด็น #{number} ({self.request_body(asked)}) "
            f"{verdict}ไปแล้วเมื่อ{self.when(at)}{who}"
        )

    def unknown_request(self) -> str:
        """The request of a button does not exist here."""
        return "ไม่พบคำขอนี้ในพื้นที่งานนี้"

    def only_issuers_decide(self) -> str:
        """Somebody else pressed the button of a request."""
        return "เฉพาะผู้มอบหมายพิจารณาคำขอได้"

    def transferred(
        self, number: int, agency: Agency, to: Agency, deadline: datetime, reason: str
    ) -> str:
        """An assignment was passed on."""
        return (
            f"โอนประเด็น #{number} จาก {self.agency(agency)} ให้ {self.agency(to)}: {reason}\n"
            f"กำหนดของ {self.agency(to)}: {self.fully(deadline)}"
        )

    def one_agency(self) -> str:
        """A transfer names a group of agencies."""
        return "โปรดระบุหน่วยงานผู้รับโอนเพียงหน่วยงานเดียว"

    def has_it_already(self, number: int, agency: Agency) -> str:
        """A transfer to an agency that has or had the issue."""
        return f"{self.agency(agency)} อยู่ในประเด็น #{number} แล้ว หรือเคยถอนไปแล้ว จึงรับโอนไม่ได้"

    def ask_from_whom(self, number: int, agencies: Sequence[Agency]) -> str:
        """Somebody who speaks for several agencies asked for a transfer."""
        example = agencies[0].abbr_th or agencies[0].name_th
        return (
            f"ท่านเป็นผู้แทนหลายหน่วยงานในประเด็น #{number} ({self.agencies(agencies)}) "
            f"โปรดระบุหลังชื่อผู้รับโอนว่า จาก {example} ตามด้วยเหตุผล"
        )

    def transfer_from_whom(self, number: int, to: Agency, agencies: Sequence[Agency]) -> str:
        """An issuer did not say whose assignment is passed on."""
        example = agencies[0].abbr_th or agencies[0].name_th
        return (
            f"โปรดระบุว่าโอนจากหน่วยงานใด ({self.agencies(agencies)}) "
            f"เช่น #โอน {number} {self.agency(to)} จาก {example} ตามด้วยเหตุผล"
        )

    def edited(self, issue: IssueView, fields: Iterable[Field], now: datetime) -> str:
        """An issue got new values."""
        names = " ".join(FIELDS[name] for name in fields)
        return (
            f"แก้ไขประเด็น #{issue.number} แล้ว ({names})\n{issue.headline}\n"
            f"ถึง: {self.agencies(each.agency for each in issue.counted)}\n"
            f"กำหนด: {self.fully(issue.deadline)} ({self.left(now, issue.deadline)})"
        )

    def nothing_changed(self, number: int) -> str:
        """An edit that changes nothing."""
        return (
            f"ประเด็น #{number} เป็นเช่นนั้นอยู่แล้ว จึงไม่มีสิ่งที่แก้ไข เช่น #แก้ไข {number} กำหนด: พรุ่งนี้ 15.00 น."
        )

    def edit_removed(self, agencies: Sequence[Agency]) -> str:
        """Agencies lost their assignment by an edit."""
        return f"ถอน {self.agencies(agencies)} ออกจากประเด็นแล้ว"

    def edit_kept(self, agencies: Sequence[Agency]) -> str:
        """Agencies stay although the new list leaves them out."""
        return f"{self.agencies(agencies)} รายงานไว้แล้ว จึงคงอยู่ในประเด็น"

    def withdrawn_before(self, number: int, agencies: Sequence[Agency]) -> str:
        """An edit names agencies that were withdrawn from the issue."""
        return (
            f"{self.agencies(agencies)} ถูกถอนออกจากประเด็น #{number} ไปแล้ว "
            "นำกลับมาไม่ได้ โปรดเปิดเป็นประเด็นใหม่"
        )

    def cancelled(self, issue: IssueView, withdrawn: Sequence[Agency], reason: str) -> str:
        """An issue was withdrawn."""
        rest = issue.counted
        kept = f"\nรายงานที่ส่งแล้วยังคงนับ: {self.agencies(e.agency for e in rest)}" if rest else ""
        return (
            f"ยกเลิกประเด็น #{issue.number} {issue.headline}: {reason}\n"
            f"{self.agencies(withdrawn)} ไม่ต้องรายงาน{kept}"
        )

    def closed(self, issue: IssueView) -> str:
        """An issue was ended by an issuer; the view is that before it."""
        owing = [each.agency for each in issue.waiting]
        rest = (
            f"\nยังไม่รายงาน: {self.agencies(owing)} จะนับเป็นไม่รายงานเมื่อพ้นกำหนด และยังส่งรายงานย้อนหลังได้"
        )
        return f"ปิดประเด็น #{issue.number} {issue.headline} แล้ว{rest if owing else ''}"

    def reminded(self, number: int, agencies: Sequence[Agency]) -> str:
        """A reminder was sent to the IR group."""
        return f"ส่งคำเตือนประเด็น #{number} ถึง {self.agencies(agencies)} ในกลุ่ม IR-Chat แล้ว"

    def reminded_already(self, number: int, at: datetime) -> str:
        """A reminder was sent a moment ago."""
        return f"เพิ่งเตือนประเด็น #{number} เมื่อ{self.when(at)} เตือนซ้ำได้หลังจากนั้น {self.number(10)} นาที"

    def no_ir_group(self) -> str:
        """There is nowhere to remind."""
        return "ยังไม่ได้ผูกกลุ่ม IR-Chat จึงไม่มีที่ส่งคำเตือน"

    def return_clock(self, clock: ReturnClock) -> str:
        """Name the rule for returned reports beside a figure."""
        return CLOCKS[clock]
