"""`#help` in Thai: one line and one example per command."""

from collections.abc import Iterable

from domain.chat.commands import Kind
from domain.chat.rights import RIGHTS, Place
from domain.words.thai_refusals import PLACES, ROLES
from domain.words.voice import Voice

HELP: dict[Kind, tuple[str, str]] = {
    Kind.BIND: ("ผูกกลุ่มนี้กับระบบด้วยรหัส", "#ผูกกลุ่ม ABCDE-FGHIJ"),
    Kind.JOIN: ("ลงทะเบียนบัญชี LINE ของท่านด้วยรหัส", "#ลงทะเบียน ABCDE-FGHIJ"),
    Kind.ISSUE: (
        "มอบหมายประเด็นให้ชี้แจง",
        "#ประเด็น น้ำท่วมขังในเขตเมือง\nถึง: ปภ. กรมชลประทาน\nภายใน: พรุ่งนี้ 15.00 น.\n"
        "ที่มา: https://news.example.com/1",
    ),
    Kind.REPORT: (
        "รายงานผลการชี้แจง (เติม กำลังดำเนินการ หากเป็นเพียงความคืบหน้า)",
        "#รายงาน 12 ชี้แจงทางเว็บไซต์แล้ว https://agency.example.go.th/12",
    ),
    Kind.ACK: ("รับทราบประเด็น", "#รับทราบ 12 13"),
    Kind.EXTEND: ("ขยายเวลา (ผู้รายงานใช้เพื่อขอขยาย)", "#ขยายเวลา 12 พรุ่งนี้ 15.00 น. รอข้อมูลจากพื้นที่"),
    Kind.TRANSFER: (
        "โอนให้หน่วยงานอื่น (ผู้รายงานใช้เพื่อขอโอน)",
        "#โอน 12 กรมชลประทาน อยู่ในอำนาจของกรมชลประทาน",
    ),
    Kind.ACCEPT: ("รับรองรายงาน", "#รับรอง 12 ปภ."),
    Kind.RETURN: ("ตีกลับรายงานให้รายงานใหม่", "#ตีกลับ 12 ปภ. ยังไม่ได้ชี้แจงสาเหตุ"),
    Kind.EDIT: ("แก้ไขประเด็น", "#แก้ไข 12\nกำหนด: พรุ่งนี้ 16.30 น."),
    Kind.CANCEL: ("ยกเลิกประเด็น", "#ยกเลิก 12 ซ้ำกับประเด็นอื่น"),
    Kind.CLOSE: ("ปิดประเด็น", "#ปิด 12"),
    Kind.REMIND: ("เตือนหน่วยงานที่ยังไม่รายงาน", "#เตือน 12"),
    Kind.STATUS: ("ดูสถานะของประเด็นรายหน่วยงาน", "#สถานะ 12"),
    Kind.LIST: ("ดูประเด็นที่เปิดอยู่", "#รายการ"),
    Kind.OVERDUE: ("ดูหน่วยงานที่เกินกำหนด", "#ค้าง"),
    Kind.MINE: ("ดูงานที่หน่วยงานของท่านต้องรายงาน", "#ของฉัน"),
    Kind.STATS: ("ดูร้อยละการชี้แจงทันกำหนด", "#สถิติ 2570Q1"),
    Kind.QUOTA: ("ดูโควตาข้อความของเดือนนี้", "#โควตา"),
    Kind.ROSTER: ("ดูหน่วยงานที่ยังไม่ส่งรายชื่อและผู้ที่ยังไม่ลงทะเบียน", "#ทะเบียน"),
    Kind.VOUCH: (
        "รับรองว่าผู้ส่งรายงานที่เก็บไว้เป็นบุคคลในทะเบียน",
        "#รับรองผู้ส่ง A3 สมชาย ใจดี",
    ),
    Kind.HELP: ("ดูคำสั่งที่ใช้ได้", "#วิธีใช้ รายงาน"),
}


class ThaiHelp(Voice):
    """Help."""

    def help_overview(self, kinds: Iterable[Kind], place: Place, *, enrolled: bool) -> str:
        """List the commands that a person may use in a place."""
        lines = [f"คำสั่งที่ท่านใช้ได้ใน{PLACES[place]}"]
        lines += [f"• {HELP[kind][1].splitlines()[0]} — {HELP[kind][0]}" for kind in kinds]
        if not enrolled:
            lines.append("ท่านยังไม่ได้ลงทะเบียน โปรดขอรหัสจากผู้ดูแลระบบ")
        lines.append("ดูตัวอย่างเต็ม: #วิธีใช้ ตามด้วยชื่อคำสั่ง")
        return "\n".join(lines)

    def help_on(self, kind: Kind) -> str:
        """Explain one command: what it does, who may, where, and an example."""
        right = RIGHTS[kind]
        who = " หรือ ".join(ROLES[role] for role in sorted(right.roles))
        line = f"#{kind}: {HELP[kind][0]}"
        if who:
            line += f" (เฉพาะ{who})"
        if len(right.places) == 1:
            line += f" ใช้ใน{PLACES[next(iter(right.places))]}"
        return f"{line}\nตัวอย่าง:\n{HELP[kind][1]}"

    def example(self, kind: Kind) -> str:
        """Return the nearest right form of a command."""
        return HELP[kind][1]
