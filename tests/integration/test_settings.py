"""Settings as an operator types them, and the one line that a wrong one gives."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import official_calendar
from bot.settings import Settings, SettingsError, load_settings
from bot.typed import span_name
from domain.chat.commands import Urgency

NEEDED = "LINE_CHANNEL_SECRET=s\nLINE_CHANNEL_ACCESS_TOKEN=t\n"


@pytest.fixture
def typed(tmp_path, monkeypatch):
    """Load settings from a file, whatever the environment of this machine says."""
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.validation_alias), raising=False)

    def load(text: str = "", needed: str = NEEDED) -> Settings:
        file = tmp_path / "typed.env"
        file.write_text(needed + text, encoding="utf-8")
        return load_settings(_env_file=file)

    return load


def test_only_secret_and_token_are_required(typed):
    settings = typed()

    assert settings.line_channel_secret == ("s",)
    assert settings.secret == "s"
    assert settings.timezone == ZoneInfo("Asia/Bangkok")
    assert settings.public_url == "http://127.0.0.1:8000"
    assert list(settings.lead_times({})[Urgency.NORMAL]) == [
        ("24h", timedelta(hours=24)),
        ("3h", timedelta(hours=3)),
        ("30m", timedelta(minutes=30)),
    ]
    assert settings.overdue_at == (time(9), time(15))


def test_blanks_around_secrets_do_not_count_and_there_may_be_several(typed):
    needed = "LINE_CHANNEL_SECRET=' old , new '\nLINE_CHANNEL_ACCESS_TOKEN=' token\t'\n"
    settings = typed(needed=needed)

    assert settings.line_channel_secret == ("old", "new")
    assert settings.line_channel_access_token == "token"
    assert settings.secret == "old"


def test_what_is_left_empty_keeps_its_default(typed):
    settings = typed("PORT=\nSAPHAN_LANGUAGE=\nSAPHAN_SECRET=\n")

    assert (settings.port, settings.language, settings.secret) == (8000, "th", "s")


def test_spans_are_sorted_and_named_in_one_way(typed):
    settings = typed("SAPHAN_REMIND_BEFORE=45s, 90m,1d ,60m\nSAPHAN_GATHER=0s\n")

    names = [name for name, _ in settings.lead_times({})[Urgency.NORMAL]]
    assert names == ["24h", "90m", "1h", "45s"]
    assert settings.gather == timedelta(0)
    assert span_name(timedelta(days=2)) == "48h"


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("HOST=not a host", "HOST is wrong ('not a host'): name the address"),
        ("DATABASE_URL=sqlite:////no/such/folder/x.db", "DATABASE_URL is wrong: write sqlite"),
        ("SAPHAN_TIMEZONE=Asia/Siam", "SAPHAN_TIMEZONE is wrong ('Asia/Siam'): write a zone"),
        ("SAPHAN_LANGUAGE=fr", "SAPHAN_LANGUAGE is wrong ('fr'): write th or en"),
        ("SAPHAN_DIGITS=roman", "SAPHAN_DIGITS is wrong"),
        ("SAPHAN_REMIND_BEFORE=24 hours", "SAPHAN_REMIND_BEFORE is wrong ('24 hours')"),
        ("SAPHAN_REMIND_BEFORE=3h,0m", "SAPHAN_REMIND_BEFORE is wrong ('3h,0m')"),
        ("SAPHAN_REMIND_BEFORE=,", "SAPHAN_REMIND_BEFORE is wrong (',')"),
        ("SAPHAN_REMIND_BEFORE=999999d", "SAPHAN_REMIND_BEFORE is wrong ('999999d')"),
        ("SAPHAN_LEAVE_AFTER=999999d", "SAPHAN_LEAVE_AFTER is wrong ('999999d')"),
        ("SAPHAN_OVERDUE_AT=25:00", "SAPHAN_OVERDUE_AT is wrong"),
        ("SAPHAN_OVERDUE_AT=9", "SAPHAN_OVERDUE_AT is wrong"),
        ("SAPHAN_OFFICE_HOURS=16:30-08:30", "SAPHAN_OFFICE_HOURS is wrong"),
        ("SAPHAN_QUIET_HOURS=night", "SAPHAN_QUIET_HOURS is wrong"),
        ("SAPHAN_GATHER=soon", "SAPHAN_GATHER is wrong"),
        ("SAPHAN_PUBLIC_URL=saphan.go.th", "SAPHAN_PUBLIC_URL is wrong"),
        ("LINE_API_URL=localhost:8010", "LINE_API_URL is wrong"),
        ("SAPHAN_HEARTBEAT_URL=hidden.example", "SAPHAN_HEARTBEAT_URL is wrong: give the address"),
        ("PORT=99999", "PORT is wrong ('99999')"),
        ("PORT=http", "PORT is wrong ('http')"),
        ("DATABASE_URL=mysql://root:hidden@host/db", "DATABASE_URL is wrong: write sqlite"),
        ("DATABASE_URL=saphan.db", "DATABASE_URL is wrong: write sqlite"),
    ],
)
def test_a_wrong_setting_is_one_line_with_its_name_and_the_cure(typed, text, begins):
    with pytest.raises(SettingsError) as raised:
        typed(text)

    assert str(raised.value).startswith(begins)
    assert "\n" not in str(raised.value)
    assert "hidden" not in str(raised.value)


@pytest.mark.parametrize(
    ("needed", "name"),
    [
        ("LINE_CHANNEL_ACCESS_TOKEN=t", "LINE_CHANNEL_SECRET is missing"),
        ("LINE_CHANNEL_SECRET=s", "LINE_CHANNEL_ACCESS_TOKEN is missing"),
        ("LINE_CHANNEL_SECRET=','\nLINE_CHANNEL_ACCESS_TOKEN=t", "LINE_CHANNEL_SECRET is wrong"),
    ],
)
def test_without_secret_or_token_nothing_starts(typed, needed, name):
    with pytest.raises(SettingsError, match=name):
        typed(needed=needed)


def test_secrets_are_not_shown(typed):
    needed = "LINE_CHANNEL_SECRET=hidden\nLINE_CHANNEL_ACCESS_TOKEN=hidden\n"

    assert "hidden" not in repr(typed(needed=needed))


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (date(2026, 5, 1), True),  # Labour Day
        (date(2027, 5, 3), True),  # its lieu day
        (date(2026, 5, 13), False),  # Royal Ploughing Day
        (date(2026, 1, 2), False),  # a special day
        (date(2026, 12, 7), False),  # lieu day of 5 December
        (date(2026, 12, 10), False),
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),  # a Sunday
        (date(2026, 12, 25), False),  # given by the operator
    ],
)
@pytest.mark.parametrize("language", ["th", "en"])
def test_offices_close_on_the_days_of_the_government(typed, language, day, open_):
    settings = typed(f"SAPHAN_LANGUAGE={language}")
    now = datetime(2026, 11, 23, tzinfo=settings.timezone)

    calendar = official_calendar(settings, now).decided({date(2026, 12, 25): "วันหยุดพิเศษ"}, ())

    assert calendar.is_working_day(day) is open_


def test_childrens_day_is_not_named_as_a_day_off(typed):
    now = datetime(2026, 11, 23, tzinfo=ZoneInfo("Asia/Bangkok"))

    assert date(2026, 1, 10) not in official_calendar(typed(), now).days_off
