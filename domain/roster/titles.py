"""The titles before a name: whoever is called นาย in one file and not in another is one person."""

import re
from collections.abc import Iterable

_TITLE = re.compile(
    r"(?:นางสาว|นาง|นาย|น\.?\s?ส\.|คุณ|ท่าน|ดร\.?(?=\s|[ก-๙]|$)|ผศ\.|รศ\.|ศ\.|ศาสตราจารย์|ผู้ช่วยศาสตราจารย์"
    r"|รองศาสตราจารย์|นพ\.|พญ\.|ทพ\.|ทพญ\.|นายแพทย์|แพทย์หญิง|ว่าที่|ร้อยตรี|ร้อยโท|ร้อยเอก|พันตรี|พันโท|พันเอก"
    r"|(?:พล|พ|ร|จ|ส|น)\.\s?(?:ต|ท|อ|จ)\.(?:\s?[ตทอ]\.)?(?:หญิง)?|ม\.?\s?[รล]\.?\s?ว?\."
    r"|(?:mr|mrs|ms|miss|dr|prof)\b\.?)\s*",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-Za-z]")


def bare(name: str) -> str:
    """Return a name without its titles and blanks, for comparing only."""
    while (title := _TITLE.match(name)) and title.end():
        name = name[title.end() :]
    return "".join(name.split()).casefold()


def is_title(name: str) -> bool:
    """Whether somebody wrote a title and no name; several may stand there to choose from."""
    return bool(name) and not bare(re.sub(r"[/,|]", " ", name))


def joined(parts: Iterable[str]) -> str:
    """Return title, name and surname, given apart, as a name is written: นายสมชาย ใจดี."""
    name = ""
    for part in filter(None, parts):
        if is_title(name) and part.startswith(name):
            name = ""  # the title was written twice
        glued = not name or (is_title(name) and not _LATIN.match(part))
        name += part if glued else f" {part}"
    return name
