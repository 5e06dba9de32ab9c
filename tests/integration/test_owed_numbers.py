"""A report whose number may count something: a quoted post decides, else it is asked."""

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


async def test_a_number_before_a_count_is_asked_once_and_stays_so_when_edited(two):
    message = two.says("ir", "ddpm", "#รายงาน 2 ผู้เสียชีวิต ๒ ราย")
    await two.deliver()
    await two.work()
    assert "“2” เป็นเลขประเด็นหรือเป็นจำนวน" in "\n".join(two.fresh("ir"))
    assert "รับรายงานประเด็น #2" in await two.answer("ir", "ddpm", "2")

    await edits(two, "ir", "ddpm", message, "#รายงาน 2 ผู้เสียชีวิต ๓ ราย")

    assert [report.text for report in await two.reports()] == ["2 ผู้เสียชีวิต ๓ ราย"]


async def test_a_number_that_a_quoted_post_contradicts_is_asked_with_both(two):
    post = next(entry.id for entry in two.entries("ir") if "ประเด็น #1" in entry.text)

    asked = await two.answer("ir", "ddpm", "#รายงาน 2 ธนาคารชี้แจงแล้ว", quote=post)

    assert "“2” เป็นเลขประเด็นหรือเป็นจำนวน" in asked
    items = two.entries("ir")[-1].message["quickReply"]["items"]
    assert [item["action"]["text"] for item in items] == ["1", "2"]
    assert "รับรายงานประเด็น #2" in await two.answer("ir", "ddpm", "2")


async def test_a_number_that_is_not_owed_is_asked_and_offered(two):
    await two.answer("ir", "ddpm", "#รายงาน 2 ชี้แจงแล้ว")

    asked = await two.answer("ir", "ddpm", "#รายงาน 2 กลุ่มเกษตรกรได้รับเงินแล้ว")

    assert "“2” เป็นเลขประเด็นหรือเป็นจำนวน" in asked
    items = two.entries("ir")[-1].message["quickReply"]["items"]
    assert [item["action"]["text"] for item in items] == ["1", "2"]
    assert "รับรายงานประเด็น #1" in await two.answer("ir", "ddpm", "1")
    assert (await two.reports())[-1].text == "2 กลุ่มเกษตรกรได้รับเงินแล้ว"
    assert set((await statuses(two)).values()) == {"reported", "assigned"}


@pytest.fixture
async def three(two):
    """ปภ. owes issue 1 alone; issue 2 is reported, issue 3 another agency's."""
    await two.answer("ir", "ddpm", "#รายงาน 2 ชี้แจงแล้ว")
    await two.answer("ia", "issuer", "#ประเด็น ปลาตาย\nถึง: กรมประมง\nภายใน: วันนี้ 15.00 น.")
    return two


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("#รายงาน น้ำท่วม 2 ชี้แจงแล้ว", 2),
        ("#รายงาน ปลาตาย 3 ชี้แจงแล้ว", 3),
        ("#รายงาน กรมประมง 3 ชี้แจงแล้ว", 3),
        ("#รายงาน ชี้แจงประเด็นที่ 9 แล้ว", 9),
        ("#รายงาน น้ำท่วม (ประเด็น 2/2570) ชี้แจงแล้ว", 2),
        ("#รายงาน ฝน 1 ชี้แจงแล้ว ในประเด็นที่ 2", 2),
    ],
)
async def test_another_number_is_asked_about_before_the_only_owed_issue_is_taken(
    three, typed, meant
):
    asked = await three.answer("ir", "ddpm", typed)

    assert f"“{meant}” เป็นเลขประเด็นหรือเป็นจำนวน" in asked
    items = three.entries("ir")[-1].message["quickReply"]["items"]
    own = ["2"] if meant == 2 else []  # 3 is not theirs
    assert [item["action"]["text"] for item in items] == ["1", *own]
    assert "รับรายงานประเด็น #1" in await three.answer("ir", "ddpm", "1")
    assert (await three.reports())[-1].text == typed.partition(" ")[2]


@pytest.mark.parametrize("said", ["น้ำท่วม 3 จุด สูบออกแล้ว", "น้ำท่วม 1 ชี้แจงแล้ว", "น้ำท่วม 77 ชี้แจงแล้ว"])
async def test_what_names_no_other_issue_is_taken_for_the_only_one_that_is_owed(three, said):
    assert "ซึ่งเป็นประเด็นเดียว" in await three.answer("ir", "ddpm", f"#รายงาน {said}")
