"""The chats as a person reads them, in lines of text."""

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from simulator.client import SimulatorClient
from simulator.play import Stage, spoken


class Transcript:
    """Tells what was said since it was asked last, chat by chat, in the order of time."""

    def __init__(self, client: SimulatorClient, stage: Stage, tz: tzinfo) -> None:
        """Follow every group and 1:1 chat of a stage."""
        self._client = client
        self._tz = tz
        self._chats = {line_id: key.upper() for key, line_id in stage.groups.items()}
        self._chats |= {line_id: "1:1" for line_id in stage.people.values()}
        self._seen = dict.fromkeys(self._chats, "0")

    async def fresh(self) -> list[str]:
        """Return the lines of what is new in all chats."""
        entries: list[tuple[str, Mapping[str, Any]]] = []
        for chat, name in self._chats.items():
            found = await self._client.messages(chat, self._seen[chat])
            if found:
                self._seen[chat] = str(found[-1]["id"])
            entries += [(name, entry) for entry in found]
        entries.sort(key=lambda named: int(named[1]["id"]))
        return [line for name, entry in entries for line in self._lines(name, entry)]

    def _lines(self, chat: str, entry: Mapping[str, Any]) -> Iterable[str]:
        if not entry["sender"]:
            return
        at = datetime.fromisoformat(entry["at"]).astimezone(self._tz)
        price = {"reply": " (reply, free)", "push": " (push)"}.get(entry.get("via", ""), "")
        yield f"{at:%d/%m %H:%M}  {chat:<4} {entry['name']}{price}"
        for line in spoken(entry).splitlines():
            yield f"                   │ {line}"
