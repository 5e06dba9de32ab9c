"""What a report's text says of itself: for whom it is, and whether it tells of work going on.

Source: domain notes 6.2, "Intent" and "A person who speaks for several agencies".
"""

import re
from collections.abc import Sequence

from domain.agencies import Mentioned
from domain.chat.commands import Fields, FileReport, IssueNo, Kind, Malformed
from domain.chat.mistakes import Mistake, Problem
from domain.directory import Directory, NamePlace
from domain.grammar.lines import Line, Said
from domain.grammar.numbers import Numbered
from domain.grammar.polite import PARTICLE
from domain.grammar.situation import Situation
from domain.text import EMOJI, says_something

_READ = 400
"""How much of a text's beginning, and of its end, is looked at."""
_SIGNS = rf"[\s:;,.\-–—•*/()\[\]{EMOJI}]"
_AHEAD = re.compile(rf"{_SIGNS}*+(?:(?:ของ|โดย|จาก|ในนาม|for|of)\s*+)?", re.IGNORECASE)
_PROGRESS = re.compile(
    rf"{_SIGNS}*+(?:กำลังดำเนินการ|อยู่ระหว่าง(?:การ)?ดำเนินการ|(?:in )?progress\b)", re.IGNORECASE
)

_NOW = (
    rf"(?:{_SIGNS}|เรียน\s?(?:ท่าน\s?)?[ก-๎.]{{0,40}}(?:\s(?:ผอ|ปลัด|รอง|อธิบดี)[ก-๎.]{{0,30}})?(?=\s)|(?:สวัสดี|{PARTICLE})+(?=\s)|ขณะนี้|ตอนนี้|ปัจจุบัน|เบื้องต้น|ล่าสุด|วันนี้|ทาง|เรา|เจ้าหน้าที่|ทีมงาน|ทีม|หน่วยงาน|ยัง|แต่|และ|"
    r"ซึ่ง|โดย|(?:จึง)?(?:ขอ)?(?:เรียน|แจ้ง|รายงาน)(?:ให้(?:ท่าน)?ทราบ|มา)?ว่า|"
    r"(?:we(?: are|'re)|currently|now|still|is|are|and|but)\s)*+"
)
_AT_WORK = (
    r"(?:(?<!ออก)(?<!กอง)(?<!ใช้)กำลัง(?!พล|ใจ|กาย|ไฟ|คน|ทหาร|แรง|ซื้อ|การผลิต|เสริม)"
    r"|อยู่(?:ใน)?(?:ระหว่าง|ขั้นตอน)|ระหว่าง(?:การ)?(?:ดำเนินการ|ตรวจสอบ|ประสาน)|ยังไม่(?:แล้ว)?เสร็จ"
    r"|(?:ดำเนินการ|ตรวจสอบ|ประสาน(?:งาน)?|รวบรวม)อยู่|ขอเวลา|เตรียม(?:ลงพื้นที่|เข้า|ชี้แจง|แถลง)"
    r"|(?:in progress|working on|checking|investigating|looking into|under review|under ?way)\b)"
)
_WAITING = (
    r"(?:รอ(?:การ|คำ|ผล|ข้อมูล|หนังสือ|เอกสาร|อนุมัติ|ลงนาม|เซ็น|ท่าน|ผู้|ปลัด|อธิบดี|รัฐมนตรี|รมว|กรม|กระทรวง|หน่วย|"
    r"จังหวัด|สำนัก|กอง|ฝ่าย|ทาง|สรุป|ตรวจ|ยืนยัน|พิจารณา|ประชุม|ตอบ|รายงาน|เจ้าหน้าที่|พื้นที่|ส่วน|นโยบาย)"
    r"|รอ(?![งบยด])[^\n]{1,60}?(?:ลงนาม|เซ็น)|(?:pending|waiting for|awaiting)\b)"
)
_WILL = (
    r"(?:จะ[^\n]{1,80}?(?:ต่อไป|อีกครั้ง|ภายหลัง|เพิ่มเติม|โดยเร็ว|โดยด่วน)"
    r"|จะ(?:เร่ง|รีบ)?(?:รายงาน|แจ้ง|สรุป|ชี้แจง)[^\n]{0,40}?ทราบ(?!แล้ว)"
    r"|(?:we )?will (?:report|update|follow|inform|let you know|get back)\b)"
)
_NO_MORE_SAID = rf"(?=[\s.,]|{PARTICLE}|$)"
_NOT_YET = (
    r"(?<=ยัง)(?:ไม่(?:มี|ได้รับ|ได้|ทราบ)(?:"
    rf"(?:ข้อมูล|ผล|รายละเอียด|ข้อสรุป|สรุป|คำตอบ|ตรวจสอบ|ชี้แจง)(?:{_NO_MORE_SAID}|จาก|ของ|ที่|ใน|ครบ|เพียงพอ)"
    r"|ผล(?:การ|ตรวจ|สรุป|สอบ|แล็บ|วิเคราะห์)|รายงานจาก)(?!\s?(?:ยืนยัน|ว่า))"
    r"|ไม่(?:สามารถ(?!ใช้|เข้า|อยู่|เปิด|ผ่าน|สัญจร)|พร้อม|สรุป)"
    r"|(?:สรุป|ชี้แจง|รายงาน|ตอบ|ยืนยัน|ระบุ|ตรวจสอบ|ส่ง)(?:ข้อมูล|ผล|ให้)?ไม่(?:ได้|ทัน|เสร็จ))"
)
"""What is not known, or cannot be told, yet; that nothing happened is an answer: ไม่มีผู้เสียชีวิต."""
_SOON = r"(?:พรุ่งนี้|มะรืน|ภายหลัง|อีกครั้ง|วันหลัง|สัปดาห์หน้า|ภายใน\s?(?:วัน|พรุ่ง|\d|เย็น|เที่ยง|สัปดาห์|เดือน))"
_ASKED_FOR = (
    r"ขอ(?:อนุญาต)?(?:ขยาย|เลื่อน)(?:เวลา|กำหนด|ระยะเวลา|ส่ง|การ)"
    rf"|ขอ(?:อนุญาต)?(?:ส่ง|รายงาน|ชี้แจง|ตอบ)(?:(?!ว่า|แล้ว)[^\n]){{0,40}}?{_SOON}"
    r"|ขอ(?:อนุญาต)?(?:ตรวจสอบ|เช็ค|หารือ|สอบถาม|ประสาน|รวบรวม)[^\n]{0,40}?ก่อน"
    r"|(?:เดี๋ยว|อีกสักครู่|สักครู่|เย็นนี้|พรุ่งนี้)(?:จะ)?(?:ส่ง|รายงาน|แจ้ง|ตอบ|ชี้แจง|ตรวจสอบ|ดู|เช็ค)"
)
"""More time, in whatever words."""
_QUESTION = (
    r"[^\n]{1,60}?(?:(?<!ผ้า)(?<!เส้น)ไหม(?!้)|มั้ย|มั๊ย|หรือยัง|หรือเปล่า|(?:ได้|ทัน)หรือไม่)"
    rf"(?:{PARTICLE})*(?:[\s?!.]|$)|[^\n]{{1,60}}\?$"
)
_NO_ANSWER = (
    rf"(?:(?:ขอ(?:อนุญาต)?)?(?:แจ้ง|ส่ง|นำส่ง)?(?:รายงาน)?ความคืบหน้า"
    rf"(?=[\s:;,.)\]\-–—]|$|ดังนี้|ครั้งที่|ฉบับที่|เบื้องต้น|ล่าสุด|ของ|การ|{PARTICLE})|(?:ขอ)?รายงานเบื้องต้น|{_ASKED_FOR}|{_NOT_YET}|{_QUESTION}"
    r"|(?:please )?(?:extend|more time)\b|(?:no (?:data|information)|not) yet\b)"
)
"""What opens a text that is no answer yet: its own name, more time, nothing known."""
_SAID_NICELY = rf"(?:{PARTICLE})*+"
_SHALL = r"จะ(?:เร่ง|รีบ|รายงาน|แจ้ง|ดำเนินการ|ตรวจสอบ|ลงพื้นที่|ประสาน|ชี้แจง|ติดตาม|สรุป|ส่ง)"
_SEEN = r"(?:(?:รับ)?ทราบ(?:แล้ว)?|(?:ได้)?รับเรื่อง(?:ไว้)?(?:แล้ว)?|noted|acknowledged)"
_POLITE = rf"(?:{_SIGNS}|[!?…ๆ]|{PARTICLE}|ขอบคุณ|ด้วย|แล้ว|อยู่|\bthanks?\b|\bplease\b)*+"
_NOT_DONE = r"(?:(?!แล้วเสร็จ|เสร็จ|เรียบร้อย|\n).){0,60}"
_OPENS = re.compile(
    rf"{_NOW}(?:{_AT_WORK}|{_WAITING}|{_WILL}|{_SHALL}|{_NO_ANSWER}|{_SEEN}(?={_SAID_NICELY}(?:[\s.,!]|$)))",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    rf"(?:^|\s){_NOW}(?:(?:{_AT_WORK}|{_WAITING}){_NOT_DONE}|{_WILL}|{_SEEN}){_POLITE}$",
    re.IGNORECASE,
)


def report_of(
    issue: IssueNo,
    text: str,
    links: Sequence[str],
    directory: Directory,
    mentioned: Sequence[Mentioned] = (),
) -> FileReport:
    """Return a report as its text says that it is meant.

    An agency may be named first, or behind the words of progress; what follows it is read as if it
    stood first. Whether it is the sender's own is for the handler to say.
    """
    line = Line(text[:_READ])
    words = _PROGRESS.match(line.text)
    start = _behind(_AHEAD, line, words.end() if words else 0)
    named = directory.read_at(line.folded, start, mentioned, NamePlace.BEHIND_LABEL)
    choices = (code for problem in named.problems for code in problem.choices)
    agencies = tuple(dict.fromkeys((*named.codes, *choices)))
    end = named.end if agencies else 0
    return FileReport(
        issue,
        text,
        tuple(links),
        progress=words is not None,
        agencies=agencies,
        progress_behind=bool(agencies) and _PROGRESS.match(line.text, end) is not None,
        going_on=words is None and _goes_on(line, end, text),
    )


def _goes_on(line: Line, end: int, text: str) -> bool:
    """Whether a text opens, behind a name or not, or closes with words of work going on."""
    if any(_OPENS.match(line.quiet, at) for at in {0, end}):
        return True
    closing = Line(text[-_READ:]).quiet.rstrip().rpartition("\n")[2]
    return _CLOSES.search(closing) is not None


def _behind(pattern: re.Pattern[str], line: Line, position: int) -> int:
    found = pattern.match(line.text, position)
    return found.end() if found else position


def read_report(said: Said, numbered: Numbered, situation: Situation) -> Fields:
    """Read `#report N`; `numbered` holds the number or the quoted issue, or none."""
    body = said.body(numbered.line, numbered.end)
    lines = [numbered.line, *said.lines_below(numbered.line)]
    links = tuple(dict.fromkeys(url for line in lines for url in line.urls))
    problems = list(numbered.problems)
    if not says_something(body):
        problems.append(Problem(Mistake.EMPTY_BODY))
    outcome: FileReport | Malformed
    if problems:
        outcome = Malformed(Kind.REPORT, tuple(problems))
    else:
        directory, mentioned = situation.directory, situation.mentioned
        outcome = report_of(numbered.issues[0], body, links, directory, mentioned)
    return Fields(
        Kind.REPORT,
        outcome,
        urls=links,
        issue_no=numbered.issue_no,
        year_be=numbered.year_be,
        body=body,
        problems=tuple(problems),
    )
