"""The deadline of an issue, from all places where one was given."""

import re
from collections.abc import Sequence

from domain.chat.mistakes import Mistake, Problem
from domain.deadlines import Why, is_a_bare_period
from domain.grammar.sections import Piece
from domain.grammar.situation import DeadlineRead, Situation

_LIMIT = re.compile(r"\s*(?:ภายใน|ก่อน|ไม่เกิน|by\b|before\b|within\b)", re.IGNORECASE)
_ON = re.compile(
    r"เลื่อน|ขยาย|เพิ่ม|อีก|ออกไป|ต่อ|\b(?:more|another|further|extend|postpone)", re.IGNORECASE
)


def read_due(
    dates: Sequence[Piece], situation: Situation, *, edits: bool = False
) -> DeadlineRead | None:
    """Read the deadline that was given; if given more than once, it must be the same.

    Where it edits another one, a period that goes on (อีก 2 วัน) may count from that: it is asked.
    """
    if not dates:
        return None
    text = " ".join(piece.text.strip() for piece in dates)
    if edits and _ON.search(text) and is_a_bare_period(text):
        return DeadlineRead(None, Problem(Mistake.BAD_DEADLINE, text, why=Why.FURTHER_OFF), text)
    each = [situation.deadline(piece.text) for piece in dates]
    if each[0].at and all(one.at == each[0].at for one in each):
        return each[0]
    limits = [
        one for one, piece in zip(each, dates, strict=True) if one.at and _LIMIT.match(piece.text)
    ]
    if len({one.at.date() for one in limits if one.at}) > 1:
        return situation.deadline(" หรือ ".join(one.text for one in limits))
    return situation.deadline(text)
