"""Who leads and who supports where brackets behind the names say it: "อย. (หลัก) ปภ. (ร่วม)"."""

import re
from collections.abc import Iterable, Iterator

from domain.grammar.sections import Piece
from domain.grammar.situation import Situation

_PARTY = r"(?:หน่วย(?:งาน)?|ผู้รับผิดชอบ|เจ้าภาพ)"
_SECOND = rf"{_PARTY}?\s?(?:ร่วม|สนับสนุน|รอง)|support(?:s|ing)?"
_ROLE = re.compile(
    rf"\(\s*(?:(?P<second>{_SECOND})|{_PARTY}?\s?หลัก|เจ้าภาพ|lead)\s*\)", re.IGNORECASE
)

_BEHIND = re.compile(r"\s*(?:เป็น)?(?:หน่วยงาน)?(?:ร่วม|สนับสนุน|รอง)(?=[\s,;]|$)")


def only_role(remark: str) -> bool:
    """Whether a remark in brackets only says who leads and who supports."""
    return _ROLE.fullmatch(f"({remark})") is not None


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
