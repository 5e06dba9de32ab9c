"""What stands behind an issue's number: names of agencies, a reason, who gives to whom."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from domain.chat.mistakes import ONE_ONLY, Mistake, Problem
from domain.directory import Found, NamePlace
from domain.grammar.lines import Line
from domain.grammar.polite import NOTHING_MORE, SURE_PARTICLE
from domain.grammar.situation import DeadlineRead, Situation

_NAMED = r"\s*(?:กรม|กระทรวง|สำนัก|สนง|จังหวัด|จ\.|องค์การ|สถาบัน|ทุก|@|[ก-ฮ]{2,6}(?:\.|\s|$)|[A-Z]{2})"
TOWARDS = re.compile(
    r"(?:[\s:\-–—]|ถึงวันที่|ไปถึง|จนถึง|ถึง|ไปเป็น|เป็น|ออกไป|ไปยัง|ไปที่|ไป|ให้กับ|ให้|แก่|ส่งต่อ|เรียน|@|"
    rf"(?:เฉพาะ|สำหรับ|ของ|จาก)(?={_NAMED})|(?:to|until|till|agency(?! for)|of|from|for)\b|"
    r"หน่วยงาน)*+",
    re.IGNORECASE,
)
_AGENCY_LIKE = re.compile(
    r"(?:กระทรวง|กรม|สำนัก|จังหวัด|จ\.|องค์การ|สถาบัน|การ|ธนาคาร)\S+|[ก-ฮ.]{2,8}\.(?=\s|$)|[A-Z-]{2,}"
)
_ONLY = re.compile(r"[\s(\[]*+(?:เฉพาะ|สำหรับ|ของ)\s*+")
"""What stands before the name of whom something is for; behind it plain words are names too."""
_CALLED_LIKE_ONE = re.compile(r"[\s(\[]*+((?:กรม|กระทรวง|สำนักงาน|จังหวัด)[ก-๎]{2,60})")
_OR = re.compile(r"\s*+(?:หรือ|or\b)\s*+", re.IGNORECASE)
_FROM = re.compile(r"(?:จาก|from\b)\s*+", re.IGNORECASE)
_PASSED = re.compile(
    r"\s*+(?:(?P<sure>[-–—=]*>|[→➔➡]\ufe0f?|ไป(?:ยัง|ให้|ที่|สู่)?(?=\s))|ไป(?:ยัง|ให้|ที่|สู่)?|ให้(?:กับ|แก่)?|แก่|เป็น|to\b)\s*+",
    re.IGNORECASE,
)
"""What stands between who passes an issue on and to whom; a name follows, or it is `sure`."""
_MOST_PASSED = 5
_REASON = re.compile(
    rf"(?:[\s:,.;)\]\-–—]|(?:{SURE_PARTICLE})(?=\s))*+"
    r"(?:(?:(?:เหตุผล|สาเหตุ)(?=[\s:])|reason|because|due to)\s*:?\s*+)?",
    re.IGNORECASE,
)

_LIMIT = re.compile(r"ภายใน|ก่อน|ไม่เกิน|\b(?:by|before|within)\b", re.IGNORECASE)
_ACTS_TOO = re.compile(
    r"(?:และ|แล้ว(?:ก็)?|ส่วน|แต่|พร้อม(?:ทั้ง)?|[,;])\s*(?:ให้|ขอ)?\s*"
    r"(?:รับรอง|ตีกลับ|ส่งคืน|(?:ไม่)?อนุมัติ|โอน|accept|return|grant|refuse)(?:ของ|ให้|รายงาน|\s)*",
    re.IGNORECASE,
)
"""A second act within a reason, where an agency follows: ไม่ครบ และรับรอง กรมประมง."""


_REASON_AHEAD = re.compile(
    r"\s(?:เนื่องจาก|เพราะ|เหตุผล|สาเหตุ|because|due to|reason)|\n", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Rest:
    """What stands behind a number: one line of matching text, and the same as typed."""

    line: Line
    start: int

    @property
    def text(self) -> str:
        """The rest as matched, links blanked out."""
        return self.line.quiet[self.start :]

    @property
    def says_nothing(self) -> bool:
        """Whether only particles stand here."""
        return NOTHING_MORE.match(self.line.text, self.start) is not None

    def behind(self, pattern: re.Pattern[str]) -> "Rest":
        """Return the rest behind what a pattern matches here."""
        found = pattern.match(self.line.quiet, self.start)
        return Rest(self.line, found.end()) if found else self

    def from_(self, position: int) -> "Rest":
        """Return the rest from a position of the same line on."""
        return Rest(self.line, position)

    @property
    def reason(self) -> str:
        """What is left, as typed, without the word "reason"."""
        rest = self.behind(_REASON)
        return rest.line.typed(rest.start)


def deadline_ahead(rest: Rest, situation: Situation) -> tuple[DeadlineRead | None, Rest]:
    """Read the deadline that the rest begins with, and what stands behind it.

    What cannot be read goes up to a reason; `None` where nothing stands there.
    """
    if leading := situation.leading_deadline(rest.text):
        due, end = leading
        return due, rest.from_(rest.start + end)
    if rest.says_nothing or _REASON_AHEAD.match(f" {rest.text}"):
        return None, rest
    ahead = _REASON_AHEAD.search(rest.line.quiet, rest.start)
    end = ahead.start() if ahead else len(rest.line.quiet)
    return situation.deadline(rest.line.quiet[rest.start : end]), rest.from_(end)


def agencies(rest: Rest, situation: Situation) -> tuple[Found, Rest]:
    """Read the row of agencies that the rest begins with, and what stands behind it."""
    line, named = rest.line, rest.behind(_ONLY)
    if named.start > rest.start and situation.agency_at(line, named.start, NamePlace.IN_VALUE):
        rest = named
    row = situation.agencies_at(line.folded, rest.start, NamePlace.IN_VALUE)
    either = _OR.match(line.quiet, row.end) if row.codes else None
    place = NamePlace.IN_VALUE
    other = situation.agencies_at(line.folded, either.end(), place) if either else Found()
    if other.codes or other.problems:
        said = line.quiet[rest.start : other.end].strip()
        problem = Problem(Mistake.AMBIGUOUS_AGENCY, said, row.codes + other.codes)
        row = replace(other, codes=(), problems=(*row.problems, problem))
    return row, rest.from_(row.end)


def agency_ahead(said: Rest, situation: Situation) -> tuple[Found, Rest]:
    """Read the agency that comes first; what looks like one and is none is a problem."""
    found, rest = agencies(said, situation)
    if not found.codes and not found.problems and (word := _AGENCY_LIKE.match(said.text)):
        return situation.agencies(word[0]), said.from_(said.start + word.end())
    return found, rest


def agencies_heard(rest: Rest, situation: Situation) -> tuple[Found, Rest]:
    """Read the agencies that the rest may begin with; one with a slip only if surely meant."""
    found, behind = agencies(rest, situation)
    word = _CALLED_LIKE_ONE.match(rest.text)
    if not found.codes and not found.problems and word:
        meant = situation.agencies(word[1])
        if meant.assumptions and not meant.problems:
            return meant, rest.from_(rest.start + word.end())
    return found, behind


def several(found: Found, said: Rest, behind: int) -> tuple[Problem, ...]:
    """Refuse more than one agency, up to a position, where one report or assignment is meant."""
    if len(found.codes) <= 1:
        return ()
    names = said.line.quiet[said.start : behind].strip()
    return (Problem(Mistake.AMBIGUOUS_AGENCY, names, found.codes, why=ONE_ONLY),)


def giver_ahead(said: Rest, situation: Situation) -> tuple[Found, Rest]:
    """Read who passes an issue on ("ก ไปยัง ข", "จาก ก ให้ ข"), and return what stands behind."""
    line, start = said.line, said.behind(_FROM).start
    for passed in islice(_PASSED.finditer(line.quiet, start), _MOST_PASSED):
        giver = situation.agencies_at(line.folded, start, NamePlace.IN_VALUE, passed.start())
        if giver.end < passed.start() or not (giver.codes or giver.problems):
            continue
        to = said.from_(passed.end())
        named = situation.agency_at(line, to.start, NamePlace.IN_VALUE)
        if named or passed["sure"] or _AGENCY_LIKE.match(to.text):
            one = several(giver, said.from_(start), passed.start())
            return replace(giver, problems=giver.problems + one), to
    return Found(), said


def due_within(reason: str, situation: Situation) -> datetime | None:
    """Return the instant that a reason gives as a limit, the last one of several."""
    said = Line(reason).quiet
    read = (situation.leading_deadline(said[limit.start() :]) for limit in _LIMIT.finditer(said))
    return next((found[0].at for found in reversed([*read]) if found and found[0].at), None)


def acts_too(reason: str, situation: Situation) -> bool:
    """Whether a reason tells to do something about another agency, too."""
    line, place = Line(reason), NamePlace.IN_VALUE
    ends = (found.end() for found in _ACTS_TOO.finditer(line.quiet))
    return any(situation.agency_at(line, end, place) for end in ends)
