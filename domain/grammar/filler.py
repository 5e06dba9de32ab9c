"""The message that fills the gaps of a command, what plainly tries to, and ordinary talk.

Source: rule E6. Whatever tries gets an answer that says what is still wrong; talk gets none.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import timedelta

from domain.chat.commands import OpenIssue
from domain.chat.mistakes import Gap, Mistake, Problem
from domain.deadlines import is_a_bare_period
from domain.directory import NamePlace
from domain.grammar.gaps import LONGEST_FILLER, Filler
from domain.grammar.issue import read_issue
from domain.grammar.lines import Line, commands
from domain.grammar.numbers import read_numbers
from domain.grammar.polite import NOTHING_MORE, PARTICLE, SURE_PARTICLE
from domain.grammar.situation import Situation
from domain.grammar.urgency import urgency_of
from domain.text import arabic_digits, normalise

_A_DAY = timedelta(days=1)
_LONGEST_POLITENESS = 100
_MOST_SPLITS = 12
_HEAD = re.compile(
    rf"^(?:(?:ขออภัย|(?:ขอ)?โทษ(?:ที)?|อ๋อ|อ้อ(?=[\s,])|sorry)(?:{SURE_PARTICLE}|ด้วย)*[\s,.]*)?"
    r"(?:(?:หมายถึง|คือ|เอา(?:เป็น)?|งั้น|(?:ขอ)?(?:แก้ไข|แก้|เปลี่ยน)?เป็น|it is|i mean)[\s:]*)?",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"[\s.]*(?:(?:{PARTICLE}|ขอบคุณ|ขอโทษ|พิมพ์ผิด|(?:ก็)?แล้วกัน|ละกัน|ก็ได้|แทน|ด้วย)[\s.]*)+$"
)
_QUOTES = " *\"'“”‘’"
_LAUGHTER = re.compile(r"555")
_AHEAD_OF_NUMBER = re.compile(r"^(?:เลข(?!ที่)|อันที่|อัน)\s*")
_NUMERAL = re.compile(
    r"(?:ลำดับ|อัน)?(?:ข้อ|เรื่อง|ประเด็น)?(?:ที่)?\s?(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|แรก)"
)
_TO = re.compile(r"(?:ถึง|เรียน|ให้|หน่วยงาน|to\b)\s*[:=]?\s*", re.IGNORECASE)
_WHOSE = re.compile(r"\s*(?:ของ|จาก|ในนาม|from\b|of\b)\s*", re.IGNORECASE)
_OR = re.compile(r"\s*(?:หรือ|\bor\b)\s*", re.IGNORECASE)
_DUE = re.compile(r"(?:ภายใน|กำหนดส่ง|กำหนด|ก่อน|due\b|by\b)\s*[:=]?\s*", re.IGNORECASE)
_DUE_SURELY = re.compile(r"ภายใน|กำหนด|due\b", re.IGNORECASE)
_URGENT = re.compile(r"(?:โดย)?ด่วน(?:ที่สุด|มาก)?|urgent|asap", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:ถึง|เรียน|หน่วยงาน|ภายใน|กำหนด(?!การ)|to|due)"
    r"(?:\s*[:=]|\s*(?=กรม|กระทรวง|สำนัก|จังหวัด|[ก-ฮ]{2,6}\.|วัน|พรุ่ง|มะรืน|\d))",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"(?:กรม|กระทรวง|สำนัก|สนง\.?|จังหวัด|จ\.|ก\.|องค์การ|สถาบัน|ธนาคาร|ศูนย์|เขต|อำเภอ|เทศบาล|"
    r"ทุก(?:กรม|กระทรวง|จังหวัด|หน่วย|ส่วน))\S{2,40}|[ก-ฮ]{1,6}\.(?:[ก-ฮ]{1,6}\.)*"
)
_TALKS = re.compile(
    "ตอบ|โทร|แจ้ง|ว่า|ไหน|ไหม|มั้ย|อยู่|ถาม|แล้ว|ยัง|นี้|นั้น|เดี๋ยว|ประชุม|มา|จะ|ไม่|ให้|ขอ|น้ำท่วม|ชี้แจง|รายงาน|ส่ง|"
    "ช่วย|โปรด|กรุณา|รบกวน|ดำเนินการ|พิจารณา|เพื่อ|ตรวจสอบ|เร่ง|ด่วน|แถลง|ประสาน|ทราบ|เกี่ยวข้อง"
)


def read_filler(text: str, gaps: Collection[Gap], situation: Situation) -> Filler | None:
    """Read a message that says nothing but what fills gaps; `None` for ordinary talk."""
    found = _read(text, gaps, situation)
    hurry = urgency_of([normalise(text)])
    return replace(found, urgency=hurry) if found else None


def without_whose(text: str) -> str:
    """Return an answer to "of which agency?" without the word before its name."""
    return _WHOSE.sub("", text, count=1) if _WHOSE.match(text) else text


def _read(text: str, gaps: Collection[Gap], situation: Situation) -> Filler | None:
    said = arabic_digits(normalise(text)).strip()
    if len(said) > LONGEST_FILLER + _LONGEST_POLITENESS:
        return None
    plain = _TAIL.sub("", _HEAD.sub("", said)).strip(_QUOTES if "\n" not in said else None)
    if not plain or len(plain) > LONGEST_FILLER:
        return None
    if Gap.NUMBER in gaps and (number := _as_number(said, situation)):
        return number
    if Gap.DEADLINE in gaps and (at := situation.deadline(plain).at):
        return Filler(deadline=at, period=plain if is_a_bare_period(plain) else "")
    if Gap.AGENCY in gaps and (either := _one_or_another(plain, situation)):
        return either
    found = _as_values(plain, situation)
    if found is None or found.problems:
        found = _names_and_time(plain, situation) or found
    return found or _attempt(plain, gaps, situation)


def _as_number(plain: str, situation: Situation) -> Filler | None:
    """Read the number of an issue; several, or one that no issue has, are asked about."""
    if _LAUGHTER.match(plain) or "\n" in plain:
        return None
    if _NUMERAL.fullmatch(_TAIL.sub("", plain)):
        return Filler()
    (said,) = commands(f"#ack {_AHEAD_OF_NUMBER.sub('', plain)}")
    read = read_numbers(said, situation, several=True)
    missing = Problem(Mistake.MISSING_ISSUE_NO)
    if missing in read.problems or not NOTHING_MORE.match(read.line.text, read.end):
        return None
    if read.problems or len(read.issues) > 1 or read.year_be:
        return Filler(problems=(Problem(Mistake.BAD_ISSUE_NO, plain),))
    return Filler(number=read.issue_no)


def _names_and_time(plain: str, situation: Situation) -> Filler | None:
    """Read agencies by any of their names and a deadline beside them, in either order."""
    for names, time in _halves(plain):
        due = situation.deadline(time) if time else None
        if due is None or due.at:
            codes = _agencies(names, situation)
            if codes:
                period = time if due and is_a_bare_period(time) else ""
                return Filler(codes, due.at if due else None, period=period)
    return None


def _halves(plain: str) -> Iterator[tuple[str, str]]:
    """Yield what may name agencies and what may be a time: all, then parted at each blank."""
    yield _TO.sub("", plain, count=1) if _TO.match(plain) else plain, ""
    places = {found.start() for found in re.finditer(r"\s+|(?=ภายใน|ก่อน)", plain)}
    for place in sorted(places - {0, len(plain)})[:_MOST_SPLITS]:
        first, second = plain[:place].strip(" ,"), plain[place:].strip(" ,")
        for names, time in ((first, second), (second, first)):
            named = _TO.match(names)
            yield _TAIL.sub("", names[named.end() if named else 0 :]), time


def _agencies(names: str, situation: Situation) -> tuple[str, ...]:
    """Return the agencies that a text names and nothing else, with a slip in a name at most."""
    line = Line(names)
    row = situation.agencies_at(line.folded, 0, NamePlace.IN_VALUE)
    if row.codes and not row.problems and not line.quiet[row.end :].strip(" ,."):
        return row.codes
    found = situation.agencies(names)
    sure = found.assumptions and not found.problems and not _TALKS.search(names)
    return found.codes if sure else ()


def _one_or_another(plain: str, situation: Situation) -> Filler | None:
    """Ask which agency is meant where two are named with "or" between them."""
    names = [_agencies(_TO.sub("", one, count=1).strip(), situation) for one in _OR.split(plain)]
    if len(names) < 2 or not all(names):
        return None
    codes = tuple(code for each in names for code in each)
    return Filler(problems=(Problem(Mistake.AMBIGUOUS_AGENCY, plain, codes),))


def _attempt(plain: str, gaps: Collection[Gap], situation: Situation) -> Filler | None:
    """Return what is wrong with a message that plainly tries to fill a gap."""
    urgent = Gap.DEADLINE in gaps and _URGENT.fullmatch(plain)
    if _LABELLED.match(plain) or urgent:
        return Filler(problems=_problems(plain, situation))
    if len(gaps) == 1 and plain.isdecimal() and not _LAUGHTER.match(plain):
        return Filler(problems=_problems(plain, situation) if Gap.DEADLINE in gaps else ())
    for names, time in _halves(plain):
        due = situation.deadline(time) if time else None
        if (
            due
            and due.problem
            and _DUE_SURELY.match(time)
            and (codes := _agencies(names, situation))
        ):
            return Filler(codes, problems=(due.problem,))
        if (due is None or due.at) and _looks_like_agencies(names):
            found = situation.agencies(names)
            if found.problems:
                return Filler(found.codes, due.at if due else None, problems=found.problems)
    return None


def _looks_like_agencies(names: str) -> bool:
    """Whether every word looks like the name of an organisation, and none like talk."""
    words = [word for word in re.split(r"[\s,]+", names) if word not in ("", "และ", "กับ")]
    named = words and all(_ORGANISATION.fullmatch(word) for word in words)
    return bool(named) and not _TALKS.search(names)


def _problems(plain: str, situation: Situation) -> tuple[Problem, ...]:
    """Return why a labelled value cannot be read; a bare one is a time."""
    to = _TO.match(plain)
    if to:
        return situation.agencies(plain[to.end() :]).problems
    label = _DUE.match(plain)
    problem = situation.deadline(plain[label.end() if label else 0 :]).problem
    return (problem,) if problem else ()


def _as_values(plain: str, situation: Situation) -> Filler | None:
    """Read what would be the values of an issue; `None` where anything else is said."""
    (said,) = commands(f"#issue x\n{plain}")
    read = read_issue(said, situation)
    lacking = {Mistake.MISSING_AGENCY, Mistake.MISSING_DEADLINE}
    wrong = tuple(problem for problem in read.problems if problem.mistake not in lacking)
    if read.title != "x" or read.body or read.urls or not (read.agencies or read.deadline or wrong):
        return None
    if read.deadline is None:  # who supports is read of a whole issue only
        (said,) = commands(f"#issue x\n{plain}\ndue: {situation.now + _A_DAY:%Y-%m-%d %H:%M}")
        whole = read_issue(said, situation)
    else:
        whole = read
    second = whole.outcome.supporting if isinstance(whole.outcome, OpenIssue) else ()
    return Filler(read.agencies, read.deadline, problems=wrong, supporting=second)
