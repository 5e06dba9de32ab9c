"""What was wrong with a command: one question each, then the nearest right form."""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from domain import bounds
from domain.agencies import Agency
from domain.chat.commands import Fields, Kind, NearMiss
from domain.chat.mistakes import (
    ALSO,
    LEFT_OUT,
    OF_THE_ISSUE,
    ONE_ONLY,
    WHOSE_ROLE,
    Gap,
    Mistake,
    Problem,
)
from domain.chat.other_words import NOT_YET
from domain.chat.table import TABLE
from domain.deadlines import Why
from domain.grammar.gaps import gap_of, gaps_of
from domain.text import normalise
from domain.thai_dates import Both
from domain.words.deadlines import DEADLINES
from domain.words.forms import FormWords
from domain.words.help import HelpWords
from domain.words.voice import FIRST_NAMES

PLAIN: dict[Mistake, Both] = {
    Mistake.MISSING_TITLE: ("ยังไม่มีหัวข้อประเด็น", "The issue has no headline yet."),
    Mistake.MISSING_AGENCY: ("ยังไม่ได้ระบุหน่วยงาน (ถึง: ...)", "No agency is named yet (to: ...)."),
    Mistake.MISSING_DEADLINE: (
        "ยังไม่ได้กำหนดเวลา (ภายใน: ...)",
        "There is no deadline yet (due: ...).",
    ),
    Mistake.MISSING_ISSUE_NO: ("ยังไม่ได้ระบุเลขประเด็น", "The issue number is missing."),
    Mistake.EMPTY_BODY: ("ยังไม่มีข้อความ", "There is no text yet."),
}
WITHOUT_LABEL: dict[Mistake, Both] = {
    Mistake.MISSING_AGENCY: ("ยังไม่ได้ระบุหน่วยงาน", "No agency is named yet."),
    Mistake.MISSING_DEADLINE: ("ยังไม่ได้ระบุวันและเวลา", "There is no deadline yet."),
}
"""What is missing where no label stands before it."""
_FIRST_NUMBER = re.compile(r"\d+(?:/\d+)?")
_NO_REASON = ("ยังไม่ได้ระบุเหตุผล", "The reason is missing.")
_NO_CODE = ("ยังไม่ได้พิมพ์รหัส", "The code is missing.")
EMPTY: dict[Kind, Both] = {
    Kind.REPORT: ("ยังไม่มีข้อความรายงานหรือลิงก์", "The report has no text or link yet."),
    Kind.RETURN: _NO_REASON,
    Kind.TRANSFER: _NO_REASON,
    Kind.CANCEL: _NO_REASON,
    Kind.SNOOZE: _NO_REASON,
    **dict.fromkeys((Kind.EXCUSE, Kind.OBJECT, Kind.UPHOLD, Kind.DISMISS), _NO_REASON),
    Kind.EDIT: ("ยังไม่ได้ระบุสิ่งที่จะแก้ไข", "It does not say what to change."),
    Kind.VOUCH: (
        "ยังไม่ได้ระบุเลขรายงานที่เก็บไว้หรือชื่อผู้ส่ง",
        "The mark of the report or the name of its sender is missing.",
    ),
    Kind.APPRAISAL: ("ยังไม่ได้ระบุหน่วยงาน", "No agency is named yet."),
    Kind.RESULT: (
        "ยังไม่ได้ระบุรหัสตัวชี้วัดหรือผล เช่น #ผล 6.1 82.5",
        "The indicator's code or its result is missing, such as #result 6.1 82.5.",
    ),
    Kind.JOIN: _NO_CODE,
    Kind.BIND: _NO_CODE,
}
"""What is missing where a command says nothing behind its word and number."""
INSTEAD: dict[str, Both] = {
    "export": (
        "ส่งออกข้อมูลผ่านแชตไม่ได้ โปรดขอไฟล์จากผู้ดูแลระบบ ดูตัวเลขได้ด้วย #สถิติ",
        "Nothing is exported in the chat. Please ask an administrator; #stats shows the figures.",
    ),
}
"""What to do instead of what the chat cannot do yet."""
_TOLD = frozenset(
    {Kind.REPORT, Kind.RETURN, Kind.TRANSFER, Kind.CANCEL, Kind.EDIT, Kind.SNOOZE, Kind.EXCUSE}
    | {Kind.OBJECT, Kind.UPHOLD, Kind.DISMISS}
)
TOO_LONG: dict[str, Both] = {
    "headline": (
        f"หัวข้อยาวเกิน {bounds.HEADLINE} ตัวอักษร โปรดย่อหัวข้อและย้ายส่วนที่เหลือไปไว้ในรายละเอียด",
        f"The headline is over {bounds.HEADLINE} characters. Please move the rest to the details.",
    ),
    "reference": (
        f"อ้างอิงยาวเกิน {bounds.REFERENCE} ตัวอักษร โปรดเขียนเฉพาะเลขที่และวันที่ของหนังสือ",
        f"The reference is over {bounds.REFERENCE} characters. "
        "Please give only the number and date of the paper.",
    ),
    "message": (
        f"ข้อความยาวเกิน {bounds.MESSAGE:,} ตัวอักษร โปรดย่อ หรือส่งส่วนที่เหลือเป็นไฟล์หรือลิงก์",
        f"The message is over {bounds.MESSAGE:,} characters. "
        "Please shorten it, or send the rest as a file or a link.",
    ),
}


NOTHING: Mapping[str, str] = MappingProxyType({})


class MistakeWords(FormWords, HelpWords):
    """Mistakes."""

    def mistake(
        self,
        fields: Fields,
        known: Callable[[str], Agency | None],
        given: Mapping[str, str] = NOTHING,
        tried: Sequence[Problem] = (),
    ) -> str:
        """Say everything that is wrong with a command, and show the nearest right form.

        `given` is what was said later to fill gaps, as `Filler.given` has it, `tried` what was
        said for them and could not be read.
        """
        said = {*given, *map(gap_of, tried)}
        left = [problem for problem in fields.problems if gap_of(problem) not in said]
        lines = [self._problem(problem, fields.kind, known) for problem in (*tried, *left)]
        if len(lines) > 1:
            lines = [f"• {line}" for line in lines]
        return "\n".join([*lines, *self._again(fields, known, given)])

    def not_an_answer(
        self,
        fields: Fields,
        asks: Gap,
        tried: Sequence[Problem],
        known: Callable[[str], Agency | None],
    ) -> str:
        """What was said for what a refusal asks for does not do."""
        lines = [self._problem(problem, fields.kind, known) for problem in tried]
        return "\n".join([*lines, self.say_only(asks)])

    def _again(
        self, fields: Fields, known: Callable[[str], Agency | None], given: Mapping[str, str]
    ) -> list[str]:
        """Show what to send: one's own words where there are gaps to fill, else an example."""
        if not fields.typed or not all(_marked(one, fields.kind) for one in fields.problems):
            return [
                self.say("โปรดส่งใหม่ เช่น", "Please send it again, for example:"),
                self.example(fields.kind),
            ]
        gaps = [gap for gap in gaps_of(fields) if gap not in given]
        agencies = [gap_of(problem) for problem in fields.problems].count(Gap.AGENCY)
        only = [self.fill_only(gaps, agencies)] if gaps else []
        again = self.say(
            "โปรดส่งใหม่ทั้งข้อความโดยเติมส่วนที่อยู่ใน < >",
            "Please send it all again with what is in < > filled in.",
        )
        return [again, *only, self.form(fields, known, given)]

    def did_you_mean(self, near: NearMiss, typed: str) -> str:
        """Ask back about a word that is almost a command, with what was typed put right.

        Of what cannot be done yet it is said what to do instead.
        """
        if near.word in NOT_YET:
            return self.say(*INSTEAD[NOT_YET[near.word]])
        word = self._meant(near)
        question = self.say(
            f"“#{near.said}” ไม่ใช่คำสั่ง หมายถึง #{word} หรือไม่ หากใช่ โปรดส่งข้อความนี้",
            f"“#{near.said}” is no command. Did you mean #{word}? If so, please send this:",
        )
        if near.misplaced:
            question = self.say(
                f"ยังไม่ได้ดำเนินการ เพราะคำสั่ง #{word} ต้องอยู่ต้นบรรทัด หากต้องการสั่ง โปรดส่งข้อความนี้",
                f"Nothing was done: #{word} must stand at the start of a line. "
                "If you mean it, please send this:",
            )
        return f"{question}\n{self.put_right(near, typed)}"

    def put_right(self, near: NearMiss, typed: str) -> str:
        """Return what was typed with the command's right word, and nothing that was not typed."""
        if near.said not in typed:
            typed = normalise(typed)
        before, _, after = typed.partition(near.said)
        if near.label:
            after = _FIRST_NUMBER.sub(rf"\g<0> {near.label}:", after, count=1)
        return f"{'#' if near.misplaced else before}{self._meant(near)}{after}"

    def _meant(self, near: NearMiss) -> str:
        """Return the spelling that was nearly typed, else the command's word in our language."""
        spelt = near.word in TABLE[near.meant].words
        return near.word if spelt else self.command(near.meant).removeprefix("#")

    def _problem(self, problem: Problem, kind: Kind, known: Callable[[str], Agency | None]) -> str:
        if problem.mistake is Mistake.EMPTY_BODY and kind in EMPTY:
            return self.say(*EMPTY[kind])
        if problem.mistake is Mistake.MISSING_ISSUE_NO and problem.meant:
            return self.say(
                f"“{problem.meant}” เป็นเลขประเด็นหรือเป็นจำนวน โปรดระบุเลขประเด็นต่อจากคำสั่ง",
                f"Is “{problem.meant}” an issue or a count? Please put the issue number first.",
            )
        if problem.mistake is Mistake.MISSING_AGENCY and problem.why == WHOSE_ROLE:
            return self._who_leads([each for each in map(known, problem.choices) if each])
        if problem.mistake in WITHOUT_LABEL and kind is not Kind.ISSUE:
            return self.say(*WITHOUT_LABEL[problem.mistake])
        if problem.mistake in PLAIN:
            return self.say(*PLAIN[problem.mistake])
        if problem.mistake is Mistake.TOO_LONG:
            return self.say(*TOO_LONG.get(problem.detail, TOO_LONG["message"]))
        if problem.mistake is Mistake.BAD_DEADLINE:
            return self._deadline(problem)
        if problem.mistake is Mistake.BAD_ISSUE_NO and problem.meant:
            return self.say(
                f"ข้อความนี้กล่าวถึงประเด็น {problem.said} และประเด็น {problem.meant} โปรดส่งทีละประเด็น "
                f"หากเพียงอ้างถึง โปรดเขียนว่า เรื่อง {problem.meant}",
                f"This speaks of issues {problem.said} and {problem.meant}. Please send one report "
                f"for each; where one is only mentioned, please write matter {problem.meant}.",
            )
        if problem.mistake is Mistake.BAD_ISSUE_NO:
            said = f" “{problem.said}”" if problem.said else ""
            return self.say(
                f"เลขประเด็น{said} ไม่ถูกต้อง โปรดระบุเลขเดียว",
                f"The issue number{said} is wrong. Please give one number.",
            )
        agencies = [self.agency(agency) for agency in map(known, problem.choices) if agency]
        rest = f" {self.more(len(agencies) - FIRST_NAMES)}" if agencies[FIRST_NAMES:] else ""
        return self._which_agency(problem, " / ".join(agencies[:FIRST_NAMES]) + rest)

    def _who_leads(self, supporting: Sequence[Agency]) -> str:
        names = ", ".join(map(self.agency, supporting))
        thai, english = (f" ({names} สนับสนุน)", f" ({names}: supporting)") if names else ("", "")
        return self.say(
            f"ยังไม่ได้ระบุหน่วยงานหลัก{thai} โปรดเพิ่ม ถึง: ชื่อหน่วยงานหลัก",
            f"Who leads is not named yet{english}. Please add to: and who leads.",
        )

    def _which_agency(self, problem: Problem, choices: str) -> str:
        if problem.why == WHOSE_ROLE:
            return self.say(
                f"“{problem.said}” ไม่ชัดว่าหน่วยงานใดเป็นหลัก หน่วยงานใดสนับสนุน "
                "โปรดเขียนแยกบรรทัด ถึง: หน่วยงานหลัก และ ร่วม: หน่วยงานสนับสนุน",
                f"“{problem.said}”: who leads and who supports? "
                "Please write it in two lines, to: who leads, and supporting: who supports.",
            )
        if problem.why == ALSO:
            return self.say(
                f"“{problem.meant}” ต้องรายงานด้วยหรือไม่ โปรดเขียนทุกหน่วยงานที่ต้องรายงานในบรรทัดเดียว ถึง: …",
                f"“{problem.meant}”: must they report, too? "
                "Please name all who must report in one line, to: …",
            )
        if problem.why == ONE_ONLY:
            return self.say(
                f"คำสั่งนี้ทำได้ทีละหน่วยงาน โปรดเลือก {choices} แล้วส่งอีกครั้งสำหรับหน่วยงานที่เหลือ",
                f"This command takes one agency. Please choose: {choices}; then send the others.",
            )
        if problem.mistake is Mistake.AMBIGUOUS_AGENCY:
            return self.say(
                f"“{problem.said}” หมายถึงหน่วยงานใด: {choices} โปรดใช้ชื่อเต็ม",
                f"Which agency is “{problem.said}”: {choices}? Please use the full name.",
            )
        if problem.why == LEFT_OUT:
            return self.say(
                f"ระบบไม่อ่านข้อยกเว้น (“{problem.said}”) โปรดระบุเฉพาะหน่วยงานที่หมายถึง",
                f"Exceptions are not read (“{problem.said}”). Please name only who is meant.",
            )
        nearest = self.say(f" ใกล้เคียง: {choices}", f" Nearest: {choices}.") if choices else ""
        if problem.why == OF_THE_ISSUE:
            nearest = self.say(f" หน่วยงานในประเด็นนี้: {choices}", f" In this issue: {choices}.")
        return self.say(
            f"ไม่รู้จักหน่วยงาน “{problem.said}”{nearest}",
            f"I do not know the agency “{problem.said}”.{nearest}",
        )

    def _deadline(self, problem: Problem) -> str:
        form = self.say(*DEADLINES.get(problem.why, DEADLINES[Why.NOT_UNDERSTOOD]))
        line = form.format(said=problem.said, detail=problem.detail or problem.said)
        if problem.meant:
            meant = problem.meant
            line += self.say(f" หมายถึง {meant} หรือไม่", f" Did you mean {meant}?")
        if problem.instants:
            offered = self.say(" หรือ ", " or ").join(map(self.when, problem.instants))
            line += self.say(
                f" หากหมายถึง {offered} โปรดเขียนตามนี้",
                f" If you mean {offered}, please write that.",
            )
        return line


def _marked(problem: Problem, kind: Kind) -> bool:
    """Whether a form can show where a problem is."""
    if problem.mistake is Mistake.EMPTY_BODY:
        return kind in _TOLD
    return problem.mistake is Mistake.MISSING_TITLE or gap_of(problem) is not None
