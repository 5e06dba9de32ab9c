"""What `saphan demo` does: stay open for people to try, or play one scripted day and print it."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from bot.demo.system import Demo, open_demo, who_is_who
from simulator.control.client import SimulatorClient
from simulator.scenarios import play, scenario
from simulator.scenarios.play import Missed, Stage, spoken
from simulator.scenarios.scenario import Scenario

DAY = "ministries"
"""The scripted day of `--once`."""

Tell = Callable[[str], object]
"""Prints a line."""


async def play_day(port: int, tell: Tell) -> bool:
    """Play the scripted day through real HTTP; print the chats; return whether all was said."""
    day = scenario.read(DAY)
    missed: list[Missed] = []
    async with open_demo(port, start=day.start) as demo:
        stage = await _set_up(demo, day)
        transcript = _Transcript(demo.client, stage, demo.deps.settings.timezone, tell)
        tell(f"{day.title}\n")
        async for step, failures in play.play(day, stage):
            missed += failures
            if step.title:
                tell(f"\n── {step.title}")
            await transcript.print_fresh()
        await demo.quiet()
        await transcript.print_fresh()
        used = demo.platform.quota.used
    for each in missed:
        tell(_complaint(each))
    expected = sum(len(step.expects) for step in day.steps)
    tell(f"\n{expected - len(missed)} of {expected} expected answers were given;")
    tell(f"{used} messages of the quota were used.")
    return not missed


class _Transcript:
    """The chats as a person reads them, printed as the day goes on."""

    def __init__(self, client: SimulatorClient, stage: Stage, tz: tzinfo, tell: Tell) -> None:
        """Follow every group and 1:1 chat of a stage."""
        self._client = client
        self._tz = tz
        self._tell = tell
        self._chats = {line_id: key.upper() for key, line_id in stage.groups.items()}
        self._chats |= {line_id: "1:1" for line_id in stage.people.values()}
        self._seen = dict.fromkeys(self._chats, "0")

    async def print_fresh(self) -> None:
        """Print what was said since the last time, in all chats, in the order of time."""
        entries: list[tuple[str, Mapping[str, Any]]] = []
        for chat, name in self._chats.items():
            found = await self._client.messages(chat, self._seen[chat])
            if found:
                self._seen[chat] = str(found[-1]["id"])
            entries += [(name, entry) for entry in found]
        for name, entry in sorted(entries, key=lambda named: int(named[1]["id"])):
            if entry["sender"]:
                self._print(name, entry)

    def _print(self, chat: str, entry: Mapping[str, Any]) -> None:
        at = datetime.fromisoformat(entry["at"]).astimezone(self._tz)
        price = {"reply": " (reply, free)", "push": " (push)"}.get(entry.get("via", ""), "")
        self._tell(f"{at:%d/%m %H:%M}  {chat:<4} {entry['name']}{price}")
        for line in spoken(entry).splitlines():
            self._tell(f"                   │ {line}")


def _complaint(missed: Missed) -> str:
    said = "\n  ".join(missed.said) or "(nothing)"
    wanted = ", ".join(missed.expected.has)
    return f"\nstep {missed.step}: {missed.expected.chat} should hear {wanted}; heard\n  {said}"


async def stay_open(port: int, tell: Tell) -> None:
    """Open the page with everybody enrolled and both groups bound; stay until interrupted."""
    day = scenario.read(DAY)
    async with open_demo(port) as demo:
        stage = await _set_up(demo, day, running=True)
        await demo.quiet()
        admin = stage.people["admin"]
        for kind in day.groups:
            await demo.client.says(stage.groups[kind], admin, f"#bind {demo.codes[kind]}")
        for key, name in day.people.items():
            if name in demo.codes:
                chat = sender = stage.people[key]
                await demo.client.says(chat, sender, f"#join {demo.codes[name]}")
        await demo.quiet()
        demo.platform.forget_the_past()  # what people see begins where they take over
        settings = demo.deps.settings
        tell(f"Saphan is here: {settings.line_api_url}")
        tell(f"The bot itself listens on {settings.public_url}. Ctrl-C ends both.")
        await asyncio.Event().wait()


async def _set_up(demo: Demo, day: Scenario, *, running: bool = False) -> Stage:
    """Bring the people and groups of a day into the simulator, and their codes into its script."""
    stage = await play.set_up(demo.client, day, running=running)
    stage.quiet = demo.quiet
    about = await who_is_who(demo.deps)
    for key, name in day.people.items():
        await demo.client.describes(stage.people[key], about.get(name, ""))
        if name in demo.codes:
            stage.values[f"code_{key}"] = demo.codes[name]
    for kind in day.groups:
        stage.values[f"code_{kind}"] = demo.codes[kind]
    return stage
