"""`saphan agency set|list`: who is appraised and in which ministry, from which day on."""

from datetime import date

import click

from bot.commands.dates import Day
from bot.commands.session import Failure, Opened, UpTo, asynchronous, in_workspace, transaction
from domain import bounds
from domain.issues.audit import Action, subject
from models import agencies
from models.agencies import AgencyRow
from models.indicator import standings
from models.indicator.standings import Standing


@click.group()
def agency() -> None:
    """Who is appraised and who is shown only, and in which ministry, from which day on."""


@agency.command("set")
@click.argument("code", type=UpTo(bounds.NAME))
@click.option("--from", "from_on", type=Day(), required=True, help="The first day.")
@click.option("--appraised/--shown-only", default=None, help="Default: as it is on that day.")
@click.option(
    "--ministry",
    type=UpTo(bounds.NAME),
    metavar="CODE",
    help="Its own code for none. Default: as it is on that day.",
)
@click.option("--reason", type=UpTo(bounds.MESSAGE), required=True, help="Why, for the record.")
@in_workspace
@asynchronous
async def set_(
    code: str,
    from_on: date,
    appraised: bool | None,
    ministry: str | None,
    reason: str,
    workspace: str,
) -> None:
    """Say how the agency CODE stands from a day on, until what is said of a later day.

    What was assigned to it since then is counted accordingly, in every workspace.

    \b
    Examples:
      saphan agency set MOI-PEA --from 2026-10-01 --appraised --reason "มติ ครม. 1 ก.ย. 69"
      saphan agency set MNRE-DMR --from 1/10/2570 --ministry MIND --reason "พ.ร.ฎ. โอนกรม"
    """
    if from_on < standings.FIRST:
        raise Failure(f"Nothing was counted before {standings.FIRST}.")
    if appraised is None and ministry is None:
        raise Failure("Say --appraised, --shown-only or --ministry CODE.")
    if not reason.strip():
        raise Failure("Say why: --reason TEXT.")
    async with transaction() as opened:
        await opened.hold_all()
        home = (await opened.workspace(workspace)).id
        known = await opened.agencies(home, [code, *([ministry] if ministry else [])])
        held = (await standings.on(opened.session, [known[code]], from_on))[known[code].id]
        standing = Standing(
            agency_id=known[code].id,
            from_on=from_on,
            appraised=held.appraised if appraised is None else appraised,
            ministry=ministry or held.ministry,
            reason=reason,
            recorded_at=opened.now,
        )
        await put_standing(opened, known[code], standing)
    click.echo(f"{code} is {_how(standing.appraised)} in {standing.ministry} from {from_on} on.")


async def put_standing(opened: Opened, agency: AgencyRow, standing: Standing) -> None:
    """Let a standing hold until the next one, in the tables and in every audit."""
    told = await standings.put(opened.session, agency, standing, opened.settings.timezone)
    await opened.note(None, Action.AGENCY_STANDS, subject("agency", agency.code), **told)


@agency.command("list")
@click.argument("code", required=False, type=UpTo(bounds.NAME))
@in_workspace
@asynchronous
async def listed(code: str | None, workspace: str) -> None:
    """Tell how each agency stands today, or all that was said of the agency CODE, and why."""
    async with transaction(read_only=True) as opened:
        home = (await opened.workspace(workspace)).id
        today = opened.now.astimezone(opened.settings.timezone).date()
        lines = await _told(opened, home, code, today)
    for line in lines:
        click.echo(line)


async def _told(opened: Opened, home: int, code: str | None, today: date) -> list[str]:
    if code is not None:
        row = (await opened.agencies(home, [code]))[code]
        said = await standings.of_agency(opened.session, row.id)
        return [
            f"{one.from_on}\t{_how(one.appraised)}\t{one.ministry}\t{one.reason}" for one in said
        ] or [f"Nothing was said of {code}: appraised in {row.ministry}."]
    rows = await agencies.of_workspace(opened.session, home)
    held = await standings.on(opened.session, rows, today)
    return [
        f"{row.code}\t{_how(held[row.id].appraised)}\t{held[row.id].ministry}\t{row.name_th}"
        for row in rows
    ]


def _how(appraised: bool) -> str:
    return "appraised" if appraised else "shown only"
