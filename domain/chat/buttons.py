"""What a button says when it is tapped: short, versioned, and checked like a typed command.

`1|accept|main|12|MOI-DDPM|7`: version, act, workspace, number of the issue (or of the request that
is decided, or of the report that is only a note), agency, report. Anybody can press any button, so
nothing in it grants anything.
"""

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

VERSION = "1"
_FORM = re.compile(
    r"1\|(?P<act>[a-z]+)\|(?P<workspace>[^|]+)\|(?P<number>\d{1,9})(?:\|(?P<agency>[^|]+))?"
    r"(?:\|(?P<report>\d{1,9}))?"
)
_PICKED = "%Y-%m-%dT%H:%M"


class Press(StrEnum):
    """What a button stands for; `WRITE` only opens the keyboard with the start of a command."""

    ACK = "ack"
    EXTEND = "extend"
    ACCEPT = "accept"
    GRANT = "grant"
    REFUSE = "refuse"
    PROGRESS = "progress"
    WRITE = "write"


BEGINS = f"{VERSION}|{Press.WRITE}|-|0"
"""The data of a choice that only opens the keyboard: of no workspace and no issue."""


@dataclass(frozen=True, slots=True)
class Tap:
    """A button that was pressed; `picked` is what a date picker gave.

    `report` is the id of the report that the card shows.
    """

    press: Press
    workspace: str
    number: int
    agency: str | None = None
    picked: datetime | None = None
    report: int | None = None


def button_data(
    press: Press, workspace: str, number: int, agency: str = "", report: int | None = None
) -> str:
    """Return a postback's data; far below LINE's 300 units (Postback action)."""
    parts = [VERSION, press, workspace, str(number), agency, str(report or "")]
    return "|".join(parts).rstrip("|")


def picker_instant(at: datetime, tz: tzinfo) -> str:
    """Return an instant as a date picker shows it: on the local clock, without a zone."""
    return at.astimezone(tz).strftime(_PICKED)


def workspace_in(data: str) -> str | None:
    """Return the code of the workspace to which a button belongs; `None` for a stranger's data."""
    found = _FORM.fullmatch(data)
    return found["workspace"] if found else None


def read_tap(data: str, picked: str, tz: tzinfo) -> Tap | None:
    """Read a postback; `None` for data that no button of ours carries.

    `picked` is the date picker's value, empty for other buttons.
    """
    found = _FORM.fullmatch(data)
    if found is None or found["act"] not in set(Press):
        return None
    at = None
    if picked:
        try:
            at = datetime.strptime(picked, _PICKED).replace(tzinfo=tz)
        except ValueError:
            return None
    report = int(found["report"]) if found["report"] else None
    workspace, number = found["workspace"], int(found["number"])
    return Tap(Press(found["act"]), workspace, number, found["agency"], at, report)
