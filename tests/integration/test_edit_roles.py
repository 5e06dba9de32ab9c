"""After an edit: who leads and supports, until when a new agency has, and what is told once."""

import json
from datetime import timedelta

import pytest
from life import edits

from models.audit import AuditEntry
from models.audit.check import verify
from models.issues import Assignment, IssueChange
from simulator.model.chats import BOT

pytestmark = pytest.mark.anyio

DDPM, RID, DOF = "กรมป้องกันและบรรเทาสาธารณภัย", "กรมชลประทาน", "กรมประมง"
FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: ปภ.\nร่วม: กรมชลประทาน\nภายใน: วันนี้ 15.00 น."


def cards(town, chat):
    """The cards of a chat, oldest first, as JSON."""
    entries = town.platform.chats.entries(town.chats[chat], sender=BOT)
    messages = [entry.message for entry in entries if entry.message["type"] == "flex"]
    return [json.dumps(each["contents"], ensure_ascii=False) for each in messages]


async def roles(town):
    return [each.role for each in await town.rows(Assignment)]


async def whole(town):
    async with town.deps.reading() as session:
        return (await verify(session, 1)).findings


async def test_an_edit_that_says_who_leads_changes_the_role_on_record(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.later()
    town.fresh("ir")

    text = "#แก้ไข 1 หน่วยงาน: กรมชลประทาน (หลัก), ปภ. (ร่วม)"
    answer = await town.answer("ia", "issuer", text)
    await town.later()

    assert await roles(town) == ["support", "lead"]
    told = "\n".join(town.fresh("ir"))
    for text in (answer, told, cards(town, "ir")[-1], cards(town, "ia")[-1]):
        assert f"{RID} เป็นหน่วยงานหลักแล้ว (เดิมสนับสนุน)" in text
        assert f"{DDPM} เป็นหน่วยงานสนับสนุนแล้ว (เดิมเป็นหลัก)" in text
    assert f"ถึง: {RID}" in told
    assert (await town.rows(IssueChange))[-1].old_value == "MOI-DDPM MOAC-RID:support"
    noted = [each for each in await town.rows(AuditEntry) if each.action == "assignment.role"]
    assert [each.detail["new"] for each in noted] == ["support", "lead"]
    assert await whole(town) == []


async def test_an_agency_that_is_added_joins_the_others(town):
    await town.answer("ia", "issuer", FLOOD)

    answer = await town.answer("ia", "issuer", "#แก้ไข 1 หน่วยงานเพิ่มเติม: กรมประมง")

    assert "ถอน" not in answer
    found = [(each.status, each.role) for each in await town.rows(Assignment)]
    assert found == [("assigned", "lead"), ("assigned", "support"), ("assigned", "lead")]
    assert await whole(town) == []
    again = await town.answer("ia", "issuer", "#แก้ไข 1 เพิ่ม ปภ.")
    assert "เป็นเช่นนั้นอยู่แล้ว" in again


LISTS = [
    ("#แก้ไข 1 ถึง: ปภ., กรมชลประทาน", ["lead", "support"]),  # says nothing of it
    ("#แก้ไข 1 ถึง: ปภ., กรมชลประทาน, กรมประมง", ["lead", "support", "lead"]),
    ("#แก้ไข 1 ถึง: ปภ., กรมชลประทาน ร่วม: กรมประมง", ["lead", "lead", "support"]),
    ("#แก้ไข 1 หน่วยงานหลัก: กรมชลประทาน", ["lead", "lead"]),
    ("#แก้ไข 1 ถึง: กรมชลประทาน", ["lead", "lead"]),  # nobody else is left
    ("#แก้ไข 1\nถึง: ปภ.\nร่วม: ปภ.", ["lead", "support"]),
    ("#แก้ไข 1 ร่วม: กรมชลประทาน", ["lead", "support"]),  # who leads is asked
    ("#แก้ไข 1 ร่วม: ปภ., กรมชลประทาน", ["lead", "support"]),
]


@pytest.mark.parametrize(("typed", "after"), LISTS)
async def test_what_a_list_says_of_roles_holds_and_somebody_leads(town, typed, after):
    await town.answer("ia", "issuer", FLOOD)

    await town.answer("ia", "issuer", typed)

    assert await roles(town) == after
    assert await whole(town) == []


async def test_who_would_be_alone_with_supporters_is_asked_for(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("ia", "issuer", "#แก้ไข 1 ถึง: กรมประมง ร่วม: กรมชลประทาน")

    answer = await town.answer("ia", "issuer", "#แก้ไข 1 ถึง: ปภ. ร่วม: กรมประมง, กรมชลประทาน")

    assert "ประเด็น #1 จะไม่มีหน่วยงานหลัก" in answer
    assert await roles(town) == ["lead", "support", "lead"]


async def test_a_ministry_that_is_named_leads_where_all_ministries_support(town):
    text = "#ประเด็น น้ำท่วม\nถึง: กระทรวงมหาดไทย\nร่วม: ทุกกระทรวง\nภายใน: พรุ่งนี้ 15.00 น."
    await town.answer("ia", "issuer", text)

    found = await roles(town)
    assert (found.count("lead"), found[0]) == (1, "lead")


async def test_an_edited_issue_that_changes_only_a_role_changes_it(town):
    message = town.says("ia", "issuer", FLOOD)
    await town.deliver()
    await town.work()

    await edits(town, "ia", "issuer", message, FLOOD.replace("ร่วม", "หลัก"))

    assert await roles(town) == ["lead", "lead"]


@pytest.mark.parametrize(
    "added",
    [
        "#แก้ไข 1 ถึง: ปภ., กรมชลประทาน, กรมประมง",
        "#โอน 1 กรมประมง จาก ปภ. เป็นเรื่องปลา",
    ],
)
async def test_an_issue_of_hours_gives_who_is_named_later_as_many(town, added):
    await town.answer("ia", "issuer", FLOOD.replace("วันนี้ 15.00 น.", "3 ชั่วโมง"))
    town.platform.clock.advance(timedelta(hours=2))

    answer = await town.answer("ia", "issuer", added)

    last = (await town.rows(Assignment))[-1]
    assert last.deadline == last.assigned_at + timedelta(hours=3)
    assert last.assigned_at == town.now
    assert "เวลา 14.00 น." in answer


async def test_an_edit_to_a_fixed_hour_ends_the_hours(town):
    await town.answer("ia", "issuer", FLOOD.replace("วันนี้ 15.00 น.", "3 ชั่วโมง"))
    await town.answer("ia", "issuer", "#แก้ไข 1 กำหนด: วันนี้ 16.00 น.")

    await town.answer("ia", "issuer", "#แก้ไข 1 ถึง: ปภ., กรมชลประทาน, กรมประมง")

    last = (await town.rows(Assignment))[-1]
    assert last.deadline - last.assigned_at > timedelta(hours=24)


async def test_quick_edits_of_an_issue_are_told_once_as_it_reads_then(town):
    for who in ("ddpm", "rid", "both"):
        town.says("ir", who, "#help")
    await town.answer("ia", "issuer", FLOOD)
    await town.later()
    town.fresh("ir")
    before = len(cards(town, "ir"))

    await town.answer("ia", "issuer", "#แก้ไข 1 ถึง: ปภ., กรมชลประทาน, กรมประมง เพราะมีปลาตาย")
    town.platform.clock.advance(timedelta(seconds=3))
    await town.answer("ia", "issuer", "#แก้ไข 1 กำหนด: วันนี้ 14.00 น. เพราะข่าวเปลี่ยน")
    town.platform.clock.advance(timedelta(seconds=3))
    await town.answer("ia", "issuer", "#แก้ไข 1\nหัวข้อ: น้ำท่วมปลาตาย")
    await town.later()

    assert len(cards(town, "ir")) == before + 1
    told = "\n".join(town.fresh("ir"))
    assert "แก้ไขประเด็น #1 แล้ว (หน่วยงาน กำหนด หัวข้อ)" in told
    assert "น้ำท่วมปลาตาย" in told
    assert "เร็วขึ้น จากเดิม" in told
    assert "เหตุผล: มีปลาตาย · ข่าวเปลี่ยน" in told
    assert "@ดวงใจ" in told
    assert told.count("@สมชาย") == 1
    edited = [each for each in await town.rows(AuditEntry) if each.action == "issue.edited"]
    assert len(edited) == 3


async def test_an_edit_before_the_announcement_goes_with_it(town):
    for who in ("ddpm", "rid", "both"):
        town.says("ir", who, "#help")
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("ia", "issuer", "#แก้ไข 1 ถึง: ปภ., กรมชลประทาน, กรมประมง")
    await town.later()

    assert len(cards(town, "ir")) == 1
    told = "\n".join(town.fresh("ir"))
    assert DOF in told
    assert told.count("@ดวงใจ") == 1
    assert "แก้ไขประเด็น" not in told


@pytest.mark.parametrize("typed", ["ขออภัย พิมพ์ผิด", "ยกเลิก", "หน่วยงานที่ช่วย: กรมประมง"])
async def test_a_headline_of_other_words_without_its_label_is_asked(town, typed):
    await town.answer("ia", "issuer", FLOOD)

    answer = await town.answer("ia", "issuer", f"#แก้ไข 1 {typed}")

    assert f"โปรดส่ง\n#แก้ไข 1 หัวข้อ: {typed}" in answer
    assert [issue.headline for issue in await town.issues()] == ["น้ำท่วมขัง"]
    await town.answer("ia", "issuer", f"#แก้ไข 1 หัวข้อ: {typed}")
    await town.answer("ia", "issuer", "#แก้ไข 1\nหัวข้อ: น้ำท่วมขังแล้ว")
    await town.answer("ia", "issuer", "#แก้ไข 1 น้ำท่วมขังหนัก")
    assert [issue.headline for issue in await town.issues()] == ["น้ำท่วมขังหนัก"]
