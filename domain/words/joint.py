"""Joint KPIs: how an agenda stands, and what is said of results."""

from collections.abc import Collection, Mapping, Sequence

from domain.agencies import Agency
from domain.chat.commands import Kind
from domain.fitting import ANSWER_UNITS, fit
from domain.indicator.period import Period
from domain.issues.assignments import AgencyRole
from domain.joint.register import Agenda, JointIndicator, Level, Register, Share
from domain.joint.results import Achieved, ResultState
from domain.say import Choice
from domain.thai_dates import Both
from domain.words.names import NameWords

_LEVELS: Mapping[Level, Both] = {
    Level.BASIC: ("ขั้นต้น", "basic"),
    Level.STANDARD: ("ขั้นมาตรฐาน", "standard"),
    Level.HIGH: ("ขั้นสูง", "high"),
}
_STATES: Mapping[ResultState, Both] = {
    ResultState.WAITING: ("รอผู้ประเมินรับรอง", "not judged yet"),
    ResultState.ACCEPTED: ("รับรองแล้ว", "accepted"),
    ResultState.RETURNED: ("ตีกลับ", "returned"),
}

Names = Mapping[str, Agency]


class JointWords(NameWords):
    """Agendas, indicators and results of the Joint KPIs."""

    def agendas(self, year: Period, register: Register, results: Collection[Achieved]) -> str:
        """List the agendas of a year: how many indicators each has, and how many have a result."""
        reported = {each.result.indicator for each in results}
        lines = [self.say("ตัวชี้วัดร่วม ", "Joint KPIs, ") + self.period(year)]
        for agenda in register.agendas:
            codes = {one.code for one in register.indicators if one.agenda == agenda.code}
            total, done = self.number(len(codes)), self.number(len(codes & reported))
            counts = self.say(f"{total} ตัวชี้วัด มีผล {done}", f"{total} indicators, {done} reported")
            lines.append(f"• {self.digits(agenda.code)} {agenda.name}: {counts}")
        ask = self.command(Kind.AGENDA)
        last = self.say(f"ดูรายวาระ: พิมพ์ {ask} ตามด้วยรหัส", f"For more type {ask} and a code")
        return self._whole([*lines, last])

    def agenda_stands(
        self, agenda: Agenda, register: Register, results: Collection[Achieved], names: Names
    ) -> str:
        """Tell each indicator of an agenda: targets, who leads and supports, results of leads."""
        plan = f"\n{agenda.plan}" if agenda.plan else ""
        blocks = [f"{self.say('วาระ', 'Agenda')} {self.digits(agenda.code)} {agenda.name}{plan}"]
        for one in register.indicators:
            if one.agenda == agenda.code:
                shares = [each for each in register.shares if each.indicator == one.code]
                blocks.append("\n".join(self._indicator(one, shares, names)))
                leads = {each.agency for each in shares if each.role is AgencyRole.LEAD}
                of_leads = [
                    each
                    for each in results
                    if each.result.indicator == one.code and each.result.agency in leads
                ]
                blocks += [f"   {self._achieved(each, one, names)}" for each in of_leads]
        return self._whole(blocks)

    def indicator_stands(
        self,
        one: JointIndicator,
        shares: Sequence[Share],
        results: Sequence[Achieved],
        names: Names,
    ) -> str:
        """Tell an indicator with all of its results."""
        lines = ["\n".join(self._indicator(one, shares, names))]
        lines += [f"• {self._achieved(each, one, names)}" for each in results]
        if not results:
            lines.append(self.say("ยังไม่มีผล", "No results yet"))
        return self._whole(lines)

    def _whole(self, lines: Sequence[str]) -> str:
        return fit(lines, lambda more: self.more(more, "รายการ"), ANSWER_UNITS, between="\n")

    def _indicator(self, one: JointIndicator, shares: Sequence[Share], names: Names) -> list[str]:
        stage = f" ({one.stage})" if one.stage else ""
        lines = [f"{self.digits(one.code)} {one.name}{stage}"]
        targets = [
            f"{self.say(*_LEVELS[level])} {self.digits(str(target.value))}"
            for level, target in zip(Level, one.targets, strict=False)
            if target
        ]
        if targets:
            unit = f" {one.unit}" if one.unit else ""
            lines.append(f"   {self.say('เป้าหมาย', 'Targets')}: {', '.join(targets)}{unit}")
        for role, label in (
            (AgencyRole.LEAD, self.say("หลัก", "Lead")),
            (AgencyRole.SUPPORT, self.say("สนับสนุน", "Support")),
        ):
            named = [names[each.agency] for each in shares if each.role is role]
            if named:
                lines.append(f"   {label}: {self.agencies(named)}")
        return lines

    def _achieved(self, each: Achieved, one: JointIndicator, names: Names) -> str:
        """Tell a result: whose, of when, how much, what it is worth, what was said to it."""
        result = each.result
        name, unit = self.agency(names[result.agency]), f" {one.unit}" if one.unit else ""
        told = [self.digits(f"{name} {result.period}: {result.value}") + unit]
        if each.points is not None:
            points = self.digits(str(each.points))
            told.append(self.say(f"{points} คะแนน", f"{points} points"))
        elif each.met is not None:
            told.append(
                self.say("ถึงเป้าหมายของหน่วยงาน", "own target reached")
                if each.met
                else self.say("ไม่ถึงเป้าหมายของหน่วยงาน", "own target missed")
            )
        else:
            told.append(self.say("ไม่มีคะแนน", "not scored"))
        told += [self.say("หลังสิ้นรอบ", "late")] if each.late else []
        return " · ".join([*told, self.say(*_STATES[each.state])])

    def result_taken(
        self, each: Achieved, one: JointIndicator, names: Names, before: str | None
    ) -> str:
        """A result is on record; `before` is what stood there."""
        was = self.digits(before or "")
        corrected = self.say(f" (แก้จาก {was})", f" (was {was})") if before else ""
        head = self.say("บันทึกผลตัวชี้วัด", "Result taken:")
        told = self._achieved(each, one, names)
        return f"{head} {self.digits(one.code)} {one.name}{corrected}\n{told}"

    def result_judged(self, each: Achieved, one: JointIndicator, names: Names) -> str:
        """An evaluator accepted or returned a result; what to do about one that was returned."""
        told = f"{self.digits(one.code)} {one.name}\n{self._achieved(each, one, names)}"
        if each.state is not ResultState.RETURNED:
            return told
        again = f"{self.command(Kind.RESULT)} {one.code}"
        return told + self.say(
            f"\nหน่วยงานแจ้งผลใหม่ด้วย {again} ตามด้วยผล",
            f"\nThe agency enters another: {again} and the result",
        )

    def judge_results(self, waiting: Sequence[Achieved], names: Names) -> tuple[Choice, ...]:
        """Offer evaluators to accept results that wait, each at one tap."""
        word = self.say("รับรอง", "accept")
        return tuple(
            Choice(
                f"{word} {self.agency(names[each.result.agency])}",
                f"{self.command(Kind.RESULT)} {each.result.indicator} {word} "
                f"{each.result.period} {self.agency(names[each.result.agency])}",
            )
            for each in waiting
        )

    def no_register(self, year: Period) -> str:
        """There is no register of Joint KPIs for a year, or it is only a draft."""
        named = self.period(year)
        return self.say(
            f"ยังไม่มีทะเบียนตัวชี้วัดร่วมของ{named} โปรดติดต่อผู้ดูแลระบบ",
            f"There is no register of Joint KPIs for {named}. Please ask an administrator.",
        )

    def no_such_joint_code(self, code: str) -> str:
        """No agenda and no indicator has a code."""
        ask = self.command(Kind.AGENDA)
        return self.say(
            f"ไม่มีวาระหรือตัวชี้วัดรหัส {code} ดูรหัสได้ด้วย {ask}",
            f"No agenda or indicator has the code {code}: {ask} shows the codes.",
        )

    def bad_result(self, code: str, said: str) -> str:
        """A figure or a period cannot be read."""
        ask = f"{self.command(Kind.RESULT)} {code}"
        return self.say(
            f"อ่าน {said} ไม่ได้ พิมพ์เช่น {ask} 82.5 หรือ {ask} 82.5 ไตรมาส 1",
            f"{said} cannot be read. Type for example {ask} 82.5, or {ask} 82.5 quarter 1",
        )

    def not_a_party(self, code: str) -> str:
        """None of somebody's agencies has a part in an indicator."""
        ask = f"{self.command(Kind.AGENDA)} {code}"
        return self.say(
            f"หน่วยงานนี้ไม่อยู่ในตัวชี้วัด {code} ดูหน่วยงานได้ด้วย {ask}",
            f"This agency has no part in indicator {code}: {ask} shows who has.",
        )

    def result_of_which(self, code: str, agencies: Collection[Agency]) -> str:
        """Several agencies may be meant."""
        return self.say(
            f"ผลตัวชี้วัด {code} ของหน่วยงานใด ({self.agencies(agencies)}) โปรดระบุหน่วยงาน",
            f"Of which agency is the result of {code} ({self.agencies(agencies)})? Please name it.",
        )

    def no_result_to_judge(self, code: str) -> str:
        """There is no such result to accept or return."""
        ask = f"{self.command(Kind.AGENDA)} {code}"
        return self.say(
            f"ไม่มีผลตัวชี้วัด {code} ของรอบนี้ที่จะพิจารณา ดูผลที่มีได้ด้วย {ask}",
            f"There is no result of {code} for this period to judge: {ask} shows what there is.",
        )

    def own_result(self) -> str:
        """Somebody wants to judge what they entered themselves."""
        return self.say(
            "ผู้แจ้งผลพิจารณาผลของตนไม่ได้ โปรดให้ผู้ประเมินท่านอื่นพิจารณา",
            "Nobody judges a result of their own. Please let another evaluator do so.",
        )
