"""The nearest right form: a person's own command, with what was wrong put right or left open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from domain import thai_dates
from domain.agencies import Agency
from domain.commands import Fields, Kind
from domain.mistakes import Mistake
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
            f"{blanks.to}: {', '.join(_agencies(fields, known)) or blanks.agency}",
            f"{blanks.due}: {_deadline(fields, blanks, tz, language)}",
            *fields.urls,
        )
        return "\n".join(lines)
    if fields.kind is Kind.REPORT:
        number = fields.issue_no or blanks.number
        return f"{blanks.report} {number} {clip(fields.body, BODY_UNITS) or blanks.text}"
    return None


def _agencies(fields: Fields, known: Callable[[str], Agency | None]) -> list[str]:
    """Name what was understood, then the best guess at what was not."""
    guesses = [problem.choices[0] for problem in fields.problems if problem.choices]
    names = []
    for code in (*fields.agencies, *guesses):
        agency = known(code)
        names.append(agency.name_th if agency else code)
    return names


def _deadline(fields: Fields, blanks: Blanks, tz: tzinfo, language: Language) -> str:
    offered = [
        at
        for problem in fields.problems
        if problem.mistake is Mistake.BAD_DEADLINE
        for at in problem.instants
    ]
    at: datetime | None = fields.deadline or next(iter(offered), None)
    return thai_dates.short_datetime(at, tz, language) if at else blanks.deadline
