"""Which of the deadlines inside free text count, and where one of them begins."""

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.grammar.conditions import condition_before
from domain.grammar.labels import Label, Mark
from domain.grammar.lines import Line
from domain.grammar.sections import Piece
from domain.text import EMOJI

_ASKS = re.compile("ส่ง|ตอบ|แจ้ง|ชี้แจง|รายงาน|ขอ|โปรด|กรุณา|รบกวน|กำหนด|(?<!เ)ปิดรับ|หมดเขต")
_OPENS = re.compile(
    rf"[\s{EMOJI}\-–—•·*]*+(?:จึงขอ|ทั้งนี้ ขอ|ขอ|โปรด|กรุณา|ช่วย|รบกวน|ส่ง|ตอบ|ชี้แจง|แจ้ง|รายงาน)(?!่|้)"
)
_MOST_DUES = 8  # the last ones: of several deadlines the last counts


def one_deadline(
    found: Sequence[tuple[Line, Mark]], headline: Piece | None, *, given: bool
) -> list[tuple[Line, Mark]]:
    """Leave one place of several deadlines: where something is asked, else the last line.

    Of the headline's line the last counts, or all behind a name. Where several ask, all stay and
    must agree, also with a deadline that has a line of its own: it was `given`.
    """
    dues = [each for each in found if each[1].label is Label.DEADLINE]
    if given:
        return [each for each in found if each not in dues or _OPENS.match(each[0].quiet)]
    below = [each for each in dues if headline is None or each[0] is not headline.line]
    asking = [each for each in below if _ASKS.search(each[0].quiet, 0, each[1].value)]
    names = [at for at, each in enumerate(found) if each[1].label is Label.AGENCY]
    behind = [each for each in found[names[0] :] if each in dues] if names else []
    left = asking or below or behind or dues[-1:]
    return [each for each in found if each not in dues or each in left[-_MOST_DUES:]]


def with_condition(line: Line, mark: Mark, start: int) -> Mark:
    """Return a deadline's label with the condition that stands before it, from a place on."""
    at = condition_before(line.quiet[start : mark.start])
    return mark if at is None else replace(mark, start=start + at, value=start + at)
