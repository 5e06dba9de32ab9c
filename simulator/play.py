"""Playing a scenario through the simulator's own HTTP interface, step by step or at once."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.client import SimulatorClient
from simulator.scenario import Expectation, Scenario, Step


@dataclass(frozen=True, slots=True)
class Missed:
    """An expectation that was not met, and what the bot said in that chat instead."""

    step: int
    expected: Expectation
    said: tuple[str, ...]


async def _at_once() -> None:
    """Wait for nothing."""


@dataclass
class Stage:
    """Where a scenario is played: LINE's ids by the scenario's keys.

    `quiet` waits until the bot is done, so that the clock moves only between its acts; `values`
    fill the texts.
    """

    client: SimulatorClient
    quiet: Callable[[], Awaitable[None]] = _at_once
    people: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)

    def chat(self, key: str) -> str:
        """Return LINE's id of a group, or of the 1:1 chat with a person."""
        return self.groups.get(key) or self.people[key]


async def set_up(client: SimulatorClient, scenario: Scenario, *, running: bool = False) -> Stage:
    """Make the people, and the groups with everybody and the bot in them.

    The clock stands still at the scenario's start, unless it is `running` with real time.
    """
    if not running:
        await client.set_clock(scenario.start.isoformat(), running=False)
    stage = Stage(client)
    for key, name in scenario.people.items():
        stage.people[key] = await client.person(name, friend=True)
    for key, name in scenario.groups.items():
        stage.groups[key] = await client.group(name, list(stage.people.values()))
    return stage


async def play(scenario: Scenario, stage: Stage) -> AsyncIterator[tuple[Step, list[Missed]]]:
    """Play the steps in order; give each with the expectations that it missed."""
    for number, step in enumerate(scenario.steps, start=1):
        await _happen(step, stage)
        missed = [
            Missed(number, expected, tuple(said))
            for expected in step.expects
            if (said := await _unmet(expected, stage)) is not None
        ]
        yield step, missed


async def _happen(step: Step, stage: Stage) -> None:
    await stage.quiet()
    if step.forward is not None:
        await stage.client.advance(minutes=step.forward.total_seconds() / 60)
    if step.until is not None:
        await stage.client.set_clock(step.until.isoformat())
    if not step.text:
        return
    quote = stage.messages[step.quote] if step.quote else ""
    text = step.text.format_map(stage.values).strip("\n")
    sent = await stage.client.says(stage.chat(step.chat), stage.people[step.who], text, quote)
    if step.key:
        stage.messages[step.key] = sent


async def _unmet(expected: Expectation, stage: Stage) -> list[str] | None:
    """Wait for the bot's messages in a chat until all is said; return what was said if it is not.

    Messages that met an expectation are behind us: the next one looks at what comes after them.
    """
    chat = stage.chat(expected.chat)
    said: list[str] = []
    after = stage.seen.get(chat, "0")
    wanted = [part.format_map(stage.values) for part in expected.has]
    while True:
        entries = await stage.client.next_from_bot(chat, after)
        if not entries:
            return said
        said += [spoken(entry) for entry in entries]
        after = stage.seen[chat] = str(entries[-1]["id"])
        whole = "\n".join(said)
        if all(part in whole for part in wanted):
            return said if any(part in whole for part in expected.lacks) else None


def spoken(entry: Mapping[str, Any]) -> str:
    """Return what a chat entry says as plain text: its text, or a card's alt text."""
    message = entry.get("message") or {}
    return str(entry.get("text") or message.get("text") or message.get("altText") or "")
