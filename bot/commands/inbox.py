"""`saphan inbox|outbox list|requeue`: what was given up, and another chance for it."""

import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Literal

import click
from sqlalchemy.ext.asyncio import AsyncSession

import models.inbox
import models.outbox
import models.revival
from bot.commands.session import NUMBER, Failure, asynchronous, one_line, transaction
from domain.issues.audit import OPERATOR, Action, subject


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


_all = click.option("--all", "everything", is_flag=True, help="All that is still of use.")


@inbox.command("requeue")
@click.argument("event_id", metavar="[ID]", type=NUMBER, required=False)
@_all
@asynchronous
async def requeue_event(event_id: int | None, everything: bool) -> None:
    """Let an event be dealt with again, or all."""
    if _one(event_id, everything):
        await _requeue(models.inbox.queue.requeue, event_id, "event", Action.INBOX_REQUEUED)
        return
    async with transaction() as opened:
        await opened.hold_all()
        dead = await models.inbox.queue.dead(opened.session)
        for row in dead:
            await models.inbox.queue.requeue(opened.session, row.id, opened.now)
        if dead:
            about = subject("event")
            await opened.note(None, Action.INBOX_REQUEUED, about, events=[row.id for row in dead])
    click.echo(f"Tried again: {len(dead)}.")


@outbox.command("requeue")
@click.argument("row_id", metavar="[ID]", type=click.UUID, required=False)
@_all
@asynchronous
async def requeue_request(row_id: uuid.UUID | None, everything: bool) -> None:
    """Let a request be sent again, as a push, or all.

    Of all requests the notices that are still of use are gathered into few pushes, reminders are
    decided anew, and what is stale is dropped; name a stale one by its ID to send it all the same.
    With all, groups are pushed to again for which the month had no room.
    """
    if _one(row_id, everything):
        await _requeue(models.revival.requeue, row_id, "request", Action.OUTBOX_REQUEUED)
        return
    again = stale = 0
    async with transaction() as opened:
        await opened.hold_all()
        await models.quota.note_room(opened.session, None, opened.now)
        await models.quota.forget(opened.session)
        dead = await models.outbox.queue.dead(opened.session)
        for chat in dict.fromkeys(row.chat for row in dead):
            alive, dropped = await models.revival.revive(
                opened.session, chat, opened.now, actor=OPERATOR, everything=True
            )
            again, stale = again + alive, stale + dropped
        if dead:
            about = subject("request")
            await opened.note(None, Action.OUTBOX_REQUEUED, about, again=again, stale=stale)
    click.echo(f"Tried again: {again}. Dropped, being stale: {stale}.")


def _one(row_id: object, everything: bool) -> bool:
    """Whether one row was named; raises UsageError unless it is either that or all."""
    if (row_id is None) != everything:
        raise click.UsageError("Give either an ID or --all.")
    return not everything


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
    again: Callable[[AsyncSession, Any, datetime], Awaitable[bool]],
    row_id: int | uuid.UUID | None,
    what: Literal["event", "request"],
    action: Action,
) -> None:
    async with transaction() as opened:
        await opened.hold_all()
        if not await again(opened.session, row_id, opened.now):
            raise Failure(f"There is no {what} {row_id} that was given up.")
        await opened.note(None, action, subject(what, row_id))
    click.echo(f"The {what} {row_id} is tried again.")
