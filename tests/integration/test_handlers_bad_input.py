"""Bad input gets the right status or one clear sentence, and the next message works."""

import pytest
from fakes import event, signed, text_event, webhook_body

from simulator.model.membership import Membership
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio

GOOD = "#issue น้ำท่วม\nถึง: ปภ.\nภายใน: พรุ่งนี้ 15.00 น."


async def works(town):
    """Whether the next message is answered."""
    return "ประเด็น #" in await town.answer("ia", "issuer", GOOD)


COMMAND = webhook_body(text_event("#list"))
REQUESTS = {
    "no signature": (COMMAND, {}, 400),
    "a wrong signature": (COMMAND, {"x-line-signature": "c2lnbmVk"}, 400),
    "another body's signature": (COMMAND, signed(b"something else"), 400),
    "another secret": (COMMAND, signed(COMMAND, "another secret"), 400),
    "no JSON": (b"this is no JSON", signed(b"this is no JSON"), 400),
    "2 MB": (b" " * 2_000_000, signed(b" " * 2_000_000), 413),
}


async def test_a_bad_request_is_refused_and_costs_nothing(town):
    answers = {
        name: await town.post(body, headers) for name, (body, headers, _) in REQUESTS.items()
    }

    assert answers == {name: status for name, (_, _, status) in REQUESTS.items()}
    assert await town.inbox() == []
    assert await works(town)


STRANGE = [
    event("teleported"),
    event(message={"type": "hologram", "id": "1"}),
    text_event("#list", source={"type": "planet"}),
    text_event("#list", mode="standby"),
    text_event("#list", webhookEventId=None),
    {"type": "message"},
    "no object",
]


async def test_unknown_events_are_taken_and_passed_over(town):
    for strange in STRANGE:
        body = webhook_body(strange)
        assert await town.post(body, signed(body)) == 200

    await town.work()
    assert await town.inbox() == []
    assert await works(town)


async def test_without_a_user_id_the_sender_is_asked_to_use_the_phone(town):
    source = {"type": "group", "groupId": town.chats["ir"]}
    Phones(town.platform).says(town.chats["ir"], town.people["ddpm"], "#mine")
    ((sent,),) = [batch.events for batch in town.platform.webhooks.drain()]
    body = webhook_body(sent | {"source": source})

    assert await town.post(body, signed(body)) == 200
    await town.work()

    (said,) = town.fresh("ir")
    assert "โทรศัพท์" in said
    assert await town.refusals() == ["no_sender"]
    assert await works(town)


async def test_an_unbound_group_is_told_how_to_be_bound(town):
    group = Membership(town.platform).new_group("new", list(town.people.values()))
    town.chats["new"] = group.group_id
    await town.deliver()
    await town.work()
    town.fresh("new")

    (said,) = await town.hear("new", "issuer", GOOD)

    assert "#ผูกกลุ่ม" in said
    assert await town.issues() == []
    assert await works(town)


async def test_an_unknown_sender_is_told_how_to_enrol(town):
    for text in ("#report 1 ok", "#list", GOOD, "#report", "#issue"):
        (said,) = await town.hear("ir", "guest", text)
        assert "#ลงทะเบียน" in said

    assert await works(town)


SENTENCES = [
    ("ir", "ddpm", "#report 99 ok", "ไม่พบประเด็น #99", "unknown_issue"),
    ("ir", "ddpm", "#status ๙๙", "ไม่พบประเด็น #99", "unknown_issue"),
    ("ir", "ddpm", "#ack 99", "ไม่พบประเด็น #99", "unknown_issue"),
    ("ir", "ddpm", "#report 0 ok", "เลขประเด็น", "malformed"),
    ("ir", "ddpm", "#report 99999999999999999999 ok", "เลขประเด็น", "malformed"),
    ("ir", "ddpm", "#report 1, 2 ok", "โปรดระบุเลขเดียว", "malformed"),
    ("ir", "ddpm", "#report 1", "ยังไม่มีข้อความ", "malformed"),
    ("ir", "ddpm", "#report", "เลขประเด็น", "malformed"),
    ("ir", "ddpm", "#report 1/2569 ok", "ปีงบประมาณ 2570", "wrong_year"),
    ("ir", "rid", "#report 1 ok", "มอบหมายให้ กรมป้องกันและบรรเทาสาธารณภัย", "not_assigned"),
    ("ir", "nobody", "#report 1 ok", "ยังไม่ได้เป็นผู้แทนหน่วยงานใด", "no_agency"),
    ("ia", "issuer", "#issue x\nถึง: กรมเวทมนตร์\nภายใน: พรุ่งนี้", "“กรมเวทมนตร์”", "malformed"),
    ("ia", "issuer", "#issue x\nถึง: ทช.\nภายใน: พรุ่งนี้", "กรมทางหลวงชนบท", "malformed"),
    ("ia", "issuer", "#issue x\nถึง: ปภ.\nภายใน: 1 ม.ค. 2569", "ผ่านไปแล้ว", "malformed"),
    ("ia", "issuer", "#issue x\nถึง: ปภ.\nภายใน: โดยเร็ว", "โดยเร็ว", "malformed"),
    ("ia", "issuer", "#issue x\nถึง: ปภ.", "ยังไม่ได้กำหนดเวลา", "malformed"),
    ("ia", "issuer", "#issue", "ยังไม่มีหัวข้อประเด็น", "malformed"),
    ("ia", "issuer", f"#issue {'ย' * 400}\nถึง: ปภ.\nภายใน: พรุ่งนี้", "300", "malformed"),
    ("admin", "admin", "#stats 2570Q9", "ไตรมาสที่ 1 ปีงบประมาณ 2570", "bad_period"),
    ("admin", "admin", "#stats 2026-11 ปภ.", "โปรดส่ง #สถิติ พฤศจิกายน 2569 กรมป้องกัน", "which_era"),
    ("admin", "admin", "#สถิติ เมื่อวาน", "ไตรมาสที่แล้ว", "bad_period"),
    ("admin", "admin", "#สถิติ ไตรมาส 1-2", "ช่วงเวลา “ไตรมาส 1-2”", "bad_period"),
    ("admin", "admin", "#สถิติ ก.พ.", "#สถิติ กุมภาพันธ์ หรือ #สถิติ สำนักงาน", "month_or_agency"),
    ("admin", "admin", "#stats ก.พ.", "#สถิติ กุมภาพันธ์", "month_or_agency"),
    ("admin", "admin", "#สถิติ ก.พ. รายละเอียด", "#สถิติ กุมภาพันธ์ รายละเอียด", "month_or_agency"),
    ("admin", "admin", "#stats 2026-11-01..9999-12-31", "ไตรมาสที่ 1", "bad_period"),
    ("ia", "issuer", "#isue น้ำท่วม", "#issue", None),
    ("guest", "guest", "#join", "ABCDE-FGHIJ", None),
]  # fmt: skip
"""Chat, who, text; a part of the answer, and the reason in the audit (where there is one)."""
TALK = [
    "พี่ๆ รายงานกันยังครับ",
    "> #list",
    "#reporter ของเราไปแล้ว",
    "#ข่าวจริงประเทศไทย",
    "รายงาน #1 เรียบร้อย",
    "5#list",
    "#",
    "####",
]


async def test_a_refused_command_gets_one_answer_with_the_right_form(town):
    await town.answer("ia", "issuer", GOOD)
    await town.later()
    town.fresh("ir")
    wrong = []
    for chat, who, text, part, reason in SENTENCES:
        before = await town.refusals()
        said = await town.hear(chat, who, text)
        refused = (await town.refusals())[len(before) :]
        if len(said) != 1 or part not in said[0] or refused != [reason] * (reason is not None):
            wrong.append((text, said, refused))

    assert wrong == []
    assert len(await town.issues()) == 1
    assert await town.reports() == []
    assert await works(town)


async def test_ordinary_talk_is_neither_answered_nor_stored(town):
    said = [await town.hear("ir", "ddpm", text) for text in TALK]

    assert said == [[]] * len(TALK)
    assert await town.inbox() == []
    assert town.carrier.calls == []


async def test_an_edit_of_an_issue_changes_it_and_says_so(town):
    message = town.says("ia", "issuer", GOOD)
    await town.deliver()
    Phones(town.platform).edits(town.people["issuer"], message, GOOD.replace("น้ำท่วม", "ไฟป่า"))
    await town.deliver()
    await town.work()

    assert [issue.headline for issue in await town.issues()] == ["ไฟป่า"]
    assert "แก้ไขประเด็น #1" in town.fresh("ia")[-1]


async def test_a_message_taken_back_is_erased_from_the_inbox_and_its_issue_stays(town):
    message = town.says("ia", "issuer", GOOD)
    await town.deliver()
    await town.work()
    Phones(town.platform).unsends(town.people["issuer"], message)
    await town.deliver()
    await town.work()

    assert [row.event.get("message", {}).get("text") for row in await town.inbox()] == ["", None]
    assert len(await town.issues()) == 1


async def test_braces_quotes_and_emoji_come_back_as_typed(town):
    await town.answer("ir", "ddpm", "#help")
    headline = 'ข่าว {p0} "ลวง" {{x}} 👨‍👩‍👧 <b> % \\n'

    answer = await town.answer("ia", "issuer", GOOD.replace("น้ำท่วม", headline))
    await town.later()

    assert headline in answer
    assert any(headline in said for said in town.fresh("ir"))


async def test_nothing_typed_is_dropped_without_a_word(town):
    assert await works(town)

    listed = await town.answer("ir", "ddpm", "#ค้าง กรมประมง")
    closed = await town.answer("ia", "issuer", "#ปิด 1 ปภ.")
    many = await town.answer("ir", "ddpm", "#list\n" * 6)

    assert "ไม่ได้ใช้ข้อความ “กรมประมง”" in listed
    assert "ยังไม่ได้ปิด" in closed
    assert "#ปิด 1" in closed
    assert "อ่านเพียง 5 คำสั่งแรก" in many
    assert "ปิดแล้ว" not in await town.answer("ia", "issuer", "#status 1")
