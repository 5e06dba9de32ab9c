"""Two phones in the browser: what people do, and what the bot hears and says."""

import copy

import pytest
from playwright.async_api import expect

pytestmark = pytest.mark.anyio
CARD = {
    "type": "flex",
    "altText": "ประเด็น #1 น้ำท่วม",
    "contents": {
        "type": "bubble",
        "header": {
            "type": "box",
            "layout": "vertical",
            "backgroundColor": "#0B4F8A",
            "contents": [{"type": "text", "text": "ประเด็น #1", "color": "#FFFFFF"}],
        },
        "body": {
            "type": "box",
            "layout": "horizontal",
            "spacing": "md",
            "contents": [
                {"type": "text", "text": "ถึง", "flex": 2},
                {"type": "text", "text": "กรมประมง", "flex": 6, "size": "xl", "weight": "bold"},
            ],
        },
        "footer": {
            "type": "box",
            "layout": "vertical",
            "contents": [
                {
                    "type": "button",
                    "style": "primary",
                    "action": {
                        "type": "postback",
                        "label": "รับทราบ",
                        "data": "ack=1",
                        "displayText": "รับทราบประเด็น #1",
                    },
                }
            ],
        },
    },
}


async def test_what_is_typed_stands_in_the_chat_and_reaches_the_bot(scene, phones):
    scene.answers["#help"] = [{"type": "text", "text": "พิมพ์ #issue"}]
    await phones.open(scene.url)

    await phones.type(1, "#help")

    await expect(phones.entries(1)).to_have_count(2)
    await expect(phones.entries(1).nth(0)).to_have_class("entry own fresh")
    await expect(phones.entries(1).nth(1)).to_contain_text("พิมพ์ #issue")
    await expect(phones.entries(2)).to_have_count(0)
    assert scene.events("message")[0]["message"]["text"] == "#help"


async def test_a_mention_is_shown_and_sent_as_one(scene, phones):
    await phones.open(scene.url)

    await phones.type(1, "@สมชาย รักษ์น้ำ ช่วยดู https://news.example.com/1 ด้วย")

    await expect(phones.phone(1).locator(".mention")).to_have_text("@สมชาย รักษ์น้ำ")
    await expect(phones.phone(1).locator(".words a")).to_have_attribute(
        "href", "https://news.example.com/1"
    )
    mention = scene.events("message")[0]["message"]["mention"]["mentionees"][0]
    assert mention["userId"] == scene.people["สมชาย รักษ์น้ำ"]


async def test_switching_the_person_changes_who_speaks(scene, phones):
    await phones.open(scene.url)

    await phones.become(1, "มาลี")
    await expect(phones.phone(1).locator(".acting")).to_contain_text("กรมชลประทาน · ผู้รายงาน")
    await phones.type(1, "มาแล้วค่ะ")

    await expect(phones.entries(1)).to_have_count(1)
    assert scene.platform.chats.entries(scene.ia)[-1].sender == scene.people["มาลี ศรีสวัสดิ์"]


async def test_a_reply_quotes_what_it_answers(scene, phones):
    await phones.open(scene.url)
    await phones.type(1, "ใครดูเรื่องนี้")
    await phones.entries(1).first.hover()
    await phones.phone(1).get_by_role("button", name="ตอบกลับ").click()
    await expect(phones.phone(1).locator(".context")).to_contain_text("ใครดูเรื่องนี้")

    await phones.type(1, "กรมประมงครับ")

    await expect(phones.entries(1).nth(1).locator(".quoted")).to_contain_text("ใครดูเรื่องนี้")
    first, second = scene.platform.chats.entries(scene.ia)[-2:]
    assert second.quoted == first.id


async def test_an_edit_and_an_unsend_show_and_reach_the_bot(scene, phones):
    await phones.open(scene.url)
    await phones.type(1, "#issue นํ้าท่วม")
    await expect(phones.entries(1)).to_have_count(1)

    await phones.phone(1).locator("textarea").press("ArrowUp")
    await phones.type(1, "#issue น้ำท่วมภาคใต้")

    await expect(phones.entries(1).first.locator(".words")).to_have_text("#issue น้ำท่วมภาคใต้")
    await expect(phones.entries(1).first).to_contain_text("แก้ไขแล้ว")

    await phones.entries(1).first.hover()
    await phones.phone(1).get_by_role("button", name="ยกเลิกการส่ง").click()

    await expect(phones.entries(1)).to_have_count(0)
    await expect(phones.phone(1).locator(".notice").last).to_contain_text("ยกเลิกการส่งข้อความแล้ว")
    await expect(phones.phone(1)).not_to_contain_text("น้ำท่วมภาคใต้")
    assert len(await scene.hears("unsend")) == len(await scene.hears("messageEdited")) == 1


async def test_a_card_is_drawn_and_its_button_reaches_the_bot(scene, phones):
    scene.answers["ack=1"] = [{"type": "text", "text": "กรมประมง รับทราบแล้ว"}]
    await phones.open(scene.url)

    await scene.line.push(scene.ia, [CARD])

    card = phones.phone(1).locator(".flex-bubble")
    await expect(phones.phone(1).locator(".notification")).to_have_text(CARD["altText"])
    await expect(card.locator(".flex-header .flex-box")).to_have_css(
        "background-color", "rgb(11, 79, 138)"
    )
    await expect(card.get_by_text("กรมประมง")).to_have_css("font-size", "22px")
    label = await card.get_by_text("ถึง").bounding_box()
    agency = await card.get_by_text("กรมประมง").bounding_box()
    assert agency["width"] == pytest.approx(3 * label["width"], abs=2)
    assert agency["x"] - (label["x"] + label["width"]) == pytest.approx(8, abs=1)

    await card.get_by_role("button", name="รับทราบ").click()

    await expect(phones.entries(1).last).to_contain_text("กรมประมง รับทราบแล้ว")
    await expect(phones.entries(1).nth(1)).to_contain_text("รับทราบประเด็น #1")
    assert scene.events("postback")[0]["postback"]["data"] == "ack=1"


async def test_a_quick_reply_is_tapped_and_vanishes_below_a_newer_message(scene, phones):
    action = {"type": "message", "label": "ดูรายการ", "text": "#รายการ"}
    asked = {"type": "text", "text": "ต้องการอะไร"}
    asked["quickReply"] = {"items": [{"type": "action", "action": action}]}
    await phones.open(scene.url)
    await scene.line.push(scene.ia, [asked])

    await phones.phone(1).get_by_role("button", name="ดูรายการ").click()

    await expect(phones.entries(1).last).to_contain_text("#รายการ")
    await expect(phones.phone(1).get_by_role("button", name="ดูรายการ")).to_have_count(0)
    assert scene.events("message")[0]["message"]["text"] == "#รายการ"


async def test_a_button_that_opens_the_keyboard_begins_the_text(scene, phones):
    button = {"type": "postback", "label": "รายงาน", "data": "write=1"}
    button |= {"inputOption": "openKeyboard", "fillInText": "#รายงาน 1 "}
    card = copy.deepcopy(CARD)
    card["contents"]["footer"]["contents"] = [{"type": "button", "action": button}]
    await phones.open(scene.url)
    await scene.line.push(scene.ir, [card])

    await phones.phone(2).get_by_role("button", name="รายงาน").click()

    await expect(phones.phone(2).locator("textarea")).to_have_value("#รายงาน 1 ")
    await expect(phones.phone(2).locator("textarea")).to_be_focused()
    assert (await scene.hears("postback"))[0]["postback"]["data"] == "write=1"


async def test_a_date_picker_asks_and_sends_its_instant(scene, phones):
    picker = {"type": "datetimepicker", "label": "เลือกวัน", "data": "when", "mode": "date"}
    asked = {"type": "text", "text": "เมื่อไร"}
    asked["quickReply"] = {"items": [{"type": "action", "action": picker}]}
    await phones.open(scene.url)
    await scene.line.push(scene.people["กนกวรรณ ใจดี"], [asked])

    await phones.phone(3).get_by_role("button", name="เลือกวัน").click()
    await phones.page.locator("#picker input").fill("2026-12-01")
    await phones.page.locator("#picker .primary").click()

    await expect(phones.page.locator("#picker")).to_be_hidden()
    assert (await scene.hears("postback"))[0]["postback"]["params"] == {"date": "2026-12-01"}


async def test_pictures_and_files_are_sent(scene, phones):
    await phones.open(scene.url)
    image, file = await phones.phone(2).locator("input[type=file]").all()

    picture = {"name": "flood.svg", "mimeType": "image/svg+xml"}
    await image.set_input_files(
        [{**picture, "buffer": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}]
    )
    await expect(phones.phone(2).locator("img.picture")).to_have_count(1)
    letter = {"name": "หนังสือ.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    await file.set_input_files([letter])

    await expect(phones.phone(2).locator(".file")).to_contain_text("หนังสือ.pdf")
    heard = await scene.hears("message", times=2)
    kinds = [event["message"]["type"] for event in heard]
    assert kinds == ["image", "file"]


async def test_people_leave_and_join(scene, phones):
    await phones.open(scene.url)
    await phones.phone(2).locator(".phone-head button").click()
    await phones.phone(2).get_by_role("button", name="ออกจากกลุ่ม: มาลี ศรีสวัสดิ์").click()

    await expect(phones.phone(2).locator(".notice").last).to_have_text("มาลี ศรีสวัสดิ์ ออกจากกลุ่ม")
    await expect(phones.phone(2).locator("textarea")).to_have_count(0)
    await phones.page.keyboard.press("Escape")
    await phones.phone(2).locator(".outside").get_by_role("button", name="เข้ากลุ่ม").click()

    await expect(phones.phone(2).locator("textarea")).to_have_count(1)
    assert len(await scene.hears("memberJoined")) == len(await scene.hears("memberLeft")) == 1
