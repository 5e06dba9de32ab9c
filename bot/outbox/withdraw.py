"""What LINE has not taken yet is taken back where its reminders have become pointless. Rule M32."""

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps, words_of
from domain.delivery import Doubt
from domain.notices import REMINDER_ASKED, kind, record
from domain.reminders.schedule import Reason, pointless
from domain.rendering import is_fancy, plain, render
from domain.say import Say
from domain.words import Words
from models import issues, notices, outbox, reminders, wording
from models.direct import carried, notice_parts
from models.groups import Group
from models.notices import Notice, announcements
from models.notices.announcements import Dropped
from models.outbox import OutboxMessage, OutboxState
from models.reminders import Reminder
from models.wording.moment import is_owed

log = logging.getLogger(__name__)


async def told_in_vain(session: AsyncSession, now: datetime) -> list[tuple[int, uuid.UUID]]:
    """Return the requests (ids) that LINE has not taken and of which something is pointless.

    Each with the workspace (id) that it tells of.
    """
    return [
        (home, request_id)
        for home, request_id in await carried.not_taken(session, now)
        if any(each.some for each in await _pointless(session, request_id, now))
    ]


async def withdraw(deps: Deps, waiting: Sequence[tuple[int, uuid.UUID]]) -> None:
    """Word requests anew that LINE has refused so far, or let go those with nothing left to tell.

    What a person was to be told may have been said where LINE gave no answer: then it goes as it
    is, unless all of it is pointless.
    """
    now, words = deps.clock(), words_of(deps.settings)
    for home, request_id in waiting:
        async with deps.holding(home) as session:
            told = await _pointless(session, request_id, now)
            row = (
                await outbox.held(session, request_id) if any(each.some for each in told) else None
            )
            if row is not None and row.state == OutboxState.WAITING and not row.is_leased(now):
                await _withdraw(session, row, told, words, now)


@dataclass(frozen=True, slots=True)
class _Told:
    """A notice on its way; whether `some` of it, or `all`, is pointless, and which reminders.

    `agencies` (ids) are those that it still matters to.
    """

    notice: Notice
    some: bool
    all: bool
    agencies: Sequence[int]
    reminders: Sequence[tuple[Reminder, Reason]] = ()


async def _pointless(session: AsyncSession, request_id: uuid.UUID, now: datetime) -> list[_Told]:
    """Return what travels with a request, and what of it tells nothing any more."""
    return [
        await _held_against(session, notice, now)
        for notice in await notices.inside(session, request_id)
    ]


async def _held_against(session: AsyncSession, notice: Notice, now: datetime) -> _Told:
    to = notice.agencies
    if kind(notice.dedupe_key) == REMINDER_ASKED:
        issue = await issues.by_id(session, record(notice.dedupe_key))
        owing = {each.agency_id for each in issue.assignments if is_owed(each, each.deadline)}
        left = [each for each in to if each in owing]
        return _Told(notice, some=left != to, all=not left, agencies=left)
    rows = await reminders.held_by(session, notice.id)
    nearer = await reminders.superseded(session, [row.id for row in rows])
    found = ((row, pointless(row.facts(), now, superseded=row.id in nearer)) for row in rows)
    gone = [(row, reason) for row, reason in found if reason]
    over = bool(rows) and len(gone) == len(rows)
    return _Told(notice, some=bool(gone), all=over, agencies=to, reminders=gone)


async def _withdraw(
    session: AsyncSession, row: OutboxMessage, told: Sequence[_Told], words: Words, now: datetime
) -> None:
    if row.in_group:
        if kept := await _worded_anew(session, told, words, now):
            _say_instead(row, [Say.from_json(each.say) for each in kept])
            return
    elif not row.in_doubt:
        await notice_parts.give_back(session, row.id, now)
    elif not all(each.all for each in told):
        return
    else:
        for each in told:
            for reminder, reason in each.reminders:
                await carried.drop(session, [reminder], reason, now)
            await session.delete(each.notice)
    if row.in_doubt and row.doubt == Doubt.NONE:
        row.doubt = Doubt.DIED
    row.state, row.finished_at = OutboxState.DROPPED, now
    log.info("A request has become pointless.", extra={"outbox_id": row.id})


async def _worded_anew(
    session: AsyncSession, told: Sequence[_Told], words: Words, now: datetime
) -> list[Notice]:
    """Give notices of a group words that are true now; what tells nothing any more is deleted."""
    group, kept = await session.get_one(Group, told[0].notice.group_id), []
    for each in told:
        if await wording.reword(session, group, each.notice, words, now):
            each.notice.agencies = list(each.agencies)
            kept.append(each.notice)
        else:
            await announcements.drop(session, each.notice, Dropped.POINTLESS, now)
            await session.delete(each.notice)
    return kept


def _say_instead(row: OutboxMessage, says: list[Say]) -> None:
    """Let a request say this under its retry key: was an earlier try accepted, LINE knows it."""
    rendered = render(says)
    if rendered.used < len(says):
        return
    if not is_fancy(row.messages):
        rendered = plain(rendered.messages, rendered.about)
    row.messages, row.about = rendered.messages, rendered.about
