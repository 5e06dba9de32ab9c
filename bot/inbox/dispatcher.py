"""The inbox loop: each event is claimed, understood and carried out in one transaction.

The handler's rows, its answer and the inbox mark are committed together, so a crash leaves either
all of it or an event that comes back.
"""

import logging
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps, words_of
from bot.inbox.ask_line import ask_ahead
from bot.inbox.buttons import press
from bot.inbox.events import Event, read_event
from bot.inbox.evidence import collect
from bot.inbox.incoming import Incoming, Speaker, context_of, speaker_of
from bot.inbox.messages import carry_out
from bot.outbox.enqueue import enqueue_reply
from bot.queue import claim_due
from domain.chat.rights import Place
from domain.retries import Retries
from domain.say import Say
from handlers import membership, unsend
from models import aside, groups, inbox
from models.groups import Group
from models.inbox import InboxEvent, InboxState

log = logging.getLogger(__name__)

BATCH = 20
LEASE = timedelta(seconds=30)
RETRIES = Retries(timedelta(seconds=2), timedelta(seconds=4), attempts=3)
"""Soon, for later messages build on an event, and few, for its sender waits for an answer."""


async def drain_inbox(deps: Deps) -> int:
    """Deal with waiting events in the order in which people spoke; return how many were taken."""
    rows = await claim_due(deps, inbox.queue, lease=LEASE, limit=BATCH)
    for row in rows:
        await _deal_with(deps, row)
    return len(rows)


async def _deal_with(deps: Deps, row: InboxEvent) -> None:
    event = read_event(row.event)
    try:
        if event is not None:
            await ask_ahead(deps, event)
        async with deps.sessions.begin() as session:
            mine = await inbox.queue.finish(session, row, deps.clock(), InboxState.DONE)
            if mine and event is not None:
                await _act(deps, session, event)
    except Exception as error:  # whatever it is, the next event must not wait for it
        await _failed(deps, row, event, error)
    else:
        deps.loops.wake()


async def _failed(deps: Deps, row: InboxEvent, event: Event | None, error: Exception) -> None:
    """Try again soon; after three tries give the event up, and tell its sender so."""
    now = deps.clock()
    retry_at = RETRIES.next_at(row.attempts, row.recorded_at, now)
    last = retry_at is None
    log.error("event failed", exc_info=error, extra={"event_id": row.id, "last": last})
    async with deps.sessions.begin() as session:
        mine = await inbox.queue.fail(session, row, now, retry_at=retry_at, error=repr(error))
        if mine and last and event is not None and event.text:
            sorry = Say(words_of(deps.settings).broke(f"E{row.id}"))
            await _answer(session, deps, event, None, [sorry])


async def _act(deps: Deps, session: AsyncSession, event: Event) -> None:
    """Carry out one event inside its transaction."""
    if event.type == "join":
        await membership.bot_joined(session, event.chat, event.at)
    speaker = await speaker_of(session, event)
    if event.group_id is not None:
        await _note_presence(session, event, speaker.group)
    if event.type == "unsend" and event.unsent_message_id is not None:
        await inbox.unsend(session, event.unsent_message_id)
        await aside.unsend(session, event.unsent_message_id, event.at)
    says = await _says(deps, session, event, speaker)
    await _answer(session, deps, event, speaker, says)
    await collect(deps, session, event, speaker)


async def _says(deps: Deps, session: AsyncSession, event: Event, speaker: Speaker) -> list[Say]:
    words = words_of(deps.settings)
    incoming = Incoming(deps, session, event, speaker, deps.clock())
    match event.type:
        case "message" | "messageEdited":
            return await carry_out(incoming)
        case "postback":
            return await press(incoming)
        case "unsend" if event.unsent_message_id is not None:
            await unsend.unsend_message(event.unsent_message_id, await context_of(incoming))
            return []
        case "join" if speaker.place is Place.UNBOUND:
            return [Say(words.unbound_group())]
        case "follow" if not speaker.workspaces:
            return [Say(words.not_enrolled())]
        case _:
            return []


async def _answer(
    session: AsyncSession, deps: Deps, event: Event, speaker: Speaker | None, says: list[Say]
) -> None:
    if not says:
        return
    group = speaker.group if speaker else None
    await enqueue_reply(
        session,
        chat=event.chat,
        reply_token=event.reply_token,
        says=says,
        group_id=group.id if group else None,
        now=deps.clock(),
    )


async def _note_presence(session: AsyncSession, event: Event, group: Group | None) -> None:
    """Keep who is in a bound group up to date: mentions need it, and so do pushes."""
    at = event.at
    match event.type:
        case "leave":
            await membership.bot_left(session, event.chat, at)
        case "memberLeft":
            await membership.members_left(session, event.chat, event.members, at)
        case _ if group is None:
            await groups.saw_unbound(session, event.chat, at)
        case "memberJoined":
            await membership.members_joined(session, group, event.members, at)
        case _ if event.user_id is not None:
            await membership.members_joined(session, group, (event.user_id,), at)
