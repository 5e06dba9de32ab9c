"""`saphan demo`: keep the stage open for people, or play one scripted day and check it."""

import asyncio
from collections.abc import Callable

from bot.demo.stage import Demo, open_demo, who_is_who
from bot.demo.transcript import Transcript
from simulator import play, scenario
from simulator.play import Missed, Stage
from simulator.scenario import Scenario

DAY = "ministries"
"""The scripted day of `--once`."""

Tell = Callable[[str], None]


async def run_once(port: int, tell: Tell) -> bool:
    """Play the scripted day through real HTTP; tell the transcript; return whether all was said."""
    day = scenario.read(DAY)
    async with open_demo(port, start=day.start) as demo:
        stage = await _set_up(demo, day)
        transcript = Transcript(demo.client, stage, demo.deps.settings.timezone)
        tell(f"{day.title}\n")
        missed: list[Missed] = []
        expected = 0
        async for step, failures in play.play(day, stage):
            if step.title:
                tell(f"\n── {step.title}")
            for line in await transcript.fresh():
                tell(line)
            missed += failures
            expected += len(step.expects)
        await demo.quiet()
        for line in await transcript.fresh():
            tell(line)
        used = demo.platform.quota.used
    for each in missed:
        tell(_complaint(each))
    tell(f"\n{expected - len(missed)} of {expected} expected answers were given;")
    tell(f"{used} messages of the quota were used.")
    return not missed


async def run(port: int, tell: Tell) -> None:
    """Open the stage with everybody enrolled and both groups bound; stay until interrupted."""
    day = scenario.read(DAY)
    async with open_demo(port) as demo:
        stage = await _set_up(demo, day, running=True)
        await demo.quiet()
        for kind in day.groups:
            await demo.client.says(
                stage.groups[kind], stage.people["admin"], f"#bind {demo.codes[kind]}"
            )
        for key, name in day.people.items():
            if name in demo.codes:
                await demo.client.says(
                    stage.people[key], stage.people[key], f"#join {demo.codes[name]}"
                )
        await demo.quiet()
        demo.platform.acts.clear()  # a saved transcript begins where people take over
        tell(f"Saphan is here: {demo.url}")
        tell(f"The bot itself listens on {demo.bot_url}. Ctrl-C ends both.")
        await asyncio.Event().wait()


async def _set_up(demo: Demo, day: Scenario, *, running: bool = False) -> Stage:
    stage = await play.set_up(demo.client, day, running=running)
    stage.quiet = demo.quiet
    about = who_is_who()
    for key, name in day.people.items():
        await demo.client.describes(stage.people[key], about.get(name, ""))
    codes = {key: demo.codes[name] for key, name in day.people.items() if name in demo.codes}
    stage.values = {f"code_{key}": code for key, code in codes.items()} | {
        f"code_{kind}": demo.codes[kind] for kind in day.groups
    }
    return stage


def _complaint(missed: Missed) -> str:
    said = "\n  ".join(missed.said) or "(nothing)"
    wanted = ", ".join(missed.expected.has)
    return f"\nstep {missed.step}: {missed.expected.chat} should hear {wanted}; heard\n  {said}"
