"""`saphan demo` as a newcomer meets it: the real bot behind the page, from a sloppy `#issue` on."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from browsing import DESKTOP, MOBILE
from playwright.async_api import expect
from processes import start

from simulator.control.client import SimulatorClient

pytestmark = pytest.mark.anyio
SLOPPY = "＃มอบหมาย ข่าวลือโรคระบาดในสัตว์นํ้า ถึง ปศ กับ กรมประมง ภายในวันนี้ 11 โมง ด่วนที่สุด"


@pytest.fixture
async def demo(anyio_backend: str, tmp_path: Path) -> AsyncIterator[SimulatorClient]:
    """A demo that has just been started, its clock on a Monday morning at nine."""
    process = await start("demo", "--port", "0", settings={}, folder=tmp_path)
    address, _ = await process.printed_address()
    async with SimulatorClient(address) as client:
        await client.set_clock("2026-11-23T09:00:00+07:00", running=False)
        yield client
    await process.stop()


async def test_a_newcomer_sees_an_issue_from_its_sloppy_beginning_to_the_overdue_list(demo, phones):
    # Ahead, since today's hour of the overdue list may have come up before the clock was set.
    await demo.set_clock("2030-11-25T09:00:00+07:00", running=False)
    state = await demo.state()
    await phones.page.set_viewport_size(MOBILE)
    await phones.open(demo.url)
    suggested = phones.page.locator(".tries button")
    await expect(suggested).to_have_count(3)
    await expect(suggested.last).to_be_in_viewport()
    await expect(phones.page.locator(".entry")).to_have_count(0)
    assert await phones.page.evaluate("document.documentElement.scrollHeight") == MOBILE["height"]
    await suggested.first.click()
    field = phones.phone(1).locator("textarea")
    await expect(field).to_have_value(re.compile("^#ประเด็น"))
    await expect(field).to_be_focused()
    await expect(field).to_be_in_viewport(ratio=1)
    await expect(phones.page.locator(".tabs [aria-current]")).to_have_text("IA-Chat")
    await phones.page.set_viewport_size(DESKTOP)

    hour = phones.page.locator("#clock").get_by_role("button", name="+1 ชม.")
    minutes = phones.page.locator("#clock").get_by_role("button", name="+10 นาที")
    used = state["quota"]["used"]
    members = len(state["groups"][1]["members"])

    await phones.type(1, SLOPPY)
    card = phones.phone(1).locator(".flex-bubble")
    await expect(card).to_contain_text("ประเด็น #1")
    await expect(card).to_contain_text("กรมประมง")
    await expect(phones.entries(1).last).to_contain_text("ฟรี")

    await minutes.click()
    await expect(phones.phone(2).locator(".flex-bubble")).to_contain_text("ประเด็น #1")
    await expect(phones.page.locator(".ledger li", has_text=f"{members} ข้อความ")).to_have_count(1)
    await expect(phones.page.locator(".quota")).to_contain_text(f"ใช้ไป {used + members} จาก")

    await phones.become(2, "ดวงใจ")
    await phones.type(2, "#รับทราบ ๑")
    await expect(phones.entries(2).last).to_contain_text("รับทราบประเด็น #1")

    await hour.click()
    await hour.click()
    await expect(phones.entries(2).last).to_contain_text("พ้นกำหนด")
    for _ in range(4):
        await hour.click()
    await expect(phones.entries(2).last).to_contain_text("รายการค้าง")
    await expect(phones.entries(2).last).to_contain_text("กรมปศุสัตว์")

    shown = await phones.entries(2).count()
    await phones.reload()
    await expect(phones.entries(2)).to_have_count(shown)
    await expect(phones.phone(2).locator(".acting")).to_contain_text("ดวงใจ")
    await expect(phones.page.locator(".ledger h3")).to_contain_text("ไม่ผิดกติกา")


async def test_what_is_suggested_works_and_then_every_prepared_day(demo, phones):
    await phones.open(demo.url)
    suggested = phones.page.locator(".tries button")
    for number, heard in ((1, "น้ำท่วมขัง"), (2, "ทันกำหนด"), (3, "น้ำท่วมขัง")):
        await suggested.nth(number - 1).click()
        await expect(phones.phone(number).locator("textarea")).to_have_value(re.compile("^#"))
        await phones.phone(number).locator("textarea").press("Enter")
        said = phones.phone(number).locator(".entry.bot").filter(has_text=heard)
        await expect(said.first).to_be_visible()

    status = phones.page.locator("#panel-scenarios").get_by_role("status")
    for name in ("calm", "sloppy", "outage", "quota"):
        day = phones.page.locator(".scenarios > li").filter(
            has=phones.page.locator(f'[data-name="{name}"]')
        )

        await day.locator('[data-how="all"]').click()

        await expect(day.get_by_role("status")).to_have_text(
            "จบแล้ว ได้ยินครบทุกข้อที่คาด", timeout=60_000
        )
        await expect(day.locator(".progress")).not_to_contain_text(re.compile(r"[{}…]"))
        await expect(day.locator(".progress li").last).to_be_in_viewport()
    await expect(status).to_have_count(1)
