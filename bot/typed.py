"""What an operator types for a setting, read into a value; raises ValueError."""

import re
import socket
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator
from sqlalchemy.exc import ArgumentError

from models.database import database_url

_SPAN = re.compile(r"(\d{1,6})\s*([smhd])", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_SIZE = re.compile(r"(\d{1,6})\s*(kb|mb|gb)", re.IGNORECASE)
_SWITCH = re.compile("on|off", re.IGNORECASE)
_UNITS = {"kb": 1024, "mb": 1024**2, "gb": 1024**3}
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LONGEST = timedelta(days=3650)
"""Of a span: there is no instant a thousand years before now that a date could tell."""


class Hours(NamedTuple):
    """A part of the day on the local clock; it runs over midnight when `start` is later."""

    start: time
    end: time


def span_name(span: timedelta) -> str:
    """Return a span in its largest whole unit up to hours: `24h`, `30m`, `45s`."""
    seconds = int(span.total_seconds())
    for letter in "hm":
        if seconds % _SECONDS[letter] == 0:
            return f"{seconds // _SECONDS[letter]}{letter}"
    return f"{seconds}s"


def _matched(pattern: re.Pattern[str], text: str, what: str) -> re.Match[str]:
    found = pattern.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no {what}")
    return found


def _span(text: str) -> timedelta:
    found = _matched(_SPAN, text, "span of time")
    span = timedelta(seconds=int(found[1]) * _SECONDS[found[2].lower()])
    if span > _LONGEST:
        raise ValueError(f"{text!r} is longer than ten years")
    return span


def _time(text: str) -> time:
    found = _matched(_CLOCK, text, "time of day")
    return time(int(found[1]), int(found[2]))


def _bytes(text: str) -> int:
    found = _matched(_SIZE, text, "size")
    return int(found[1]) * _UNITS[found[2].lower()]


def _switch(text: str) -> bool:
    return _matched(_SWITCH, text, "switch")[0].lower() == "on"


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def hours(text: str) -> Hours:
    """Read hours such as `08:30-16:30`."""
    start, _, end = text.partition("-")
    return Hours(_time(start), _time(end))


def spans(text: str) -> tuple[timedelta, ...]:
    """Read spans before a deadline such as `24h,3h`; the longest first, each once."""
    found = tuple(sorted({_span(part) for part in _parts(text)}, reverse=True))
    if not found or not found[-1]:
        raise ValueError(f"{text!r} names a span of no length, or none")
    return found


def times(text: str) -> tuple[time, ...]:
    """Read times of day such as `09:00,15:00`; the earliest first, each once."""
    return tuple(sorted({_time(part) for part in _parts(text)}))


def _typed(read: Any) -> BeforeValidator:
    """Read what was typed; a value given by the program itself passes through."""
    return BeforeValidator(lambda value: read(value) if isinstance(value, str) else value)


def _known_database(text: str) -> str:
    try:
        url = database_url(text)
    except ArgumentError as error:
        raise ValueError("no address of a database") from error
    if url.get_backend_name() == "sqlite" and not Path(url.database or ".").parent.is_dir():
        raise ValueError("the folder does not exist")
    return text


def _known_host(text: str) -> str:
    try:
        socket.getaddrinfo(text, None)
    except (OSError, UnicodeError) as error:
        raise ValueError("no address of this machine") from error
    return text


def _known_store(text: str) -> str:
    if "://" in text:
        import obstore  # a tenth of a second, for object stores only

        try:
            obstore.parse_scheme(text)
        except obstore.exceptions.BaseError as error:
            raise ValueError("no address of an object store") from error
    return text


def _forward(hours: Hours) -> Hours:
    if hours.start >= hours.end:
        raise ValueError("the start is not before the end")
    return hours


Span = Annotated[timedelta, _typed(_span)]
Spans = Annotated[tuple[timedelta, ...], _typed(spans)]
Clock = Annotated[time, _typed(_time)]
Times = Annotated[tuple[time, ...], _typed(times)]
AnyHours = Annotated[Hours, _typed(hours)]
OfficeHours = Annotated[Hours, _typed(hours), AfterValidator(_forward)]
Size = Annotated[int, _typed(_bytes)]
Switch = Annotated[bool, _typed(_switch)]
Zone = Annotated[ZoneInfo, _typed(str.strip)]
Secrets = Annotated[tuple[str, ...], _typed(_parts)]
Database = Annotated[str, AfterValidator(_known_database)]
Host = Annotated[str, AfterValidator(_known_host)]
Store = Annotated[str, AfterValidator(_known_store)]
