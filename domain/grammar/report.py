"""`#report`: whose number, and what was done."""

import re

from domain.chat.commands import Fields, FileReport, Kind, Malformed
from domain.chat.mistakes import Mistake, Problem
from domain.grammar.command_words import EMOJI
from domain.grammar.lines import Said
from domain.grammar.numbers import Numbered
from domain.text import normalise

_PROGRESS = re.compile(
    rf"[\s:.\-–—•*(\[{EMOJI}]*+(?:กำลังดำเนินการ|อยู่ระหว่าง(?:การ)?ดำเนินการ|(?:in )?progress\b)",
    re.IGNORECASE,
)


def read_report(said: Said, numbered: Numbered) -> Fields:
    """Read `#report N`; `numbered` holds the number or the quoted issue, or none."""
    body = said.body(numbered.line, numbered.end)
    lines = [numbered.line, *said.lines_below(numbered.line)]
    links = tuple(dict.fromkeys(line.link(*span) for line in lines for span in line.links))
    problems = list(numbered.problems)
    if not any(letter.isalnum() for letter in body):
        problems.append(Problem(Mistake.EMPTY_BODY))
    outcome: FileReport | Malformed
    if problems:
        outcome = Malformed(Kind.REPORT, tuple(problems))
    else:
        progress = _PROGRESS.match(normalise(body[:200])) is not None
        outcome = FileReport(numbered.issues[0], body, links, progress)
    return Fields(
        Kind.REPORT,
        outcome,
        urls=links,
        issue_no=numbered.issue_no,
        year_be=numbered.year_be,
        body=body,
        problems=tuple(problems),
    )
