"""Reading chat messages: from a line such as `#issue …` to the values of `domain.chat.commands`.

`domain.chat.table` lists the commands; `command_words` and `lines` find them, `numbers` and
`situation` read what they share; `issue` (with `labels`, `sections`, `inline`), `issue_commands`
and `plain_commands` read the commands themselves. Pure: the moment, the calendar and the directory
are arguments.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain import bounds
from domain.agencies import Mentioned
from domain.calendar import Calendar
from domain.chat.commands import Fields, Kind, Malformed, NearMiss
from domain.chat.mistakes import Mistake, Problem
from domain.chat.row import Numbers
from domain.chat.table import TABLE
from domain.directory import Directory
from domain.grammar.issue import read_edit, read_issue
from domain.grammar.issue_commands import read_about_issue, read_report
from domain.grammar.lines import Said, commands, may_hold_command
from domain.grammar.numbers import read_numbers
from domain.grammar.plain_commands import read_simple
from domain.grammar.situation import Situation
from domain.text import normalise

__all__ = ["is_command", "kinds", "outline", "read_message"]


def is_command(text: str, mentions: Sequence[str] = ()) -> bool:
    """Whether a message holds a command or a near miss of one; cheap for ordinary talk.

    `mentions` are the texts of its LINE mentions ("@" included), which may hold blanks.
    """
    if not mentions and not may_hold_command(text):
        return False
    return next(commands(text, [normalise(one) for one in mentions]), None) is not None


def kinds(text: str, mentions: Sequence[str] = ()) -> list[Kind]:
    """Return of what kinds the commands of a message are; `none` for a near miss."""
    found = commands(text, [normalise(one) for one in mentions])
    return [Kind.NONE if isinstance(said.word, NearMiss) else said.word for said in found]


def read_message(
    text: str,
    now: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    quoted_issue_no: int | None = None,
    mentioned: Sequence[Mentioned] = (),
) -> tuple[Fields, ...]:
    """Read every command of a message in order, at most five; empty for ordinary talk.

    A message that is too long is not read; each of its commands says so.

    `quoted_issue_no` is the issue whose post the message quotes; a typed number goes before it.
    """
    if len(text) > bounds.MESSAGE:
        names = [normalise(one.text) for one in mentioned]
        return tuple(map(_too_long, commands(text, names)))
    people = [Mentioned(normalise(one.text), one.agencies) for one in mentioned]
    if not people and not may_hold_command(text):
        return ()
    situation = Situation(now, calendar, directory, people, quoted_issue_no)
    return tuple(_read(said, situation) for said in commands(text, [one.text for one in people]))


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
    several = isinstance(row.shape, Numbers)
    numbered = read_numbers(said, situation.quoted_issue_no, several=several)
    if kind is Kind.REPORT:
        return read_report(said, numbered, situation)
    if kind is Kind.EDIT:
        return read_edit(said, numbered, situation)
    return read_about_issue(row, said, numbered, situation)
