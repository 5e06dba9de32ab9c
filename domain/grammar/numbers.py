"""The number of an issue, directly behind a command word."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from domain.chat.commands import IssueNo, Kind, NearMiss
from domain.chat.mistakes import Mistake, Problem
from domain.grammar import another_number
from domain.grammar.counted import (
    COUNTED,
    COUNTED_ALONE,
    COUNTED_IN_TEXT,
    MAYBE_COUNTED,
    NEVER_AN_ISSUE,
    ORGANISATION,
    TIME,
)
from domain.grammar.lines import Line, Said
from domain.grammar.numbers_within import MOST_DIGITS
from domain.grammar.polite import ADDRESS, SURE_PARTICLE
from domain.grammar.situation import Situation
from domain.text import EMOJI
from domain.thai_dates import fiscal_year

MOST_NUMBERS = 30
_LONGEST_NAME = 80

_WORDS = (
    r"(?:IA|IR|ID)(?=[-–—−_\s#.:]*\d)|No(?=[\s.]*\d)|number\b|issue\b|เลขประเด็น(?:ที่)?|เลขที่|ลำดับ(?:ที่)?|เคส(?:ที่)?|"
    r"(?:ตาม|ของ)(?=(?:ประเด็น|เรื่อง)(?:ที่)?\s?\d)|หมายเลข|ที่|ข้อที่|ข้อ|"
    r"เรื่องที่|เรื่อง|ประเด็นที่|ประเด็น"
)
_POLITE = rf"(?:{SURE_PARTICLE})+(?:\s?(?:{ADDRESS})+)?"
_PARTICLE = rf"{_POLITE}(?=\s)"
_MINUS = r"(?<![^\s#])[-−–](?=\d)"
_PREFIX = rf"(?:(?!{_MINUS})[\s#(\[{{<\"'“‘:.,;=!?~…+\-–—−•*_/|{EMOJI}]|{_WORDS}|{_PARTICLE})*+"
_DIGIT = r"\d\ufe0f?\u20e3?"  # 1️⃣2️⃣ too
_OTHER = r"\d*[.:]\d|\d*/\d+/\d"
_HERE = rf"(?!{_OTHER})(?P<number>(?:{_DIGIT})++)(?:\s?/\s?(?P<year>\d+))?"
_NUMBER = re.compile(rf"{_PREFIX}(?P<minus>{_MINUS})?{_HERE}", re.IGNORECASE)
_TO = "to|through|till|until"
_AND = rf",|;|&|\+|และ|กับ|ถึง|หรือ|รวม(?:ทั้ง|ถึง)|ตลอดจน|พร้อม(?:ทั้ง|กับ|ด้วย)?|แล้วก็|\b(?:and|or|{_TO})\b"
_FURTHER = re.compile(
    rf"(?:\s*+(?:{_POLITE})?\s*+(?:{_AND})|[-–]|\s++(?=#))(?:{_WORDS}|[\s#])*+{_HERE}",
    re.IGNORECASE,
)
_CALLED = re.compile(r"#|IA|IR|ID|No|number|issue|เลข|(?:เคส|เรื่อง|ประเด็น|ข้อ)ที่", re.IGNORECASE)
"""What only an issue's number stands behind."""
_LABEL = re.compile(rf"({_WORDS})[\s#(._:\-]*$", re.IGNORECASE)
_LABELLED = re.compile(rf"\s+(?P<label>{_WORDS})[\s#(._:\-]*{_HERE}", re.IGNORECASE)
_LETTER = re.compile(r"(?:(?!ok\b)[A-Za-z]{1,3}|-?[A-Z][a-z]{3,9}|[ก-ฮ])(?=[\s.,:;)\d]|$)")
"""Letters directly behind a number, which is no issue's then: 1O, 12ก, 2FA, 7-Eleven."""
_NEXT = re.compile(rf"(?:\s*(?:{_POLITE}|ด้วย))*+\s+#?{_HERE}(?=[\s,.]|$)")
_BARE = re.compile(rf"\s+#?(?P<number>(?:{_DIGIT}){{1,3}})(?P<year>(?!))?(?=\s)")
_RANGE = re.compile(rf"(?:,\d{{3}})++(?!\d)|\s?(?:[-–]|ถึง|หรือ|และ|กับ|{_TO})\s?\d++", re.IGNORECASE)
"""What goes on with a number that counts: 1,200 or 5-6 provinces."""
_EITHER = re.compile(rf"[-–]|ถึง|หรือ|\b(?:or|{_TO})\b", re.IGNORECASE)
_NO_DIGIT = re.compile(r"[\ufe0f\u20e3]")
_BEHIND = re.compile(r"[”’\"'*_]?+[\s:.,;)\]}>\-–—/|]*+")
_NOT_SAID = " :-–—"
_OVER = re.compile(rf"[\s.,;)\]]*+(?:{_POLITE}|ด้วย|และ|กับ)*+\s*+$")
_ALONE = re.compile(
    rf"{_PREFIX}(?:[\d\ufe0f\u20e3\s,/&+.)]|และ|กับ|{_POLITE}|ด้วย)*+$", re.IGNORECASE
)
_WORDED = re.compile(rf"[\s{EMOJI}]*+(?:[#(\[]|{_WORDS})", re.IGNORECASE)
_NUMERALS = " 0123456789\ufe0f\u20e3"
_A_TIME_BEHIND = (Kind.EXTEND, Kind.SNOOZE)
_COUNTED_BEHIND: dict[Kind | NearMiss, re.Pattern[str]] = {
    Kind.EDIT: COUNTED,
    Kind.ACK: COUNTED_ALONE,
    Kind.ACCEPT: COUNTED_ALONE,
    Kind.GRANT: COUNTED_ALONE,
    Kind.REFUSE: COUNTED_ALONE,
    Kind.CANCEL: COUNTED_ALONE,
    Kind.CLOSE: COUNTED_ALONE,
}
"""What a number counts behind the other commands, which is mostly time."""
_EDITED = ("หน่วยงาน", "ประเด็น", "ข้อ")
"""Behind #edit and its number they are labels."""
_TELLING = (Kind.REPORT, Kind.PROGRESS)
"""Behind their number a text follows, which may begin with a number of its own."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The numbers behind a command word, what is wrong with them, and the place behind them."""

    issues: tuple[IssueNo, ...]
    problems: tuple[Problem, ...]
    line: Line
    end: int

    @property
    def issue_no(self) -> int | None:
        """The number, if there is nothing wrong with it."""
        return self.issues[0].number if self.issues and not self.problems else None

    @property
    def year_be(self) -> int | None:
        """The fiscal year written with the number."""
        return self.issues[0].year_be if self.issues and not self.problems else None


def read_numbers(command: Said, situation: Situation, *, several: bool = False) -> Numbered:
    """Read the number directly behind the command or alone on the next line.

    Without one the quoted post's issue is meant. `several` takes more than one. A dash before the
    number parts it from `#report`; elsewhere it is a minus, and no issue has such a number.
    """
    line, start = command.first, command.start
    if not line.text[start:].strip(_NOT_SAID):
        below = next((one for one in command.below if one.text.strip()), None)
        if below and (_ALONE.match(below.text) or _WORDED.match(below.text)):
            line, start = below, 0
    rows = _Rows(command.word, situation, several=several)
    found, counted = rows.first(line, start)
    listed = found and command.word is Kind.REPORT and _is_list(command, line, found)
    if found is None or counted or listed:
        return _unnumbered(command, *rows.instead(found, counted))
    issues: list[IssueNo | None] = []
    said: list[str] = []
    while found:
        more, end = rows.read(line, found)
        issues += more
        said.append(line.text[found.start("minus" if rows.minus(found) else "number") : end])
        below = next((one for one in command.lines_below(line) if one.text.strip()), None)
        found = rows.on_the_next(line, end, below)
        line = below if found and below else line
    whole = tuple(dict.fromkeys(issue for issue in issues if issue is not None))
    bad = None in issues or (len(issues) > 1 and not several)
    also = ""
    if rows.tells and len(whole) == 1 and not bad:
        further = another_number.joined(line.text, end)
        said = [f"{said[0]}{line.text[end:further]}"] if further else said
        other = another_number.called(command.body(line, end), whole[0].number)
        also = "" if further or not rows.may_be(other) else str(other)
        bad = bool(further or also)
    problems = (Problem(Mistake.BAD_ISSUE_NO, " ".join(said), meant=also),) if bad else ()
    return Numbered(whole, problems, line, _behind(line, end))


def number_at(line: Line, position: int) -> re.Match[str] | None:
    """Match the number that stands at a place of a line, whatever it counts or names."""
    return _NUMBER.match(line.text, position)


def names_issue(found: re.Match[str], line: Line, of: Collection[int] | None = None) -> bool:
    """Whether a number can be an issue's, as far as what stands behind it tells; one of these."""
    issue = _issue(found)
    if issue is None or MAYBE_COUNTED.match(line.text, found.end()):
        return False
    return of is None or issue.number in of


def another_ahead(text: str) -> int | None:
    """Return where the number of another issue ends with which a text goes on: และ 4."""
    found = _FURTHER.match(text)
    return None if found is None or MAYBE_COUNTED.match(text, found.end()) else found.end()


def _unnumbered(command: Said, quoted: int | None, doubted: str) -> Numbered:
    """Return the quoted post's issue, or that no number was said, but one that may count."""
    behind = _behind(command.first, command.start)
    if quoted is not None:
        return Numbered((IssueNo(quoted),), (), command.first, behind)
    problem = Problem(Mistake.MISSING_ISSUE_NO, meant=doubted)
    return Numbered((), (problem,), command.first, behind)


class _Rows:
    """Reads the rows of numbers of one command, each on a line of its own."""

    def __init__(self, word: Kind | NearMiss, situation: Situation, *, several: bool) -> None:
        self._word, self._situation, self._several = word, situation, several
        self.tells = word in _TELLING
        self._owed = situation.owed
        quoted = situation.quoted_issue_no
        self._quoted = None if quoted is None else IssueNo(quoted)

    def minus(self, found: re.Match[str]) -> bool:
        """Whether a dash before a first number is a minus."""
        return found.groupdict().get("minus") is not None and self._word is not Kind.REPORT

    def read(self, line: Line, found: re.Match[str]) -> tuple[list[IssueNo | None], int]:
        """Return the issues of a row that begins with a number, and where it ends."""
        odd = _LETTER.match(line.text, found.end())
        issues = [None if odd or self.minus(found) else _issue(found)]
        labelled = _LABEL.search(line.text, 0, found.start("number"))
        end = odd.end() if odd else found.end()
        label = labelled[1] if labelled else ""
        while len(issues) < MOST_NUMBERS and (further := self._further(line, end, label)):
            between = line.text[end : further.start("number")]
            issues.append(None if _EITHER.search(between) else _issue(further))
            end = further.end()
        return issues, end

    def on_the_next(self, line: Line, end: int, below: Line | None) -> re.Match[str] | None:
        """Match a further number alone on the line below a row that ends its own."""
        if below is None or self._word in _A_TIME_BEHIND or not _OVER.match(line.text, end):
            return None
        return _NUMBER.match(below.text) if _ALONE.match(below.text) else None

    def first(self, line: Line, start: int) -> tuple[re.Match[str] | None, re.Match[str] | None]:
        """Match the first number behind a place, and what it counts.

        One that is called an issue's counts nothing, 1 and that of the quoted post little.
        """
        found = _NUMBER.match(line.text, start)
        if found is None or _CALLED.search(line.text, start, found.start("number")):
            return found, None
        sure = self.tells and _issue(found) in (self._quoted, IssueNo(1))
        return found, self._counted(found, line, COUNTED if sure else self._pattern)

    def instead(
        self, found: re.Match[str] | None, counted: re.Match[str] | None
    ) -> tuple[int | None, str]:
        """Return the quoted post's issue, and the number that may name one although it counts.

        The post decides, but where what stands behind the number may begin the text as well.
        """
        quoted = self._quoted.number if self._quoted else None
        issue = _issue(found) if found and counted else None
        if (
            issue is None
            or counted is None
            or NEVER_AN_ISSUE.match(counted.string, counted.start())
        ):
            return quoted, ""
        sure = COUNTED_IN_TEXT.match(counted.string, counted.start())
        if quoted and (sure or not self.may_be(issue.number)):
            return quoted, ""
        return None, str(issue.number)

    @property
    def _pattern(self) -> re.Pattern[str]:
        return MAYBE_COUNTED if self.tells else _COUNTED_BEHIND.get(self._word, TIME)

    def _counted(
        self, found: re.Match[str], line: Line, pattern: re.Pattern[str]
    ) -> re.Match[str] | None:
        """Match what a number counts; nothing where it names an issue."""
        if found["year"] is not None:
            return None
        more = _RANGE.match(line.text, found.end()) if self.tells else None
        counted = pattern.match(line.text, more.end() if more else found.end())
        if counted is None or (self._word is Kind.EDIT and counted[0].strip() in _EDITED):
            return None
        ahead = line.text[counted.start() : counted.start() + _LONGEST_NAME].lstrip()
        named = ORGANISATION.match(ahead) and self._situation.opens_with_name(ahead)
        return None if named else counted

    def may_be(self, other: int | None) -> bool:
        """Whether a text that names another issue may report on it, as far as that is known."""
        return other is not None and (self._owed is None or other in self._owed)

    def _further(self, line: Line, end: int, label: str) -> re.Match[str] | None:
        """Match a further number: behind a conjunction, the same label again, or blanks alone."""
        found, pattern = _FURTHER.match(line.text, end), self._pattern
        labelled = _LABELLED.match(line.text, end)
        if found is None and labelled and (self._several or labelled["label"] == label):
            found = labelled
        if found is None and (self._several or not line.text[end:].strip(_NUMERALS)):
            found = _NEXT.match(line.text, end)
        if found is None and self._word not in _A_TIME_BEHIND:
            found, pattern = self._bare(line.text, end), MAYBE_COUNTED
        return None if found is None or self._counted(found, line, pattern) else found

    def _bare(self, text: str, end: int) -> re.Match[str] | None:
        """Match a number behind blanks where one alone is taken: it may be meant too.

        Before a text it is asked about only if it is owed, as far as that is known.
        """
        found = None if self._several else _BARE.match(text, end)
        asked = found and (not self.tells or self.may_be(int(_NO_DIGIT.sub("", found["number"]))))
        return found if asked else None


def _is_list(command: Said, line: Line, found: re.Match[str]) -> bool:
    """Whether a first number begins a list of points: "1. ไม่จริง 2. แจ้งความแล้ว"."""
    text = "\n".join(one.text for one in (line, *command.lines_below(line)))
    return another_number.counts_up(text, found.start("number"), found.end("number"))


def _behind(line: Line, end: int) -> int:
    """Return the position behind the punctuation that follows a number or a command word."""
    found = _BEHIND.match(line.text, end)
    return found.end() if found else end


def _issue(found: re.Match[str]) -> IssueNo | None:
    """Return the issue a number names, or `None` where no issue can have it."""
    digits = _NO_DIGIT.sub("", found["number"]).lstrip("0")
    if not digits or len(digits) > MOST_DIGITS:
        return None
    if found["year"] is None:
        return IssueNo(int(digits))
    year = fiscal_year(found["year"])
    return IssueNo(int(digits), year) if year else None
