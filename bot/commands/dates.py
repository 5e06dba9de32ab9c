"""Dates, instants and periods on the command line, read as in the chat."""

from datetime import UTC, date, datetime

import click

from bot.commands.settings import read_settings
from domain.calendar import Calendar
from domain.deadlines import Unreadable, read_day, read_instant
from domain.indicator.period import BadPeriod, Period
from domain.indicator.periods import read_period
from domain.text import arabic_digits
from domain.thai_dates import BUDDHIST_ERA, COMMON_YEARS

_FORMS = "write it as 2026-11-30, 30/11/2569 or 30 พ.ย. 69"


class NotADate(click.ClickException):
    """A date that cannot be read: one sentence on stderr, exit code 2 as for other options."""

    exit_code = 2


class Day(click.ParamType[date]):
    """A local date, in either era; `now` is the calendar's today."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day; raises NotADate."""
        if isinstance(value, date):
            return value
        typed = str(value).strip()
        try:
            day = read_day(typed, datetime.now(UTC), _calendar())
        except Unreadable as wrong:
            raise NotADate(f"Not a date: {typed} ({_why(wrong)}); {_FORMS}.") from wrong
        _check_year(day.year, day.year)
        return day


class Instant(click.ParamType[datetime]):
    """An instant, in either era; without an offset it is in the settings' zone."""

    name = "ISO"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the aware instant; raises NotADate."""
        if isinstance(value, datetime):
            return value
        typed, calendar = str(value).strip(), _calendar()
        try:
            at = _exactly(typed) or read_instant(typed, datetime.now(UTC), calendar)
        except Unreadable as wrong:
            forms = f"{_FORMS}, with a time such as 10:00"
            raise NotADate(f"Not an instant: {typed} ({_why(wrong)}); {forms}.") from wrong
        _check_year(at.year, at.year)
        return at if at.tzinfo else at.replace(tzinfo=calendar.tz)


as_of = click.option(
    "--as-of",
    type=Instant(),
    metavar="INSTANT",
    help="By what was known then: 2027-01-05T16:30, 5/1/2570 16.30 น.",
)


def known_at(asked: datetime | None, now: datetime) -> datetime:
    """Return the instant of `--as-of`, by default now; raises ClickException for one to come."""
    if asked is not None and asked > now:
        raise click.ClickException(f"{asked.isoformat()} lies ahead: nobody knows it yet.")
    return asked or now


def tell_as_of(asked: datetime | None) -> None:
    """Say above a figure that it is by what was known at another instant than now."""
    if asked is not None:
        click.echo(f"By what was known at {asked.isoformat()}:")


def period_of(typed: str, today: date) -> Period:
    """Return the period that was typed, the running quarter for an empty text.

    Raises ClickException, or NotADate for a day in it.
    """
    written = typed
    if ".." in typed:
        written = "..".join(str(Day().convert(day, None, None)) for day in typed.split("..", 1))
    try:
        return read_period(written, today)
    except BadPeriod as wrong:
        why = wrong.why.replace("_", " ")
        if wrong.year:
            why = f"is {wrong.year} C.E.? Then write {wrong.in_buddhist_era(arabic_digits(typed))}"
        raise click.ClickException(
            f"Not a period: {typed} ({why}); see `saphan stats --help`."
        ) from wrong


def _exactly(typed: str) -> datetime | None:
    """Return an instant in ISO 8601 with a year of the common era, however exact."""
    try:
        at = datetime.fromisoformat(typed)
    except ValueError:
        return None
    if at.year in COMMON_YEARS:
        return at
    _check_year(at.year - BUDDHIST_ERA, at.year)
    return None


def _check_year(year: int, typed: int) -> None:
    """Raise NotADate for a year C.E. that nobody means."""
    if year not in COMMON_YEARS:
        raise NotADate(f"the year {typed:04} cannot be meant: write it in C.E. or B.E.")


def _why(wrong: Unreadable) -> str:
    return wrong.why.replace("_", " ")


def _calendar() -> Calendar:
    """Return the zone and the office hours of the settings; LINE's are not needed."""
    settings = read_settings(line_channel_secret=("none",), line_channel_access_token="none")
    return Calendar(settings.timezone)
