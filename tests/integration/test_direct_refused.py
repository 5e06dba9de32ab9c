"""What a person was not told 1:1 is told otherwise: a deputy, the group, or another day. M27."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from test_direct import FLOOD, MINUTE, make_friends, open_issue, pay_for_deputies, quiet, states

from bot.inbox.dispatcher import drain_inbox
from bot.line.api import LineAnswer, LineApi
from bot.outbox.enqueue import push_due_notices
from bot.outbox.sender import claim, deliver, retry_key
from domain.planner import Route
from models import groups, notices, people
from models.groups import Group, GroupKind
from models.notices import Notice
from models.outbox import OutboxMessage
from models.people import Person, friends
from models.roster import appointments
from scheduler.admins import tell_admins
from scheduler.jobs import ask_quota
from simulator.model.membership import Membership

pytestmark = pytest.mark.anyio
__all__ = ["quiet"]  # the fixture

TOMORROW = FLOOD.replace("วันนี้ 12.30", "พรุ่งนี้ 15.00")


class Refusing:
    """LINE, which takes no push to one person."""

    def __init__(self, inner, to):
        self.inner, self.to = inner, to

    async def __call__(self, method, path, body=None, headers=None, seconds=None):
        if path.endswith("/message/push") and (body or {}).get("to") == self.to:
            return LineAnswer(400, {}, '{"message": "Failed to send messages"}')
        return await self.inner(method, path, body, headers, seconds)


async def a_deadline_passes(town):
    """Somebody and the deputy are to be told that the deadline has passed; nobody is yet."""
    await town.speaks_for("nobody", "MOI-DDPM")
    await make_friends(town, "nobody")
    await pay_for_deputies(town)
    await open_issue(town, "ปภ.")
    await town.tick(15 * MINUTE)
    await town.later(8 * MINUTE)
    town.fresh("ddpm")
    await town.tick(180 * MINUTE)
    town.platform.clock.advance(8 * MINUTE)


async def passed(town):
    return [each for each in await states(town, "passed")]


async def test_what_is_refused_for_the_first_and_the_deputy_waits_for_the_group(quiet):
    await a_deadline_passes(quiet)
    quiet.platform.quota.spent = True
    await quiet.work()
    assert quiet.fresh("ddpm") == quiet.fresh("nobody") == []
    await quiet.later(20 * MINUTE)

    assert "น้ำท่วมขัง" in await quiet.answer("ir", "rid", "#help")
    assert await passed(quiet) == [("delivered", "reply")]


async def test_a_reminder_that_the_deputy_read_was_delivered(quiet):
    await a_deadline_passes(quiet)
    await push_due_notices(quiet.deps)
    rows = {row.chat: row for row in await claim(quiet.deps, 10)}
    quiet.platform.quota.spent = True
    await deliver(quiet.deps, rows[quiet.people["ddpm"]])
    quiet.platform.quota.spent = False
    await deliver(quiet.deps, rows[quiet.people["nobody"]])

    assert (quiet.fresh("ddpm"), len(quiet.fresh("nobody"))) == ([], 1)
    assert await passed(quiet) == [("delivered", "person")]


async def test_who_takes_no_message_holds_up_nobody(quiet):
    await open_issue(quiet, "ปภ.")
    line = LineApi(Refusing(quiet.carrier, quiet.people["ddpm"]))
    quiet.app.state.deps = replace(quiet.deps, line=line)
    await quiet.tick(15 * MINUTE)
    await quiet.later(8 * MINUTE)
    await quiet.later(MINUTE)

    assert "น้ำท่วมขัง" in await quiet.answer("ir", "rid", "#help")
    assert await states(quiet) == [("delivered", "reply")]


async def test_refused_again_and_again_it_still_has_a_key(quiet):
    await open_issue(quiet, "ปภ.")
    await quiet.tick(15 * MINUTE)
    for _ in range(5):  # LINE tells of room, for its number is approximate, and takes nothing
        quiet.platform.quota.spent = False
        await ask_quota(quiet.deps)
        quiet.platform.quota.spent = True
        await quiet.later(16 * MINUTE)

    assert max(len(each.dedupe_key) for each in await quiet.rows(Notice)) < 100


async def test_an_answer_that_dies_gives_back_what_rode_on_it(quiet):
    await open_issue(quiet, "ปภ.")
    await quiet.tick(15 * MINUTE)
    quiet.says("ddpm", "ddpm", "#รับทราบ 1")
    await quiet.deliver()
    await drain_inbox(quiet.deps)
    quiet.platform.quota.spent = True
    await quiet.later(2 * MINUTE)
    await quiet.later(MINUTE)

    assert "น้ำท่วมขัง" in await quiet.answer("ir", "rid", "#help")
    assert await states(quiet) == [("delivered", "reply")]


async def test_an_announcement_is_told_though_both_its_ways_fail(quiet):
    Membership(quiet.platform).leaves(quiet.chats["ia"], quiet.people["ddpm"])
    await quiet.deliver()
    await quiet.answer("ia", "issuer", TOMORROW.format("ปภ."))
    quiet.platform.clock.advance(16 * MINUTE)
    await push_due_notices(quiet.deps)
    quiet.says("ir", "rid", "#help")
    await quiet.deliver()
    await drain_inbox(quiet.deps)  # the whole rides on this answer
    quiet.platform.quota.spent = True
    rows = {row.chat: row for row in await claim(quiet.deps, 10)}
    await deliver(quiet.deps, rows[quiet.people["ddpm"]])
    quiet.platform.clock.advance(3 * MINUTE)
    await deliver(quiet.deps, rows[quiet.chats["ir"]])
    quiet.platform.quota.spent = False
    await ask_quota(quiet.deps)
    for _ in range(3):
        await quiet.later(16 * MINUTE)

    assert "น้ำท่วมขัง" in "".join(quiet.fresh("ddpm"))


async def test_a_group_that_is_replaced_loses_nothing_that_people_were_to_be_told(quiet):
    await open_issue(quiet, "ปภ.")
    await quiet.tick(15 * MINUTE)
    quiet.platform.clock.advance(8 * MINUTE)
    await push_due_notices(quiet.deps)
    fresh = Membership(quiet.platform).new_group("ir2", list(quiet.people.values()))
    quiet.chats["ir2"] = fresh.group_id
    quiet.platform.webhooks.drain()
    home = (await quiet.rows(Group))[0].workspace_id
    async with quiet.deps.holding(home) as session:
        old = await groups.active(session, home, GroupKind.IR)
        old.left_at = old.replaced_at = quiet.now
        new = Group(workspace_id=home, kind="ir", line_group_id=fresh.group_id)
        session.add(new)
        await session.flush()
        await notices.pass_on(session, old.id, new.id)
    quiet.platform.quota.spent = True
    await quiet.work()

    assert "น้ำท่วมขัง" in await quiet.answer("ir2", "rid", "#help")


async def test_who_blocks_before_it_is_sent_was_not_told(quiet):
    await open_issue(quiet, "ปภ.")
    await quiet.tick(15 * MINUTE)
    quiet.platform.clock.advance(8 * MINUTE)
    await push_due_notices(quiet.deps)
    Membership(quiet.platform).blocks(quiet.people["ddpm"])
    await quiet.deliver()
    await quiet.work()

    assert await states(quiet) == [("told", "")]


@pytest.mark.parametrize("taken", [True, False])
async def test_who_blocks_while_a_push_is_in_doubt_was_told_if_line_took_it(quiet, taken):
    """Its sender died: asked again under the same key, LINE tells whether it had taken it."""
    await open_issue(quiet, "ปภ.")
    await quiet.tick(15 * MINUTE)
    quiet.platform.clock.advance(8 * MINUTE)
    await push_due_notices(quiet.deps)
    (row,) = await claim(quiet.deps, 10)
    if taken:
        await quiet.deps.line.push(row.chat, row.messages, retry_key(row))
    quiet.platform.clock.advance(timedelta(seconds=1))
    Membership(quiet.platform).blocks(quiet.people["ddpm"])
    await quiet.deliver()
    await quiet.work()
    await quiet.later(MINUTE)

    told = "น้ำท่วมขัง" in await quiet.answer("ir", "rid", "#help")
    assert told is not taken
    assert await states(quiet) == [("delivered", "person" if taken else "reply")]


async def two_homes(town):
    """The person of ปภ. sits in two workspaces, and both remind of an issue at the same time."""
    await town.settle("north", "n")
    town.set(route=Route.AUTO)
    town.platform.quota.limit, town.platform.quota.used = 20, 13
    await ask_quota(town.deps)
    async with town.deps.sessions.begin() as session:
        await friends.followed(session, town.people["ddpm"], town.now)
    for chat, headline in (("ia", "น้ำท่วมขัง"), ("nia", "หมอกควัน")):
        text = FLOOD.format("ปภ.").replace("น้ำท่วมขัง", headline)
        await town.answer(chat, "issuer", text)
    await town.later(16 * MINUTE)
    town.fresh("ddpm")
    await town.tick(15 * MINUTE)
    town.platform.clock.advance(8 * MINUTE)
    await push_due_notices(town.deps)


async def test_who_is_of_two_workspaces_and_suspended_in_one_is_told_by_the_other(town):
    await two_homes(town)
    person = next(each for each in await town.rows(Person) if each.name.startswith("สมชาย"))
    async with town.deps.holding(person.workspace_id) as session:
        operation = appointments.Operation(session, town.now)
        await appointments.suspend(operation, await people.get(session, person.id))
    await town.work()

    (told,) = town.fresh("ddpm")
    assert "หมอกควัน" in told
    assert "น้ำท่วมขัง" not in told
    assert [row.state for row in await town.rows(OutboxMessage)].count("dropped") == 1


async def test_admins_hear_once_that_the_month_does_not_reach_everybody(quiet):
    await open_issue(quiet, "กรมชลประทาน")
    await quiet.tick(15 * MINUTE)
    for _ in range(3):
        await quiet.later(8 * MINUTE)
        await tell_admins(quiet.deps)

    told = [each for each in await quiet.rows(Notice) if each.dedupe_key.startswith("month-short")]
    assert len(told) == 1
    assert "กรมชลประทาน" in told[0].say["text"]
    assert "เพิ่มระบบเป็นเพื่อน" in told[0].say["text"]


async def test_admins_hear_that_the_month_is_spent_1_1(quiet):
    await make_friends(quiet, "admin")
    await open_issue(quiet, "ปภ.")
    await quiet.tick(15 * MINUTE)
    quiet.platform.quota.spent = True
    await quiet.later(8 * MINUTE)
    await tell_admins(quiet.deps)

    keys = [each.dedupe_key for each in await quiet.rows(OutboxMessage) if each.dedupe_key]
    assert any(each.startswith("month-spent") for each in keys)


async def test_what_a_month_held_back_is_told_of_once_and_decided_anew_when_it_turns(quiet):
    quiet.platform.clock.set(datetime(2026, 11, 30, 9, 0, tzinfo=UTC))
    await make_friends(quiet, "ddpm")
    await quiet.answer("ia", "issuer", TOMORROW.format("ปภ."))
    quiet.platform.quota.spent = True
    await ask_quota(quiet.deps)
    await quiet.answer("ia", "issuer", "#เตือน 1")
    await tell_admins(quiet.deps)
    (held,) = [each for each in await quiet.rows(Notice) if each.held]

    quiet.platform.clock.set(datetime(2026, 11, 30, 17, 1, tzinfo=UTC))
    await tell_admins(quiet.deps)
    quiet.platform.quota.spent = False
    await ask_quota(quiet.deps)
    await tell_admins(quiet.deps)

    keys = [each.dedupe_key for each in await quiet.rows(Notice)]
    assert [each for each in keys if each.startswith("month-")] == ["month-spent:1:2026-11:1"]
    (again,) = [each for each in await quiet.rows(Notice) if each.id == held.id]
    assert (again.held, again.tell_at) == ("", quiet.now)


async def test_what_waits_for_line_is_spent(town):
    """The last working day: eleven messages are left, and a push to a group costs eight."""
    town.platform.clock.advance(timedelta(days=7))
    quota = town.platform.quota
    quota.charge(quota.remaining - 11)
    await ask_quota(town.deps)
    town.set(route="auto")
    for headline in ("น้ำท่วม", "ไฟป่า", "ฝุ่น"):
        await town.answer("ia", "issuer", FLOOD.format("กรมชลประทาน").replace("น้ำท่วมขัง", headline))
    for _ in range(3):
        town.platform.clock.advance(8 * MINUTE)
        await push_due_notices(town.deps)

    pushes = [row for row in await town.rows(OutboxMessage) if row.chat == town.chats["ir"]]
    assert sum(row.kind == "push" for row in pushes) <= 1
