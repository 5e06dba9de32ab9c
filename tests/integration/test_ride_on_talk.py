"""Talk in a group gives its free reply to what waits there, if the operator wants it; rule M19."""

from datetime import timedelta

import pytest

from models.outbox import OutboxMessage
from models.roster.members import Stranger
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio

FLOOD = "#ประเด็น น้ำท่วม\nถึง: ปภ.\nภายใน: พรุ่งนี้ 15.00 น."
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def rides(town):
    town.set(ride_on_talk=True)
    return town


async def kinds(town, chat):
    """How what a chat was told went there, sorted."""
    rows = await town.rows(OutboxMessage)
    return sorted(row.kind for row in rows if row.chat == town.chats[chat])


async def test_who_talks_takes_along_what_waits_and_it_costs_nothing(rides):
    await rides.answer("ia", "issuer", FLOOD)

    read = await rides.answer("ir", "guest", "สวัสดีตอนบ่ายค่ะ")

    assert "#1" in read
    assert "น้ำท่วม" in read
    await rides.later()
    assert await kinds(rides, "ir") == ["reply"]
    (row,) = [each for each in await rides.inbox() if each.chat == rides.chats["ir"]]
    assert row.message_id is None
    assert row.event["message"] == {}
    assert rides.people["guest"] not in str(row.event)
    assert await rides.rows(Stranger) == []


async def test_where_nothing_waits_nothing_is_kept_of_talk(rides):
    await rides.answer("ia", "issuer", FLOOD)
    await rides.later()
    rides.fresh("ir")
    before = len(await rides.inbox())

    assert await rides.hear("ir", "guest", "สวัสดีค่ะ") == []
    assert await rides.hear("ia", "guest", "สวัสดีค่ะ") == []
    assert len(await rides.inbox()) == before


async def test_talk_gives_nothing_unless_the_operator_wants_it(town):
    await town.answer("ia", "issuer", FLOOD)

    assert await town.hear("ir", "guest", "สวัสดีค่ะ") == []
    assert [each for each in await town.inbox() if each.chat == town.chats["ir"]] == []


async def test_of_much_talk_the_newest_is_replied_to_and_a_sticker_counts(rides):
    await rides.answer("ia", "issuer", FLOOD)
    for text in ("ค่ะ", "ครับ"):
        rides.says("ir", "guest", text)
    ir, guest = rides.chats["ir"], rides.people["guest"]
    Phones(rides.platform).sends(ir, guest, {"type": "sticker", "packageId": "1", "stickerId": "2"})
    await rides.deliver()
    await rides.work()

    assert len(rides.fresh("ir")) == 1
    assert len([each for each in await rides.inbox() if each.chat == ir]) == 1


async def test_a_dead_token_leaves_what_waits_to_the_push(rides):
    await rides.answer("ia", "issuer", FLOOD)
    rides.says("ir", "guest", "สวัสดีค่ะ")
    await rides.deliver()
    rides.platform.clock.advance(AN_HOUR)
    await rides.work()
    await rides.later()

    assert "น้ำท่วม" in "\n".join(rides.fresh("ir"))
    assert await kinds(rides, "ir") == ["push", "reply"]


async def test_an_edit_of_talk_that_was_replied_to_stays_talk(rides):
    await rides.answer("ia", "issuer", FLOOD)
    said = rides.says("ir", "guest", "สวัสดีค่ะ")
    await rides.deliver()
    await rides.work()
    before = len(await rides.inbox())

    Phones(rides.platform).edits(rides.people["guest"], said, "สวัสดีครับ")
    await rides.deliver()

    assert len(await rides.inbox()) == before
