"""`#agenda` and `#result`: Joint KPIs in the chats."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from domain.issues.assignments import AgencyRole
from domain.joint.register import Agenda, JointIndicator, Register, Share, Target
from domain.scores import Direction
from models import agencies, joint
from models.audit import AuditEntry
from models.audit.check import verify
from models.joint.results import JointResult

pytestmark = pytest.mark.anyio

TARGETS = (Target(Decimal(50), Decimal(50)), None, Target(Decimal(100), Decimal(100)))
REGISTER = Register(
    (Agenda("6", "ความปลอดภัยทางถนน", "แผนแม่บท 7"), Agenda("7", "น้ำ")),
    (
        JointIndicator("6.1", "6", "ถนนที่ปลอดภัย", "ต้นทาง", "ร้อยละ", Direction.UP, targets=TARGETS),
        JointIndicator("6.2", "6", "ผู้บาดเจ็บ"),
    ),
    (
        Share("6.1", "MOI-DDPM", AgencyRole.LEAD),
        Share("6.1", "MOAC-RID", AgencyRole.SUPPORT),
        Share("6.2", "MOAC-RID", AgencyRole.LEAD),
    ),
)


@pytest.fixture
async def register(town):
    async with town.deps.holding(1) as session:
        known = {row.code: row for row in await agencies.of_workspace(session, 1)}
        await joint.put(session, 1, 2570, REGISTER, known, town.now)


@pytest.mark.usefixtures("register")
async def test_a_result_is_entered_corrected_and_accepted(town):
    taken = await town.answer("ir", "ddpm", "#ผล 6.1 ๗๕")
    assert taken == (
        "บันทึกผลตัวชี้วัด 6.1 ถนนที่ปลอดภัย\n"
        "กรมป้องกันและบรรเทาสาธารณภัย 2570Q1: 75 ร้อยละ · 75 คะแนน · รอผู้ประเมินรับรอง"
    )
    corrected = await town.answer("ddpm", "ddpm", "#result 6.1 ร้อยละ 80 ไตรมาส 1")
    assert "(แก้จาก 75)" in corrected
    assert "80 คะแนน" in corrected

    shown = await town.answer("evaluator", "evaluator", "#วาระ 6.1")
    assert "เป้าหมาย: ขั้นต้น 50, ขั้นสูง 100 ร้อยละ" in shown
    assert "หลัก: กรมป้องกันและบรรเทาสาธารณภัย" in shown
    assert "สนับสนุน: กรมชลประทาน" in shown
    assert "80 ร้อยละ · 80 คะแนน · รอผู้ประเมินรับรอง" in shown
    accepted = await town.answer("evaluator", "evaluator", "#ผล 6.1 รับรอง 2570Q1 ปภ.")
    assert accepted.endswith("80 คะแนน · รับรองแล้ว")

    whole = await town.answer("ia", "issuer", "#agenda 6")
    assert whole.startswith("วาระ 6 ความปลอดภัยทางถนน\nแผนแม่บท 7\n6.1 ถนนที่ปลอดภัย (ต้นทาง)")
    assert "80 คะแนน · รับรองแล้ว" in whole
    every = await town.answer("ia", "issuer", "#agenda")
    assert "• 6 ความปลอดภัยทางถนน: 2 ตัวชี้วัด มีผล 1" in every
    async with town.deps.reading() as session:
        rows = list(await session.scalars(select(JointResult).order_by(JointResult.id)))
        entries = list(
            await session.scalars(
                select(AuditEntry.action).where(AuditEntry.subject == "joint:2570")
            )
        )
        assert (await verify(session, 1)).findings == []
    assert [(str(row.value), row.state) for row in rows] == [("75", "waiting"), ("80", "accepted")]
    assert entries == ["joint.results", "joint.results", "joint.judged"]


@pytest.mark.usefixtures("register")
async def test_a_returned_result_scores_nothing_until_another_comes(town):
    await town.answer("ir", "ddpm", "#result 6.1 75")

    returned = await town.answer("evaluator", "evaluator", "#result 6.1 return")

    assert "ไม่มีคะแนน · ตีกลับ" in returned
    assert "หน่วยงานแจ้งผลใหม่ด้วย #ผล 6.1" in returned
    assert "60 คะแนน · รอผู้ประเมินรับรอง" in await town.answer("ir", "ddpm", "#result 6.1 60")


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("who", "typed", "said"),
    [
        ("ddpm", "#result 6.2 75", "หน่วยงานนี้ไม่อยู่ในตัวชี้วัด 6.2"),
        ("evaluator", "#result 6.1 75", "หน่วยงานนี้ไม่อยู่ในตัวชี้วัด 6.1"),
        ("ddpm", "#result 6.9 75", "ไม่มีวาระหรือตัวชี้วัดรหัส 6.9"),
        ("ddpm", "#result 6.1", "ยังไม่ได้ระบุรหัสตัวชี้วัดหรือผล"),
        ("ddpm", "#result 6.1 7,5", "อ่าน 7,5 ไม่ได้"),
        ("ddpm", "#result 6.1 75 2569Q1", "อ่าน 2569Q1 ไม่ได้"),
        ("ddpm", "#result 6.1 accept", "ผู้ประเมิน"),
        ("evaluator", "#result 6.1 accept", "ไม่มีผลตัวชี้วัด 6.1"),
        ("ddpm", "#agenda 9", "ไม่มีวาระหรือตัวชี้วัดรหัส 9"),
    ],
)
async def test_what_cannot_be_is_refused_with_what_can(town, who, typed, said):
    assert said in await town.answer(who, who, typed)


async def test_without_a_register_the_answer_says_so(town):
    assert "ยังไม่มีทะเบียนตัวชี้วัดร่วมของปีงบประมาณ 2570" in await town.answer("ia", "issuer", "#agenda")
