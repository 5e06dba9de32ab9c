"""`saphan inbox|outbox list|requeue`: what was given up, and another chance for it."""

import uuid
from collections.abc import Sequence

import click

from bot.commands.running import Failure, Opened, in_database, one_line


@click.group()
def inbox() -> None:
    """Events from LINE that could not be dealt with."""


@inbox.command("list")
def inbox_list() -> None:
    """List the events that were given up: id, time, attempts, error."""

    async def work(opened: Opened) -> list[str]:
        from models import inbox

        return [
            f"{row.id}\t{row.event_at:%Y-%m-%dT%H:%M:%SZ}\t{row.event.get('type', '')}"
            f"\tattempts: {row.attempts}\t{one_line(row.error)}"
            for row in await inbox.queue.dead(opened.session)
        ]

    _print(in_database(work, reading=True))


@inbox.command("requeue")
@click.argument("event_id", metavar="ID", type=int)
def inbox_requeue(event_id: int) -> None:
    """Let an event be dealt with again."""

    async def work(opened: Opened) -> bool:
        from models import inbox

        requeued = await inbox.queue.requeue(opened.session, event_id, opened.now)
        if requeued:
            await opened.note_everywhere("inbox.requeued", f"event:{event_id}")
        return requeued

    _require(in_database(work), "event", event_id)


@click.group()
def outbox() -> None:
    """Requests to LINE that could not be sent."""


@outbox.command("list")
def outbox_list() -> None:
    """List the requests that were given up: id, time, chat, attempts, error."""

    async def work(opened: Opened) -> list[str]:
        from models import outbox

        return [
            f"{row.id}\t{row.recorded_at:%Y-%m-%dT%H:%M:%SZ}\t{row.kind}\t{row.chat}"
            f"\tattempts: {row.attempts}\t{one_line(row.error)}"
            for row in await outbox.queue.dead(opened.session)
        ]

    _print(in_database(work, reading=True))


@outbox.command("requeue")
@click.argument("row_id", metavar="ID", type=click.UUID)
def outbox_requeue(row_id: uuid.UUID) -> None:
    """Let a request be sent again, as a push."""

    async def work(opened: Opened) -> bool:
        from models import outbox

        requeued = await outbox.queue.requeue(opened.session, row_id, opened.now)
        if requeued:
            await opened.note_everywhere("outbox.requeued", f"request:{row_id}")
        return requeued

    _require(in_database(work), "request", row_id)


def _print(lines: Sequence[str]) -> None:
    for line in lines:
        click.echo(line)
    if not lines:
        click.echo("Nothing was given up.", err=True)


def _require(requeued: bool, kind: str, wanted: object) -> None:
    if not requeued:
        raise Failure(f"There is no {kind} {wanted} that was given up.")
    click.echo(f"The {kind} {wanted} is tried again.")
