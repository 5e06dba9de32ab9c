"""Who is in the groups and on the roster, in Thai."""

from collections.abc import Sequence
from datetime import datetime

from domain.chat.rights import Place
from domain.members import NAMES_AT_ONCE, Kept, Watched
from domain.roster.intake import NAMES_IN_LIST, Intake
from domain.words.thai_refusals import PLACES
from domain.words.voice import Voice


class ThaiPeople(Voice):
    """Who is in the groups and on the roster."""

    def replaced_group(self, place: Place) -> str:
        """Another group held this place until now."""
        return f"กลุ่มนี้ใช้แทน{PLACES[place]}เดิม กลุ่มเดิมใช้คำสั่งไม่ได้แล้ว และระบบจะออกจากกลุ่มนั้น"

    def code_of_other_workspace(self) -> str:
        """The code belongs to somebody of another workspace than this group's."""
        return "รหัสนี้เป็นของพื้นที่งานอื่น โปรดพิมพ์ในกลุ่มของพื้นที่งานนั้นหรือในแชตส่วนตัวกับระบบ"

    def suspended(self) -> str:
        """The code's person was suspended."""
        return "ผู้ถือรหัสนี้ถูกระงับสิทธิ โปรดแจ้งผู้ดูแลระบบ"

    def already_joined(self) -> str:
        """The code's person has joined with another LINE account."""
        return "ผู้ถือรหัสนี้ลงทะเบียนด้วยบัญชี LINE อื่นแล้ว หากเปลี่ยนบัญชีโปรดขอรหัสใหม่จากผู้ดูแลระบบ"

    def paused(self, until: datetime) -> str:
        """Too many wrong codes: none is tried for a while."""
        return f"พิมพ์รหัสผิดหลายครั้ง ระบบจึงหยุดรับรหัสถึง{self.when(until)} โปรดลองใหม่หลังจากนั้น"

    def kept_aside(self, number: int) -> str:
        """A report by somebody unknown is kept."""
        return (
            f"เก็บรายงานประเด็น #{number} ไว้แล้ว แต่บัญชี LINE นี้ยังไม่ได้ลงทะเบียน จึงรอผู้ดูแลรับรอง "
            "เมื่อลงทะเบียนด้วย #ลงทะเบียน ตามด้วยรหัส ระบบจะบันทึกรายงานตามเวลาที่ส่งไว้"
        )

    def aside_refused(self, number: int, why: str) -> str:
        """A kept report could not be filed although its sender is known now."""
        return f"รายงานประเด็น #{number} ที่เก็บไว้ยังบันทึกไม่ได้: {why}"

    def watched(self, watched: Watched) -> str:
        """Tell the admins what is new about their groups."""
        lines = ["แจ้งผู้ดูแล"]
        lines += [f"ระบบถูกนำออกจาก{PLACES[place]} โปรดเชิญกลับเข้ากลุ่ม" for place in watched.left]
        lines += [
            f"มีการผูกกลุ่มใหม่แทน{PLACES[place]}เดิม หากไม่ได้สั่งไว้ โปรดตรวจสอบทันที"
            for place in watched.replaced
        ]
        lines += self._strangers(watched.strangers)
        lines += self._kept(watched.kept)
        return "\n".join(lines)

    def _strangers(self, found: Sequence[tuple[str, Place | None]]) -> list[str]:
        if not found:
            return []
        lines = [f"ผู้ที่อยู่ในกลุ่มแต่ไม่อยู่ในทะเบียน {self.number(len(found))} คน"]
        for name, place in found[:NAMES_AT_ONCE]:
            where = f" ({PLACES[place]})" if place else ""
            lines.append(f"• {name or 'ไม่ทราบชื่อ'}{where}")
        if len(found) > NAMES_AT_ONCE:
            lines.append(f"และอีก {self.number(len(found) - NAMES_AT_ONCE)} คน")
        return [*lines, "โปรดส่งรหัสลงทะเบียนให้ หรือนำออกจากกลุ่ม"]

    def _kept(self, found: Sequence[Kept]) -> list[str]:
        if not found:
            return []
        lines = ["รายงานจากผู้ที่ไม่อยู่ในทะเบียน (เก็บไว้ รอท่านรับรอง)"]
        lines += [
            f"• A{kept.id} ประเด็น #{kept.issue_no} โดย {kept.name or 'ไม่ทราบชื่อ'} "
            f"ส่งเมื่อ {self.when(kept.sent_at)}"
            for kept in found[:NAMES_AT_ONCE]
        ]
        if len(found) > NAMES_AT_ONCE:
            lines.append(f"และอีก {self.number(len(found) - NAMES_AT_ONCE)} รายการ")
        example = f"#รับรองผู้ส่ง A{found[0].id} ชื่อ-สกุลตามทะเบียน"
        return [*lines, f"ส่งรหัสลงทะเบียนให้ผู้ส่ง หรือพิมพ์ {example}"]

    def no_such_aside(self, number: int) -> str:
        """No report with this mark waits."""
        return f"ไม่มีรายงาน A{number} ที่รอรับรอง พิมพ์ #ทะเบียน เพื่อดูรายการ"

    def which_person(self, said: str, choices: Sequence[tuple[int, str]]) -> str:
        """No person, or several, have the name that was typed."""
        if not choices:
            return f"ไม่พบ “{said}” ในทะเบียน โปรดพิมพ์ชื่อ-สกุลให้ตรงทะเบียน หรือเลขประจำบุคคล"
        numbers = ", ".join(str(number) for number, _ in choices)
        return f"มีผู้ชื่อ “{said}” หลายคน โปรดพิมพ์เลขประจำบุคคลแทนชื่อ: {numbers}"

    def intake(self, intake: Intake, kept: Sequence[Kept]) -> str:
        """Tell who has sent no names, who has not enrolled, and what waits for an admin."""
        sent = intake.expected - len(intake.missing)
        head = f"ส่งรายชื่อแล้ว {self.number(sent)} จาก {self.number(intake.expected)} หน่วยงาน"
        joined = intake.people - len(intake.waiting)
        head += f"\nลงทะเบียนแล้ว {self.number(joined)} จาก {self.number(intake.people)} คน"
        blocks = [head]
        if kept:
            blocks.append("\n".join(self._kept(kept)))
        if intake.missing:
            names = self._some([self.agency(agency) for agency in intake.missing])
            blocks.append(f"ยังไม่ส่งรายชื่อ: {names}")
        if intake.waiting:
            names = self._some([name for name, _ in intake.waiting])
            blocks.append(f"ยังไม่ลงทะเบียน: {names}")
        return "\n\n".join(blocks)

    def _some(self, names: Sequence[str]) -> str:
        more = len(names) - NAMES_IN_LIST
        rest = f" และอีก {self.number(more)}" if more > 0 else ""
        return ", ".join(names[:NAMES_IN_LIST]) + rest

    def slip_title(self) -> str:
        """Head a printed slip."""
        return "รหัสลงทะเบียน LINE · ระบบมอบหมายและรายงานประเด็น (สะพาน)"

    def slip_agencies(self, names: Sequence[str]) -> str:
        """Name the agencies on a slip: the first two, and how many more."""
        more = len(names) - 2
        return ", ".join(names[:2]) + (f" และอีก {self.number(more)} แห่ง" if more > 0 else "")

    def slip_code(self) -> str:
        """Stand over the code."""
        return "รหัสของท่าน (ใช้ได้ครั้งเดียว)"

    def slip_scan(self, *, linked: bool) -> str:
        """Say what the QR code does: opens LINE with the text typed, or holds the text."""
        if linked:
            return "1. สแกน QR แล้วกดส่งข้อความใน LINE"
        return "1. เพิ่มบัญชีระบบเป็นเพื่อน สแกน QR แล้วส่งข้อความนั้น"

    def slip_type(self) -> str:
        """Say the other way."""
        return "2. หรือพิมพ์ในแชตกับระบบ หรือในกลุ่ม"

    def slip_typed(self, code: str) -> str:
        """Show what to type."""
        return f"#ลงทะเบียน {code}"

    def slip_until(self, expires_at: datetime) -> str:
        """Say how long the code works."""
        return f"ใช้ได้ถึง {self.fully(expires_at)}"

    def slip_keep(self) -> str:
        """Ask not to pass the code on."""
        return "รหัสนี้แทนตัวท่านในระบบ โปรดอย่าส่งต่อหรือถ่ายภาพเผยแพร่"
