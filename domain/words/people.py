"""Binding groups and enrolling people, and the codes that both need."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from domain.agencies import Agency
from domain.chat.rights import Place, Role
from domain.words.names import NameWords


class PeopleWords(NameWords):
    """Groups that are bound and people who join with a code."""

    def bound(self, place: Place, workspace: str) -> str:
        """A group was bound."""
        name = self.place(place)
        home = "" if f"{place.upper()}-Chat" in workspace else workspace  # named after its groups
        return self.say(
            f"ผูกกลุ่มนี้เป็น{name}{home and f' ของ {home}'} แล้ว พิมพ์ #วิธีใช้ เพื่อดูคำสั่ง",
            f"This is now {name}{home and f' of {home}'}. Type #help to see the commands.",
        )

    def bind_anyway(self, name: str, place: Place, code: str) -> str:
        """A group is called like the other one of the two; nothing was bound."""
        meant = self.place(place)
        return self.say(
            f"กลุ่มนี้ชื่อ “{name}” แต่รหัสนี้ใช้ผูก{meant} จึงยังไม่ได้ผูก "
            f"หากต้องการผูกกลุ่มนี้จริง พิมพ์ #ผูกกลุ่ม {code} ยืนยัน หากไม่ใช่ โปรดพิมพ์รหัสในกลุ่มที่ถูกต้อง",
            f"This group is called “{name}”, but the code is for {meant}, so nothing was bound. "
            f"If you mean this group, type #bind {code} yes. If not, type the code in the other.",
        )

    def replaced_group(self, place: Place) -> str:
        """Another group held this place until now."""
        name = self.place(place)
        return self.say(
            f"กลุ่มนี้ใช้แทน{name}เดิม กลุ่มเดิมใช้คำสั่งไม่ได้แล้ว และระบบจะออกจากกลุ่มนั้น",
            f"This group takes the place of {name} before it. Commands do not work there "
            "any more, and I shall leave it.",
        )

    def joined(
        self, name: str, agencies: Sequence[Agency], roles: Iterable[Role], *, added: bool
    ) -> str:
        """A LINE account was tied to a person; `added`: it is known as a friend of the bot."""
        names, duty = self.agencies(agencies), ", ".join(map(self.role, roles))
        agency = self.say(f" ผู้แทน {names}", f", for {names}") if agencies else ""
        enrolled = f"{self.say('ลงทะเบียนเรียบร้อย', 'Enrolled')}: {name}{agency} ({duty})"
        befriend = self.say(
            "หากยังไม่ได้เพิ่มระบบเป็นเพื่อนใน LINE โปรดเพิ่ม เพื่อให้ระบบแจ้งท่านในแชตส่วนตัวได้",
            "If you have not added me as a friend in LINE, please do: then I can tell you 1:1.",
        )
        return enrolled if added else f"{enrolled}\n{befriend}"

    def bad_code(self) -> str:
        """The code does not exist, or is of the other kind."""
        return self.say(
            "ไม่พบรหัสนี้ โปรดตรวจตัวอักษรแล้วพิมพ์ใหม่ หรือขอรหัสใหม่จากผู้ดูแลระบบ",
            "I do not know this code. Please check the letters, or ask for a new code.",
        )

    def bound_later(self) -> str:
        """A code arrived late; one typed after it was dealt with before."""
        return self.say(
            "มีการผูกกลุ่มหลังจากที่พิมพ์รหัสนี้แล้ว จึงคงกลุ่มปัจจุบันไว้ หากต้องการเปลี่ยน โปรดพิมพ์รหัสอีกครั้ง",
            "A group was bound after this code was typed, and stays so. "
            "To change that, please type the code again.",
        )

    def used_code(self) -> str:
        """The code was used up."""
        return self.say(
            "รหัสนี้ใช้ไปแล้ว (รหัสหนึ่งใช้ได้ครั้งเดียว) โปรดขอรหัสใหม่จากผู้ดูแลระบบ",
            "This code has been used (a code works once). Please ask for a new one.",
        )

    def expired_code(self, expired_at: datetime) -> str:
        """The code is too old."""
        return self.say(
            f"รหัสนี้หมดอายุเมื่อ {self.when(expired_at)} โปรดขอรหัสใหม่จากผู้ดูแลระบบ",
            f"This code expired on {self.when(expired_at)}. Please ask for a new one.",
        )

    def code_of_other_workspace(self) -> str:
        """The code belongs to somebody of another workspace than this group's."""
        return self.say(
            "รหัสนี้เป็นของพื้นที่งานอื่น โปรดพิมพ์ในกลุ่มของพื้นที่งานนั้นหรือในแชตส่วนตัวกับระบบ",
            "This code belongs to another workspace. Please type it in that workspace's group, "
            "or in a private chat with me.",
        )

    def paused(self, until: datetime) -> str:
        """Too many wrong codes: none is tried for a while."""
        return self.say(
            f"พิมพ์รหัสผิดหลายครั้ง ระบบจึงหยุดรับรหัสถึง {self.when(until)} โปรดลองใหม่หลังจากนั้น",
            "Too many wrong codes were typed, so none is taken until "
            f"{self.when(until)}. Please try again after that.",
        )

    def suspended(self, roles: Collection[Role]) -> str:
        """The code's person was suspended; `roles` are those of who typed it."""
        whom = self.whom_to_tell(roles)
        return self.say(
            f"ผู้ถือรหัสนี้ถูกระงับสิทธิ โปรดแจ้ง{whom}",
            f"The person behind this code is suspended. Please tell {whom}.",
        )

    def already_joined(self) -> str:
        """The code's person has joined with another LINE account."""
        return self.say(
            "ผู้ถือรหัสนี้ลงทะเบียนด้วยบัญชี LINE อื่นแล้ว หากเปลี่ยนบัญชีโปรดขอรหัสใหม่จากผู้ดูแลระบบ",
            "The person behind this code has joined with another LINE account. "
            "To change accounts, please ask an administrator for a new code.",
        )

    def account_taken(self, name: str, roles: Collection[Role]) -> str:
        """The sender's LINE account is tied to somebody else of the same workspace, with roles."""
        whom = self.whom_to_tell(roles)
        return self.say(
            f"บัญชี LINE นี้ลงทะเบียนเป็น {name} แล้ว หากไม่ถูกต้องโปรดแจ้ง{whom}",
            f"This LINE account is enrolled as {name}. If that is wrong, tell {whom}.",
        )
