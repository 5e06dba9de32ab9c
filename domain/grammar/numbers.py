"""The number of an issue, directly behind a command word."""

import re
from dataclasses import dataclass
from functools import partial

from domain.chat.commands import IssueNo, Kind
from domain.chat.mistakes import Mistake, Problem
from domain.grammar.counted import COUNTED, TIME
from domain.grammar.lines import Line, Said
from domain.grammar.situation import Situation
from domain.text import EMOJI
from domain.thai_dates import BUDDHIST_ERA

MOST_DIGITS = 6
MOST_NUMBERS = 30
_LONGEST_NAME = 80
_ORGANISATION = re.compile("จังหวัด|กรม|กระทรวง|สำนักงาน|องค์กร|บริษัท|โรง|ประเทศ|หน่วย")

_WORDS = (
    r"(?:IA|IR)(?=[-_\s#.:]*\d)|No(?=[\s.]*\d)|number\b|issue\b|เลขที่|ลำดับที่|หมายเลข|ที่|ข้อที่|ข้อ|"
    r"เรื่องที่|เรื่อง|ประเด็นที่|ประเด็น"
)
_PARTICLE = r"(?:นะ)?(?:ครับ|คับ|ค่ะ|คะ|จ้า|จ้ะ)(?=\s)"
_MINUS = r"(?<![^\s#])[-−–](?=\d)"
_PREFIX = rf"(?:(?!{_MINUS})[\s#(\[{{<\"'“‘:.,;=\-–—•*_/|{EMOJI}]|{_WORDS}|{_PARTICLE})*+"
_DIGITS = r"(?:\d\ufe0f?\u20e3?)++"  # 1️⃣2️⃣ too
_OTHER = r"\d*[.:]\d|\d*/\d+/\d"
_HERE = rf"(?!{_OTHER})(?P<number>{_DIGITS})(?:\s?/\s?(?P<year>\d+))?"
_NUMBER = re.compile(rf"{_PREFIX}(?P<minus>{_MINUS})?{_HERE}", re.IGNORECASE)
_FURTHER = re.compile(
    rf"(?:\s*(?:,|;|&|\+|และ|กับ|ถึง|\band\b)\s*|[-–]|\s+(?=#))(?:{_WORDS}|[\s#])*+{_HERE}",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"\s+#?{_HERE}(?=[\s,.]|$)")
_RANGE = re.compile(r"(?:,\d{3})++(?!\d)|\s?(?:[-–]|ถึง|หรือ|และ|กับ)\s?\d++")
"""What goes on with a number that counts: 1,200 or 5-6 provinces."""
_THROUGH = re.compile("[-–]|ถึง")
_NO_DIGIT = re.compile(r"[\ufe0f\u20e3]")
_BEHIND = re.compile(r"[\s:.,;)\]}>\-–—/|]*+")
_NOT_SAID = " :-–—"
_ALONE = re.compile(rf"{_PREFIX}(?:[\d\ufe0f\u20e3\s,/&+.)]|และ|กับ)*+$", re.IGNORECASE)
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


def read_numbers(command: Said, situation: Situation, *, several: bool = False) -> Numbered:
    """Read the number directly behind the command or alone on the next line.

    Without one the quoted post's issue is meant. `several` takes more than one, and further ones
    behind blanks alone (`#ack 12 13`). A dash before the number parts it from `#report`; elsewhere
    it is a minus, and no issue has such a number.
    """
    quoted = situation.quoted_issue_no
    line, start = command.first, command.start
    if not line.text[start:].strip(_NOT_SAID):
        below = next((one for one in command.below if one.text.strip()), None)
        if below and (_ALONE.match(below.text) or _WORDED.match(below.text)):
            line, start = below, 0
    is_report = command.word is Kind.REPORT
    counting = partial(_counting, line=line, situation=situation, is_report=is_report)
    found = counting(_NUMBER.match(line.text, start))
    if found is None:
        behind = _behind(command.first, command.start)
        if quoted is not None:
            return Numbered((IssueNo(quoted),), (), command.first, behind)
        return Numbered((), (Problem(Mistake.MISSING_ISSUE_NO),), command.first, behind)
    minus = found["minus"] is not None and not is_report
    issues = [None if minus else _issue(found)]
    end = found.end()
    while len(issues) < MOST_NUMBERS and (
        further := counting(_FURTHER.match(line.text, end) or _spaced(line.text, end, several))
    ):
        between = line.text[end : further.start("number")]
        issues.append(None if _THROUGH.search(between) else _issue(further))
        end = further.end()
    said = line.text[found.start("minus" if minus else "number") : end]
    whole = tuple(dict.fromkeys(issue for issue in issues if issue is not None))
    bad = None in issues or (len(issues) > 1 and not several)
    problems = (Problem(Mistake.BAD_ISSUE_NO, said),) if bad else ()
    return Numbered(whole, problems, line, _behind(line, end))


def _behind(line: Line, end: int) -> int:
    """Return the position behind the punctuation that follows a number or a command word."""
    found = _BEHIND.match(line.text, end)
    return found.end() if found else end


def _counting(
    found: re.Match[str] | None, line: Line, situation: Situation, *, is_report: bool
) -> re.Match[str] | None:
    """Return a number that names an issue; `None` where it counts what stands behind it."""
    if found is None or found["year"] is not None:
        return found
    more = _RANGE.match(line.text, found.end()) if is_report else None
    pattern = COUNTED if is_report else TIME
    counted = pattern.match(line.text, more.end() if more else found.end())
    if counted is None:
        return found
    ahead = line.text[counted.start() : counted.start() + _LONGEST_NAME].lstrip()
    named = _ORGANISATION.match(ahead) is not None and situation.opens_with_name(ahead)
    return found if named else None


def _spaced(text: str, end: int, spaced: bool) -> re.Match[str] | None:
    """Match a further number behind blanks: where wanted, or where nothing but numbers follows."""
    if spaced or not text[end:].strip(" 0123456789\ufe0f\u20e3"):
        return _NEXT.match(text, end)
    return None


def _issue(found: re.Match[str]) -> IssueNo | None:
    """Return the issue a number names, or `None` where no issue can have it."""
    digits = _NO_DIGIT.sub("", found["number"]).lstrip("0")
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
