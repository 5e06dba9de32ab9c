"""From what is to be said to rows of the outbox: answers first, and what waits rides along."""

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps, words_of
from bot.outbox import privately
from bot.outbox.withdraw import told_in_vain, withdraw
from domain.budget import Budget
from domain.calendar import Calendar
from domain.delivery import TOKEN_LIFE, may_cost
from domain.notices import answer_late, purpose_of
from domain.planner import Held, Route
from domain.reminders.schedule import QuietHours
from domain.rendering import MOST_OBJECTS, count_objects, offer, render, render_answer
from domain.say import Choice, Say
from domain.words import Words
from models import notices, outbox, quota, wording
from models.direct import budgets, carried
from models.direct.pressing import is_urgent
from models.groups import Group
from models.notices import Notice, telling
from models.people import Person
from models.reminders import briefs
from models.workspaces import Workspace

log = logging.getLogger(__name__)


async def enqueue_reply(
    session: AsyncSession,
    *,
    chat: str,
    reply_token: str | None,
    says: Sequence[Say],
    group_id: int | None,
    now: datetime,
    words: Words,
    token_until: datetime | None = None,
    person: Person | None = None,
    route: Route = Route.GROUP,
) -> None:
    """Put an answer into the outbox: a reply where there is a token.

    As many notices that wait for the bound group `group_id` as still fit travel with it, free of
    charge, in `words` that are true now (M16). What does not fit into one request, or has no token,
    is pushed if it may cost a push (M1), else it rides on the next reply; answers to questions are
    left to be asked for again (M21). Where there is nothing to answer, only notices travel (M19).
    `token_until` is how long the token surely works, `TOKEN_LIFE` from now if it is not given. With
    a reply to a `person` in their 1:1 chat goes what they are to be told, by `route` (M24).
    """
    rest = _in_one_reply(says, words)
    waiting: list[Notice] = []
    told: list[Notice] = []
    parts: list[privately.Part] = []
    if group_id is not None:
        pending = await wording.pending(session, group_id, words, now)
        told = _told_by(rest, pending.left)
        others = [notice for notice in pending.left if notice not in told]
        filled = await _filled(pending, [], others, behind=rest)
        waiting = [notice for notice in filled if notice not in told]
    elif reply_token and person is not None:
        parts = await privately.waiting_for(session, person, route, words, now)
    while rest or (waiting and reply_token):
        worth_a_push = may_cost(
            changes_duty=any(say.changes_duty for say in rest),
            private=chat.startswith("U"),
            only_asked=all(say.again for say in rest),
        )
        if reply_token is None and not worth_a_push:
            await _ride(session, group_id, rest, now)
            return
        answer, riders = render_answer(rest, [*map(_say, waiting), *(each.say for each in parts)])
        if riders.used < len(waiting):
            waiting.sort(key=lambda notice: notice.tell_at)  # what all know comes last
            answer, riders = render_answer(rest, [*map(_say, waiting)])
        request_id = await outbox.enqueue(
            session,
            chat=chat,
            messages=offer([*answer.messages, *riders.messages], rest[: answer.used]),
            about=[*answer.about, *riders.about],
            own=len(answer.messages),
            now=now,
            reply_token=reply_token,
            token_until=token_until or now + TOKEN_LIFE,
            may_cost=worth_a_push,
        )
        riding = [*waiting[: riders.used], *told]
        await notices.put_into(session, [notice.id for notice in riding], request_id)
        await privately.put_into(session, parts[: riders.used], chat, request_id, now)
        rest, told, reply_token = rest[answer.used :], [], None


async def _filled(
    pending: wording.Pending,
    worded: Sequence[Notice],
    others: Sequence[Notice],
    *,
    behind: Sequence[Say] = (),
) -> list[Notice]:
    """Word of what waits as much as a request has room for behind an answer; oldest first.

    What all know comes last: it is worded only where the rest has room. A request holds so little
    that what a long night has gathered need not be worded whole for each reply.
    """
    found, left = [*worded], sorted(others, key=lambda notice: notice.tell_at)
    while left and render_answer(behind, [*map(_say, found)])[1].used == len(found):
        some, left = left[:MOST_OBJECTS], left[MOST_OBJECTS:]
        found += [notice for notice in await pending.take(some) if notice not in found]
    return sorted(found, key=lambda notice: notice.id)


def _told_by(says: Sequence[Say], waiting: Sequence[Notice]) -> list[Notice]:
    """Return the notices that an answer tells itself: they travel with it without their words."""
    keys = tuple(f"{key}:" for say in says for key in say.tells)
    return [notice for notice in waiting if keys and notice.dedupe_key.startswith(keys)]


def _in_one_reply(says: Sequence[Say], words: Words) -> list[Say]:
    """Return says of which no answer to a question goes on behind the first request. Rule M21.

    What changes a duty is said first, then the shorter answers; the others can be asked for again.
    Where what changes a duty needs several requests, what to ask for again stands in the first.
    """
    if render(says).used == len(says):
        return list(says)
    told = [say for say in says if not say.again]
    questions = list(dict.fromkeys(say.again for say in says if say.again))
    answers = {each: [say for say in says if say.again == each] for each in questions}
    questions.sort(key=lambda each: sum(map(count_objects, answers[each])))
    for kept in range(len(questions), -1, -1):
        shown = [say for each in questions[:kept] for say in answers[each]]
        left = questions[kept:]
        pointer = [_ask_again(left, words)] if left else []
        fitting = [*told, *shown, *pointer]
        if render(fitting).used == len(fitting):
            return fitting
    return [*pointer, *told]


def _ask_again(questions: Sequence[str], words: Words) -> Say:
    """Offer the questions that one answer has no room for: each is one tap."""
    choices = tuple(Choice(each, each) for each in questions)
    return Say(words.ask_again(questions), choices=choices, again=questions[0])


async def _ride(
    session: AsyncSession, group_id: int | None, says: Sequence[Say], now: datetime
) -> None:
    """Let what is worth no push ride on the next reply; nothing rides in an unbound group."""
    if group_id is None:
        log.info("an answer was dropped: no reply is possible")
    else:
        await telling.ride(session, group_id, answer_late(uuid.uuid4()), says, now)


async def look_at_notices(deps: Deps) -> datetime | None:
    """Push the notices that cannot wait longer; return when the next one cannot."""
    seen = await _look(deps)
    if not (seen.in_vain or seen.homes):
        return seen.next_at
    await _push_seen(deps, seen)
    async with deps.reading() as session:
        return (await carried.ahead(session, seen.at)).next_at


async def push_due_notices(deps: Deps) -> int:
    """Turn the notices of each group that cannot wait longer into pushes; return how many."""
    return await _push_seen(deps, await _look(deps))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a look found: requests told `in_vain`, workspaces in which something is due.

    `direct` says whether people are told 1:1, `briefs` in which of them a morning brief is due,
    `next_at` when something falls due that is not yet.
    """

    at: datetime
    in_vain: list[tuple[int, uuid.UUID]]
    direct: bool
    homes: list[int]
    next_at: datetime | None
    briefs: frozenset[int] = frozenset()


async def _look(deps: Deps) -> _Seen:
    """Look for all that is to be done in one transaction: mostly nothing is."""
    now, settings = deps.clock(), deps.settings
    async with deps.reading() as session:
        ahead = await carried.ahead(session, now)
        in_vain = await told_in_vain(session, now) if ahead.untaken else []
        if not ahead.due:
            return _Seen(now, in_vain, False, [], ahead.next_at)
        direct = await quota.may_tell_people(session, settings.route, settings.timezone)
        due = await notices.groups_due(session, now, direct=direct)
        waking = await briefs.groups_due(session, now)
    homes, with_briefs = ([each.workspace_id for each in found] for found in (due, waking))
    whole = list(dict.fromkeys([*homes, *with_briefs]))
    return _Seen(now, in_vain, direct, whole, ahead.next_at, frozenset(with_briefs))


async def _push_seen(deps: Deps, seen: _Seen) -> int:
    """Push what is due; return how many pushes.

    As much of what waits for such a group goes along as has room, since a push costs the same
    however much it says; what may wait makes no push of its own. Several workers may do this at
    once: the first takes all that is due.
    """
    if seen.in_vain:
        await withdraw(deps, seen.in_vain)
        seen = await _look(deps)  # what was to be told so may be due again
    pushes = 0
    for workspace_id in seen.homes:
        async with deps.holding(workspace_id) as session:
            pushes += await _push_due(deps, session, workspace_id, seen)
    return pushes


async def _push_due(deps: Deps, session: AsyncSession, workspace_id: int, seen: _Seen) -> int:
    """Push what is due in a held workspace: to groups or people, and morning briefs."""
    now, direct, words = seen.at, seen.direct, words_of(deps.settings)
    route = deps.settings.waits.route
    home = await session.get_one(Workspace, workspace_id)
    calendar = await deps.known.calendar(session, home, deps.settings, now)
    pushes = 0
    for group in await notices.groups_due(session, now, direct=direct):
        if group.workspace_id == workspace_id:
            if deps.settings.quiet.released(now) > now:
                await _let_sleep(session, group, deps.settings.quiet, now, direct=direct)
            told = None
            if direct:
                told = await privately.tell_people(session, group, route, calendar, words, now)
            if told is None:
                budget = await budgets.of_group(session, group, route, calendar, now)
                told = await _push(session, group, words, budget, calendar, now)
            pushes += told
    for group in await briefs.groups_due(session, now) if workspace_id in seen.briefs else ():
        if group.workspace_id == workspace_id:
            pushes += await privately.tell_briefs(session, group, route, calendar, words, now)
    return pushes


async def _let_sleep(
    session: AsyncSession, group: Group, quiet: QuietHours, now: datetime, *, direct: bool
) -> None:
    """Let what has waited for long, and is due only now, wait until quiet hours end. Rule T5."""
    for notice in await notices.pending(session, group.id):
        until = quiet.lets_sleep_until(notice.created_at, now)
        due = notice.is_due(now, direct=direct)
        if not (until and due) or await is_urgent(session, notice):
            continue
        (notice.wait if direct else notice.put_off)(until, notice.held)


async def _push(
    session: AsyncSession,
    group: Group,
    words: Words,
    budget: Budget,
    calendar: Calendar,
    now: datetime,
) -> int:
    """Push what is due in a group, unless its causes have used up their part of the day (M31)."""
    pending = await wording.pending(session, group.id, words, now)
    waiting = await pending.take(each for each in pending.left if each.is_due(now))
    pushes, price = 0, group.member_count or 1
    while due := [notice for notice in waiting if notice.is_due(now)]:
        paid = [each for each in due if await budgets.pays_today(session, each, budget, price)]
        if not paid:
            for notice in due:
                notice.put_off(calendar.next_morning(now), Held.TODAY)
            break
        budget = budget.spend(purpose_of(paid[0].dedupe_key), price)
        waiting = await _filled(pending, waiting, pending.left)
        rendered = render([*map(_say, waiting)])
        if rendered.used < len(waiting):
            waiting.sort(key=lambda notice: not notice.is_due(now))
            rendered = render([*map(_say, waiting)])
        request_id = await outbox.enqueue(
            session,
            chat=group.line_group_id,
            messages=rendered.messages,
            about=rendered.about,
            now=now,
        )
        riding, waiting = waiting[: rendered.used], waiting[rendered.used :]
        await notices.put_into(session, [notice.id for notice in riding], request_id)
        pushes += 1
    return pushes


def _say(notice: Notice) -> Say:
    return Say.from_json(notice.say)
