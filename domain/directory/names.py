"""Every spelling in which the name of an agency is typed.

Spellings follow from the official name by rule; `COMMON` holds the few that do not. They are
compared folded: no blanks, no dots, ASCII letters small.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from domain.agencies import Agency, AgencyKind

JOINING = (
    r"(?:และ|กับ|ร่วมกับ|ร่วมด้วย|พร้อม(?:ด้วย|ทั้ง|กับ)?|ตลอดจน(?:ถึง)?|รวม(?:ไป)?(?:ทั้ง|ถึง)|อีกทั้ง|"
    r"(?:and|plus)\b)"
)
"""Words between two names of a row, a pattern."""
NUMBERED = r"(?:\(?(?:\d{1,2}[.)\]]|[ก-ฮ][)\]])\s*+(?!\d)|[①-⑳])"
"""The number of a list before a name, a pattern."""
_DROPPED = " .,'’\"-–&"
_TABLE: dict[int, int | None] = {
    ord(letter): ord(letter.lower()) for letter in map(chr, range(128))
}
_TABLE.update(dict.fromkeys(map(ord, _DROPPED)))
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text and its folded form; `origin[i]` is where the i-th folded character was typed."""

    text: str
    compact: str
    origin: tuple[int, ...]

    def index(self, position: int) -> int:
        """Return the folded index of the first kept character at or after a position."""
        return bisect_left(self.origin, position)


def fold(text: str) -> FoldedText:
    """Fold a normalised text and keep where each character came from."""
    origin = tuple([at for at, letter in enumerate(text) if letter not in _DROPPED])
    return FoldedText(text, text.translate(_TABLE), origin)


def key(name: str) -> str:
    """Return the folded form of a name without its bracketed parts."""
    return _BRACKETS.sub("", name).translate(_TABLE)


class Tier(IntEnum):
    """How strongly a spelling names its agency: where spellings collide, the lowest tier wins."""

    ALIAS = 0
    CODE = 1
    NAME = 2
    SUFFIX = 3
    STEM = 4  # a name without its first word: taken, but named as assumed


class NamePlace(IntEnum):
    """Where a name stands, and so which words may be names there."""

    ANYWHERE = 0
    BEHIND_LABEL = 1  # behind a label inside a line: "ถึง มหาดไทย"
    IN_VALUE = 2  # in the value of a label at the start of a line: "หน่วยงาน: น่าน, ก.พ."


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to type an agency.

    `parts` are the official parts between dots, empty for a full name. A spelling that is also
    a plain word counts only from its `place` on; `capitals` only in capital letters.
    """

    key: str
    code: str
    tier: Tier = Tier.NAME
    parts: tuple[str, ...] = ()
    place: NamePlace = NamePlace.ANYWHERE
    capitals: bool = False


COMMON: Mapping[str, tuple[str, ...]] = {
    "PMO": ("สำนักนายก",),
    "MOAC": ("กระทรวงเกษตร",),
    "MNRE": ("กระทรวงทรัพย์", "กระทรวงทรัพยากร"),
    "MDES-TMD": ("อุตุ",),
    "MDES": ("ดีอี", "ดีอีเอส", "กระทรวงดีอี", "กระทรวงดีอีเอส", "กระทรวงดิจิทัล", "กระทรวง DE"),
    "MHESI": ("กระทรวงอุดม", "กระทรวงอุดมศึกษา", "กระทรวงการอุดมศึกษา"),
    "MOTS": ("กระทรวงท่องเที่ยว", "กระทรวงการท่องเที่ยว"),
    "MSDHS": ("กระทรวงพัฒนาสังคม", "กระทรวงการพัฒนาสังคม"),
    "MOE": ("กระทรวงศึกษา",),
    "MOPH": ("กระทรวงสาธารณะสุข",),
    "PMO-NESDC": ("สภาพัฒน์",),
    "PMO-BB": ("สำนักงบ",),
    "PMO-OCS": ("กฤษฎีกา",),
    "PMO-SOC": ("สำนักเลขาธิการ ครม.",),
    "PMO-BOI": ("บีโอไอ",),
    "INDEP-RTP": ("สตช.", "ตำรวจ", "สำนักงานตำรวจ"),
    "MOPH-GPO": ("องค์การเภสัช",),
    "MOPH-NHSO": ("สำนักงานหลักประกันสุขภาพ", "บัตรทอง"),
    "MDES-THP": ("ไปรษณีย์", "ไปรษณีย์ไทย"),
    "MOT-SRT": ("การรถไฟ",),
    "MOT-DRT": ("กรมราง",),
    "MOT-DLT": ("ขนส่ง",),  # the company's name without its first word, too: it is asked
    "INDEP-ONAB": ("สำนักพุทธ",),
    "MOT-AOT": ("ท่าอากาศยานไทย",),
    "MOF-GSB": ("ออมสิน",),
    "MOF-GLO": ("กองสลาก", "สำนักงานสลาก"),
    "TH-10": ("กรุงเทพ",),
    "TH-14": ("อยุธยา", "จ.อยุธยา", "จังหวัดอยุธยา"),
    "TH-30": ("โคราช", "จ.โคราช", "จังหวัดโคราช"),
}

_WORD_PROVINCES = {"เลย"}  # as a bare word a particle: "ส่ง ปภ. เลย"
_WORD_STEMS = {"ประชาสัมพันธ์"}  # "ถึง ปภ. ประชาสัมพันธ์ ให้ทราบ" asks to make known
_DATE_LIKE = {"กพ"}  # ก.พ. is February but after a label
_OFFICE = "สำนักงาน"
_MINISTRY = "กระทรวง"
_PERMANENT = "สำนักงานปลัด"


def spellings(agency: Agency, ministry: Agency | None) -> Iterator[Spelling]:
    """Yield every spelling of one agency."""
    yield Spelling(key(agency.code), agency.code, Tier.CODE, capitals="-" not in agency.code)
    for name in _thai_names(agency):
        yield Spelling(key(name), agency.code)
    for name in _english_names(agency.name_en):
        yield Spelling(key(name), agency.code)
    for name in COMMON.get(agency.code, ()):
        plain = not name.startswith((_MINISTRY, _OFFICE)) and "." not in name
        place = NamePlace.BEHIND_LABEL if plain else NamePlace.ANYWHERE
        yield Spelling(key(name), agency.code, place=place)
        if name.startswith(_MINISTRY):
            short = key(name.replace(_MINISTRY, "ก."))
            yield Spelling(short, agency.code, place=NamePlace.BEHIND_LABEL)
    if agency.kind is AgencyKind.PROVINCE:
        yield from _province(agency)
        return
    if agency.kind is AgencyKind.MINISTRY:
        yield from _ministry(agency)
    if ministry is not None and agency.name_th.startswith(_PERMANENT):
        yield Spelling(_PERMANENT + key(ministry.abbr_th), agency.code)
        yield Spelling(_PERMANENT + key(ministry.name_th.removeprefix(_MINISTRY)), agency.code)
    yield from _short(agency)
    yield from _stem(agency)


def _stem(agency: Agency) -> Iterator[Spelling]:
    """Yield the name without กรม or สำนักงาน, as people say it: ปศุสัตว์, ประกันสังคม."""
    for head in ("กรม", _OFFICE):
        stem = agency.name_th.removeprefix(head)
        said = stem not in _WORD_STEMS and not agency.name_th.startswith(_PERMANENT)
        if said and stem != agency.name_th:
            yield Spelling(key(stem), agency.code, Tier.STEM, place=NamePlace.IN_VALUE)


def _thai_names(agency: Agency) -> Iterable[str]:
    """Yield the official name, and the same as it is shortened in writing."""
    name = agency.name_th
    yield name
    if name.startswith("กรมการ"):
        yield name.replace("การ", "", 1)  # กรมพัฒนาชุมชน, กรมจัดหางาน
    if name.startswith(_OFFICE):
        yield "สนง." + name.removeprefix(_OFFICE)
        if name.startswith("สำนักงานคณะกรรมการ"):
            yield name.removeprefix(_OFFICE)
    if name.startswith("บริษัท"):
        yield re.sub(r"บริษัท|จำกัด|\(มหาชน\)", "", name)
        yield name.removeprefix("บริษัท")


def _english_names(name: str) -> Iterable[str]:
    """Yield the English name with and without its article, and its usual turns."""
    bare = name.removeprefix("The ")
    yield from (bare, "The " + bare)
    for head in ("Ministry", "Department"):
        opening = f"{head} of "
        if bare.startswith(opening):
            yield f"{bare.removeprefix(opening)} {head}"
            if head == "Department":
                yield f"Dept. of {bare.removeprefix(opening)}"


def _ministry(agency: Agency) -> Iterator[Spelling]:
    """Yield a ministry's name without the word, or with ก. for it."""
    stem = agency.name_th.removeprefix(_MINISTRY)
    if stem == agency.name_th:
        return
    for short in {stem, stem.removeprefix("การ")}:
        yield Spelling(key(short), agency.code, place=NamePlace.BEHIND_LABEL)
        yield Spelling(key("ก." + short), agency.code)
        yield Spelling(key(_MINISTRY + short), agency.code)


def _province(agency: Agency) -> Iterator[Spelling]:
    """Yield จ., จว. and the bare name; the two-letter code is none (section 3)."""
    name = agency.name_th.removeprefix("จังหวัด")
    for head in ("จ.", "จว."):
        yield Spelling(key(head + name), agency.code)
    if name not in _WORD_PROVINCES:
        yield Spelling(key(name), agency.code, place=NamePlace.IN_VALUE)
        english = agency.name_en.removesuffix(" Province")
        yield Spelling(key(english), agency.code, place=NamePlace.IN_VALUE)


def _short(agency: Agency) -> Iterator[Spelling]:
    """Yield the abbreviation, also without สำนักงาน, and the English one from the code."""
    abbreviation = agency.abbr_th
    bare = abbreviation.removeprefix(_OFFICE).strip()
    if bare != abbreviation:
        yield Spelling(key(abbreviation), agency.code)
        yield Spelling(key("สนง." + bare), agency.code)
    if bare:
        place = NamePlace.IN_VALUE if key(bare) in _DATE_LIKE else NamePlace.ANYWHERE
        yield Spelling(key(bare), agency.code, parts=parts(bare), place=place)
    _, _, suffix = agency.code.partition("-")
    if suffix and suffix != "OPS" and not suffix.isdigit():
        yield Spelling(key(suffix), agency.code, Tier.SUFFIX, parts=(key(suffix),), capitals=True)


def parts(typed: str) -> tuple[str, ...]:
    """Split an abbreviation at its dots and blanks: สป.กค. is สป and กค."""
    return tuple(part for part in re.split(r"[ .]+", typed.lower()) if part)
