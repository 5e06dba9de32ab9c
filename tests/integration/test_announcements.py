"""The ledger of announcements tells of each agency what became of what it was to hear. Rule W7."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from bot.inbox.dispatcher import drain_inbox
from bot.outbox.enqueue import push_due_notices
from bot.outbox.sender import claim, deliver
from domain.lapsing import WAITS_FOR
from domain.planner import Route
from models import revival
from models.exports import Export
from models.notices import Notice
from models.notices.announcements import Announcement
from models.outbox import OutboxMessage, OutboxState
from scheduler.admins import tell_admins
from scheduler.auditor import audit_ledgers
from scheduler.jobs import ask_quota
from scheduler.lapsing import end_old_notices
from simulator.model.membership import Membership

pytestmark = pytest.mark.anyio

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: {}\nภายใน: พรุ่งนี้ 15.00 น."
BOTH = "ปภ. กรมชลประทาน"


async def ledger(town):
    """Agency, kind, status, way and reason of each announcement, as an operator gets them."""
    rows = await town.exported(Export.ANNOUNCEMENTS)
    return [
        (row["agency"], row["kind"], row["status"], row["way"], row["reason"])
        for row in sorted(rows, key=lambda row: (row["known_at"], row["agency"]))
    ]


async def of_one(town):
    return [row[1:] for row in await ledger(town)]


async def behind_its_back(town, statement):
    """Somebody changes rows by hand."""
    async with town.deps.sessions.begin() as session:
        await session.execute(statement)


async def faults(town):
    """Counts the faults that readiness tells of."""
    return (await town.client.get("/readyz")).json()["ledger_faults"]


@pytest.fixture
async def scarce(town):
    """A town whose month pays for people, not for its groups; ปภ. has a friend of the bot."""
    town.set(route=Route.AUTO)
    town.platform.quota.limit, town.platform.quota.used = 20, 15
    await ask_quota(town.deps)
    await town.hear("ddpm", "ddpm", "#help")
    return town


async def test_each_agency_has_a_row_until_line_has_taken_the_push(town):
    await town.answer("ia", "issuer", FLOOD.format(BOTH))
    opened = "issue-opened"
    assert await of_one(town) == [(opened, "told", "", "")] * 2

    await town.later(MINUTE)

    assert await ledger(town) == [
        ("MOAC-RID", opened, "delivered", "group", ""),
        ("MOI-DDPM", opened, "delivered", "group", ""),
    ]
    sent = {row.id for row in await town.rows(OutboxMessage) if row.state == OutboxState.SENT}
    assert {row.request_id for row in await town.rows(Announcement)} <= sent
    deadlines = {row.until for row in await town.rows(Announcement)}
    assert [each.isoformat() for each in deadlines] == ["2026-11-24T08:00:00+00:00"]


async def test_what_rode_on_an_answer_names_that_answer(town):
    await town.answer("ia", "issuer", FLOOD.format("ปภ."))

    await town.answer("ir", "rid", "#list")

    assert await of_one(town) == [("issue-opened", "delivered", "reply", "")]


async def test_who_is_told_alone_has_heard_and_the_other_still_waits_for_a_reason(scarce):
    await scarce.answer("ia", "issuer", FLOOD.format(BOTH))

    await scarce.later(20 * MINUTE)

    opened = "issue-opened"
    waits, told = await ledger(scarce)
    assert told == ("MOI-DDPM", opened, "delivered", "person", "")
    assert waits == ("MOAC-RID", opened, "told", "", "too dear")
    assert await faults(scarce) == 0
    await scarce.answer("ir", "rid", "#list")
    assert (await ledger(scarce))[0] == ("MOAC-RID", opened, "delivered", "reply", "")


async def test_who_is_refused_1_1_has_heard_what_the_group_was_told(scarce):
    Membership(scarce.platform).leaves(scarce.chats["ia"], scarce.people["ddpm"])
    await scarce.deliver()
    await scarce.answer("ia", "issuer", FLOOD.format("ปภ."))
    scarce.platform.clock.advance(16 * MINUTE)
    await push_due_notices(scarce.deps)
    scarce.says("ir", "rid", "#help")
    await scarce.deliver()
    await drain_inbox(scarce.deps)  # the whole rides on this answer
    rows = {row.chat: row for row in await claim(scarce.deps, 10)}

    await deliver(scarce.deps, rows[scarce.chats["ir"]])
    scarce.platform.quota.spent = True
    await deliver(scarce.deps, rows[scarce.people["ddpm"]])

    assert await of_one(scarce) == [("issue-opened", "delivered", "reply", "")]


async def test_an_edit_that_its_announcement_tells_is_told_with_it(town):
    await town.answer("ia", "issuer", FLOOD.format("ปภ."))
    await town.answer("ia", "issuer", "#แก้ไข 1 กำหนด: พรุ่งนี้ 16.00 น.")

    await town.later(MINUTE)

    kinds = [("issue-opened", "delivered"), ("issue-edited", "delivered")]
    assert sorted(row[:2] for row in await of_one(town)) == sorted(kinds)
    assert len({row.request_id for row in await town.rows(Announcement)}) == 1


async def test_what_is_pointless_before_it_was_told_is_dropped_with_the_reason(town):
    await town.answer("ia", "issuer", FLOOD.format("ปภ."))
    await town.answer("ia", "issuer", "#ยกเลิก 1 ซ้ำกับประเด็นเดิม")

    await town.later(MINUTE)

    found = {row[0]: row[1:] for row in await of_one(town)}
    assert found["issue-opened"] == ("dropped", "", "pointless")


async def test_who_passed_an_issue_on_hears_no_more_of_it(town):
    await town.answer("ia", "issuer", FLOOD.format("ปภ."))
    await town.answer("ia", "issuer", "#โอน 1 กรมชลประทาน ผิดหน่วย")
    await town.answer("ir", "rid", "#รายงาน 1 ระบายน้ำแล้ว")
    await town.answer("ia", "issuer", "#ปิด 1")

    ended = [row[0] for row in await ledger(town) if row[1] == "issue-ended"]
    assert ended == ["MOAC-RID"]


async def test_what_nobody_came_for_has_lapsed(town):
    town.set(route=Route.DIRECT)
    await town.answer("ia", "issuer", FLOOD.format("ปภ.").replace("พรุ่งนี้", "31 ธ.ค. 69"))
    town.platform.clock.advance(WAITS_FOR + DAY)

    await end_old_notices(town.deps)

    assert await of_one(town) == [("issue-opened", "dropped", "", "lapsed")]


async def refused(town):
    """LINE refuses an announcement until it is given up."""
    right, town.platform.channel.token = town.platform.channel.token, "another"
    await town.answer("ia", "issuer", FLOOD.format("ปภ.").replace("พรุ่งนี้", "วันพุธ"))
    for _ in range(7):
        await town.later(4 * HOUR - 5 * MINUTE)
    ((kind, status, *_),) = await of_one(town)
    assert (kind, status) == ("issue-opened", "failed")
    town.platform.channel.token = right
    town.platform.clock.advance(HOUR)


async def lives_again(town):
    """LINE takes messages again, and what is of use is gathered anew."""
    await ask_quota(town.deps)
    await tell_admins(town.deps)
    await town.later(MINUTE)


async def test_what_line_refused_has_failed_and_is_delivered_when_it_lives_again(town):
    await refused(town)
    await lives_again(town)

    assert [row[1] for row in await of_one(town)] == ["delivered"]
    assert await faults(town) == 0


async def test_what_is_stale_has_failed_until_an_operator_sends_it_all_the_same(town):
    await refused(town)
    await town.answer("ia", "issuer", "#ยกเลิก 1 ซ้ำกับประเด็นเดิม")
    await lives_again(town)
    (opened,) = [row for row in await town.rows(Notice) if row.dedupe_key.startswith("issue-op")]
    assert ("issue-opened", "failed") in [row[:2] for row in await of_one(town)]

    async with town.deps.holding(1) as session:
        await revival.requeue(session, opened.outbox_id, town.now)
    await town.later(MINUTE)

    assert ("issue-opened", "delivered") in [row[:2] for row in await of_one(town)]


async def test_who_opens_an_issue_while_the_bot_is_out_of_the_group_is_heard_when_it_is_back(town):
    Membership(town.platform).removes_bot(town.chats["ir"])
    await town.deliver()
    await town.work()
    await town.answer("ia", "issuer", FLOOD.format("ปภ."))
    await town.later(MINUTE)
    assert [row[:2] for row in await of_one(town)] == [("issue-opened", "told")]

    Membership(town.platform).invites_bot(town.chats["ir"])
    await town.deliver()
    await town.later(MINUTE)

    assert await of_one(town) == [("issue-opened", "delivered", "group", "")]
    assert [text for text in town.fresh("ir") if "น้ำท่วมขัง" in text]


async def test_a_spent_month_lets_it_wait_and_says_so(town):
    town.platform.quota.spent = True
    await town.answer("ia", "issuer", FLOOD.format("ปภ."))
    await town.later(MINUTE)
    assert [row[:3] for row in await of_one(town)] == [("issue-opened", "told", "")]

    await town.answer("ir", "rid", "#list")

    assert await of_one(town) == [("issue-opened", "delivered", "reply", "")]


async def test_the_auditor_puts_right_what_the_request_knows_better(town):
    await town.answer("ia", "issuer", FLOOD.format("ปภ."))
    town.platform.clock.advance(MINUTE)
    await push_due_notices(town.deps)
    await behind_its_back(town, update(OutboxMessage).values(state="sent", finished_at=town.now))

    await audit_ledgers(town.deps)
    await audit_ledgers(town.deps)

    ((kind, status, *_),) = await of_one(town)
    assert (kind, status, await faults(town)) == ("issue-opened", "delivered", 0)


async def test_what_nothing_holds_is_a_fault_that_the_admins_hear_of_once(town):
    await town.answer("ia", "issuer", FLOOD.format("ปภ."))
    await behind_its_back(town, delete(Notice))

    for _ in range(3):
        await audit_ledgers(town.deps)
        town.platform.clock.advance(MINUTE)
    await town.later(MINUTE)

    told = [text for text in town.fresh("admin") if "แจ้งผู้ดูแล" in text]
    assert (await faults(town), len(told)) == (1, 1)


@pytest.mark.parametrize("answer", ["#รับทราบ 1", "#รายงาน 1 ระบายน้ำแล้ว", None])
async def test_a_lost_one_is_no_fault_once_its_agency_need_not_hear_it(town, answer):
    await town.answer("ia", "issuer", FLOOD.format("ปภ."))
    await behind_its_back(town, delete(Notice))
    await audit_ledgers(town.deps)
    await town.later(MINUTE)
    await audit_ledgers(town.deps)
    assert await faults(town) == 1

    if answer:
        await town.answer("ir", "ddpm", answer)
    else:
        town.platform.clock.advance(2 * DAY)
    await audit_ledgers(town.deps)

    assert (await of_one(town), await faults(town)) == (
        [("issue-opened", "dropped", "", "lost")],
        0,
    )


async def test_all_that_was_announced_is_settled_and_the_simulator_agrees(scarce):
    for number in (1, 2):
        await scarce.answer("ia", "issuer", FLOOD.format(BOTH).replace("ขัง", f"ที่ {number}"))
        await scarce.later(20 * MINUTE)
    await scarce.answer("ir", "rid", "#list")
    await scarce.later(MINUTE)

    rows = await scarce.rows(Announcement)
    assert Counter(row.status for row in rows) == {"delivered": 4}
    requests = {row.id: row for row in await scarce.rows(OutboxMessage)}
    assert {requests[row.request_id].state for row in rows} == {OutboxState.SENT}
    told = [row for row in rows if row.way == "person"]
    assert len({row.request_id for row in told}) == len(told) == 2
