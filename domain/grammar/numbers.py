"""The number of an issue, directly behind a command word."""

import re
from dataclasses import dataclass

from domain.chat.commands import IssueNo
from domain.chat.mistakes import Mistake, Problem
from domain.grammar.command_words import EMOJI
from domain.grammar.lines import Line, Said
from domain.thai_dates import BUDDHIST_ERA

MOST_DIGITS = 6
MOST_NUMBERS = 30

_WORDS = (
    r"(?:IA|IR)(?=[-_\s#.:]*\d)|No(?=[\s.]*\d)|number\b|issue\b|เลขที่|ลำดับที่|หมายเลข|ที่|ข้อที่|ข้อ|"
    r"เรื่องที่|เรื่อง|ประเด็นที่|ประเด็น"
)
_PREFIX = rf"(?:[\s#(\[{{<\"'“‘:.,;=\-–—•*_/|{EMOJI}]|{_WORDS})*+"
_MONTHS = (
    r"ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค|"
    r"มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|กรกฏา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา"
)
_OTHER = rf"\d*[.:]\d|\d*/\d+/\d|\d*\s?(?:(?:{_MONTHS})(?![\u0e01-\u0e4e])[.\s]|น\.|นาฬิกา|โมง|ทุ่ม|%)"
_NUMBER = re.compile(
    rf"{_PREFIX}(?!{_OTHER})(?P<number>\d+)(?:\s?/\s?(?P<year>\d+))?", re.IGNORECASE
)
_FURTHER = re.compile(
    rf"(?:\s*(?:,|;|&|\+|และ|กับ|ถึง|\band\b)\s*|[-–]|\s+(?=#))(?:{_WORDS}|[\s#])*+"
    rf"(?!{_OTHER})(?P<number>\d+)(?:\s?/\s?(?P<year>\d+))?",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"\s+#?(?!{_OTHER})(?P<number>\d+)(?:\s?/\s?(?P<year>\d+))?(?=[\s,.]|$)")
_BEHIND = re.compile(r"[\s:.,;)\]}>\-–—/|]*+")
_NOT_SAID = " :-–—"
_ALONE = re.compile(rf"{_PREFIX}(?:[\d\s,/&+.)]|และ|กับ)*+$", re.IGNORECASE)
_WORDED = re.compile(rf"[\s{EMOJI}]*+(?:[#(\[]|{_WORDS})", re.IGNORECASE)


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


def read_numbers(command: Said, quoted: int | None, *, several: bool = False) -> Numbered:
    """Read the number directly behind the command or alone on the next line.

    Without one the quoted post's issue is meant. `several` takes more than one, and further ones
    behind blanks alone (`#ack 12 13`).
    """
    line, start = command.first, command.start
    if not line.text[start:].strip(_NOT_SAID):
        below = next((one for one in command.below if one.text.strip()), None)
        if below and (_ALONE.match(below.text) or _WORDED.match(below.text)):
            line, start = below, 0
    found = _NUMBER.match(line.text, start)
    if found is None:
        behind = _behind(command.first, command.start)
        if quoted is not None:
            return Numbered((IssueNo(quoted),), (), command.first, behind)
        return Numbered((), (Problem(Mistake.MISSING_ISSUE_NO),), command.first, behind)
    issues = [_issue(found)]
    end = found.end()
    while len(issues) < MOST_NUMBERS and (
        further := _FURTHER.match(line.text, end) or _spaced(line.text, end, several)
    ):
        issues.append(_issue(further))
        end = further.end()
    said = line.text[found.start("number") : end]
    whole = tuple(issue for issue in issues if issue is not None)
    bad = len(whole) < len(issues) or (len(issues) > 1 and not several)
    problems = (Problem(Mistake.BAD_ISSUE_NO, said),) if bad else ()
    return Numbered(whole, problems, line, _behind(line, end))


def _behind(line: Line, end: int) -> int:
    """Return the position behind the punctuation that follows a number or a command word."""
    found = _BEHIND.match(line.text, end)
    return found.end() if found else end


def _spaced(text: str, end: int, spaced: bool) -> re.Match[str] | None:
    """Match a further number behind blanks: where wanted, or where nothing but numbers follows."""
    if spaced or not text[end:].strip(" 0123456789"):
        return _NEXT.match(text, end)
    return None


def _issue(found: re.Match[str]) -> IssueNo | None:
    """Return the issue a number names, or `None` where no issue can have it."""
    digits = found["number"].lstrip("0")
    if not digits or len(digits) > MOST_DIGITS:
        return None
    if found["year"] is None:
        return IssueNo(int(digits))
    year = _year(found["year"])
    return IssueNo(int(digits), year) if year else None


def _year(written: str) -> int | None:
    """Return a fiscal year B.E.: 2570, 70 for it, or 2027 C.E.; else `None`."""
    if len(written) > 4:
        return None
    year = int(written)
    if len(written) == 2 and year >= 50:
        return 2500 + year
    if 1900 <= year < 2400:
        return year + BUDDHIST_ERA
    return year if 2400 <= year < 2700 else None
