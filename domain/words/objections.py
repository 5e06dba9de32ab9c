"""What agencies object to in the figure, and what evaluators say to it."""

from collections.abc import Sequence
from datetime import datetime

from domain.agencies import Agency
from domain.chat.commands import Kind
from domain.indicator.explained import Explained
from domain.indicator.period import Period
from domain.indicator.verdicts import Verdict
from domain.issues.assignments import AssignmentStatus
from domain.issues.excuses import ExcuseCode
from domain.say import Choice
from domain.text import without_because
from domain.words.explain import ExplainWords


class ObjectionWords(ExplainWords):
    """Objections and decisions."""

    def objection_taken(self, number: int, agency: Agency, row: Explained) -> str:
        """An objection is on record and goes to the evaluators."""
        name, shown = self.agency(agency), self.explained([row], several=False)
        return self.say(
            f"บันทึกคำคัดค้านประเด็น #{number} ของ {name} แล้ว ส่งให้ผู้ประเมินพิจารณา\n"
            f"{shown}\nระหว่างรอผล การนับไม่เปลี่ยน",
            f"The objection of {name} to issue #{number} is on record and goes to the "
            f"evaluators.\n{shown}\nUntil they decide nothing changes.",
        )

    def objections_end(self, until: datetime | None) -> str:
        """Tell until when objections are taken."""
        if until is None:
            return self.say("คัดค้านได้จนกว่าจะปิดไตรมาส", "You can object until the quarter is closed.")
        at = self.when(until)
        return self.say(f"คัดค้านได้ถึง {at}", f"You can object until {at}.")

    def objection_told(self, number: int, agency: Agency, row: Explained, reason: str) -> str:
        """Tell the evaluators what an agency objects to, and how to decide."""
        name, shown = self.agency(agency), self.explained([row], several=False)
        reason = without_because(reason)
        uphold, dismiss = self.begin_uphold(number, agency), self.begin_dismiss(number, agency)
        return self.say(
            f"คำคัดค้านผลการนับ ประเด็น #{number} ของ {name}\nเหตุผล: {reason}\n{shown}\n"
            f"ผู้ประเมินพิมพ์ {uphold} หรือ {dismiss} ตามด้วยเหตุผล",
            f"{name} objects to how it is counted in issue #{number}\nReason: {reason}\n{shown}\n"
            f"Evaluators type {uphold} or {dismiss} and their reason",
        )

    def begin_object(self, number: int, agency: Agency | None = None) -> str:
        """What the keyboard holds when an objection is begun; the reason follows."""
        return self._begin(Kind.OBJECT, number, agency)

    def begin_uphold(self, number: int, agency: Agency) -> str:
        """What the keyboard holds when an objection is upheld; the reason follows."""
        return self._begin(Kind.UPHOLD, number, agency)

    def begin_dismiss(self, number: int, agency: Agency) -> str:
        """What the keyboard holds when an objection is dismissed; the reason follows."""
        return self._begin(Kind.DISMISS, number, agency)

    def _begin(self, kind: Kind, number: int, agency: Agency | None) -> str:
        whose = f" {self.agency(agency)}" if agency else ""
        return f"{self.command(kind)} {number}{whose}"

    def card_objection(self, number: int) -> str:
        """Head the card of an objection."""
        return self.say(f"คำคัดค้าน ประเด็น #{number}", f"Objection, issue #{number}")

    def card_uphold(self) -> str:
        """Name the button that upholds an objection."""
        return self.say("รับคำคัดค้าน", "Uphold")

    def card_dismiss(self) -> str:
        """Name the button that dismisses an objection."""
        return self.say("ยกคำคัดค้าน", "Dismiss")

    def not_due_yet(self, number: int, agency: Agency, deadline: datetime) -> str:
        """Nothing is counted yet that could be contested."""
        name, due = self.agency(agency), self.when(deadline)
        return self.say(
            f"ประเด็น #{number} ของ {name} ยังไม่ถึงกำหนด {due} จึงยังไม่มีผลการนับ "
            f"หากต้องการเวลาเพิ่ม ใช้ #ขยายเวลา {number}",
            f"Issue #{number} is not due for {name} before {due}: nothing is counted yet. "
            f"For more time use #extend {number}",
        )

    def objections_ended(self, number: int, period: Period, at: datetime) -> str:
        """The last day for objections to a quarter has passed."""
        name, when = self.period(period), self.when(at)
        return self.say(
            f"ประเด็น #{number} หมดเวลาคัดค้านของ{name} แล้วเมื่อ {when} โปรดติดต่อผู้ประเมิน",
            f"Objections to {name} were taken until {when}: issue #{number} cannot be contested "
            "any more. Please speak to an evaluator.",
        )

    def objected_already(self, number: int, agency: Agency, at: datetime) -> str:
        """An objection of the agency waits for its decision."""
        name, when = self.agency(agency), self.when(at)
        return self.say(
            f"{name} คัดค้านประเด็น #{number} ไว้แล้วเมื่อ {when} รอผู้ประเมินพิจารณา",
            f"{name} objected to issue #{number} on {when}; the evaluators have yet to decide.",
        )

    def object_for_own(self, number: int, own: Sequence[Agency]) -> str:
        """Somebody named another agency than their own in front of the reason."""
        names, begun = self.agencies(own), self.begin_object(number, own[0])
        return self.say(
            f"ท่านคัดค้านได้เฉพาะของ {names} หากเหตุผลขึ้นต้นด้วยชื่อหน่วยงานอื่น พิมพ์ {begun} ตามด้วยเหตุผล",
            f"You can object for {names} only. Where the reason begins with the name of another "
            f"agency, type {begun} and the reason",
        )

    def which_own(self, number: int, own: Sequence[Agency]) -> str:
        """Somebody who speaks for several agencies of an issue named none."""
        return self.say(
            f"ท่านเป็นผู้แทนหลายหน่วยงานในประเด็น #{number} ({self.agencies(own)}) โปรดระบุหน่วยงาน",
            f"You speak for several agencies in issue #{number} ({self.agencies(own)}). "
            "Please name the one that objects.",
        )

    def which_objection(self, number: int, agencies: Sequence[Agency]) -> str:
        """Several objections in an issue wait, and one of them was meant."""
        return self.say(
            f"ประเด็น #{number} มีคำคัดค้านที่รอพิจารณาของ {self.agencies(agencies)} โปรดระบุหน่วยงาน",
            f"Objections of {self.agencies(agencies)} wait in issue #{number}. "
            "Please name the agency.",
        )

    def no_objection(self, number: int) -> str:
        """Nobody objects to anything in an issue."""
        return self.say(
            f"ไม่มีคำคัดค้านในประเด็น #{number} ดูสถานะได้ด้วย #สถานะ {number}",
            f"Nobody objects to anything in issue #{number}: see #status {number}.",
        )

    def own_objection(self) -> str:
        """Somebody wants to decide what they object to themselves."""
        return self.say(
            "ผู้คัดค้านพิจารณาคำคัดค้านของตนไม่ได้ โปรดให้ผู้ประเมินท่านอื่นพิจารณา",
            "Nobody decides about their own objection. Please let another evaluator do so.",
        )

    def objection_decided(self, number: int, agency: Agency, upheld: bool, reason: str) -> str:
        """Tell how an objection was decided; that alone changes no figure."""
        name, how = self.agency(agency), self._decision(upheld)
        reason = without_because(reason)
        return self.say(
            f"ผลการพิจารณาคำคัดค้านประเด็น #{number} ของ {name}: {how}\nเหตุผลของผู้ประเมิน: {reason}",
            f"Objection of {name} to issue #{number}: {how}\nThe evaluator's reason: {reason}",
        )

    def _decision(self, upheld: bool) -> str:
        if upheld:
            return self.say("รับคำคัดค้าน", "upheld")
        return self.say("ยกคำคัดค้าน", "dismissed")

    def objection_decided_already(
        self, number: int, agency: Agency, upheld: bool, by: str, at: datetime
    ) -> str:
        """An objection was decided before."""
        name, how, when = self.agency(agency), self._decision(upheld), self.when(at)
        return self.say(
            f"คำคัดค้านประเด็น #{number} ของ {name} พิจารณาแล้วเมื่อ {when} โดย {by}: {how}",
            f"The objection of {name} to issue #{number} was {how} by {by} on {when}.",
        )

    def what_changes_the_figure(
        self, number: int, agency: Agency, row: Explained, *, closed: bool
    ) -> str:
        """Tell an evaluator by which act what counts is changed, now that an objection is right.

        A `closed` quarter is restated by an operator then.
        """
        head = self.say("การรับคำคัดค้านยังไม่เปลี่ยนตัวเลข", "Upholding it changes no figure by itself.")
        excuse, reopen = (self._begin(kind, number, agency) for kind in (Kind.EXCUSE, Kind.REOPEN))
        if row.verdict is Verdict.SHOWN_ONLY:
            how = self.say(
                "ผู้ดูแลเครื่องแม่ข่ายกำหนดผู้อยู่ในการประเมินด้วย saphan agency set",
                "Operators say who is appraised: saphan agency set",
            )
        elif row.verdict is Verdict.EXCUSED:
            how = self.say(f"นับใหม่ด้วย {excuse} -", f"To count it again type {excuse} -")
        else:
            how = self.say(
                f"กดปุ่มเพื่อยกเว้น หรือพิมพ์ {excuse} ตามด้วยเหตุผล",
                f"Press a button to leave it out, or type {excuse} and the reason",
            )
        if closed:
            how += self.say(
                "\nไตรมาสนี้ปิดแล้ว ตัวเลขที่ปิดไว้แก้ได้ด้วย saphan quarter restate โดยผู้ดูแลเครื่องแม่ข่าย",
                "\nThe quarter is closed: operators correct it with saphan quarter restate",
            )
        elif row.counted.status is AssignmentStatus.ACCEPTED:
            how += self.say(
                f"\nผู้มอบหมายถอนการรับรองได้ด้วย {reopen}",
                f"\nIssuers take the acceptance back with {reopen}",
            )
        return f"{head} {how}"

    def acts_on_figure(
        self, number: int, agency: Agency, row: Explained, reason: str
    ) -> tuple[Choice, ...]:
        """Offer the acts that change what counts, each with the evaluator's reason."""
        excuse = self._begin(Kind.EXCUSE, number, agency)
        if row.verdict is Verdict.EXCUSED:
            return (Choice(self.say("นับใหม่", "Count again"), f"{excuse} -"),)
        if row.verdict is Verdict.SHOWN_ONLY:
            return ()
        names = [self.excuse(code) for code in ExcuseCode]
        return tuple(Choice(name, f"{excuse} {name}: {reason}") for name in names)

    def offer_to_object(self, number: int, agency: Agency | None) -> Choice:
        """Offer to begin an objection; the `agency` is named where several may be meant."""
        label = self.say(f"คัดค้าน #{number}", f"Object to #{number}")
        return Choice(label, self.begin_object(number, agency), begins=True)

    def offered_objections(self, until: datetime | None) -> str:
        """Tell below rows of the own figure that they can be contested at one tap."""
        how = self.say(
            "หากไม่เห็นด้วยกับผลการนับ กดปุ่มคัดค้านด้านล่าง",
            "If a row is wrong, press a button to object.",
        )
        return f"{how} {self.objections_end(until)}"
