"""`#accept`: what has not been shown is not accepted by chance, and one does not decide for all."""

from datetime import timedelta

import pytest
from life import FLOOD, HOUR, button, edits, statuses, taps
from photographs import history

from simulator.model.faults import ApiFault, ApiFaultKind

pytestmark = pytest.mark.anyio


@history
async def reported(town):
    """Issue 1: one agency has reported, and the IA group has read it; nine o'clock and more."""
    await town.answer("ia", "issuer", FLOOD)
    await town.later()
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้วทางเว็บไซต์")
    await town.later(HOUR)
    town.fresh("ia")


async def test_where_line_refuses_the_card_the_report_is_read_all_the_same(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.later()
    town.fresh("ia")
    town.platform.faults.add(ApiFault(ApiFaultKind.STATUS, "pushMessage", 1, status=400))
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้วทางเว็บไซต์")
    await town.later(HOUR)

    assert "ชี้แจงแล้วทางเว็บไซต์" in "\n".join(town.fresh("ia"))


@pytest.mark.usefixtures("reported")
async def test_what_was_not_shown_is_shown_and_not_accepted(town):
    await town.answer("ir", "rid", "#รายงาน 1 น้ำในเขื่อนปกติ")

    answer = await town.hear("ia", "issuer", "#รับรอง 1")

    assert "รับรองรายงานประเด็น #1 ของ กรมป้องกันและบรรเทาสาธารณภัย แล้ว" in answer[0]
    assert "ยังไม่ได้รับรองรายงานประเด็น #1 ของ กรมชลประทาน" in answer[0]
    assert [text for text in answer if "กรมชลประทาน รายงานแล้ว" in text] == answer[1:2]
    assert await statuses(town) == {"RID": "reported", "DDPM": "accepted"}
    assert [issue.status for issue in await town.issues()] == ["open"]
    await town.later(2 * HOUR)
    assert "กรมชลประทาน รายงานแล้ว" not in "\n".join(town.fresh("ia"))

    assert "จึงปิดประเด็นแล้ว" in await town.answer("ia", "issuer", "#รับรอง 1")


@pytest.mark.parametrize("typed", ["#รับรอง 1 ทุกหน่วยงาน", "#รับรอง 1 ทั้งหมดค่ะ"])
@pytest.mark.usefixtures("reported")
async def test_all_agencies_are_accepted_as_if_nobody_were_named(town, typed):
    await town.answer("ir", "rid", "#รายงาน 1 น้ำในเขื่อนปกติ")

    answer = await town.answer("ia", "issuer", typed)

    assert "รับรองรายงานประเด็น #1 ของ กรมป้องกันและบรรเทาสาธารณภัย แล้ว" in answer
    assert "ยังไม่ได้รับรองรายงานประเด็น #1 ของ กรมชลประทาน" in answer
    one = await town.answer("ia", "issuer", "#ตีกลับ 1 ทุกหน่วยงาน ขอภาพถ่าย")
    assert "โปรดระบุหน่วยงานเดียวในจำนวนนี้" in one
    assert await statuses(town) == {"RID": "reported", "DDPM": "accepted"}


@pytest.mark.usefixtures("reported")
async def test_what_only_one_person_was_shown_is_not_accepted_unnamed_by_another(town):
    await town.answer("ir", "rid", "#รายงาน 1 น้ำในเขื่อนปกติ")
    for _ in range(2):
        answer = await town.answer("evaluator", "evaluator", "#รับรอง 1")
        assert "ยังไม่ได้รับรอง" in answer

    assert "จึงปิดประเด็นแล้ว" in await taps(town, "evaluator", "evaluator", "รับรอง")


@pytest.mark.usefixtures("reported")
async def test_a_card_accepts_no_report_that_came_after_it(town):
    card = button(town, "ia", "รับรอง")
    await town.answer("ir", "ddpm", "#รายงาน 1 แก้ตัวเลข")

    assert "โปรดตรวจรายงานด้านล่างก่อน" in await taps(town, "ia", "issuer", "รับรอง", entry=card)

    assert (await statuses(town))["DDPM"] == "reported"
    assert "แล้ว" in await taps(town, "ia", "issuer", "รับรอง")
    assert (await statuses(town))["DDPM"] == "accepted"


@pytest.mark.usefixtures("reported")
async def test_who_names_the_agency_accepts_what_waits(town):
    await town.answer("ir", "rid", "#รายงาน 1 น้ำในเขื่อนปกติ")

    await town.answer("ia", "issuer", "#รับรอง 1 กรมชลประทาน")

    assert (await statuses(town))["RID"] == "accepted"


@pytest.mark.parametrize("group", ["ia", "evaluator"])
@pytest.mark.usefixtures("reported")
async def test_who_was_shown_an_older_report_is_shown_the_newer_even_by_name(town, group):
    person = {"ia": "issuer"}.get(group, group)
    await town.answer("ir", "ddpm", "#รายงาน 1 แก้ตัวเลข: 14 จังหวัด")

    answer = "\n".join(await town.hear(group, person, "#รับรอง 1 ปภ."))

    assert "โปรดตรวจรายงานด้านล่างก่อน" in answer
    assert "14 จังหวัด" in answer
    assert (await statuses(town))["DDPM"] == "reported"
    if group == "ia":
        await town.answer("ia", "issuer", "#รับรอง 1 ปภ.")
    else:
        assert "พิมพ์" not in answer.split("ด้านล่างก่อน")[1].split("\n")[0]
        await taps(town, group, person, "รับรอง")
    assert (await statuses(town))["DDPM"] == "accepted"


@pytest.mark.usefixtures("reported")
async def test_a_card_that_comes_after_its_acceptance_tells_the_newest_text(town):
    await town.answer("ir", "rid", "#รายงาน 1 น้ำในเขื่อนปกติ")
    await town.answer("ir", "rid", "#รายงาน 1 ขอแก้: เขื่อนล้น")

    answer = "\n".join(await town.hear("ia", "issuer", "#รับรอง 1 กรมชลประทาน"))
    await town.later(2 * HOUR)
    told = answer + "\n".join(town.fresh("ia"))

    assert (await statuses(town))["RID"] == "accepted"
    assert "ขอแก้: เขื่อนล้น" in told
    assert "เขื่อนปกติ" not in told


@pytest.mark.usefixtures("reported")
async def test_a_report_that_was_edited_is_shown_again(town):
    message = town.says("ir", "rid", "#รายงาน 1 น้ำในเขื่อนปกติ")
    await town.deliver()
    await town.work()
    await town.later(HOUR)
    await edits(town, "ir", "rid", message, "#รายงาน 1 น้ำในเขื่อนล้น")

    await town.answer("ia", "issuer", "#รับรอง 1")

    assert (await statuses(town))["RID"] == "reported"


@pytest.mark.usefixtures("reported")
async def test_typed_before_the_card_came_it_means_none(town):
    typed = town.says("ia", "issuer", "#รับรอง 1")
    late = town.platform.webhooks.drain()
    town.platform.clock.advance(timedelta(seconds=1))
    await town.answer("ir", "rid", "#รายงาน 1 น้ำในเขื่อนปกติ")
    await town.later(HOUR)
    for each in late:
        await town.post(each.body, each.headers)
    await town.work()

    assert typed
    assert await statuses(town) == {"RID": "reported", "DDPM": "accepted"}


@pytest.mark.usefixtures("reported")
async def test_a_time_in_the_reason_of_a_return_is_no_deadline_and_that_is_said(town):
    answer = await town.answer("ia", "issuer", "#ตีกลับ 1 ปภ. ขอตัวเลข ส่งใหม่ภายใน 25 พ.ย. 69 เที่ยง")

    name = "กรมป้องกันและบรรเทาสาธารณภัย"
    assert f"โปรดส่ง #ขยายเวลา 1 {name} พ. 25 พ.ย. 69 12.00 น." in answer
    extended = await town.answer("ia", "issuer", f"#ขยายเวลา 1 {name} พ. 25 พ.ย. 69 12.00 น.")
    assert "เป็น วันพุธที่ 25 พฤศจิกายน 2569 เวลา 12.00 น." in extended
