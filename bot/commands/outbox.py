"""`saphan outbox list|requeue`: requests that were given up, and another chance for them."""

import uuid

import click

import models.outbox
from bot.commands.session import Failure, asynchronous, one_line, transaction
from domain.issues.audit import Action, subject


@click.group()
def outbox() -> None:
    """Requests to LINE that could not be sent."""


@outbox.command("list")
@asynchronous
async def listed() -> None:
    """List the requests that were given up: id, time, chat, attempts, error."""
    async with transaction(read_only=True) as opened:
        dead = await models.outbox.queue.dead(opened.session)
    for row in dead:
        click.echo(
            f"{row.id}\t{row.recorded_at:%Y-%m-%dT%H:%M:%SZ}\t{row.kind}\t{row.chat}"
            f"\tattempts: {row.attempts}\t{one_line(row.error)}"
        )
    if not dead:
        click.echo("Nothing was given up.", err=True)


@outbox.command()
@click.argument("row_id", metavar="ID", type=click.UUID)
@asynchronous
async def requeue(row_id: uuid.UUID) -> None:
    """Let a request be sent again, as a push."""
    async with transaction() as opened:
        if not await models.outbox.queue.requeue(opened.session, row_id, opened.now):
            raise Failure(f"There is no request {row_id} that was given up.")
        await opened.note(None, Action.OUTBOX_REQUEUED, subject("request", row_id))
    click.echo(f"The request {row_id} is tried again.")
