"""Commands about an open issue: reports, their judgement, another deadline, end, transfer."""

import re
from collections.abc import Callable
from dataclasses import replace

from domain.chat.commands import (
    Accept,
    Command,
    Extend,
    Fields,
    IssueNo,
    Kind,
    Malformed,
    Progress,
    Return,
    Snooze,
    Transfer,
)
from domain.chat.mistakes import Mistake, Problem
from domain.chat.row import (
    NumberAgencyReason,
    NumberMaybeAgency,
    NumberReason,
    Numbers,
    OneNumber,
    Row,
)
from domain.deadlines import is_a_bare_period
from domain.directory import Found
from domain.grammar.lines import Line, Said
from domain.grammar.numbers import Numbered
from domain.grammar.page import with_page
from domain.grammar.polite import PARTICLE, WELL_DONE
from domain.grammar.report_text import report_of
from domain.grammar.rest import (
    TOWARDS,
    Rest,
    acts_too,
    agencies,
    agencies_heard,
    agency_ahead,
    deadline_ahead,
    due_within,
    giver_ahead,
    several,
)
from domain.grammar.situation import DeadlineRead, Situation
from domain.text import says_something

_DENIES = re.compile(
    r"ไม่(?:อนุมัติ|อนุญาต|เห็น|ให้|สมควร)|ปฏิเสธ|\b(?:not|refused?|denied)\b", re.IGNORECASE
)
_REASONS = re.compile(
    r"[\s:,;\-–—(]*+(?:เหตุ|สาเหตุ|เพราะ|เนื่องจาก|เนื่องด้วย|ด้วยเหตุ|เพื่อ|ตาม(?:ที่|เสนอ|คำขอ|ขอ|เหตุ|นั้น)|"
    r"เห็น(?:ชอบ|ควร|ด้วย|สมควร)|สมควร|จำเป็น|เหมาะสม|อนุ(?:มัติ|ญาต)|"
    r"because\b|due to\b|reason|as (?:asked|requested|proposed)|approved|ok\b)",
    re.IGNORECASE,
)
"""How a reason opens that grants what was asked for, and nothing else."""
_NARROWS = re.compile(
    r"(?:เฉพาะ|เพียง|แค่|ไม่เกิน|อย่างมาก|ครึ่ง)(?!พอ)|ยกเว้น|เว้นแต่|(?<!ช่วย)เหลือ|บางส่วน|เงื่อนไข|"
    r"\b(?:only|just|at most|except|up to)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?:\d+|ครึ่ง|หนึ่ง|สอง|สาม)\s?(?:วัน|ชั่วโมง|ชม|นาที|สัปดาห์|อาทิตย์|เดือน|ทุ่ม|โมง|days?\b|hours?\b|weeks?\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?:^|(?<=\s)|ถึง|ภายใน|ก่อน|เป็น|until |till |to |by )(?=\S)", re.IGNORECASE)
"""Where a day or a time may begin in a reason."""
_POLITE = re.compile(rf"(?:{PARTICLE})++(?=\s)")
"""A particle glued to a name: คพ.ค่ะ."""
_DASHES = ("-", "–", "—")
_DASH = re.compile(rf"\s*[-–—](?:{PARTICLE}|\W)*$", re.IGNORECASE)
_AGAIN = re.compile(
    rf"\s*(?:(?:ยกเลิก|เลิก)(?:การ)?(?:พัก)?(?:เตือน)?|เตือนต่อ|off\b|cancel\b)(?:{PARTICLE}|\W)*$",
    re.IGNORECASE,
)
"""What lets the bot remind again before the time that was said."""
_ALL = re.compile(
    rf"(?:ทั้ง(?:หมด|คู่|สอง|สาม|สี่|ห้า|\d+)|ทุก|all)(?:หน่วยงาน|หน่วย|กรม|ราย|ฉบับ)?(?:เลย|{PARTICLE}|\W)*+",
    re.IGNORECASE,
)


def read_about_issue(row: Row, said: Said, numbered: Numbered, situation: Situation) -> Fields:
    """Read a command whose first word is an issue's number."""
    rest = Rest(_one_line(said, numbered), 0)
    match row.shape:
        case Numbers(of_several):
            return _of_agencies(row.kind, of_several, numbered, rest, situation)
        case OneNumber(of_one):
            command = of_one(numbered.issues[0]) if numbered.issues else None
            return with_page(_alone(_done(row.kind, numbered, command), rest))
        case NumberReason(with_reason):
            return _with_reason(row.kind, with_reason, numbered, rest)
        case NumberAgencyReason(to_agency):
            return _to_agency(row.kind, to_agency, numbered, rest, situation)
        case NumberMaybeAgency() as shape:
            return _maybe_agency(row.kind, shape, numbered, rest, situation)
        case _:
            return _OWN[row.kind](numbered, rest, situation)


def _alone(fields: Fields, rest: Rest) -> Fields:
    """Keep what stands behind numbers that nothing can follow as unread."""
    return fields if rest.says_nothing else replace(fields, unread=rest.reason)


def _of_agencies(
    kind: Kind,
    make: Callable[[tuple[IssueNo, ...], tuple[str, ...]], Command],
    numbered: Numbered,
    rest: Rest,
    situation: Situation,
) -> Fields:
    """Read numbers and agencies, if any; what else stands behind them is kept as unread."""
    named = rest.behind(TOWARDS)
    found, behind = agency_ahead(named, situation)
    # Where nothing else stands there, names that are plain words count: ประมง ปศุสัตว์.
    whole = Found() if behind.says_nothing else situation.agencies(named.text)
    if whole.codes and not whole.problems:
        found, behind = whole, named.from_(len(named.line.quiet))
    command = make(numbered.issues, found.codes)
    fields = _done(kind, numbered, command, found.problems, found=found)
    return _alone(fields, behind if found.codes else rest)


def _one_line(said: Said, numbered: Numbered) -> Line:
    """Join what stands behind the number to one line; line breaks count as blanks."""
    return Line(said.body(numbered.line, numbered.end))


def _done(
    kind: Kind,
    numbered: Numbered,
    command: Command | None,
    problems: tuple[Problem, ...] = (),
    *,
    found: Found | None = None,
    due: DeadlineRead | None = None,
    body: str = "",
) -> Fields:
    """Return the fields of a command, which is carried out only if nothing is wrong."""
    problems = numbered.problems + problems
    outcome = Malformed(kind, problems) if problems or command is None else command
    return Fields(
        kind,
        outcome,
        agencies=found.codes if found else (),
        deadline=due.at if due else None,
        deadline_failed=due is not None and due.problem is not None,
        issue_no=numbered.issue_no,
        year_be=numbered.year_be,
        body=body,
        problems=problems,
    )


def _extend(numbered: Numbered, rest: Rest, situation: Situation) -> Fields:
    """Read `#extend N deadline [agency] [reason]`, the agency before or behind the deadline."""
    rest = rest.behind(TOWARDS)
    before, rest = agencies_heard(rest, situation)
    rest = rest.behind(TOWARDS)
    due, rest = deadline_ahead(rest, situation)
    behind, after = agencies_heard(rest.behind(TOWARDS), situation)
    found, rest = (behind, after) if behind.codes or behind.problems else (before, rest)
    problems = before.problems if found is before else before.problems + behind.problems
    if due is None:
        problems += (Problem(Mistake.MISSING_DEADLINE),)
    elif due.problem:
        problems += (due.problem,)
    command, reason = None, rest.reason
    if due and due.at and is_a_bare_period(due.text):
        due = DeadlineRead(None, None, due.text)
    if numbered.issues and due:
        period = "" if due.at else due.text
        command = Extend(numbered.issues[0], due.at, found.codes, reason, period)
    return _done(Kind.EXTEND, numbered, command, problems, found=found, due=due, body=reason)


def _snooze(numbered: Numbered, rest: Rest, situation: Situation) -> Fields:
    """Read `#snooze N until, reason`; a dash instead of both lets it remind again."""
    dash = numbered.line.text[: numbered.end].rstrip()[-1:] in _DASHES and rest.says_nothing
    if dash or _AGAIN.match(rest.text):
        again = Snooze(numbered.issues[0], None) if numbered.issues else None
        return _done(Kind.SNOOZE, numbered, again)
    due, rest = deadline_ahead(rest.behind(TOWARDS), situation)
    reason = rest.reason
    problems = tuple(filter(None, [due.problem])) if due else (Problem(Mistake.MISSING_DEADLINE),)
    if not says_something(reason):
        problems += (Problem(Mistake.EMPTY_BODY),)
    command = Snooze(numbered.issues[0], due.at, reason) if numbered.issues and due else None
    return _done(Kind.SNOOZE, numbered, command, problems, due=due, body=reason)


def _accept(numbered: Numbered, rest: Rest, situation: Situation) -> Fields:
    """Read `#accept N [agencies]`; without an agency every waiting report is meant."""
    said = WELL_DONE.sub("", rest.behind(TOWARDS).text)
    whole = not says_something(said) or _ALL.fullmatch(said.strip())
    either, _ = agencies(rest.behind(TOWARDS), situation)
    found = Found() if whole else either if either.problems else situation.agencies(said)
    command = Accept(numbered.issues[0], found.codes) if numbered.issues else None
    return _done(Kind.ACCEPT, numbered, command, found.problems, found=found)


def _progress(numbered: Numbered, rest: Rest, situation: Situation) -> Fields:
    """Read `#progress N [agency]`; with a text of its own it is a progress note."""
    found, behind = agencies(rest.behind(TOWARDS), situation)
    if numbered.issues and not behind.says_nothing:
        text = rest.line.typed(rest.start)
        links = tuple(dict.fromkeys(rest.line.urls))
        note = report_of(numbered.issues[0], text, links, situation.directory, situation.mentioned)
        fields = _done(Kind.PROGRESS, numbered, replace(note, progress=True), body=text)
        return replace(fields, urls=links)
    problems = found.problems + several(found, rest, behind.start)
    agency = found.codes[0] if found.codes else None
    command = Progress(numbered.issues[0], agency) if numbered.issues else None
    return _done(Kind.PROGRESS, numbered, command, problems, found=found)


def _maybe_agency(
    kind: Kind, shape: NumberMaybeAgency, numbered: Numbered, rest: Rest, situation: Situation
) -> Fields:
    """Read a number, one agency or none, and a reason, which some commands can do without."""
    said = rest.behind(TOWARDS)
    found, rest = agency_ahead(said, situation)
    problems = found.problems + several(found, said, rest.start)
    reason = "" if rest.says_nothing else rest.reason
    if shape.needs_reason and not says_something(reason):
        problems += (Problem(Mistake.EMPTY_BODY),)
    opened = not reason or _REASONS.match(rest.text)
    agency = found.codes[0] if found.codes else None
    command = shape.command(numbered.issues[0], agency, reason) if numbered.issues else None
    fields = _done(kind, numbered, command, problems, found=found, body=reason)
    limited = kind is Kind.GRANT and (not opened or _is_otherwise(reason, situation))
    asked = limited or acts_too(reason, situation)
    return replace(fields, unread=reason) if asked else fields


def _is_otherwise(reason: str, situation: Situation) -> bool:
    """Whether a reason grants less than was asked for, another day, or the opposite."""
    said = Line(reason).quiet
    if _DENIES.search(said) or _NARROWS.search(said) or _AMOUNT.search(said):
        return True
    starts = (found.end() for found in _WORD.finditer(said))
    return any(situation.leading_deadline(said[start:]) for start in starts)


def _to_agency(
    kind: Kind,
    make: Callable[[IssueNo, str, str], Command],
    numbered: Numbered,
    rest: Rest,
    situation: Situation,
) -> Fields:
    """Read a number, one agency, and a reason."""
    said = rest.behind(TOWARDS)
    giver, said = giver_ahead(said, situation) if kind is Kind.TRANSFER else (Found(), said)
    found, rest = agency_ahead(said, situation)
    problems = giver.problems + found.problems + several(found, said, rest.start)
    if not found.codes and not found.problems:
        problems += (Problem(Mistake.MISSING_AGENCY),)
    undone = kind is Kind.EXCUSE and _DASH.match(rest.text)
    reason = "" if undone else rest.behind(_POLITE).reason
    if not undone and not says_something(reason):
        problems += (Problem(Mistake.EMPTY_BODY),)
    command: Command | None = None
    if numbered.issues and found.codes:
        command = make(numbered.issues[0], found.codes[0], reason)
    if giver.codes and isinstance(command, Transfer):
        command = replace(command, giver=giver.codes[0])
    if isinstance(command, Return):
        command = replace(command, due=due_within(reason, situation))
    fields = _done(kind, numbered, command, problems, found=found, body=reason)
    return replace(fields, unread=reason) if acts_too(reason, situation) else fields


def _with_reason(
    kind: Kind, make: Callable[[IssueNo, str], Command], numbered: Numbered, rest: Rest
) -> Fields:
    """Read a number and a reason."""
    reason = rest.reason
    problems = () if says_something(reason) else (Problem(Mistake.EMPTY_BODY),)
    command = make(numbered.issues[0], reason) if numbered.issues else None
    return _done(kind, numbered, command, problems, body=reason)


_OWN: dict[Kind, Callable[[Numbered, Rest, Situation], Fields]] = {
    Kind.EXTEND: _extend,
    Kind.SNOOZE: _snooze,
    Kind.ACCEPT: _accept,
    Kind.PROGRESS: _progress,
}
