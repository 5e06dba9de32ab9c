"""The page as a person uses it, and the stand-in bot behind it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from simulator.door import FakeLine
from simulator.model.platform import Platform
from simulator.model.updates import wait_for

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DESKTOP, MOBILE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@dataclass
class Scene:
    """Two groups of three people with a bot that says what it is told, and keeps what it hears."""

    platform: Platform
    ia: str
    ir: str
    people: dict[str, str]
    url: str = ""
    heard: list[dict[str, Any]] = field(default_factory=list)
    answers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    ahead: datetime | None = None

    @property
    def line(self) -> FakeLine:
        """The bot's way to call LINE."""
        return FakeLine(self.platform)

    async def hear(self, request: Request) -> Response:
        """Take a webhook; answer a postback, and texts for which there is an answer."""
        for event in (await request.json())["events"]:
            self.heard.append(event)
            text = event.get("message", {}).get("text") or event.get("postback", {}).get("data")
            if text in self.answers:
                await self.line.reply(event["replyToken"], self.answers[text])
        return Response("{}")

    async def hears(self, kind: str, times: int = 1) -> list[dict[str, Any]]:
        """Wait until the bot has heard so many events of a type; return them."""
        changes = self.platform.updates
        await wait_for(changes, lambda: len(self.events(kind)) >= times, seconds=10)
        return self.events(kind)

    def events(self, kind: str) -> list[dict[str, Any]]:
        """The events of one type that the bot has heard."""
        return [event for event in self.heard if event["type"] == kind]


@dataclass
class Phones:
    """The page as a person uses it; phones are numbered 1 (IA), 2 (IR), 3 (private)."""

    page: Any

    def phone(self, number: int) -> Any:
        """One phone."""
        return self.page.locator(f"#phone-{number}")

    def entries(self, number: int) -> Any:
        """What stands in a chat, notices and days aside."""
        return self.phone(number).locator(".entry")

    async def type(self, number: int, text: str) -> None:
        """Type a text and press Enter."""
        field = self.phone(number).locator("textarea")
        await field.fill(text)
        await field.press("Enter")

    async def become(self, number: int, name: str) -> None:
        """Switch the person who types on a phone."""
        phone = self.phone(number)
        await phone.locator(".acting").click()
        await phone.locator(".find").fill(name)
        await phone.locator(".who", has_text=name).click()

    async def open(self, url: str, **query: str) -> None:
        """Open the page and wait until it listens."""
        await self.page.goto(url + "/?" + "&".join(f"{k}={v}" for k, v in query.items()))
        await self.live()

    async def reload(self) -> None:
        """Load the page anew and wait until it listens."""
        await self.page.reload()
        await self.live()

    async def live(self) -> None:
        """Wait until the page listens to what happens."""
        await self.page.wait_for_selector("body[data-live]")
