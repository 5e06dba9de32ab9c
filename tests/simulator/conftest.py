"""A platform with a small cast, the in-process door, and a served simulator."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from judging import judged
from loopback import serving

from simulator.control.client import SimulatorClient
from simulator.door import FakeLine
from simulator.http import create_app
from simulator.model.clock import SimulatedClock
from simulator.model.membership import Membership
from simulator.model.phones import Phones
from simulator.model.platform import Platform

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@dataclass
class Cast:
    """Two members of one group with the bot, and a stranger; `line` calls the API."""

    platform: Platform
    line: FakeLine
    group: str
    nok: str
    lek: str
    stranger: str

    @property
    def phones(self) -> Phones:
        return Phones(self.platform)

    @property
    def membership(self) -> Membership:
        return Membership(self.platform)

    def token(self, text: str = "hello") -> str:
        """Say something in the group and return its delivered reply token."""
        self.phones.says(self.group, self.nok, text)
        return str(self.events()[-1]["replyToken"])

    def events(self) -> list[dict]:
        """Deliver all due webhooks, which LINE's specification allows; return their events."""
        batches = self.platform.webhooks.drain()
        assert [fault for batch in batches for fault in judged(batch)] == []
        return [event for batch in batches for event in batch.events]


@pytest.fixture
def cast() -> Cast:
    platform = Platform(clock=SimulatedClock(MONDAY, running=False), seed=1)
    membership = Membership(platform)
    nok, lek, stranger = (membership.new_person(name).user_id for name in ("Nok", "Lek", "Som"))
    group = membership.new_group("IA", [nok, lek]).group_id
    platform.webhooks.drain()
    return Cast(platform, FakeLine(platform), group, nok, lek, stranger)


@pytest.fixture
async def address(cast: Cast, anyio_backend: str) -> AsyncIterator[str]:
    async with serving(create_app(cast.platform)) as url:
        yield url


@pytest.fixture
async def sim(address: str) -> AsyncIterator[SimulatorClient]:
    async with SimulatorClient(address) as client:
        yield client
