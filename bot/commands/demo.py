"""`saphan demo`: Saphan without a LINE account, for people to try or as one scripted day."""

import asyncio
import logging
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, tzinfo
from typing import Any

import click

from bot.commands.session import Failure
from bot.demo.system import Demo, open_demo, who_is_who
from simulator.control.client import SimulatorClient
from simulator.scenarios import play, scenario
from simulator.scenarios.play import Missed, Stage, spoken
from simulator.scenarios.scenario import Scenario

PORT = 8000
DAY = "ministries"
"""The scripted day of `--once`."""


@click.command()
@click.option("--once", is_flag=True, help="Play one scripted day, print the chats, and end.")
@click.option(
    "--port", type=int, help="Port of the page, 0: any free one; default: 8000, with --once 0."
)
def demo(once: bool, port: int | None) -> None:
    """Run the bot beside a simulated LINE Platform, with a sample roster.

    Prints the address to open; Ctrl-C ends it. Nothing is kept and nothing leaves this machine.
    With --once, exits 0 only if everything that the script expects was said.
    """
    # What LINE refuses or loses here is meant, and the page's ledger shows it.
    logging.basicConfig(level=logging.ERROR)
    if port is None:
        port = 0 if once else PORT
    try:
        if once:
            sys.exit(0 if asyncio.run(_play_day(port)) else 1)
        with suppress(KeyboardInterrupt):
            asyncio.run(_stay_open(port))
    except OSError as taken:
        raise Failure(
            f"Port {port} cannot be used ({taken.strerror}): choose another with --port."
        ) from taken


async def _play_day(port: int) -> bool:
    """Play the scripted day through real HTTP; print the chats; return whether all was said."""
    day = scenario.read(DAY)
    missed: list[Missed] = []
    async with open_demo(port, start=day.start) as demo:
        stage = await _set_up(demo, day)
        transcript = _Transcript(demo.client, stage, demo.deps.settings.timezone)
        click.echo(f"{day.title}\n")
        async for step, failures in play.play(day, stage):
            missed += failures
            if step.title:
                click.echo(f"\n── {step.title}")
            await transcript.print_fresh()
        await demo.quiet()
        await transcript.print_fresh()
        used = demo.platform.quota.used
    for each in missed:
        click.echo(_complaint(each))
    expected = sum(len(step.expects) for step in day.steps)
    click.echo(f"\n{expected - len(missed)} of {expected} expected answers were given;")
    click.echo(f"{used} messages of the quota were used.")
    return not missed


class _Transcript:
    """The chats as a person reads them, printed as the day goes on."""

    def __init__(self, client: SimulatorClient, stage: Stage, tz: tzinfo) -> None:
        """Follow every group and 1:1 chat of a stage."""
        self._client = client
        self._tz = tz
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
        click.echo(f"{at:%d/%m %H:%M}  {chat:<4} {entry['name']}{price}")
        for line in spoken(entry).splitlines():
            click.echo(f"                   │ {line}")


def _complaint(missed: Missed) -> str:
    said = "\n  ".join(missed.said) or "(nothing)"
    wanted = ", ".join(missed.expected.has)
    return f"\nstep {missed.step}: {missed.expected.chat} should hear {wanted}; heard\n  {said}"


async def _stay_open(port: int) -> None:
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
        demo.platform.acts.clear()  # a saved transcript begins where people take over
        settings = demo.deps.settings
        click.echo(f"Saphan is here: {settings.line_api_url}")
        click.echo(f"The bot itself listens on {settings.public_url}. Ctrl-C ends both.")
        await asyncio.Event().wait()


async def _set_up(demo: Demo, day: Scenario, *, running: bool = False) -> Stage:
    """Bring the people and groups of a day into the simulator, and their codes into its script."""
    stage = await play.set_up(demo.client, day, running=running)
    stage.quiet = demo.quiet
    about = who_is_who()
    for key, name in day.people.items():
        await demo.client.describes(stage.people[key], about.get(name, ""))
        if name in demo.codes:
            stage.values[f"code_{key}"] = demo.codes[name]
    for kind in day.groups:
        stage.values[f"code_{kind}"] = demo.codes[kind]
    return stage
