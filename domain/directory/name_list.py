"""Reading a row of names from left to right: what is sure, what is asked, what is assumed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.agencies import Agency, Mentioned
from domain.chat.commands import Assumption
from domain.chat.mistakes import LEFT_OUT, Mistake, Problem
from domain.directory.index import DOES, Index, Match
from domain.directory.names import JOINING, NUMBERED, FoldedText, NamePlace, key
from domain.directory.neighbours import Neighbours
from domain.directory.slips import LONGEST_TYPED, nearest, nearly_whole, surely_meant
from domain.text import normalise

_BETWEEN = re.compile(
    rf"(?:[^\u0e01-\u0e3a\u0e40-\u0e4e\w]|{NUMBERED}|[0-9]\ufe0f?\u20e3"
    r"|(?:เป็น)?(?:หน่วยงาน)?(?:เจ้าภาพ)?หลัก(?=\s|$)"
    rf"|{JOINING}|(?:ถึง|ส่วน)(?=\s)"
    r"|(?:ครับผม|ครับ|คับ|ค่ะ|คะ|นะ|จ้า|ด้วย|ทราบ|เท่านั้น)(?![\u0e30-\u0e3a\u0e40-\u0e4e]))++",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d{1,2})\s*+(?!(?:คน|กก|นร|ก\.?พ)(?![ก-๎]))")
"""The number of a list without a sign, but before letters that are a unit or a month too."""
REQUEST = re.compile(
    r"(?:ช่วย|ขอ|โปรด|กรุณา|รบกวน|ชี้แจง|ดำเนินการ|พิจารณา|เพื่อ|ตรวจสอบ|เร่ง|รีบ|โดยด่วน|ด่วน|รายงาน|"
    rf"แถลง|ตอบ|ประสาน|สรุป|{DOES}|please|pls)[^,\n]*",
    re.IGNORECASE,
)
"""What is asked of the agencies named before it; it is no name."""
_OTHERS = re.compile(
    r"(?:หัวหน้า)?(?:หน่วยงาน|ส่วนราชการ|ผู้)(?:อื่น)?\s?(?:ๆ|ฯ)?\s?(?:ที่)?เกี่ยวข้อง(?:อื่น\s?ๆ?|ทั้งหมด|ทุกหน่วยงาน)?|"
    r"(?:other )?(?:related|relevant|concerned) (?:agencies|parties)",
    re.IGNORECASE,
)
"""Named by nobody; behind a name they are only a manner of speaking."""
_REMARK = re.compile(r"\s?\(([^()\n]{0,120})\)")
_PARTY = r"(?:กรม|กระทรวง|สำนักงาน|สนง\.?|[ก-ฮ]{1,6}\.)"
_EXCEPTED = re.compile(
    r"\s?(?:\(?\s?(?:ยกเว้น|เว้น(?!ระยะ)|ไม่รวม|ไม่ต้อง|except\b|นอกจาก(?!นี้|นั้น)|"
    r"เฉพาะ\s?(?:ภาค|ศูนย์|เขต|จังหวัด|สาขา|หน่วย|กอง|ส่วน(?:กลาง|ภูมิ)|กรม|กระทรวง)|"
    rf"(?:โดย|ผ่าน)\s?{_PARTY})|"
    rf"\(\s?(?:ภาค(?:เหนือ|ใต้|กลาง|ตะวัน|อีสาน)|(?:และ|กับ|ร่วมกับ|รวม(?:ถึง|ทั้ง)?|พร้อม)\s?{_PARTY}))"
    r"[^,\n()]{0,80}?(?:\)|(?=[,\n(]|\s(?:ภายใน|ก่อน|กำหนด|due\b|by\b|before\b)|$))",
    re.IGNORECASE,
)
"""Who is left out, or who else shall do it, behind a name: it is asked who is meant then."""
_LEFT_OUT = re.compile(r"ยกเว้น|เว้น(?!ระยะ)|ไม่รวม|นอกจาก(?!นี้|นั้น)|\bexcept\b", re.IGNORECASE)
_INFORMED = re.compile(
    r"\s?(?:(?:เพื่อ|ให้)(?:โปรด)?(?:รับ)?ทราบ(?!\s?(?:และ|แล้ว|พร้อม))|for information|fyi\b)",
    re.IGNORECASE,
)
"""Whoever only is told, beside others, may not be asked."""
_HARD_END = re.compile(
    rf"[,;/|+\n]|\s{JOINING}\s|{JOINING}(?=กรม|กระทรวง|สำนัก|จ\.|จังหวัด)|(?<=[ก-ฮ]\.)\s",
    re.IGNORECASE,
)
_ORGANISATION_AHEAD = re.compile(
    r"(?<!\s)\s++(?=กรม|กระทรวง|สำนัก|จังหวัด|จ\.|องค์การ|สถาบัน|ธนาคาร|บริษัท|ศูนย์|การ)"
)
_HEADED = re.compile(r"กรม|กระทรวง|สำนัก|สนง|องค์การ|สถาบัน|ธนาคาร|บริษัท|จังหวัด|[a-z]|.*ฯ")
"""How the opening of a name begins that is no plain word, or how it ends."""
_PARTICLES = re.compile("(?:ครับผม|ครับ|คับ|ค่ะ|คะ|นะ|จ้า|จ้ะ)+$")
_DOTTED = re.compile(r"(?:[ก-ฮ]{1,4}\.)+(?=\s?[ก-๎]{3})")
"""Letters that say what kind of body bears a name, which a slip never changes: ม.เชียงใหม่."""
_BLANK = re.compile(r"\s+")
_SHORTEST_OPENING = 5
_MOST_NAMES = 200
_MOST_LOOKED_UP = 5
_MOST_PROBLEMS = 20
_MOST_CHOICES = 5


@dataclass(frozen=True, slots=True)
class Found:
    """What was read: codes (unique, as typed), what was wrong, what was assumed, where it ended."""

    codes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    end: int = 0


class Reader:
    """Reads one text from left to right."""

    def __init__(
        self,
        index: Index,
        agencies: Mapping[str, Agency],
        text: FoldedText,
        mentioned: Sequence[Mentioned],
        place: NamePlace,
    ) -> None:
        self._index = index
        self._agencies = agencies
        self._text = text.text
        self._folded = text
        self._place = place
        self._neighbours = Neighbours(index, agencies, text)
        self._mentioned = [(normalise(one.text), one.agencies) for one in mentioned]
        self._codes: dict[str, None] = {}
        self._problems: list[Problem] = []
        self._assumptions: list[Assumption] = []
        self._taken = 0
        self._unknown = 0

    def row(self, position: int, until: int) -> Found:
        """Read names until something else comes; `end` stands behind the last name."""
        end = position
        while end < until and self._taken < _MOST_NAMES:
            behind = self._take(self._skip(end))
            if behind is None:
                break
            end = behind
        return self._found(end)

    def value(self) -> Found:
        """Read to the end; what cannot be read becomes a problem or an assumption."""
        position = 0
        while len(self._problems) < _MOST_PROBLEMS and self._taken < _MOST_NAMES:
            position = self._skip(position)
            if position >= len(self._text):
                break
            behind = self._take(position)
            if behind is None and (self._codes or self._problems):
                said = _OTHERS.match(self._text, position) or REQUEST.match(self._text, position)
                behind = said.end() if said else None
            position = self._unread(position) if behind is None else behind
        return self._found(len(self._text))

    def _skip(self, position: int) -> int:
        """Return the position behind separators, numbers of a list and particles.

        A lone mention sign counts.
        """
        for said, _ in self._mentioned:
            if self._text.startswith(said, position):
                return position
        between = _BETWEEN.match(self._text, position)
        number = _NUMBER.match(self._text, between.end() if between else position)
        if number and int(number[1]) == len(self._codes) + len(self._problems) + 1:
            return number.end()
        if between is None:
            return position
        at = self._text.find("@", position, between.end())
        is_mention = at >= 0 and any(self._text.startswith(said, at) for said, _ in self._mentioned)
        return at if is_mention else between.end()

    def _take(self, position: int) -> int | None:
        """Take the mention or name at a position with its remark; return what is behind it."""
        self._taken += 1
        for said, codes in self._mentioned:
            if self._text.startswith(said, position):
                self._codes.update(dict.fromkeys(codes))
                if not codes:  # asked back, never passed over
                    self._problems.append(Problem(Mistake.UNKNOWN_AGENCY, said))
                return position + len(said)
        match = self._index.match(self._folded, position, self._place)
        if match is None:
            return None
        codes, end = self._settle(match)
        if self._neighbours.is_over(codes[0], end) and len(codes) == 1:
            return end  # "สธ. (กรมควบคุมโรค)" is the department alone
        said = self._text[match.start : match.end].strip()
        belonging = self._neighbours.behind(codes, end)
        if belonging is not None:
            end = belonging.end
            if belonging.mistake:
                said = self._text[match.start : end].strip()
                self._problems.append(Problem(belonging.mistake, said, belonging.choices))
                return end
        beside = self._codes or self._text[: match.start].rstrip().endswith("(")
        told = _INFORMED.match(self._text, end) if beside else None
        if apart := _EXCEPTED.match(self._text, match.end) or told:
            said = self._text[match.start : apart.end()].strip()
            why = LEFT_OUT if _LEFT_OUT.search(apart[0]) else ""
            self._problems.append(Problem(Mistake.UNKNOWN_AGENCY, said[:LONGEST_TYPED], why=why))
            return apart.end()
        while (remark := _REMARK.match(self._text, end)) and not self._named(remark):
            end = remark.end()
        if len(codes) == 1:
            self._codes.update(dict.fromkeys(codes))
            if match.assumed:
                self._assumptions.append(Assumption(said, codes[0]))
        else:
            self._problems.append(Problem(Mistake.AMBIGUOUS_AGENCY, said, codes))
        return end

    def _settle(self, match: Match) -> tuple[tuple[str, ...], int]:
        """Let the remark in brackets behind a name choose among its agencies."""
        remark = _REMARK.match(self._text, match.end)
        if remark is None:
            return match.codes, match.end
        inside = self._named(remark)
        if inside is None:
            branch = self._neighbours.is_branch(match.end, remark.end())
            return match.codes, match.end if branch else remark.end()
        named = set(inside.codes)
        chosen = tuple(
            code
            for code in match.codes
            if code in named
            or ((agency := self._agencies.get(code)) is not None and agency.ministry_code in named)
        )
        further = self._neighbours.behind(chosen, inside.end) if chosen else None
        if chosen and not (further and further.mistake):
            return chosen, remark.end()
        return match.codes, match.end

    def _named(self, remark: re.Match[str]) -> Match | None:
        """Return the agency that a remark in brackets begins with."""
        return self._index.match(self._folded, remark.start(1), NamePlace.IN_VALUE)

    def _unread(self, position: int) -> int:
        """Deal with a name that was not recognised; return the position behind it."""
        hard = _HARD_END.search(self._text, position + 1)
        whole = self._text[position : hard.start() if hard else len(self._text)]
        if _LEFT_OUT.search(whole):  # the name in it is the one that is not meant
            said = whole.strip()[:LONGEST_TYPED]
            self._problems.append(Problem(Mistake.UNKNOWN_AGENCY, said, why=LEFT_OUT))
            return position + len(whole)
        end = self._end_of_unknown(position)
        said = _PARTICLES.sub("", self._text[position:end].strip(" ()"))
        folded = key(said)
        if not folded:
            return end
        self._unknown += 1
        choices: tuple[str, ...] = ()
        if self._unknown <= _MOST_LOOKED_UP:
            begun = self._index.starting_with(folded) if len(folded) >= _SHORTEST_OPENING else ()
            if len(begun) > 1:
                self._problems.append(Problem(Mistake.AMBIGUOUS_AGENCY, said, begun))
                return end
            names, codes_of = self._index.names, self._index.codes_of
            nearly = nearly_whole(folded, names)
            others = self._index.holding(folded) if begun and not nearly else ()
            if {*others} - {*begun}:
                choices = tuple(dict.fromkeys((*begun, *others)))[:_MOST_CHOICES]
                self._problems.append(Problem(Mistake.AMBIGUOUS_AGENCY, said, choices))
                return end
            prefix = key(dotted[0]) if (dotted := _DOTTED.match(said)) else ""
            alike = [name for name in names if name.startswith(prefix)]
            surely = nearly or _HEADED.match(folded)
            meant = begun[0] if begun and surely else surely_meant(folded, alike, codes_of)
            if meant is not None:
                self._codes[meant] = None
                self._assumptions.append(Assumption(said, meant))
                return end
            choices = begun or nearest(folded, names, codes_of)
        self._problems.append(Problem(Mistake.UNKNOWN_AGENCY, said, choices))
        return end

    def _end_of_unknown(self, position: int) -> int:
        """Return where an unknown name ends: a separator, or a blank before another name."""
        hard = _HARD_END.search(self._text, position + 1)
        end = hard.start() if hard else len(self._text)
        other = _ORGANISATION_AHEAD.search(self._text, position + 1, end)
        end = other.start() if other else end
        for blank in _BLANK.finditer(self._text, position + 1, min(end, position + 120)):
            if REQUEST.match(self._text, blank.end()):
                return blank.start()
            if self._index.match(self._folded, blank.end(), self._place):
                return blank.start()
        return max(end, position + 1)

    def _found(self, end: int) -> Found:
        return Found(tuple(self._codes), tuple(self._problems), tuple(self._assumptions), end)
