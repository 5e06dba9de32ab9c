"""Playing a scenario through the simulator's own HTTP interface, step by step or at once."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from simulator.control.client import SimulatorClient
from simulator.scenarios.scenario import Expectation, Scenario, Step

LONGEST_QUIET_SECONDS = 5.0
"""Real seconds: while LINE is down, a bot always has something left to say."""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
"""The smallest PNG."""
_NUMBER = re.compile(r"#(\d+)")


@dataclass(frozen=True, slots=True)
class Missed:
    """An expectation that was not met, and what the bot said in that chat instead."""

    step: int
    expected: Expectation
    said: tuple[str, ...]


async def _no_wait() -> None:
    """Wait for nothing."""


@dataclass
class Stage:
    """Where a scenario is played: LINE's ids by the scenario's keys.

    `quiet` waits until the bot is done, so that the clock moves only between its acts; `values`
    fill the texts.
    """

    client: SimulatorClient
    quiet: Callable[[], Awaitable[None]] = _no_wait
    people: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)

    def chat(self, key: str) -> str:
        """Return LINE's id of a group, or of the 1:1 chat with a person."""
        return self.groups.get(key) or self.people[key]


async def set_up(client: SimulatorClient, scenario: Scenario, *, running: bool = False) -> Stage:
    """Make the people, and the groups with everybody and the bot in them, unless they are there.

    The clock stands still at the scenario's start, unless it is `running` with real time.
    """
    if not running:
        await client.set_clock(scenario.start.isoformat(), running=False)
    stage = Stage(client)
    state = await client.state()
    people = {each["name"]: str(each["user_id"]) for each in state["people"]}
    groups = {each["name"]: str(each["group_id"]) for each in state["groups"]}
    for key, name in scenario.people.items():
        stage.people[key] = people.get(name) or await client.person(name, friend=True)
    members = list(stage.people.values())
    for key, name in scenario.groups.items():
        stage.groups[key] = groups.get(name) or await client.group(name, members)
    for chat in [*stage.groups.values(), *members]:
        said = await client.messages(chat)
        stage.seen[chat] = str(said[-1]["id"]) if said else "0"
    return stage


async def play(scenario: Scenario, stage: Stage) -> AsyncIterator[tuple[Step, list[Missed]]]:
    """Play the steps in order; give each with the expectations that it missed."""
    for number, step in enumerate(scenario.steps, start=1):
        await _play_step(step, stage)
        missed = []
        for each in step.expects:
            expected = each.filled(stage.values)
            met, said = await _wait_for(expected, stage)
            if not met:
                missed.append(Missed(number, expected, said))
            elif step.learn and (found := _NUMBER.search(_matching(expected, said))):
                stage.values[step.learn] = found[1]
        yield step, missed


async def _play_step(step: Step, stage: Stage) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stage.quiet(), LONGEST_QUIET_SECONDS)
    if step.conditions is not None:
        for name in await stage.client.conditions():
            await stage.client.condition(name, name in step.conditions)
    if step.forward is not None:
        await stage.client.advance(minutes=step.forward.total_seconds() / 60)
    if step.until is not None:
        await stage.client.set_clock(step.until.isoformat())
    if step.who:
        await _act(step, stage)


async def _act(step: Step, stage: Stage) -> None:
    client, chat, who = stage.client, stage.chat(step.chat), stage.people[step.who]
    text = step.text.format_map(stage.values).strip("\n")
    on = stage.messages[step.on] if step.on else ""
    sent = ""
    if step.act == "says":
        quote = stage.messages[step.quote] if step.quote else ""
        sent = await client.says(chat, who, text, quote)
    elif step.act == "sends":
        sent = await _send(client, chat, who, text)
    elif step.act == "edits":
        await client.edits(who, on, text)
    elif step.act == "unsends":
        await client.unsends(who, on)
    elif step.act == "taps":
        await client.taps(who, on or await _last_of_bot(client, chat), text)
    elif step.act == "joins":
        await client.joins(chat, who)
    else:
        await client.leaves(chat, who)
    if sent and step.key:
        stage.messages[step.key] = sent


async def _send(client: SimulatorClient, chat: str, who: str, name: str) -> str:
    """Send an image, or a file of this name; what stands in it does not matter."""
    if name == "image":
        return await client.sends_file(chat, who, PIXEL, "image/png", kind="image")
    pdf = b"%PDF-1.7"
    return await client.sends_file(chat, who, pdf, "application/pdf", kind="file", name=name)


async def _last_of_bot(client: SimulatorClient, chat: str) -> str:
    said = await client.next_from_bot(chat)
    return str(said[-1]["id"]) if said else ""


async def _wait_for(expected: Expectation, stage: Stage) -> tuple[bool, tuple[str, ...]]:
    """Wait for the bot's messages in a chat; return whether the expectation is met, and by what.

    Messages that met an expectation are behind us: the next one looks at what comes after them.
    """
    chat = stage.chat(expected.chat)
    said: list[str] = []
    after = stage.seen.get(chat, "0")
    while True:
        entries = await stage.client.next_from_bot(chat, after)
        if not entries:
            return False, tuple(said)
        said += [spoken(entry) for entry in entries]
        after = stage.seen[chat] = str(entries[-1]["id"])
        whole = "\n".join(said)
        if all(part in whole for part in expected.has):
            return not any(part in whole for part in expected.lacks), tuple(said)


def _matching(expected: Expectation, said: tuple[str, ...]) -> str:
    """Return the message that met an expectation; others, heard before it, tell of other issues."""
    met = (text for text in said if all(part in text for part in expected.has))
    return next(met, "\n".join(said))


def spoken(entry: Mapping[str, Any]) -> str:
    """Return what a chat entry says as plain text: its text, or a card's alt text."""
    message = entry.get("message") or {}
    return str(entry.get("text") or message.get("text") or message.get("altText") or "")
