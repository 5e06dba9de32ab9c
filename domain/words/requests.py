"""What agencies ask of the issuers: more time, or that another agency take over."""

from collections.abc import Sequence
from datetime import datetime

from domain.agencies import Agency
from domain.fitting import fit
from domain.say import Choice
from domain.text import without_because
from domain.thai_dates import as_shown
from domain.views import Asked
from domain.words.voice import Voice


class RequestWords(Voice):
    """Asking for an extension or a transfer, and the answer."""

    def not_own(self, own: Sequence[Agency]) -> str:
        """Somebody asked for another agency."""
        names = self.agencies(own)
        return self.say(f"ท่านขอได้เฉพาะของ {names}", f"You can ask for {names} only.")

    def ask_from_whom(self, number: int, agencies: Sequence[Agency]) -> str:
        """Somebody who speaks for several agencies asked for a transfer."""
        names, example = self.agencies(agencies), self.agency(agencies[0])
        return self.say(
            f"ท่านเป็นผู้แทนหลายหน่วยงานในประเด็น #{number} ({names}) "
            f"โปรดระบุหลังชื่อผู้รับโอนว่า จาก {example} ตามด้วยเหตุผล",
            f"You speak for several agencies in issue #{number} ({names}). "
            f"Please write, behind the agency that takes over: from {example} and the reason",
        )

    def told_request(self, number: int, asked: Asked) -> str:
        """Tell the issuers what an agency asks for, and how to type the answer."""
        name, body = self.agency(asked.agency), self.request_body(asked)
        return self.say(
            f"คำขอในประเด็น #{number}: {body}\n"
            f"กดปุ่ม หรือพิมพ์ #อนุมัติ {number} {name} หรือ #ไม่อนุมัติ {number} {name}",
            f"Request in issue #{number}: {body}\n"
            f"Press a button, or type #grant {number} {name} or #refuse {number} {name}",
        )

    def request_body(self, asked: Asked, *, fully: bool = False) -> str:
        """Say what is asked for; `fully` with the deadline as it was understood, in full."""
        name = self.agency(asked.agency)
        reason = without_because(asked.reason)
        why = self.say(f" เหตุผล: {reason}", f", reason: {reason}") if reason else ""
        if asked.deadline is None:
            to = self.agency(asked.to) if asked.to else ""
            return self.say(f"{name} ขอโอนให้ {to}", f"{name} asks to pass it on to {to}") + why
        new = self.fully(asked.deadline) if fully else self.when(asked.deadline)
        now = self.when(asked.deadline_now)
        old = self.say(f" (เดิม {now})", f" (now {now})")
        old = old if as_shown(asked.deadline_now) != as_shown(asked.deadline) else ""
        asks = self.say(f"{name} ขอขยายเวลาเป็น {new}", f"{name} asks for time until {new}")
        return f"{asks}{old}{why}"

    def request_taken(self, number: int, asked: Asked) -> str:
        """A request was passed on to the issuers."""
        body, deadline = self.request_body(asked, fully=True), self.when(asked.deadline_now)
        return self.say(
            f"ส่งคำขอในประเด็น #{number} ให้ผู้มอบหมายแล้ว: {body}\nระหว่างรอผล กำหนดเดิม {deadline} ยังมีผล",
            f"The issuers were asked, issue #{number}: {body}\n"
            f"Until they decide, {deadline} holds.",
        )

    def requests_wait(self, asked: Sequence[tuple[int, Asked]]) -> str:
        """Tell the issuers which requests wait for a decision, each with its issue's number."""
        count, (number, first) = self.number(len(asked)), asked[0]
        example = f"{number} {self.agency(first.agency)}"
        heading = self.say(
            f"คำขอที่ยังรอผู้มอบหมายพิจารณา {count} รายการ", f"Requests that wait for a decision: {count}"
        )
        how = self.say(
            f"พิมพ์ #อนุมัติ {example} หรือ #ไม่อนุมัติ {example}",
            f"Type #grant {example} or #refuse {example}",
        )
        issue = self.say("ประเด็น", "Issue")
        lines = [f"• {issue} #{number}: {self.request_body(each)}" for number, each in asked]
        lines[0] = f"{heading}\n{lines[0]}"
        listed = fit(lines, lambda more: self.more(more, "รายการ"), between="\n")
        return f"{listed}\n{how}"

    def asked_already(self, number: int, asked: Asked) -> str:
        """The same was asked before and is not decided."""
        body = self.request_body(asked)
        return self.say(
            f"คำขอนี้ในประเด็น #{number} ส่งไว้แล้ว รอผู้มอบหมายพิจารณา: {body}",
            f"This was asked already in issue #{number} and waits: {body}",
        )

    def request_refused(self, number: int, asked: Asked) -> str:
        """A request was refused."""
        body, deadline = self.request_body(asked), self.when(asked.deadline_now)
        return self.say(
            f"ไม่อนุมัติคำขอในประเด็น #{number}: {body}\nกำหนดเดิม {deadline} ยังมีผล",
            f"Refused in issue #{number}: {body}\nThe deadline {deadline} holds.",
        )

    def decided_already(
        self, number: int, asked: Asked, granted: bool, by: str, at: datetime
    ) -> str:
        """A request was decided before."""
        body = self.request_body(asked)
        verdict = self.say("อนุมัติ", "granted") if granted else self.say("ไม่อนุมัติ", "refused")
        who = self.say(f" โดย {by}", f" by {by}") if by else ""
        return self.say(
            f"คำขอในประเด็น #{number} ({body}) {verdict}ไปแล้วเมื่อ {self.when(at)}{who}",
            f"The request in issue #{number} ({body}) was {verdict} on {self.when(at)}{who}",
        )

    def asked_anew(self, number: int, asked: Asked, at: datetime) -> str:
        """The agency asked for something else meanwhile, in place of this request."""
        body, name = self.request_body(asked), self.agency(asked.agency)
        return self.say(
            f"{name} ส่งคำขอใหม่แทนคำขอนี้ในประเด็น #{number} แล้วเมื่อ {self.when(at)} ({body}) "
            f"โปรดพิจารณาคำขอใหม่: #อนุมัติ {number} {name} หรือ #ไม่อนุมัติ {number} {name}",
            f"{name} asked anew in issue #{number} on {self.when(at)}, in place of this: {body}. "
            f"Please decide the new one: #grant {number} {name} or #refuse {number} {name}",
        )

    def unknown_request(self) -> str:
        """The request of a button does not exist here."""
        return self.say(
            "ไม่พบคำขอนี้ในพื้นที่งานนี้",
            "There is no such request in this workspace.",
        )

    def nothing_asked(self, number: int) -> str:
        """There is no request about an issue."""
        return self.say(
            f"ไม่มีคำขอในประเด็น #{number} ที่รอพิจารณา พิมพ์ #สถานะ {number} เพื่อดูสถานะ",
            f"Nothing is asked for in issue #{number}. Type #status {number} to see how it stands.",
        )

    def which_request(self, number: int, granted: bool, waiting: Sequence[Asked]) -> str:
        """Several requests about an issue wait, and one of them was meant."""
        listed = [f"• {self.request_body(each)}" for each in waiting]
        typed = self._typed(number, granted, waiting[0].agency)
        head = self.say(
            f"ประเด็น #{number} มีคำขอที่รอพิจารณา {self.number(len(waiting))} รายการ หมายถึงคำขอใด",
            f"{self.number(len(waiting))} requests wait in issue #{number}. Which one is meant?",
        )
        how = self.say(
            f"โปรดระบุหน่วยงาน เช่น {typed} หรือกดปุ่มใต้คำขอ",
            f"Please name the agency, as in {typed}, or press the button under the request.",
        )
        return "\n".join([head, *listed, how])

    def each_request(
        self, number: int, granted: bool, waiting: Sequence[Asked]
    ) -> tuple[Choice, ...]:
        """Offer to decide what each agency asks for."""
        agencies = dict.fromkeys(each.agency for each in waiting)
        return tuple(
            Choice(self.agency(each), self._typed(number, granted, each)) for each in agencies
        )

    def _typed(self, number: int, granted: bool, agency: Agency) -> str:
        word = self.say("อนุมัติ", "grant") if granted else self.say("ไม่อนุมัติ", "refuse")
        return f"#{word} {number} {self.agency(agency)}"

    def with_answer(self, text: str, answer: str) -> str:
        """Add the reason that was typed with a decision."""
        why = self.say("เหตุผลของผู้มอบหมาย", "The issuer's reason")
        return f"{text}\n{why}: {without_because(answer)}" if answer else text
