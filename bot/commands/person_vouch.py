"""`saphan person vouch`: file the reports of somebody whom an operator knows."""

from typing import TYPE_CHECKING

import click

from bot.commands.running import Failure, Opened, in_database, in_workspace

if TYPE_CHECKING:
    from domain.say import Say
    from handlers.context import Context
    from models.aside import ReportAside
    from models.workspaces import Workspace


@click.command()
@click.argument("mark", metavar="A3")
@click.option("--person", "number", type=int, required=True, help="Number on the roster.")
@in_workspace
def vouch(mark: str, number: int, workspace: str) -> None:
    """Say who sent a report that was kept aside (`saphan roster aside`).

    All that waits from that LINE account is filed with the time at which it was sent. If the
    person has no LINE account yet, this one becomes theirs.
    """
    if not mark.upper().removeprefix("A").isdecimal():
        raise Failure(f"Not the mark of a report: {mark} (write it as A3).")
    row_id = int(mark.upper().removeprefix("A"))

    async def work(opened: Opened) -> "list[Say]":
        from domain.errors import Refused
        from handlers import vouch as vouching
        from models import aside, people, workspaces

        held = await workspaces.locked(opened.session, (await opened.workspace(workspace)).id)
        row = await aside.get(opened.session, held.id, row_id)
        person = await people.of_number(opened.session, held.id, number)
        if row is None or row.settled_at is not None:
            raise Failure(f"No report A{row_id} is waiting: see `saphan roster aside`.")
        if person is None:
            raise Failure(f"There is no person {number}: see `saphan person list`.")
        ctx = await _context(opened, held, row)
        try:
            return await vouching.vouch_for(row, person, held, ctx, actor="operator")
        except Refused as refused:
            raise Failure(refused.sentence) from refused

    for say in in_database(work):
        click.echo(say.text)


async def _context(opened: Opened, workspace: "Workspace", row: "ReportAside") -> "Context":
    """Return a context in which an operator acts for a sender, away from any chat."""
    from bot.calendar import office_calendar
    from bot.directories import Directories
    from domain.chat.rights import Place
    from domain.words import words_for
    from handlers.context import Context, Policy

    settings = opened.settings
    return Context(
        session=opened.session,
        now=opened.now,
        occurred_at=row.sent_at,
        place=Place.PRIVATE,
        chat="",
        user_id=None,
        message_id=None,
        typed="",
        workspace=workspace,
        group=None,
        person=None,
        calendar=await office_calendar(opened.session, settings, opened.now),
        directory=await Directories().of(opened.session, workspace.id),
        words=words_for(
            settings.language, settings.timezone, with_thai_digits=settings.digits == "thai"
        ),
        policy=Policy(
            remind_before=tuple(settings.reminders.items()),
            gather=settings.gather,
            notice_wait=settings.notice_wait,
            secrets=settings.secrets,
            return_clock=settings.return_clock,
        ),
    )
