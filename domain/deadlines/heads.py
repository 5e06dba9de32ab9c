"""What may stand before a deadline: a request, a verb, an object, ภายใน (section 4.5).

Whatever ends in ภายใน, ก่อน or ถึง leads to a deadline, wherever it stands. Without that only
requests, verbs of sending and words of closing do, and no object but an answer: "ขอข้อมูล 25 พ.ย."
asks for the figures of a day, "ขอคำตอบ 13.00 น." for nothing of that hour.
"""

from domain.deadlines.cursor import Cursor
from domain.deadlines.token import Token
from domain.deadlines.vocabulary import Word

_ANYWHERE, _SENDING, _DOING, CLOSING, _EXTENDING = range(5)
_NOUN, _ANSWER = 0, 3
_HEADS = (Word.HEAD, Word.RECEIPT)
_PHRASE = (*_HEADS, Word.OBJECT, Word.FILLER, Word.COLON, Word.URGENT, Word.TAIL)
_LEADS_ON = (Word.LIMIT, Word.BEFORE, Word.TO, Word.LATEST)


def is_head(c: Cursor, stated: bool) -> bool:
    """Whether the word just taken belongs to a head; `stated` where a deadline stands before it."""
    token, before = c.peek(-1), _verb_before(c)
    if _leads_on(c):
        return token.kind in _HEADS or before is not None
    if stated and not (token.kind is Word.HEAD and token.value == _ANYWHERE):
        return before == CLOSING
    if token.kind is Word.HEAD:
        return token.value != _DOING or before == CLOSING
    if token.kind is Word.OBJECT and token.value == _NOUN:
        return before == CLOSING
    return token.kind is Word.OBJECT and before is not None


def _verb_before(c: Cursor) -> int | None:
    """Return what kind of head stands directly before the word just taken; small words aside."""
    ahead = -2
    while c.kind(ahead) in (Word.OBJECT, Word.FILLER, Word.MORE):
        ahead -= 1
    token = c.peek(ahead)
    if _closes(token):
        return CLOSING  # กำหนดส่ง รายงาน
    if token.kind is Word.RECEIPT:
        return _SENDING
    if token.kind is not Word.HEAD:
        return None
    return CLOSING if _closes(c.peek(ahead - 1)) else token.value


def _closes(token: Token) -> bool:
    """Whether a word announces a deadline: กำหนด, ปิดรับ, ขยาย."""
    announced = ((Word.LIMIT, 1), (Word.HEAD, CLOSING), (Word.HEAD, _EXTENDING))
    return (token.kind, token.value) in announced


def _leads_on(c: Cursor) -> bool:
    """Whether ภายใน or the like ends the head that stands here."""
    ahead = 0
    while c.kind(ahead) in _PHRASE:
        ahead += 1
    return c.kind(ahead) in _LEADS_ON


def names_subject(c: Cursor, begin: int) -> bool:
    """Whether a span, such as a month, is what a report is about, not when it is due."""
    token = c.tokens[begin - 1] if begin else Token(Word.STOP, 0, 0, 0)
    report = c.text[token.start : token.end] == "รายงาน"
    return report or (token.kind is Word.OBJECT and token.value in (_NOUN, _ANSWER))
