"""Reading chat messages: from a line such as `#issue …` to the values of `domain.chat.commands`.

`domain.chat.table` lists the commands; `mentions`, `command_words`, `glued`, `layouts` and `lines`
find them, `numbers` (with `counted`, `word_order`, `numbers_within`, `another_number`) and
`situation` read what they share; `issue` (with `labels`, `changes`, `sections`, `details`,
`letters`, `urgency`, `inline`, `addressed`, `roles`, `due`), `issue_commands` (with `rest` and
`polite`) and `plain_commands` (with `joint`) read the commands themselves; `doubts` asks about what
these would drop. `gaps` and `filler` are about what a command lacks.
Pure: the moment, the calendar and the directory are arguments.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain import bounds
from domain.agencies import Mentioned
from domain.calendar import Calendar
from domain.chat.commands import Fields, Kind, Malformed, NearMiss
from domain.chat.mistakes import Mistake, Problem
from domain.chat.row import Numbers
from domain.chat.table import TABLE
from domain.directory import Directory, Found
from domain.grammar.doubts import doubted
from domain.grammar.issue import read_edit, read_issue
from domain.grammar.issue_commands import read_about_issue
from domain.grammar.lines import MOST_COMMANDS, Said, commands, may_hold_command
from domain.grammar.mentions import marked, put_back
from domain.grammar.numbers import read_numbers
from domain.grammar.plain_commands import read_simple
from domain.grammar.report_text import read_report
from domain.grammar.situation import Situation
from domain.grammar.word_order import number_first
from domain.text import normalise

__all__ = ["MOST_COMMANDS", "has_more", "is_command", "kinds", "outline", "read_message"]


def is_command(text: str, mentioned: Sequence[Mentioned] = ()) -> bool:
    """Whether a message holds a command or a near miss of one; cheap for ordinary talk."""
    return next(_said(text, mentioned), None) is not None


def kinds(text: str, mentioned: Sequence[Mentioned] = ()) -> list[Kind]:
    """Return of what kinds the commands of a message are; `none` for a near miss."""
    words = (said.word for said in _said(text, mentioned))
    return [Kind.NONE if isinstance(word, NearMiss) else word for word in words]


def has_more(text: str, mentioned: Sequence[Mentioned] = ()) -> bool:
    """Whether a message holds more commands than are read of one."""
    return len(list(commands(marked(text, mentioned)[0], MOST_COMMANDS + 1))) > MOST_COMMANDS


def read_message(
    text: str,
    now: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    quoted_issue_no: int | None = None,
    mentioned: Sequence[Mentioned] = (),
    owed: Collection[int] | None = None,
) -> tuple[Fields, ...]:
    """Read every command of a message in order, at most five; empty for ordinary talk.

    A message that is too long is not read; each of its commands says so.

    `quoted_issue_no` is the issue whose post the message quotes; a typed number goes before it.
    `owed` are the numbers of the issues that the sender has to report, `None` where not known: they
    decide whether a number before a counted noun names an issue.
    """
    if len(text) > bounds.MESSAGE:
        return tuple(map(_too_long, _said(text, mentioned)))
    plain, people = marked(text, mentioned)
    if not may_hold_command(plain):
        return ()
    people = [_by_name(one, typed, directory) for one, typed in zip(people, mentioned, strict=True)]
    situation = Situation(now, calendar, directory, people, quoted_issue_no, owed)
    read = tuple(
        doubted(replace(_read(said, situation), typed=said.typed, head=said.head), situation)
        for said in commands(plain)
    )
    return put_back(read, mentioned) if mentioned else read


def _said(text: str, mentioned: Sequence[Mentioned]) -> Iterator[Said]:
    """Find the commands of a message."""
    plain, _ = marked(text, mentioned)
    return commands(plain) if may_hold_command(plain) else iter(())


def _by_name(one: Mentioned, typed: Mentioned, directory: Directory) -> Mentioned:
    """Let a mention of nobody on the roster mean the agency whose name it is: @ปภ."""
    found = Found() if one.agencies else directory.find(normalise(typed.text).lstrip("@"))
    sure = found.codes and not (found.problems or found.assumptions)
    return replace(one, agencies=found.codes) if sure else one


def outline(fields: Fields | None) -> dict[str, Any]:
    """Return what `saphan parse message` prints for the first command of a message (contract).

    `None`, and a near miss, are of kind `none`. The deadline is ISO 8601 with its offset, `None`
    if absent, `"error"` if it cannot be read.
    """
    if fields is None or isinstance(fields.outcome, NearMiss):
        fields = None
    deadline = fields.deadline.isoformat() if fields and fields.deadline else None
    errors = sorted({str(problem.mistake) for problem in fields.problems}) if fields else []
    return {
        "kind": str(fields.kind if fields else Kind.NONE),
        "ok": fields is not None and not errors,
        "title": fields.title if fields else None,
        "agencies": sorted(fields.agencies) if fields else [],
        "deadline": "error" if fields and fields.deadline_failed else deadline,
        "urls": list(fields.urls) if fields else [],
        "issue_no": fields.issue_no if fields else None,
        "year_be": fields.year_be if fields else None,
        "body": (fields.body or None) if fields else None,
        "errors": errors,
    }


def _too_long(said: Said) -> Fields:
    """Return a command of a message that is too long to be read."""
    if isinstance(said.word, NearMiss):
        return Fields(Kind.NONE, said.word)
    problems = (Problem(Mistake.TOO_LONG, detail="message"),)
    return Fields(said.word, Malformed(said.word, problems), problems=problems)


def _read(said: Said, situation: Situation) -> Fields:
    """Read one command."""
    kind = said.word
    if isinstance(kind, NearMiss):
        return Fields(Kind.NONE, kind)
    if kind is Kind.ISSUE:
        return read_issue(said, situation)
    row = TABLE[kind]
    if not row.has_number:
        return read_simple(row, said, situation)
    said, several = number_first(said, situation), isinstance(row.shape, Numbers)
    numbered = read_numbers(said, situation, several=several)
    if kind is Kind.REPORT:
        return read_report(said, numbered, situation)
    if kind is Kind.EDIT:
        return read_edit(said, numbered, situation)
    return read_about_issue(row, said, numbered, situation)
