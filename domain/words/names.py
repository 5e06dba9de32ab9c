"""What roles, places, states and fields are called, in Thai and in English."""

from collections.abc import Collection, Sequence

from domain.agencies import Agency
from domain.chat.commands import Kind, Urgency
from domain.chat.rights import Place, Role
from domain.chat.table import KIND_OF
from domain.issues.assignments import Act, AssignmentStatus, IssueStatus, ReturnClock
from domain.issues.excuses import ExcuseCode
from domain.thai_dates import Both
from domain.views import Field
from domain.words.voice import Voice

ROLES: dict[Role, Both] = {
    Role.ISSUER: ("ผู้มอบหมาย", "issuers"),
    Role.REPORTER: ("ผู้รายงาน", "reporters"),
    Role.EVALUATOR: ("ผู้ประเมิน", "evaluators"),
    Role.ADMIN: ("ผู้ดูแล", "admins"),
}
PLACES: dict[Place, Both] = {
    Place.IA: ("กลุ่ม IA-Chat", "the IA-Chat group"),
    Place.IR: ("กลุ่ม IR-Chat", "the IR-Chat group"),
    Place.PRIVATE: ("แชตส่วนตัวกับระบบ", "a private chat with me"),
    Place.UNBOUND: ("กลุ่มที่ยังไม่ผูก", "a group that is not bound yet"),
}
STATUSES: dict[AssignmentStatus, Both] = {
    AssignmentStatus.ASSIGNED: ("ยังไม่รับทราบ", "not acknowledged"),
    AssignmentStatus.ACKNOWLEDGED: ("รับทราบแล้ว", "acknowledged"),
    AssignmentStatus.REPORTED: ("รายงานแล้ว", "reported"),
    AssignmentStatus.ACCEPTED: ("รับรองแล้ว", "accepted"),
    AssignmentStatus.RETURNED: ("ตีกลับ รอรายงานใหม่", "returned, to be reported again"),
    AssignmentStatus.CANCELLED: ("ยกเลิก", "cancelled"),
    AssignmentStatus.TRANSFERRED: ("โอนแล้ว", "transferred"),
}
ISSUE_STATUSES: dict[IssueStatus, Both] = {
    IssueStatus.OPEN: ("เปิดอยู่", "open"),
    IssueStatus.CLOSED: ("ปิดแล้ว", "closed"),
    IssueStatus.CANCELLED: ("ยกเลิกแล้ว", "cancelled"),
}
ACTS: dict[Act, Both] = {
    Act.ACKNOWLEDGE: ("รับทราบ", "ack"),
    Act.REPORT: ("รายงาน", "report"),
    Act.PROGRESS: ("แจ้งความคืบหน้า", "progress"),
    Act.ACCEPT: ("รับรอง", "accept"),
    Act.RETURN: ("ตีกลับ", "return"),
    Act.EXTEND: ("ขยายเวลา", "extend"),
    Act.TRANSFER: ("โอน", "transfer"),
    Act.CANCEL: ("ยกเลิก", "cancel"),
    Act.REMIND: ("เตือน", "remind"),
    Act.SNOOZE: ("พักเตือน", "snooze"),
}
URGENCIES: dict[Urgency, Both] = {
    Urgency.NORMAL: ("", ""),
    Urgency.URGENT: ("ด่วน", "urgent"),
    Urgency.VERY_URGENT: ("ด่วนมาก", "very urgent"),
    Urgency.MOST_URGENT: ("ด่วนที่สุด", "most urgent"),
}
FIELDS: dict[Field, Both] = {
    Field.HEADLINE: ("หัวข้อ", "headline"),
    Field.DETAIL: ("รายละเอียด", "detail"),
    Field.LINKS: ("ลิงก์", "links"),
    Field.URGENCY: ("ชั้นความเร็ว", "urgency"),
    Field.REFERENCE: ("อ้างอิง", "reference"),
    Field.AGENCIES: ("หน่วยงาน", "agencies"),
    Field.DEADLINE: ("กำหนด", "deadline"),
}
EXCUSES: dict[ExcuseCode, Both] = {
    ExcuseCode.WITHDRAWN: ("ผู้มอบหมายถอน", "withdrawn"),
    ExcuseCode.DUPLICATE: ("ประเด็นซ้ำ", "duplicate"),
    ExcuseCode.NOT_OUR_MANDATE: ("ไม่ใช่ภารกิจ", "not their mandate"),
    ExcuseCode.SYSTEM_DOWN: ("ระบบขัดข้อง", "system down"),
}
"""Each is what can be typed for it, too."""
CLOCKS: dict[ReturnClock, Both] = {
    ReturnClock.PAUSED: (
        "รายงานที่ถูกตีกลับ: หยุดนับเวลาระหว่างรอตรวจ",
        "Returned reports: the clock pauses while a report waits for its judge",
    ),
    ReturnClock.RUNNING: (
        "รายงานที่ถูกตีกลับ: นับเวลาต่อเนื่องตามกำหนดเดิม",
        "Returned reports: the clock runs on, the deadline stands",
    ),
}


class NameWords(Voice):
    """Names of values; the other parts of `Words` build their sentences with them."""

    def command(self, kind: Kind) -> str:
        """Name a command as it is typed; Thai people are told the Thai word."""
        own = (word for word, each in KIND_OF.items() if each is kind)
        thai = next((word for word in own if not word.isascii()), kind)
        return self.say(f"#{thai}", f"#{kind}")

    def role(self, role: Role) -> str:
        """Name a role."""
        return self.say(*ROLES[role])

    def whom_to_tell(self, roles: Collection[Role]) -> str:
        """Name who can change the roster for somebody with these roles: no admin is sent to one."""
        if Role.ADMIN in roles:
            return self.say("ผู้ดูแลเครื่องแม่ข่าย", "the operators")
        return self.say("ผู้ดูแลระบบ", "an administrator")

    def place(self, place: Place) -> str:
        """Name a place."""
        return self.say(*PLACES[place])

    def whose(self, agencies: Sequence[Agency]) -> tuple[str, str]:
        """Say of which agencies something is, in both languages."""
        names = self.agencies(agencies)
        return f"ของ {names}", f" of {names}"

    def status(self, status: AssignmentStatus) -> str:
        """Name a state of an assignment."""
        return self.say(*STATUSES[status])

    def issue_status(self, status: IssueStatus) -> str:
        """Name a state of an issue."""
        return self.say(*ISSUE_STATUSES[status])

    def act(self, act: Act) -> str:
        """Name what can be done with an assignment."""
        return self.say(*ACTS[act])

    def excuse(self, code: ExcuseCode) -> str:
        """Name a reason for which something is not counted."""
        return self.say(*EXCUSES[code])

    def timeliness(self, on_time: bool | None) -> str:
        """Say whether a report was in time."""
        return self.say("ทันกำหนด", "in time") if on_time else self.say("เกินกำหนด", "late")

    def urgency(self, urgency: Urgency) -> str:
        """Name an urgency; empty for a normal one."""
        return self.say(*URGENCIES[urgency])

    def field(self, field: Field) -> str:
        """Name what can be edited in an issue."""
        return self.say(*FIELDS[field])
