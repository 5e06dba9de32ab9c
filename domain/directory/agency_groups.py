"""Names for many agencies at once: every ministry, every province, all of one ministry."""

import re
from collections.abc import Callable, Iterable, Mapping

from domain.agencies import Agency, AgencyKind
from domain.directory.names import key

ALL = "ALL"
ALL_AGENCIES = "ALL-AGENCIES"
ALL_PROVINCES = "ALL-PROVINCES"
OF_MINISTRY = "ALL-"
"""Before a ministry's code: all its departments and public organisations, as in `ALL-MOI`."""
LIST = "LIST-"
"""Before the name of a list kept by an administrator."""

_IN_CHANNEL = (AgencyKind.DEPARTMENT, AgencyKind.PUBLIC_ORGANIZATION)

SPOKEN: Mapping[str, tuple[str, ...]] = {
    ALL: (
        "ALL",
        "ทุกกระทรวง",
        "ทุก ๆ กระทรวง",
        "กระทรวงทั้งหมด",
        "กระทรวงทุกกระทรวง",
        "ทั้ง 20 กระทรวง",
        "20 กระทรวง",
        "all ministries",
        "every ministry",
        "all the ministries",
    ),
    ALL_AGENCIES: (
        "ALL-AGENCIES",
        "ทุกส่วนราชการ",
        "ทุก ๆ ส่วนราชการ",
        "ส่วนราชการทั้งหมด",
        "ทุกหน่วยงาน",
        "ทุกหน่วย",
        "ทุกหน่วยงานราชการ",
        "ทุกหน่วยงานของรัฐ",
        "ทุกกระทรวง ทบวง กรม",
        "ทุกกรม",
        "กรมทุกกรม",
        "หน่วยงานทั้งหมด",
        "all agencies",
        "every agency",
        "all departments",
        "all government agencies",
    ),
    ALL_PROVINCES: (
        "ALL-PROVINCES",
        "ทุกจังหวัด",
        "ทุก ๆ จังหวัด",
        "จังหวัดทุกจังหวัด",
        "จังหวัดทั้งหมด",
        "ทั้ง 76 จังหวัด",
        "76 จังหวัด",
        "all provinces",
        "every province",
    ),
}

BEFORE_MINISTRY = re.compile(
    r"(?:ทุก(?:หน่วยงาน|หน่วย|ส่วนราชการ|กรม)(?:ที่|ใน)?(?:อยู่)?(?:ใน)?(?:สังกัด|กำกับ|ของ)?(?:ของ)?"
    r"|หน่วยงาน(?:ทั้งหมด|ทุกหน่วยงาน|ทุกแห่ง)?(?:ใน)?สังกัด"
    r"|all(?:agencies|departments)?(?:of|under|in)(?:the)?)"
)
"""What stands before a ministry to mean all of it, folded."""

AFTER_MINISTRY = re.compile(
    r"(?:และ)?(?:หน่วยงาน)?(?:ใน)?(?:สังกัด)?(?:ทั้งหมด|ทั้งกระทรวง|ทุกหน่วยงาน|ทุกกรม)"
    r"|และ(?:หน่วยงาน|ส่วนราชการ)(?:ใน|ที่)?สังกัด"
)
"""What stands behind a ministry to mean all of it, folded."""


def called(code: str, ministry: Callable[[str], Agency | None]) -> str:
    """Return a name of a group, by which it is found again; `ministry` finds one by its code."""
    if code in SPOKEN:
        return SPOKEN[code][1]
    of = ministry(code.removeprefix(OF_MINISTRY)) if code.startswith(OF_MINISTRY) else None
    return f"ทุกหน่วยงานในสังกัด{of.name_th}" if of else code.removeprefix(LIST)


def expand(code: str, agencies: Iterable[Agency], lists: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return the agency codes behind a group's code; any other code stands for itself.

    State enterprises, state bodies and provinces come only with a name of their own (R11).
    """
    if code == ALL:
        return {one.code for one in agencies if one.kind is AgencyKind.MINISTRY}
    if code == ALL_AGENCIES:
        return {one.code for one in agencies if one.kind is AgencyKind.DEPARTMENT}
    if code == ALL_PROVINCES:
        return {one.code for one in agencies if one.kind is AgencyKind.PROVINCE}
    if code.startswith(OF_MINISTRY):
        ministry = code.removeprefix(OF_MINISTRY)
        return {
            one.code
            for one in agencies
            if one.ministry_code == ministry and one.kind in _IN_CHANNEL
        }
    members = lists.get(code.removeprefix(LIST)) if code.startswith(LIST) else None
    return {code} if members is None else set(members)


def spoken(lists: Mapping[str, tuple[str, ...]]) -> Iterable[tuple[str, str]]:
    """Yield each name of a group, folded, with its code."""
    for code, names in SPOKEN.items():
        for name in names:
            yield key(name), code
    for name in lists:
        yield key(name), LIST + name
