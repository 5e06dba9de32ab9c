"""The `saphan` command: what an operator types. Each group of commands stands in its own file."""

import io
import sys

import click

from bot.commands.alias import alias
from bot.commands.audit import audit
from bot.commands.demo import demo, simulator
from bot.commands.doctor import doctor
from bot.commands.export import export
from bot.commands.group import group
from bot.commands.holiday import holiday
from bot.commands.parse import parse
from bot.commands.person import person
from bot.commands.queues import inbox, outbox
from bot.commands.roster import roster
from bot.commands.schema import migrate
from bot.commands.serve import scheduler, serve, web, worker
from bot.commands.stats import stats
from bot.commands.workspace import workspace


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="saphan")
def main() -> None:
    """Saphan joins two LINE groups: issues are assigned in one and reported in the other.

    Settings come from the environment and from `.env`; `.env.example` lists them.
    """
    _speak_utf8()


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the locale says; a wrong byte must not end the program."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


for command in (
    *(serve, web, worker, scheduler, demo, simulator, doctor),
    *(migrate, workspace, roster, person, group, alias, holiday),
    *(export, stats, audit, inbox, outbox, parse),
):
    main.add_command(command)


if __name__ == "__main__":
    main()
