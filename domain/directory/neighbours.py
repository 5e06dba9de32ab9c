"""What stands directly behind a name and belongs to it: its ministry, or the place of a branch.

Source: domain notes 6.2. A comma, a conjunction or a line break between them makes two names.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.agencies import Agency, AgencyKind
from domain.chat.mistakes import Mistake
from domain.directory.index import DOES, RANKS, Index, Match
from domain.directory.names import FoldedText, NamePlace

_GAP = re.compile(
    r" *+\(?+ *+(?:(?:ในสังกัด|สังกัด|ประจำ|สาขา|สำนักงาน|สนง\.|ในพื้นที่|พื้นที่|ภายใต้|ของ|ใน)\s?)?"
)
_UNIT = (
    r"(?:สาขา|อำเภอ|อ\.|ตำบล|ต\.|เทศบาล|เขต|ภาค(?=\s?\d|เหนือ|ใต้|กลาง|ตะวัน|อีสาน)|แขวง|ด่าน|ศูนย์|สถานี|"
    r"ทุก(?:เขต|สาขา|ภาค|แขวง|ด่าน|ศูนย์|สถานี|อำเภอ)|ประจำจังหวัด|เมืองพัทยา|พัทยา|หัวหิน|หาดใหญ่|เกาะ|แม่สอด|แม่สาย|"
    r"เบตง|สุไหง|ปากช่อง|ดอนเมือง|สุวรรณภูมิ|อู่ตะเภา)"
)
_SAID = r" ?(?:ภายใน|ก่อน|กำหนด|ไม่เกิน|ขอ|โปรด|กรุณา|ชี้แจง|เพื่อ|due\b|by\b)"
_PART_OF_TIME = (
    r"\d|\s?(?:[.:/\-–]\s?\d|น\.|นาฬิกา|โมง|ทุ่ม|ชม|ชั่วโมง|นาที|วัน|สัปดาห์|อาทิตย์|เดือน|ปี|"
    r"[ก-ฮ]{1,2}\.\s?[ก-ฮ]\.|[ก-๎]{2,8}(?:คม|ยน|พันธ์))"
)
_NUMBER = rf"(?:ที่\s?)?\d{{1,2}}(?!{_PART_OF_TIME})"
_SHORT = r"(?:[ก-ฮ]{1,6}+\.?+[\s,/]*+){1,6}+\)"
_BUREAU = (
    rf"(?<=\.) ?\(\s*+(?!รอง\s*\)){_SHORT}|"
    rf" ?\(\s*+(?=[^()]*(?:[ก-ฮ]{{2}}\.[ก-ฮ]|[ก-ฮ]\.[ก-ฮ]{{2}})){_SHORT}"
)
"""A short name in brackets behind a short one, or one of parts: ตร. (บช.น.). It is no remark."""
_PLACE = re.compile(rf" ?\(?{_UNIT}(?:(?!{_SAID})[^\n,;/()]){{0,40}}(?: ?\([^()\n]{{0,40}}\))?")
_BRANCH = re.compile(
    rf"{_BUREAU}|{_PLACE.pattern}|{_NUMBER}| ?(?=ที่){_NUMBER}|"
    r" ?\((?! *(?:เรื่อง|กรณี|ประเด็น|ข่าว|เฉพาะ|โทร|คุณ|ขอ|โปรด|ให้|ส่ง))"
    r"(?:[^()\n]{0,40}?(?:เขต|ภาค(?=\s?\d)|สาขา|จังหวัด|(?<=[ก-๎]{4})พื้นที่)|ท่าอากาศยาน|สนามบิน|เรือนจำ|อุทยาน|โครงการ|โรงพยาบาล|รพ\.|วิทยาลัย|โรงเรียน|"
    rf" *[ก-ฮ]{{1,5}}\.?\s?{_NUMBER})[^()\n]*"
)
"""A unit or the number of one: เขต 12, สคร.12, (ภ.9); no time of day, and no date."""
_OFFICE = re.compile(r" ?\( *(?:สำนักงาน|สนง\.?|ศูนย์) ?")
_GLUED = re.compile(
    rf"(?!{DOES}|ช่วย|ขอ|โปรด|กรุณา|รบกวน|ชี้แจง|ดำเนิน|พิจารณา|เพื่อ|ตรวจ|เร่ง|รีบ|ไป(?!รษณีย์)|โดย|ด่วน|รายงาน|แถลง|ตอบ|ประสาน|ให้|ส่ง|แจ้ง|"
    r"ต้อง|จะ|ได้|ที่|ว่า|เรื่อง|กรณี|เกี่ยว|สรุป|ติดตาม|ยืนยัน|อธิบาย|และ|กับ|ร่วม|สนับสนุน|รวม|พร้อม|ตลอด|หรือ|ภายใน|ก่อน|กำหนด|"
    r"ครับ|คับ|ค่ะ|คะ|นะ|จ้า|ด้วย|ทราบ|เท่านั้น|ทุก|ทั้ง|เป็น|ไม่|ถึง|ส่วน|กำลัง|อยู่|ยัง|ขณะ|ตอนนี้|"
    r"กรม|กระทรวง|สำนัก)[ก-ฮเ-ไ][^\s,;/()]*"
)
_CLOSED = re.compile(r" *\)")
_ROLE = re.compile(r"\((?:[ก-๎]{0,20} ?)(?:หลัก|ร่วม|สนับสนุน|รอง) ?\) *$")
"""A role in brackets ends what belongs to a name."""
_LONGEST_ROLE = 40


@dataclass(frozen=True, slots=True)
class Belonging:
    """Where what belongs to a name ends, and, where that must be asked, why and what is meant."""

    end: int
    mistake: Mistake | None = None
    choices: tuple[str, ...] = ()


class Neighbours:
    """Reads what belongs to the names of one text."""

    def __init__(self, index: Index, agencies: Mapping[str, Agency], text: FoldedText) -> None:
        self._index = index
        self._agencies = agencies
        self._text = text

    def behind(self, codes: Sequence[str], end: int) -> Belonging | None:
        """Return what belongs to the agency (of several, any) whose name ends here, if anything."""
        agency = self._agencies.get(codes[0])
        if agency is None:
            return None
        if len(codes) > 1:
            return self._branch(agency, end)
        own = self._ministry(agency, end)
        if own is not None and own.mistake:
            return own
        return self._branch(agency, own.end if own else end) or own or self._other(agency, end)

    def is_over(self, code: str, position: int) -> bool:
        """Whether a ministry's name is followed by departments of its own in brackets."""
        gap = _GAP.match(self._text.text, position)
        if gap is None or "(" not in gap[0] or not self._is(code, AgencyKind.MINISTRY):
            return False
        found = self._named(gap.end())
        inside = self._agencies.get(found.codes[0]) if found and len(found.codes) == 1 else None
        return inside is not None and inside.ministry_code == code

    def _ministry(self, agency: Agency, end: int) -> Belonging | None:
        """Read the ministry behind a department: its own says nothing new, another is asked."""
        if _ROLE.search(self._text.text, max(end - _LONGEST_ROLE, 0), end):
            return None
        gap = _GAP.match(self._text.text, end)
        found = self._named(gap.end() if gap else end)
        if found is None or len(found.codes) != 1 or agency.kind is AgencyKind.MINISTRY:
            return None
        (code,) = found.codes
        if not self._is(code, AgencyKind.MINISTRY):
            return None
        if code == agency.ministry_code:
            return Belonging(self._closed(found.end))
        if agency.kind is AgencyKind.PROVINCE:
            return None
        choices = (agency.code, code)
        return Belonging(self._closed(found.end), Mistake.AMBIGUOUS_AGENCY, choices)

    def _other(self, agency: Agency, end: int) -> Belonging | None:
        """Read another agency in brackets, which may be the one that is meant."""
        gap = _GAP.match(self._text.text, end)
        found = self._named(gap.end()) if gap and "(" in gap[0] else None
        if (
            found is None
            or agency.code in found.codes
            or not _CLOSED.match(self._text.text, found.end)
        ):
            return None
        choices = (agency.code, *found.codes)
        return Belonging(self._closed(found.end), Mistake.AMBIGUOUS_AGENCY, choices)

    def _branch(self, agency: Agency, end: int, *, inside: bool = False) -> Belonging | None:
        """Read the place that makes a branch of an agency: ททท.ภูเก็ต, ปภ. ชลบุรี.

        `inside` brackets in which the agency was named again.
        """
        text = self._text.text
        if agency.kind is AgencyKind.PROVINCE or agency.code == BANGKOK:
            unit = _PLACE.match(text, end)
            if unit is None or "ทุก" in unit[0]:
                return None
            return Belonging(self._closed(unit.end()), Mistake.UNKNOWN_AGENCY, (agency.code,))
        gap = _GAP.match(text, end)
        start = gap.end() if gap else end
        found = self._named(start)
        if found is not None and not text[found.end : found.end + 1].isalpha():
            (code, *more) = found.codes
            if code == agency.code and not more and "(" in text[end:start] and not inside:
                return self._branch(agency, found.end, inside=True)  # "(ธนารักษ์พื้นที่เชียงใหม่)"
            dotted = text[end - 1] == "." and agency.kind is not AgencyKind.MINISTRY  # บก.ทล.
            glued = start == end and (code == BANGKOK or dotted)
            if not glued and (more or not self._is(code, AgencyKind.PROVINCE)):
                return None
            choices = (agency.code, code)
            return Belonging(self._closed(found.end), Mistake.UNKNOWN_AGENCY, choices)
        place = _BRANCH.match(text, end) or _GLUED.match(text, end)
        if place is None:
            return None
        return Belonging(self._closed(place.end()), Mistake.UNKNOWN_AGENCY, (agency.code,))

    def is_branch(self, start: int, end: int) -> bool:
        """Whether a remark in brackets names a unit or a place: (เขต 12), (สำนักงานภูเก็ต)."""
        office = _OFFICE.match(self._text.text, start, end)
        found = self._named(office.end()) if office else None
        at_place = found is not None and self._is(found.codes[0], AgencyKind.PROVINCE)
        return at_place or _BRANCH.match(self._text.text, start) is not None

    def _named(self, position: int) -> Match | None:
        """Return the agency whose name, and not its head's rank, begins here."""
        if not self._text.text[position : position + 1].isalnum():
            return None  # a folded text would go on behind a comma
        if RANKS.match(self._text.compact, self._text.index(position)):
            return None
        return self._index.match(self._text, position, NamePlace.IN_VALUE)

    def _is(self, code: str, kind: AgencyKind) -> bool:
        agency = self._agencies.get(code)
        return agency is not None and agency.kind is kind

    def _closed(self, end: int) -> int:
        """Return the place behind a closing bracket."""
        closed = _CLOSED.match(self._text.text, end)
        return closed.end() if closed else end


BANGKOK = "TH-10"
"""An organisation of its own, which people name beside others: ปภ. กทม."""
