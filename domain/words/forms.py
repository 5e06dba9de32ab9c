"""The nearest right form: a person's own command with its gaps marked, to copy and send again."""

from collections.abc import Callable, Collection, Mapping, Sequence

from domain.agencies import Agency
from domain.chat.commands import Fields, Kind, Urgency
from domain.chat.mistakes import WHOSE_ROLE, Gap, Mistake, Problem
from domain.directory import agency_groups
from domain.grammar.gaps import (
    MOST_WAIT,
    SUPPORTS,
    URGENCY,
    gap_of,
    gaps_of,
    hurried,
    instant_of,
    text_for,
    with_texts,
)
from domain.say import Choice
from domain.thai_dates import Both, shortest_datetime
from domain.words.names import NameWords

_MINUTES = int(MOST_WAIT.total_seconds() // 60)
_ASKED: dict[Gap, Both] = {
    Gap.AGENCY: ("ชื่อหน่วยงาน", "the agency's name"),
    Gap.DEADLINE: ("วันและเวลา", "the day and time"),
    Gap.NUMBER: ("เลขประเด็น", "the issue number"),
}


class FormWords(NameWords):
    """Commands to copy and send again; what is in angle brackets is to be filled in."""

    def form(
        self, fields: Fields, known: Callable[[str], Agency | None], given: Mapping[str, str]
    ) -> str:
        """Return everything that was typed, with what was given later, and each gap marked."""
        shown = self.given(given, known)
        marks = [
            text_for(fields, at, shown) or self._mark(problem, fields.kind, known)
            for at, problem in enumerate(fields.problems)
        ]
        labels = (self.say("ถึง", "to"), self.say("ภายใน", "due"))
        return hurried(with_texts(fields, marks, labels), shown)

    def given(
        self, given: Mapping[str, str], known: Callable[[str], Agency | None]
    ) -> dict[str, str]:
        """Return what was given for gaps in words that are read again as they were meant."""
        return {gap: self._given(gap, text, known) for gap, text in given.items()}

    def _given(self, gap: str, text: str, known: Callable[[str], Agency | None]) -> str:
        if gap == Gap.DEADLINE:
            at = instant_of(text, self.tz)
            return self.when(at) if at else text
        if gap == Gap.NUMBER:
            return text
        if gap == URGENCY:
            return self.urgency(Urgency(text))
        second = self.say(" (ร่วม)", " (supporting)")
        codes = [code.partition(SUPPORTS) for code in text.split(", ")]
        return ", ".join(_name(code, known) + (second if role else "") for code, role, _ in codes)

    def choices(
        self,
        fields: Fields,
        known: Callable[[str], Agency | None],
        tried: Sequence[Problem] = (),
        given: Collection[str] = (),
    ) -> tuple[Choice, ...]:
        """Offer what may be meant for a gap that is not `given`, as messages that fill it.

        Of several agencies that are lacking none is offered: one alone does not fill the gap. Nor
        is one where it is asked who leads.
        """
        several = [gap_of(problem) for problem in fields.problems].count(Gap.AGENCY) > 1
        for problem in (*tried, *fields.problems) if tried or gaps_of(fields) else ():
            if gap_of(problem) in given:
                continue
            if gap_of(problem) is Gap.AGENCY and (several or problem.why == WHOSE_ROLE):
                continue
            agencies = [agency for agency in map(known, problem.choices) if agency]
            offered = [
                Choice(self.agency(each), f"{self.say('ถึง', 'to')} {self.agency(each)}")
                for each in agencies
            ] + [
                Choice(
                    self.digits(shortest_datetime(at, self.tz, self.language)),
                    f"{self.say('ภายใน', 'due')} {self.when(at)}",
                )
                for at in problem.instants
            ]
            if offered:
                return tuple(offered)
        return ()

    def number_choices(self, numbers: Sequence[int]) -> tuple[Choice, ...]:
        """Offer the numbers of issues for a command that lacks one."""
        word = self.say("ประเด็น", "Issue")
        return tuple(Choice(f"{word} #{number}", str(number)) for number in numbers)

    def fill_only(self, gaps: Sequence[Gap], agencies: int) -> str:
        """Tell that the next message may say nothing but what is missing, all agencies at once."""
        samples = {
            Gap.AGENCY: self.say("ถึง ปภ.", "to ปภ."),
            Gap.DEADLINE: self.say("ภายในพรุ่งนี้ 15.00 น.", "due tomorrow 15:00"),
            Gap.NUMBER: "12",
        }
        sample, count = " ".join(samples[gap] for gap in gaps), self.number(_MINUTES)
        lacking = self.number(agencies)
        thai, english = f" (ครบทั้ง {lacking} หน่วยงาน) ", f" (all {lacking} agencies)"
        at_once = self.say(thai, english) if agencies > 1 and Gap.AGENCY in gaps else ""
        return self.say(
            f"หรือพิมพ์เฉพาะส่วนที่ขาด{at_once}ภายใน {count} นาที เช่น “{sample}”",
            f"Or send only what is missing{at_once} within {count} minutes, as in “{sample}”.",
        )

    def say_only(self, asks: Gap) -> str:
        """Tell that the next message may say nothing but what a refusal asks for."""
        minutes, (thai, english) = self.number(_MINUTES), _ASKED[asks]
        return self.say(
            f"หรือพิมพ์เฉพาะ{thai}ภายใน {minutes} นาที",
            f"Or send only {english} within {minutes} minutes.",
        )

    def _mark(self, problem: Problem, kind: Kind, known: Callable[[str], Agency | None]) -> str:
        """Stand for a gap: pasting must assign nobody, and say nothing, by chance."""
        either = self.say(" หรือ ", " or ")
        match gap_of(problem):
            case Gap.NUMBER:
                text = self.say("เลขประเด็น", "number")
            case Gap.DEADLINE:
                offered = either.join(map(self.when, problem.instants))
                text = offered or self.say("วันและเวลา", "day and time")
            case Gap.AGENCY:
                ambiguous = problem.mistake is Mistake.AMBIGUOUS_AGENCY
                names = [_name(code, known) for code in problem.choices] if ambiguous else []
                whose = ("ชื่อหน่วยงาน", "agency")
                if problem.why == WHOSE_ROLE:
                    whose = ("ชื่อหน่วยงานหลัก", "who leads")
                    second = (" ร่วม: ชื่อหน่วยงานสนับสนุน", " supporting: who supports")
                    whose = (whose[0] + second[0], whose[1] + second[1]) if ambiguous else whose
                text = either.join(names) or self.say(*whose)
            case _ if problem.mistake is Mistake.MISSING_TITLE:
                text = self.say("หัวข้อ", "headline")
            case _ if kind is Kind.EDIT:
                text = self.say("หัวข้อ กำหนด หรือรายละเอียดใหม่", "new headline, deadline or details")
            case _ if kind is Kind.REPORT:
                text = self.say("ข้อความหรือลิงก์", "text or link")
            case _:
                text = self.say("เหตุผล", "reason")
        return f"<{text}>"


def _name(code: str, known: Callable[[str], Agency | None]) -> str:
    agency = known(code)
    return agency.name_th if agency else agency_groups.called(code, known)
