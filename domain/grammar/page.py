"""Which page of a list is asked for: `#list 2`, `#ค้าง หน้า 2`, `#status 12 page 2`."""

import re
from dataclasses import replace

from domain.chat.commands import Fields, List, Mine, Overdue, Roster, Status
from domain.grammar.polite import NOTHING_MORE

_PAGE = re.compile(
    rf"(?P<said>หน้า(?:ที่)?|page|p\.?)?\s*(?P<page>\d{{1,4}})(?:{NOTHING_MORE.pattern})",
    re.IGNORECASE,
)


def with_page(fields: Fields) -> Fields:
    """Return a question with the page behind it; one behind an issue's number is called a page."""
    asked = fields.outcome
    found = _PAGE.fullmatch(fields.unread.strip())
    if found is None or not isinstance(asked, List | Overdue | Mine | Roster | Status):
        return fields
    if isinstance(asked, Status) and found["said"] is None:
        return fields
    return replace(fields, outcome=replace(asked, page=max(int(found["page"]), 1)), unread="")
