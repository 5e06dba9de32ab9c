"""Why a command was not carried out, in Thai: each says what to do next."""

from collections.abc import Iterable
from datetime import datetime

from domain.agencies import Agency
from domain.chat.commands import Kind
from domain.chat.rights import Place, Role
from domain.words.voice import Voice

ROLES = {
    Role.ISSUER: "ผู้มอบหมาย",
    Role.REPORTER: "ผู้รายงาน",
    Role.EVALUATOR: "ผู้ประเมิน",
    Role.ADMIN: "ผู้ดูแล",
}
PLACES = {
    Place.IA: "กลุ่ม IA-Chat",
    Place.IR: "กลุ่ม IR-Chat",
    Place.PRIVATE: "แชตส่วนตัวกับระบบ",
    Place.UNBOUND: "กลุ่มที่ยังไม่ผูก",
}


class ThaiRefusals(Voice):
    """Refusals."""

    def role(self, role: Role) -> str:
        """Name a role."""
        return ROLES[role]

    def place(self, place: Place) -> str:
        """Name a place."""
        return PLACES[place]

    def not_enrolled(self) -> str:
        """The sender is not tied to anybody on the roster."""
        return (
            "บัญชี LINE นี้ยังไม่ได้ลงทะเบียน โปรดพิมพ์ #ลงทะเบียน ตามด้วยรหัสที่ได้รับจากผู้ดูแล "
            "เช่น #ลงทะเบียน ABCDE-FGHIJ"
        )

    def unbound_group(self) -> str:
        """The group belongs to no workspace."""
        return "กลุ่มนี้ยังไม่ได้ผูกกับระบบ โปรดขอรหัสผูกกลุ่มจากผู้ดูแลระบบ แล้วพิมพ์ #ผูกกลุ่ม ตามด้วยรหัส"

    def wrong_place(self, kind: Kind, places: Iterable[Place]) -> str:
        """The command belongs elsewhere."""
        names = " หรือ ".join(PLACES[place] for place in places)
        return f"คำสั่ง #{kind} ใช้ได้ใน{names} โปรดส่งอีกครั้งที่นั่น"

    def wrong_role(self, kind: Kind, roles: Iterable[Role]) -> str:
        """The sender does not have the role."""
        names = " หรือ ".join(ROLES[role] for role in roles)
        return f"คำสั่ง #{kind} ใช้ได้เฉพาะ{names} หากท่านควรมีสิทธินี้ โปรดแจ้งผู้ดูแลระบบ"

    def several_workspaces(self, names: Iterable[str]) -> str:
        """A 1:1 question of somebody who belongs to several workspaces."""
        return f"ท่านอยู่ในหลายพื้นที่งาน ({', '.join(names)}) โปรดถามในกลุ่มของพื้นที่งานนั้น"

    def unknown_issue(self, number: int) -> str:
        """There is no issue with this number."""
        return f"ไม่พบประเด็น #{number} พิมพ์ #รายการ เพื่อดูเลขประเด็นที่เปิดอยู่"

    def wrong_year(self, number: int, said: int, opened: int) -> str:
        """The year written with the number is not the issue's fiscal year."""
        return (
            f"ประเด็น #{number} เปิดในปีงบประมาณ {self.digits(str(opened))} "
            f"ไม่ใช่ {self.digits(str(said))} โปรดตรวจเลขประเด็นแล้วส่งใหม่"
        )

    def no_agency(self) -> str:
        """The sender speaks for nobody."""
        return "ท่านยังไม่ได้เป็นผู้แทนหน่วยงานใดในทะเบียน โปรดแจ้งผู้ดูแลระบบ"

    def not_assigned(self, number: int, own: Iterable[Agency], assigned: Iterable[Agency]) -> str:
        """None of the sender's agencies has this issue."""
        return (
            f"ประเด็น #{number} มอบหมายให้ {self.agencies(assigned)} "
            f"ไม่ใช่ {self.agencies(own)} โปรดตรวจเลขประเด็น (พิมพ์ #ของฉัน เพื่อดูงานของท่าน)"
        )

    def which_agency(self, number: int, agencies: list[Agency]) -> str:
        """The sender speaks for several agencies of this issue."""
        example = agencies[0].abbr_th or agencies[0].name_th
        return (
            f"ท่านเป็นผู้แทนหลายหน่วยงานในประเด็น #{number} ({self.agencies(agencies)}) "
            f"โปรดระบุหน่วยงานหลังเลขประเด็น เช่น #รายงาน {number} {example} ..."
        )

    def bad_code(self) -> str:
        """The code does not exist, or is of the other kind."""
        return "ไม่พบรหัสนี้ โปรดตรวจตัวอักษรแล้วพิมพ์ใหม่ หรือขอรหัสใหม่จากผู้ดูแลระบบ"

    def used_code(self) -> str:
        """The code was used up."""
        return "รหัสนี้ใช้ไปแล้ว (รหัสหนึ่งใช้ได้ครั้งเดียว) โปรดขอรหัสใหม่จากผู้ดูแลระบบ"

    def expired_code(self, expired_at: datetime) -> str:
        """The code is too old."""
        return f"รหัสนี้หมดอายุเมื่อ{self.when(expired_at)} โปรดขอรหัสใหม่จากผู้ดูแลระบบ"

    def account_taken(self, name: str) -> str:
        """The sender's LINE account is tied to somebody else of the same workspace."""
        return f"บัญชี LINE นี้ลงทะเบียนเป็น {name} แล้ว หากไม่ถูกต้องโปรดแจ้งผู้ดูแลระบบ"

    def no_sender(self) -> str:
        """LINE did not say who wrote."""
        return "LINE ไม่แจ้งว่าใครเป็นผู้ส่ง โปรดเปิดใช้ LINE บนโทรศัพท์แล้วส่งอีกครั้ง"

    def bad_period(self, said: str) -> str:
        """The period of #stats cannot be read."""
        return (
            f"อ่านช่วงเวลา “{said}” ไม่ได้ ใช้ได้เช่น 2570 (ปีงบประมาณ) 2570Q1 (ไตรมาส) "
            "2569-11 (เดือน) หรือ 2026-10-01..2026-12-31"
        )

    def only_own_figures(self) -> str:
        """A reporter asked for other agencies' figures."""
        return "ท่านดูสถิติได้เฉพาะหน่วยงานของท่าน โปรดพิมพ์ #สถิติ โดยไม่ระบุหน่วยงานอื่น"

    def quota_unknown(self) -> str:
        """LINE did not answer about the quota and never did before."""
        return "ขณะนี้ LINE ไม่ตอบเรื่องโควตา โปรดลองอีกครั้งในอีกสักครู่"

    def broke(self, reference: str) -> str:
        """Something of ours failed for good."""
        return f"ระบบดำเนินการตามข้อความนี้ไม่ได้ ผู้ดูแลได้รับแจ้งแล้ว โปรดส่งอีกครั้งภายหลัง (อ้างอิง {reference})"
