"""The three sheets of a register's workbook, and their columns: as written and as recognised."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from domain.joint.register import Level
from domain.roster.table import clean
from domain.thai_dates import Both, Language


class Part(StrEnum):
    """What a sheet is about."""

    AGENDAS = "agendas"
    INDICATORS = "indicators"
    SHARES = "organisations"
    RESULTS = "results"


REGISTER = (Part.AGENDAS, Part.INDICATORS, Part.SHARES)
"""The sheets of a register."""


class Column(NamedTuple):
    """A column: its heading in Thai and English, and further ones, as a regular expression."""

    heading: Both
    others: str
    needed: bool = False


_AGENDA = "(?:วาระ|ประเด็น(?:นโยบาย)?(?:สำคัญ)?)(?:agenda)?"
_LEVELS: Mapping[Level, tuple[Both, str]] = {
    Level.BASIC: (("ขั้นต้น", "basic"), "ขั้นต้น|1|basic|first|low"),
    Level.STANDARD: (("ขั้นมาตรฐาน", "standard"), "(?:ขั้น)?มาตรฐาน|2|standard|second"),
    Level.HIGH: (("ขั้นสูง", "high"), "ขั้นสูง|3|high|third"),
}


def _of_level(level: Level) -> dict[str, Column]:
    (thai, english), others = _LEVELS[level]
    return {
        f"target_{level}": Column(
            (f"เป้าหมาย{thai}", f"Target, {english}"),
            f"(?:ค่า)?เป้าหมาย(?:ที่)?(?:{others})|(?:{others})target|target(?:{others})",
        ),
        f"points_{level}": Column(
            (f"คะแนน{thai}", f"Points, {english}"),
            f"คะแนน(?:เป้าหมาย)?(?:{others})|(?:{others})points|points(?:{others})",
        ),
    }


_ORGANISATION = {
    "indicator": Column(("รหัสตัวชี้วัด", "Indicator code"), "รหัส|ตัวชี้วัด|indicator", needed=True),
    "agency": Column(("รหัสหน่วยงาน", "Organisation code"), "agencycode|organizationcode"),
    "name": Column(
        ("หน่วยงาน", "Organisation"), "(?:ชื่อ)?(?:หน่วยงาน|ส่วนราชการ|องค์กร)+|agency|organization"
    ),
}
COLUMNS: Mapping[Part, Mapping[str, Column]] = {
    Part.AGENDAS: {
        "code": Column(("รหัสวาระ", "Agenda code"), f"รหัส(?:{_AGENDA})?|code", needed=True),
        "name": Column(
            ("ประเด็นนโยบายสำคัญ", "Agenda"), f"(?:ชื่อ)?{_AGENDA}|ชื่อ|name|agendaname", needed=True
        ),
        "plan": Column(("แผนที่มา", "Plan"), "(?:ที่มา)?แผน.*|(?:master)?plan.*"),
    },
    Part.INDICATORS: {
        "agenda": Column(("รหัสวาระ", "Agenda code"), f"(?:รหัส)?{_AGENDA}|agenda", needed=True),
        "stage": Column(
            ("ห่วงโซ่คุณค่า", "Value chain"),
            "(?:ขั้น(?:ตอน)?)?(?:ใน|ของ)?ห่วงโซ่(?:คุณค่า)?|(?:valuechain)?stage",
        ),
        "code": Column(("รหัสตัวชี้วัด", "Indicator code"), "รหัส|code", needed=True),
        "name": Column(
            ("ตัวชี้วัด", "Indicator"),
            "ชื่อ(?:ตัวชี้วัด)?|ตัวชี้วัด(?:ขับเคลื่อน|ร่วม).*|name|indicatorname",
            needed=True,
        ),
        "unit": Column(("หน่วยนับ", "Unit"), "หน่วย(?:ที่)?(?:วัด)?"),
        "direction": Column(("ทิศทาง", "Direction"), "ทิศทาง.*"),
        "formula": Column(("สูตรคำนวณ", "Formula"), "(?:สูตร|วิธี)(?:การ)?(?:คำนวณ)?"),
        "source": Column(("แหล่งข้อมูล", "Data source"), "แหล่ง(?:ที่มา)?(?:ของ)?ข้อมูล|source"),
        **_of_level(Level.BASIC),
        **_of_level(Level.STANDARD),
        **_of_level(Level.HIGH),
        "weight": Column(("น้ำหนัก", "Weight"), "(?:ค่า)?น้ำหนัก"),
        "baseline": Column(("ค่าฐาน", "Baseline"), "(?:ค่า|ข้อมูล|ปี)(?:พื้น)?ฐาน"),
    },
    Part.SHARES: {
        **_ORGANISATION,
        "role": Column(("บทบาท", "Role"), "บทบาท.*|หลัก/?สนับสนุน", needed=True),
        "target": Column(
            ("เป้าหมายของหน่วยงาน", "Own target"), "(?:ค่า)?เป้าหมาย(?:ของ)?(?:หน่วยงาน)?|target"
        ),
    },
    Part.RESULTS: {
        **_ORGANISATION,
        "period": Column(("รอบ", "Period"), "รอบ.*|ไตรมาส.*|งวด.*|quarter", needed=True),
        "value": Column(
            ("ผล", "Result"), "ผล(?:การ)?(?:ดำเนินงาน|ดำเนินการ|งาน)?|value", needed=True
        ),
        "source": Column(("แหล่งข้อมูล", "Source"), "แหล่ง.*|หลักฐาน.*|evidence"),
    },
}
"""The columns of each sheet by their keys, in the order in which they are written."""

SHEETS: Mapping[Part, Both] = {
    Part.AGENDAS: ("วาระ", "Agendas"),
    Part.INDICATORS: ("ตัวชี้วัด", "Indicators"),
    Part.SHARES: ("หน่วยงาน", "Organisations"),
    Part.RESULTS: ("ผล", "Results"),
}
_NOT_IN_HEADINGS = re.compile(r"[\s._\-–—,:*()\[\]]+")


def _fold(text: str) -> str:
    return _NOT_IN_HEADINGS.sub("", clean(text)).lower()


_COMPILED = {
    part: {
        key: re.compile("|".join([*map(re.escape, map(_fold, column.heading)), column.others]))
        for key, column in columns.items()
    }
    for part, columns in COLUMNS.items()
}


def meaning(heading: str, part: Part) -> str | None:
    """Return the key of the column that a heading of such a sheet means."""
    folded = _fold(heading)
    for key, words in _COMPILED[part].items():
        if folded and words.fullmatch(folded):
            return key
    return None


def headings(part: Part, language: Language) -> list[str]:
    """Return the headings of a sheet, in their order."""
    return [column.heading[language == "en"] for column in COLUMNS[part].values()]
