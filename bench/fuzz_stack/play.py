"""One body after the other: as LINE sends them, late, twice, spoilt or unsigned."""

import base64
import hashlib
import hmac
import json
import random
from collections import deque
from datetime import timedelta
from math import inf
from time import monotonic
from typing import Any

from bench.fuzz_stack.events import Event, Specimens, milliseconds, odd_body
from bench.fuzz_stack.people import IA, IR, People
from bench.fuzz_stack.stack import Stack, is_known
from bench.fuzz_stack.verdict import Memory
from bench.odd_bodies import odd_text as odd_word
from bot.inbox.events import EventType
from bot.inbox.webhook import LARGEST_BODY
from models.workspaces import MAIN
from simulator.model.webhooks import Batch

LOOK_EVERY = 500
WORK, JOBS = 0.15, 0.01
"""How likely worker and jobs have a turn after a body: until then, things pile up."""
PAUSES = (*[0] * 30, 1, 1, 2, 5, 11, 30, 61, 600)
LONG_PAUSES = (3600, 6 * 3600, 24 * 3600, 3 * 24 * 3600)
STRANGE_IDS = ("C" + "0" * 32, "U" + "f" * 32, "R" + "1" * 32, "x", "", "C" * 100)
"""Few: for each, requests may be tried again for a day."""
UNDERSTOOD = tuple(EventType)
LARGE = (50, 500, 3000)
KEPT = 300


class Play:
    """Whatever happens, as one seed decides."""

    def __init__(self, stack: Stack, chance: random.Random) -> None:
        """Begin with the joining of the bot."""
        self.stack, self.chance = stack, chance
        self.events = 0
        self.memory = Memory()
        self._people = People(stack, chance)
        self._specimens = Specimens(chance)
        self._seen: deque[Event] = deque(maxlen=KEPT)
        self._late: list[tuple[bytes, dict[str, Any]]] = []

    async def go_on(self, count: int, most_seconds: float = inf) -> int:
        """Send so many bodies, or as many as the time allows; return how many."""
        done, begun = 0, monotonic()
        await self._look()
        while done < count and monotonic() - begun < most_seconds:
            for body, headers in self._bodies():
                await self.stack.post(body, headers)
                await self._between()
                done += 1
                if done % LOOK_EVERY == 0:
                    await self._look()
                    self.stack.verdict.tell(f"\r{done} of {count} ")
        await self._look()
        return done

    async def _look(self) -> None:
        """See how everything stands when all is done that is due."""
        await self.stack.work()
        await self.stack.look()
        self.memory.look()

    async def _between(self) -> None:
        """Let time pass, and perhaps worker and jobs have a turn."""
        chance, clock = self.chance, self.stack.platform.clock
        clock.advance(timedelta(seconds=chance.choice(PAUSES)))
        if chance.random() < 0.001:
            clock.advance(timedelta(seconds=chance.choice(LONG_PAUSES)))
        if chance.random() < WORK:
            await self.stack.work()
        if chance.random() < JOBS:
            await self.stack.run_jobs()

    def _bodies(self) -> list[tuple[bytes, dict[str, Any]]]:
        """Return what LINE, or somebody else, sends next."""
        if self.chance.random() < 0.45:
            return [self._odd()]
        line, chance = self.stack.platform, self.chance
        line.webhooks.batch_size = chance.choice((1, 1, 1, 2, 5))
        for _ in range(chance.choice((1, 1, 1, 2, 5))):
            self._people.act()
        if chance.random() < 0.1:
            self._late += [(each.body, each.headers) for each in self._drained()]
        found = [(each.body, each.headers) for each in self._drained()]
        if chance.random() < 0.08:
            chance.shuffle(self._late)
            found, self._late = self._late + found, []
        if found and chance.random() < 0.05:
            found.append(chance.choice(found))
        return found

    def _drained(self) -> list[Batch]:
        batches = self.stack.platform.webhooks.drain()
        for batch in batches:
            self._seen.extend(batch.events)
            self.events += len(batch.events)
        return batches

    def _odd(self) -> tuple[bytes, dict[str, Any]]:
        """Return a body of odd events, mostly signed."""
        chance = self.chance
        number = chance.choice((0, 1, 1, 2, 3, 5, 8))
        if chance.random() < 0.004:
            number = chance.choice(LARGE)
        events = self._many(number) if number > 5 else [self._event() for _ in range(number)]
        self.events += number
        if number > 1 and chance.random() < 0.3:
            chance.shuffle(events)
            events.append(chance.choice(events))
        body = odd_body(chance, events)
        if chance.random() < 0.001:
            body += b" " * LARGEST_BODY
        return body, {"content-type": "application/json", **self._signature(body)}

    def _signature(self, body: bytes) -> dict[str, Any]:
        secret = self.stack.platform.channel.secret.encode()
        right = base64.b64encode(hmac.new(secret, body, hashlib.sha256).digest())
        if self.chance.random() < 0.96:
            return {"x-line-signature": right}
        wrong = (b"", b"x", b"\xff\xfe", right[:-1], right.lower(), b"=" * 5000)
        return self.chance.choice(({}, *({"x-line-signature": each} for each in wrong)))

    def _many(self, number: int) -> list[Event]:
        """Return so many small events: few kinds bring work, so that a batch costs seconds."""
        some = [self._event() for _ in range(20)]
        now = self.stack.platform.clock()
        return [
            self.chance.choice(some)
            | {"webhookEventId": f"01MANY{number:06}{int(now.timestamp()):014}"}
            for number in range(number)
        ]

    def _event(self) -> Event:
        """Return an event made up, or one that came before: again, or with a part of another."""
        chance = self.chance
        what = chance.random()
        if self._seen and what < 0.35:
            event: Event = json.loads(json.dumps(chance.choice(self._seen)))
            if what < 0.12:
                return event | {"deliveryContext": {"isRedelivery": True}}
            event["webhookEventId"] = self._fill("webhookEventId")
            if what < 0.3 and isinstance(event.get("message"), dict):
                event["message"]["id"] = self._message_id()
            return event | {"timestamp": milliseconds(chance, self.stack.platform.clock())}
        kinds = self._specimens.kinds if chance.random() < 0.3 else UNDERSTOOD
        event = self._specimens.event(chance.choice(kinds), self._fill)
        return event | self._token(event) if chance.random() < 0.8 else event

    def _token(self, event: Event) -> dict[str, str]:
        """Return a reply token that works in the chat of an event, where there is that chat."""
        source, line = event.get("source", {}), self.stack.platform
        chat = source.get("groupId", source.get("userId", ""))
        if not is_known(line, chat):
            return {}
        token = line.tokens.issue(chat)
        line.tokens.delivered(token, redelivery=False)
        return {"replyToken": token}

    def _fill(self, name: str) -> Any:
        """Give a value for a property by its name."""
        chance, stack = self.chance, self.stack
        home = chance.choice(tuple(stack.homes))
        ids = stack.homes[home]
        if name in ("groupId", "roomId", "userId") and chance.random() < 0.03:
            return chance.choice(STRANGE_IDS)
        match name:
            case "groupId" | "roomId":
                return chance.choice((ids["ia"], ids["ir"], ids["ir"], stack.hall))
            case "userId":
                return chance.choice([each for key, each in ids.items() if key not in ("ia", "ir")])
            case "timestamp":
                return milliseconds(chance, stack.platform.clock())
            case "text":
                patterns = chance.choice((IA["issuer"], IR["ddpm"]))
                return self._people.text(home, patterns)
            case "webhookEventId":
                return f"01ODD{chance.getrandbits(80):021}"
            case "id" | "messageId" | "quotedMessageId":
                return self._message_id()
            case "data":
                number = self._people.number(home)
                act = chance.choice(("ack", "extend", "accept", "grant", "refuse", "write"))
                return self._people.torn(f"1|{act}|{chance.choice((home, MAIN))}|{number}")
            case "datetime":
                return chance.choice(("2026-12-24T09:00", "9999-12-31T23:59", odd_word(chance)))
            case "replyToken":
                return f"{chance.getrandbits(128):032x}"
        return chance.choice(("line", "x", odd_word(chance)))

    def _message_id(self) -> str:
        """Return the id of a message that was sent, or a new one."""
        if self._seen and self.chance.random() < 0.4:
            message = self.chance.choice(self._seen).get("message", {})
            return str(message.get("id", "1"))
        return str(self.chance.getrandbits(60))
