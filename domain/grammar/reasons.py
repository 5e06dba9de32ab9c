"""Why an issue is edited, and what beside its new values says that it is."""

import re

from domain.grammar.labels import AGENCIES, Label
from domain.grammar.polite import PARTICLE
from domain.grammar.sections import Piece, Sections, typed
from domain.grammar.urgency import behind_marks

_CHANGING = re.compile(
    r"(?:ขอ|ช่วย|โปรด|กรุณา|รบกวน|please\b|เลื่อน|ขยาย|เปลี่ยน|ปรับ|แก้ไข|แก้|ใหม่|แทน|เท่านั้น|move|change|postpone|"
    rf"only\b|instead\b|the\b|{PARTICLE}|\s)+",
    re.IGNORECASE,
)
"""Words around a field that an edit names: it changes that, and they are no headline."""
_LABEL = r"(?:เหตุผล|reason\b)"
WHY = re.compile(
    rf"[\s,(\[]*+(?:(?P<label>{_LABEL})|เพราะ|เนื่องจาก|because\b|due to\b)\s*[:=]?\s*", re.IGNORECASE
)
"""How a reason opens; `label` where the word can mean nothing else."""
_IN_VALUE = re.compile(
    rf"(?:{_LABEL}|(?<!โดย)เพราะ|เนื่องจาก|because\b|due to\b)\s*[:=]?\s*", re.IGNORECASE
)
_VALUES = (*AGENCIES, Label.DEADLINE, Label.TIME)
_BEFORE = " \t,;(["
_CLOSING = " \t)]"


def take_reason(sections: Sections) -> str:
    """Take out why something is edited, as typed, and what only says that it is.

    Where details are given, a line that begins with "because" is theirs: only the word "reason"
    opens one there; under a headline one phrase is a reason, a longer text is left to be asked.
    """
    reasons = _behind_values(sections)
    if sections.values:
        sections.loose = [one for one in sections.loose if not _CHANGING.fullmatch(one.text)]
    kept: list[Piece] = []
    waiting = False
    for piece in sections.loose:
        marks = behind_marks(piece.text)
        why = WHY.match(piece.line.quiet, piece.start + marks, piece.end)
        own = piece is sections.rest and not (sections.values or marks)
        if waiting:
            reasons.append(piece)
            waiting = False
        elif why and not own and (why["label"] or _sure(piece, why.end(), sections, kept)):
            waiting = not piece.line.quiet[why.end() : piece.end].strip()
            reasons.append(Piece(piece.line, why.end(), piece.end))
        else:
            kept.append(piece)
    sections.loose = kept
    return typed(map(_unclosed, reasons))


def _sure(piece: Piece, start: int, sections: Sections, kept: list[Piece]) -> bool:
    """Whether what stands behind "because" is why something is edited, and no details."""
    if sections.has(Label.DETAIL):
        return False
    headed = kept or sections.has(Label.TITLE)
    return not headed or " " not in piece.line.quiet[start : piece.end].strip()


def _behind_values(sections: Sections) -> list[Piece]:
    """Take out what stands behind agencies and deadlines and says why they change."""
    reasons = []
    for label in _VALUES:
        for at, piece in enumerate(sections.values.get(label, ())):
            why = _IN_VALUE.search(piece.line.quiet, piece.start, piece.end)
            if why is None:
                continue
            end = piece.start + len(piece.line.quiet[piece.start : why.start()].rstrip(_BEFORE))
            sections.values[label][at] = Piece(piece.line, piece.start, end)
            reasons.append(Piece(piece.line, why.end(), piece.end))
    return reasons


def _unclosed(reason: Piece) -> Piece:
    """Return a reason without the bracket that closes behind it and opened before it."""
    said = reason.text.rstrip(_CLOSING)
    opened = said.count("(") + said.count("[")
    whole = opened >= reason.text.count(")") + reason.text.count("]")
    return reason if whole else Piece(reason.line, reason.start, reason.start + len(said))
