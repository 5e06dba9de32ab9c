"""Commands without an issue's number: codes, statistics, help, and those of one word."""

import re
from dataclasses import replace

from domain.chat.commands import (
    Bind,
    ChooseWorkspace,
    Command,
    Fields,
    Help,
    Kind,
    Malformed,
    Notify,
    Stats,
    Vouch,
)
from domain.chat.mistakes import Mistake, Problem
from domain.chat.row import Alone, Code, Row
from domain.chat.table import KIND_OF
from domain.directory import agency_groups
from domain.grammar.appraisal import read_appraisal
from domain.grammar.joint import read_agenda, read_result
from domain.grammar.lines import Said
from domain.grammar.page import with_page
from domain.grammar.polite import NOTHING_MORE, PARTICLE
from domain.grammar.situation import Situation
from domain.indicator.spans import SPAN
from domain.thai_dates import MONTHS, SHORT_MONTHS

_WORDS = re.compile(r"[^\s:,()\[\]\"'“”]+")
_CODE = re.compile(r"(?<![A-Za-z0-9-])(?=[A-Za-z0-9-]*\d|[A-Za-z]+-)[A-Za-z0-9-]{6,}")
"""A word that looks like a code: `#join รหัส ABCDE-FGHIJ`."""
_HALVES = re.compile(r"(?<![A-Za-z0-9-])[A-Za-z0-9]{5}\s*[-–—\s]\s*[A-Za-z0-9]{5}(?![A-Za-z0-9-])")
"""A code whose halves stand apart: `#join ABCDE FGHIJ`."""
_UNIT = "(?:วัน|สัปดาห์|อาทิตย์|เดือน|ไตรมาส|ปี(?:งบ(?:ประมาณ)?)?)"
_MONTHS = [
    *MONTHS["th"],
    *SHORT_MONTHS["th"],
    *map(str.lower, (*MONTHS["en"], *SHORT_MONTHS["en"])),
]
_FEBRUARY = r"ก\.?พ\.?"
"""An agency, too: the month only directly before a year, or behind a day or เดือน."""
_FEBRUARY_ALONE = re.compile(rf"\s*({_FEBRUARY})(?:{NOTHING_MORE.pattern})")
_OF = re.compile(r"^\s*(?:ของ|สำหรับ|เฉพาะ|for\b|of\b)\s*", re.IGNORECASE)
_SURE_MONTH = "|".join(
    rf"\b{month}\b(?!-)" if month.isascii() else re.escape(month)
    for month in _MONTHS
    if month != "ก.พ."
)
_MONTH = (
    rf"(?:{_SURE_MONTH}|(?:(?<=เดือน)|(?<=เดือน\s)|(?<!สำนักงาน)(?<!สำนักงาน\s)"
    rf"(?={_FEBRUARY}\s?(?:พ\.ศ\.\s?)?\d)){_FEBRUARY})"
)
_YEAR = "(?:ปีงบประมาณ|ปีงบ|ปี|fy)"
_OF_YEAR = rf"(?:ของ)?{_YEAR}?\s?(?:พ\.ศ\.\s?)?"
_QUARTER = r"(?:ไตรมาส(?:ที่)?|quarter|\bQ)\s?"
_BEFORE_YEAR = rf"\s?(?:[/ ]\s?|(?=ของ|{_YEAR}))"
_NO_PERIOD = (
    rf"(?:ราย|แต่ละ|ทุก|ครึ่ง|ต้น|กลาง|ปลาย|สิ้น){_UNIT}(?:\s?(?:แรก|หลัง))?"
    rf"|{_UNIT}\s?(?:นี้|หน้า|ก่อน|ที่แล้ว|ที่ผ่านมา|แรก|ล่าสุด|ถัดไป)(?:หน้า)?(?:นี้)?"
    rf"|(?:เมื่อ)?วาน(?:นี้|ซืน)?(?!ร)|(?:พรุ่ง|มะรืน|เช้า|บ่าย|เย็น|คืน)นี้"
    rf"|(?:(?:วันที่\s?)?\d{{1,2}}\s?|เดือน\s?)(?:{_SURE_MONTH}|{_FEBRUARY})(?:\s?\d+)?"
    rf"|(?:{_SURE_MONTH})(?:\s?\d+)?"
    r"|(?:เดือน\s?)?(?:มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)(?![ก-๎])(?:\s?\d+)?"
    r"|ครั้งที่\s?[1-4]\s?/\s?\d{2,4}"
    rf"|{_QUARTER}[1-4](?!\d)(?:{_BEFORE_YEAR}{_OF_YEAR}\d\d(?!\d))?|{_YEAR}\s?\d\d(?!\d)"
    r"|\b(?:yesterday|today|tomorrow|daily|weekly|monthly|quarterly|(?:this|last|previous|next) "
    r"(?:day|week|month|quarter|year))\b"
)
"""Other words for a time, with figures or none; none is the name of an agency."""
_PERIOD = re.compile(
    r"(?<![\w-])(?:(?P<span>\d{4}-\d{1,2}-\d{1,2}\s?\.\.\s?\d{4}-\d{1,2}-\d{1,2})"
    rf"|{_YEAR}?\s?(?:พ\.ศ\.\s?)?(?P<year>\d{{4}})(?:\s?(?:Q|/|ไตรมาส(?:ที่)?)\s?(?P<quarter>[1-4])(?!\d)|"
    r"-(?P<month>\d{1,2})(?![\d-]))?(?![A-Za-z0-9-])"
    rf"|{_QUARTER}(?P<first>[1-4]){_BEFORE_YEAR}{_OF_YEAR}(?P<of>\d{{4}})(?!\d)"
    rf"|(?:ของ|ประจำ|ใน|ช่วง)?(?:(?:เดือน\s?)?(?P<named>{_MONTH})\s?{_OF_YEAR}(?P<its>\d{{4}}|\d\d)(?![\dQ/-])"
    rf"|(?P<spoken>(?:{_YEAR}|ไตรมาส|เดือน)\s?(?:นี้|ที่แล้ว|ที่ผ่านมา|ก่อน)"
    r"|\b(?:this|last|previous) (?:fiscal )?(?:year|quarter|month)\b)"
    rf"|(?P<other>{_NO_PERIOD}|\d\S*(?:\s?{_UNIT}\S*)?)))",
    re.IGNORECASE,
)
_OF_A_TIME = re.compile(rf"\d|{_UNIT}|รอบ|ตั้งแต่|ปัจจุบัน|ช่วง|ระหว่าง")
"""Within what is no agency's name: a time for which there are no figures."""
_WAY = re.compile(
    r"(?:แจ้ง|รับ|เรียก(?:ชื่อ)?)?(?:ใน|ทาง|ที่)?(?:(?P<group>กลุ่ม|\b(?:in )?(?:the )?group\b)"
    r"|(?:แชท|แชต)?(?:ส่วนตัว|นี้)|1\s?:\s?1|\b(?:direct|private(?:ly)?)\b)",
    re.IGNORECASE,
)
_BRIEF = re.compile(
    r"(?:(?P<no>ไม่(?:ขอ)?รับ|ไม่เอา|งด|ปิด|ยกเลิก|หยุด|\bno\b)|ขอรับ|รับ|เปิด|ขอ|เอา)?\s*"
    r"(?:สรุป(?:ตอน)?เช้า|\b(?:morning )?brief\b)"
    r"\s*(?:(?P<off>ปิด|งด|\boff\b)|เปิด|\bon\b)?",
    re.IGNORECASE,
)
_SURE = re.compile(r"\W*(?:ยืนยัน|ใช่|yes\b|confirm|sure\b)", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:คำสั่ง|การ)")
_VOUCHED = re.compile(r"[Aa]?\s?(?P<aside>\d{1,9})(?:\s*[:=,]\s*|\s+)(?P<person>\S.*)", re.DOTALL)
_PARTICLES = re.compile(
    rf"(?:{PARTICLE}|ด้วย|หน่อย|ขอ|ดู|ของ|ช่วง|งวด|ทั้งหมด|รวม|please|pls|all|for|in|me|แล้ว|เลย|ที|รายการ|ประเด็น|เรื่อง|ให้|\W)*+$",
    re.IGNORECASE,
)


def read_simple(row: Row, said: Said, situation: Situation) -> Fields:
    """Read a command that names no issue; what one of one word cannot use is kept as unread."""
    rest = said.first.text[said.start :].strip(" :=-–—")
    match row.shape:
        case Alone(command):
            unread = "" if _PARTICLES.match(rest) else said.first.typed(said.start)
            return with_page(Fields(row.kind, command(), unread=unread))
        case Code(command):
            word = _HALVES.search(rest) or _CODE.search(rest) or _WORDS.search(rest)
            if word is None:
                return _empty(row.kind)
            return Fields(row.kind, _sure(command(word[0]), rest[word.end() :]), body=word[0])
        case _ if row.kind is Kind.APPRAISAL:
            lines = [said.first.text[said.start :], *(line.text for line in said.below)]
            return read_appraisal("\n".join(lines), situation)
        case _:
            return _OWN[row.kind](rest, situation)


def _sure(command: Command, behind: str) -> Command:
    """Read what stands behind a code: `ยืนยัน` binds a group whose name says something else."""
    if isinstance(command, Bind) and _SURE.match(behind):
        return replace(command, sure=True)
    return command


def _empty(kind: Kind) -> Fields:
    problems = (Problem(Mistake.EMPTY_BODY),)
    return Fields(kind, Malformed(kind, problems), problems=problems)


def _help(rest: str, _situation: Situation) -> Fields:
    """Read `#help [command]`, the command in any of its spellings."""
    said = "" if _PARTICLES.match(rest) else rest.strip(" #")
    word = _WORDS.search(said)
    topic = KIND_OF.get(_ABOUT.sub("", word[0]).lstrip("#").lower()) if word else None
    unknown = "" if topic else said
    return Fields(Kind.HELP, Help(topic, unknown), body=unknown)


def _vouch(rest: str, _situation: Situation) -> Fields:
    """Read `#vouch A3 NAME`: the mark of a report kept aside, and a name or number."""
    found = _VOUCHED.fullmatch(rest)
    if found is None:
        return _empty(Kind.VOUCH)
    person = " ".join(found["person"].split())
    return Fields(Kind.VOUCH, Vouch(int(found["aside"]), person), body=person)


def _workspace(rest: str, _situation: Situation) -> Fields:
    """Read `#workspace [name or code]`."""
    named = "" if _PARTICLES.match(rest) else " ".join(rest.split())
    return Fields(Kind.WORKSPACE, ChooseWorkspace(named), body=named)


def _notify(rest: str, _situation: Situation) -> Fields:
    """Read `#notify`: a way, a brief, both or neither; of what is none of these nothing is done."""
    said = "" if _PARTICLES.match(rest) else rest.strip()
    brief, left = _cut(_BRIEF, said)
    way, left = _cut(_WAY, left)
    if not _PARTICLES.match(left):
        return Fields(Kind.NOTIFY, Notify(unknown=said), body=said)
    in_group = way["group"] is not None if way else None
    wanted = not (brief["no"] or brief["off"]) if brief else None
    return Fields(Kind.NOTIFY, Notify(in_group, wanted), body=said)


def _cut(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    """Find something in a text, and return what is left beside it."""
    found = pattern.search(text)
    return found, f"{text[: found.start()]} {text[found.end() :]}" if found else text


_AS_EVER = re.compile(
    r"(?<![^\s,])(?:(?:ของ)?(?:ฉัน|ผม|ดิฉัน|เรา|หน่วยงาน(?:ฉัน|เรา))|(?:แยก)?(?:ตาม|ราย)กระทรวง)"
    rf"(?=(?:{PARTICLE})*(?:[\s,]|$))"
)
"""Whose figures everybody is told first, and how they are listed: the answer says so anyway."""


_OF_EACH = re.compile(r"ประจำ\s*(?=เดือน|ไตรมาส|ปี|ครั้งที่|\d)")
_DETAIL = re.compile(r"(?:(?:แบบ|โดย)\s?)?(?:ราย)?ละเอียด|\b(?:in |with )?details?\b", re.IGNORECASE)
_DETAIL_PAGE = re.compile(r"(?:หน้า(?:ที่)?|\bpage)\s?(\d{1,4})", re.IGNORECASE)


def _stats(typed: str, situation: Situation) -> Fields:
    """Read `#stats [period] [agency] [detail]` in any order; the handler refuses odd periods."""
    detail, rest = _cut(_DETAIL, typed)
    page, rest = _cut(_DETAIL_PAGE, rest) if detail else (None, rest)
    period, named = _cut_period(_OF_EACH.sub(" ", rest))
    twice = period and ("(" in rest or _OF_EACH.search(rest))
    again, behind = _cut_period(named) if twice else ("", named)
    if again and not again[0].isdigit():
        period, named = f"{period} ({again})", behind
    named = _OF.sub("", _AS_EVER.sub("", named))
    agencies = situation.agencies("" if _PARTICLES.match(named) else named)
    problems = agencies.problems
    if any(_OF_A_TIME.search(problem.said) for problem in problems):
        return Fields(Kind.STATS, Stats(rest), body=rest)  # it has no figures, and is told so
    codes = tuple(code for code in agencies.codes if code != agency_groups.ALL)
    if len(codes) > 1:
        problems += (Problem(Mistake.AMBIGUOUS_AGENCY, named.strip(" ,"), codes),)
    month = None if period else _FEBRUARY_ALONE.match(named)
    agency = codes[0] if codes else None
    asked = Stats(
        period,
        agency,
        month[1] if month and agency else "",
        detail=detail is not None,
        page=max(int(page[1]), 1) if page else 1,
    )
    outcome = Malformed(Kind.STATS, problems) if problems else asked
    return Fields(Kind.STATS, outcome, agencies=agencies.codes, body=period, problems=problems)


def _cut_period(text: str) -> tuple[str, str]:
    """Return a period that stands in a text, or nothing, and what is left beside it."""
    span = SPAN.search(text)
    found = span or _PERIOD.search(text)
    if found is None:
        return "", text
    period = span[0] if span else _period(found)
    return period, f"{text[: found.start()]},{text[found.end() :]}"


def _period(found: re.Match[str]) -> str:
    """Write a period as the contract does, or as it was told from today: ไตรมาสที่แล้ว."""
    if found["spoken"]:
        return found["spoken"].lower()
    if found["span"]:
        return found["span"].replace(" ", "")
    if found["first"]:
        return f"{found['of']}Q{found['first']}"
    if found["named"]:
        month = "ก.พ." if re.fullmatch(_FEBRUARY, found["named"]) else found["named"]
        number = _MONTHS.index(month.lower()) % 12 + 1
        buddhist = found["its"].startswith("25") and len(found["its"]) == 4
        return f"{found['its']}-{number:02d}" if buddhist else f"{month} {found['its']}"
    if found["other"]:
        return found["other"].upper() if found["other"][0].isdigit() else found["other"]
    if found["quarter"]:
        return f"{found['year']}Q{found['quarter']}"
    return f"{found['year']}-{int(found['month']):02d}" if found["month"] else found["year"]


_OWN = {
    Kind.STATS: _stats,
    Kind.HELP: _help,
    Kind.VOUCH: _vouch,
    Kind.WORKSPACE: _workspace,
    Kind.NOTIFY: _notify,
    Kind.AGENDA: read_agenda,
    Kind.RESULT: read_result,
}
