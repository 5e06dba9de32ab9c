"""What waits for a group gets its words anew when it is put into a request. Rule M16.

Until then a deadline may have been moved, a report filed, a request decided, and hours gone by.
"""

import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from domain import notices as topics
from domain.issues.audit import SCHEDULER
from domain.people_to_call import call
from domain.reminders.overdue_list import CUT_OFF, Listed, is_late
from domain.say import Say
from domain.words import Words
from models import holidays, notices
from models.database import will_pass
from models.direct import carried
from models.groups import Group, people_to_call
from models.notices import Notice, announcements, lapsing
from models.notices.announcements import Dropped
from models.reminders import overdue
from models.wording import month_short
from models.wording.issuers import escalated, passed, requested, waiting
from models.wording.issues import announced, changed, ended, unless_cancelled
from models.wording.moment import Moment, Told, dated
from models.wording.reminders import asked, from_ledger
from models.wording.reports import complete, filed, noted, returned, taken_back

log = logging.getLogger(__name__)

_TELLING_ALL = frozenset({topics.DEADLINES_PASSED, topics.REQUESTS_WAIT})
_AS_IT_READS = frozenset({topics.ISSUE_OPENED, topics.ISSUE_EDITED})


class Pending:
    """What waits for a group, oldest first; what is taken of it gets words that are true now. M16.

    What has nothing to tell any more is deleted. Of what issuers hear with a free reply the oldest
    tells all: an answer that was not said may have let another one wait beside it. So does the
    oldest of the edits of an issue, and its announcement where that waits.
    """

    def __init__(
        self,
        session: AsyncSession,
        group_id: int,
        waiting: Sequence[Notice],
        words: Words,
        now: datetime,
    ) -> None:
        self._waiting = waiting
        self._session, self._group_id, self._words, self._now = session, group_id, words, now
        self._worded: dict[Notice, Worded] = {}
        self._telling: dict[Notice, Notice] = {}

    @property
    def left(self) -> list[Notice]:
        """What has no words of now yet."""
        return [notice for notice in self._waiting if notice not in self._worded]

    async def take(self, wanted: Iterable[Notice]) -> list[Notice]:
        """Word notices; return those that tell them, in that order, each once."""
        telling = [await self._word(notice) for notice in wanted]
        if over := [notice for notice, how in self._worded.items() if how is Worded.OVER]:
            await lapsing.let_lapse(self._session, await self._group(), over, self._now)
            self._worded |= dict.fromkeys(over, Worded.NOTHING)
        return list(dict.fromkeys(notice for notice in telling if notice is not None))

    async def _group(self) -> Group:
        return await self._session.get_one(Group, self._group_id)

    async def _word(self, notice: Notice) -> Notice | None:
        """Return the notice that tells what this one has to tell, if there is any."""
        if notice in self._worded:
            return self._telling.get(notice)
        for earlier in self._waiting:
            if earlier.id >= notice.id:
                break
            if not _tells(earlier, notice) or await self._word(earlier) is not earlier:
                continue
            if self._worded[earlier] is Worded.ANEW:
                earlier.take_over(notice)
                return await self._let_go(notice, earlier)
        outcome = Worded.KEPT
        if notice.say:
            group = await self._group()
            outcome = await word(self._session, group, notice, self._words, self._now)
        if outcome is Worded.NOTHING:
            return await self._let_go(notice, None)
        self._worded[notice] = outcome
        if outcome is not Worded.OVER:
            self._telling[notice] = notice
        return self._telling.get(notice)

    async def _let_go(self, notice: Notice, told_by: Notice | None) -> Notice | None:
        log.info("A notice has become pointless.", extra={"notice": notice.dedupe_key})
        if told_by is None:
            await announcements.drop(self._session, notice, Dropped.POINTLESS, self._now)
        else:
            await announcements.move(self._session, notice, told_by.id)
        await self._session.delete(notice)
        self._worded[notice] = Worded.NOTHING
        if told_by is not None:
            self._telling[notice] = told_by
        return told_by


async def pending(session: AsyncSession, group_id: int, words: Words, now: datetime) -> Pending:
    """Return what waits for a group; the rows are held until the commit."""
    waiting = await notices.pending(session, group_id)
    return Pending(session, group_id, waiting, words, now)


def _tells(earlier: Notice, notice: Notice) -> bool:
    """Whether an earlier notice tells, in words of now, all that another one does."""
    before, kind = topics.kind(earlier.dedupe_key), topics.kind(notice.dedupe_key)
    if kind in _TELLING_ALL:
        return before == kind
    of_one = earlier.say.get("about") == notice.say.get("about") is not None
    # Whom the earlier one was told 1:1 has not heard of the later.
    anew = not earlier.reached and not notice.reached
    return kind == topics.ISSUE_EDITED and before in _AS_IT_READS and of_one and anew


class Worded(StrEnum):
    """What became of a notice's words; it keeps its own where there is no making them anew."""

    ANEW = "anew"
    KEPT = "kept"
    NOTHING = "nothing"
    OVER = "over"  # it waited until it was of no use any more


async def word(
    session: AsyncSession, group: Group, notice: Notice, words: Words, now: datetime
) -> Worded:
    """Give a notice its words."""
    if await lapsing.is_over(session, notice, now):
        return Worded.OVER
    how, said = await _said_now(_moment(session, group, notice, words, now))
    if said is not None:
        notice.say = said.as_json()
    return how


async def reword(
    session: AsyncSession, group: Group, notice: Notice, words: Words, now: datetime
) -> bool:
    """Give a notice words that are true now; false where there is nothing left to tell."""
    return await word(session, group, notice, words, now) is not Worded.NOTHING


async def for_person(
    session: AsyncSession,
    group: Group,
    notice: Notice,
    agencies: Collection[int],
    words: Words,
    now: datetime,
) -> Say | None:
    """Return what a notice tells somebody of these agencies (ids) 1:1, if anything."""
    _, said = await _said_now(_moment(session, group, notice, words, now, only=agencies))
    return replace(said, mentions=(), call="") if said else None


def is_same_for_all(notice: Notice) -> bool:
    """Whether a notice tells everybody 1:1 the same, and not each what is theirs."""
    return topics.kind(notice.dedupe_key) not in topics.REMINDERS


async def _said_now(moment: Moment) -> tuple[Worded, Say | None]:
    """Return what there is to tell, in a group with the names of those called, if anything."""
    key, session, group = moment.key, moment.session, moment.group
    anew = _ANEW.get(topics.kind(key))
    if anew is None:
        return Worded.KEPT, dated(moment)
    try:
        async with session.begin_nested():
            told = await anew(moment)
            agencies = [each for each in told.agencies if moment.concerns(each.id)] if told else []
            calls = agencies and moment.only is None
            people = await people_to_call.in_group(session, group, agencies) if calls else {}
    except Exception as error:  # whatever is wrong with one, the others must not wait for it
        if will_pass(error):
            raise
        log.exception("A notice keeps the words that it was left with.", extra={"notice": key})
        return Worded.KEPT, dated(moment)
    if told is None:
        return Worded.NOTHING, None
    return Worded.ANEW, call(told.say, people, key.rpartition(":")[0], moment.words)


def _moment(
    session: AsyncSession,
    group: Group,
    notice: Notice,
    words: Words,
    now: datetime,
    only: Collection[int] | None = None,
) -> Moment:
    said, made = Say.from_json(notice.say), notice.created_at
    return Moment(
        session,
        group,
        notice.id,
        notice.dedupe_key,
        made,
        now,
        words,
        said,
        reached=notice.reached,
        only=only,
        tell_at=notice.tell_at,
        held=bool(notice.held),
    )


async def _overdue(moment: Moment) -> Told | None:
    """List what is overdue now; where nothing is left, the record of the hour says so."""
    slot = topics.instant_of(moment.key)
    home = moment.group.workspace_id
    outcome, say = Listed.MISSED, None
    if moment.now - slot <= CUT_OFF:
        found = await overdue.overdue_now(moment.session, moment.group, moment.made, moment.now)
        late = is_late(slot, moment.now)
        say = overdue.overdue_say(found, moment.words, moment.now, late=late)
        outcome = found.outcome
    if say is None:
        doubted = (await carried.in_doubt(moment.session, [moment.notice_id])).get(moment.notice_id)
        await overdue.drop_slot(
            moment.session,
            home,
            moment.group.id,
            slot,
            moment.now,
            outcome,
            actor=SCHEDULER,
            **doubted.noted() if doubted else {},
        )
        return None
    return Told(say)


async def _month_spent(moment: Moment) -> Told | None:
    """Tell of a spent month as long as there is no room again, or something is held back."""
    session, home, words = moment.session, moment.group.workspace_id, moment.words
    short = await month_short.look(session, home)
    if not short:
        return None
    calendar = await holidays.working_days(session, words.tz, words.language, moment.now)
    return Told(await month_short.say(session, home, short, calendar, words, moment.now))


_ANEW: dict[str, Callable[[Moment], Awaitable[Told | None]]] = {
    topics.ISSUE_OPENED: announced,
    topics.ISSUE_EDITED: changed,
    "deadline-extended": unless_cancelled,
    "transferred": unless_cancelled,
    topics.ISSUE_ENDED: ended,
    "issue-ended-by-issuers": ended,
    **dict.fromkeys(topics.FROM_LEDGER, from_ledger),
    topics.REMINDER_ASKED: asked,
    topics.OVERDUE: _overdue,
    topics.REQUEST_MADE: requested,
    "report-filed": filed,
    "report-noted": noted,
    "report-returned": returned,
    "report-unsent": taken_back,
    "all-reported": complete,
    topics.DEADLINES_PASSED: passed,
    topics.REQUESTS_WAIT: waiting,
    topics.ESCALATED: escalated,
    topics.MONTH_SPENT: _month_spent,
    topics.MONTH_SHORT: _month_spent,
}
