"""Refusals that pass, answers that may have been said, tokens that died: what is said then."""

from dataclasses import replace
from datetime import timedelta

import pytest
from channel import A_WHILE, Channel, drain_outbox
from sqlalchemy import select

from bot.line.api import LineAnswer, LineApi
from bot.outbox.enqueue import push_due_notices
from bot.outbox.sender import claim, retry_key
from bot.queue import LEASE
from domain.delivery import TOKEN_LIFE
from domain.say import Say
from models import outbox
from models.audit import AuditEntry
from models.groups import Group
from models.outbox import OutboxState
from models.unsend import Quoted, erase_quotations
from simulator.model.faults import ApiFaultKind
from simulator.model.membership import Membership

pytestmark = pytest.mark.anyio

STATUS, LOST = ApiFaultKind.STATUS, ApiFaultKind.LOST
SECOND = timedelta(seconds=1)


@pytest.fixture
async def channel(deps, platform, carrier):
    return await Channel(deps, platform, carrier).bind()


def fails_after_accepting(channel, times):
    """LINE does what it is asked, and answers 500 all the same."""
    left = iter(range(times))

    async def carry(*call, **more):
        answer = await channel.carrier(*call, **more)
        broken = answer.status == 200 and next(left, None) is not None
        return LineAnswer(500, {}, "Internal Server Error") if broken else answer

    channel.deps = replace(channel.deps, line=LineApi(carry))


async def bound(channel):
    async with channel.deps.reading() as session:
        return (await session.get_one(Group, channel.group_id)).left_at is None


async def audited(channel):
    """What the audit says of requests: the last word of each action."""
    async with channel.deps.reading() as session:
        found = await session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq))
        return [action.removeprefix("delivery.") for action in found]


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 410])
async def test_a_refusal_that_passes_costs_neither_the_group_nor_the_message(channel, status):
    channel.fault(STATUS, "pushMessage", times=2, status=status)
    if status == 403:  # the whole API refuses, the question about the group too
        channel.fault(STATUS, "getGroupSummary", times=1, status=status)
    await channel.answer("one")
    await drain_outbox(channel.deps)
    assert await bound(channel)

    if status != 409:  # under our key that means that it was accepted
        await channel.later(A_WHILE)
        await channel.later(A_WHILE)
        assert channel.said() == ["one"]
    assert (await channel.row()).state == OutboxState.SENT
    assert await audited(channel) == ["sent"]


async def test_only_the_404_to_the_question_about_the_group_means_that_we_are_out(channel):
    Membership(channel.platform).removes_bot(channel.group)
    await channel.answer("one")
    await drain_outbox(channel.deps)

    row = await channel.row()
    assert not await bound(channel)
    assert (row.state, row.error.partition(":")[0]) == (OutboxState.DEAD, "not in the group")
    assert channel.calls() == ["push", "summary"]


async def test_that_we_are_out_counts_though_our_clock_is_behind_lines(channel):
    async with channel.deps.sessions.begin() as session:
        group = await session.get_one(Group, channel.group_id)
        group.joined_at = channel.deps.clock() + A_WHILE * 420
    Membership(channel.platform).removes_bot(channel.group)
    await channel.answer("one")
    await drain_outbox(channel.deps)

    assert not await bound(channel)


async def test_a_5xx_after_line_accepted_a_reply_makes_no_second_answer(channel):
    fails_after_accepting(channel, times=1)
    await channel.answer("one", token=channel.token())
    await drain_outbox(channel.deps)
    await channel.later(SECOND * 2)

    assert (channel.said(), channel.calls()) == (["one"], ["reply", "reply"])
    assert (await channel.row()).state == OutboxState.ASSUMED
    assert await audited(channel) == ["assumed"]


async def test_a_5xx_after_line_accepted_a_push_makes_no_second_one(channel):
    fails_after_accepting(channel, times=1)
    await channel.answer("one")
    await drain_outbox(channel.deps)
    await channel.later(SECOND * 2)

    assert (channel.said(), channel.calls()) == (["one"], ["push", "push"])
    assert await audited(channel) == ["sent"]


async def test_what_failed_once_and_finds_its_token_dead_is_not_said_again(channel):
    """Accepted before the 5xx, and nobody was there to ask again within the minute."""
    fails_after_accepting(channel, times=1)
    await channel.answer("one", token=channel.token())
    await drain_outbox(channel.deps)
    await channel.later(TOKEN_LIFE * 2)
    await channel.answer("two", token=channel.token())
    await drain_outbox(channel.deps)

    assert channel.said() == ["one", "two"]
    assert await audited(channel) == ["dropped", "sent"]


async def test_refused_after_a_5xx_a_reply_is_tried_again_while_its_token_tells(channel):
    fails_after_accepting(channel, times=1)
    await channel.answer("one", token=channel.token())
    await drain_outbox(channel.deps)
    channel.fault(STATUS, times=2, status=403)
    for _ in range(30):
        await channel.later(SECOND * 2)

    assert (channel.said(), set(channel.calls())) == (["one"], {"reply"})
    assert await audited(channel) == ["assumed"]


async def test_what_was_accepted_before_the_month_was_spent_is_not_told_again(channel):
    """Killed before it was noted; asked again, LINE says that the month is spent."""
    await channel.answer("one")
    (row,) = await claim(channel.deps, 10)
    await channel.deps.line.push(row.chat, row.messages, retry_key(row))
    channel.fault(ApiFaultKind.MONTHLY_LIMIT)
    await channel.later(LEASE)
    assert (await channel.row()).state == OutboxState.WAITING

    await channel.later()

    assert channel.said() == ["one"]
    assert await audited(channel) == ["sent"]


@pytest.mark.parametrize("accepted", [True, False])
async def test_words_unsent_while_a_push_is_in_doubt_make_no_second_one(channel, accepted):
    await channel.answer("Flood at Ayutthaya")
    (row,) = await claim(channel.deps, 10)
    if accepted:
        await channel.deps.line.push(row.chat, row.messages, retry_key(row))
    nothing = frozenset()
    quoted = Quoted(
        frozenset({"Flood at Ayutthaya"}), nothing, nothing, row.recorded_at, nothing, True
    )
    async with channel.deps.sessions.begin() as session:
        await erase_quotations(session, [channel.group], quoted, "(unsent)")

    await channel.later(LEASE)

    assert channel.said() == ["Flood at Ayutthaya" if accepted else "(unsent)"]
    assert await audited(channel) == ["sent"]


async def test_why_a_request_was_given_up_is_known_when_its_words_are_erased(channel):
    token = channel.token()
    Membership(channel.platform).removes_bot(channel.group)
    await channel.answer("Flood at Ayutthaya", token=token)
    await channel.later(TOKEN_LIFE * 2)
    nothing, since = frozenset(), (await channel.row()).recorded_at
    quoted = Quoted(nothing, nothing, frozenset({token}), since, nothing, True)
    async with channel.deps.sessions.begin() as session:
        await erase_quotations(session, [channel.group], quoted, "(unsent)")

    row = await channel.row()
    assert (row.state, row.error) == (OutboxState.DEAD, "not in the group")
    assert row.messages == [{"type": "text", "text": "(unsent)"}]


async def test_after_an_outage_longer_than_the_token_an_answer_rides_and_is_never_pushed(channel):
    channel.fault(STATUS, times=None, status=503)
    await channel.notice("news", wait=A_WHILE * 20)
    await channel.answer("one", token=channel.token())
    await drain_outbox(channel.deps)
    for _ in range(3):
        await channel.later(TOKEN_LIFE / 2)
    channel.platform.faults.clear()
    await channel.later(A_WHILE)
    assert (channel.said(), set(channel.calls())) == ([], {"reply"})

    await channel.answer("two", token=channel.token())
    await drain_outbox(channel.deps)

    assert channel.said() == ["two", "news", "one"]
    assert channel.platform.quota.used == 0
    assert await audited(channel) == ["refused", "sent"]


@pytest.mark.parametrize("changes_duty", [True, False])
async def test_killed_before_the_call_and_back_after_the_minute_it_is_decided_anew(
    channel, changes_duty
):
    await channel.notice("news", wait=A_WHILE * 20)
    await channel.answer("one", token=channel.token(), changes_duty=changes_duty)
    await claim(channel.deps, 10)

    await channel.later(TOKEN_LIFE * 2)
    if changes_duty:
        assert (channel.said(), channel.calls()) == (["one", "news"], ["reply", "push"])
        assert await audited(channel) == ["refused", "sent"]
        return
    assert (channel.said(), channel.calls()) == ([], ["reply"])
    assert (await channel.row()).state == OutboxState.DROPPED
    assert await audited(channel) == ["dropped"]
    channel.platform.clock.advance(A_WHILE * 20)
    assert await push_due_notices(channel.deps) == 1


async def test_killed_after_the_call_and_back_within_the_minute_it_is_assumed(channel):
    await channel.answer("one", token=channel.token(), changes_duty=False)
    (row,) = await claim(channel.deps, 10)
    await channel.deps.line.reply(row.reply_token, row.messages)

    await channel.later(LEASE)

    assert (channel.said(), await audited(channel)) == (["one"], ["assumed"])


async def test_the_minute_begins_when_the_webhook_came_not_when_it_was_answered(channel):
    token, heard_at = channel.token(), channel.deps.clock()
    channel.platform.clock.advance(TOKEN_LIFE - SECOND)
    await channel.answer("one", token=token, token_until=heard_at + TOKEN_LIFE)
    await claim(channel.deps, 10)
    await channel.later(LEASE)

    assert (channel.said(), channel.calls()) == (["one"], ["reply", "push"])


async def test_the_minute_begins_anew_when_line_brings_the_event_again(channel):
    """Answered within the second minute, and killed before that was noted."""
    token = channel.token()
    await channel.answer("one", token=token)
    channel.platform.clock.advance(TOKEN_LIFE - SECOND)
    async with channel.deps.sessions.begin() as session:
        await outbox.prolong(session, [token], channel.deps.clock() + TOKEN_LIFE)
    channel.platform.tokens.delivered(token, redelivery=True)
    channel.platform.clock.advance(SECOND * 5)
    (row,) = await claim(channel.deps, 10)
    await channel.deps.line.reply(row.reply_token, row.messages)

    await channel.later(LEASE)

    assert (channel.said(), await audited(channel)) == (["one"], ["assumed"])


async def test_a_question_whose_token_has_died_costs_nothing(channel):
    await channel.notice("news", wait=A_WHILE * 20)
    await channel.answer("one", token=channel.token(), changes_duty=False)
    await channel.later(TOKEN_LIFE * 2)

    assert (channel.said(), channel.calls()) == ([], ["reply"])
    assert "its reply token has died" in (await channel.row()).error
    await channel.answer("two", token=channel.token(), changes_duty=False)
    await drain_outbox(channel.deps)
    assert channel.said() == ["two", "news"]


async def test_what_does_not_fit_into_the_reply_to_a_question_rides_on_the_next(channel):
    card = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": []}}
    cards = [Say(f"{number}", card=card) for number in range(6)]
    await channel.answer(*cards, token=channel.token(), changes_duty=False)
    await drain_outbox(channel.deps)
    await channel.answer("two", token=channel.token(), changes_duty=False)
    await drain_outbox(channel.deps)

    assert channel.said() == ["0", "1", "2", "3", "4", "two", "5"]
    assert channel.platform.quota.used == 0


async def test_in_a_private_chat_any_answer_may_cost_its_one_message(channel):
    Membership(channel.platform).follows(channel.nok)
    await channel.answer("one", to=channel.nok, changes_duty=False)
    await drain_outbox(channel.deps)

    assert channel.calls() == ["push"]


async def test_a_request_that_is_queued_again_has_a_key_for_its_new_day(channel):
    Membership(channel.platform).follows(channel.nok)
    channel.fault(ApiFaultKind.MONTHLY_LIMIT)
    await channel.answer("one", to=channel.nok)
    await drain_outbox(channel.deps)
    channel.platform.clock.advance(timedelta(hours=23))
    async with channel.deps.sessions.begin() as session:
        await outbox.queue.requeue(session, (await channel.row()).id, channel.deps.clock())
    await drain_outbox(channel.deps)

    (_, _, first), (_, _, second) = channel.carrier.calls
    assert first != second


@pytest.mark.parametrize(("hours", "calls"), [(23, ["push", "push"]), (25, ["push"])])
async def test_a_push_in_doubt_is_repeated_only_while_its_key_is_good(channel, hours, calls):
    await channel.answer("one")
    (row,) = await claim(channel.deps, 10)
    await channel.deps.line.push(row.chat, row.messages, retry_key(row))

    await channel.later(timedelta(hours=hours))

    assert (channel.said(), channel.calls()) == (["one"], calls)
    assert (await audited(channel)) == ["sent" if hours < 24 else "given_up"]
