"""Messages that were unsent: what their words leave behind, whatever arrives first."""

from datetime import timedelta

import pytest
from collecting import JPEG
from life import FLOOD
from photographs import history
from sqlalchemy import select, update

from bot.inbox.incoming import Speaker, open_context
from domain.chat.rights import Place
from handlers.unsend import unsend_message
from models.evidence import Evidence
from models.inbox import InboxEvent, InboxState, Message
from models.issues import Issue
from models.people.aside import ReportAside
from models.workspaces import Workspace
from scheduler import jobs
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio

SECRET = "ความลับสุดยอดของเขื่อนภูมิพล"


@history
async def flood(town):
    """Issue 1."""
    await town.answer("ia", "issuer", FLOOD)
    await town.later()
    town.fresh("ir")


async def overtaken(town, chat, who, *texts):
    """A message, perhaps edited, whose webhooks arrive after that of its unsending."""
    phones = Phones(town.platform)
    message = town.says(chat, who, texts[0])
    for text in texts[1:]:
        town.platform.clock.advance(timedelta(minutes=1))
        phones.edits(town.people[who], message, text)
    said = town.platform.webhooks.drain()
    town.platform.clock.advance(timedelta(minutes=1))
    phones.unsends(town.people[who], message)
    await town.deliver()
    await town.work()
    for each in said:
        assert await town.post(each.body, each.headers) == 200
    await town.work()
    await town.later(timedelta(hours=2))
    return message


async def words_in(town):
    return [row for row in await town.inbox() if SECRET in str(row.event)]


@pytest.mark.usefixtures("flood")
@pytest.mark.parametrize(
    ("chat", "who", "texts"),
    [
        ("ia", "issuer", [f"#ประเด็น {SECRET}\nถึง: ปภ.\nภายใน: พรุ่งนี้"]),
        ("ir", "ddpm", [f"#รายงาน 1 {SECRET}"]),
        ("ir", "ddpm", ["สวัสดี", f"#รายงาน 1 {SECRET}"]),
        ("ir", "ddpm", [f"#รายงาน 1 {SECRET}", f"#รายงาน 1 {SECRET} อีก"]),
        ("ir", "guest", [f"#รายงาน 1 {SECRET}"]),
        ("ia", "issuer", [f"#ยกเลิก 1 {SECRET}"]),
    ],
)
async def test_what_arrives_after_its_unsending_does_nothing(town, chat, who, texts):
    town.fresh("ia")

    await overtaken(town, chat, who, *texts)

    assert [issue.number for issue in await town.issues()] == [1]
    assert (await town.issues())[0].status == "open"
    assert await town.reports() == []
    assert await town.rows(ReportAside) == []
    assert await words_in(town) == []
    assert (town.fresh("ia"), town.fresh("ir")) == ([], [])


@pytest.mark.usefixtures("flood")
async def test_a_file_that_arrives_after_its_unsending_is_no_evidence(town):
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจง")
    phones, ir, ddpm = Phones(town.platform), town.chats["ir"], town.people["ddpm"]
    file = {"type": "file", "fileName": f"{SECRET}.jpg", "fileSize": len(JPEG)}
    message = phones.sends(ir, ddpm, file, JPEG, "image/jpeg")
    said = town.platform.webhooks.drain()
    phones.unsends(ddpm, message.id)
    await town.deliver()
    await town.work()
    for each in said:
        await town.post(each.body, each.headers)
    await town.work()

    assert await town.rows(Evidence) == []
    assert await words_in(town) == []


async def test_an_unsent_id_is_forgotten_with_what_other_messages_did(town):
    await overtaken(town, "ir", "ddpm", "สวัสดี")
    async with town.deps.reading() as session:
        assert len((await session.execute(Message.__table__.select())).all()) == 1
    town.platform.clock.advance(timedelta(days=401))

    await jobs.erase(town.deps)

    async with town.deps.reading() as session:
        assert (await session.execute(Message.__table__.select())).all() == []


@pytest.mark.usefixtures("flood")
async def test_what_was_given_up_is_erased_without_being_read_again(town):
    message = town.says("ir", "ddpm", f"#รายงาน 1 {SECRET}")
    await town.deliver()
    deps, now = town.deps, town.deps.clock()
    async with deps.reading() as session:
        home = await session.scalar(select(Issue.workspace_id))
    async with deps.holding(home) as session:
        given_up = update(InboxEvent).where(InboxEvent.message_id == message)
        await session.execute(given_up.values(state=InboxState.DEAD))

    async def unreadable(_):
        raise IndexError

    async with deps.holding(home) as session:
        speaker = Speaker(Place.IR, await session.get_one(Workspace, home))
        kept = (session, deps.settings, deps.known, speaker)
        ctx = await open_context(*kept, now=now, occurred_at=now)
        await unsend_message(message, ctx, unreadable)

    assert await words_in(town) == []


@pytest.mark.usefixtures("flood")
async def test_a_report_that_was_unsent_while_line_took_nothing_is_not_shown_empty(town):
    message = town.says("ir", "ddpm", f"#รายงาน 1 {SECRET}")
    await town.deliver()
    await town.work()
    town.fresh("ia")
    right, town.platform.channel.token = town.platform.channel.token, "another"
    await town.tick(timedelta(hours=1, minutes=1))
    Phones(town.platform).unsends(town.people["ddpm"], message)
    await town.deliver()
    await town.work()
    town.platform.channel.token, town.platform.quota.spent = right, True
    await town.tick(timedelta(hours=1))

    heard = await town.hear("ia", "issuer", "#list")

    assert [line.status for line in town.platform.ledger if line.status == 400] == []
    assert sum("ถอนข้อความรายงาน" in said for said in heard) == 1
