"""No statement of a working day goes through a table that grows with the years."""

from datetime import timedelta

import pytest
from collecting import JPEG, open_desk
from history import Listener, fill, slow
from life import edits, taps, unsends

from bot.commands.session import Opened
from bot.commands.workspace import set_remind_before
from scheduler.jobs import JOBS
from simulator.model.membership import Membership

pytestmark = pytest.mark.anyio

HOUR = timedelta(hours=1)
FLOOD = "#ประเด็น น้ำท่วม {}\nถึง: ปภ., กรมชลประทาน\nภายใน: วันนี้ {}.00 น.\nที่มา: https://example.com/{}"


async def day(town, desk):
    """A working day with every command, files, taps, edits and whatever the scheduler does."""
    for number, hour in ((1, 12), (2, 13), (3, 15), (4, 16)):
        await town.answer("ia", "issuer", FLOOD.format(number, hour, number))
    await town.later()
    posted = town.entries("ir")[-1].id
    for text in ("#ack 1 2 3", "#report 1 ok https://example.com/r", "#extend 2 16.00 น. รอข้อมูล"):
        await town.answer("ir", "ddpm", text)
    desk.sends("ddpm", JPEG)
    await desk.later(2 * HOUR)
    await town.answer("ir", "rid", "#report ok", quote=posted)
    await taps(town, "ia", "issuer", "อนุมัติ")
    for text in ("#transfer 3 กรมประมง ไม่ใช่", "#return 1 ปภ. ขาดสาเหตุ", "#edit 2 ไฟป่า"):
        await town.answer("ia", "issuer", text)
    async with town.deps.sessions.begin() as session:
        opened = Opened(town.deps.settings, session, town.now)
        await set_remind_before(opened, await opened.hold("main"), {"remind_before": "2h"})
    for text in ("#status 2", "#list", "#overdue", "#remind 2"):
        await town.answer("ia", "issuer", text)
    for text in ("#roster", "#quota", "#stats", "#stats 2570", "#vouch A1 สมชาย รักษ์น้ำ"):
        await town.answer("ia", "admin", text)
    await town.answer("admin", "admin", "#stats 2570 มท. detail")
    aside = town.says("ir", "guest", "#report 2 นอกทะเบียน")
    await desk.later(HOUR)
    report = town.says("ir", "rid", "#report 2 ไม่จริง")
    await desk.later(HOUR)
    await edits(town, "ir", "rid", report, "#report 2 ไม่จริงเลย")
    await town.answer("ir", "rid", "#mine")
    await town.answer("ia", "issuer", "#accept 2")
    await unsends(town, "ir", "rid", report)
    await unsends(town, "ir", "guest", aside)
    mistake = town.says("ia", "issuer", FLOOD.format(5, 17, 5).replace("วันนี้", "พรุ่งนี้"))
    await desk.work()
    await unsends(town, "ia", "issuer", mistake)
    for text in ("#cancel 4 ซ้ำ", "#close 1"):
        await town.answer("ia", "issuer", text)
    Membership(town.platform).leaves(town.chats["ir"], town.people["guest"])
    for _ in range(8):
        await town.tick(3 * HOUR)
    for _ in range(7):  # what is late shows when the scheduler has run for some minutes
        await town.tick(timedelta(seconds=50))
    for job in JOBS:
        await job.run(town.deps)
    await desk.work()


async def test_nothing_goes_through_a_table_that_grows(town):
    listener = Listener(town.deps.engine)
    async with open_desk(town, town.platform) as desk:
        await day(town, desk)
    heard = dict(listener.heard)
    await fill(town.deps.engine, town.now)
    wrong = []
    for statement, parameters in heard.items():
        async with town.deps.engine.connect() as connection:
            if steps := await slow(connection, statement, parameters):
                wrong.append((steps, statement))
            await connection.rollback()

    assert len(heard) > 100
    assert "\n\n".join(f"{steps}\n{statement}" for steps, statement in wrong) == ""
