"""What reading a message needs to know besides its text, and what only it can tell."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.agencies import Mentioned
from domain.calendar import Calendar
from domain.chat.mistakes import Mistake, Problem
from domain.deadlines import Unreadable, leading_deadline, read_deadline
from domain.directory import JOINING, NUMBERED, Directory, FoldedText, Found, NamePlace, fold
from domain.grammar.conditions import takes_back
from domain.grammar.lines import Line
from domain.thai_dates import SHORT_MONTHS

_BLANKS = re.compile(r"\s*+")
_SIGNS = re.compile(rf"[\s@]*+(?:{NUMBERED}|1\s++)?")
_MONTHS = "|".join(map(re.escape, SHORT_MONTHS["th"]))
_ODD = re.compile(
    rf"(?:[\s,;/+&@]|{JOINING})*+(?:(?!{_MONTHS}|น\.|ชม\.|พ\.ศ|ค\.ศ|พฤ\.|กม\.|มม\.|ซม\.|ตร\.|ลบ\.|ดร\.|นพ\.|พญ\.|ทพ\.|พล\.|พ\.[ตทอ]\.|"
    r"ร\.[ตทอ]\.|ด\.[ชญ]\.|น\.ส\.|รศ\.|ผศ\.|ศ\.|โทร|ลว\.|ครม\.|นรม\.|รอง|รมว|รมช|รมต|ผอ\.|ผวจ\.|สส\.|สว\.|ส\.[สว]\.|"
    r"ก\.ม\.|ต\.|อ\.|ถ\.|ซ\.|ม\.)"
    r"(?:[ก-ฮ]{2,6}\.|(?:[ก-ฮ]{1,4}\.){2,4})|(?P<short>[ก-๎]{3,20}ฯ))(?=[\s,;/)]|$)",
    re.IGNORECASE,
)
"""An abbreviation, but of a time, a measure, a title or an office; or a word shortened with ฯ."""
_MOST_ODD = 20
_COUNTED = re.compile(
    r"(?:(?:โดย)?(?:ให้)?(?:เริ่ม)?นับ|ตั้งแต่|ถัดจาก|จากวัน|from\b|since\b|(?P<event>หลัง(?!จากนั้น)|ภายหลัง|ก่อน|after\b|before\b)"
    r"|(?P<day>(?:ของ|ใน)?วัน(?=[ก-๎])))(?!\S*เดิม)\S*+(?:\s(?:the )?[A-Za-z]+)?",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?:นาที|ชั่วโมง|ชม\.?|วัน|ทำการ|สัปดาห์|อาทิตย์|เดือน|minutes?|hours?|days?|weeks?|months?)\)?$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[ก-ฮ]{1,4}[ก-๎]$")
"""An abbreviation without its dot to which something is glued."""
_DOES = re.compile(
    r"(?<!คน)(?:รับ|ถอน|ชี้แจง|ขอ(?![งบ])|ตอบ|ส่ง|รายงาน|ยืนยัน|ดำเนิน|ปฏิเสธ|จัดการ|ดูแล|ตรวจ|ประสาน|สั่ง|บอก|ทำ|อยู่|ยัง|จะ|"
    r"มี(?!นา)|ลง(?:นาม|พื้นที่)|กับ|และ|แจ้ง|แจง|แถลง|แก้ไข|แนะนำ|เห็น|เสนอ|เร่ง|เคย|เข้า(?!ใจ)|เป็น|ให้|ไม่|ได้|ใช้|โต้|โอน|ไป)"
)
"""What an agency does, or who is with it: สธรับไปแล้ว."""


@dataclass(frozen=True, slots=True)
class DeadlineRead:
    """A deadline that was read, or the problem with it, and what was typed."""

    at: datetime | None
    problem: Problem | None
    text: str


@dataclass(frozen=True, slots=True)
class Situation:
    """The moment (aware), the calendar, the agencies, the people mentioned, the quoted issue.

    `owed` are the numbers of the issues that the sender has to report, `None` where not known.
    `day` is the day of which the hour was asked: a time that names no other is meant on it.
    """

    now: datetime
    calendar: Calendar
    directory: Directory
    mentioned: Sequence[Mentioned] = ()
    quoted_issue_no: int | None = None
    owed: Collection[int] | None = None
    day: date | None = None

    def agencies(self, value: str) -> Found:
        """Read the whole value of an agency label; what is no agency is a problem."""
        return self.directory.find(value, self.mentioned)

    def agencies_at(
        self,
        text: FoldedText,
        position: int,
        place: NamePlace = NamePlace.ANYWHERE,
        until: int | None = None,
    ) -> Found:
        """Read a row of names from a position on; its `end` is where something else begins."""
        return self.directory.read_at(text, position, self.mentioned, place, until)

    def agency_at(self, line: Line, position: int, place: NamePlace) -> bool:
        """Whether a mentioned person or an agency's name stands at a position of a line."""
        position = _behind(_BLANKS, line, position)
        for one in self.mentioned:
            if line.text.startswith(one.text, position):
                return bool(one.agencies)
        start = _behind(_SIGNS, line, position)
        return self.directory.match_at(line.folded, start, place) is not None

    def row_end(self, line: Line, start: int, limit: int, place: NamePlace) -> int:
        """Return where a row of names ends, names that the directory has not (กกพ.) included."""
        end = start
        for _ in range(_MOST_ODD):
            end = max(end, self.agencies_at(line.folded, end, place).end)
            odd = self.odd_name(line, end, limit)
            if odd is None:
                break
            end = odd
        return end

    def odd_name(self, line: Line, position: int, limit: int) -> int | None:
        """Return where a word that can only be an agency's ends, known or not; else `None`."""
        odd = _ODD.match(line.quiet, position, limit)
        if odd and odd["short"]:
            found = self.agencies(odd["short"])
            known = [one.mistake is Mistake.AMBIGUOUS_AGENCY for one in found.problems]
            return odd.end() if found.codes or any(known) else None
        return odd.end() if odd else None

    def opens_with_name(self, text: str) -> bool:
        """Whether a text begins with an agency's name, to which the next word may be glued.

        Letters of an abbreviation that go on as any word does are none: ทดสอบ, ตรวจสอบ; what it
        does may follow them: สธรับไปแล้ว.
        """
        ends = range(len(text), 0, -1)
        whole = (end for end in ends if not _GOES_ON.match(text[: end + 1]) or _ends(text, end))
        return any(self.directory.match_at(fold(text[:end]), 0) is not None for end in whole)

    def deadline(self, text: str) -> DeadlineRead:
        """Read a whole deadline."""
        said = text.strip()
        if self.day is not None:
            on_it = replace(self, day=None).deadline(f"{self.day} {said}")
            if on_it.at is not None:
                return replace(on_it, text=said)
        try:
            return DeadlineRead(read_deadline(said, self.now, self.calendar), None, said)
        except Unreadable as refusal:
            return DeadlineRead(None, _problem(said, refusal), said)

    def leading_deadline(self, text: str) -> tuple[DeadlineRead, int] | None:
        """Read the deadline that a normalised text begins with, and where it ends; else `None`.

        What counts it from elsewhere or takes it back belongs to it: then it is asked.
        """
        found = leading_deadline(text, self.now, self.calendar)
        if found is None:
            return None
        outcome, rest = found
        end = len(text.rstrip()) - len(rest)
        said = text[:end].strip()
        if behind := self._counted_from(said, outcome, rest) or takes_back(rest):
            whole = text[: end + text[end:].index(behind) + len(behind)]
            return self.deadline(whole), len(whole)
        if self.day is not None:
            return self.deadline(said), end
        if isinstance(outcome, Unreadable):
            return DeadlineRead(None, _problem(said, outcome), said), end
        return DeadlineRead(outcome, None, said), end

    def _counted_from(self, said: str, at: datetime | Unreadable, rest: str) -> str:
        """Return the words behind a deadline that count it from elsewhere: นับแต่วันประชุม."""
        found = _COUNTED.match(rest)
        if found is None or (found["event"] and not _PERIOD.search(said)):
            return ""
        if isinstance(at, Unreadable):
            return found[0]
        today = self.calendar.local(at).date() == self.calendar.local(self.now).date()
        if found["day"] and ("วัน" in said or not today):
            return ""
        return found[0]


def _ends(text: str, end: int) -> bool:
    """Whether letters that may be an abbreviation end here: with the text, or a verb follows."""
    return end == len(text) or _DOES.match(text, end) is not None


def _behind(pattern: re.Pattern[str], line: Line, position: int) -> int:
    """Return the position behind what a pattern matches in a line."""
    found = pattern.match(line.quiet, position)
    return found.end() if found else position


def _problem(said: str, refusal: Unreadable) -> Problem:
    return Problem(
        Mistake.BAD_DEADLINE,
        said,
        why=str(refusal.why),
        detail=refusal.detail,
        instants=refusal.choices,
        meant=refusal.meant,
    )
