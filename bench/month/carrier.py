"""Between the program and the simulator: what LINE took is noted as people read it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.line.api import LineAnswer
from simulator.door import FakeLine
from simulator.messages.check import plain_text
from simulator.model.platform import Platform

SENDING = ("replyMessage", "pushMessage")


class Way(StrEnum):
    """How something was told; who sits in the IA group read an issue there (`READ`)."""

    REPLY = "reply"
    GROUP_PUSH = "group push"
    PRIVATE_PUSH = "1:1 push"
    READ = "read in IA"


@dataclass(frozen=True, slots=True)
class Sending:
    """A request that LINE took: what was read, where, at which price.

    `arrived` is false where nobody could read it.
    """

    at: datetime
    way: Way
    chat: str
    price: int
    texts: tuple[str, ...]
    request_id: str
    arrived: bool = True


class Carrier:
    """Carries our calls through the simulator's door, and notes what LINE took."""

    def __init__(self, line: Platform) -> None:
        """Begin with nothing sent."""
        self._door, self._line = FakeLine(line), line
        self.sendings: list[Sending] = []
        self.refused: Counter[str] = Counter()

    async def __call__(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> LineAnswer:
        """Call LINE."""
        lower = {name.lower(): value for name, value in (headers or {}).items()}
        given = await self._door.call(method, path, body, headers=lower)
        told = self._line.ledger[-1]
        if told.operation in SENDING and body is not None:
            if given.status == 200 and isinstance(given.body, dict):
                self._note(told.operation == "replyMessage", body, given.body, told.request_id)
            else:
                self.refused[f"{told.operation} {given.status} {told.broken}".strip()] += 1
        names = {name.lower(): value for name, value in given.headers.items()}
        return LineAnswer(given.status, names, json.dumps(given.body))

    def _note(
        self, reply: bool, body: dict[str, Any], given: dict[str, Any], request_id: str
    ) -> None:
        chats, line = self._line.chats, self._line
        names = {key: person.name for key, person in line.people.persons.items()}
        entries = [chats.entry(each["id"]) for each in given["sentMessages"]]
        chat = entries[0].chat
        pushed = Way.GROUP_PUSH if chat in line.people.groups else Way.PRIVATE_PUSH
        self.sendings.append(
            Sending(
                at=line.clock(),
                way=Way.REPLY if reply else pushed,
                chat=chat,
                price=line.ledger[-1].price,
                texts=tuple(_read(message, names) for message in body["messages"]),
                request_id=request_id,
                arrived=all(entry.delivered for entry in entries),
            )
        )


def _read(message: dict[str, Any], names: dict[str, str]) -> str:
    """Return a message as people read it, with all that stands on a card."""
    return "\n".join([plain_text(message, names), *_on_card(message.get("contents"))])


def _on_card(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _on_card(each)
    elif isinstance(part, dict):
        if part.get("type") == "text" and "text" in part:
            yield str(part["text"])
        for each in part.values():
            yield from _on_card(each)
