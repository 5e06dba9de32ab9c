"""The 1:1 chat: talk is answered once an hour with what can be done, and nothing of it is kept."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.inbox import InboxEvent
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio

HOUR = timedelta(hours=1)


async def kept(town):
    async with town.deps.reading() as session:
        return str(list(await session.scalars(select(InboxEvent.event))))


async def test_talk_is_answered_once_an_hour_and_not_kept(town):
    answer = await town.answer("ddpm", "ddpm", "สวัสดีค่ะ ส่งรายงานทางนี้ได้ไหมคะ")
    assert "#ของฉัน" in answer
    assert len(answer.splitlines()) == 1
    choices = town.entries("ddpm")[-1].message["quickReply"]["items"]
    assert [each["action"]["text"] for each in choices] == ["#ของฉัน", "#รายการ", "#วิธีใช้"]
    assert await town.hear("ddpm", "ddpm", "ได้ไหมคะ") == []
    assert "สวัสดี" not in await kept(town)
    assert "ได้ไหม" not in await kept(town)

    town.platform.clock.advance(HOUR)
    assert "#ของฉัน" in await town.answer("ddpm", "ddpm", "ฮัลโหล")
    assert await town.hear("ddpm", "ddpm", "#รายการ") != []


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("issuer", "#ค้าง"),
        ("evaluator", "#สถิติ"),
        ("admin", "#ทะเบียน"),
        ("guest", "ลงทะเบียน ตามด้วยรหัส"),
    ],
)
async def test_everybody_hears_what_they_can_do(who, said, town):
    assert said in await town.answer(who, who, "สวัสดีครับ")


async def test_a_file_sent_here_is_said_not_to_be_kept(town):
    ddpm = town.people["ddpm"]
    Phones(town.platform).sends(ddpm, ddpm, {"type": "image"}, b"x", "image/jpeg")
    await town.deliver()
    await town.work()

    assert "ไม่ถูกเก็บ" in "\n".join(town.fresh("ddpm"))


async def test_in_a_group_a_code_without_a_hash_is_talk(town):
    assert await town.hear("ir", "guest", "ลงทะเบียน ABCDE-FGHIJ") == []
    assert await kept(town) == "[]"
