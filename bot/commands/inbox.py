"""`saphan inbox list|requeue`: events that were given up, and another chance for them."""

import click

import models.inbox
from bot.commands.session import Failure, asynchronous, one_line, transaction
from domain.issues.audit import Action, subject


@click.group()
def inbox() -> None:
    """Events from LINE that could not be dealt with."""


@inbox.command("list")
@asynchronous
async def listed() -> None:
    """List the events that were given up: id, time, attempts, error."""
    async with transaction(read_only=True) as opened:
        dead = await models.inbox.queue.dead(opened.session)
    for row in dead:
        click.echo(
            f"{row.id}\t{row.event_at:%Y-%m-%dT%H:%M:%SZ}\t{row.event.get('type', '')}"
            f"\tattempts: {row.attempts}\t{one_line(row.error)}"
        )
    if not dead:
        click.echo("Nothing was given up.", err=True)


@inbox.command()
@click.argument("event_id", metavar="ID", type=int)
@asynchronous
async def requeue(event_id: int) -> None:
    """Let an event be dealt with again."""
    async with transaction() as opened:
        if not await models.inbox.queue.requeue(opened.session, event_id, opened.now):
            raise Failure(f"There is no event {event_id} that was given up.")
        await opened.note(None, Action.INBOX_REQUEUED, subject("event", event_id))
    click.echo(f"The event {event_id} is tried again.")
