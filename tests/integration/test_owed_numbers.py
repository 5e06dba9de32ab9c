"""A report whose number may count something: what its sender owes decides, else it is asked."""

import pytest
from life import FLOOD, edits, statuses

pytestmark = pytest.mark.anyio


@pytest.fixture
async def two(town):
    """Two issues that ปภ. and กรมชลประทาน owe."""
    for _ in range(2):
        await town.answer("ia", "issuer", FLOOD)
    await town.later()
    town.fresh("ir")
    return town


async def test_a_number_that_the_sender_owes_is_taken_and_stays_so_when_edited(two):
    message = two.says("ir", "ddpm", "#รายงาน 2 ผู้เสียชีวิต ๒ ราย")
    await two.deliver()
    await two.work()
    assert "รับรายงานประเด็น #2" in "\n".join(two.fresh("ir"))

    await edits(two, "ir", "ddpm", message, "#รายงาน 2 ผู้เสียชีวิต ๓ ราย")

    assert [report.text for report in await two.reports()] == ["ผู้เสียชีวิต ๓ ราย"]


async def test_a_number_that_is_not_owed_is_asked_and_offered(two):
    await two.answer("ir", "ddpm", "#รายงาน 2 ชี้แจงแล้ว")

    asked = await two.answer("ir", "ddpm", "#รายงาน 2 กลุ่มเกษตรกรได้รับเงินแล้ว")

    assert "“2” เป็นเลขประเด็นหรือเป็นจำนวน" in asked
    items = two.entries("ir")[-1].message["quickReply"]["items"]
    assert [item["action"]["text"] for item in items] == ["1", "2"]
    assert "รับรายงานประเด็น #1" in await two.answer("ir", "ddpm", "1")
    assert (await two.reports())[-1].text == "2 กลุ่มเกษตรกรได้รับเงินแล้ว"
    assert set((await statuses(two)).values()) == {"reported", "assigned"}
