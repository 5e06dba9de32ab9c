"""What LINE has not taken yet is taken back where its reminders have become pointless. Rule M32."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps, words_of
from domain.delivery import Doubt
from domain.notices import FROM_LEDGER, kind
from domain.reminders.schedule import Reason, pointless
from domain.rendering import is_fancy, plain, render
from domain.say import Say
from domain.words import Words
from models import carried, direct_parts, notices, outbox, reminders, wording
from models.groups import Group
from models.notices import Notice
from models.outbox import OutboxMessage, OutboxState
from models.reminders import Reminder

log = logging.getLogger(__name__)


async def withdraw_pointless(deps: Deps) -> None:
    """Word requests anew that LINE has refused so far, or let go those with nothing left to tell.

    What a person was to be told may have been said where LINE gave no answer: then it goes as it
    is, unless all of it is pointless.
    """
    now, words = deps.clock(), words_of(deps.settings)
    async with deps.reading() as session:
        waiting = await carried.not_taken(session, now)
        homes = [home for home, _, rows in waiting if await _pointless(session, rows, now)]
    for home in dict.fromkeys(homes):
        async with deps.holding(home) as session:
            for of, request_id, rows in await carried.not_taken(session, now):
                gone = await _pointless(session, rows, now) if of == home else {}
                row = await outbox.held(session, request_id) if gone else None
                if row is not None and row.state == OutboxState.WAITING and not row.is_leased(now):
                    await _withdraw(session, row, rows, gone, words, now)


async def _pointless(
    session: AsyncSession, rows: Sequence[Reminder], now: datetime
) -> dict[int, Reason]:
    """Return why reminders (ids) tell nothing any more."""
    nearer = await reminders.superseded(session, [row.id for row in rows])
    found = {row.id: pointless(row.facts(), now, superseded=row.id in nearer) for row in rows}
    return {id: reason for id, reason in found.items() if reason}


async def _withdraw(
    session: AsyncSession,
    row: OutboxMessage,
    rows: Sequence[Reminder],
    gone: Mapping[int, Reason],
    words: Words,
    now: datetime,
) -> None:
    inside = await notices.inside(session, row.id)
    if row.in_group:
        if kept := await _worded_anew(session, inside, words, now):
            _say_instead(row, [Say.from_json(each.say) for each in kept])
            return
    elif row.doubt == Doubt.NONE:
        await direct_parts.give_back(session, row.id, now)
    elif len(gone) < len(rows) or any(kind(each.dedupe_key) not in FROM_LEDGER for each in inside):
        return
    else:
        for each in rows:
            await carried.drop(session, [each], gone[each.id], now)
        for part in inside:
            await session.delete(part)
    row.state, row.finished_at = OutboxState.DROPPED, now
    log.info("A request has become pointless.", extra={"outbox_id": row.id})


async def _worded_anew(
    session: AsyncSession, inside: Sequence[Notice], words: Words, now: datetime
) -> list[Notice]:
    """Give notices of a group words that are true now; what tells nothing any more is deleted."""
    group, kept = await session.get_one(Group, inside[0].group_id), []
    for notice in inside:
        if await wording.reword(session, group, notice, words, now):
            kept.append(notice)
        else:
            await session.delete(notice)
    return kept


def _say_instead(row: OutboxMessage, says: list[Say]) -> None:
    """Let a request say this under its retry key: was an earlier try accepted, LINE knows it."""
    rendered = render(says)
    if rendered.used < len(says):
        return
    if not is_fancy(row.messages):
        rendered = plain(rendered.messages, rendered.about)
    row.messages, row.about = rendered.messages, rendered.about
