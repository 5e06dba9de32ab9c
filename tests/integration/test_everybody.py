"""An issue for every agency there is: each answer is one request, and LINE takes all of them."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from town import GATHERED

from models.outbox import OutboxKind, OutboxMessage, OutboxState

pytestmark = pytest.mark.anyio

HEADLINE = "ข่าวลือเรื่องน้ำท่วม" * 15
EVERYBODY = f"#issue {HEADLINE}\nถึง: ทุกกระทรวง, ทุกส่วนราชการ, ทุกจังหวัด\nภายใน: วันนี้ {{}}.00 น."
ASKED = ("#status 1", "#list", "#roster", "#stats 2570", "#remind 1")
LATER = ("#status 1", "#overdue", "#edit 2 อื่น", "#cancel 1 ซ้ำ")


async def test_an_issue_for_everybody(town):
    for hour in (11, 12):
        await town.answer("ia", "issuer", EVERYBODY.format(hour))
        await town.later(GATHERED)
    for text in ASKED:
        await town.answer("ia", "admin", text)
    for _ in range(4):
        await town.tick(timedelta(hours=1))
    for text in LATER:
        await town.answer("ia", "issuer", text)
    await town.later(GATHERED)

    async with town.deps.reading() as session:
        requests = list(await session.scalars(select(OutboxMessage)))
    replies = [one for one in requests if one.kind == OutboxKind.REPLY]
    assert {one.state for one in requests} == {OutboxState.SENT}
    assert len(replies) == 2 + len(ASKED) + len(LATER)
    assert len(requests) > len(replies)
