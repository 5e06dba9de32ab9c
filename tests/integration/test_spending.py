"""What the month's messages went to: counted when LINE takes a request, told by `#quota`."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from channel import Channel, drain_outbox
from operating import Operator
from town import GATHERED

from bot import quota
from bot.line.api import QuotaFacts
from bot.outbox.enqueue import push_due_notices
from domain.issues.audit import SENDER
from domain.planner import Route
from domain.spending import Spent, Way, month_at
from models import outbox, revival, workspaces
from models.database import close_engine, open_engine, open_sessions
from models.groups import Group
from models.outbox import spending
from models.quota import last_told, note
from scheduler.jobs import ask_quota
from simulator.model.faults import ApiFaultKind

FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: ปภ.\nภายใน: พรุ่งนี้ 15.00 น."
FIRE = "#ประเด็น ไฟป่า\nถึง: กรมชลประทาน\nภายใน: พรุ่งนี้ 16.00 น."
HOUR = timedelta(hours=1)


async def spent(deps):
    """(told, billed, saved) by way and cause."""
    async with deps.reading() as session:
        found = await spending.of_month(session, month_at(deps.clock(), deps.settings.timezone))
    return {(each.way.value, each.cause): (each.told, each.billed, each.saved) for each in found}


async def billed(deps):
    """Our own count, and what is in doubt."""
    async with deps.reading() as session:
        month = month_at(deps.clock(), deps.settings.timezone)
        return await spending.billed(session, month), await spending.in_doubt(
            session, deps.clock() - 31 * 24 * HOUR
        )


@pytest.mark.anyio
async def test_what_is_billed_is_counted_as_line_counts_it(town):
    """Two announcements share a push, what the issuers hear rides, and LINE's sum is ours."""
    everybody = len(town.people)
    await ask_quota(town.deps)
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("ia", "issuer", FIRE)
    await town.later(GATHERED)
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")
    shown = await town.answer("ia", "admin", "#โควตา")
    await ask_quota(town.deps)

    assert await spent(town.deps) == {
        ("reply", "answer"): (4, 0, 0),
        ("group", "announcement"): (2, everybody, everybody),
        ("ride", "complete"): (1, 0, everybody),
        ("ride", "result"): (1, 0, 0),
    }
    async with town.deps.reading() as session:
        said = await last_told(session)
    assert said.used == said.counted == town.platform.quota.used == everybody
    assert said.in_doubt == 0
    assert f"ใช้ไปกับ: ประเด็นใหม่และการเปลี่ยนแปลง {everybody}\n" in shown
    assert f"แจ้งในกลุ่ม {everybody} ข้อความ แจ้งส่วนตัว 0 ข้อความ แจ้งไปพร้อมคำตอบ 0 เรื่อง" in shown
    assert f"ประหยัดได้ {everybody} ข้อความ" in shown
    assert "รอไปพร้อมคำตอบถัดไปในกลุ่ม 2 เรื่อง" in shown
    lines = (await town.client.get("/metrics")).text.splitlines()
    way = 'cause="announcement",way="group"'
    assert f"saphan_month_billed{{{way}}} {everybody}.0" in lines
    assert any(each.startswith("saphan_line_forecast ") for each in lines)
    assert 'saphan_waiting_to_be_told{waits_for="reply"} 0.0' in lines


@pytest.mark.anyio
async def test_where_people_are_told_a_ride_saves_what_they_would_have_cost(town):
    """News for two agencies save two messages; results would have waited for a reply."""
    town.set(route=Route.DIRECT)
    await ask_quota(town.deps)
    await town.answer("ia", "issuer", FLOOD.replace("ปภ.", "ปภ., กรมชลประทาน"))
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")
    await town.answer("ia", "admin", "#help")

    sums = await spent(town.deps)
    assert sums["ride", "announcement"] == (1, 0, 2)
    assert sums["ride", "result"] == (1, 0, 0)


@pytest.mark.anyio
async def test_a_push_to_a_person_costs_one_and_counts_for_their_workspace(town):
    async with town.deps.sessions.begin() as session:
        home = await workspaces.id_of(session, workspaces.MAIN)
        for key in ("admin", "guest"):
            await outbox.enqueue(
                session,
                chat=town.people[key],
                messages=[{"type": "text", "text": "news"}],
                about=[None],
                now=town.now,
                own=1,
                dedupe_key=f"admins-told:7:{key}",
            )
    await town.work()

    async with town.deps.reading() as session:
        found = await spending.by_workspace(
            session, month_at(town.now, town.deps.settings.timezone)
        )
    assert found == {
        spending.NOWHERE: [Spent(Way.PERSON, "copy", 1, billed=1)],
        home: [Spent(Way.PERSON, "copy", 1, billed=1)],
    }


@pytest.fixture
async def channel(deps, platform, carrier):
    channel = await Channel(deps, platform, carrier).bind()
    async with deps.reading() as session:
        group = await session.get_one(Group, channel.group_id)
    await quota.ask(deps, [group])
    return channel


@pytest.mark.anyio
async def test_a_push_whose_answer_was_lost_is_counted_once(channel):
    channel.fault(ApiFaultKind.LOST, "pushMessage", times=2)
    await channel.notice("report-filed:1")
    await push_due_notices(channel.deps)
    for _ in range(4):
        await channel.later()

    assert channel.platform.quota.used == 2
    assert await billed(channel.deps) == (2, 0)
    assert await spent(channel.deps) == {("group", "decision"): (1, 2, 0)}


@pytest.mark.anyio
async def test_a_push_that_is_tried_again_is_in_doubt_meanwhile(channel):
    channel.fault(ApiFaultKind.LOST, "pushMessage")
    await channel.notice("report-filed:1")
    await push_due_notices(channel.deps)
    told = []
    for _ in range(2):
        await drain_outbox(channel.deps)
        await quota.ask(channel.deps, ())
        async with channel.deps.reading() as session:
            said = await last_told(session)
        told.append((said.used, said.counted, said.in_doubt))
        channel.platform.clock.advance(HOUR)

    assert told == [(2, 0, 2), (2, 2, 0)]


class Settles:
    """A LINE that tells a number, while a push is settled that it knows of or not."""

    def __init__(self, deps, used):
        self.deps, self.used = deps, used

    async def quota(self):
        await _add_sum(self.deps, billed=300)
        return QuotaFacts(quota=None, used=self.used)


@pytest.mark.anyio
@pytest.mark.parametrize(("used", "counted"), [(0, 0), (300, 300), (900, 300)])
async def test_what_is_settled_while_line_is_asked_is_no_difference(deps, used, counted):
    await quota.ask(replace(deps, line=Settles(deps, used)), ())

    async with deps.reading() as session:
        assert (await last_told(session)).counted == counted


@pytest.mark.anyio
async def test_what_was_given_up_in_doubt_counts_until_it_lives_again(channel):
    channel.fault(ApiFaultKind.STATUS, "pushMessage", times=None, status=500)
    await channel.notice("issue-unsent:1")
    await push_due_notices(channel.deps)
    for _ in range(26):
        await channel.later(HOUR)
    assert await billed(channel.deps) == (0, 2)

    channel.platform.faults.clear()
    async with channel.deps.holding(1) as session:
        now = channel.deps.clock()
        await revival.revive(session, channel.group, now, actor=SENDER, everything=True)
    await push_due_notices(channel.deps)
    await drain_outbox(channel.deps)

    assert await billed(channel.deps) == (2, 0)


async def _add_sum(deps, billed):
    month = month_at(deps.clock(), deps.settings.timezone)
    async with deps.sessions.begin() as session:
        named = {"month": month, "workspace_id": 1, "way": "group", "cause": "list"}
        session.add(spending.SpentSum(**named, told=1, billed=billed, saved=0))


async def _seed(url):
    engine = open_engine(url)
    async with open_sessions(engine).begin() as session:
        home, now = await workspaces.id_of(session, workspaces.MAIN), datetime.now(UTC)
        month = month_at(now, ZoneInfo("Asia/Bangkok"))
        for way, cause, sums in (("group", "list", (2, 300, 300)), ("ride", "result", (1, 0, 300))):
            told, billed, saved = sums
            session.add(
                spending.SpentSum(
                    month=month,
                    workspace_id=home,
                    way=way,
                    cause=cause,
                    told=told,
                    billed=billed,
                    saved=saved,
                )
            )
        now = now.replace(day=15)  # far from the turn of the month
        said = {"quota": 15000, "used": 9000, "counted": 8000, "in_doubt": 0}
        await note(session, **said, asked_at=now, now=now)
    await close_engine(engine)


def test_an_operator_reads_what_the_month_went_to(tmp_path, database_url):
    operator = Operator(tmp_path, migrated=False)
    operator.settings["DATABASE_URL"] = database_url
    assert "LINE has not been asked yet" in operator.does("quota")
    asyncio.run(_seed(database_url))

    lines = operator.does("quota").splitlines()
    shaped = json.loads(operator.does("quota", "--json"))

    assert lines[1].startswith("Plan: 15000; used: 9000, 6000 left; forecast: ")
    assert lines[2] == "Our own count came to 8000 then: see `saphan doctor`."
    assert "           2         300         300  group list (main)" in lines
    assert "Saved by riding on answers: 300; by sharing pushes: 300." in lines
    assert lines[-1].startswith("The month is scarce. SAPHAN_RIDE_ON_TALK=on lets what people say")
    assert (shaped["line"]["plan"], shaped["line"]["differs"]) == (15000, True)
    assert shaped["by_cause"] == {"list": 300}
    assert shaped["by_way"] == {"reply": 0, "ride": 0, "group": 300, "person": 0}
    assert (shaped["saved_by_riding"], shaped["saved_by_sharing"]) == (300, 300)
    assert shaped["waiting"] == {}
