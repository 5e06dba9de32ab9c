"""`saphan workspace add|list|remind-before`."""

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial

import click

from bot.commands.session import Failure, Opened, UpTo, asynchronous, transaction
from bot.settings import Settings
from bot.typed import span_name, spans
from domain import bounds
from domain.issues.audit import OPERATOR, Action, subject
from domain.reminders.schedule import Reason
from models import groups, people, reminders, workspaces
from models.reminders import planned
from models.workspaces import Workspace

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_MARKS = {
    "remind_before": "no mark",
    "remind_before_urgent": "ด่วน, ด่วนมาก",
    "remind_before_most_urgent": "ด่วนที่สุด",
}
"""The settings that a workspace may replace, and the issues of which each tells."""


@click.group()
def workspace() -> None:
    """Workspaces: each is one pair of groups with its own roster and issue numbers."""


@workspace.command()
@click.argument("code")
@click.option("--name", type=UpTo(bounds.NAME), required=True, help="What people call it.")
@asynchronous
async def add(code: str, name: str) -> None:
    """Add a workspace; CODE is a short word such as `moph`."""
    if not _CODE.fullmatch(code):
        raise Failure("A code is up to 40 small letters, digits and hyphens, such as `moph`.")
    async with transaction() as opened:
        if await workspaces.by_code(opened.session, code) is not None:
            raise Failure(f"There is a workspace {code!r} already.")
        added = await workspaces.add(opened.session, code=code, name=name, now=opened.now)
        await opened.note(added.id, Action.WORKSPACE_ADDED, subject("workspace", code))
    click.echo(f"Added workspace {code}.")


@workspace.command("list")
@asynchronous
async def listed() -> None:
    """List the workspaces with their bound groups and the size of their rosters."""
    lines = []
    async with transaction(read_only=True) as opened:
        for each in await workspaces.listed(opened.session):
            bound = [row.kind.upper() for row in await groups.of_workspace(opened.session, each.id)]
            roster = await people.of_workspace(opened.session, each.id)
            joined = sum(person.line_user_id is not None for person in roster)
            lines.append(
                f"{each.code}\t{each.name}\tgroups: {', '.join(bound) or 'none'}"
                f"\tjoined: {joined} of {len(roster)}"
            )
    for line in lines:
        click.echo(line)


_option = partial(click.option, type=UpTo(bounds.NAME), metavar="SPANS")


@workspace.command("remind-before")
@click.argument("code", type=UpTo(bounds.NAME))
@_option("--normal", "remind_before", help="Without a mark.")
@_option("--urgent", "remind_before_urgent", help="Marked ด่วน or ด่วนมาก.")
@_option("--most-urgent", "remind_before_most_urgent", help="Marked ด่วนที่สุด.")
@click.option(
    "--default", "taken_back", is_flag=True, help="Take back what was set: the settings hold."
)
@asynchronous
async def remind_before(code: str, taken_back: bool, **typed: str | None) -> None:
    """Show when a workspace reminds before a deadline, or set it.

    What was never set follows SAPHAN_REMIND_BEFORE and its like. Reminders of open issues that lie
    ahead are planned anew at once.

    \b
    Examples:
      saphan workspace remind-before main
      saphan workspace remind-before main --normal 48h,24h,3h --urgent 6h,1h
      saphan workspace remind-before main --default
    """
    given = {name: _spans(name, text) for name, text in typed.items() if text is not None}
    async with transaction(read_only=not (given or taken_back)) as opened:
        if given or taken_back:
            home = await opened.hold(code)
            kept = {} if taken_back else home.remind_before
            await set_remind_before(opened, home, {**kept, **given})
        else:
            home = await opened.workspace(code)
        lines = [_told(opened.settings, home.remind_before, name) for name in _MARKS]
    for line in lines:
        click.echo(line)


def _spans(name: str, text: str) -> str:
    """Return spans in one form, as the setting of that name reads them; raises Failure."""
    try:
        return _listed(spans(text))
    except ValueError as wrong:
        cure = Settings.model_fields[name].description
        raise Failure(f"{wrong}: {cure}.") from wrong


def _listed(leads: Iterable[timedelta]) -> str:
    return ",".join(span_name(each) for each in leads)


def _told(settings: Settings, own: Mapping[str, str], name: str) -> str:
    """Tell the lead times in force for issues of a mark, and who has set them."""
    if name in own:
        return f"{_MARKS[name]}\t{own[name]}\tset for this workspace"
    setting = Settings.model_fields[name].validation_alias
    return f"{_MARKS[name]}\t{_listed(getattr(settings, name))}\tby {setting}"


async def set_remind_before(opened: Opened, home: Workspace, own: Mapping[str, str]) -> None:
    """Let a held workspace have lead times of its own, also for issues that are open. Rule T1."""
    if own == home.remind_before:
        return
    about = subject("workspace", home.code)
    await opened.note(
        home.id, Action.WORKSPACE_REMIND_BEFORE, about, old=home.remind_before, new=own
    )
    home.remind_before = dict(own)
    session, now, lead_times = opened.session, opened.now, opened.settings.lead_times(own)
    dropped = await planned.replan_all(session, home.id, lead_times, now)
    why = Reason.LEAD_TIMES_CHANGED
    await reminders.note(session, dropped, Action.REMINDER_DROPPED, now, actor=OPERATOR, reason=why)
