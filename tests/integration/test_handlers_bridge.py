"""The bridge between the groups: announcements gathered, notices that ride with free replies."""

from datetime import timedelta

import pytest
from sqlalchemy import delete
from town import GATHERED

from models.groups import Group, GroupKind
from scheduler.jobs import ask_quota
from simulator.model.faults import ApiFault, ApiFaultKind

pytestmark = pytest.mark.anyio

FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: ปภ., กรมชลประทาน\nภายใน: วันนี้ 15.00 น."
FIRE = "#ประเด็น ไฟป่า\nถึง: ปภ.\nภายใน: วันนี้ 16.00 น."


@pytest.fixture
def pushes(town):
    """The number of messages that pushes cost so far, in shares of one push to all."""
    return lambda: town.platform.quota.used / len(town.people)


async def test_issues_of_ten_seconds_are_announced_in_one_push(town, pushes):
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("ia", "issuer", FIRE)
    await town.later(GATHERED / 2)
    assert town.fresh("ir") == []

    await town.later(GATHERED / 2)

    first, second = town.fresh("ir")
    assert "น้ำท่วมขัง" in first
    assert "ไฟป่า" in second
    assert pushes() == 1


async def test_an_announcement_rides_free_with_a_reply_that_comes_first(town, pushes):
    await town.answer("ia", "issuer", FLOOD)

    # Whoever has spoken is known to be there, and is called.
    answer, announced, called = await town.hear("ir", "ddpm", "#help")
    await town.later()

    assert "#รายงาน" in answer
    assert "น้ำท่วมขัง" in announced
    assert "โปรดรับทราบ" in called
    assert town.fresh("ir") == []
    assert pushes() == 0


async def test_issuers_hear_of_a_first_report_with_their_next_answer(town, pushes):
    await town.answer("ia", "issuer", FLOOD)
    await town.hear("ir", "ddpm", "#report 1 ok")
    assert town.fresh("ia") == []

    answer, told = await town.hear("ia", "issuer", "#list")

    assert "#1 น้ำท่วมขัง" in answer
    assert "กรมป้องกันและบรรเทาสาธารณภัย รายงานแล้ว ทันกำหนด" in told
    assert "ยังรออีก 1" in told
    assert pushes() == 0


async def test_issuers_who_ask_nothing_hear_of_a_first_report_after_a_while(town, pushes):
    await town.answer("ia", "issuer", FLOOD)
    await town.hear("ir", "ddpm", "#report 1 ok")
    before = pushes()

    await town.later(town.deps.settings.notice_wait)

    (told,) = town.fresh("ia")
    assert "รายงานแล้ว" in told
    assert pushes() == before + 1


async def test_m3_where_line_counts_messages_a_first_report_is_worth_no_push(town, pushes):
    await ask_quota(town.deps)
    await town.answer("ia", "issuer", FLOOD)
    await town.hear("ir", "ddpm", "#report 1 ok")
    before = pushes()

    await town.later(timedelta(hours=8))

    assert (town.fresh("ia"), pushes()) == ([], before)
    assert any("รายงานแล้ว" in each for each in await town.hear("ia", "issuer", "#help"))


async def test_issuers_hear_at_once_that_all_have_reported(town, pushes):
    await town.answer("ia", "issuer", FLOOD)
    await town.hear("ir", "ddpm", "#report 1 ok")
    await town.hear("ir", "rid", "#report 1 ok")

    await town.later()

    *reports, complete = town.fresh("ia")
    assert len(reports) == 2
    assert "รายงานครบทุกหน่วยงานแล้ว ทันกำหนด 2 จาก 2" in complete
    assert pushes() == 1


async def test_further_reports_and_progress_are_not_told(town):
    await town.answer("ia", "issuer", FIRE)
    await town.hear("ir", "ddpm", "#report 1 กำลังดำเนินการ")
    await town.later()
    assert town.fresh("ia") == []
    await town.hear("ir", "ddpm", "#report 1 ok")
    await town.later()
    assert len(town.fresh("ia")) == 2

    await town.hear("ir", "ddpm", "#report 1 เพิ่มเติม")
    await town.later(town.deps.settings.notice_wait)

    assert town.fresh("ia") == []


@pytest.mark.parametrize(
    ("chat", "who", "text", "told"),
    [
        ("ia", "issuer", FLOOD, 1),
        ("ir", "ddpm", "#help", 0),
        ("ir", "ddpm", "#list", 0),
        ("ia", "issuer", "#issue", 0),  # refused
        ("ir", "ddpm", "#isue", 0),  # asked back
        ("ddpm", "ddpm", "#isue", 1),  # in private it costs one message
        ("ddpm", "ddpm", "#list", 0),  # but who only asks can ask again
    ],
)
async def test_a_dead_reply_token_costs_one_push_of_what_changes_a_duty(
    town, chat, who, text, told
):
    town.says(chat, who, text)
    await town.deliver()
    town.platform.clock.advance(GATHERED * 10)

    await town.work()

    assert len(town.fresh(chat)) == told
    members = 1 if chat == who else len(town.people)
    assert town.platform.quota.used == told * members


async def test_a_spent_quota_leaves_replies_working(town):
    town.platform.quota.spent = True
    await town.answer("ia", "issuer", FLOOD)
    await town.later()
    assert town.fresh("ir") == []

    assert "#1 น้ำท่วมขัง" in await town.answer("ir", "ddpm", "#list")


async def test_an_answer_is_not_held_up_by_a_call_that_fails(town):
    town.platform.faults.add(ApiFault(ApiFaultKind.STATUS, "getMessageQuota", status=500))

    assert "LINE" in await town.answer("admin", "admin", "#quota")
    assert "#โควตา" in await town.answer("admin", "admin", "#help")


async def test_a_day_reminds_and_lists_but_never_asks_who_has_reported(town):
    await town.answer("ia", "issuer", FLOOD.replace("15.00", "14.30"))
    await town.later()
    await town.hear("ir", "ddpm", "#report 1 ok")
    town.fresh("ir")
    heard = []
    for _ in range(40):
        await town.tick(timedelta(minutes=10))
        heard += town.fresh("ir")

    openings = ["แจ้งเตือนกำหนด", "แจ้งเตือนกำหนด", "แจ้งประเด็นที่พ้นกำหนด", "รายการค้างรายงาน"]
    assert len(heard) == len(openings)
    assert all(said.startswith(opening) for said, opening in zip(heard, openings, strict=True))
    assert not any("สาธารณภัย" in said for said in heard)
    assert all("กรมชลประทาน" in said for said in heard)


async def test_who_opens_an_issue_where_no_group_for_reports_is_bound_hears_that_nobody_was_told(
    town,
):
    async with town.deps.sessions.begin() as session:
        await session.execute(delete(Group).where(Group.kind == GroupKind.IR))

    opened = await town.answer("ia", "issuer", FLOOD)
    edited = await town.answer("ia", "issuer", "#แก้ไข 1 หัวข้อ: น้ำลดแล้ว")

    assert "ยังไม่ได้แจ้งหน่วยงาน" in opened
    assert "ยังไม่ได้แจ้งหน่วยงาน" not in edited
