"""`Settings`: everything that is decided outside the program, read once at the entry point.

Values come from the environment, then from `.env`; blanks around them do not count.
"""

from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.typed import (
    AnyHours,
    Clock,
    Database,
    Host,
    OfficeHours,
    Secrets,
    Size,
    Span,
    Spans,
    Store,
    Switch,
    Times,
    Zone,
    hours,
    span_name,
    spans,
    times,
)
from domain.chat.issue import Urgency
from domain.indicator.rules import CountedRoles
from domain.issues.assignments import ReturnClock
from domain.planner import Route, Waits
from domain.reminders.schedule import LeadTimes, QuietHours


class SettingsError(Exception):
    """A setting is missing or wrong; the text is one line with its name and the cure."""


def _setting(name: str, cure: str, **more: Any) -> Any:
    """Describe a setting: its name outside, and what to do when it is missing or wrong."""
    return Field(validation_alias=name, description=cure, **more)


class Settings(BaseSettings):
    """What the program was told. Those of `remind_before` descend, `overdue_at` ascends."""

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
    database_url: Database = _setting(
        "DATABASE_URL",
        "write sqlite:///path (in a folder that exists) or postgresql://user@host/db",
        default="sqlite:///saphan.db",
        repr=False,
    )
    database_wait: Span = _setting(
        "SAPHAN_DATABASE_WAIT", "write a span such as 5m", default=timedelta(minutes=5)
    )
    host: Host = _setting(
        "HOST", "name the address to listen on, such as 127.0.0.1", default="127.0.0.1"
    )
    port: int = _setting("PORT", "choose a number from 0 to 65535", default=8000, ge=0, le=65535)
    public_url: str = _setting(
        "SAPHAN_PUBLIC_URL",
        "write the pages' address, such as https://saphan.example.go.th",
        default_factory=lambda given: f"http://{given['host']}:{given['port']}",
        pattern="^https?://",
    )
    timezone: Zone = _setting(
        "SAPHAN_TIMEZONE",
        "write a zone name such as Asia/Bangkok",
        default=ZoneInfo("Asia/Bangkok"),
    )
    language: Literal["th", "en"] = _setting("SAPHAN_LANGUAGE", "write th or en", default="th")
    digits: Literal["arabic", "thai"] = _setting(
        "SAPHAN_DIGITS", "write arabic or thai", default="arabic"
    )
    files: Store = _setting(
        "SAPHAN_FILES", "name a folder or an object store's address", default="files/"
    )
    letterhead: Path | None = _setting(
        "SAPHAN_LETTERHEAD", "name a TOML file as docs/letterhead.toml shows one", default=None
    )
    evidence_within: Span = _setting(
        "SAPHAN_EVIDENCE_WITHIN", "write a span such as 10m", default=timedelta(minutes=10)
    )
    evidence_limit: Size = _setting(
        "SAPHAN_EVIDENCE_LIMIT", "write a size such as 50MB", default=50 * 1024**2, gt=0
    )
    check_links: Switch = _setting("SAPHAN_CHECK_LINKS", "write on or off", default=True)
    remind_before: Spans = _setting(
        "SAPHAN_REMIND_BEFORE", "list spans such as 24h,3h,30m", default=spans("24h,3h,30m")
    )
    remind_before_urgent: Spans = _setting(
        "SAPHAN_REMIND_BEFORE_URGENT",
        "list spans such as 12h,3h,1h,30m",
        default=spans("12h,3h,1h,30m"),
    )
    remind_before_most_urgent: Spans = _setting(
        "SAPHAN_REMIND_BEFORE_MOST_URGENT",
        "list spans such as 6h,3h,1h,30m,15m",
        default=spans("6h,3h,1h,30m,15m"),
    )
    overdue_at: Times = _setting(
        "SAPHAN_OVERDUE_AT", "list times such as 09:00,15:00", default=times("09:00,15:00")
    )
    brief_at: Clock = _setting(
        "SAPHAN_BRIEF_AT", "write a time of day such as 07:30", default=time(7, 30)
    )
    office_hours: OfficeHours = _setting(
        "SAPHAN_OFFICE_HOURS", "write hours such as 08:30-16:30", default=hours("08:30-16:30")
    )
    quiet_hours: AnyHours = _setting(
        "SAPHAN_QUIET_HOURS", "write hours such as 21:00-06:00", default=hours("21:00-06:00")
    )
    gather: Span = _setting(
        "SAPHAN_GATHER", "write a span such as 10s", default=timedelta(seconds=10)
    )
    notice_wait: Span = _setting(
        "SAPHAN_NOTICE_WAIT", "write a span such as 1h", default=timedelta(hours=1)
    )
    ride_on_talk: Switch = _setting("SAPHAN_RIDE_ON_TALK", "write on or off", default=False)
    questions_a_minute: int = _setting(
        "SAPHAN_QUESTIONS_A_MINUTE", "write a number of at least 1, such as 20", default=20, ge=1
    )
    route: Route = _setting("SAPHAN_REMINDERS", "write auto, group or direct", default=Route.AUTO)
    return_clock: ReturnClock = _setting(
        "SAPHAN_RETURN_CLOCK", "write paused or running", default=ReturnClock.PAUSED
    )
    counted_roles: CountedRoles = _setting(
        "SAPHAN_COUNTED_ROLES", "write lead or all", default=CountedRoles.LEAD
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

    def lead_times(self, own: Mapping[str, str]) -> LeadTimes:
        """Return how long before a deadline is reminded, by urgency, the longest first.

        `own` are the spans of a workspace that has set some itself, by the field they replace.
        """
        in_force = self.model_copy(update={name: spans(text) for name, text in own.items()})
        before = {
            Urgency.NORMAL: in_force.remind_before,
            Urgency.URGENT: in_force.remind_before_urgent,
            Urgency.VERY_URGENT: in_force.remind_before_urgent,
            Urgency.MOST_URGENT: in_force.remind_before_most_urgent,
        }
        return {
            urgency: tuple((span_name(each), each) for each in leads)
            for urgency, leads in before.items()
        }

    @property
    def waits(self) -> Waits:
        """Return how long notices wait before they are pushed."""
        return Waits(self.gather, self.notice_wait, self.route)

    @property
    def quiet(self) -> QuietHours:
        """Return when nobody is woken."""
        return QuietHours(*self.quiet_hours, self.timezone)


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
