"""The `saphan` command: what an operator types. Each command stands in the file of its name."""

import errno
import io
import os
import sys
import tomllib
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import click

COMMANDS = {
    "agency": "Who is appraised and who is shown only, and in which ministry, from which day on.",
    "alias": "Further names of agencies, and named lists of agencies.",
    "audit": "The audit chain: who did what, each entry sealed by the next.",
    "demo": "Run the bot beside a simulated LINE Platform, with a sample roster.",
    "doctor": "Check settings, database, token, webhook, quota, groups and scheduler.",
    "explain": "Show each assignment behind the figures, and why it counts as it does.",
    "export": "Write what is on record: issues, reports, what changed, the audit.",
    "group": "The two LINE groups of a workspace.",
    "holiday": "Days off beside the official calendar, for all workspaces.",
    "inbox": "Events from LINE that could not be dealt with.",
    "joint": "Joint KPIs: agendas, their indicators, who leads and who supports, year by year.",
    "measure": "Sub-indicators 1 and 3 of letter 2560, typed in from outside.",
    "migrate": "Bring the database to the newest schema.",
    "outbox": "Requests to LINE that could not be sent.",
    "parse": "Show how texts are understood: one line of stdin, one line of stdout.",
    "person": "People of the roster, by their numbers; what they did before keeps their names.",
    "quarter": "Close a fiscal quarter, show it as it was, and restate it.",
    "quota": "Tell plan, use and forecast of the month, what it went to, and what waits.",
    "report": "Write the report of a fiscal quarter: workbook, formal paper and open data.",
    "roster": "People, the agencies they speak for, and the codes with which they join.",
    "scheduler": "Run a scheduler: it reminds, lists who is late, and cleans up.",
    "serve": "Run web, worker and scheduler in one process; migrate the database first.",
    "simulator": "Run the LINE Platform simulator alone, on loopback.",
    "stats": "Count what was assigned, due, answered in time, late and missing.",
    "web": "Run the web part: it takes LINE's webhooks and shows the pages.",
    "worker": "Run a worker: it carries commands out and sends the answers.",
    "workspace": "Workspaces: each is one pair of groups with its own roster and issue numbers.",
}
"""Every command and the first sentence of its help."""

SHARED_FILES = {"outbox": "inbox", "scheduler": "serve", "web": "serve", "worker": "serve"}
"""The commands that stand in the file of another."""


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class LazyGroup(click.Group):
    """Imports a command only when it is asked for: what one needs must not slow the others."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; where what it prints finds no room, one sentence says so, exit code 1."""
        try:
            try:
                return super().main(*args, **kwargs)
            finally:
                if sys.stdout is not None:  # it was closed
                    sys.stdout.flush()  # not at the interpreter's end, which shows a traceback
        except OSError as wrong:
            if wrong.errno not in _NO_ROOM:
                raise
            click.echo(f"Error: Cannot write: {wrong.strerror}.", err=True)
            # What could not be written is tried again at the end: let it go nowhere then.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of `--help`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; `None` for a name that is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"bot.commands.{SHARED_FILES.get(cmd_name, cmd_name)}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands into the help as click does, without importing them."""
        named = [click.Command(name, help=sentence) for name, sentence in COMMANDS.items()]
        click.Group(commands=named).format_commands(ctx, formatter)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=lambda ctx, _param, wanted: _tell_version(ctx) if wanted else None,
    help="Show the version and exit.",
)
def main() -> None:
    """Saphan joins two LINE groups: issues are assigned in one and reported in the other.

    Settings come from the environment and from `.env`; `.env.example` lists them.
    """
    _speak_utf8()


def _tell_version(ctx: click.Context) -> None:
    """Print the version, where only the requirements were installed too (Procfile)."""
    try:
        number = version("saphan")
    except PackageNotFoundError:
        project = Path(__file__).parent.parent / "pyproject.toml"
        number = tomllib.loads(project.read_text("utf-8"))["project"]["version"]
    click.echo(f"saphan, version {number}")
    ctx.exit()


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the locale says; a wrong byte must not end the program."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
