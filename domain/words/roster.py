"""The roster: who is missing from it, and who is not on it."""

from collections.abc import Iterable, Sequence

from domain.agencies import Agency
from domain.chat.commands import Kind
from domain.chat.rights import Place
from domain.fitting import ANSWER_UNITS
from domain.members import NAMES_AT_ONCE, Aside, GroupNews
from domain.rendering import split
from domain.roster.intake import Intake
from domain.say import Choice
from domain.words.pages import PageWords
from domain.words.voice import FIRST_NAMES, MOST_NAMES


class RosterWords(PageWords):
    """People on the roster and strangers; reports that are kept aside."""

    def intake(
        self,
        intake: Intake,
        aside: Sequence[Aside],
        strangers: Sequence[tuple[str, Place | None]] = (),
        unreached: Sequence[Agency] = (),
        *,
        openly: bool = False,
        page: int = 1,
    ) -> str:
        """Tell who has sent no names, who has not enrolled, and what waits for an admin.

        `openly`, in a group, it gives numbers, and of agencies the first few: nobody is named
        there before their superiors.
        """
        blocks = [f"{self._sent(intake)}\n{self._enrolled(intake)}"]
        blocks += ["\n".join(self._asides(aside, openly=openly))] if aside else []
        blocks += ["\n".join(self._strangers(strangers, openly=openly))] if strangers else []
        if intake.missing:
            names = self._of_intake(map(self.agency, intake.missing), "หน่วยงาน", openly=openly)
            blocks.append(f"{self.say('ยังไม่ส่งรายชื่อ', 'No names yet')}{names}")
        if intake.silent:
            names = self._of_intake(map(self.agency, intake.silent), "หน่วยงาน", openly=openly)
            told = self.say(
                "มีผู้อยู่ในทะเบียน แต่ไม่มีผู้มีสิทธิรายงาน",
                "On the roster with people, none of whom may report",
            )
            blocks.append(f"{told}{names}")
        if intake.waiting:
            people = [name for name, _ in intake.waiting]
            names = self._of_intake(people, "คน", openly=openly, shown=0)
            blocks.append(f"{self.say('ยังไม่ลงทะเบียน', 'Not enrolled yet')}{names}")
        if unreached:
            names = self._of_intake(map(self.agency, unreached), "หน่วยงาน", openly=openly)
            told = self.say(
                "แจ้งในแชตส่วนตัวไม่ได้ (ไม่มีผู้รายงานที่เพิ่มระบบเป็นเพื่อนและรับแจ้งส่วนตัว)",
                "Not reached 1:1 (no reporter is a friend of mine who wants that)",
            )
            blocks.append(f"{told}{names}")
        blocks += [self._names_privately()] if openly else []
        pages = split("\n\n".join(blocks), ANSWER_UNITS)
        if len(pages) == 1:
            return self.only_page(pages[0], page)
        if page > len(pages):
            return self.no_such_page(Kind.ROSTER, page, len(pages))
        last = page == len(pages)
        told = pages[page - 1]
        return told if last else f"{told}\n{self.next_page(Kind.ROSTER, page)}"

    def _of_intake(
        self, names: Iterable[str], unit: str, *, openly: bool, shown: int = FIRST_NAMES
    ) -> str:
        """Return how many there are and their names, openly the first few that are `shown`."""
        found = list(names)
        head = self.say(f" {self.number(len(found))} {unit}", f" {self.number(len(found))}")
        if not openly:
            return f"{head if len(found) > MOST_NAMES else ''}: {', '.join(found)}"
        return f"{head}: {self.first_of(found, shown, unit)}" if shown else head

    def _names_privately(self) -> str:
        return self.say(
            "ดูรายชื่อทั้งหมด: พิมพ์ #ทะเบียน ในแชตส่วนตัวกับระบบ",
            "For all names type #roster in a private chat with me",
        )

    def _sent(self, intake: Intake) -> str:
        sent = self.number(intake.expected - len(intake.missing))
        total = self.number(intake.expected)
        return self.say(
            f"ส่งรายชื่อแล้ว {sent} จาก {total} หน่วยงาน",
            f"Names were sent by {sent} of {total} agencies.",
        )

    def _enrolled(self, intake: Intake) -> str:
        joined = self.number(intake.people - len(intake.waiting))
        total = self.number(intake.people)
        return self.say(
            f"ลงทะเบียนแล้ว {joined} จาก {total} คน",
            f"{joined} of {total} people have enrolled.",
        )

    def group_news(self, group_news: GroupNews, *, openly: bool = False) -> str:
        """Tell the admins what is new about their groups; `openly`, in a group, nobody is named."""
        lines = [self.say("แจ้งผู้ดูแล", "For the administrators")]
        lines += [self._left(self.place(place)) for place in group_news.left]
        lines += [self._replaced(self.place(place)) for place in group_news.replaced]
        lines += self._given_up(group_news.sent_again, group_news.too_old)
        lines += self._strangers(group_news.strangers, openly=openly)
        lines += self._asides(group_news.aside, openly=openly)
        if openly and (group_news.strangers or group_news.aside):
            lines.append(self._names_privately())
        return "\n".join(lines)

    def _given_up(self, sent_again: int, too_old: int) -> list[str]:
        if not sent_again and not too_old:
            return []
        again, old = self.number(sent_again), self.number(too_old)
        lines = [
            self.say(
                f"LINE กลับมารับข้อความแล้ว ข้อความที่ส่งไม่ได้ก่อนหน้านี้ส่งใหม่ {again} รายการ",
                f"LINE takes messages again. Of those it had refused, {again} are sent now.",
            )
        ]
        if too_old:
            lines.append(
                self.say(
                    f"อีก {old} รายการพ้นเวลาแล้วจึงไม่ส่ง ผู้ดูแลเครื่องแม่ข่ายดูได้ด้วย saphan outbox list",
                    f"{old} are too old for that; `saphan outbox list` shows them to the operator.",
                )
            )
        return lines

    def _left(self, name: str) -> str:
        return self.say(
            f"ระบบถูกนำออกจาก{name} โปรดเชิญกลับเข้ากลุ่ม",
            f"I was removed from {name}. Please invite me back.",
        )

    def _replaced(self, name: str) -> str:
        return self.say(
            f"มีการผูกกลุ่มใหม่แทน{name}เดิม หากไม่ได้สั่งไว้ โปรดตรวจสอบทันที",
            f"Another group was bound in place of {name}. If you did not order that, "
            "please look into it at once.",
        )

    def _strangers(self, found: Sequence[tuple[str, Place | None]], *, openly: bool) -> list[str]:
        if not found:
            return []
        count = self.number(len(found))
        lines = [
            self.say(
                f"ผู้ที่อยู่ในกลุ่มแต่ไม่อยู่ในทะเบียน {count} คน",
                f"In the groups but not on the roster: {count}",
            )
        ]
        if openly:
            return lines
        for name, place in found[:NAMES_AT_ONCE]:
            where = f" ({self.place(place)})" if place else ""
            lines.append(f"• {name or self._name_unknown()}{where}")
        if len(found) > NAMES_AT_ONCE:
            lines.append(self.more(len(found) - NAMES_AT_ONCE, "คน"))
        ask = self.say(
            "โปรดส่งรหัสลงทะเบียนให้ หรือนำออกจากกลุ่ม",
            "Please give them a code to enrol with, or remove them from the group.",
        )
        return [*lines, ask]

    def _asides(self, found: Sequence[Aside], *, openly: bool) -> list[str]:
        if not found:
            return []
        lines = [
            self.say(
                "รายงานจากผู้ที่ไม่อยู่ในทะเบียน (เก็บไว้ รอท่านรับรอง)",
                "Reports by people who are not on the roster (kept, waiting for you)",
            )
        ]
        lines += [self._aside(aside, openly=openly) for aside in found[:NAMES_AT_ONCE]]
        if len(found) > NAMES_AT_ONCE:
            lines.append(self.more(len(found) - NAMES_AT_ONCE, "รายการ"))
        ask = self.say(
            f"ส่งรหัสลงทะเบียนให้ผู้ส่ง หรือพิมพ์ #รับรองผู้ส่ง A{found[0].id} ชื่อ-สกุลตามทะเบียน",
            "Give the sender a code to enrol with, "
            f"or type #vouch A{found[0].id} NAME as on the roster",
        )
        return [*lines, ask]

    def _aside(self, aside: Aside, *, openly: bool) -> str:
        name, sent = aside.name or self._name_unknown(), self.when(aside.sent_at)
        if openly:
            return self.say(
                f"• A{aside.id} ประเด็น #{aside.issue_no} ส่งเมื่อ {sent}",
                f"• A{aside.id} issue #{aside.issue_no}, sent {sent}",
            )
        return self.say(
            f"• A{aside.id} ประเด็น #{aside.issue_no} โดย {name} ส่งเมื่อ {sent}",
            f"• A{aside.id} issue #{aside.issue_no} by {name}, sent {sent}",
        )

    def _name_unknown(self) -> str:
        return self.say("ไม่ทราบชื่อ", "name unknown")

    def report_aside(self, number: int) -> str:
        """A report by somebody unknown is kept."""
        return self.say(
            f"เก็บรายงานประเด็น #{number} ไว้แล้ว แต่บัญชี LINE นี้ยังไม่ได้ลงทะเบียน จึงรอผู้ดูแลรับรอง "
            "เมื่อลงทะเบียนด้วย #ลงทะเบียน ตามด้วยรหัส ระบบจะบันทึกรายงานตามเวลาที่ส่งไว้",
            f"I keep your report on issue #{number}, but this LINE account is not enrolled, so it "
            "waits for an administrator. Once you type #join and your code, "
            "it is filed with the time at which you sent it.",
        )

    def aside_refused(self, number: int, why: str, told: str = "") -> str:
        """A kept report could not be filed although its sender is known now.

        `told` is the name of the sender, where somebody else reads what the sender would be told.
        """
        to = self.say(f" (คำตอบถึง {told})", f" ({told} would be told)") if told else ""
        return self.say(
            f"รายงานประเด็น #{number} ที่เก็บไว้ยังบันทึกไม่ได้{to}: {why}",
            f"The report on issue #{number} that was kept cannot be filed yet{to}: {why}",
        )

    def may_not_report(self, mark: int, name: str) -> str:
        """Who sent a kept report has no right to report."""
        return self.say(
            f"{name} ไม่มีสิทธิรายงานในทะเบียน เมื่อได้สิทธิแล้ว โปรดพิมพ์ #รับรองผู้ส่ง A{mark} {name} อีกครั้ง",
            f"{name} has no right to report. With that right on the roster, "
            f"please type #vouch A{mark} {name} again.",
        )

    def sent_by_another(self, mark: int, name: str) -> str:
        """Who sent a kept report is somebody else on the roster already."""
        return self.say(
            f"ผู้ส่งรายงาน A{mark} ลงทะเบียนเป็น {name} แล้ว หากใช่ โปรดพิมพ์ #รับรองผู้ส่ง A{mark} {name}",
            f"Who sent A{mark} is enrolled as {name}. If that is right, please type "
            f"#vouch A{mark} {name}",
        )

    def sender_suspended(self, name: str) -> str:
        """Nobody can be vouched for who is suspended."""
        return self.say(
            f"{name} ถูกระงับสิทธิ จึงรับรองไม่ได้ ผู้ดูแลเครื่องแม่ข่ายคืนสิทธิได้ด้วย saphan person restore",
            f"{name} is suspended. The operators can end that with saphan person restore.",
        )

    def no_such_aside(self, number: int) -> str:
        """No report with this mark waits."""
        return self.say(
            f"ไม่มีรายงาน A{number} ที่รอรับรอง พิมพ์ #ทะเบียน เพื่อดูรายการ",
            f"No report A{number} is waiting. Type #roster to see those that are.",
        )

    def which_person(self, said: str, choices: Sequence[tuple[int, str]]) -> str:
        """No person, or several, have the name that was typed."""
        if not choices:
            return self.say(
                f"ไม่พบ “{said}” ในทะเบียน โปรดพิมพ์ชื่อ-สกุลให้ตรงทะเบียน หรือเลขประจำบุคคล",
                f"“{said}” is not on the roster. "
                "Please type the name as it stands there, or the person's number.",
            )
        people = ", ".join(f"{name} ({number})" for number, name in choices)
        return self.say(
            f"“{said}” หมายถึงผู้ใด: {people} โปรดพิมพ์เลขประจำบุคคลแทนชื่อ",
            f"Who is “{said}”: {people}? Please type the person's number in place of the name.",
        )

    def vouch_for_each(self, aside: int, people: Sequence[tuple[int, str]]) -> tuple[Choice, ...]:
        """Offer to vouch for each of these people, by their numbers."""
        word = self.command(Kind.VOUCH)
        return tuple(Choice(name, f"{word} A{aside} {number}") for number, name in people)
