"""The nearest right form: a person's own command, with what was wrong put right or left open."""

from collections.abc import Callable

from domain import thai_dates
from domain.agencies import Agency
from domain.chat.commands import Fields, Kind
from domain.chat.mistakes import Mistake
from domain.text import clip
from domain.words.voice import Voice

BODY_UNITS = 200
"""How much of a report's text is repeated, in UTF-16 units."""


class FormWords(Voice):
    """Commands to copy and send again; what is in angle brackets is to be filled in."""

    def _nearest_form(self, fields: Fields, known: Callable[[str], Agency | None]) -> str | None:
        """Return an `#issue` or `#report`; `None` for other commands."""
        if fields.kind is Kind.ISSUE:
            agencies = ", ".join(self._form_agencies(fields, known)) or self._blank_agency()
            headline = fields.title or self.say("<หัวข้อ>", "<headline>")
            lines = (
                f"{self.say('#ประเด็น', '#issue')} {headline}",
                f"{self.say('ถึง', 'to')}: {agencies}",
                f"{self.say('ภายใน', 'due')}: {self._form_deadline(fields)}",
                *fields.urls,
            )
            return "\n".join(lines)
        if fields.kind is Kind.REPORT:
            number = fields.issue_no or self.say("<เลขประเด็น>", "<number>")
            text = clip(fields.body, BODY_UNITS) or self.say("<ข้อความหรือลิงก์>", "<text or link>")
            return f"{self.say('#รายงาน', '#report')} {number} {text}"
        return None

    def _form_agencies(self, fields: Fields, known: Callable[[str], Agency | None]) -> list[str]:
        """Name what was understood; the rest stays open: pasting must assign nobody by chance."""
        names = [_name(code, known) for code in fields.agencies]
        either = self.say(" หรือ ", " or ")
        for problem in fields.problems:
            if problem.mistake is Mistake.AMBIGUOUS_AGENCY and problem.choices:
                names.append(f"<{either.join(_name(code, known) for code in problem.choices)}>")
            elif problem.mistake in (Mistake.AMBIGUOUS_AGENCY, Mistake.UNKNOWN_AGENCY):
                names.append(self._blank_agency())
        return names

    def _blank_agency(self) -> str:
        return self.say("<ชื่อหน่วยงาน>", "<agency>")

    def _form_deadline(self, fields: Fields) -> str:
        offered = [
            at
            for problem in fields.problems
            if problem.mistake is Mistake.BAD_DEADLINE
            for at in problem.instants
        ]
        at = fields.deadline or next(iter(offered), None)
        if at is None:
            return self.say("<พรุ่งนี้ 15.00 น.>", "<tomorrow 15:00>")
        return thai_dates.short_datetime(at, self.tz, self.language)


def _name(code: str, known: Callable[[str], Agency | None]) -> str:
    agency = known(code)
    return agency.name_th if agency else code
