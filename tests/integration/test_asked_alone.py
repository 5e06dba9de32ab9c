"""What a handler asks back for is said alone next, as what a command lacked. Rule E6."""

from datetime import timedelta

import pytest
from life import data, edits, posts, statuses

pytestmark = pytest.mark.anyio

PORK = "#ประเด็น หมูแพง\nถึง: กรมปศุสัตว์, กรมประมง, ปภ.\nภายใน: วันศุกร์นี้ 15.00 น."
ONLY_NAME = "หรือพิมพ์เฉพาะชื่อหน่วยงานภายใน 10 นาที"


@pytest.fixture
async def pork(town):
    await town.answer("ia", "issuer", PORK)
    await town.later()
    town.fresh("ir")
    return town


@pytest.mark.parametrize("said", ["กรมประมง", "ของประมงค่ะ", "กรมประมงง", "ถึง กรมประมง"])
async def test_whose_report_it_is(said, pork):
    asked = await pork.answer("ir", "both", "#รายงาน 1 ราคาเป็นไปตามกลไกตลาดค่ะ")
    assert asked.endswith(ONLY_NAME)

    assert "รับรายงานประเด็น #1 ของ กรมประมง" in await pork.answer("ir", "both", said)

    assert [report.text for report in await pork.reports()] == ["ราคาเป็นไปตามกลไกตลาดค่ะ"]
    assert await pork.hear("ir", "both", said) == []


async def test_what_is_no_answer_is_asked_again_and_talk_is_not_heard(pork):
    await pork.answer("ir", "both", "#รายงาน 1 ราคาปกติ")

    assert await pork.hear("ir", "both", "เดี๋ยวถามท่านก่อนนะคะ") == []
    assert "ไม่รู้จักหน่วยงาน “กรมเวทมนตร์”" in await pork.answer("ir", "both", "กรมเวทมนตร์")
    assert "ทีละหน่วยงาน" in await pork.answer("ir", "both", "กรมประมง กรมปศุสัตว์")
    assert "ของ กรมปศุสัตว์" in await pork.answer("ir", "both", "กรมปศุสัตว์")


async def test_ten_minutes_and_nobody_else(pork):
    await pork.answer("ir", "both", "#รายงาน 1 ราคาปกติ")

    assert await pork.hear("ir", "ddpm", "กรมประมง") == []
    pork.platform.clock.advance(timedelta(minutes=11))
    assert await pork.hear("ir", "both", "กรมประมง") == []


async def test_a_report_without_number_and_agency_is_asked_for_one_after_the_other(pork):
    await pork.answer("ia", "issuer", PORK.replace("หมู", "ไก่"))
    await pork.later()
    pork.fresh("ir")
    assert "เลขประเด็น" in await pork.answer("ir", "both", "#รายงาน ราคาปกติ")
    assert (await pork.answer("ir", "both", "2")).endswith(ONLY_NAME)

    assert "รับรายงานประเด็น #2 ของ กรมประมง" in await pork.answer("ir", "both", "กรมประมง")


async def test_of_the_only_issue_that_is_owed_only_the_agency_is_asked(pork):
    assert (await pork.answer("ir", "both", "#รายงาน ราคาปกติ")).endswith(ONLY_NAME)

    answer = await pork.answer("ir", "both", "กรมประมง")

    assert "ไม่ได้ระบุเลขประเด็น" in answer
    assert "รับรายงานประเด็น #1 ของ กรมประมง" in answer


async def test_which_report_is_judged_where_another_agency_was_named(pork):
    await pork.answer("ir", "ddpm", "#รายงาน 1 ไม่เกี่ยวกับ ปภ.")
    pork.fresh("ia")
    asked = await pork.answer("ia", "issuer", "#ตีกลับ 1 กรมชลประทาน ขอเหตุผลประกอบ")
    assert ONLY_NAME in asked
    (choice,) = pork.entries("ia")[-1].message["quickReply"]["items"]
    assert choice["action"]["text"] == "กรมป้องกันและบรรเทาสาธารณภัย"

    answer = await pork.answer("ia", "issuer", "ปภ.ค่ะ")

    assert "ตีกลับรายงานประเด็น #1 ของ กรมป้องกันและบรรเทาสาธารณภัย: ขอเหตุผลประกอบ" in answer
    assert (await statuses(pork))["DDPM"] == "returned"


async def test_which_request_is_decided(pork):
    for who in ("ddpm", "both"):
        await pork.answer("ir", who, "#ขยายเวลา 1 วันจันทร์หน้า รอข้อมูล")
    pork.fresh("ia")
    assert ONLY_NAME in await pork.answer("ia", "issuer", "#ไม่อนุมัติ 1")

    assert "ทีละหน่วยงาน" in await pork.answer("ia", "issuer", "ปภ. กรมประมง")
    assert "ไม่อนุมัติคำขอในประเด็น #1: กรมประมง" in await pork.answer("ia", "issuer", "กรมประมง")


@pytest.mark.parametrize(
    ("chat", "who", "told"),
    [("ia", "issuer", "โอนประเด็น #1 จาก กรมประมง"), ("ir", "both", "กรมประมง ขอโอนให้ กรมชลประทาน")],
)
async def test_from_whom_an_issue_is_passed_on(chat, who, told, pork):
    assert (await pork.answer(chat, who, "#โอน 1 กรมชลประทาน อยู่ในอำนาจ")).endswith(ONLY_NAME)

    assert told in await pork.answer(chat, who, "จากกรมประมงค่ะ")


async def test_a_time_that_has_passed_or_is_no_later_is_given_anew(pork):
    asked = await pork.answer("ir", "ddpm", "#ขยายเวลา 1 พรุ่งนี้เที่ยง รอข้อมูล")
    assert asked.endswith("หรือพิมพ์เฉพาะวันและเวลาภายใน 10 นาที")

    answer = await pork.answer("ir", "ddpm", "วันจันทร์หน้า")

    assert "ขอขยายเวลาเป็น วันจันทร์ที่ 30 พฤศจิกายน 2569" in answer
    assert "เหตุผล: รอข้อมูล" in answer


async def test_the_number_of_an_issue_that_there_is(pork):
    asked = await pork.answer("ir", "ddpm", "#รายงาน 9 ไม่เกี่ยวกับ ปภ.")
    assert asked.endswith("หรือพิมพ์เฉพาะเลขประเด็นภายใน 10 นาที")
    assert "รับรายงานประเด็น #1" in await pork.answer("ir", "ddpm", "ประเด็นที่ ๑ ครับ")

    await pork.answer("ir", "ddpm", "#สถานะ 9")
    assert "ประเด็น #1 หมูแพง" in await pork.answer("ir", "ddpm", "1")


async def test_what_stands_behind_a_tap_waits_for_nothing(pork):
    """A refused edit neither: the command was carried out before."""
    assert "10 นาที" not in await posts(pork, "ia", "issuer", data("accept", 9))

    message = pork.says("ia", "issuer", PORK.replace("หมู", "วัว"))
    await pork.deliver()
    await pork.work()
    assert "10 นาที" not in await edits(pork, "ia", "issuer", message, "#สถานะ 9")
