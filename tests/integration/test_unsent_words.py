"""The words of an unsent message stand nowhere any more: in no column of any table, in no message.

The tables are not named here: whoever adds one finds out whether it keeps such words.
"""

import json
from datetime import timedelta
from itertools import product

import pytest
from collecting import JPEG, issue_and_report, open_desk
from life import FLOOD, edits, taps
from photographs import history
from sqlalchemy import JSON, String, bindparam, cast, literal, or_, select, union_all, update
from town import GATHERED

from bot.inbox.dispatcher import drain_inbox
from bot.outbox.enqueue import push_due_notices
from bot.outbox.sender import claim, deliver
from models import Model, groups, workspaces
from models.inbox import InboxEvent
from models.issues.reports import Report
from models.people import Person
from simulator.model.faults import ApiFault
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio

SECRET = "ความลับของเขื่อน"
LINK = "https://secret.go.th/x"
ISSUE = f"#ประเด็น {SECRET}\nถึง: ปภ., กรมชลประทาน\nภายใน: วันนี้ 15.00 น.\nรายละเอียด: {SECRET} {LINK}"
HOURS = timedelta(hours=30)


@history
async def flood(town):
    """Issue 1, on which the DDPM has reported."""
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("ir", "ddpm", "#รายงาน 1 ชี้แจง")
    await town.later()


def _holding(table):
    """The question whether a table's texts hold a word, as it is written or in JSON."""
    forms = bindparam("word", type_=String), bindparam("escaped", type_=String)
    texts = [cast(each, String) for each in COLUMNS[table]]
    found = or_(*(each.contains(form, escape="!") for each in texts for form in forms))
    return select(literal(table.name)).where(select(literal(1)).where(found).exists())


COLUMNS = {
    table: columns
    for table in Model.metadata.sorted_tables
    if (columns := [each for each in table.columns if isinstance(each.type, String | JSON)])
}
HOLDING = union_all(*map(_holding, COLUMNS))


async def places(town, *words):
    """The columns, as table.column, that hold one of these words.

    Which tables do is one question for all: nearly always it is none.
    """
    found, tables = set(), set()
    async with town.deps.reading() as session:
        for word in words:
            forms = {"word": word, "escaped": json.dumps(word)[1:-1]}
            tables |= set(await session.scalars(HOLDING, forms))
        for table, columns in COLUMNS.items():
            rows = await session.execute(select(*columns)) if table.name in tables else ()
            for row, column in product(rows, range(len(columns))):
                value = row[column]
                said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                if any(word in said for word in words):
                    found.add(str(columns[column]))
    return found


async def unsends_by(town, who, message):
    """Somebody takes a message back, and the event is dealt with; nothing more is sent."""
    Phones(town.platform).unsends(town.people[who], message)
    await town.deliver()
    await drain_inbox(town.deps)


async def said(town, chat, who, text, *, sent):
    """Somebody says something that is dealt with; `sent` says whether the answers are sent too."""
    message = town.says(chat, who, text)
    await town.deliver()
    await (town.work() if sent else drain_inbox(town.deps))
    return message


async def nothing_is_left(town, *words):
    """No column has the words, and nobody is told them from now on."""
    assert await places(town, *words) == set()
    for chat in ("ia", "ir"):
        town.fresh(chat)
    await town.tick()
    await town.tick(HOURS)
    heard = "\n".join([*town.fresh("ia"), *town.fresh("ir")])
    assert not any(word in heard for word in words)
    assert await places(town, *words) == set()
    return heard


COMMANDS = [
    ("ia", "issuer", ISSUE),
    ("ia", "issuer", f"{ISSUE}\n\n#ยกเลิก 9 {SECRET}"),
    ("ia", "issuer", f"#ประเด็น {SECRET}\nถึง: กรมที่ไม่มี {SECRET}\nภายใน: วันนี้"),
    ("ia", "issuer", f"#ปิด 3\n\n#ประเด็น ก\nถึง: {SECRET}\nภายใน: {SECRET}"),
    ("ia", "issuer", f"#แก้ไข 1\nเรื่อง: {SECRET}\nรายละเอียด: {SECRET} {LINK}"),
    ("ia", "issuer", f"#ขยายเวลา 1 วันนี้ 17.00 น. {SECRET}"),
    ("ia", "issuer", f"#โอน 2 กรมการแพทย์ จาก กรมชลประทาน {SECRET}"),
    ("ir", "rid", f"#ขยายเวลา 1 พรุ่งนี้ 10.00 น. {SECRET}"),
    ("ia", "issuer", f"#ไม่อนุมัติ 1 กรมชลประทาน เพราะ{SECRET}"),
    ("ir", "rid", f"#โอน 1 กรมการแพทย์ {SECRET}"),
    ("ir", "rid", f"#รายงาน 1 กำลังดำเนินการ {SECRET}"),
    ("ir", "rid", f"#รายงาน 77 {SECRET}"),
    ("ir", "rid", f"#รายงาน {SECRET}"),
    ("ir", "rid", f"#reprt 1 {SECRET}"),
    ("ir", "rid", f"#รายงาน 1 {SECRET} {LINK}"),
    ("ir", "guest", f"#รายงาน 1 {SECRET} {LINK}"),
    ("ia", "issuer", f"#ตีกลับ 1 ปภ. {SECRET}"),
    ("ia", "issuer", f"#ยกเลิก 1 {SECRET}"),
]
"""Each is carried out, but for one that names no agency, one that names no issue, and a slip."""


@pytest.mark.usefixtures("flood")
@pytest.mark.parametrize("sent", [False, True])
async def test_the_words_of_unsent_commands_stand_nowhere(town, sent):
    secrets = [f"{SECRET}ที่{chr(ord('ก') + at)}" for at in range(len(COMMANDS))]
    for (chat, who, text), secret in zip(COMMANDS, secrets, strict=True):
        message = await said(town, chat, who, text.replace(SECRET, secret), sent=sent)
        await unsends_by(town, who, message)
        assert (text, await places(town, secret)) == (text, set())

    await nothing_is_left(town, SECRET, LINK)


@pytest.mark.usefixtures("flood")
async def test_an_issue_that_was_talked_about_is_talked_about_without_its_words(town):
    message = await said(town, "ia", "issuer", ISSUE, sent=True)
    await edits(town, "ia", "issuer", message, ISSUE.replace("รายละเอียด: ", "รายละเอียด: ใหม่ "))
    for chat, who, text in (
        ("ir", "ddpm", "#รับทราบ 2"),
        ("ddpm", "ddpm", "#สถานะ 2"),
        ("ir", "rid", "#รายการ"),
        ("ir", "ddpm", "#รายงาน 2 ชี้แจง"),
        ("ia", "issuer", "#เตือน 2"),
    ):
        await said(town, chat, who, text, sent=False)
    await unsends_by(town, "issuer", message)

    heard = await nothing_is_left(town, SECRET, LINK)

    assert "(ผู้ส่งถอนข้อความ)" in heard
    assert "#2" in heard


@pytest.mark.usefixtures("flood")
async def test_who_has_yet_to_hear_of_an_issue_hears_of_its_unsending_once(town):
    message = await said(town, "ia", "issuer", ISSUE, sent=True)
    await unsends_by(town, "issuer", message)

    heard = await nothing_is_left(town, SECRET, LINK)

    assert heard.count("ผู้ส่งถอนข้อความของประเด็น #2") == 1  # in IA


@pytest.mark.usefixtures("flood")
@pytest.mark.parametrize("choice", ["อนุมัติ", "ไม่อนุมัติ"])
async def test_a_request_that_was_decided_is_told_without_its_reason(town, choice):
    text = f"#ขยายเวลา 1 พรุ่งนี้ 10.00 น. {SECRET}"
    message = await said(town, "ir", "rid", text, sent=True)
    await town.later(HOURS / 9)
    await taps(town, "ia", "issuer", choice)
    await unsends_by(town, "rid", message)

    heard = await nothing_is_left(town, SECRET)

    assert "#1" in heard


@pytest.mark.usefixtures("flood")
@pytest.mark.parametrize("vouched", [False, True])
async def test_a_report_kept_aside_leaves_no_words(town, vouched):
    message = await said(town, "ir", "guest", f"#รายงาน 1 {SECRET} {LINK}", sent=True)
    if vouched:
        async with town.deps.sessions.begin() as session:
            rid = (await session.scalars(select(Report))).one().reported_by_id
        await town.answer("admin", "admin", f"#รับรองผู้ส่ง 1 {rid}")
    await unsends_by(town, "guest", message)

    await nothing_is_left(town, SECRET, LINK)


@pytest.mark.usefixtures("flood")
@pytest.mark.parametrize("sent", [False, True])
@pytest.mark.parametrize("completed", [False, True])
async def test_a_command_that_was_completed_later_leaves_no_words(town, sent, completed):
    text = f"#ประเด็น {SECRET}\nถึง: ทช.\nรายละเอียด: {SECRET} {LINK}"
    message = await said(town, "ia", "issuer", text, sent=sent)
    if completed:
        await said(town, "ia", "issuer", "ถึง กรมประมง ภายในพรุ่งนี้", sent=sent)
    assert len(await town.issues()) == 1 + completed
    await unsends_by(town, "issuer", message)

    await nothing_is_left(town, SECRET, LINK)


@pytest.mark.usefixtures("flood")
async def test_what_an_edited_report_said_before_goes_as_well(town):
    message = await said(town, "ir", "rid", f"#รายงาน 1 {SECRET} {LINK}", sent=False)
    await edits(town, "ir", "rid", message, "#รายงาน 1 อีกอย่างหนึ่ง")
    await edits(town, "ir", "rid", message, f"ขออภัย {SECRET}")
    await unsends_by(town, "rid", message)

    await nothing_is_left(town, SECRET, LINK, "อีกอย่างหนึ่ง")


async def test_the_name_of_an_unsent_file_goes(town, platform):
    await issue_and_report(town)
    async with open_desk(town, platform) as desk:
        message = desk.sends("ddpm", JPEG, kind="file", name=f"{SECRET}.jpg")
        await desk.told()
        assert await places(town, SECRET) != set()
        desk.unsends("ddpm", message)
        await desk.work()

    assert await places(town, SECRET) == set()


@pytest.mark.usefixtures("flood")
async def test_a_push_on_its_way_is_not_said_plainly_with_words_unsent_meanwhile(town):
    message = await said(town, "ia", "issuer", ISSUE, sent=True)
    town.platform.clock.advance(GATHERED)
    await push_due_notices(town.deps)
    (row,) = await claim(town.deps, 1)
    await unsends_by(town, "issuer", message)

    town.platform.faults.add(ApiFault("status", "pushMessage", 1, status=400))
    await deliver(town.deps, row)

    await nothing_is_left(town, SECRET, LINK)


@pytest.mark.usefixtures("flood")
@pytest.mark.parametrize("moved", [False, True])
async def test_words_unsent_in_a_group_that_has_lost_its_place_go_as_well(town, moved):
    message = await said(town, "ia", "issuer", ISSUE, sent=True)
    async with town.deps.sessions.begin() as session:
        other = await workspaces.add(session, code="other", name="other", now=town.now)
        group = await groups.by_line_id(session, town.chats["ia"])
        if moved:
            group.workspace_id = other.id
        else:
            group.left_at = group.replaced_at = town.now
    await unsends_by(town, "issuer", message)

    await nothing_is_left(town, SECRET, LINK)


@pytest.mark.usefixtures("flood")
@pytest.mark.parametrize("moved", ["ia", "ir"])
async def test_words_unsent_go_also_where_they_were_told_before_a_group_moved(town, moved):
    edit = f"#แก้ไข 1\nเรื่อง: {SECRET}\nรายละเอียด: {SECRET} {LINK}"
    messages = [await said(town, "ia", "issuer", text, sent=True) for text in (ISSUE, edit)]
    await town.later()
    await town.answer("ir", "ddpm", "#รายการ")
    async with town.deps.sessions.begin() as session:
        other = await workspaces.add(session, code="other", name="other", now=town.now)
        group = await groups.by_line_id(session, town.chats[moved])
        group.workspace_id = other.id
    for message in messages:
        await unsends_by(town, "issuer", message)

    await nothing_is_left(town, SECRET, LINK)


@pytest.mark.usefixtures("flood")
async def test_words_unsent_go_also_where_they_were_told_an_account_that_was_released(town):
    message = await said(town, "ia", "issuer", ISSUE, sent=True)
    await town.answer("ddpm", "ddpm", "#สถานะ 2")
    async with town.deps.sessions.begin() as session:
        await session.execute(update(Person).values(line_user_id=None))
    await unsends_by(town, "issuer", message)

    await nothing_is_left(town, SECRET, LINK)


@pytest.mark.usefixtures("flood")
async def test_words_unsent_go_also_when_our_clock_was_ahead_as_they_were_said(town):
    message = await said(town, "ia", "issuer", ISSUE, sent=False)
    async with town.deps.sessions.begin() as session:
        await session.execute(update(InboxEvent).values(recorded_at=town.now + 7 * HOURS / 30))
    await town.work()
    await town.later()
    await unsends_by(town, "issuer", message)

    await nothing_is_left(town, SECRET, LINK)
