"""What makes a word at the start of a line a command."""

import re
import unicodedata

from domain.chat.commands import Kind, NearMiss
from domain.chat.table import ASKED_BACK, KIND_OF, TABLE
from domain.directory import slips_between
from domain.grammar.polite import PARTICLE
from domain.text import EMOJI

_ORDINARY = {"repost", "state", "เดือน", "สถานี", "line", "tissue"}  # words of their own

NAMED_EMOJI = r"\((?:[A-Za-z][A-Za-z0-9_ ]{0,30})?\)"
"""LINE's own emoji where nothing tells that it is one: `()`, `(moon)`."""

LEAD = rf"(?:[ {EMOJI}]|[0-9]\ufe0f?\u20e3|{NAMED_EMOJI}|@[^\s#]+)*+"
"""What may stand before a command on its line: blanks, emoji and mentions."""

_LETTERS = "A-Za-z\u0e01-\u0e3a\u0e40-\u0e4e"
_COMMAND = re.compile(rf"{LEAD}#\s*([{_LETTERS}]+)")
_NUMBERED = (
    word for word, kind in KIND_OF.items() if TABLE[kind].has_number and not word.isascii()
)
_NUMBER_GLUED = re.compile(
    rf"({'|'.join(_NUMBERED)})"
    r"(?=(?:ที่|เลขที่|หมายเลข|ข้อที่|ข้อ|เรื่องที่|เรื่อง|ประเด็นที่|ประเด็น)[\s#(]*\d)"
)
_PAGED = (Kind.LIST, Kind.OVERDUE, Kind.MINE, Kind.ROSTER)
_LISTS = (word for word, kind in KIND_OF.items() if kind in _PAGED and not word.isascii())
_PAGE_GLUED = re.compile(rf"({'|'.join(_LISTS)})(?=หน้า(?:ที่)?\s*\d)")
_TAIL = re.compile(rf"(?:{PARTICLE}|แล้ว|เรียบร้อย|เลย|ด้วย|หน่อย|ที|ๆ)+")
_TAIL_END = re.compile(rf"{_TAIL.pattern}$")
_LONGEST = max(map(len, KIND_OF))
_LONGEST_COMPANY = 60
"""Letters of a word that may be a command in polite or longer company."""
_ASKING = re.compile(r"^(?:ขออนุญาต|ขอให้|ขอ|โปรด|กรุณา|ช่วย|ส่ง|แจ้ง|ดู|เช็ค|please|pls)+")
_LONGER = re.compile(
    rf"({'|'.join(word for word in KIND_OF if not word.isascii())})"
    r"(?:ผล|การ(?:ชี้แจง|ดำเนินงาน|ดำเนินการ)|(?:ประเด็น|เรื่อง|ข้อ|คำขอ|รายงาน)(?:ที่)?|เลขที่|งาน|กรณี|คำสั่ง|"
    r"กำหนด|เวลา|ขยาย|โอน|ด่วน|เพิ่มเติม|ข้อเท็จจริง|ของ|ให้|ทั้งหมด|"
    r"ทุก(?:เรื่อง|ประเด็น|ข้อ)|ล่าสุด|ตาม(?:ที่ขอ|เสนอ|คำขอ)?|สรุป|เบื้องต้น|(?:และ|พร้อม)ดำเนินการ|เคส(?:ที่)?)+"
)
_NOTHING_MORE = re.compile(rf"[\s.,!?:;\-–—🙏]*+(?:{PARTICLE})*+[\s.!🙏]*+")
_GOES_ON = re.compile(rf"_|[-‐‑'’][{_LETTERS}]")
_NUMBER_AHEAD = re.compile(
    r"[\s#(]*(?:(?:ของ|ให้|เลขที่|หมายเลข|(?:คำขอ|ประเด็น|เรื่อง|ข้อ)(?:ที่)?|ที่|กรม\S+|กระทรวง\S+|สำนัก\S+|[ก-ฮ.]{2,8}\.)"
    r"[\s#(:]*)*\d"
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
        glued = _NUMBER_GLUED.match(line, start) or _PAGE_GLUED.match(line, start)
        if glued:
            return KIND_OF[glued[1]], glued.end()
    if _goes_on(line, end):
        return None
    if kind is not None:
        return kind, end
    numbered = _NUMBER_AHEAD.match(line, end) is not None
    near = _other_word(word, line[end:], numbered=numbered) or _nearly(word, numbered=numbered)
    if near is None:
        return None
    return NearMiss(found[1], KIND_OF.get(near) or ASKED_BACK[near], near), end


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
    if len(word) > _LONGEST_COMPANY:
        return None
    plain = _TAIL_END.sub("", word)
    bare = _ASKING.sub("", plain)
    longer = _LONGER.fullmatch(bare)
    candidates = (word, plain, bare, _ASKING.sub("", word), longer[1] if longer else "")
    known = next((one for one in candidates if one in ASKED_BACK or one in KIND_OF), None)
    if known is None or word in KIND_OF:
        return None
    kind = KIND_OF.get(known) or ASKED_BACK[known]
    told = kind is Kind.ISSUE or numbered or _NOTHING_MORE.fullmatch(rest)
    return known if told else None


def _nearly(word: str, *, numbered: bool) -> str | None:
    """Return the command word that a word misses by one slip; by two where a number follows.

    Words that begin like a command are hashtags of their own, as are words of another first letter
    and, without a number, those near a command of less than five letters.
    """
    if not 3 <= len(word) <= 14 or word in _ORDINARY:
        return None
    best: tuple[int, str] | None = None
    for known in KIND_OF:
        if known[0] != word[0] or abs(len(known) - len(word)) > 2:
            continue
        if word.startswith(known):
            return None
        if len(known) < (3 if numbered else 5):
            continue
        limit = 2 if numbered and len(known) > 5 else 1
        slips = slips_between(word, known)
        if slips <= limit and (best is None or slips < best[0]):
            best = slips, known
    return best[1] if best else None
