"""`saphan roster missing|aside`: what the intake still lacks, and what waits for an admin."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import click

from bot.commands.running import Failure, Opened, in_database, in_workspace, settings

if TYPE_CHECKING:
    from domain.roster.intake import Intake
    from models.aside import ReportAside


@click.command()
@click.option("--by", metavar="DATE", help="The closing date, such as 2026-11-30; its end counts.")
@in_workspace
def missing(by: str | None, workspace: str) -> None:
    """List the agencies that have sent no names, and the people who have not enrolled.

    Expected are all ministries, departments and public organisations, or else the agencies of a
    list called `roster`: saphan alias add roster CODE CODE...
    """
    closing = None if by is None else _end_of(by)

    async def work(opened: Opened) -> "tuple[Intake, list[str]]":
        from models import members, roster

        workspace_id = (await opened.workspace(workspace)).id
        unknown = await members.strangers_present(opened.session, workspace_id)
        stands = await roster.intake_now(opened.session, workspace_id, closing)
        return stands, [each.name or each.line_user_id for each in unknown]

    stands, unknown = in_database(work, reading=True)
    for agency in stands.missing:
        since = "\tsent later" if agency in stands.late else ""
        click.echo(f"no names\t{agency.code}\t{agency.name_th}{since}")
    for name, agencies in stands.waiting:
        click.echo(f"not enrolled\t{name}\t{', '.join(each.name_th for each in agencies)}")
    for name in unknown:
        click.echo(f"not on the roster\t{name}")
    sent = stands.expected - len(stands.missing)
    joined = stands.people - len(stands.waiting)
    click.echo(
        f"{sent} of {stands.expected} agencies have sent names; "
        f"{joined} of {stands.people} people have enrolled.",
        err=True,
    )


@click.command()
@in_workspace
def aside(workspace: str) -> None:
    """List the reports by people who are not on the roster: `saphan person vouch` files them."""

    async def work(opened: Opened) -> "list[ReportAside]":
        from models import aside

        return await aside.waiting(opened.session, (await opened.workspace(workspace)).id)

    zone = settings().timezone
    waiting = in_database(work, reading=True)
    for row in waiting:
        text = " ".join(row.text.split())
        sent = f"{row.sent_at.astimezone(zone):%Y-%m-%d %H:%M}"
        why = f"\t({row.outcome})" if row.outcome else ""
        click.echo(
            f"A{row.id}\t#{row.issue_no}\t{sent}\t{row.name or row.line_user_id}\t{text}{why}"
        )
    if not waiting:
        click.echo("Nothing was kept aside.", err=True)


def _end_of(day: str) -> datetime:
    """Return the instant at which a local day ends; raises Failure."""
    try:
        parsed = date.fromisoformat(day)
    except ValueError as wrong:
        raise Failure(f"Not a date: {day} (write it as 2026-11-30).") from wrong
    return datetime.combine(parsed + timedelta(days=1), time(), settings().timezone)
