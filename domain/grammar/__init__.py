"""Reading chat messages: from a line such as `#issue …` to the values of `domain.chat.commands`.

`domain.chat.table` lists the commands, `words` and `lines` find them, `numbers` and `due` read what
they share; `issues`, `reports`, `judgements` and `simple` read the commands themselves. Pure: the
moment, the calendar and the directory are arguments.
"""

from collections.abc import Sequence
from datetime import datetime

from domain.agencies import Mentioned
from domain.calendar import Calendar
from domain.chat.commands import Fields, Kind, NearMiss
from domain.chat.row import Numbers
from domain.chat.table import TABLE
from domain.directory import Directory
from domain.grammar.context import Context
from domain.grammar.issue import read_edit, read_issue
from domain.grammar.issue_commands import read_about_issue
from domain.grammar.lines import Said, commands, may_hold_command
from domain.grammar.numbers import read_numbers
from domain.grammar.parsed_line import outline
from domain.grammar.plain_commands import read_simple
from domain.grammar.report import read_report
from domain.text import normalise

__all__ = ["is_command", "outline", "read_message"]


def is_command(text: str, mentions: Sequence[str] = ()) -> bool:
    """Whether a message holds a command or a near miss of one; cheap for ordinary talk.

    `mentions` are the texts of its LINE mentions ("@" included), which may hold blanks.
    """
    if not mentions and not may_hold_command(text):
        return False
    return next(commands(text, [normalise(one) for one in mentions]), None) is not None


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

    `quoted_issue_no` is the issue whose post the message quotes; a typed number goes before it.
    """
    people = [Mentioned(normalise(one.text), one.agencies) for one in mentioned]
    if not people and not may_hold_command(text):
        return ()
    context = Context(now, calendar, directory, people, quoted_issue_no)
    return tuple(_read(said, context) for said in commands(text, [one.text for one in people]))


def _read(said: Said, context: Context) -> Fields:
    """Read one command."""
    kind = said.word
    if isinstance(kind, NearMiss):
        return Fields(Kind.NONE, kind)
    if kind is Kind.ISSUE:
        return read_issue(said, context)
    row = TABLE[kind]
    if not row.has_number:
        return read_simple(row, said, context)
    several = isinstance(row.shape, Numbers)
    numbered = read_numbers(said, context.quoted_issue_no, several=several)
    if kind is Kind.REPORT:
        return read_report(said, numbered)
    if kind is Kind.EDIT:
        return read_edit(said, numbered, context)
    return read_about_issue(row, said, numbered, context)
