"""Who reports while LINE takes nothing is not reminded when it does again. Rule M32."""

from datetime import timedelta

import pytest

from domain.planner import Route
from models.outbox import OutboxMessage
from models.reminders import Reminder
from scheduler.auditor import audit_ledgers
from scheduler.jobs import ask_quota
from simulator.model.faults import ApiFault, ApiFaultKind

pytestmark = pytest.mark.anyio

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: {}\nภายใน: พรุ่งนี้ 15.00 น."
DDPM, RID = "กรมป้องกันและบรรเทาสาธารณภัย", "กรมชลประทาน"
OUT = [
    ApiFault(ApiFaultKind.STATUS, "pushMessage", 99, status=500),
    ApiFault(ApiFaultKind.STATUS, "pushMessage", 99, status=401),
]


@pytest.fixture(params=OUT, ids=["in doubt", "refused"])
async def out(town, request):
    """LINE takes no push of the reminder that is due."""
    await town.answer("ia", "issuer", FLOOD.format("ปภ., กรมชลประทาน"))
    await town.later(MINUTE)
    town.platform.faults.add(request.param)
    await town.tick(6 * HOUR)
    town.fresh("ir")
    return town


async def is_back(town):
    town.platform.faults.clear()
    for _ in range(3):
        await town.later(10 * MINUTE)
    await audit_ledgers(town.deps)
    return [said for said in town.fresh("ir") if "แจ้งเตือนกำหนด" in said]


async def states(town):
    found = [row for row in await town.rows(Reminder) if row.name == "24h"]
    return sorted((row.status, row.reason) for row in found)


async def test_only_who_still_owes_a_report_is_reminded(out):
    await out.answer("ir", "ddpm", "#report 1 ชี้แจงแล้ว")

    (said,) = await is_back(out)

    assert RID in said
    assert DDPM not in said
    assert await states(out) == [("delivered", ""), ("dropped", "reported")]


async def test_where_all_have_reported_nobody_is(out):
    await out.answer("ir", "ddpm", "#report 1 ชี้แจงแล้ว")
    await out.answer("ir", "rid", "#report 1 ชี้แจงแล้ว")

    assert await is_back(out) == []
    assert await states(out) == [("dropped", "reported")] * 2


async def test_who_is_told_in_private_is_told_nothing_either(town):
    town.set(route=Route.DIRECT)
    await town.hear("ddpm", "ddpm", "#help")
    await ask_quota(town.deps)
    await town.answer("ia", "issuer", FLOOD.format("ปภ."))
    await town.later(16 * MINUTE)
    town.platform.faults.add(OUT[0])
    await town.tick(6 * HOUR)
    await town.later(9 * MINUTE)
    assert [row.chat for row in await town.rows(OutboxMessage) if row.state == "waiting"] == [
        town.people["ddpm"]
    ]
    town.fresh("ddpm")
    await town.answer("ir", "ddpm", "#report 1 ชี้แจงแล้ว")

    await is_back(town)

    assert not any("น้ำท่วม" in said for said in town.fresh("ddpm"))
    assert await states(town) == [("dropped", "reported")]
