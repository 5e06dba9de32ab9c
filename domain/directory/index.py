"""The table of all names: which agencies can stand at one place of a text."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from domain.agencies import Agency, AgencyKind
from domain.directory import agency_groups
from domain.directory.names import FoldedText, NamePlace, Spelling, Tier, key, parts, spellings

_SHORTENED = re.compile(r"[^ฯ\s,;/+()\n]{3,60}(?=ฯ)")
RANKS = re.compile(
    r"(?:ท่าน|ฯพณฯ|ทีมโฆษก|โฆษก|ประจำ|รอง|ปลัด|อธิบดี|เลขาธิการ|เลขาฯ|เลขา|ผู้อำนวยการ|ผอ|ผู้ว่าการ|ผวก|"
    r"ผู้ว่าราชการ|ผู้ว่าฯ|ผู้ว่า|ผวจ|รัฐมนตรีว่าการ|รัฐมนตรี|รมว|รมช|ผู้บัญชาการ|ผบ|หัวหน้า|หน่วยงาน|the)++"
)
"""Ranks of the heads of agencies, folded."""
_GOVERNED = "การ"
_HEAD = re.compile(r"(?P<head>กรม|กระทรวง|องค์การ|สถาบัน)(?:การ)?(?=.{3})")
_ORGANISATION = re.compile(r"กระทรวง|กรม|สำนักงาน|สนง")
_GOES_ON = re.compile(r"[\u0e01-\u0e30\u0e32-\u0e3a\u0e40-\u0e4e\u0e31A-Za-z0-9]")
DOES = (
    r"จัดทำ|จัดเตรียม|เตรียม|ลงพื้นที่|เผยแพร่|ทำหนังสือ|ออก(?:แถลง|หนังสือ|คำชี้แจง|ประกาศ)|ยืนยัน|อธิบาย|ติดตาม|รวบรวม|"
    r"แก้ไข|แจ้ง(?=ข้อ|ผล|กลับ|คำ)|(?:จัด|นำ)?ส่ง(?=ข้อมูล|คำ|ผล|รายงาน|เอกสาร|ตัวเลข)"
)
"""What agencies are asked to do, said directly behind their names; the inside of a group."""
_WORDS_AFTER = re.compile(
    rf"(?:{DOES}|และ|กับ|ร่วม|รวม|พร้อม|ตลอดจน|อีกทั้ง|หรือ|ภายใน|ก่อน|กำหนด|ชี้แจง|ขอ|ช่วย|โปรด|กรุณา|เพื่อ|"
    r"ตรวจสอบ|สนับสนุน|ส่ง(?!เสริม)|ประสาน|พิจารณา|สรุป|ให้|"
    r"ครับ|คับ|ค่ะ|คะ|นะ|จ้า|ด้วย|ดำเนิน|รายงาน|เร่ง|รีบ|แถลง|ตอบ|ทราบ|ทุก|ทั้ง|เป็น|โดย|ไม่เกิน|กำลัง|อยู่ระหว่าง|ได้|ไป(?!รษณีย์)|"
    r"กระทรวง|สำนักนายก)"
)
_ALSO_WORDS = frozenset({"คน"})
"""Letters of an agency that are a word, of which may be told what is told of an agency."""
_LONGER_ABBREVIATION = re.compile(r" ?[\u0e01-\u0e2e]\.")
_NEAREST_PREFIXES = 5


@dataclass(frozen=True, slots=True)
class Match:
    """Agencies at one place: several are to choose from, one is certain or `assumed`."""

    start: int
    end: int
    codes: tuple[str, ...]
    assumed: bool = False


class Index:
    """All spellings of all agencies, keyed by their folded text; immutable."""

    def __init__(
        self,
        agencies: Mapping[str, Agency],
        aliases: Mapping[str, str],
        lists: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._agencies = agencies
        self._spellings: dict[str, list[Spelling]] = {}
        for agency in agencies.values():
            for spelling in spellings(agency, agencies.get(agency.ministry_code)):
                self._add(spelling)
        for name, code in agency_groups.spoken(lists):
            self._add(Spelling(name, code, Tier.CODE, capitals=name == "all"))
        for typed, code in aliases.items():
            self._add(Spelling(key(typed), code, Tier.ALIAS))
        self._lengths = _lengths(self._spellings)
        self.names = sorted(name for name, found in self._spellings.items() if _is_name(found[0]))
        self._share_stems()

    def _add(self, spelling: Spelling) -> None:
        self._spellings.setdefault(spelling.key, []).append(spelling)

    def _share_stems(self) -> None:
        """Let a stem that other official names begin with mean these too: การท่องเที่ยว."""
        for name in self.names:
            stem = self._spellings[name][0]
            if stem.tier is Tier.STEM:
                longer = (self._spellings[other][0] for other in self._opened_by(name))
                others = {spelling.code for spelling in longer if spelling.tier is Tier.NAME} - {
                    stem.code
                }
                self._spellings[name] += [replace(stem, code=code) for code in sorted(others)]

    def match(self, text: FoldedText, start: int, place: NamePlace) -> Match | None:
        """Return the longest name that begins at a position of the text, or `None`."""
        at = text.index(start)
        if at >= len(text.origin):
            return None
        whole = agency_groups.BEFORE_MINISTRY.match(text.compact, at)
        if whole:
            of_ministry = self._ranked(text, whole.end(), place)
            if of_ministry and (code := self._ministry_of(of_ministry)):
                return Match(start, of_ministry.end, (agency_groups.OF_MINISTRY + code,))
        found = self._ranked(text, at, place)
        if found is None:
            return None
        if code := self._ministry_of(found):
            all_of_it = agency_groups.AFTER_MINISTRY.match(text.compact, text.index(found.end))
            if all_of_it:
                end = text.origin[all_of_it.end() - 1] + 1
                return Match(start, end, (agency_groups.OF_MINISTRY + code,))
        return Match(start, found.end, found.codes, found.assumed)

    def _ministry_of(self, match: Match) -> str | None:
        """Return the code of a match that is one ministry, else `None`."""
        agency = self._agencies.get(match.codes[0])
        single = agency if len(match.codes) == 1 else None
        return single.code if single and single.kind is AgencyKind.MINISTRY else None

    def _ranked(self, text: FoldedText, at: int, place: NamePlace) -> Match | None:
        """Match a name, if need be behind the rank of its head ("เรียน ปลัดกระทรวง X")."""
        found = self._longest(text, at, place)
        sure = found is not None and len(found.codes) == 1
        if not sure and (rank := RANKS.match(text.compact, at)):  # เลขาฯ begins names too
            at = rank.end()
            found = self._longest(text, at, NamePlace.IN_VALUE) or found
            if found is None and rank[0].endswith(_GOVERNED):  # ผู้ว่าการรถไฟ is of การรถไฟ
                found = self._longest(text, at - len(_GOVERNED), NamePlace.IN_VALUE)
        if found is None and (word := _ORGANISATION.match(text.compact, at)):
            found = self._longest(text, word.end(), NamePlace.IN_VALUE, abbreviated=True)
        return found

    def _longest(
        self, text: FoldedText, at: int, place: NamePlace, *, abbreviated: bool = False
    ) -> Match | None:
        """Match the longest spelling, or a name shortened with ฯ, at a folded index."""
        compact, size = text.compact, len(text.compact)
        for length in self._lengths.get(compact[at : at + 2], ()):
            known = self._spellings.get(compact[at : at + length]) if at + length <= size else None
            if abbreviated and known:
                known = [spelling for spelling in known if spelling.parts]
            if known and (codes := _codes(known, text, at, length, place)):
                end = _end(text, at + length - 1)
                assumed = all(spelling.tier is Tier.STEM for spelling in known)
                return Match(text.origin[at], end, codes, assumed)
        shortened = _SHORTENED.match(compact, at)
        known = self._spellings.get(shortened[0], []) if shortened else []
        exact = tuple(one.code for one in known if _is_name(one) and _fits(one, place))
        if shortened and (codes := exact or self.starting_with(shortened[0], place)):
            return Match(text.origin[at], text.origin[shortened.end()] + 1, codes)
        return None

    def starting_with(self, opening: str, place: NamePlace = NamePlace.IN_VALUE) -> tuple[str, ...]:
        """Return the codes of the names that begin so, at most five, in the order of names."""
        opening = opening.rstrip("\u0e4c")
        codes: dict[str, None] = {}
        for name in self._opened_by(opening):
            if len(codes) == _NEAREST_PREFIXES:
                break
            codes.update(
                (spelling.code, None)
                for spelling in self._spellings[name]
                if _fits(spelling, place)
            )
        return tuple(codes)

    def holding(self, opening: str) -> tuple[str, ...]:
        """Return the codes of the names that hold what is said behind กรม and begin with it, too.

        Source: กรมอุตสาหกรรม may as well be กรมโรงงานอุตสาหกรรม.
        """
        found = _HEAD.match(opening)
        if found is None:
            return ()
        names = (name for name in self.names if name.startswith(found["head"]))
        held = (self._spellings[name][0] for name in names if opening[found.end() :] in name)
        return tuple(dict.fromkeys(one.code for one in held if one.tier is Tier.NAME))

    def _opened_by(self, opening: str) -> Iterator[str]:
        """Yield the names that begin so, in their order."""
        for place in range(bisect_left(self.names, opening), len(self.names)):
            if not self.names[place].startswith(opening):
                return
            yield self.names[place]

    def codes_of(self, name: str) -> tuple[str, ...]:
        """Return the codes behind one folded name."""
        return tuple(dict.fromkeys(spelling.code for spelling in self._spellings[name]))


def _lengths(keys: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return, for the first two characters of a name, the lengths to try, longest first."""
    lengths: dict[str, set[int]] = {}
    for name in keys:
        lengths.setdefault(name[:2], set()).add(len(name))
    return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}


def _is_name(spelling: Spelling) -> bool:
    return not spelling.parts and spelling.tier is not Tier.CODE


def _fits(spelling: Spelling, place: NamePlace) -> bool:
    return spelling.place <= place


def _codes(
    known: list[Spelling], text: FoldedText, at: int, length: int, place: NamePlace
) -> tuple[str, ...]:
    """Return the codes of the spellings that fit what was typed between two folded indexes."""
    start, last = text.origin[at], text.origin[at + length - 1]
    typed = text.text[start : last + 1]
    fitting = [
        spelling
        for spelling in known
        if _fits(spelling, place)
        and (not spelling.capitals or typed.isupper())
        and _has_parts(spelling, typed)
    ]
    if typed in _ALSO_WORDS and _GOES_ON.match(text.text, last + 1):
        return ()
    if not fitting or not _ends(text.text, last + 1, abbreviation=bool(fitting[0].parts)):
        return ()
    strongest = min(spelling.tier for spelling in fitting)
    chosen = [spelling for spelling in fitting if spelling.tier == strongest]
    pieces = parts(typed)
    exact = [spelling for spelling in chosen if spelling.parts == pieces]
    if len(pieces) > 1 and exact:
        chosen = exact
    return tuple(dict.fromkeys(spelling.code for spelling in exact + chosen))


def _has_parts(spelling: Spelling, typed: str) -> bool:
    """Whether dots and blanks stand where they may: nowhere, after each letter, as official."""
    if not spelling.parts:
        return True
    if "," in typed or "&" in typed:
        return False
    pieces = parts(typed)
    return len(pieces) == 1 or pieces == spelling.parts or all(len(piece) == 1 for piece in pieces)


def _ends(text: str, end: int, *, abbreviation: bool) -> bool:
    """Whether a name may end here: no letter goes on, but for a word that cannot be part of it."""
    if abbreviation and text.startswith(".", end):
        return _LONGER_ABBREVIATION.match(text, end + 1) is None or text[end + 1] == " "
    return _GOES_ON.match(text, end) is None or _WORDS_AFTER.match(text, end) is not None


def _end(text: FoldedText, last: int) -> int:
    """Return the position behind a name, its closing dot or ฯ included."""
    end = text.origin[last] + 1
    if text.text.startswith((".", "ฯ"), end):
        end += 1
    return end
