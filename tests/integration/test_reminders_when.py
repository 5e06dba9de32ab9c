"""When agencies are reminded: by urgency."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.audit_check import verify
from models.reminders import Reminder
from scheduler.auditor import audit_ledgers

pytestmark = pytest.mark.anyio

HOUR = timedelta(hours=1)
FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: ปภ.\nภายใน: พรุ่งนี้ 15.00 น."


async def ledger(town):
    """Name and state of every reminder, by its hour."""
    found = sorted(await town.rows(Reminder), key=lambda row: (row.due_at, row.id))
    return [(row.name, row.status) for row in found]


async def planned(town):
    return [name for name, status in await ledger(town) if status == "planned"]


async def findings(town):
    async with town.deps.reading() as session:
        return (await verify(session, 1)).findings


@pytest.mark.parametrize(
    ("mark", "names"),
    [
        ("", ["24h", "3h", "30m", "passed"]),
        ("ด่วน ", ["12h", "3h", "1h", "30m", "passed"]),
        ("ด่วนมาก ", ["12h", "3h", "1h", "30m", "passed"]),
        ("ด่วนที่สุด ", ["6h", "3h", "1h", "30m", "15m", "passed"]),
    ],
)
async def test_t1_the_more_urgent_the_more_often(town, mark, names):
    await town.answer("ia", "issuer", FLOOD.replace("น้ำท่วม", f"{mark}น้ำท่วม"))

    assert await planned(town) == names


async def test_t1_an_edit_of_the_urgency_changes_what_lies_ahead_and_nothing_else(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.tick(7 * HOUR)

    await town.answer("ia", "issuer", "#แก้ไข 1\nความเร่งด่วน: ด่วนที่สุด")
    await audit_ledgers(town.deps)
    assert await planned(town) == ["6h", "3h", "1h", "30m", "15m", "passed"]

    await town.answer("ia", "issuer", "#แก้ไข 1\nความเร่งด่วน: ปกติ")
    await audit_ledgers(town.deps)
    assert await ledger(town) == [
        ("24h", "delivered"),
        ("6h", "dropped"),
        ("3h", "planned"),
        ("1h", "dropped"),
        ("30m", "planned"),
        ("15m", "dropped"),
        ("passed", "planned"),
    ]
    assert await findings(town) == []


async def test_t1_the_auditor_knows_the_lead_times_of_an_urgent_issue(town):
    await town.answer("ia", "issuer", FLOOD.replace("น้ำท่วม", "ด่วน น้ำท่วม"))
    async with town.deps.sessions.begin() as session:
        await session.delete(await session.scalar(select(Reminder).where(Reminder.name == "1h")))

    await audit_ledgers(town.deps)

    assert await planned(town) == ["12h", "3h", "1h", "30m", "passed"]
