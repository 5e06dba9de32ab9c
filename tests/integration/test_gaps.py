"""A command that lacks something is completed by the next message that says just that."""

from datetime import timedelta

import pytest
from fakes import signed
from life import edits, statuses, unsends
from sqlalchemy import select

from models.inbox import InboxEvent
from models.inbox.talk import Unfinished
from models.notices import Notice
from models.outbox import OutboxMessage
from scheduler.jobs import erase
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio

FLOOD = "#ประเด็น ด่วนที่สุด น้ำท่วม\nรายละเอียด: เขตเมือง"
REST = "ถึง กรมประมง ภายในพรุ่งนี้เที่ยงค่ะ"
MINUTE = timedelta(minutes=1)


async def waiting(town):
    async with town.deps.reading() as session:
        return list(await session.scalars(select(Unfinished)))


async def opened(town):
    """Headline, details and urgency of each issue."""
    return [(issue.headline, issue.detail, issue.urgency) for issue in await town.issues()]


async def test_the_next_message_that_fills_the_gaps_completes_an_issue(town):
    asked = await town.answer("ia", "issuer", FLOOD)
    assert asked.endswith(f"{FLOOD}\nถึง: <ชื่อหน่วยงาน>\nภายใน: <วันและเวลา>")
    town.platform.clock.advance(MINUTE)

    answer = await town.answer("ia", "issuer", REST)

    assert "ประเด็น #1" in answer
    assert "กรมประมง" in answer
    assert "24 พฤศจิกายน 2569 เวลา 12.00 น." in answer
    assert await opened(town) == [("น้ำท่วม", "เขตเมือง", "most_urgent")]
    assert (await town.issues())[0].opened_at == town.now
    assert await waiting(town) == []
    assert await town.answer("ia", "issuer", REST) == ""
    assert len(await town.issues()) == 1


@pytest.mark.parametrize("rest", ["กรมประมง", "ถึง: กรมประมง", "กรมประมงค่ะ", "to กรมประมง"])
async def test_a_gap_is_filled_with_or_without_its_label(rest, town):
    await town.answer("ia", "issuer", "#ประเด็น น้ำท่วม\nภายใน: พรุ่งนี้")

    assert "ประเด็น #1" in await town.answer("ia", "issuer", rest)
    assert await statuses(town) == {"DOF": "assigned"}


async def test_one_gap_after_the_other(town):
    await town.answer("ia", "issuer", FLOOD)

    asked = await town.answer("ia", "issuer", "กรมประมง")
    assert asked.endswith(f"{FLOOD}\nถึง: กรมประมง\nภายใน: <วันและเวลา>")
    assert "ยังไม่ได้ระบุหน่วยงาน" not in asked

    assert "ประเด็น #1" in await town.answer("ia", "issuer", "พรุ่งนี้เที่ยง")


async def test_a_quick_reply_with_a_candidate_completes_it(town):
    await town.answer("ia", "issuer", "#ประเด็น น้ำท่วม\nถึง: ทช., ปภ.\nภายใน: พรุ่งนี้")
    message = town.entries("ia")[-1].message
    choices = [item["action"] for item in message["quickReply"]["items"]]
    assert [choice["text"] for choice in choices][:2] == [
        "ถึง กรมทางหลวงชนบท",
        "ถึง กรมทรัพยากรทางทะเลและชายฝั่ง",
    ]

    answer = await town.answer("ia", "issuer", choices[1]["text"])

    assert "กรมทรัพยากรทางทะเลและชายฝั่ง" in answer
    assert await statuses(town) == {"DMCR": "assigned", "DDPM": "assigned"}


@pytest.mark.parametrize(
    ("rest", "named"),
    [
        ("ถึง ปภ.", "กรมป้องกันและบรรเทาสาธารณภัย"),
        ("ถึง ทุกกระทรวง", "ทุกกระทรวง"),
        ("ทุกกรมในสังกัดกระทรวงมหาดไทย", "ทุกหน่วยงานในสังกัดกระทรวงมหาดไทย"),
    ],
)
async def test_what_was_given_is_shown_by_its_name_and_never_by_a_code(rest, named, town):
    await town.answer("ia", "issuer", "#ประเด็น น้ำ\nกรมอนามัยด้วย")
    asked = await town.answer("ia", "issuer", rest)
    assert f"ถึง: {named}\n" in asked

    asked = await town.answer("ia", "issuer", "พรุ่งนี้เที่ยง")

    assert "“กรมอนามัยด้วย” ต้องรายงานด้วยหรือไม่" in asked
    assert f"ถึง: {named}\nภายใน: อ. 24 พ.ย. 69 12.00 น." in asked


async def test_who_supports_and_how_urgent_it_is_are_taken_from_what_fills_a_gap(town):
    await town.answer("ia", "issuer", "#ประเด็น น้ำท่วม")

    asked = await town.answer("ia", "issuer", "ถึง: กรมประมง\nร่วม: ปศ.\nด่วนมาก")
    assert asked.endswith("ถึง: กรมประมง, กรมปศุสัตว์ (ร่วม)\nภายใน: <วันและเวลา>\nด่วนมาก")
    answer = await town.answer("ia", "issuer", "พรุ่งนี้เที่ยง")

    assert "ประเด็น #1 [ด่วนมาก] น้ำท่วม" in answer
    assert "สนับสนุน: กรมปศุสัตว์" in answer


async def test_how_long_is_counted_from_the_deadline_that_is_extended(town):
    await town.answer("ia", "issuer", "#ประเด็น น้ำ\nถึง: ปภ.\nภายใน: วันศุกร์นี้ 15.00 น.")
    await town.answer("ia", "issuer", "#ขยายเวลา 1 เพราะรอข้อมูล")

    answer = await town.answer("ia", "issuer", "อีก 3 วัน")

    assert "เป็น วันจันทร์ที่ 30 พฤศจิกายน 2569" in answer
    assert "เหตุผล: รอข้อมูล" in answer


async def test_a_message_that_says_more_than_the_gap_is_asked_and_not_half_taken(town):
    await town.answer("ia", "issuer", "#ประเด็น น้ำท่วม\nภายใน: พรุ่งนี้")

    assert "กี่โมง" in await town.answer("ia", "issuer", "กรมประมง ภายในพรุ่งนี้เช้า")
    assert await town.issues() == []
    assert "ประเด็น #1" in await town.answer("ia", "issuer", "กรมประมง")


async def test_a_report_without_its_number_waits_for_it(town):
    for _ in range(2):
        await town.answer("ia", "issuer", "#ประเด็น น้ำ\nถึง: ปภ.\nภายใน: พรุ่งนี้")
    await town.later()
    assert "เลขประเด็น" in await town.answer("ir", "ddpm", "#รายงาน ชี้แจงแล้ว")
    items = town.entries("ir")[-1].message["quickReply"]["items"]
    assert [item["action"]["text"] for item in items] == ["1", "2"]

    assert "รับรายงานประเด็น #2" in await town.answer("ir", "ddpm", "ประเด็นที่ ๒ ค่ะ")
    assert [report.text for report in await town.reports()] == ["ชี้แจงแล้ว"]


async def test_an_attempt_that_cannot_be_read_is_asked_back(town):
    await town.answer("ia", "issuer", FLOOD)

    assert "ไม่รู้จักหน่วยงาน “กรมเวทมนตร์”" in await town.answer("ia", "issuer", "ถึง กรมเวทมนตร์")
    asked = await town.answer("ia", "issuer", "ถึง กรมประมง ภายในพรุ่งนี้เช้า")
    assert "กี่โมง" in asked
    assert asked.endswith("ถึง: กรมประมง\nภายใน: <วันและเวลา>")
    assert "กี่โมง" in await town.answer("ia", "issuer", "พรุ่งนี้เช้า")
    choices = town.entries("ia")[-1].message["quickReply"]["items"]
    assert "ประเด็น #1" in await town.answer("ia", "issuer", choices[0]["action"]["text"])


@pytest.mark.parametrize("time", ["10 โมงค่ะ", "ภายใน 10.00 น.", "พรุ่งนี้ ๑๐ โมง", "สิบโมงเช้า"])
async def test_the_hour_that_is_asked_is_one_of_the_day_that_was_typed(time, town):
    asked = await town.answer("ia", "issuer", "#ประเด็น น้ำท่วม\nถึง: กรมประมง\nภายใน: พรุ่งนี้เช้า")
    assert "กี่โมง" in asked

    answer = await town.answer("ia", "issuer", time)

    assert "24 พฤศจิกายน 2569 เวลา 10.00 น." in answer


async def test_the_hour_is_asked_of_what_filled_a_gap_and_another_day_may_be_said(town):
    await town.answer("ia", "issuer", "#ประเด็น น้ำท่วม")
    assert "กี่โมง" in await town.answer("ia", "issuer", "ถึง กรมประมง ภายในวันศุกร์นี้บ่าย")
    answer = await town.answer("ia", "issuer", "กรมประมง ภายในบ่ายสามค่ะ")
    assert "27 พฤศจิกายน 2569 เวลา 15.00 น." in answer

    await town.answer("ia", "issuer", "#ประเด็น น้ำท่วม\nถึง: กรมประมง\nภายใน: พรุ่งนี้เช้า")
    answer = await town.answer("ia", "issuer", "วันนี้ 11 โมง")
    assert "23 พฤศจิกายน 2569 เวลา 11.00 น." in answer


async def test_several_agencies_that_are_lacking_are_named_at_once(town):
    asked = await town.answer("ia", "issuer", "#ประเด็น ก\nถึง: กรมเวท, กรมมนต์, ปภ.\nภายใน: พรุ่งนี้")
    assert "ครบทั้ง 2 หน่วยงาน" in asked

    assert "ครบทั้ง 2 หน่วยงาน" in await town.answer("ia", "issuer", "กรมประมง")
    assert "ประเด็น #1" in await town.answer("ia", "issuer", "กรมประมง กรมปศุสัตว์")
    assert await statuses(town) == {"DOF": "assigned", "DLD": "assigned", "DDPM": "assigned"}


TALK = [
    "กรมประมงตอบแล้ว",
    "เดี๋ยวถามท่านก่อนนะคะ",
    "ถึงแล้วค่ะ",
    "กรมประมงว่าอย่างไรคะ",
    "น้ำท่วมหนักมาก",
    "ๆ",
    "12",
]


async def test_talk_is_neither_answered_nor_kept_while_a_command_waits(town):
    await town.answer("ia", "issuer", FLOOD)

    assert [await town.hear("ia", "issuer", text) for text in TALK] == [[]] * len(TALK)
    async with town.deps.reading() as session:
        kept = str(list(await session.scalars(select(InboxEvent.event))))
    assert not any(text in kept for text in TALK[:4])


async def test_somebody_else_another_chat_and_a_later_hour_complete_nothing(town):
    await town.answer("ia", "issuer", FLOOD)

    assert await town.hear("ia", "admin", REST) == []
    assert await town.hear("ir", "issuer", REST) == []
    town.platform.clock.advance(11 * MINUTE)
    assert await town.hear("ia", "issuer", REST) == []
    town.platform.clock.advance(60 * MINUTE)
    await erase(town.deps)
    assert await waiting(town) == []
    assert await town.issues() == []


async def test_a_newer_command_takes_the_place_of_what_waits(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("ia", "issuer", f"{FLOOD}\n{REST}")

    assert await town.hear("ia", "issuer", "ถึง กรมปศุสัตว์ ภายในพรุ่งนี้") == []
    assert len(await town.issues()) == 1


async def test_what_completes_comes_twice_and_acts_once(town):
    await town.answer("ia", "issuer", FLOOD)
    town.says("ia", "issuer", REST)
    (batch,) = town.platform.webhooks.drain()
    for _ in range(2):
        assert await town.post(batch.body, signed(batch.body)) == 200
        await town.work()

    assert len(await town.issues()) == 1


async def test_an_unsent_command_waits_no_more(town):
    message = town.says("ia", "issuer", FLOOD)
    await town.deliver()
    await town.work()
    Phones(town.platform).unsends(town.people["issuer"], message)
    await town.deliver()
    await town.work()
    town.fresh("ia")

    assert await waiting(town) == []
    assert await town.hear("ia", "issuer", REST) == []
    assert await town.issues() == []


async def test_an_edited_command_is_completed_as_it_says_now(town):
    message = town.says("ia", "issuer", FLOOD)
    await town.deliver()
    await town.work()
    await edits(town, "ia", "issuer", message, FLOOD.replace("น้ำท่วม", "ไฟป่า"))
    await town.answer("ia", "issuer", REST)
    assert await opened(town) == [("ไฟป่า", "เขตเมือง", "most_urgent")]

    again = FLOOD.replace("น้ำท่วม", "ไฟป่าภาคเหนือ")
    assert "แก้ไขประเด็น #1" in await edits(town, "ia", "issuer", message, again)
    assert "แก้ไขประเด็น #1" in await edits(town, "ia", "issuer", message, f"{again}มาก")
    assert await opened(town) == [("ไฟป่าภาคเหนือ", "เขตเมืองมาก", "most_urgent")]
    assert await statuses(town) == {"DOF": "assigned"}
    assert len(await town.issues()) == 1


async def test_an_edit_that_fills_the_gaps_itself_leaves_nothing_to_complete(town):
    message = town.says("ia", "issuer", FLOOD)
    await town.deliver()
    await town.work()
    assert "ประเด็น #1" in await edits(town, "ia", "issuer", message, f"{FLOOD}\n{REST}")

    assert await town.hear("ia", "issuer", REST) == []
    assert len(await town.issues()) == 1


async def test_editing_what_completed_says_that_it_changes_nothing(town):
    await town.answer("ia", "issuer", FLOOD)
    message = town.says("ia", "issuer", REST)
    await town.deliver()
    await town.work()

    answer = await edits(town, "ia", "issuer", message, REST.replace("ประมง", "ปศุสัตว์"))

    assert "ไม่เปลี่ยนผล" in answer
    assert await statuses(town) == {"DOF": "assigned"}


async def test_a_deadline_that_passed_meanwhile_is_refused(town):
    await town.answer("ia", "issuer", "#ประเด็น น้ำท่วม\nภายใน: วันนี้ 09.05 น.")
    town.platform.clock.advance(6 * MINUTE)

    assert "ผ่านไปแล้ว" in await town.answer("ia", "issuer", "กรมประมง")
    assert await town.issues() == []


async def test_of_two_commands_the_one_that_lacks_something_is_completed(town):
    await town.answer("ia", "issuer", f"#ประเด็น ก\nถึง: ปภ.\nภายใน: พรุ่งนี้\n\n{FLOOD}")
    await town.answer("ia", "issuer", REST)

    assert [issue.headline for issue in await town.issues()] == ["ก", "น้ำท่วม"]


async def test_who_may_not_say_a_command_completes_none(town):
    await town.answer("ir", "ddpm", FLOOD)

    assert await waiting(town) == []
    assert await town.hear("ir", "ddpm", REST) == []


async def test_a_question_takes_the_place_of_what_waits_as_any_newer_command(town):
    await town.answer("ia", "issuer", FLOOD)
    town.platform.clock.advance(MINUTE)
    assert await town.hear("ia", "issuer", "#รายการ") != []

    assert await waiting(town) == []
    assert await town.hear("ia", "issuer", REST) == []


@pytest.mark.parametrize("late", ["#รายการ", "#ประเด็น ไฟป่า\nรายละเอียด: เขตเมือง"])
async def test_an_older_command_that_arrives_late_ends_no_waiting(late, town):
    town.says("ia", "issuer", late)
    held_up = town.platform.webhooks.drain()
    town.platform.clock.advance(MINUTE)
    await town.answer("ia", "issuer", FLOOD)
    for each in held_up:
        await town.post(each.body, each.headers)
    await town.work()
    town.fresh("ia")

    await town.answer("ia", "issuer", REST)

    assert await opened(town) == [("น้ำท่วม", "เขตเมือง", "most_urgent")]


async def test_unsending_either_message_of_a_completed_command(town):
    message = town.says("ia", "issuer", FLOOD)
    await town.deliver()
    await town.work()
    rest = town.says("ia", "issuer", REST)
    await town.deliver()
    await town.work()
    await town.later()
    assert "น้ำท่วม" in await kept(town)

    await unsends(town, "ia", "issuer", rest)
    assert await statuses(town) == {"DOF": "assigned"}
    assert REST not in await kept(town)
    assert (await town.issues())[0].headline == "น้ำท่วม"

    await unsends(town, "ia", "issuer", message)
    assert await statuses(town) == {"DOF": "assigned"}
    assert not [word for word in ("น้ำท่วม", "เขตเมือง") if word in await kept(town)]
    assert (await town.issues())[0].headline != "น้ำท่วม"


async def kept(town):
    """All that came, was said, or waits to be said."""
    columns = InboxEvent.event, OutboxMessage.messages, Notice.say
    async with town.deps.reading() as session:
        return str([list(await session.scalars(select(column))) for column in columns])
