"""Whatever an answer offers at one tap, the very person to whom it was offered can use."""

import pytest
from sqlalchemy import func, select

from bot.inbox.events import Event, EventType
from bot.inbox.incoming import Incoming, speaker_of
from bot.inbox.messages import carry_out
from bot.inbox.talk import hear
from domain.grammar import is_command
from models.audit import AuditEntry
from models.workspaces import MAIN, by_code
from simulator.model.phones import actions_of

pytestmark = pytest.mark.anyio

FLOOD = ("ia", "issuer", "#ประเด็น น้ำท่วม\nถึง: ปภ., กรมชลประทาน\nภายใน: วันนี้ 15.00 น.")
PORK = ("ia", "issuer", "#ประเด็น หมูแพง\nถึง: กรมประมง, กรมปศุสัตว์\nภายใน: พรุ่งนี้ 15.00 น.")
FISH = ("ia", "issuer", "#ประเด็น ปลาตาย\nถึง: กรมประมง\nภายใน: วันนี้ 15.00 น.")
DDPM = ("ir", "ddpm", "#รายงาน 1 ชี้แจงแล้ว")
DOF = ("ir", "both", "#รายงาน 1 กรมประมง ชี้แจงแล้ว")
ASKS = ("ir", "ddpm", "#ขยายเวลา 1 พรุ่งนี้เที่ยง รอข้อมูล")
RETURN = "#ตีกลับ 1 กรมประมง ขอพิกัด ส่งภายใน "
BOTH = ["กรมประมง", "กรมปศุสัตว์"]

STORIES = [
    ([FISH, DOF, ("ia", "issuer", f"{RETURN}14.30 น.")], ["#แก้ไข 1 กำหนด: จ. 23 พ.ย. 69 14.30 น."]),
    (
        [FISH, DOF, ("ia", "issuer", f"{RETURN}16.30 น.")],
        ["#ขยายเวลา 1 กรมประมง จ. 23 พ.ย. 69 16.30 น."],
    ),
    ([PORK, DOF, ("ia", "issuer", f"{RETURN}14.30 น.")], []),  # it would move that of others
    ([FISH, DOF, ("ia", "evaluator", f"{RETURN}14.30 น.")], []),
    ([FLOOD, DDPM, ("ia", "issuer", "#ตีกลับ 1 กรมประมง ขาดภาพ")], ["กรมป้องกันและบรรเทาสาธารณภัย"]),
    ([FLOOD, DDPM, ("ia", "issuer", "#ตีกลับ 1 ขาดภาพ")], ["ถึง กรมป้องกันและบรรเทาสาธารณภัย"]),
    ([FLOOD, DDPM, ("ia", "issuer", "#รับรอง 1 กรมเวทมนตร์")], ["ถึง กรมป้องกันและบรรเทาสาธารณภัย"]),
    (
        [FLOOD, DDPM, ("ia", "issuer", "#รับรอง 1 ยกเว้นกรมชลประทาน")],
        ["ถึง กรมป้องกันและบรรเทาสาธารณภัย"],
    ),
    (
        [FLOOD, ("ia", "issuer", "#ขยายเวลา 1 พรุ่งนี้เที่ยง กรมประมง")],
        ["กรมป้องกันและบรรเทาสาธารณภัย", "กรมชลประทาน"],
    ),
    ([FLOOD, ASKS, ("ia", "issuer", "#อนุมัติ 1 กรมประมง")], ["กรมป้องกันและบรรเทาสาธารณภัย"]),
    ([FLOOD, PORK, DDPM, ("ia", "issuer", "#ตีกลับ ขาดภาพ")], ["1"]),
    (
        [FLOOD, PORK, DDPM, ("ia", "issuer", "#ตีกลับ ขาดภาพ"), ("ia", "issuer", "1")],
        ["ถึง กรมป้องกันและบรรเทาสาธารณภัย"],
    ),
    ([FLOOD, PORK, ("ia", "issuer", "#สถานะ")], ["1", "2"]),
    ([FLOOD, PORK, ("ia", "issuer", "#เตือน 9")], ["1", "2"]),
    ([FLOOD, PORK, ("ir", "ddpm", "#รับทราบ")], ["1"]),
    ([FLOOD, PORK, ("ir", "ddpm", "#รายงาน 2 ชี้แจงแล้ว")], ["1"]),
    ([FLOOD, PORK, ("ir", "ddpm", "#ขยายเวลา พรุ่งนี้เที่ยง รอข้อมูล")], ["1"]),
    ([FLOOD, PORK, FISH, ("ir", "ddpm", "#รายงาน ปลาตาย 3 ชี้แจงแล้ว")], ["1"]),
    ([PORK, ("ir", "both", "#รับทราบ 1 กรมปมงค์")], ["ถึง กรมประมง"]),
    ([PORK, ("ir", "both", "#รับทราบ 1 ปภ.")], BOTH),
    (
        [FLOOD, ("ia", "evaluator", "#ยกเว้น 1 ปภ. เห็นใจ")],
        [
            "#ยกเว้น 1 กรมป้องกันและบรรเทาสาธารณภัย " + f"{code}: เห็นใจ"
            for code in ("ผู้มอบหมายถอน", "ประเด็นซ้ำ", "ระบบขัดข้อง")
        ],
    ),
]


@pytest.mark.parametrize(("story", "offers"), STORIES, ids=[each[-1][2] for each, _ in STORIES])
async def test_what_is_offered_is_not_refused(story, offers, town):
    for chat, who, text in story:
        await town.answer(chat, who, text)
    quick = town.entries(chat)[-1].message.get("quickReply", {})

    texts = [action["text"] for action in actions_of(quick)]

    assert texts == offers
    assert [text for text in texts if await _is_refused(town, chat, who, text)] == []


class Undone(Exception):
    """What was tried shall leave nothing behind."""


async def _is_refused(town, chat, who, text):
    """Whether a message would be refused, or met with silence, if it were sent now."""
    group, person = town.chats[chat], town.people[who]
    sent = Event(
        EventType.MESSAGE,
        "tap",
        town.now,
        "active",
        chat=group,
        group_id=group,
        user_id=person,
        message_id="99",
        message_type="text",
        text=text,
    )
    refusals = select(func.count()).where(AuditEntry.action == "refused")
    async with town.deps.reading() as session:
        home = (await by_code(session, MAIN)).id
    try:
        async with town.deps.holding(home) as session:
            before = await session.scalar(refusals)
            speaker = await speaker_of(session, sent)
            incoming = Incoming(town.deps, session, sent, speaker, town.now)
            says = await (carry_out if is_command(text) else hear)(incoming)
            raise Undone(not says or await session.scalar(refusals) > before)
    except Undone as undone:
        return undone.args[0]


DEAD_ENDS = [
    (
        [
            FISH,
            DOF,
            ("ia", "issuer", "#รับรอง 1 กรมประมง"),
            ("ia", "issuer", "#ตีกลับ 1 กรมประมง ขอภาพ"),
        ],
        "#เปิดใหม่ 1 กรมประมง",
    ),
    (
        [
            FISH,
            DOF,
            ("ia", "issuer", "#รับรอง 1 กรมประมง"),
            ("ir", "both", "#ขยายเวลา 1 พรุ่งนี้ รอภาพ"),
        ],
        "ปิดแล้ว",
    ),
    (
        [
            PORK,
            DOF,
            ("ia", "issuer", "#รับรอง 1 กรมประมง"),
            ("ir", "both", "#ขยายเวลา 1 กรมประมง พรุ่งนี้เที่ยง"),
        ],
        "โปรดแจ้งผู้มอบหมาย",
    ),
    ([FLOOD, ("ir", "ddpm", "#รับทราบ 1 แต่ขอเวลาอีกนิด")], "#ขยายเวลา 1 วันเวลา เหตุผล"),
    ([FLOOD, ("ia", "issuer", "#ยกเลิก 1 ปภ.")], "#แก้ไข 1 ถึง: หน่วยงานที่เหลือ"),
    ([FLOOD, ("ia", "issuer", "#โอน 1 ปภ. จาก กรมชลประทาน เพราะน้ำ")], "โปรดระบุหน่วยงานอื่น"),
    ([FLOOD, ("ir", "both", "#รับทราบ")], "กรมประมง, กรมปศุสัตว์ ไม่มีประเด็นที่ต้องรับทราบ"),
    ([FLOOD, ("issuer", "issuer", "#วิธีใช้")], "ในกลุ่ม IA-Chat: #ประเด็น"),
    ([FLOOD, ("ddpm", "ddpm", "#วิธีใช้")], "ในกลุ่ม IR-Chat: #รายงาน\nดูตัวอย่างเต็ม เช่น #วิธีใช้ รายงาน"),
    ([FLOOD, ("ir", "ddpm", "#ขยายเวลา 1 วันนี้ 14.00 น. รอข้อมูล")], "โปรดระบุเวลาหลังจากนั้น\nหรือ"),
]


@pytest.mark.parametrize(("story", "way"), DEAD_ENDS, ids=[each[-1][2] for each, _ in DEAD_ENDS])
async def test_what_cannot_be_done_is_answered_with_what_this_person_can_do(story, way, town):
    for chat, who, text in story:
        town.fresh(chat)
        answer = await town.answer(chat, who, text)

    assert way in answer
