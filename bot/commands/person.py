"""`saphan person …`: who speaks for whom, person by person."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import click

from bot.commands.person_vouch import vouch
from bot.commands.running import Failure, Opened, in_database, in_workspace

if TYPE_CHECKING:
    from models.appointments import Change
    from models.people import Person

Result = TypeVar("Result")


@click.group()
def person() -> None:
    """People of the roster, by their numbers; what they did before keeps their names."""


person.add_command(vouch)


@person.command("list")
@in_workspace
def listed(workspace: str) -> None:
    """List everybody: number, name, agencies, roles, seat, and how far they have come."""

    async def work(opened: Opened) -> list[str]:
        from models import groups, people

        workspace_id = (await opened.workspace(workspace)).id
        present = {
            group.kind: await groups.members(opened.session, group.line_group_id)
            for group in await groups.of_workspace(opened.session, workspace_id)
        }
        found = await people.of_workspace(opened.session, workspace_id)
        return [_line(each, present) for each in found]

    for line in in_database(work, reading=True):
        click.echo(line)


def _line(person: "Person", present: dict[str, set[str]]) -> str:
    from domain.roster.seats import THAI, Seat

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
@click.argument("number", type=int)
@click.argument("codes", metavar="AGENCY...", nargs=-1, required=True)
@in_workspace
def move(number: int, codes: tuple[str, ...], workspace: str) -> None:
    """Let a person speak for these agencies (codes) and no others.

    Reports made before stay with the agency they were made for.
    """

    async def work(opened: Opened, change: "Change", person: "Person") -> str:
        from models import agencies, appointments

        known = {
            row.code: row
            for row in await agencies.of_workspace(opened.session, person.workspace_id)
        }
        if unknown := [code for code in codes if code not in known]:
            raise Failure(f"There is no agency with the code {', '.join(unknown)}.")
        await appointments.move(change, person, [known[code] for code in dict.fromkeys(codes)])
        return f"{person.name} speaks for {', '.join(codes)} now."

    click.echo(_changed(number, workspace, work))


@person.command()
@click.argument("number", type=int)
@in_workspace
def suspend(number: int, workspace: str) -> None:
    """Take a person's rights away; reports they send from now on are kept aside."""

    async def work(opened: Opened, change: "Change", person: "Person") -> str:
        from models import appointments

        if person.suspended_at is not None:
            raise Failure(f"{person.name} is suspended already.")
        await appointments.suspend(change, person)
        return f"{person.name} is suspended."

    click.echo(_changed(number, workspace, work))


@person.command()
@click.argument("number", type=int)
@in_workspace
def restore(number: int, workspace: str) -> None:
    """Give a suspended person the rights back."""

    async def work(opened: Opened, change: "Change", person: "Person") -> str:
        from models import appointments

        if person.suspended_at is None:
            raise Failure(f"{person.name} is not suspended.")
        await appointments.restore(change, person)
        return f"{person.name} has their rights back."

    click.echo(_changed(number, workspace, work))


@person.command()
@click.argument("number", type=int)
@click.option("--name", required=True, help="The successor's name.")
@click.option("--position", default="", help="Their position; else the predecessor's.")
@click.option("--line-id", default="", help="Their LINE ID as written on the form.")
@in_workspace
def replace(number: int, name: str, position: str, line_id: str, workspace: str) -> None:
    """Put a successor into a person's seat, agencies and roles; the old one is suspended."""

    async def work(opened: Opened, change: "Change", person: "Person") -> str:
        from models import appointments

        if person.suspended_at is not None:
            raise Failure(f"{person.name} is suspended already.")
        successor = await appointments.replace(
            change, person, name=name[:200], position=position[:300], line_id=line_id[:100]
        )
        return f"{name} (number {successor.id}) takes the place of {person.name}."

    click.echo(_changed(number, workspace, work))


@person.command()
@click.argument("number", type=int)
@in_workspace
def release(number: int, workspace: str) -> None:
    """Untie a person's LINE account, as after a lost telephone, and print a fresh code."""

    async def work(opened: Opened, change: "Change", person: "Person") -> str:
        from models import appointments

        if person.suspended_at is not None:
            raise Failure(f"{person.name} is suspended.")
        return await appointments.release(change, person, secret=opened.settings.secret)

    click.echo(_changed(number, workspace, work))


def _changed(
    number: int, workspace: str, work: Callable[[Opened, "Change", "Person"], Awaitable[Result]]
) -> Result:
    """Do something to a person in one transaction that holds the workspace; raises Failure."""

    async def transaction(opened: Opened) -> Result:
        from models import people, workspaces
        from models.appointments import Change

        held = await workspaces.locked(opened.session, (await opened.workspace(workspace)).id)
        person = await people.of_number(opened.session, held.id, number)
        if person is None:
            raise Failure(f"There is no person {number}: see `saphan person list`.")
        return await work(opened, Change(opened.session, opened.now), person)

    return in_database(transaction)
