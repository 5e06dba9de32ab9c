"""`saphan person …`: who speaks for whom, person by person."""

import click

from bot.commands.session import (
    NUMBER,
    Failure,
    Opened,
    UpTo,
    asynchronous,
    in_workspace,
    transaction,
)
from bot.deps import Known
from bot.inbox.incoming import Speaker, open_context
from domain import bounds
from domain.chat.rights import Place
from domain.errors import Refused
from domain.issues.audit import OPERATOR
from domain.roster.seats import THAI, Seat
from handlers.vouch import vouch_for
from models import groups, people
from models.people import Person, aside
from models.roster import appointments
from models.roster.appointments import Operation
from models.workspaces import Workspace

_number = click.argument("number", type=NUMBER)


@click.group()
def person() -> None:
    """People of the roster, by their numbers; what they did before keeps their names."""


@person.command("list")
@in_workspace
@asynchronous
async def listed(workspace: str) -> None:
    """List everybody: number, name, agencies, roles, seat, and how far they have come."""
    async with transaction(read_only=True) as opened:
        workspace_id = (await opened.workspace(workspace)).id
        present = {
            group.kind: await groups.members(opened.session, group.line_group_id)
            for group in await groups.of_workspace(opened.session, workspace_id)
        }
        found = await people.of_workspace(opened.session, workspace_id)
    for each in found:
        click.echo(_line(each, present))


def _line(person: Person, present: dict[str, set[str]]) -> str:
    seen = [kind.upper() for kind, members in present.items() if person.line_user_id in members]
    if person.suspended_at is not None:
        state = "suspended"
    elif person.line_user_id is None:
        state = "not enrolled"
    else:
        state = f"enrolled, in {' and '.join(seen)}" if seen else "enrolled, in no group"
    agencies = ", ".join(agency.code for agency in person.agencies) or "-"
    seat = THAI[Seat(person.seat)] if person.seat else "-"
    roles = " ".join(person.roles)
    return f"{person.id}\t{person.name}\t{agencies}\t{roles}\t{seat}\t{state}"


@person.command()
@_number
@click.argument("codes", metavar="AGENCY...", nargs=-1, required=True, type=UpTo(bounds.NAME))
@in_workspace
@asynchronous
async def move(number: int, codes: tuple[str, ...], workspace: str) -> None:
    """Let a person speak for these agencies (codes) and no others.

    Reports made before stay with the agency they were made for.
    """
    async with transaction() as opened:
        operation, person = await _operation(opened, number, workspace)
        to = await opened.agencies(person.workspace_id, codes)
        await appointments.move(operation, person, list(to.values()))
    click.echo(f"{person.name} speaks for {', '.join(codes)} now.")


@person.command()
@_number
@in_workspace
@asynchronous
async def suspend(number: int, workspace: str) -> None:
    """Take a person's rights away; reports they send from now on are kept aside."""
    async with transaction() as opened:
        operation, person = await _operation(opened, number, workspace, unless="suspended already")
        await appointments.suspend(operation, person)
    click.echo(f"{person.name} is suspended.")


@person.command()
@_number
@in_workspace
@asynchronous
async def restore(number: int, workspace: str) -> None:
    """Give a suspended person the rights back."""
    async with transaction() as opened:
        operation, person = await _operation(opened, number, workspace)
        if person.suspended_at is None:
            raise Failure(f"{person.name} is not suspended.")
        await appointments.restore(operation, person)
    click.echo(f"{person.name} has their rights back.")


@person.command()
@_number
@click.option("--name", type=UpTo(bounds.NAME), required=True, help="The successor's name.")
@click.option(
    "--position",
    type=UpTo(bounds.POSITION),
    default="",
    help="Their position; else the predecessor's.",
)
@click.option(
    "--line-id",
    type=UpTo(bounds.HANDLE),
    default="",
    help="Their LINE ID as written on the form.",
)
@in_workspace
@asynchronous
async def replace(number: int, name: str, position: str, line_id: str, workspace: str) -> None:
    """Put a successor into a person's seat, agencies and roles; the old one is suspended."""
    async with transaction() as opened:
        operation, person = await _operation(opened, number, workspace, unless="suspended already")
        successor = await appointments.replace(
            operation, person, name=name, position=position, line_id=line_id
        )
    click.echo(f"{name} (number {successor.id}) takes the place of {person.name}.")


@person.command()
@_number
@in_workspace
@asynchronous
async def release(number: int, workspace: str) -> None:
    """Untie a person's LINE account, as after a lost telephone, and print a fresh code."""
    async with transaction() as opened:
        operation, person = await _operation(opened, number, workspace, unless="suspended")
        code = await appointments.release(operation, person, secret=opened.settings.secret)
    click.echo(code)


@person.command()
@click.argument("mark", metavar="A3")
@click.option("--person", "number", type=NUMBER, required=True, help="Number on the roster.")
@in_workspace
@asynchronous
async def vouch(mark: str, number: int, workspace: str) -> None:
    """Say who sent a report that was kept aside (`saphan roster aside`).

    All that waits from that LINE account is filed with the time at which it was sent. If the
    person has no LINE account yet, this one becomes theirs.
    """
    digits = mark.upper().removeprefix("A")
    if not (digits.isdecimal() and len(digits) < 10):
        raise Failure(f"Not the mark of a report: {mark} (write it as A3).")
    row_id = int(digits)
    async with transaction() as opened:
        held = await opened.hold(workspace)
        row = await aside.get(opened.session, held.id, row_id)
        if row is None or row.settled_at is not None:
            raise Failure(f"No report A{row_id} is waiting: see `saphan roster aside`.")
        person = await _person(opened, held, number)
        # An operator acts for the sender, away from any chat.
        ctx = await open_context(
            opened.session,
            opened.settings,
            Known(),
            Speaker(Place.PRIVATE, held),
            now=opened.now,
            occurred_at=row.sent_at,
        )
        try:
            said = await vouch_for(row, person, held, ctx, actor=OPERATOR)
        except Refused as refused:
            raise Failure(refused.sentence) from refused
    for say in said:
        click.echo(say.text)


async def _operation(
    opened: Opened, number: int, workspace: str, *, unless: str = ""
) -> tuple[Operation, Person]:
    """Return what records a change, and the person, whose workspace is held; raises Failure.

    `unless` is what a suspended person is said to be, where nothing can be changed for one.
    """
    held = await opened.hold(workspace)
    person = await _person(opened, held, number)
    if unless and person.suspended_at is not None:
        raise Failure(f"{person.name} is {unless}.")
    return Operation(opened.session, opened.now), person


async def _person(opened: Opened, workspace: Workspace, number: int) -> Person:
    """Return the person of this number; raises Failure."""
    person = await people.of_number(opened.session, workspace.id, number)
    if person is None:
        raise Failure(f"There is no person {number}: see `saphan person list`.")
    return person
