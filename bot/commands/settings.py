"""The settings as a command reads them, for commands that need no database too."""

import click

from bot.settings import Settings, SettingsError, load_settings


class WrongSetting(click.ClickException):
    """A missing or wrong setting: one line on stderr, exit code 2."""

    exit_code = 2


def read_settings(**overrides: object) -> Settings:
    """Read the settings; raises WrongSetting."""
    try:
        return load_settings(**overrides)
    except SettingsError as wrong:
        raise WrongSetting(str(wrong)) from wrong
