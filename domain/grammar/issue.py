"""`#issue` and `#edit`: headline, agencies, deadline, links, urgency, reference, details."""

import re
from dataclasses import dataclass
from datetime import datetime

from domain.chat.commands import Assumption, Edit, Fields, Kind, Malformed, OpenIssue, Urgency
from domain.chat.mistakes import Mistake, Problem
from domain.grammar.context import Context
from domain.grammar.due import read_due
from domain.grammar.inline import take_inside
from domain.grammar.labels import AGENCIES, Label
from domain.grammar.lines import Said
from domain.grammar.numbers import Numbered
from domain.grammar.sections import Piece, Sheet, joined, read_sheet, typed
from domain.grammar.urgency import behind_marks, urgency

LONGEST_TITLE = 300

_PARTICLES = re.compile(r"(?:ครับ|คับ|ค่ะ|คะ|นะ|จ้า|ด้วย|หน่อย|ขอบคุณ|please|thanks|\W)*+$")
_BEHIND_TITLE = " \t,;:/|-–—"


@dataclass(frozen=True, slots=True)
class _Read:
    """What the sheet of an issue says."""

    title: str
    detail: str
    agencies: tuple[str, ...]
    supporting: tuple[str, ...]
    assumptions: tuple[Assumption, ...]
    deadline: datetime | None
    deadline_text: str
    links: tuple[str, ...]
    urgency: Urgency
    reference: str
    problems: tuple[Problem, ...]


def read_issue(said: Said, context: Context) -> Fields:
    """Read `#issue`; an absent headline, agency or deadline is a mistake, never a default."""
    sheet = read_sheet(said, said.first, said.start, context)
    read = _read(sheet, said, context, needs_title=True)
    problems = list(read.problems)
    if not read.title:
        problems.append(Problem(Mistake.MISSING_TITLE))
    if not read.agencies and not any(_about_agency(one) for one in problems):
        problems.append(Problem(Mistake.MISSING_AGENCY))
    if not read.deadline_text:
        problems.append(Problem(Mistake.MISSING_DEADLINE))
    outcome: OpenIssue | Malformed
    if problems or read.deadline is None:
        outcome = Malformed(Kind.ISSUE, tuple(problems))
    else:
        outcome = OpenIssue(
            read.title,
            read.agencies,
            read.deadline,
            read.detail,
            read.links,
            read.urgency,
            read.reference,
            read.assumptions,
            read.supporting,
        )
    return _fields(Kind.ISSUE, outcome, read, tuple(problems))


def read_edit(said: Said, numbered: Numbered, context: Context) -> Fields:
    """Read `#edit N`: only what is given changes."""
    sheet = read_sheet(said, numbered.line, numbered.end, context)
    read = _read(sheet, said, context, needs_title=False)
    marked = read.urgency is not Urgency.NORMAL
    problems = [*numbered.problems, *read.problems]
    if not (
        read.title or read.agencies or read.deadline_text or read.detail or marked or read.problems
    ):
        problems.append(Problem(Mistake.EMPTY_BODY))
    outcome: Edit | Malformed
    if problems:
        outcome = Malformed(Kind.EDIT, tuple(problems))
    else:
        outcome = Edit(
            numbered.issues[0],
            read.title,
            read.agencies,
            read.deadline,
            read.detail,
            read.links,
            read.urgency if marked else None,
        )
    return _fields(Kind.EDIT, outcome, read, tuple(problems), numbered)


def _about_agency(problem: Problem) -> bool:
    return problem.mistake in (Mistake.UNKNOWN_AGENCY, Mistake.AMBIGUOUS_AGENCY)


def _read(sheet: Sheet, said: Said, context: Context, *, needs_title: bool) -> _Read:
    """Read every label of a sheet."""
    take_inside(sheet, context)
    problems: list[Problem] = []
    title = _take_title(sheet, needs_title)
    if len(title) > LONGEST_TITLE:
        problems.append(Problem(Mistake.TOO_LONG, title))
    lead, support = (
        context.directory.find(joined(sheet.values.get(label, ())), context.mentioned)
        for label in AGENCIES
    )
    problems.extend(lead.problems + support.problems)
    dates = sheet.values.get(Label.DEADLINE, []) + sheet.values.get(Label.TIME, [])
    due = read_due(" ".join(piece.text.strip() for piece in dates), context) if dates else None
    if due and due.problem:
        problems.append(due.problem)
    lines = said.written
    return _Read(
        title,
        _detail(sheet),
        tuple(sorted({*lead.codes, *support.codes})),
        tuple(code for code in support.codes if code not in lead.codes),
        lead.assumptions + support.assumptions,
        due.at if due else None,
        typed(dates).replace("\n", " "),
        tuple(dict.fromkeys(line.link(*span) for line in lines for span in line.links)),
        urgency(line.quiet for line in lines),
        _reference(sheet),
        tuple(problems),
    )


def _take_title(sheet: Sheet, needs_title: bool) -> str:
    """Take the headline: the command's own line, else its label's, else the first loose line."""
    candidates = [sheet.rest] if sheet.rest in sheet.loose else []
    candidates += sheet.values.get(Label.TITLE, [])
    if needs_title:
        candidates += sheet.loose
    for piece in candidates:
        title = _headline(piece)
        if not title:
            continue
        if piece in sheet.loose:
            sheet.loose.remove(piece)
        else:
            sheet.values[Label.TITLE].remove(piece)
        return title
    return ""


def _headline(piece: Piece) -> str:
    """Return a headline as typed, without urgency marks before it and the links around it."""
    start = piece.start + behind_marks(piece.text)
    end = piece.start + len(piece.text.rstrip(_BEHIND_TITLE))
    if start >= end or _PARTICLES.match(piece.line.quiet, start, end):
        return ""
    return piece.line.typed(start, end)


def _detail(sheet: Sheet) -> str:
    """Return what else was said, as typed; particles and bare links are left out."""
    rest = [*sheet.values.get(Label.TITLE, ()), *sheet.loose]
    said = [piece for piece in rest if _headline(piece)]
    for label in (Label.DETAIL, Label.SOURCE):
        said += [piece for piece in sheet.values.get(label, ()) if piece.text.strip()]
    return typed(said)


def _reference(sheet: Sheet) -> str:
    """Return the reference to an official paper as typed; its date is no deadline (R18)."""
    return typed(piece for piece in sheet.values.get(Label.REFERENCE, ()) if piece.text.strip())


def _fields(
    kind: Kind,
    outcome: OpenIssue | Edit | Malformed,
    read: _Read,
    problems: tuple[Problem, ...],
    numbered: Numbered | None = None,
) -> Fields:
    return Fields(
        kind,
        outcome,
        title=read.title or None,
        agencies=read.agencies,
        deadline=read.deadline,
        deadline_failed=any(one.mistake is Mistake.BAD_DEADLINE for one in problems),
        urls=read.links,
        issue_no=numbered.issue_no if numbered else None,
        year_be=numbered.year_be if numbered else None,
        body=read.detail,
        problems=problems,
    )
