"""`#issue` and `#edit`: headline, agencies, deadline, links, urgency, reference, details."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import bounds
from domain.chat.commands import Assumption, Edit, Fields, Kind, Malformed, OpenIssue, Urgency
from domain.chat.mistakes import WHOSE_ROLE, Mistake, Problem
from domain.deadlines import hours_given
from domain.grammar.addressed import take_addressed
from domain.grammar.details import details, headline, stray
from domain.grammar.due import read_due
from domain.grammar.due_inside import take_wrapped
from domain.grammar.inline import take_inside
from domain.grammar.labels import AGENCIES, Label
from domain.grammar.left_over import left_over
from domain.grammar.letters import head_above
from domain.grammar.lines import Said
from domain.grammar.numbers import Numbered
from domain.grammar.reasons import take_reason
from domain.grammar.roles import helped_by, roles_behind, roles_said, supporting_in
from domain.grammar.sections import Piece, Sections, joined, read_sections, typed
from domain.grammar.situation import Situation
from domain.grammar.urgency import is_normal, urgency_of


@dataclass(frozen=True, slots=True)
class _Read:
    """What the sections of an issue say."""

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
    reason: str = ""
    stray: str = ""
    roles: bool = False
    within: timedelta | None = None
    unhurried: bool = False
    adds: bool = False


def read_issue(said: Said, situation: Situation) -> Fields:
    """Read `#issue`; an absent headline, agency or deadline is a mistake, never a default."""
    sections = read_sections(said, said.first, said.start, situation)
    read = _read(sections, said, situation, needs_title=True)
    problems = list(read.problems)
    if not read.title:
        problems.append(Problem(Mistake.MISSING_TITLE))
    if _nobody_leads(read) and not any(_about_agency(one) for one in problems):
        problems.append(_who_leads(read))
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
            read.within,
        )
    return _fields(Kind.ISSUE, outcome, read, tuple(problems))


def read_edit(said: Said, numbered: Numbered, situation: Situation) -> Fields:
    """Read `#edit N`: only what is given changes."""
    sections = read_sections(said, numbered.line, numbered.end, situation, edits=True)
    read = _read(sections, said, situation, needs_title=False)
    marked = read.urgency is not Urgency.NORMAL or read.unhurried
    problems = [*numbered.problems, *read.problems]
    if (
        read.agencies and _nobody_leads(read) and not read.adds
    ):  # a list of supporters would withdraw who leads
        problems.append(_who_leads(read))
    if not (
        read.title
        or read.agencies
        or read.deadline_text
        or read.detail
        or read.reference
        or read.links
        or marked
        or read.problems
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
            read.reference,
            read.supporting,
            read.reason,
            roles=read.roles,
            within=read.within,
            adds=read.adds,
        )
    return _fields(Kind.EDIT, outcome, read, tuple(problems), numbered)


def _nobody_leads(read: _Read) -> bool:
    """Whether all agencies that are named, if any, only support."""
    return set(read.agencies) <= set(read.supporting)


def _who_leads(read: _Read) -> Problem:
    """Return the question who leads; the supporters that were named are understood."""
    why = WHOSE_ROLE if read.supporting else ""
    return Problem(Mistake.MISSING_AGENCY, choices=read.supporting, why=why)


def _about_agency(problem: Problem) -> bool:
    return problem.mistake in (Mistake.UNKNOWN_AGENCY, Mistake.AMBIGUOUS_AGENCY)


def _read(sections: Sections, said: Said, situation: Situation, *, needs_title: bool) -> _Read:
    """Read every section of an issue."""
    take_inside(sections, situation, needs_title=needs_title)
    take_wrapped(sections, said.written, situation)
    if not sections.letter:
        take_addressed(sections, situation)
    problems: list[Problem] = []
    reason = "" if needs_title else take_reason(sections)
    title = _take_title(sections, needs_title)
    marks, number = head_above(said.above)
    reference = _reference(sections) or number
    if len(title) > bounds.HEADLINE:
        problems.append(Problem(Mistake.TOO_LONG, detail="headline"))
    if len(reference) > bounds.REFERENCE:
        problems.append(Problem(Mistake.TOO_LONG, detail="reference"))
    lead, support = (
        situation.agencies(joined(_in_order(sections.values.get(label, ()), said)))
        for label in AGENCIES
    )
    named = sections.values.get(Label.AGENCY, ())
    second = {*supporting_in((piece.text for piece in named), situation)}
    second.update(code for code in support.codes if code not in lead.codes)
    codes = tuple(dict.fromkeys(lead.codes + support.codes))
    problems.extend(lead.problems + support.problems)
    beside = [one for one in sections.loose if any(one.line is name.line for name in named)]
    roles = [*roles_behind(named), *helped_by([*named, *beside], codes, situation)]
    unsure = [(row, codes, "") for row in sections.unsure]
    unsure += [(row, (), WHOSE_ROLE) for row in roles]
    for row, choices, why in () if lead.problems else unsure:
        problems.append(Problem(Mistake.AMBIGUOUS_AGENCY, row.text.strip(), choices, why))
    dates = sections.values.get(Label.DEADLINE, []) + sections.values.get(Label.TIME, [])
    due = sections.due or read_due(dates, situation, edits=not needs_title)
    if due and due.problem:
        problems.append(due.problem)
    if codes and due and due.at and not problems:
        problems += left_over(sections, codes, due, situation)
    lines = said.written
    hurry = [piece.text for piece in sections.values.get(Label.URGENCY, ())]
    detail = details(sections, situation)
    return _Read(
        title,
        typed(_in_order(detail, said)),
        codes,
        tuple(code for code in codes if code in second),
        lead.assumptions + support.assumptions,
        due.at if due else None,
        typed(dates).replace("\n", " "),
        tuple(dict.fromkeys(url for line in lines for url in line.urls)),
        urgency_of([*marks, *(line.quiet for line in lines)], hurry, title),
        reference,
        tuple(problems),
        reason,
        stray(sections) if (codes or dates) and not needs_title else "",
        bool(second) or roles_said(lines, named),
        hours_given(due.text) if due and due.at else None,
        any(map(is_normal, hurry)),
        bool(sections.adds),
    )


def _in_order(pieces: Iterable[Piece], said: Said) -> list[Piece]:
    """Return pieces in the order in which they were typed; those of the command's line first."""
    place = {id(line): at for at, line in enumerate(said.written)}
    return sorted(pieces, key=lambda piece: (place.get(id(piece.line), 0), piece.start))


def _take_title(sections: Sections, needs_title: bool) -> str:
    """Take the headline: the command's own line, else its label's, else the first loose line."""
    candidates = [sections.rest] if sections.rest in sections.loose else []
    candidates += sections.values.get(Label.TITLE, [])
    if needs_title:
        candidates += sections.loose
    for piece in candidates:
        title = headline(piece)
        if not title:
            continue
        if piece in sections.loose:
            sections.loose.remove(piece)
        else:
            sections.values[Label.TITLE].remove(piece)
        return title
    return ""


def _reference(sections: Sections) -> str:
    """Return the reference to an official paper as typed; its date is no deadline (R18)."""
    return typed(piece for piece in sections.values.get(Label.REFERENCE, ()) if piece.text.strip())


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
        unread=read.stray,
    )
