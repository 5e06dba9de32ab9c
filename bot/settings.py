"""`Settings`: everything that is decided outside the program, read once at the entry point.

Values come from the environment, then from `.env`; blanks around them do not count.
"""

import re
import socket
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.exc import ArgumentError

from domain.issues.assignments import ReturnClock
from domain.planner import Route, Waits
from models.database import database_url

_SPAN = re.compile(r"(\d{1,6})\s*([smhd])", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_SIZE = re.compile(r"(\d{1,6})\s*(kb|mb|gb)", re.IGNORECASE)
_SWITCH = re.compile("on|off", re.IGNORECASE)
_UNITS = {"kb": 1024, "mb": 1024**2, "gb": 1024**3}
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class SettingsError(Exception):
    """A setting is missing or wrong; the text is one line with its name and the cure."""


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
    return timedelta(seconds=int(found[1]) * _SECONDS[found[2].lower()])


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


def _hours(text: str) -> Hours:
    start, _, end = text.partition("-")
    return Hours(_time(start), _time(end))


def _spans(text: str) -> tuple[timedelta, ...]:
    return tuple(sorted({_span(part) for part in _parts(text)}, reverse=True))


def _times(text: str) -> tuple[time, ...]:
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
Secrets = Annotated[tuple[str, ...], _typed(_parts)]


def _setting(name: str, cure: str, **more: Any) -> Any:
    """Describe a setting: its name outside, and what to do when it is missing or wrong."""
    return Field(validation_alias=name, description=cure, **more)


class Settings(BaseSettings):
    """What the program was told. `remind_before` descends, `overdue_at` ascends."""

    model_config = SettingsConfigDict(
        frozen=True,
        env_file=".env",
        env_ignore_empty=True,
        enable_decoding=False,
        extra="ignore",
        populate_by_name=True,
        str_strip_whitespace=True,
    )

    line_channel_secret: Secrets = _setting(
        "LINE_CHANNEL_SECRET",
        "copy the channel secret from the LINE Developers Console, tab Basic settings",
        min_length=1,
        repr=False,
    )
    line_channel_access_token: str = _setting(
        "LINE_CHANNEL_ACCESS_TOKEN",
        "issue a channel access token in the LINE Developers Console, tab Messaging API",
        min_length=1,
        repr=False,
    )
    line_api_url: str | None = _setting(
        "LINE_API_URL",
        "give the simulator's address, such as http://127.0.0.1:8010, or leave it out",
        default=None,
        pattern="^https?://",
    )
    database_url: Annotated[str, AfterValidator(_known_database)] = _setting(
        "DATABASE_URL",
        "write sqlite:///path (in a folder that exists) or postgresql://user@host/db",
        default="sqlite:///saphan.db",
        repr=False,
    )
    database_wait: Span = _setting(
        "SAPHAN_DATABASE_WAIT", "write a span such as 5m", default=timedelta(minutes=5)
    )
    host: Annotated[str, AfterValidator(_known_host)] = _setting(
        "HOST", "name the address to listen on, such as 127.0.0.1", default="127.0.0.1"
    )
    port: int = _setting("PORT", "choose a number from 0 to 65535", default=8000, ge=0, le=65535)
    public_url: str = _setting(
        "SAPHAN_PUBLIC_URL",
        "write the pages' address, such as https://saphan.example.go.th",
        default_factory=lambda given: f"http://{given['host']}:{given['port']}",
        pattern="^https?://",
    )
    timezone: Annotated[ZoneInfo, _typed(str.strip)] = _setting(
        "SAPHAN_TIMEZONE",
        "write a zone name such as Asia/Bangkok",
        default=ZoneInfo("Asia/Bangkok"),
    )
    language: Literal["th", "en"] = _setting("SAPHAN_LANGUAGE", "write th or en", default="th")
    digits: Literal["arabic", "thai"] = _setting(
        "SAPHAN_DIGITS", "write arabic or thai", default="arabic"
    )
    files: Annotated[str, AfterValidator(_known_store)] = _setting(
        "SAPHAN_FILES", "name a folder or an object store's address", default="files/"
    )
    evidence_within: Span = _setting(
        "SAPHAN_EVIDENCE_WITHIN", "write a span such as 10m", default=timedelta(minutes=10)
    )
    evidence_limit: Annotated[int, _typed(_bytes)] = _setting(
        "SAPHAN_EVIDENCE_LIMIT", "write a size such as 50MB", default=50 * 1024**2, gt=0
    )
    check_links: Annotated[bool, _typed(_switch)] = _setting(
        "SAPHAN_CHECK_LINKS", "write on or off", default=True
    )
    remind_before: Annotated[tuple[timedelta, ...], _typed(_spans)] = _setting(
        "SAPHAN_REMIND_BEFORE", "list spans such as 24h,3h,30m", default=_spans("24h,3h,30m")
    )
    overdue_at: Annotated[tuple[time, ...], _typed(_times)] = _setting(
        "SAPHAN_OVERDUE_AT", "list times such as 09:00,15:00", default=_times("09:00,15:00")
    )
    office_hours: Annotated[Hours, _typed(_hours), AfterValidator(_forward)] = _setting(
        "SAPHAN_OFFICE_HOURS", "write hours such as 08:30-16:30", default=_hours("08:30-16:30")
    )
    quiet_hours: Annotated[Hours, _typed(_hours)] = _setting(
        "SAPHAN_QUIET_HOURS", "write hours such as 21:00-06:00", default=_hours("21:00-06:00")
    )
    gather: Span = _setting(
        "SAPHAN_GATHER", "write a span such as 10s", default=timedelta(seconds=10)
    )
    notice_wait: Span = _setting(
        "SAPHAN_NOTICE_WAIT", "write a span such as 1h", default=timedelta(hours=1)
    )
    ride_on_talk: Annotated[bool, _typed(_switch)] = _setting(
        "SAPHAN_RIDE_ON_TALK", "write on or off", default=False
    )
    questions_a_minute: int = _setting(
        "SAPHAN_QUESTIONS_A_MINUTE", "write a number of at least 1, such as 20", default=20, ge=1
    )
    route: Route = _setting("SAPHAN_REMINDERS", "write auto, group or direct", default=Route.AUTO)
    return_clock: ReturnClock = _setting(
        "SAPHAN_RETURN_CLOCK", "write paused or running", default=ReturnClock.PAUSED
    )
    secrets: Secrets = _setting(
        "SAPHAN_SECRET",
        "write any long random text, and keep it: codes given out depend on it",
        default_factory=lambda given: given["line_channel_secret"],
        min_length=1,
        repr=False,
    )
    heartbeat_url: str | None = _setting(
        "SAPHAN_HEARTBEAT_URL",
        "give the address that your watcher calls you by, or leave it out",
        default=None,
        pattern="^https?://",
        repr=False,
    )
    leave_after: Span = _setting(
        "SAPHAN_LEAVE_AFTER", "write a span such as 24h", default=timedelta(hours=24)
    )

    @property
    def secret(self) -> str:
        """Return the key from which new codes are derived: the first of `secrets`."""
        return self.secrets[0]

    @property
    def reminders(self) -> dict[str, timedelta]:
        """Return the spans of `remind_before` by name, the longest first."""
        return {span_name(span): span for span in self.remind_before}

    @property
    def waits(self) -> Waits:
        """Return how long notices wait before they are pushed."""
        return Waits(self.gather, self.notice_wait, self.route)


def load_settings(**overrides: Any) -> Settings:
    """Read the settings; `overrides` (by field name) win over the environment.

    Raises SettingsError for the first setting that is missing or wrong.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    """Say in one line which setting is wrong and what to do; values of secrets are not shown."""
    problem = error.errors(include_url=False, include_context=False)[0]
    place = str(problem["loc"][0])
    field = next(
        field
        for name, field in Settings.model_fields.items()
        if place in (name, field.validation_alias)
    )
    if problem["type"] == "missing":
        fault = "is missing"
    elif field.repr and isinstance(problem["input"], str):
        fault = f"is wrong ({' '.join(problem['input'].split())!r})"
    else:
        fault = "is wrong"
    return f"{field.validation_alias} {fault}: {field.description}"
