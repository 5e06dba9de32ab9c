"""Clock, conditions, ledger, scenarios, language and reload, in the browser."""

import asyncio
from datetime import timedelta

import pytest
from browsing import MOBILE, MONDAY
from playwright.async_api import expect

from simulator.scenarios import scenario

pytestmark = pytest.mark.anyio
HELLO = [{"type": "text", "text": "สวัสดี"}]
DAY = """
title = "วันหนึ่ง · One day"
start = 2026-11-23T09:00:00+07:00
[people]
nok = "กนกวรรณ ใจดี"
[groups]
ia = "IA"
[[steps]]
who = "nok"
chat = "ia"
text = "#ทดสอบ"
learn = "no"
expects = [{ chat = "ia", has = ["รับ"] }]
[[steps]]
forward = "2h"
who = "nok"
chat = "ia"
text = "#ถาม {no}"
expects = [{ chat = "ia", has = ["ไม่มีวันพูด"] }]
"""


async def test_the_clock_is_thai_and_moves(scene, phones):
    await phones.open(scene.url)
    clock = phones.page.locator("#clock")
    await expect(clock).to_contain_text("วันจันทร์ที่ 23 พฤศจิกายน 2569 09:00")

    await clock.get_by_role("button", name="+10 นาที").click()
    await expect(clock).to_contain_text("09:10")
    await clock.get_by_role("button", name="+1 ชม.").click()
    await expect(clock).to_contain_text("10:10")
    await phones.page.keyboard.press("Alt+.")

    await expect(clock).to_contain_text("10:20")
    assert scene.platform.clock() == MONDAY + timedelta(minutes=80)


async def test_the_clock_jumps_to_what_the_bot_knows(scene, phones):
    await phones.open(scene.url)
    jump = phones.page.get_by_role("button", name="กำหนดถัดไป")
    await jump.click()
    await expect(phones.page.locator("#toast")).to_have_text("ไม่มีกำหนดข้างหน้า")

    scene.ahead = MONDAY + timedelta(days=1, hours=6)
    await jump.click()

    await expect(phones.page.locator("#clock")).to_contain_text("วันอังคารที่ 24 พฤศจิกายน 2569 15:00")
    assert scene.platform.clock() == scene.ahead


async def test_the_ledger_tells_price_quota_and_broken_rules(scene, phones):
    await phones.open(scene.url)
    await expect(phones.page.locator(".quota")).to_contain_text("เหลือ 300")

    await scene.line.push(scene.ia, HELLO)

    first = phones.page.locator(".ledger li").first
    await expect(first).to_contain_text("3 ข้อความ")
    await expect(phones.page.locator(".quota")).to_contain_text("ใช้ไป 3 จาก 300")

    await scene.line.reply("no-token", HELLO)

    await expect(first).to_contain_text("reply token unknown")
    await expect(first).to_have_class("broken")

    await scene.line.quota()
    await phones.page.get_by_text("ถามข้อมูลตามปกติ 1 ครั้ง").click()
    await scene.line.quota()
    await expect(phones.page.locator(".ledger summary")).to_have_text("ถามข้อมูลตามปกติ 2 ครั้ง")
    await expect(phones.page.locator(".routine li").first).to_contain_text("ถามโควตา")
    await expect(phones.page.locator(".ledger h3")).to_contain_text("ผิดกติกา 1 ครั้ง")


async def test_a_condition_shows_its_effect(scene, phones):
    await phones.open(scene.url)
    first = phones.page.locator(".ledger li").first

    await phones.page.get_by_role("switch", name="ล่ม (500)").check()
    await expect(phones.page.locator(".switch.on")).to_have_count(1)
    assert (await scene.line.push(scene.ia, HELLO)).status == 500
    await expect(first).to_contain_text("500")
    await expect(phones.page.locator(".quota")).to_contain_text("เหลือ 300")
    await phones.page.get_by_role("switch", name="ล่ม (500)").uncheck()
    await expect(phones.page.locator(".switch.on")).to_have_count(0)

    await phones.page.get_by_role("switch", name="โควตาหมด").check()
    await expect(phones.page.locator(".quota")).to_contain_text("เหลือ 0")
    assert (await scene.line.push(scene.ia, HELLO)).status == 429
    await expect(first).to_contain_text("monthly_limit")
    await expect(phones.page.locator(".ledger h3")).to_contain_text("ไม่ผิดกติกา")


async def test_webhooks_come_twice_when_switched_on(scene, phones):
    await phones.open(scene.url)
    await phones.page.get_by_role("switch", name="เหตุการณ์ซ้ำ").check()
    await expect(phones.page.locator(".switch.on")).to_have_count(1)

    await phones.type(1, "ครั้งเดียว")

    one, other = await scene.hears("message", times=2)
    assert one["webhookEventId"] == other["webhookEventId"]


async def test_a_reload_keeps_order_people_language_and_draft(scene, phones):
    await phones.open(scene.url, lang="en")
    await phones.become(2, "สมชาย")
    for text in ("one", "two", "three"):
        await phones.type(2, text)
    await expect(phones.entries(2)).to_have_count(3)
    await phones.phone(1).locator("textarea").fill("half typed")

    await phones.reload()

    await expect(phones.page.locator("html")).to_have_attribute("lang", "en")
    assert await phones.phone(2).locator(".words").all_text_contents() == ["one", "two", "three"]
    await expect(phones.phone(2).locator(".acting")).to_contain_text("สมชาย รักษ์น้ำ")
    await expect(phones.phone(1).locator("textarea")).to_have_value("half typed")
    await phones.page.get_by_role("button", name="How to use").click()
    await expect(phones.page.get_by_role("dialog", name="How to use")).to_contain_text("as in LINE")


async def test_two_pages_see_the_same_at_once(scene, phones, browser):
    await phones.open(scene.url)
    other = await browser.new_page()
    await other.goto(scene.url + f"/?lang=en&p1={scene.people['สมชาย รักษ์น้ำ']}")
    await other.wait_for_selector("body[data-live]")

    await phones.type(1, "เห็นไหม")

    await expect(other.locator("#phone-1 .entry")).to_contain_text("เห็นไหม")
    await expect(phones.entries(1).locator(".read")).to_have_text("อ่านแล้ว 1")
    await expect(other.locator("#clock")).to_contain_text("Monday 23 November 2569")
    await other.close()


async def test_a_phone_shows_one_chat_at_a_time(scene, phones):
    await phones.page.set_viewport_size(MOBILE)
    await phones.open(scene.url)
    await expect(phones.phone(1)).to_be_in_viewport(ratio=0.9)
    await expect(phones.phone(2)).not_to_be_in_viewport()
    top = "document.querySelector('.entries').getBoundingClientRect().top"
    assert await phones.page.evaluate(top) <= 140

    await phones.page.get_by_role("button", name="เลื่อนเวลา").click()
    for past in ("10:00", "11:00"):
        await phones.page.get_by_role("button", name="+1 ชม.").click()
        await expect(phones.page.locator("#clock")).to_contain_text(past)
    await phones.page.keyboard.press("Escape")

    await phones.page.locator(".tabs").get_by_text("IR").click()

    await expect(phones.phone(2)).to_be_in_viewport(ratio=0.9)
    await expect(phones.phone(1)).not_to_be_in_viewport()
    await phones.type(2, "จากมือถือ")
    await expect(phones.entries(2)).to_have_count(1)
    width = "document.documentElement.scrollWidth"
    assert await phones.page.evaluate(width) == MOBILE["width"]


async def test_a_day_is_brought_along_and_played_step_by_step(scene, phones, tmp_path):
    scene.answers["#ทดสอบ"] = [
        {"type": "text", "text": "ประเด็น #6 รายงานแล้ว"},
        {"type": "text", "text": "รับประเด็น #7"},
    ]
    scene.answers["#ถาม 7"] = [{"type": "text", "text": "อย่างอื่น"}]
    file = tmp_path / "day.toml"
    file.write_text(DAY, encoding="utf-8")
    await phones.open(scene.url)
    panel = phones.page.locator("#panel-scenarios")
    await phones.page.get_by_role("tab", name="ลองใช้").click()
    await panel.locator("[data-replay]").set_input_files(file)
    day = panel.locator(".scenarios > li", has_text="วันหนึ่ง")

    await day.get_by_role("button", name="ทีละขั้น").click()
    await expect(day.get_by_role("status")).to_contain_text("ขั้นที่ 1 จาก 2")
    await expect(day.locator(".progress li").first).to_have_class("done")
    await expect(day.locator(".progress li").last).to_contain_text("#ถาม 7")
    await expect(phones.entries(1)).to_have_count(3)
    await day.get_by_role("button", name="ทีละขั้น").click()
    await expect(phones.entries(1).nth(3)).to_contain_text("#ถาม 7")

    await day.get_by_role("button", name="หยุด").click()
    await expect(day.locator(".progress")).to_have_count(0)


async def test_what_happened_is_saved_and_can_be_replayed(scene, phones):
    scene.answers["#help"] = HELLO
    await phones.open(scene.url)
    await phones.type(1, "#help")
    await expect(phones.entries(1)).to_have_count(2)
    await phones.page.locator("#clock").get_by_role("button", name="+1 ชม.").click()
    await phones.page.get_by_role("tab", name="ลองใช้").click()
    await phones.become(1, "มาลี")
    await phones.type(1, 'ขอบคุณ {"ค่ะ"}')
    await expect(phones.entries(1)).to_have_count(3)

    async with phones.page.expect_download() as saving:
        await phones.page.get_by_text("บันทึกบทสนทนา").click()
    file = await (await saving.value).path()
    saved = await asyncio.to_thread(file.read_text, "utf-8")
    again = scenario.parse("saved", saved)

    assert [step.text for step in again.steps] == ["#help", 'ขอบคุณ {{"ค่ะ"}}']
    assert again.steps[0].expects[0].chat == "g1"
    assert again.steps[1].forward == timedelta(hours=1)
    assert "Saphan: สวัสดี" in saved


async def test_the_settings_for_another_bot_are_shown(scene, phones):
    await phones.open(scene.url, lang="en")
    await phones.page.get_by_role("tab", name="Connect a bot").click()
    settings = phones.page.locator("#panel-settings")

    await expect(settings).to_contain_text("simulated-channel-secret")
    await expect(settings.locator("code").first).to_have_text(scene.url)
    await settings.get_by_label("webhook URL").fill("http://127.0.0.1:9/webhook")
    await settings.get_by_role("button", name="Apply").click()

    await expect(phones.page.locator("#toast")).not_to_have_class("shown")
    await phones.type(1, "anybody there?")
    await expect(settings).to_contain_text("could_not_connect")
