"""Progress notes: of who speaks for several agencies, and of who meant no final report. P1, P6."""

import pytest
from life import HOUR, posts, statuses, taps
from photographs import history

from models.audit import check
from models.workspaces import by_code

pytestmark = pytest.mark.anyio

DISEASE = "#ประเด็น ข่าวโรคระบาด\nถึง: ปศ., กรมประมง, ปภ.\nภายใน: วันนี้ 15.00 น."


@history
async def disease(town):
    """Issue 1."""
    await town.answer("ia", "issuer", DISEASE)
    await town.later()
    town.fresh("ir")


async def kinds(town):
    return [report.kind for report in await town.reports()]


@pytest.mark.usefixtures("disease")
@pytest.mark.parametrize(
    "text",
    ["กรมประมง กำลังดำเนินการ ตรวจสอบ", "กำลังดำเนินการ กรมประมง ตรวจสอบ", "กรมประมงกำลังดำเนินการ"],
)
async def test_who_speaks_for_several_agencies_files_a_progress_note(town, text):
    answer = await town.answer("ir", "both", f"#รายงาน 1 {text}")

    assert "ความคืบหน้าประเด็น #1 ของ กรมประมง" in answer
    assert await kinds(town) == ["progress"]
    assert (await statuses(town))["DOF"] == "assigned"


@pytest.mark.usefixtures("disease")
async def test_an_agency_that_does_not_have_the_issue_gets_no_report_of_another(town):
    await town.answer("ia", "issuer", "#ประเด็น ข่าวอื่น\nถึง: ปศ.\nภายใน: วันนี้ 15.00 น.")

    await town.answer("ir", "both", "#รายงาน 1 ปศ. กรมประมง ชี้แจงแล้ว")
    assert await kinds(town) == []
    assert "ไม่ใช่ กรมประมง" in await town.answer("ir", "both", "#รายงาน 2 กรมประมง ชี้แจงแล้ว")
    assert await kinds(town) == []


@pytest.mark.usefixtures("disease")
async def test_intent_is_offered_to_become_a_progress_note(town):
    answer = await town.answer("ir", "ddpm", "#รายงาน 1 กำลังลงพื้นที่")

    assert "รับรายงานประเด็น #1" in answer
    assert "อาจเป็นเพียงความคืบหน้า" in answer
    await town.later(2 * HOUR)
    assert "อาจเป็นความคืบหน้า" in "\n".join(town.fresh("ia"))
    assert "เฉพาะผู้ส่ง" in await taps(town, "ir", "rid", "เป็นเพียงความคืบหน้า")

    assert "เป็นเพียงความคืบหน้า ไม่นับเป็นรายงาน ต้องรายงานใหม่" in await taps(
        town, "ir", "ddpm", "เป็นเพียงความคืบหน้า"
    )

    assert (await statuses(town))["DDPM"] == "assigned"
    await town.later(2 * HOUR)
    assert "เป็นเพียงความคืบหน้า ไม่นับเป็นรายงาน" in "\n".join(town.fresh("ia"))
    assert "ไม่พบรายงานของท่าน" in await taps(town, "ir", "ddpm", "เป็นเพียงความคืบหน้า")
    assert "ทันกำหนด" in await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")
    async with town.deps.reading() as session:
        main = await by_code(session, "main")
        assert (await check.verify(session, main.id)).findings == []


@pytest.mark.usefixtures("disease")
async def test_the_latest_report_becomes_a_note_by_its_command_while_nobody_has_judged_it(town):
    assert "ไม่พบรายงานของท่าน" in await town.answer("ir", "ddpm", "#ความคืบหน้า 1")
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจง")
    await town.answer("ir", "ddpm", "#รายงาน 1 เพิ่มเติม")

    assert "ยังนับรายงานที่ส่งเมื่อ" in await town.answer("ir", "ddpm", "#ความคืบหน้า 1")

    assert await kinds(town) == ["final", "progress"]
    await town.answer("ia", "issuer", "#รับรอง 1 ปภ.")
    assert "พิจารณาไปแล้ว" in await town.answer("ddpm", "ddpm", "#progress 1")
    assert await kinds(town) == ["final", "progress"]


@pytest.mark.usefixtures("disease")
async def test_who_names_none_of_several_agencies_is_shown_the_command_that_was_typed(town):
    note = await town.answer("ir", "both", "#ความคืบหน้า 1 รอผลตรวจ")

    assert "เช่น #ความคืบหน้า 1 " in note
    assert "#รายงาน" not in note
    assert "เช่น #รายงาน 1 " in await town.answer("ir", "both", "#รายงาน 1 ชี้แจงแล้ว")


@pytest.mark.usefixtures("disease")
@pytest.mark.parametrize(
    ("text", "kind"), [("#รายงาน 1 ชี้แจงแล้ว", "final"), ("#ความคืบหน้า 1 รอผลตรวจ", "progress")]
)
async def test_one_tap_names_the_agency_and_keeps_the_text(town, text, kind):
    await town.answer("ir", "both", text)
    items = town.entries("ir")[-1].message["quickReply"]["items"]

    await town.answer("ir", "both", items[1]["action"]["text"])

    assert await kinds(town) == [kind]
    assert (await town.reports())[0].text.endswith(text.rpartition(" ")[2])


@pytest.mark.usefixtures("disease")
async def test_who_names_two_agencies_is_told_that_a_report_is_of_one(town):
    answer = await town.answer("ir", "both", "#รายงาน 1 ปศ. และ กรมประมง ตรวจแล้ว")

    assert "โปรดส่งแยกทีละหน่วยงาน" in answer
    assert await kinds(town) == []


@pytest.mark.usefixtures("disease")
async def test_a_further_report_after_the_deadline_says_which_one_counts(town):
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")
    await town.later(12 * HOUR)

    again = await town.answer("ir", "ddpm", "#รายงาน 1 ตัวเลขล่าสุด")

    assert "(ครั้งที่ 2)" in again
    assert "— นับตามรายงานที่ส่งเมื่อ " in again
    assert "ทันกำหนด" in again.partition("นับตามรายงานที่ส่งเมื่อ")[2]


@pytest.mark.usefixtures("disease")
async def test_the_status_of_an_issue_that_has_ended_says_so(town):
    assert "แล้ว)" not in await town.answer("ir", "ddpm", "#สถานะ 1")
    await town.answer("ia", "issuer", "#ปิด 1")

    assert "ข่าวโรคระบาด (ปิดแล้ว)" in await town.answer("ir", "ddpm", "#สถานะ 1")


@pytest.mark.usefixtures("disease")
async def test_one_agency_of_several_is_named(town):
    await town.answer("ir", "both", "#รายงาน 1 กรมประมง ชี้แจง")
    await town.answer("ir", "both", "#รายงาน 1 ชี้แจง")

    assert "ของ กรมประมง" in await town.answer("ir", "both", "#ความคืบหน้า 1 กรมประมง")
    assert "บันทึกความคืบหน้า" in await town.answer("ir", "both", "#ความคืบหน้า 1 กรมประมง รอผล")

    found = await statuses(town)
    assert (found["DOF"], found["DLD"]) == ("assigned", "reported")
    assert await kinds(town) == ["progress", "final", "progress"]


@pytest.mark.usefixtures("disease")
async def test_of_several_agencies_a_note_is_asked_for_again_as_a_note(town):
    for typed in (
        "#ความคืบหน้า 1 กรมประมงและ ปศ. ลงพื้นที่แล้ว",
        "#รายงาน 1 กำลังดำเนินการ กรมประมง และ ปศ. ลงพื้นที่",
    ):
        asked = await town.answer("ir", "both", typed)
        assert "เช่น #ความคืบหน้า 1 " in asked
        assert "#รายงาน" not in asked

    assert "เช่น #รายงาน 1 " in await town.answer("ir", "both", "#รายงาน 1 กรมประมงและ ปศ. ชี้แจงแล้ว")
    assert await kinds(town) == []


@pytest.mark.usefixtures("disease")
async def test_a_made_up_button_makes_no_note(town):
    assert "ปุ่มนี้ใช้ไม่ได้" in await posts(town, "ir", "ddpm", "1|progress|main|9")
