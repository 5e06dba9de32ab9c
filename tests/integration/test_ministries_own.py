"""A ministry's own assignment is that of its Office of the Permanent Secretary. Rule K19."""

import pytest
from photographs import history
from sqlalchemy import select

from models import agencies, people, roster
from models.exports import Export
from models.people import Person
from models.roster.appointments import Operation, move

pytestmark = pytest.mark.anyio

FLOOD = "#ประเด็น น้ำท่วม ถึง {} ภายใน วันนี้ 15.00 น."


async def appointed(town, who, code):
    async with town.deps.holding(1) as session:
        found = await session.scalars(
            select(Person.id).where(Person.line_user_id == town.people[who])
        )
        person = await people.get(session, found.one())
        await move(Operation(session, town.now), person, await agencies.named(session, 1, [code]))


@history
async def town_of_the_office(town):
    """Nobody is on the roster for the ministry, somebody for its office."""
    await appointed(town, "nobody", "MOI-OPS")


async def assigned(town):
    rows = await town.exported(Export.ASSIGNMENTS)
    return [(row["issue"], row["agency"], row["role"], row["status"]) for row in rows]


@pytest.mark.usefixtures("town_of_the_office")
async def test_who_speaks_for_the_office_answers_for_the_ministry(town):
    await town.answer("ir", "nobody", "#list")
    opened = await town.answer("ia", "issuer", FLOOD.format("มท."))
    assert "ยังไม่มีผู้" not in opened
    await town.later()
    assert "@วิชัย" in "".join(town.fresh("ir"))

    assert "#1" in await town.answer("nobody", "nobody", "#mine")
    assert "กระทรวงมหาดไทย" in await town.answer("nobody", "nobody", "#ack 1")
    assert "กระทรวงมหาดไทย ขอขยายเวลา" in await town.answer(
        "nobody", "nobody", "#extend 1 พรุ่งนี้ รอข้อมูล"
    )
    assert "บันทึก" in await town.answer("ir", "nobody", "#report 1 สป.มท. กำลังดำเนินการ")
    assert await assigned(town) == [(1, "MOI", "lead", "acknowledged")]
    await town.answer("ir", "nobody", "#report 1 สป.มท. ชี้แจงแล้ว")

    assert await assigned(town) == [(1, "MOI", "lead", "reported")]
    assert "100.00% (1/1)" in await town.answer("nobody", "nobody", "#stats")


@pytest.mark.usefixtures("town_of_the_office")
async def test_a_ministry_and_its_office_have_one_assignment_of_an_issue(town):
    opened = await town.answer("ia", "issuer", FLOOD.format("มท., สป.มท., ปภ."))
    assert "สำนักงานปลัดกระทรวงมหาดไทย นับรวมเป็นหน่วยงานเดียว" in opened
    await town.answer("ia", "issuer", "#edit 1 เพิ่ม สป.มท.")
    assert "อยู่ในประเด็น #1 แล้ว" in await town.answer("ia", "issuer", "#transfer 1 สป.มท. จาก ปภ.")
    await town.answer("ia", "issuer", FLOOD.format("สป.มท.").replace("น้ำท่วม", "ไฟไหม้"))
    await town.answer("ia", "issuer", "#edit 2 เพิ่ม มท.")

    assert await assigned(town) == [
        (1, "MOI", "lead", "assigned"),
        (1, "MOI-DDPM", "lead", "assigned"),
        (2, "MOI-OPS", "lead", "assigned"),
    ]
    await town.answer("ir", "nobody", "#report 1 ก")
    await town.answer("ir", "nobody", "#report 2 มท. ข")
    await town.answer("ia", "evaluator", "#accept 1 สป.มท.")
    await town.answer("ia", "evaluator", "#return 2 มท. ขอตัวเลข")
    assert [each[-1] for each in await assigned(town)] == ["accepted", "assigned", "returned"]


async def test_who_supports_beside_the_office_does_not_take_the_lead_away(town):
    await town.answer("ia", "issuer", FLOOD.format("สป.มท.\nร่วม: มท., ปภ.\n"))

    assert await assigned(town) == [
        (1, "MOI-OPS", "lead", "assigned"),
        (1, "MOI-DDPM", "support", "assigned"),
    ]


@pytest.mark.usefixtures("town_of_the_office")
async def test_the_names_of_the_office_are_those_of_the_ministry(town):
    async with town.deps.reading() as session:
        stands = await roster.intake_now(session, 1)
        known = await agencies.of_workspace(session, 1)

    missing = [agency.code for agency in stands.missing]
    assert "MOI" not in missing
    assert not any(code.endswith("-OPS") for code in missing)
    assert "MOPH" in missing
    in_channel = ("ministry", "department", "public_organization")
    assert stands.expected == sum(row.kind in in_channel for row in known) - 20
