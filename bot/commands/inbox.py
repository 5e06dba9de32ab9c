"""`saphan inbox|outbox list|requeue`: what was given up, and another chance for it."""

import uuid
from datetime import datetime
from typing import Any, Literal

import click

import models.inbox
import models.outbox
from bot.commands.session import Failure, asynchronous, one_line, transaction
from domain.issues.audit import Action, subject


@click.group()
def inbox() -> None:
    """Events from LINE that could not be dealt with."""


@click.group()
def outbox() -> None:
    """Requests to LINE that could not be sent."""


@inbox.command("list")
@asynchronous
async def list_events() -> None:
    """List the events that were given up: id, time, attempts, error."""
    async with transaction(read_only=True) as opened:
        dead = await models.inbox.queue.dead(opened.session)
    _print([(row, row.event_at, row.event.get("type", "")) for row in dead])


@outbox.command("list")
@asynchronous
async def list_requests() -> None:
    """List the requests that were given up: id, time, chat, attempts, error."""
    async with transaction(read_only=True) as opened:
        dead = await models.outbox.queue.dead(opened.session)
    _print([(row, row.recorded_at, f"{row.kind}\t{row.chat}") for row in dead])


@inbox.command("requeue")
@click.argument("event_id", metavar="ID", type=int)
@asynchronous
async def requeue_event(event_id: int) -> None:
    """Let an event be dealt with again."""
    await _requeue(models.inbox.queue, event_id, "event", Action.INBOX_REQUEUED)


@outbox.command("requeue")
@click.argument("row_id", metavar="ID", type=click.UUID)
@asynchronous
async def requeue_request(row_id: uuid.UUID) -> None:
    """Let a request be sent again, as a push."""
    await _requeue(models.outbox.queue, row_id, "request", Action.OUTBOX_REQUEUED)


def _print(dead: list[tuple[Any, datetime, str]]) -> None:
    """Print rows of a queue, each with its time (UTC) and what it was about."""
    for row, at, about in dead:
        click.echo(
            f"{row.id}\t{at:%Y-%m-%dT%H:%M:%SZ}\t{about}"
            f"\tattempts: {row.attempts}\t{one_line(row.error)}"
        )
    if not dead:
        click.echo("Nothing was given up.", err=True)


async def _requeue(
    queue: Any, row_id: int | uuid.UUID, what: Literal["event", "request"], action: Action
) -> None:
    async with transaction() as opened:
        await opened.hold_all()
        if not await queue.requeue(opened.session, row_id, opened.now):
            raise Failure(f"There is no {what} {row_id} that was given up.")
        await opened.note(None, action, subject(what, row_id))
    click.echo(f"The {what} {row_id} is tried again.")
