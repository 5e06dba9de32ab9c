"""What was wrong with a command, in English: one question each, then the nearest right form."""

from collections.abc import Callable

from domain.agencies import Agency
from domain.chat.commands import Fields, Kind
from domain.chat.mistakes import Mistake, Problem
from domain.deadlines import Why
from domain.words.english_help import EnglishHelp
from domain.words.forms import Blanks, nearest_form

PLAIN: dict[Mistake, str] = {
    Mistake.MISSING_TITLE: "The issue has no headline yet.",
    Mistake.MISSING_AGENCY: "No agency is named yet (to: ...).",
    Mistake.MISSING_DEADLINE: "There is no deadline yet (due: ...).",
    Mistake.MISSING_ISSUE_NO: "The issue number is missing.",
    Mistake.EMPTY_BODY: "There is no text yet.",
    Mistake.TOO_LONG: "The headline is over 300 characters. Please move the rest to the details.",
}

BLANKS = Blanks(
    issue="#issue",
    to="to",
    due="due",
    report="#report",
    headline="<headline>",
    agency="<agency>",
    either=" or ",
    deadline="<tomorrow 15:00>",
    number="<number>",
    text="<text or link>",
)

DEADLINES: dict[str, str] = {
    Why.EMPTY: "The deadline is empty. Please give a day and a time.",
    Why.NOT_UNDERSTOOD: "I cannot read the deadline “{said}” (what is “{detail}”?).",
    Why.BARE_NUMBER: "Is “{detail}” a day or a time? Please write 25 Nov or 15:00.",
    Why.NO_SUCH_DAY: "There is no such day: “{detail}”.",
    Why.NO_SUCH_TIME: "There is no such time: “{detail}”.",
    Why.NO_SUCH_YEAR: "“{detail}” is no year that I can use.",
    Why.WEEKDAY_DISAGREES: "Weekday and date disagree (“{detail}”). Which day is meant?",
    Why.PAST: "“{said}” has passed. Please give a time to come.",
    Why.TOO_FAR: "“{said}” is too far off: 400 days at most.",
    Why.WHICH_YEAR: "“{said}” of which year?",
    Why.WHICH_HOUR: "Which hour is “{detail}”? Please write it as 15:00.",
    Why.WHICH_MINUTE: "The minutes of “{detail}” are incomplete. Please write 15:30.",
    Why.WHICH_MIDNIGHT: "Is “{said}” the start or the end of the day? Please give day and time.",
    Why.WHICH_DAY: "Which day is “{said}”? Please give the date.",
    Why.TWO_DATES: "There is more than one date in “{said}”. Please give one.",
    Why.TWO_TIMES: "There is more than one time in “{said}”. Please give one.",
    Why.BACKWARDS: "“{said}” ends before it begins.",
    Why.ALTERNATIVES: "“{said}” offers a choice. Please give one deadline.",
    Why.TODAY_NAME: "“{said}” is today. Is today or next week meant? Please give the date.",
    Why.PART_OF_DAY: "What time is “{detail}”? Please give the hour.",
    Why.VAGUE: "“{detail}” is no exact time. Please give a day and a time.",
    Why.URGENT: "“{detail}” says how urgent it is, but not when. Please give a day and a time.",
    Why.CONDITION: "The deadline has a condition (“{detail}”). Please give a fixed day and time.",
    Why.AFTER: "“{said}” is a start. Please give the end.",
    Why.NO_END: "“{said}” has no end. Please give it.",
    Why.ZERO: "“{detail}” is a span of zero.",
}


class EnglishMistakes(EnglishHelp):
    """Mistakes."""

    def mistake(self, fields: Fields, known: Callable[[str], Agency | None]) -> str:
        """Say everything that is wrong with a command, and show the nearest right form."""
        lines = [self._problem(problem, known) for problem in fields.problems]
        if len(lines) > 1:
            lines = [f"• {line}" for line in lines]
        form = nearest_form(fields, known, BLANKS, self.tz, self.language)
        return "\n".join(
            [*lines, "Please send it again, for example:", form or self.example(fields.kind)]
        )

    def did_you_mean(self, said: str, meant: Kind) -> str:
        """Ask back about a word that is almost a command."""
        question = f"“{said}” is no command. Did you mean #{meant}? Please send it again:"
        return f"{question}\n{self.example(meant)}"

    def _problem(self, problem: Problem, known: Callable[[str], Agency | None]) -> str:
        if problem.mistake in PLAIN:
            return PLAIN[problem.mistake]
        if problem.mistake is Mistake.BAD_DEADLINE:
            return self._deadline(problem)
        if problem.mistake is Mistake.BAD_ISSUE_NO:
            said = f" “{problem.said}”" if problem.said else ""
            return f"The issue number{said} is wrong. Please give one number."
        choices = " / ".join(self._choices(problem, known))
        if problem.mistake is Mistake.AMBIGUOUS_AGENCY:
            return f"Which agency is “{problem.said}”: {choices}? Please use the full name."
        nearest = f" Nearest: {choices}." if choices else ""
        return f"I do not know the agency “{problem.said}”.{nearest}"

    def _choices(self, problem: Problem, known: Callable[[str], Agency | None]) -> list[str]:
        return [self.agency(agency) for agency in map(known, problem.choices) if agency]

    def _deadline(self, problem: Problem) -> str:
        form = DEADLINES.get(problem.why, DEADLINES[Why.NOT_UNDERSTOOD])
        line = form.format(said=problem.said, detail=problem.detail or problem.said)
        if problem.meant:
            line += f" Did you mean {problem.meant}?"
        if problem.instants:
            offered = " or ".join(self.when(at) for at in problem.instants)
            line += f" If you mean {offered}, please write that."
        return line
