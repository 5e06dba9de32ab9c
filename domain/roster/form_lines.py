"""The lines above the table of a form: whose it is, and which groups are ticked."""

import re
from collections.abc import Sequence

_LABEL = re.compile(
    r"(?:ชื่อ)?(?:ส่วนราชการ|หน่วยงาน|องค์การมหาชน|สังกัด|agency)"
    r"(?:\s*/\s*(?:ส่วนราชการ|หน่วยงาน|องค์การมหาชน))*(?=$|[\s:.…_])[\s:]*",
    re.IGNORECASE,
)
_DOTS = re.compile(r"^[\s.…_·‥-]+|(?<![\s.…_·‥-])[\s.…_·‥-]{2,}$")
_IA = r"issue[\s-]*assignment(?:\s*\(?\s*ia[\s_-]*chat\s*\)?)?|ia[\s_-]*chat"
_IR = r"issue[\s-]*report(?:\s*\(?\s*ir[\s_-]*chat\s*\)?)?|ir[\s_-]*chat"
_GROUP = re.compile(rf"(?P<ia>{_IA})|(?P<ir>{_IR})", re.IGNORECASE)
_TICKED = re.compile(r"[☑✓✔√☒✗✘\uf0fe\uf0fc\uf052\u2a2f]|[\[(]\s*[xX/✓✔√*]\s*[\])]")
"""Boxes as typed, and as Word's symbol fonts store them."""
_BOX = re.compile(rf"{_TICKED.pattern}|[☐□▢\uf0a8\uf06f]|[\[(]\s*[\])]")
_WHOLE_CELL = {"x": "☑", "/": "☑", "1": "☑", "-": "☐", "0": "☐"}


def agency_line(texts: Sequence[str]) -> str | None:
    """Return the agency of its line, empty where that was left as dots; `None`: no such line."""
    for index, text in enumerate(texts):
        label = _LABEL.match(text)
        if label is None:
            continue
        written = [text[label.end() :], *texts[index + 1 :]]
        return next((name for each in written if (name := _DOTS.sub("", each))), "")
    return None


def ticks(texts: Sequence[str]) -> dict[str, bool]:
    """Return which groups a line names, and whether each is ticked, before its name or behind."""
    line = " ".join(_WHOLE_CELL.get(text.lower(), text) for text in texts)
    names = list(_GROUP.finditer(line))
    if not names:
        return {}
    edges = [0, *(name.end() for name in names)]
    ahead = _BOX.search(line[: names[0].start()]) is not None
    ticked: dict[str, bool] = {}
    for index, name in enumerate(names):
        after = names[index + 1].start() if index + 1 < len(names) else len(line)
        beside = line[edges[index] : name.start()] if ahead else line[name.end() : after]
        kind = "ia" if name["ia"] else "ir"
        ticked[kind] = ticked.get(kind, False) or _TICKED.search(beside) is not None
    return ticked
