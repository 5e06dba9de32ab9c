"""The nearest right form: a person's own command, with what was wrong put right or left open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from domain import thai_dates
from domain.agencies import Agency
from domain.chat.commands import Fields, Kind
from domain.chat.mistakes import Mistake
from domain.text import clip
from domain.thai_dates import Language

BODY_UNITS = 200
"""How much of a report's text is repeated, in UTF-16 units."""


@dataclass(frozen=True, slots=True)
class Blanks:
    """The words of a form in one language; those in angle brackets are to be filled in."""

    issue: str
    to: str
    due: str
    report: str
    headline: str
    agency: str
    either: str
    deadline: str
    number: str
    text: str


def nearest_form(
    fields: Fields,
    known: Callable[[str], Agency | None],
    blanks: Blanks,
    tz: tzinfo,
    language: Language,
) -> str | None:
    """Return an `#issue` or `#report` to copy and send again; `None` for other commands."""
    if fields.kind is Kind.ISSUE:
        lines = (
            f"{blanks.issue} {fields.title or blanks.headline}",
            f"{blanks.to}: {', '.join(_agencies(fields, known, blanks)) or blanks.agency}",
            f"{blanks.due}: {_deadline(fields, blanks, tz, language)}",
            *fields.urls,
        )
        return "\n".join(lines)
    if fields.kind is Kind.REPORT:
        number = fields.issue_no or blanks.number
        return f"{blanks.report} {number} {clip(fields.body, BODY_UNITS) or blanks.text}"
    return None


def _agencies(fields: Fields, known: Callable[[str], Agency | None], blanks: Blanks) -> list[str]:
    """Name what was understood; what was not stays open: pasting must assign nobody by chance."""
    names = [_name(code, known) for code in fields.agencies]
    for problem in fields.problems:
        if problem.mistake is Mistake.AMBIGUOUS_AGENCY and problem.choices:
            names.append(f"<{blanks.either.join(_name(code, known) for code in problem.choices)}>")
        elif problem.mistake in (Mistake.AMBIGUOUS_AGENCY, Mistake.UNKNOWN_AGENCY):
            names.append(blanks.agency)
    return names


def _name(code: str, known: Callable[[str], Agency | None]) -> str:
    agency = known(code)
    return agency.name_th if agency else code


def _deadline(fields: Fields, blanks: Blanks, tz: tzinfo, language: Language) -> str:
    offered = [
        at
        for problem in fields.problems
        if problem.mistake is Mistake.BAD_DEADLINE
        for at in problem.instants
    ]
    at: datetime | None = fields.deadline or next(iter(offered), None)
    return thai_dates.short_datetime(at, tz, language) if at else blanks.deadline
