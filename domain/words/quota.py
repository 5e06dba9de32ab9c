"""The month's messages: what they cost, and what they do not suffice for."""

from collections.abc import Mapping, Sequence

from domain.agencies import Agency
from domain.budget import Purpose
from domain.planner import Held
from domain.quota import GroupPrice, Month, WaitsFor
from domain.spending import ANSWER, OTHER, Spent, Way, by_cause
from domain.thai_dates import Both
from domain.words.names import NameWords
from domain.words.voice import FIRST_NAMES

CAUSES: dict[str, Both] = {
    Purpose.REMINDER: ("คำเตือนกำหนด", "reminders"),
    Purpose.ASKED: ("คำเตือนที่มีผู้สั่ง", "reminders asked for"),
    Purpose.BRIEF: ("สรุปเช้า", "morning briefs"),
    Purpose.NAG: ("การติดตามหลังพ้นกำหนด", "overdue reports followed up"),
    Purpose.ESCALATION: ("การยกระดับถึงผู้ประเมิน", "escalations to evaluators"),
    Purpose.LIST: ("รายการค้างรายงาน", "overdue lists"),
    Purpose.ANNOUNCEMENT: ("ประเด็นใหม่และการเปลี่ยนแปลง", "issues and changes"),
    Purpose.REQUEST: ("คำขอของหน่วยงาน", "requests"),
    Purpose.DECISION: ("ผลการพิจารณา", "decisions"),
    Purpose.COMPLETE: ("รายงานครบทุกหน่วยงาน", "all reported"),
    Purpose.RESULT: ("ผลการรายงาน", "results"),
    Purpose.COPY: ("เรื่องแจ้งผู้ดูแล", "what admins are told"),
    Purpose.NEWS: ("ข่าวถึงผู้มอบหมาย", "news for issuers"),
    ANSWER: ("คำตอบคำสั่ง", "answers"),
    OTHER: ("เรื่องอื่น", "other"),
}
WAITS_FOR: dict[WaitsFor, Both] = {
    WaitsFor.REPLY: ("รอไปพร้อมคำตอบถัดไปในกลุ่ม", "for the next answer in their group"),
    WaitsFor.ROOM: ("รอให้โควตาพอ", "for room in the month"),
    WaitsFor.FRIEND: (
        "รอผู้รายงานที่เพิ่มระบบเป็นเพื่อนและรับแจ้งส่วนตัว",
        "for a reporter who is a friend of mine and wants to be told 1:1",
    ),
    WaitsFor.LINE: ("กำลังส่ง หรือรอให้ LINE รับ", "on their way, or not taken by LINE yet"),
    WaitsFor.GROUP: ("รอให้เชิญบอตกลับเข้ากลุ่ม", "for the bot to be invited again"),
    WaitsFor.OPERATOR: (
        "ส่งไม่สำเร็จ รอผู้ดูแลระบบตรวจสอบ",
        "for an operator (they were given up)",
    ),
}
LARGEST_CAUSES = 3


class QuotaWords(NameWords):
    """The quota, asked for or spent."""

    def quota(
        self,
        month: Month,
        groups: Sequence[GroupPrice],
        spent: Sequence[Spent] = (),
        waiting: Mapping[WaitsFor, int] | None = None,
    ) -> str:
        """Tell what is left of the month's messages, what they went to, and what waits."""
        lines = [self._used(month), self._forecast(month)]
        for group in groups:
            push = self.say(
                f"แจ้ง{self.place(group.place)}", f"Each push to {self.place(group.place)}:"
            )
            lines.append(f"• {push} {self._price(group)}")
            if not group.has_room:
                lines.append(f"  {self._held_back(group)}")
            elif group.held:
                lines.append(f"  {self._rides(group)}")
        if not all(group.has_room and not group.held for group in groups):
            lines.append(self._not_lost())
        lines += [*self._went_to(spent), *self._by_way(spent), *self._saved(spent)]
        for why, count in (waiting or {}).items():
            if why not in (WaitsFor.ROOM, WaitsFor.FRIEND):  # told beside each group
                lines.append(self._waits(why, count))
        lines.append(self.say("การตอบคำสั่งไม่เสียโควตา", "Answers to commands are free."))
        asked = self.when(month.asked_at)
        lines.append(self.say(f"ข้อมูลจาก LINE เมื่อ {asked}", f"As LINE said on {asked}"))
        return "\n".join(lines)

    def _went_to(self, spent: Sequence[Spent]) -> list[str]:
        """Name the causes that cost most in this workspace."""
        largest = by_cause(spent)[:LARGEST_CAUSES]
        named = ", ".join(f"{self._cause(each)} {self.number(n)}" for each, n in largest)
        return [self.say(f"ใช้ไปกับ: {named}", f"Spent on: {named}")] if largest else []

    def _by_way(self, spent: Sequence[Spent]) -> list[str]:
        """Tell what pushes to the groups cost and what those to people, and how much was free."""
        groups, people = (
            self.number(sum(each.billed for each in spent if each.way is way))
            for way in (Way.GROUP, Way.PERSON)
        )
        rode = self.number(sum(each.told for each in spent if each.way is Way.RIDE))
        return [
            self.say(
                f"แจ้งในกลุ่ม {groups} ข้อความ แจ้งส่วนตัว {people} ข้อความ "
                f"แจ้งไปพร้อมคำตอบ {rode} เรื่อง (ไม่เสียโควตา)",
                f"To groups: {groups} messages, to people: {people}, "
                f"with answers: {rode} notices (free)",
            )
        ]

    def _cause(self, cause: str) -> str:
        return self.say(*CAUSES.get(cause, CAUSES[OTHER]))

    def _saved(self, spent: Sequence[Spent]) -> list[str]:
        """Tell what pushes of their own would have cost beside what was paid."""
        riding = sum(each.saved for each in spent if each.way is Way.RIDE)
        sharing = sum(each.saved for each in spent) - riding
        if not riding + sharing:
            return []
        total, rode, shared = map(self.number, (riding + sharing, riding, sharing))
        return [
            self.say(
                f"ประหยัดได้ {total} ข้อความ (แจ้งไปพร้อมคำตอบ {rode} รวมหลายเรื่องในครั้งเดียว {shared})",
                f"Saved: {total} messages (riding on answers {rode}, sharing pushes {shared})",
            )
        ]

    def _waits(self, why: WaitsFor, count: int) -> str:
        number = self.number(count)
        thai, english = WAITS_FOR[why]
        return self.say(f"{thai} {number} เรื่อง", f"Waiting {english}: {number}")

    def month_spent(
        self,
        month: Month | None,
        groups: Sequence[GroupPrice],
        unreached: Sequence[Agency] = (),
    ) -> str:
        """Tell the admins that the month does not pay for telling these groups, or their people.

        `unreached` are the agencies of which nobody can be told 1:1.
        """
        lines = [self.say("แจ้งผู้ดูแล", "For the administrators")]
        for group in groups:
            place, price = self.place(group.place), self._price(group)
            if group.has_room:
                lines += [f"{place}: {self._rides(group)}"]
                continue
            lines.append(
                self.say(
                    f"โควตาข้อความ LINE เดือนนี้เหลือไม่พอแจ้ง{place} ({price})",
                    f"This month's LINE messages do not suffice for {place} ({price}).",
                )
            )
        if month is not None:
            lines += [self._used(month), self._forecast(month)]
        if unreached and any(group.held for group in groups):
            lines.append(self._befriend(unreached))
        lines += [self._not_lost(), self.say("ดูเพิ่มเติม: พิมพ์ #โควตา", "For more type #quota")]
        return "\n".join(lines)

    def _befriend(self, unreached: Sequence[Agency]) -> str:
        names = self.first_of(list(map(self.agency, unreached)), FIRST_NAMES, "หน่วยงาน")
        return self.say(
            f"โปรดให้ผู้รายงานเพิ่มระบบเป็นเพื่อนใน LINE และรับแจ้งส่วนตัว: {names}",
            f"Please have their reporters add me as a friend in LINE and be told 1:1: {names}",
        )

    def _used(self, month: Month) -> str:
        used = self.number(month.used)
        if month.limit is None or month.left is None:
            return self.say(
                f"ใช้ไปแล้ว {used} ข้อความในเดือนนี้ ไม่จำกัดจำนวน",
                f"{used} messages used this month, no limit",
            )
        of, left = self.number(month.limit), self.number(month.left)
        return self.say(
            f"โควตาเดือนนี้ {of} ข้อความ ใช้ไป {used} เหลือ {left}",
            f"This month: {of} messages, {used} used, {left} left",
        )

    def _forecast(self, month: Month) -> str:
        about = self.number(month.forecast)
        return self.say(
            f"หากใช้ในอัตรานี้ ทั้งเดือนจะใช้ประมาณ {about} ข้อความ",
            f"At this pace the month comes to about {about} messages.",
        )

    def _price(self, group: GroupPrice) -> str:
        if group.members is None:
            return self.say("ไม่ทราบจำนวนสมาชิก", "members unknown")
        count = self.number(group.members)
        return self.say(f"ครั้งละ {count} ข้อความ", f"{count} messages")

    def _held_back(self, group: GroupPrice) -> str:
        waiting = self.number(group.waiting)
        return self.say(
            f"โควตาไม่พอ รอแจ้งอยู่ {waiting} เรื่อง",
            f"The month has no room for one; notices that wait: {waiting}",
        )

    def _rides(self, group: GroupPrice) -> str:
        """Tell how many notices wait for a free reply in a group, and why."""
        waiting = self.number(group.waiting)
        why = ", ".join(self._why(each) for each in Held if each in group.held)
        return self.say(
            f"รอแจ้งไปพร้อมคำตอบถัดไป {waiting} เรื่อง ({why})",
            f"Notices that wait for the next answer: {waiting} ({why})",
        )

    def _why(self, held: Held) -> str:
        match held:
            case Held.NOBODY:
                return self.say("ไม่มีผู้รายงานที่รับแจ้งส่วนตัวได้", "no reporter can be told 1:1")
            case Held.TOO_DEAR:
                return self.say("โควตาต่อวันไม่พอแจ้งทั้งกลุ่ม", "too dear for one day")
            case Held.SAVED:
                return self.say("เก็บโควตาไว้แจ้งเรื่องที่รอไม่ได้", "the rest is kept for what cannot wait")
            case Held.SPENT:
                return self.say("โควตาเดือนนี้หมด", "this month is spent")
            case Held.TODAY:
                return self.say("ใช้ครบส่วนของหนึ่งวันแล้ว", "a day's part of the month is used up")

    def _not_lost(self) -> str:
        return self.say(
            "เรื่องที่รอแจ้งไม่หาย: จะแจ้งไปพร้อมคำตอบถัดไปในกลุ่ม ที่เหลือแจ้งเมื่อโควตาพอ (ขึ้นเดือนใหม่หรือซื้อเพิ่ม)",
            "Nothing is lost: what waits goes with the next answers in the group, and the rest "
            "when there is room (a new month, or more bought).",
        )
