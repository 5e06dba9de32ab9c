"""The table of all names: which agencies can stand at one place of a text."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from domain.agencies import Agency, AgencyKind
from domain.directory import agency_groups
from domain.directory.names import Form, Place, Tier, forms, parts
from domain.directory.normal_form import Folded, key

_SHORTENED = re.compile(r"[^ฯ\s,;/+()\n]{3,60}(?=ฯ)")
_RANKS = re.compile(
    r"(?:ท่าน|ฯพณฯ|ทีมโฆษก|โฆษก|ประจำ|รอง|ปลัด|อธิบดี|เลขาธิการ|ผู้อำนวยการ|ผอ|ผู้ว่าการ|"
    r"ผู้ว่าราชการ|ผู้ว่าฯ|ผวจ|รัฐมนตรีว่าการ|รัฐมนตรี|รมว|รมช|ผู้บัญชาการ|ผบ|หัวหน้า|หน่วยงาน|the)++"
)
_ORGANISATION = re.compile(r"กระทรวง|กรม|สำนักงาน|สนง")
_GOES_ON = re.compile(r"[\u0e01-\u0e30\u0e32-\u0e3a\u0e40-\u0e4e\u0e31A-Za-z0-9]")
_WORDS_AFTER = re.compile(
    r"(?:และ|กับ|ร่วม|รวม|พร้อม|ตลอดจน|หรือ|ภายใน|ก่อน|กำหนด|ชี้แจง|ขอ|ช่วย|โปรด|กรุณา|เพื่อ|"
    r"ครับ|คับ|ค่ะ|คะ|นะ|จ้า|ด้วย|ดำเนิน|รายงาน|เร่ง|แถลง|ตอบ|ทราบ|ทุก|ทั้ง|เป็น|โดย|ไม่เกิน)"
)
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
    """All forms of all agencies, keyed by their folded text; immutable."""

    def __init__(
        self,
        agencies: Mapping[str, Agency],
        aliases: Mapping[str, str],
        lists: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._agencies = agencies
        self._forms: dict[str, list[Form]] = {}
        for agency in agencies.values():
            for form in forms(agency, agencies.get(agency.ministry_code)):
                self._add(form)
        for name, code in agency_groups.spoken(lists):
            self._add(Form(name, code, Tier.CODE, capitals=name == "all"))
        for typed, code in aliases.items():
            self._add(Form(key(typed), code, Tier.ALIAS))
        self._lengths = _lengths(self._forms)
        self.names = sorted(name for name, found in self._forms.items() if _is_name(found[0]))
        self._share_stems()

    def _add(self, form: Form) -> None:
        self._forms.setdefault(form.key, []).append(form)

    def _share_stems(self) -> None:
        """Let a stem that other official names begin with mean these too: การท่องเที่ยว."""
        for name in self.names:
            stem = self._forms[name][0]
            if stem.tier is Tier.STEM:
                longer = (self._forms[other][0] for other in self._opened_by(name))
                others = {form.code for form in longer if form.tier is Tier.NAME} - {stem.code}
                self._forms[name] += [replace(stem, code=code) for code in sorted(others)]

    def match(self, text: Folded, start: int, place: Place) -> Match | None:
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

    def _ranked(self, text: Folded, at: int, place: Place) -> Match | None:
        """Match a name, if need be behind the rank of its head ("เรียน ปลัดกระทรวง X")."""
        found = self._longest(text, at, place)
        if found is None and (rank := _RANKS.match(text.compact, at)):
            at = rank.end()
            found = self._longest(text, at, Place.IN_VALUE)
        if found is None and (word := _ORGANISATION.match(text.compact, at)):
            found = self._longest(text, word.end(), Place.IN_VALUE, abbreviated=True)
        return found

    def _longest(
        self, text: Folded, at: int, place: Place, *, abbreviated: bool = False
    ) -> Match | None:
        """Match the longest form, or a name shortened with ฯ, at a folded index."""
        compact, size = text.compact, len(text.compact)
        for length in self._lengths.get(compact[at : at + 2], ()):
            known = self._forms.get(compact[at : at + length]) if at + length <= size else None
            if abbreviated and known:
                known = [form for form in known if form.parts]
            if known and (codes := _codes(known, text, at, length, place)):
                end = _end(text, at + length - 1)
                assumed = all(form.tier is Tier.STEM for form in known)
                return Match(text.origin[at], end, codes, assumed)
        shortened = _SHORTENED.match(compact, at)
        if shortened and (codes := self.starting_with(shortened[0], place)):
            return Match(text.origin[at], text.origin[shortened.end()] + 1, codes)
        return None

    def starting_with(self, opening: str, place: Place = Place.IN_VALUE) -> tuple[str, ...]:
        """Return the codes of the names that begin so, at most five, in the order of names."""
        opening = opening.rstrip("\u0e4c")
        codes: dict[str, None] = {}
        for name in self._opened_by(opening):
            if len(codes) == _NEAREST_PREFIXES:
                break
            codes.update((form.code, None) for form in self._forms[name] if _fits(form, place))
        return tuple(codes)

    def _opened_by(self, opening: str) -> Iterator[str]:
        """Yield the names that begin so, in their order."""
        for place in range(bisect_left(self.names, opening), len(self.names)):
            if not self.names[place].startswith(opening):
                return
            yield self.names[place]

    def codes_of(self, name: str) -> tuple[str, ...]:
        """Return the codes behind one folded name."""
        return tuple(dict.fromkeys(form.code for form in self._forms[name]))


def _lengths(keys: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return, for the first two characters of a name, the lengths to try, longest first."""
    lengths: dict[str, set[int]] = {}
    for name in keys:
        lengths.setdefault(name[:2], set()).add(len(name))
    return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}


def _is_name(form: Form) -> bool:
    return not form.parts and form.tier is not Tier.CODE


def _fits(form: Form, place: Place) -> bool:
    return form.place <= place


def _codes(known: list[Form], text: Folded, at: int, length: int, place: Place) -> tuple[str, ...]:
    """Return the codes of the forms that fit what was typed between two folded indexes."""
    start, last = text.origin[at], text.origin[at + length - 1]
    typed = text.text[start : last + 1]
    fitting = [
        form
        for form in known
        if _fits(form, place) and (not form.capitals or typed.isupper()) and _has_parts(form, typed)
    ]
    if not fitting or not _ends(text.text, last + 1, abbreviation=bool(fitting[0].parts)):
        return ()
    strongest = min(form.tier for form in fitting)
    chosen = [form for form in fitting if form.tier == strongest]
    pieces = parts(typed)
    exact = [form for form in chosen if form.parts == pieces]
    if len(pieces) > 1 and exact:
        chosen = exact
    return tuple(dict.fromkeys(form.code for form in exact + chosen))


def _has_parts(form: Form, typed: str) -> bool:
    """Whether dots and blanks stand where they may: nowhere, after each letter, as official."""
    if not form.parts:
        return True
    if "," in typed or "&" in typed:
        return False
    pieces = parts(typed)
    return len(pieces) == 1 or pieces == form.parts or all(len(piece) == 1 for piece in pieces)


def _ends(text: str, end: int, *, abbreviation: bool) -> bool:
    """Whether a name may end here: no letter goes on, but for a word that cannot be part of it."""
    if abbreviation and text.startswith(".", end):
        return _LONGER_ABBREVIATION.match(text, end + 1) is None or text[end + 1] == " "
    return _GOES_ON.match(text, end) is None or _WORDS_AFTER.match(text, end) is not None


def _end(text: Folded, last: int) -> int:
    """Return the position behind a name, its closing dot or ฯ included."""
    end = text.origin[last] + 1
    if text.text.startswith((".", "ฯ"), end):
        end += 1
    return end
