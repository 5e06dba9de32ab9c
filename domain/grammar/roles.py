"""Who leads and who supports where brackets behind the names say it: "อย. (หลัก) ปภ. (ร่วม)"."""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from domain.directory import NamePlace
from domain.grammar.lines import Line
from domain.grammar.sections import Piece
from domain.grammar.situation import Situation

_PARTY = r"(?:หน่วย(?:งาน)?|ผู้รับผิดชอบ|เจ้าภาพ)"
_SECOND = rf"{_PARTY}?\s?(?:ร่วม|สนับสนุน|รอง)|support(?:s|ing)?"
_ROLE = re.compile(
    rf"\(\s*(?:(?P<second>{_SECOND})|{_PARTY}?\s?หลัก|เจ้าภาพ|lead)\s*\)", re.IGNORECASE
)

_LEADS = re.compile(
    rf"(?<!\S)[^\w\s]*(?:{_PARTY}(?:ที่รับผิดชอบ|รับผิดชอบ)?หลัก|(?:หลัก|leads?|lead agency)\s*[:=])",
    re.IGNORECASE,
)
"""A label of those that lead."""
_BEHIND = re.compile(r"\s*(?:เป็น)?(?:หน่วยงาน)?(?:ร่วม|สนับสนุน|รอง)(?=[\s,;)]|$)")
_HELPED = re.compile(
    r"(?<![ก-๎])(?:(?P<by>(?:ร่วม|สนับสนุน|รอง)\s*(?:โดย|จาก|:))|(?:โดย)?(?:มี|ให้)|\()\s*"
)
"""Before a name within a sentence: that agency may be meant to support."""
_MOST_TURNS, _NEAR = 40, 200
"""Of a text so many are looked at, and the role so many characters behind each: nobody types more,
and a text made of brackets would keep everybody waiting for minutes."""


def only_role(remark: str) -> bool:
    """Whether a remark in brackets only says who leads and who supports."""
    return _ROLE.fullmatch(f"({remark})") is not None


def roles_said(lines: Iterable[Line], names: Iterable[Piece]) -> bool:
    """Whether brackets behind names, or a label, say who leads or supports."""
    return any(_ROLE.search(piece.text) for piece in names) or any(
        _LEADS.search(line.quiet) for line in lines
    )


def supporting_in(names: Iterable[str], situation: Situation) -> Iterator[str]:
    """Yield the codes of agencies behind which brackets say that they support (R22)."""
    for text in names:
        start = 0
        for role in _ROLE.finditer(text):
            codes = situation.agencies(text[start : role.start()]).codes
            start = role.end()
            if role["second"]:
                yield from codes[-1:]


def roles_behind(names: Iterable[Piece]) -> Iterator[Piece]:
    """Yield names behind which a role stands without brackets: whose it is, has to be asked."""
    for piece in names:
        role = _BEHIND.match(piece.line.quiet, piece.end)
        if role and piece.text.strip():
            yield Piece(piece.line, piece.start, role.end())


def helped_by(
    pieces: Iterable[Piece], codes: Collection[str], situation: Situation
) -> Iterator[Piece]:
    """Yield where a sentence says that a further agency supports: "ปภ. โดยมีกรมประมงร่วม"."""
    for piece in pieces:
        line = piece.line
        turns = _HELPED.finditer(line.quiet, piece.start, piece.end)
        for turn in islice(turns, _MOST_TURNS):
            start, near = turn.end(), min(piece.end, turn.end() + _NEAR)
            role = _BEHIND.search(line.quiet, start, near)
            if turn["by"]:
                row = situation.agencies_at(line.folded, start, NamePlace.BEHIND_LABEL, piece.end)
                end = row.end
            elif role:
                row, end = situation.agencies(line.quiet[start : role.start()]), role.end()
            else:
                continue
            if row.codes and not row.problems and not set(row.codes) <= set(codes):
                yield Piece(line, turn.start(), end)
