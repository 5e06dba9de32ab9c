"""The inbox loop: each event is understood and carried out in one transaction.

The handler's rows, its answer and the inbox mark are committed together, so a crash leaves either
all of it or an event that comes back. Events of one workspace go in the order in which people
spoke, however many processes there are: each holds the workspace while it deals with one. Other
workspaces go side by side.
"""

import asyncio
import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import chain

from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps, words_of
from bot.inbox.ask_line import ask_ahead
from bot.inbox.buttons import press
from bot.inbox.events import Event, read_event
from bot.inbox.evidence import collect
from bot.inbox.incoming import Incoming, Speaker, context_of, speaker_of
from bot.inbox.messages import Answered, answer_questions, remember
from bot.inbox.pace import only_asks
from bot.inbox.reading import read_stored
from bot.inbox.talk import hear
from bot.inbox.workspace import carry_out_and_go_on, with_workspace, workspace_told
from bot.log import about, failure
from bot.outbox.enqueue import enqueue_reply
from domain.chat.rights import Place
from domain.delivery import token_until
from domain.grammar import is_command
from domain.retries import Retries
from domain.say import Say
from handlers import membership, unsend
from models import groups, inbox
from models.database import freeze, will_pass
from models.groups import homes
from models.inbox import InboxEvent, InboxState
from models.inbox.due import chats_due, due_in, first_due
from models.inbox.traces import workspace_of
from models.workspaces import NotHeld, Workspace, check_held

log = logging.getLogger(__name__)

BATCH = 20
"""Events of one lane that are dealt with before others get a turn."""

RETRIES = Retries(timedelta(seconds=5), timedelta(minutes=2), attempts=6)
"""Over minutes, for what an event fails of may be mended by then; its sender waits meanwhile."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Chats whose events are dealt with in one order: those of a workspace, or a stranger's.

    `homes` are the ids of each chat's workspaces. Who speaks in several ties these together.
    """

    homes: dict[str, tuple[int, ...]]

    @property
    def names(self) -> frozenset[object]:
        """What it has in common with no other lane."""
        return frozenset(chain(*self.homes.values())) or frozenset(self.homes)


@dataclass(frozen=True, slots=True)
class Seen:
    """Lanes with their first due events, the one that waits longest first.

    `more` says that there are others, `next_at` when an event falls due that is not yet.
    """

    lanes: list[tuple[Lane, list[InboxEvent]]]
    more: bool
    next_at: datetime | None


async def look_at_lanes(
    deps: Deps, under_way: Collection[Iterable[object]] = (), most: int | None = None
) -> Seen:
    """Return lanes in which events are due but those under way (names), `most` of them."""
    now, busy = deps.clock(), frozenset(chain(*under_way))
    async with deps.reading() as session:
        # What arrives while this looks is seen whole, or not at all: no report without its issue.
        await freeze(session)
        rows, next_at = await first_due(session, now, BATCH + 1)
        few = len(rows) <= BATCH  # nearly always: then these are all there are
        chats = list(dict.fromkeys(row.chat for row in rows))
        if not few:
            chats = await chats_due(session, now)
        whose = await homes.of_chats(session, chats) if chats else {}
        due = [Lane(tied) for tied in homes.tied(chats, whose)]
        lanes = [lane for lane in due if busy.isdisjoint(lane.names)][:most]
        first = [
            (lane, [row for row in rows if row.chat in lane.homes])
            if few
            else (lane, await due_in(session, [*lane.homes], now, BATCH))
            for lane in lanes
        ]
    return Seen(first, len(lanes) < len(due), next_at)


async def drain_inbox(deps: Deps) -> int:
    """Deal with the first events of all lanes side by side; return how many there were."""
    seen = await look_at_lanes(deps)
    async with asyncio.TaskGroup() as dealing:
        for lane, rows in seen.lanes:
            dealing.create_task(deal_with(deps, lane, rows))
    return sum(len(rows) for _, rows in seen.lanes)


async def deal_with(deps: Deps, lane: Lane, rows: Sequence[InboxEvent]) -> bool:
    """Deal with events of a lane one after the other; return whether more of them may wait.

    Where another process turns out to be at this lane, the rest is left to it. Raises what keeps
    the database from working: what comes later must not overtake the event that met it.
    """
    for row in rows:
        with about(event_id=row.id):
            if not await _deal_with(deps, row, frozenset(lane.homes[row.chat])):
                return False
    return len(rows) == BATCH


async def _deal_with(deps: Deps, row: InboxEvent, held: frozenset[int]) -> bool:
    """Deal with one event; false when another process has done so."""
    event = read_event(row.event)
    try:
        answered = None
        if event is not None:
            event = await ask_ahead(deps, event)
            answered = await _answer_ahead(deps, event) if only_asks(event) else None
        mine = await _carry_out(deps, row, event, answered, held)
    except Exception as error:  # whatever it is, the next event must not wait for it
        if will_pass(error):
            raise
        await _failed(deps, row, event, held, error)
        return True
    return mine


async def _answer_ahead(deps: Deps, event: Event) -> Answered | None:
    """Answer what only asks before the transaction begins: a figure of years holds up no writer."""
    async with deps.reading() as session:
        await freeze(session)
        speaker = await speaker_of(session, event)
        return await answer_questions(Incoming(deps, session, event, speaker, deps.clock()))


async def _carry_out(
    deps: Deps,
    row: InboxEvent,
    event: Event | None,
    answered: Answered | None,
    held: frozenset[int],
) -> bool:
    """Carry an event out in one transaction that holds its workspaces; false when it was done.

    Which they are shows late where a code is typed that belongs to another one: then all is
    undone, and begins again with that one held as well.
    """
    try:
        async with deps.holding(*held) as session:
            mine = await inbox.queue.finish(session, row, deps.clock(), InboxState.DONE)
            if mine and event is not None:
                await _act(deps, session, event, answered, row.heard_at)
            return mine
    except NotHeld as lacking:
        if lacking.workspace_id in held:
            raise
        return await _carry_out(deps, row, event, answered, held | {lacking.workspace_id})


async def _failed(
    deps: Deps, row: InboxEvent, event: Event | None, held: frozenset[int], error: Exception
) -> None:
    """Try again for some minutes, then give the event up, and tell its sender so."""
    now = deps.clock()
    retry_at = RETRIES.next_at(row.attempts + 1, row.recorded_at, now)
    last = retry_at is None
    log.error("event failed", exc_info=error, extra={"last": last})
    async with deps.holding(*held) as session:
        mine = await inbox.queue.fail(session, row, now, retry_at=retry_at, error=failure(error))
        if mine and last and event is not None and event.text:
            sorry = Say(words_of(deps.settings).broke(f"E{row.id}"), changes_duty=True)
            await _answer(session, deps, event, None, [sorry], row.heard_at)


async def _act(
    deps: Deps,
    session: AsyncSession,
    event: Event,
    answered: Answered | None,
    heard_at: datetime,
) -> None:
    """Carry out one event, that LINE brought last at an instant, inside its transaction."""
    speaker = await speaker_of(session, event, workspace_told(event))
    if speaker.workspace is not None:
        check_held(session, speaker.workspace.id)
    if event.group_id is not None:
        if await _is_back(session, event, speaker, deps.clock()):
            speaker = await speaker_of(session, event)
        await _note_presence(session, event, speaker)
    elif event.chat == event.user_id:
        await membership.met_privately(session, event.chat, event.type, event.at, deps.clock())
    incoming = Incoming(deps, session, event, speaker, deps.clock())
    home = speaker.workspace.id if speaker.workspace else None
    still_holds = answered is not None and answered.workspace_id == home
    says = await (remember(incoming, answered) if answered and still_holds else _says(incoming))
    await _answer(session, deps, event, speaker, await with_workspace(incoming, says), heard_at)
    if answered is None:
        await collect(deps, session, event, speaker, heard_at)


async def _says(incoming: Incoming) -> list[Say]:
    event, speaker, words = incoming.event, incoming.speaker, words_of(incoming.deps.settings)
    match event.type:
        case "message" if not (event.text and is_command(event.text, event.mentioned)):
            return await hear(incoming)
        case "message" | "messageEdited":
            return await carry_out_and_go_on(incoming)
        case "postback":
            return await press(incoming)
        case "unsend" if event.unsent_message_id is not None:
            await _unsend(incoming, event.unsent_message_id)
            return []
        case "join" if speaker.place is Place.UNBOUND:
            return [Say(words.unbound_group())]
        case "follow" if not speaker.workspaces:
            return [Say(words.not_enrolled())]
        case _:
            return []


async def _unsend(incoming: Incoming, message_id: str) -> None:
    """Unsend a message where it was said: its group may be another's by now, or nobody's."""
    session, speaker = incoming.session, incoming.speaker
    home = await workspace_of(session, message_id, incoming.event.chat)
    if home is not None and (speaker.workspace is None or speaker.workspace.id != home):
        check_held(session, home)
        speaker = Speaker(speaker.place, await session.get_one(Workspace, home))
        incoming = replace(incoming, speaker=speaker)
    ctx = await context_of(incoming)
    await unsend.unsend_message(message_id, ctx, partial(read_stored, incoming, ctx))


async def _answer(
    session: AsyncSession,
    deps: Deps,
    event: Event,
    speaker: Speaker | None,
    says: list[Say],
    heard_at: datetime,
) -> None:
    group = speaker.group if speaker else None
    rides = deps.settings.ride_on_talk and event.gives_a_ride and group is not None
    if not (says or rides):
        return
    await enqueue_reply(
        session,
        chat=event.chat,
        reply_token=event.reply_token,
        says=says,
        group_id=group.id if group else None,
        now=deps.clock(),
        words=words_of(deps.settings),
        token_until=token_until(heard_at, event.at),
        person=speaker.person if speaker else None,
        route=deps.settings.waits.route,
    )


async def _is_back(session: AsyncSession, event: Event, speaker: Speaker, now: datetime) -> bool:
    """Whether this event tells that the bot is in a bound group again which it had left."""
    joined = event.type == "join"
    if event.type == "leave" or not (joined or speaker.place is Place.UNBOUND):
        return False
    return await membership.bot_is_there(session, event.chat, event.at, now, joined=joined)


async def _note_presence(session: AsyncSession, event: Event, speaker: Speaker) -> None:
    """Keep who is in a bound group up to date: mentions need it, and so do pushes."""
    at, group = event.at, speaker.group
    match event.type:
        case "leave":
            await membership.bot_left(session, event.chat, at)
        case _ if group is None:
            return
        case "memberLeft":
            await membership.members_left(session, event.chat, event.members, at)
        case "memberJoined":
            await membership.members_joined(session, group, event.members, at)
        case _ if event.user_id is not None and speaker.person is not None:
            await groups.saw_member(session, event.chat, event.user_id, at)
        case _ if event.user_id is not None:
            await membership.members_joined(session, group, (event.user_id,), at)
