"""What was wrong with a command, in Thai: one question each, then the nearest right form."""

from collections.abc import Callable

from domain.agencies import Agency
from domain.chat.commands import Fields, Kind
from domain.chat.mistakes import Mistake, Problem
from domain.deadlines import Why
from domain.words.forms import Blanks, nearest_form
from domain.words.thai_help import ThaiHelp

PLAIN: dict[Mistake, str] = {
    Mistake.MISSING_TITLE: "ยังไม่มีหัวข้อประเด็น",
    Mistake.MISSING_AGENCY: "ยังไม่ได้ระบุหน่วยงาน (ถึง: ...)",
    Mistake.MISSING_DEADLINE: "ยังไม่ได้กำหนดเวลา (ภายใน: ...)",
    Mistake.MISSING_ISSUE_NO: "ยังไม่ได้ระบุเลขประเด็น",
    Mistake.EMPTY_BODY: "ยังไม่มีข้อความ",
    Mistake.TOO_LONG: "หัวข้อยาวเกิน 300 ตัวอักษร โปรดย่อหัวข้อและย้ายส่วนที่เหลือไปไว้ในรายละเอียด",
}

BLANKS = Blanks(
    issue="#ประเด็น",
    to="ถึง",
    due="ภายใน",
    report="#รายงาน",
    headline="<หัวข้อ>",
    agency="<ชื่อหน่วยงาน>",
    either=" หรือ ",
    deadline="<พรุ่งนี้ 15.00 น.>",
    number="<เลขประเด็น>",
    text="<ข้อความหรือลิงก์>",
)

DEADLINES: dict[str, str] = {
    Why.EMPTY: "กำหนดเวลาว่างอยู่ โปรดระบุวันและเวลา",
    Why.NOT_UNDERSTOOD: "อ่านกำหนดเวลา “{said}” ไม่ออก (ไม่เข้าใจ “{detail}”)",
    Why.BARE_NUMBER: "“{detail}” เป็นวันที่หรือเวลา โปรดเขียนให้ครบ เช่น 25 พ.ย. หรือ 15.00 น.",
    Why.NO_SUCH_DAY: "ไม่มีวันที่ “{detail}” ในปฏิทิน",
    Why.NO_SUCH_TIME: "ไม่มีเวลา “{detail}”",
    Why.NO_SUCH_YEAR: "ปี “{detail}” ไม่ถูกต้อง",
    Why.WEEKDAY_DISAGREES: "วันในสัปดาห์กับวันที่ไม่ตรงกัน (“{detail}”) ต้องการวันใด",
    Why.PAST: "“{said}” ผ่านไปแล้ว โปรดระบุเวลาที่ยังมาไม่ถึง",
    Why.TOO_FAR: "“{said}” ไกลเกินไป กำหนดได้ไม่เกิน 400 วัน",
    Why.WHICH_YEAR: "“{said}” ปีใด โปรดระบุปี พ.ศ.",
    Why.WHICH_HOUR: "“{detail}” หมายถึงกี่โมง โปรดเขียนเช่น 15.00 น.",
    Why.WHICH_MINUTE: "เวลา “{detail}” ไม่ครบนาที โปรดเขียนเช่น 15.30 น.",
    Why.WHICH_MIDNIGHT: "“{said}” หมายถึงต้นวันหรือสิ้นวัน โปรดระบุวันและเวลา",
    Why.WHICH_DAY: "“{said}” วันใด โปรดระบุวันที่",
    Why.TWO_DATES: "มีวันที่มากกว่าหนึ่งวันใน “{said}” โปรดระบุวันเดียว",
    Why.TWO_TIMES: "มีเวลามากกว่าหนึ่งเวลาใน “{said}” โปรดระบุเวลาเดียว",
    Why.BACKWARDS: "ช่วงเวลา “{said}” สิ้นสุดก่อนเริ่ม",
    Why.ALTERNATIVES: "“{said}” มีทางเลือกมากกว่าหนึ่ง โปรดเลือกอย่างเดียว",
    Why.TODAY_NAME: "“{said}” ตรงกับวันนี้ ต้องการวันนี้หรือสัปดาห์หน้า โปรดระบุวันที่",
    Why.PART_OF_DAY: "“{detail}” กี่โมง โปรดระบุเวลา",
    Why.VAGUE: "“{detail}” ไม่ใช่เวลาที่แน่นอน โปรดระบุวันและเวลา",
    Why.URGENT: "“{detail}” บอกความเร่งด่วนแต่ไม่บอกเวลา โปรดระบุวันและเวลา",
    Why.CONDITION: "กำหนดเวลามีเงื่อนไข (“{detail}”) โปรดระบุวันและเวลาที่แน่นอน",
    Why.AFTER: "“{said}” บอกเวลาเริ่ม โปรดระบุเวลาสิ้นสุด",
    Why.NO_END: "“{said}” ไม่มีเวลาสิ้นสุด โปรดระบุ",
    Why.ZERO: "ช่วงเวลา “{detail}” เป็นศูนย์",
}


class ThaiMistakes(ThaiHelp):
    """Mistakes."""

    def mistake(self, fields: Fields, known: Callable[[str], Agency | None]) -> str:
        """Say everything that is wrong with a command, and show the nearest right form."""
        lines = [self._problem(problem, known) for problem in fields.problems]
        if len(lines) > 1:
            lines = [f"• {line}" for line in lines]
        form = nearest_form(fields, known, BLANKS, self.tz, self.language)
        lines += ["โปรดส่งใหม่ เช่น", form or self.example(fields.kind)]
        return "\n".join(lines)

    def did_you_mean(self, said: str, meant: Kind) -> str:
        """Ask back about a word that is almost a command."""
        question = f"“{said}” ไม่ใช่คำสั่ง หมายถึง #{meant} หรือไม่ โปรดส่งใหม่ ตัวอย่าง:"
        return f"{question}\n{self.example(meant)}"

    def _problem(self, problem: Problem, known: Callable[[str], Agency | None]) -> str:
        if problem.mistake in PLAIN:
            return PLAIN[problem.mistake]
        if problem.mistake is Mistake.BAD_DEADLINE:
            return self._deadline(problem)
        if problem.mistake is Mistake.BAD_ISSUE_NO:
            said = f" “{problem.said}”" if problem.said else ""
            return f"เลขประเด็น{said} ไม่ถูกต้อง โปรดระบุเลขเดียว"
        choices = " / ".join(self._choices(problem, known))
        if problem.mistake is Mistake.AMBIGUOUS_AGENCY:
            return f"“{problem.said}” หมายถึงหน่วยงานใด: {choices} โปรดใช้ชื่อเต็ม"
        nearest = f" ใกล้เคียง: {choices}" if choices else ""
        return f"ไม่รู้จักหน่วยงาน “{problem.said}”{nearest}"

    def _choices(self, problem: Problem, known: Callable[[str], Agency | None]) -> list[str]:
        return [self.agency(agency) for agency in map(known, problem.choices) if agency]

    def _deadline(self, problem: Problem) -> str:
        form = DEADLINES.get(problem.why, DEADLINES[Why.NOT_UNDERSTOOD])
        line = form.format(said=problem.said, detail=problem.detail or problem.said)
        if problem.meant:
            line += f" หมายถึง {problem.meant} หรือไม่"
        if problem.instants:
            offered = " หรือ ".join(self.when(at) for at in problem.instants)
            line += f" หากหมายถึง {offered} โปรดเขียนตามนี้"
        return line
