"""Who leads and who supports where brackets behind the names say it: "อย. (หลัก) ปภ. (ร่วม)"."""

import re
from collections.abc import Iterable, Iterator

from domain.grammar.situation import Situation

_SECOND = r"(?:หน่วยงาน)?(?:ร่วม|สนับสนุน|รอง)|support(?:s|ing)?"
_ROLE = re.compile(
    rf"\(\s*(?:(?P<second>{_SECOND})|(?:หน่วยงาน)?หลัก|เจ้าภาพ|lead)\s*\)", re.IGNORECASE
)


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
