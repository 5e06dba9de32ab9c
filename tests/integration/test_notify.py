"""`#notify`: a person chooses between the 1:1 chat and the group; the planner respects it. M29."""

from datetime import timedelta

import pytest
from life import taps
from test_direct import MINUTE, make_friends, open_issue, quiet, states

from models.audit import AuditEntry
from models.people import Person
from simulator.model.faults import ApiFault, ApiFaultKind

pytestmark = pytest.mark.anyio

__all__ = ["quiet"]


async def wishes(town, who):
    (person,) = [each for each in await town.rows(Person) if each.line_user_id == town.people[who]]
    return person.wants_group, person.wants_brief


async def test_who_chooses_the_group_is_called_there_and_told_nothing_in_private(quiet):
    answer = await quiet.answer("ddpm", "ddpm", "#รับแจ้ง กลุ่ม")
    assert "แจ้งในกลุ่ม โดยเรียกชื่อท่าน" in answer
    await open_issue(quiet, "ปภ.")
    await quiet.tick(15 * MINUTE)
    await quiet.later(8 * MINUTE)

    assert (quiet.fresh("ddpm"), await states(quiet)) == ([], [("told", "")])
    assert "น้ำท่วมขัง" not in await quiet.answer("ddpm", "ddpm", "#help")
    rides = "\n".join(await quiet.hear("ir", "rid", "#help"))
    assert "น้ำท่วมขัง" in rides
    assert await states(quiet) == [("delivered", "reply")]


async def test_who_speaks_for_no_agency_is_told_so_instead_of_promised_anything(quiet):
    assert "ยังไม่ได้เป็นผู้แทนหน่วยงานใด" in await quiet.answer("nobody", "nobody", "#รับแจ้ง ส่วนตัว")
    assert "เรื่องที่ท่านต้องทราบ แจ้งในกลุ่ม" in await quiet.answer("issuer", "issuer", "#รับแจ้ง กลุ่ม")


async def test_a_colleague_who_did_not_choose_the_group_is_told(quiet):
    await quiet.speaks_for("nobody", "MOI-DDPM")
    await make_friends(quiet, "nobody")
    await quiet.answer("ddpm", "ddpm", "#notify group")
    await open_issue(quiet, "ปภ.")
    await quiet.tick(15 * MINUTE)
    await quiet.later(8 * MINUTE)

    assert (quiet.fresh("ddpm"), len(quiet.fresh("nobody"))) == ([], 1)


async def test_what_is_on_its_way_to_them_is_told_otherwise(quiet):
    await open_issue(quiet, "ปภ.")
    await quiet.tick(15 * MINUTE)
    quiet.platform.faults.add(down())
    await quiet.later(8 * MINUTE)
    quiet.platform.faults.clear()

    await quiet.answer("ddpm", "ddpm", "#รับแจ้ง กลุ่ม")
    await quiet.later(5 * MINUTE)

    assert quiet.fresh("ddpm") == []
    assert "น้ำท่วมขัง" in "\n".join(await quiet.hear("ir", "rid", "#help"))


def down():
    return ApiFault(ApiFaultKind.STATUS, "pushMessage", times=None, status=429)


async def test_the_admins_see_whose_agency_no_private_message_reaches(quiet):
    line = "แจ้งในแชตส่วนตัวไม่ได้"
    before = await quiet.answer("admin", "admin", "#roster")
    await quiet.answer("ddpm", "ddpm", "#รับแจ้ง กลุ่ม")
    after = await quiet.answer("admin", "admin", "#roster")

    (told,) = (each for each in before.splitlines() if line in each)
    assert "กรมป้องกัน" not in told
    (told,) = (each for each in after.splitlines() if line in each)
    assert "กรมป้องกัน" in told


async def test_the_answer_tells_how_things_stand_and_offers_the_other_ways(quiet):
    said = await quiet.answer("ddpm", "ddpm", "#รับแจ้ง")
    assert "ในแชตส่วนตัวนี้" in said
    assert "สรุปเช้า: ไม่รับ" in said
    items = quiet.entries("ddpm")[-1].message["quickReply"]["items"]
    assert [each["action"]["text"] for each in items] == ["#รับแจ้ง กลุ่ม", "#รับแจ้ง สรุปเช้า"]

    said = await taps(quiet, "ddpm", "ddpm", "รับสรุปเช้า")
    assert "สรุปเช้า: ทุกเช้าวันทำการ" in said
    assert await wishes(quiet, "ddpm") == (False, True)
    told = [row.detail for row in await quiet.rows(AuditEntry) if row.action == "person.notified"]
    assert told == [{"in_group": False, "brief": True}]


async def test_what_is_not_understood_changes_nothing(quiet):
    for typed in ("12", "ไม่เอากลุ่ม", "กลุ่มวันจันทร์"):
        assert "ยังไม่ได้เปลี่ยนการแจ้ง" in await quiet.answer("ddpm", "ddpm", f"#รับแจ้ง {typed}")
    assert await wishes(quiet, "ddpm") == (False, False)


async def test_a_word_that_arrives_late_undoes_no_newer_one(quiet):
    quiet.says("ddpm", "ddpm", "#notify group")
    (late,) = quiet.platform.webhooks.drain()
    quiet.platform.clock.advance(timedelta(seconds=5))
    await quiet.answer("ddpm", "ddpm", "#notify direct")

    await quiet.post(late.body, late.headers)
    await quiet.work()

    assert await wishes(quiet, "ddpm") == (False, False)


async def test_who_speaks_for_nobody_gets_no_brief_and_who_has_no_say_is_told_so(quiet):
    assert "ผู้แทนหน่วยงาน" in await quiet.answer("nobody", "nobody", "#notify brief on")
    assert "ใช้ได้เฉพาะ" in await quiet.answer("evaluator", "evaluator", "#notify group")
    assert "ไม่ได้เป็นผู้แทน" in await quiet.answer("admin", "admin", "#notify group")
    assert "แชตส่วนตัว" in await quiet.answer("ir", "ddpm", "#notify group")
