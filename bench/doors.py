"""Odd calls at random through both faces of the simulator: none may end in an error of its own.

Run `python -m bench.doors --calls N [--seed S]`. People, groups and messages exist, bodies begin
well formed and are then spoilt in one place or torn as bytes. LINE's door must answer each call as
LINE does, with a line in the ledger; the control API must answer in one sentence; the page, the
clock and the webhooks must stay usable. Prints the seed; exit 1 with what went wrong.
"""

import argparse
import asyncio
import copy
import json
import random
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx
from fastapi import FastAPI
from fastapi.routing import APIRoute

from bench.messages import say
from bench.odd_bodies import LINE_BODIES, ODD, OUR_BODIES, odd_text, spoilt
from simulator.control import chats, settings, updates
from simulator.endpoints.table import ALL, ENDPOINTS
from simulator.http import create_app
from simulator.model.clock import SimulatedClock
from simulator.model.limits import Rates
from simulator.model.membership import Membership
from simulator.model.phones import Phones
from simulator.model.platform import Platform
from simulator.page import routes as page

ALL_STATES = ("/", "/simulator/state", "/simulator/ledger", "/page/ledger", "/page/clock")
LOOK_EVERY = 100
ENDLESS = "/simulator/events"
"""The one answer that never ends."""


@dataclass
class Doors:
    """Both doors over one platform, and ids that exist, by the name of their place in a path."""

    platform: Platform
    app: FastAPI
    client: httpx.AsyncClient
    chance: random.Random
    ids: dict[str, list[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    """What must not have been answered, in order."""

    async def fill(self) -> None:
        """Let people and groups be, and the bot speak with buttons."""
        membership, phones = Membership(self.platform), Phones(self.platform)
        people = [membership.new_person(f"คน {n}", friend=True).user_id for n in range(4)]
        groups = [membership.new_group(name, people[:3]).group_id for name in ("IA", "IR")]
        for group in groups:
            for body in LINE_BODIES["pushMessage"]:
                await self.line("POST", "/v2/bot/message/push", {**body, "to": group})
        picture = phones.sends(groups[0], people[0], {"type": "image"}, b"png", "image/png")
        said = [phones.says(group, people[0], "#help @คน 1").id for group in groups]
        sent = [each.id for group in groups for each in self.platform.chats.entries(group)]
        self.ids = {
            "userId": people,
            "person": people,
            "groupId": groups,
            "group": groups,
            "chat": groups + people,
            "messageId": [picture.id, *said],
            "message": [picture.id, *sent],
            "name": ["slow", "hold", "calm"],
            "piece": ["clock", "ledger", "settings"],
            "number": ["0", "1", "3"],
            "seconds": ["600"],
            "how": ["step"],
            "replyToken": [],
        }

    async def line(self, method: str, path: str, body: Any) -> None:
        """Call LINE's door, and hold the answer to what LINE's answers are."""
        self.platform.faults.clear()
        lines = len(self.platform.ledger)
        headers = {"authorization": f"Bearer {self.platform.channel.token}"}
        got = await self._call(method, path, body, headers)
        told = got.status_code < 400 or isinstance(_json(got).get("message"), str)
        if len(self.platform.ledger) == lines:
            self.wrong.append(f"no line in the ledger: {method} {path} {body!r}")
        if got.status_code == 500 or not told:
            self._note(method, path, body, got)

    async def ours(self, method: str, path: str, body: Any) -> None:
        """Call the control API or the page; what cannot be done is told in a sentence."""
        got = await self._call(method, path, body, {})
        told = got.status_code < 400 or _json(got).get("message")
        if got.status_code >= 500 or not told:
            self._note(method, path, body, got)

    def _note(self, method: str, path: str, body: Any, got: httpx.Response) -> None:
        self.wrong.append(f"{got.status_code} {got.text[:300]!r}: {method} {path[:200]} {body!r}")

    async def _call(
        self, method: str, path: str, body: Any, headers: dict[str, str]
    ) -> httpx.Response:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"content-type": "application/json", **headers} if body is not None else headers
        content = raw if body is not None else b""
        return await self.client.request(method, path, content=content, headers=sent)

    async def look(self) -> None:
        """Hold the page, the chats and the webhooks to what they must be, and set all right."""
        for batch in self.platform.webhooks.drain():
            json.loads(batch.body, parse_constant=self.wrong.append)
            self.ids["replyToken"] += [e["replyToken"] for e in batch.events if "replyToken" in e]
        known = [*self.platform.people.groups, *self.platform.people.persons][:9]
        paths = [f"/simulator/chats/{chat}/messages" for chat in known]
        for path in [*ALL_STATES, *paths, f"/?c1={known[0]}&p1={known[-1]}"]:
            got = await self.client.get(path)
            if got.status_code != 200:
                self._note("GET", path, None, got)
        await self.app.state.player.stop()
        self.platform.faults.clear()
        self.platform.quota.limit, self.platform.quota.spent = None, False
        self.platform.rates = Rates(self.platform.clock)

    def path(self, pattern: str) -> str:
        """Fill the places of a path: mostly with what exists."""

        def place(found: re.Match[str]) -> str:
            known = self.ids.get(found[1].partition(":")[0], [])
            if known and self.chance.random() < 0.9:
                return self.chance.choice(known)
            return quote(odd_text(self.chance).encode(errors="replace"), safe="") or "x"

        return re.sub(r"\{([^}]+)\}", place, pattern)

    def filled(self, body: Any) -> Any:
        """Put ids that exist into the places of a body, such as `{person}`."""
        if isinstance(body, dict):
            return {key: self.filled(value) for key, value in body.items()}
        if isinstance(body, list):
            return [self.filled(each) for each in body]
        known = self.ids.get(body[1:-1]) if isinstance(body, str) and body[:1] == "{" else None
        return self.chance.choice(known) if known else body


def _json(got: httpx.Response) -> Any:
    try:
        return got.json()
    except ValueError:
        return {}


async def play(calls: int, seed: int) -> list[str]:
    """Make so many odd calls; return what went wrong."""
    chance = random.Random(seed)
    platform = Platform(clock=SimulatedClock(running=False), quota=None, seed=seed)
    app = create_app(platform)
    routes = _routes()
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://line", timeout=30) as client:
        doors = Doors(platform, app, client, chance)
        await doors.fill()
        await doors.look()
        for number in range(calls):
            if chance.random() < 0.5:
                each = chance.choice(ENDPOINTS if chance.random() < 0.9 else ALL)
                bodies = LINE_BODIES.get(each.operation, [{}])
                body = spoilt(chance, doors.filled(copy.deepcopy(chance.choice(bodies))))
                await doors.line(each.method, doors.path(each.path) + _query(chance), body)
            else:
                method, path = chance.choice(routes)
                bodies = OUR_BODIES.get(f"{method} {path}", [{}])
                body = spoilt(chance, doors.filled(copy.deepcopy(chance.choice(bodies))))
                platform.webhooks.drain()  # the clock's buttons wait for it
                await doors.ours(method, doors.path(path) + _query(chance), body)
            if number % LOOK_EVERY == LOOK_EVERY - 1:
                await doors.look()
    return doors.wrong


def _routes() -> list[tuple[str, str]]:
    """Return method and path of the control API and the page, without what never ends."""
    parts = [("/simulator", each.router) for each in (chats, settings, updates)]
    return [
        (method, prefix + route.path)
        for prefix, router in [*parts, ("", page.router)]
        for route in router.routes
        if isinstance(route, APIRoute) and prefix + route.path != ENDLESS
        for method in sorted(route.methods)
    ]


def _query(chance: random.Random) -> str:
    """Return a query: none, or names that mean something here with an odd value."""
    if chance.random() < 0.7:
        return ""
    name = chance.choice(("after", "sender", "wait", "start", "person", "kind", "name", "c1", "p3"))
    value = chance.choice(("0", "-1", "nan", "9" * 5000, "U" + "0" * 32, "image", *map(str, ODD)))
    return f"?{name}={quote(value.encode(errors='replace'))}"


def main() -> None:
    """Make odd calls; print the seed; exit 1 where one went wrong."""
    options = argparse.ArgumentParser(description="Make odd calls at random.")
    options.add_argument("--calls", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=None)
    wanted = options.parse_args()
    seed = wanted.seed if wanted.seed is not None else random.randrange(1 << 32)
    say(f"seed {seed}\n")
    wrong = asyncio.run(play(wanted.calls, seed))
    for each in wrong:
        say(f"{each}\n")
    say(f"seed {seed}: {wanted.calls} calls, {len(wrong)} went wrong\n")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
