"""`#edit`: what was changed in an issue, and what was not."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.agencies import Agency
from domain.chat.kinds import Kind
from domain.issues.assignments import AgencyRole
from domain.rendering import LONGEST_CHOICE
from domain.say import Choice
from domain.text import utf16_length, without_because
from domain.views import Edited, Field, IssueView, Moved
from domain.words.issues import IssueWords


class EditWords(IssueWords):
    """Editing issues."""

    def called_sooner(self, issue: IssueView, sooner: Sequence[Moved]) -> str:
        """Call the people of agencies that have less time than before."""
        title = self.say(f"ประเด็น #{issue.number}", f"Issue #{issue.number}")
        return "\n".join(f"{title}: {line}" for line in self._moves(issue, sooner))

    def _moves(self, issue: IssueView, moved: Sequence[Moved]) -> list[str]:
        """Tell each deadline as it was and as it is; whose, where it is not that of all."""
        lines = []
        for each in moved:
            old, new, names = (
                self.when(each.old),
                self.when(each.new),
                self.agencies(each.agencies),
            )
            all_of_it = len(each.agencies) == len(issue.waiting)
            thai, english = ("", "") if all_of_it else (f"ของ {names} ", f" of {names}")
            how = ("เร็วขึ้น", "brought forward") if each.new < each.old else ("ออกไป", "put off")
            lines.append(
                self.say(
                    f"เลื่อนกำหนด{thai}{how[0]} จากเดิม {old} เป็น {new}",
                    f"The deadline{english} was {how[1]} from {old} to {new}",
                )
            )
        return lines

    def edited(self, number: int, fields: Iterable[Field]) -> str:
        """An issue got new values."""
        names = self.say(" ", ", ").join(self.field(field) for field in fields)
        return self.say(f"แก้ไขประเด็น #{number} แล้ว ({names})", f"Issue #{number} edited ({names})")

    def values_now(self, what: str, issue: IssueView, edited: Edited, now: datetime) -> str:
        """Tell, behind a sentence on what was edited, how the issue reads now."""
        lines = [what, issue.headline, *self.to_and_due(issue, now)]
        return "\n".join([*lines, *self.news(issue, edited)])

    def news(self, issue: IssueView, edited: Edited) -> list[str]:
        """Tell what an edit did to agencies: deadlines as they were and are, who left, and why."""
        names = self.agencies(edited.withdrawn)
        left = self.say(
            f"ถอน {names} ออกจากประเด็นแล้ว ไม่ต้องรายงาน",
            f"{names}: withdrawn from the issue, nothing to report.",
        )
        reason = without_because(edited.reason)
        why = self.say(f"เหตุผล: {reason}", f"Reason: {reason}")
        return [
            *self._moves(issue, edited.moved),
            *([left] if edited.withdrawn else []),
            *self._roles(edited),
            *([why] if edited.reason else []),
        ]

    def _roles(self, edited: Edited) -> list[str]:
        """Tell which agencies lead, or support, that did not before."""
        told = {
            AgencyRole.LEAD: ("เป็นหน่วยงานหลักแล้ว (เดิมสนับสนุน)", "leads now (supported before)"),
            AgencyRole.SUPPORT: ("เป็นหน่วยงานสนับสนุนแล้ว (เดิมเป็นหลัก)", "supports now (led before)"),
        }
        lines = []
        for role, (thai, english) in told.items():
            names = self.agencies(each for each, now in edited.roles.items() if now is role)
            lines += [self.say(f"{names} {thai}", f"{names}: {english}")] if names else []
        return lines

    def new_headline(self, number: int, old: str, new: str) -> tuple[str, tuple[Choice, ...]]:
        """Ask whether words without a label, none of the old headline's, are the new one."""
        label = self.say("หัวข้อ", "title")
        send = f"{self.command(Kind.EDIT)} {number} {label}: {new}"
        choices = (Choice(self.say("เป็นหัวข้อใหม่", "New headline"), send),)
        sentence = self.say(
            f"ยังไม่ได้แก้ไข “{new}” เป็นหัวข้อใหม่ของประเด็น #{number} ({old}) หรือไม่ หากใช่ โปรดส่ง\n{send}",
            f"Nothing was changed. Is “{new}” the new headline of issue #{number} ({old})? "
            f"If so, please send\n{send}",
        )
        return sentence, choices if utf16_length(send) <= LONGEST_CHOICE else ()

    def nobody_leads(self, number: int) -> str:
        """After an edit all agencies of an issue would only support."""
        return self.say(
            f"ประเด็น #{number} จะไม่มีหน่วยงานหลัก โปรดระบุหน่วยงานหลักด้วย "
            f"เช่น #แก้ไข {number} ถึง: หน่วยงานหลัก ร่วม: หน่วยงานสนับสนุน",
            f"Nobody would lead in issue #{number}. Please name who leads, too: "
            f"#edit {number} to: who leads, supporting: who supports",
        )

    def nothing_changed(self, number: int) -> str:
        """An edit that changes nothing."""
        return self.say(
            f"ประเด็น #{number} เป็นเช่นนั้นอยู่แล้ว จึงไม่มีสิ่งที่แก้ไข เช่น #แก้ไข {number} กำหนด: พรุ่งนี้ 15.00 น.",
            f"Issue #{number} is like that already, so nothing changed. "
            f"For example: #edit {number} due: tomorrow 15:00",
        )

    def changed_later(self, fields: Iterable[Field]) -> str:
        """An edit arrived late; what was said after it stands."""
        names = self.say(" ", ", ").join(self.field(field) for field in fields)
        return self.say(
            f"{names}: คงตามคำสั่งที่พิมพ์ภายหลังข้อความนี้ (LINE นำส่งข้อความนี้ช้า) "
            "หากต้องการเปลี่ยน โปรดพิมพ์ #แก้ไข อีกครั้ง",
            f"{names}: this stays as it was typed after this message, which LINE brought late. "
            "To change it, please type #edit again.",
        )

    def edit_kept(self, agencies: Sequence[Agency]) -> str:
        """Agencies stay although the new list leaves them out."""
        names = self.agencies(agencies)
        return self.say(
            f"{names} รายงานไว้แล้ว จึงคงอยู่ในประเด็น",
            f"{names}: reported already, so kept in the issue.",
        )

    def withdrawn_before(self, number: int, agencies: Sequence[Agency]) -> str:
        """An edit names agencies that were withdrawn from the issue."""
        names = self.agencies(agencies)
        return self.say(
            f"{names} ถูกถอนออกจากประเด็น #{number} ไปแล้ว นำกลับมาไม่ได้ โปรดเปิดเป็นประเด็นใหม่",
            f"{names}: withdrawn from issue #{number} before, which is final. "
            "Please open a new issue.",
        )
