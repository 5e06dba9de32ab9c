"""Every form in which the name of an agency is typed.

Forms follow from the official name by rule; `COMMON` holds the few that do not.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from domain.agencies import Agency, AgencyKind
from domain.directory.normal_form import key


class Tier(IntEnum):
    """How strongly a form names its agency: where forms collide, the lowest tier wins."""

    ALIAS = 0
    CODE = 1
    NAME = 2
    SUFFIX = 3
    STEM = 4  # a name without its first word: taken, but named as assumed


class Place(IntEnum):
    """Where a name stands, and so which words may be names there."""

    ANYWHERE = 0
    BEHIND_LABEL = 1  # behind a label inside a line: "ถึง มหาดไทย"
    IN_VALUE = 2  # in the value of a label at the start of a line: "หน่วยงาน: น่าน, ก.พ."


@dataclass(frozen=True, slots=True)
class Form:
    """One way to type an agency.

    `parts` are the official parts between dots, empty for a full name. A form that is also a plain
    word counts only from its `place` on; `capitals` only in capital letters.
    """

    key: str
    code: str
    tier: Tier = Tier.NAME
    parts: tuple[str, ...] = ()
    place: Place = Place.ANYWHERE
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


def forms(agency: Agency, ministry: Agency | None) -> Iterator[Form]:
    """Yield every form of one agency."""
    yield Form(key(agency.code), agency.code, Tier.CODE, capitals="-" not in agency.code)
    for name in _thai_names(agency):
        yield Form(key(name), agency.code)
    for name in _english_names(agency.name_en):
        yield Form(key(name), agency.code)
    for name in COMMON.get(agency.code, ()):
        plain = not name.startswith((_MINISTRY, _OFFICE)) and "." not in name
        place = Place.BEHIND_LABEL if plain else Place.ANYWHERE
        yield Form(key(name), agency.code, place=place)
    if agency.kind is AgencyKind.PROVINCE:
        yield from _province(agency)
        return
    if agency.kind is AgencyKind.MINISTRY:
        yield from _ministry(agency)
    if ministry is not None and agency.name_th.startswith(_PERMANENT):
        yield Form(_PERMANENT + key(ministry.abbr_th), agency.code)
        yield Form(_PERMANENT + key(ministry.name_th.removeprefix(_MINISTRY)), agency.code)
    yield from _short(agency)
    yield from _stem(agency)


def _stem(agency: Agency) -> Iterator[Form]:
    """Yield the name without กรม or สำนักงาน, as people say it: ปศุสัตว์, ประกันสังคม."""
    for head in ("กรม", _OFFICE):
        stem = agency.name_th.removeprefix(head)
        said = stem not in _WORD_STEMS and not agency.name_th.startswith(_PERMANENT)
        if said and stem != agency.name_th:
            yield Form(key(stem), agency.code, Tier.STEM, place=Place.IN_VALUE)


def _thai_names(agency: Agency) -> Iterable[str]:
    """Yield the official name, and the same as it is shortened in writing."""
    name = agency.name_th
    yield name
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


def _ministry(agency: Agency) -> Iterator[Form]:
    """Yield a ministry's name without the word, or with ก. for it."""
    stem = agency.name_th.removeprefix(_MINISTRY)
    if stem == agency.name_th:
        return
    for short in {stem, stem.removeprefix("การ")}:
        yield Form(key(short), agency.code, place=Place.BEHIND_LABEL)
        yield Form(key("ก." + short), agency.code)
        yield Form(key(_MINISTRY + short), agency.code)


def _province(agency: Agency) -> Iterator[Form]:
    """Yield จ., จว. and the bare name; the two-letter code is none (section 3)."""
    name = agency.name_th.removeprefix("จังหวัด")
    for head in ("จ.", "จว."):
        yield Form(key(head + name), agency.code)
    if name not in _WORD_PROVINCES:
        yield Form(key(name), agency.code, place=Place.IN_VALUE)
        english = agency.name_en.removesuffix(" Province")
        yield Form(key(english), agency.code, place=Place.IN_VALUE)


def _short(agency: Agency) -> Iterator[Form]:
    """Yield the abbreviation, also without สำนักงาน, and the English one from the code."""
    abbreviation = agency.abbr_th
    bare = abbreviation.removeprefix(_OFFICE).strip()
    if bare != abbreviation:
        yield Form(key(abbreviation), agency.code)
        yield Form(key("สนง." + bare), agency.code)
    if bare:
        place = Place.IN_VALUE if key(bare) in _DATE_LIKE else Place.ANYWHERE
        yield Form(key(bare), agency.code, parts=parts(bare), place=place)
    _, _, suffix = agency.code.partition("-")
    if suffix and suffix != "OPS" and not suffix.isdigit():
        yield Form(key(suffix), agency.code, Tier.SUFFIX, parts=(key(suffix),), capitals=True)


def parts(typed: str) -> tuple[str, ...]:
    """Split an abbreviation at its dots and blanks: สป.กค. is สป and กค."""
    return tuple(part for part in re.split(r"[ .]+", typed.lower()) if part)
