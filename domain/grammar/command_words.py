"""What makes a word at the start of a line a command."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from domain.chat.commands import Kind, NearMiss
from domain.chat.other_words import ASKED_BACK, NOT_YET
from domain.chat.table import KIND_OF, TABLE
from domain.directory import slips_between
from domain.grammar.polite import ADDRESS, PARTICLE
from domain.text import EMOJI

_ORDINARY = {"repost", "state", "เดือน", "สถานี", "line", "tissue"}  # words of their own

NAMED_EMOJI = r"\((?:[A-Za-z][A-Za-z0-9_ ]{0,30})?\)"
"""LINE's own emoji where nothing tells that it is one: `()`, `(moon)`."""

LEAD = rf"(?:[ {EMOJI}]|[0-9]\ufe0f?\u20e3|{NAMED_EMOJI}|@[^\s#]+)*+"
"""What may stand before a command on its line: blanks, emoji and mentions."""

_LETTERS = "A-Za-z\u0e01-\u0e3a\u0e40-\u0e4e"
_COMMAND = re.compile(rf"{LEAD}#\s*([{_LETTERS}]+)")
_NUMBERED_WORDS = [
    word for word, kind in KIND_OF.items() if TABLE[kind].has_number and not word.isascii()
]
_NUMBER_GLUED = re.compile(
    rf"({'|'.join(_NUMBERED_WORDS)})"
    r"(?=(?:ที่|เลขที่|หมายเลข|ข้อที่|ข้อ|เรื่องที่|เรื่อง|ประเด็นที่|ประเด็น)[\s#(]*\d)"
)
_PAGED = (Kind.LIST, Kind.OVERDUE, Kind.MINE, Kind.ROSTER)
_STATS_GLUED = re.compile(
    r"(สถิติ)(?=(?:ของ|ประจำ)?(?:เดือน|ไตรมาส|ปี|ครั้งที่|สัปดาห์|วันนี้|กรม|กระทรวง|ฉัน|เรา|\d|(?:ราย|แบบ|โดย)ละเอียด))"
)
_NOTIFY_GLUED = re.compile(
    r"(รับแจ้ง|การแจ้งเตือน)(?=(?:ใน|ทาง)?(?:กลุ่ม|(?:แชท|แชต)?(?:ส่วนตัว|นี้))|(?:งด)?สรุปเช้า)"
)
_LISTS = (word for word, kind in KIND_OF.items() if kind in _PAGED and not word.isascii())
_PAGE_GLUED = re.compile(rf"({'|'.join(_LISTS)})(?=หน้า(?:ที่)?\s*\d)")
_NICELY = rf"{PARTICLE}|แล้ว|เรียบร้อย|เลย|ด้วย|หน่อย|ที|ๆ"
_TAIL = re.compile(rf"(?:{_NICELY})+(?:{ADDRESS}|{_NICELY})*")
_TAILS = re.compile(rf"(?:{_NICELY}|{ADDRESS}|(?:{PARTICLE})(?:{ADDRESS})[ก-๎]{{1,20}})+")
"""Also somebody's name behind a particle: ค่ะคุณกนก."""
_LONGEST = max(map(len, KIND_OF))
_LONGEST_COMPANY = 60
"""Letters of a word that may be a command in polite or longer company."""
_ASKING = re.compile(
    rf"^(?:ขออนุญาต|ขอให้|ขอ|โปรด|กรุณา|รบกวน|ช่วย|ส่ง|แจ้ง|ดู|เช็ค|สอบถาม|ติดตาม|ทราบ(?=สถานะ)|(?:กราบ)?เรียน|{ADDRESS}|{PARTICLE}|"
    r"please|pls)+"
)
_LONGER = re.compile(
    rf"({'|'.join(word for word in KIND_OF if not word.isascii())})"
    r"(?:ผล|ชี้แจง|การ(?:ชี้แจง|ดำเนินงาน|ดำเนินการ)|(?:ประเด็น|เรื่อง|ข้อ|คำขอ|รายงาน)(?:ที่)?|เลขที่|งาน|กรณี|คำสั่ง|"
    r"กำหนด|เวลา|ขยาย|โอน|ด่วน(?:ที่สุด|มาก)?|เพิ่มเติม|ข้อเท็จจริง|ของ|ให้|ทั้งหมด|"
    r"ทุก(?:เรื่อง|ประเด็น|ข้อ|หน่วยงาน|หน่วย)|ล่าสุด|ตาม(?:ที่ขอ|เสนอ|คำขอ|นั้น|นี้)?|สรุป|เบื้องต้น|"
    r"(?:และ|พร้อม|แล้ว)(?:จะ)?(?:เร่ง|รีบ)?(?:ดำเนินการ|ปฏิบัติ|ตรวจสอบ|ชี้แจง)|เคส(?:ที่)?|รหัส|ข้อสั่งการ|ซ้ำ|อีก(?:ครั้ง|ที|รอบ)?|"
    r"(?:มี)?(?:อะไร|กี่(?:เรื่อง|ประเด็น|หน่วยงาน|หน่วย))?บ้าง|(?:มี)?กี่(?:เรื่อง|ประเด็น|หน่วยงาน|หน่วย))+"
)
_FIELDED = re.compile(
    r"(?P<word>แก้ไข|แก้|ปรับแก้|ปรับ|เปลี่ยน|เลื่อน|ขยาย)(?:ข้อมูล|"
    r"(?P<label>หัวข้อ|หัวเรื่อง|ชื่อเรื่อง|ชื่อประเด็น|กำหนด(?:ส่ง|เวลา)?|เดดไลน์|หน่วยงาน|ผู้รับผิดชอบ|รายละเอียด|ที่มา|อ้างอิง|"
    r"ความเร่งด่วน|เวลา)|(?:ระยะ|ครบ|กำหนด|วัน|เวลา|การ|ส่ง|ตอบ|ชี้แจง|รายงาน)+)"
)
"""What shall be changed, glued to the word of changing: #แก้ไขหัวข้อ 1."""
_NOTHING_MORE = re.compile(rf"[\s.,!?:;\-–—🙏]*+(?:{PARTICLE}|{ADDRESS})*+[\s.!🙏]*+")
_MOST_HASHES = 10
_CODED = re.compile(r"[\s:]*[A-Za-z]")
"""Behind what cannot be done yet a code follows: #result A1 55."""
_CODE_AHEAD = re.compile(r"\W*(?:รหัส\W*)?[A-Za-z0-9]{5}\s?[-–]?\s?[A-Za-z0-9]{5}(?![A-Za-z0-9])")
_HASH = "[#♯﹟]"
_ANYWHERE = re.compile(
    rf"(?<![\w/&?=]){_HASH}(?:{_HASH}|[\s.:\-–—_\"'“”‘’\[\](){{}}<>*{EMOJI}]){{0,12}}+(?P<word>[{_LETTERS}]+)[\"'”’\])>*]*"
)
_NEXT_WORD = re.compile(rf"[\s_.\-]+(?P<word>[{_LETTERS}]+)")
_HASH_AT_NUMBER = re.compile(
    rf"{LEAD}(?P<word>{'|'.join(_NUMBERED_WORDS)})"
    rf"(?:{_NICELY}|{ADDRESS})*\s*(?:(?:ประเด็น|เรื่อง|ข้อ)(?:ที่)?)?\s*#\s*\d+"
)
"""รับทราบ #1."""
_GREETS = re.compile(
    rf"(?:[\s{EMOJI}.,:;!()\[\]{{}}\"'“”‘’*_\-–—•·▪►➤>/|~]|@[^\s#]+|{NAMED_EMOJI}|\d{{1,2}}[.)]|(?:กราบ)?เรียน\s?[^\s#]{{0,40}}|{ADDRESS}|{PARTICLE}|สวัสดี|"
    r"(?:ส่งต่อ|ฝาก|แจ้ง|ข้อสั่งการ|fwd|fw|forwarded|forward|re)(?=[\s:])|"
    r"(?:ขออนุญาต|ขออภัย|ขอ|รับทราบ|ทราบ|ด่วนที่สุด|ด่วนมาก|ด่วน|แล้ว|รายงาน|ชี้แจง|(?:กรม|กระทรวง|สำนัก|สนง|จังหวัด|จ\.)[^\s#]{0,40}|"
    r"[ก-ฮ]{1,6}\.(?:[ก-ฮ]{1,6}\.)*))*+",
    re.IGNORECASE,
)
"""What stands before a command that is meant as one: a greeting, a bullet, whose it is."""
_MENTIONS = re.compile(
    r"(?:ดู|ตาม|ใน|ใช้|พิมพ์|ส่ง|คำสั่ง|ด้วย|โดย|จาก|ของ|ผ่าน|ที่|กับ|หรือ|และ|เช่น|อ้างอิง|อ้างถึง|ถึง|เรื่อง|ประเด็น|จะ|ให้|ว่า|เป็น|ต้อง|อย่า|ไม่|"
    r"\b(?:see|use|type|send|in|with|of|by|the|for|or|and|is|as|a))[\s“\"'‘(]*$|^\s*\d{1,2}[:.]\d\d|https?:",
    re.IGNORECASE,
)
"""What stands before a command that is only spoken of."""
_GOES_ON = re.compile(rf"_|[-‐‑'’][{_LETTERS}]")
_UNDERSCORED = re.compile(r"_(?!2[05]\d\d\b)\d{1,6}(?![_\d])")
"""A number, but a year: #รายงาน_7."""
_NUMBER_AHEAD = re.compile(
    r"[\s#(]*+(?:(?:ของ|ให้|เลขที่|หมายเลข|(?:คำขอ|ประเด็น|เรื่อง|ข้อ)(?:ที่)?|ที่|(?:กรม|กระทรวง|สำนัก)[^\s\d#(:]++|(?:[ก-ฮ]{1,6}\.)++)"
    r"[\s#(:]*+)*+\d"
)
"""A number, also behind an agency or what it is the number of."""


def command_at(line: str) -> tuple[Kind | NearMiss, int] | None:
    """Return the command that a normalised line with Arabic digits begins, and where it ends.

    `None` for ordinary talk, hashtags and quotations. Source: domain notes 6 and 6.1.
    """
    found = _COMMAND.match(line)
    if found is None:
        return None
    word, end = _without_particles(found[1].lower()), found.end()
    kind = KIND_OF.get(word)
    if kind is None:
        start = found.start(1)
        for pattern in (_NUMBER_GLUED, _PAGE_GLUED, _STATS_GLUED, _NOTIFY_GLUED):
            if glued := pattern.match(line, start):
                return KIND_OF[glued[1]], glued.end()
    if kind and TABLE[kind].has_number and _UNDERSCORED.match(line, end):
        return NearMiss(f"{found[1]}_", kind, word), end + 1
    if _goes_on(line, end):
        return None
    if kind is not None:
        return kind, end
    numbered = _NUMBER_AHEAD.match(line, end) is not None
    near = _other_word(word, line[end:], numbered=numbered) or _nearly(word, numbered=numbered)
    if near is None:
        return None
    meant = KIND_OF.get(near) or ASKED_BACK[near]
    fielded = _FIELDED.search(word) if meant is Kind.EDIT else None
    label = (fielded["label"] or "") if fielded else ""
    return NearMiss(found[1], meant, near, label=label), end


def misplaced_at(line: str) -> tuple[NearMiss, int, int] | None:
    """Return the command that a line holds elsewhere than behind one hash at its start, if any.

    With the place where it begins and where its word ends. Visibly meant is a word that stands
    alone or before a number, behind a greeting, a bullet or an agency, in brackets, behind marks
    besides the hash, torn apart, or without the hash before its number; behind other words only
    before a number. What is only mentioned (ดู #issue 12) is talk.
    """
    for found in islice(_ANYWHERE.finditer(line), _MOST_HASHES):
        before = line[: found.start()]
        for word, end in _torn(line, found):
            meant = _spelling(word)
            if meant is None or _goes_on(line, end):
                continue
            kind = KIND_OF[meant]
            numbered = TABLE[kind].has_number and _NUMBER_AHEAD.match(line, end) is not None
            greets = _GREETS.fullmatch(before) is not None
            alone = greets and _says_enough(kind, line[end:])
            if (alone or (numbered and kind is not Kind.ISSUE)) and not _MENTIONS.search(before):
                said = line[found.start("word") : end]
                return NearMiss(said, kind, meant, misplaced=True), found.start(), end
    bare = _HASH_AT_NUMBER.match(line)
    if bare and _NOTHING_MORE.fullmatch(line[bare.end() :]):
        meant = bare["word"]
        near = NearMiss(meant, KIND_OF[meant], meant, misplaced=True)
        return near, bare.start("word"), bare.end("word")
    return None


def _torn(line: str, found: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Yield the word behind a hash, and what it makes with the next two: รับ ทราบ."""
    word, end = found["word"].lower(), found.end()
    yield word, end
    for _ in range(2):
        more = _NEXT_WORD.match(line, end)
        if more is None:
            return
        word, end = word + more["word"].lower(), more.end()
        yield word, end


def _spelling(word: str) -> str | None:
    """Return the command's word that stands alone, in polite company or behind an address."""
    bare = _ASKING.sub("", word)
    return next(
        (one for each in (word, bare) if (one := _without_particles(each)) in KIND_OF), None
    )


def _without_particles(word: str) -> str:
    """Return a word without the particles glued to it: รับทราบแล้วค่ะ, ackค่ะ."""
    for end in range(min(len(word) - 1, _LONGEST), 1, -1):
        if word[:end] in KIND_OF and _TAIL.fullmatch(word, end):
            return word[:end]
    return word


def _goes_on(line: str, end: int) -> bool:
    """Whether the word goes on with a letter, a mark, or a hyphen and letters: a plain hashtag."""
    following = line[end : end + 1]
    if not following or following in " #":
        return False
    if _GOES_ON.match(line, end):
        return True
    category = unicodedata.category(following)
    return category[0] == "L" or (category[0] == "M" and following != "\ufe0f")


def _other_word(word: str, rest: str, *, numbered: bool) -> str | None:
    """Return the command word in polite or longer company, else another word for a command.

    It stands alone or before a number, but for an issue, which is told behind it: else it is a
    hashtag of its own.
    """
    if len(word) > _LONGEST_COMPANY or word in KIND_OF:
        return None
    known = next((one for one in _bare(word) if one in ASKED_BACK or one in KIND_OF), None)
    if known is None:
        return None
    kind = KIND_OF.get(known) or ASKED_BACK[known]
    told = numbered or _says_enough(kind, rest) or (known in NOT_YET and _CODED.match(rest))
    return known if told else None


def _says_enough(kind: Kind, rest: str) -> bool:
    """Whether nothing stands behind a word, or what such a command is about."""
    if _NOTHING_MORE.fullmatch(rest):
        return kind is not Kind.ISSUE
    if kind in (Kind.BIND, Kind.JOIN):
        return _CODE_AHEAD.match(rest) is not None
    return kind is Kind.ISSUE


def _bare(word: str) -> Iterator[str]:
    """Yield a word without what may be glued to it out of politeness, or to say more."""
    ends = (end for end in range(len(word), 1, -1) if _TAILS.fullmatch(word, end))
    for plain in (word, *(word[:end] for end in ends)):
        bare = _ASKING.sub("", plain)
        yield from (plain, bare)
        for pattern in (_LONGER, _FIELDED):
            yield from (found[1] for one in (plain, bare) if (found := pattern.fullmatch(one)))


def _nearly(word: str, *, numbered: bool) -> str | None:
    """Return the command word that a word misses by one slip; by two where a number follows.

    Words that begin like a command and go on are hashtags of their own, but with its last letter
    typed twice, or one letter more before a number; as are words of another first letter, unless
    that is lost or a doubled เ, and, without a number, those near one of less than five letters.
    """
    if not 3 <= len(word) <= 14 or word in _ORDINARY:
        return None
    best: tuple[int, str] | None = None
    for known in (*KIND_OF, *NOT_YET):
        late = known[1:] == word or (word[0] + known[0] == "แเ" and word[1:] == known[1:])
        if (known[0] != word[0] and not late) or abs(len(known) - len(word)) > 2:
            continue
        goes_on = word.startswith(known)
        if goes_on and (len(word) > len(known) + 1 or not (numbered or word[-1] == known[-1])):
            return None
        if len(known) < (3 if numbered else 5):
            continue
        limit = 2 if numbered and len(known) > 5 else 1
        slips = slips_between(word, known)
        if slips <= limit and (best is None or slips < best[0]):
            best = slips, known
    return best[1] if best else None
