"""Real headless Chromium before the simulator's page, with a stand-in bot behind it."""

import os
import shutil
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
from browsing import DESKTOP, MONDAY, Phones, Scene
from playwright.async_api import async_playwright
from starlette.applications import Starlette
from starlette.routing import Route

from bot.demo.server import address, listen, serving
from simulator.http import create_app
from simulator.model.clock import SimulatedClock
from simulator.model.membership import Membership
from simulator.model.platform import Platform
from simulator.page.clock import Jump

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="session")
async def browser(anyio_backend: str) -> AsyncIterator[Any]:
    """Chromium; where there is none the tests are skipped, and fail in CI."""
    if CHROMIUM is None:
        reason = "The page is not tested: there is no chromium on this machine"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        await chromium.close()


@pytest.fixture
async def scene(anyio_backend: str) -> AsyncIterator[Scene]:
    """The page's address and all behind it, on a Monday at nine that stands still."""
    platform = Platform(clock=SimulatedClock(MONDAY, running=False), quota=300, seed=7)
    membership = Membership(platform)
    people = {
        name: membership.new_person(name, friend=True, about=about).user_id
        for name, about in (
            ("กนกวรรณ ใจดี", "สำนักโฆษก · ผู้มอบหมาย"),
            ("สมชาย รักษ์น้ำ", "ปภ. · ผู้รายงาน"),
            ("มาลี ศรีสวัสดิ์", "กรมชลประทาน · ผู้รายงาน"),
        )
    }
    groups = [membership.new_group(name, list(people.values())).group_id for name in ("IA", "IR")]
    scene = Scene(platform, *groups, people)

    async def ahead() -> datetime | None:
        return scene.ahead

    jumps = [Jump("กำหนดถัดไป", "Next deadline", ahead)]
    front, back = listen(0), listen(0)
    scene.url = address(front)
    platform.channel.webhook_url = f"{address(back)}/webhook"
    bot = Starlette(routes=[Route("/webhook", scene.hear, methods=["POST"])])
    bot.title = "stand-in bot"  # type: ignore[attr-defined]
    config = create_app(platform, jumps=jumps)
    async with serving(bot, back), serving(config, front):  # type: ignore[arg-type]
        yield scene


@pytest.fixture
async def page(browser: Any) -> AsyncIterator[Any]:
    """A browser page that may reach this machine only; an error of its scripts fails the test."""
    context = await browser.new_context(viewport=DESKTOP, locale="th-TH", accept_downloads=True)
    errors: list[str] = []
    outside: list[str] = []

    async def only_here(route: Any) -> None:
        if route.request.url.startswith("http://127.0.0.1:"):
            await route.continue_()
        else:
            outside.append(route.request.url)
            await route.abort()

    await context.route("**/*", only_here)
    opened = await context.new_page()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.set_default_timeout(10_000)
    yield opened
    await context.close()
    assert errors == []
    assert [url for url in outside if "example" not in url] == []


@pytest.fixture
def phones(page: Any) -> Phones:
    return Phones(page)
