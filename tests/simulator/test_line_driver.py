"""The control API, through its driver: stories, long polls, the event stream, the conditions."""

import asyncio
import json

import httpx
import pytest

from simulator.certificates import trusted
from simulator.control.client import SimulatorClient, SimulatorError

pytestmark = pytest.mark.anyio
HELLO = [{"type": "text", "text": "สวัสดี"}]


async def test_a_whole_story_is_driven_over_http(cast, sim):
    nok, lek = await sim.person("นก", friend=True), await sim.person("เล็ก")
    group = await sim.group("IR", [nok])
    await sim.joins(group, lek)
    first = await sim.says(group, nok, "หนึ่ง")
    await sim.edits(nok, first, "สอง")
    second = await sim.says(group, lek, "สาม", quote=first)
    await sim.unsends(lek, second)
    await sim.leaves(group, lek)
    await sim.removes_bot(group)
    await sim.invites_bot(group)
    await sim.blocks(nok)
    await sim.follows(nok)
    entries = await sim.messages(group, after=first)
    assert [entry["text"] for entry in entries] == [
        "",
        "เล็ก left the group.",
        "Saphan left the group.",
        "Saphan joined the group.",
    ]
    assert (await sim.messages(group))[2]["text"] == "สอง"
    assert entries[0]["unsent"]
    state = await sim.state()
    assert [each["name"] for each in state["groups"]] == ["IA", "IR"]


async def test_a_button_is_tapped_over_http(cast, sim):
    item = {"type": "action", "action": {"type": "postback", "label": "Seen", "data": "ack:1"}}
    message = {"type": "text", "text": "x", "quickReply": {"items": [item]}}
    await cast.line.push(cast.group, [message])
    [sent] = await sim.next_from_bot(cast.group)
    assert (await sim.taps(cast.nok, sent["id"], "ack:1"))["label"] == "Seen"


async def test_the_long_poll_answers_as_soon_as_the_bot_speaks(cast, sim):
    said = await sim.says(cast.group, cast.nok, "#help")
    waiting = asyncio.create_task(sim.next_from_bot(cast.group, said))
    await cast.line.push(cast.group, HELLO)
    assert [entry["text"] for entry in await waiting] == ["สวัสดี"]


async def test_the_long_poll_ends_empty_after_its_time(cast, sim):
    assert await sim.next_from_bot(cast.group, wait=0) == []


async def test_the_event_stream_resumes_after_a_number(cast, address, sim):
    start = cast.platform.updates.last
    await sim.says(cast.group, cast.nok, "one")
    lines = []
    async with (
        httpx.AsyncClient(base_url=address, trust_env=False, verify=trusted()) as client,
        client.stream("GET", "/simulator/events", params={"after": start}) as stream,
    ):
        async for line in stream.aiter_lines():
            lines.append(line)
            if line.startswith("data:"):
                break
    assert f"id: {start + 1}" in lines
    assert "event: message" in lines
    assert json.loads(lines[-1].removeprefix("data:"))["chat"] == cast.group


async def test_the_clock_is_set_and_moved(cast, sim):
    await sim.set_clock("2026-11-25T09:00:00+07:00")
    assert await sim.advance(hours=1) == "2026-11-25T03:00:00+00:00"


async def test_the_quota_and_delivery_are_set(cast, sim):
    await sim.set_quota(5, used=5)
    assert (await cast.line.push(cast.group, HELLO)).status == 429
    await sim.set_delivery(batch_size=2, redelivery_count=1, content_not_ready=1)
    assert cast.platform.webhooks.redelivery.count == 1


async def test_faults_are_listed_and_cleared(cast, sim):
    await sim.fault("status", times=3)
    await sim.webhook_faults(duplicate=2)
    faults = (await sim.state())["faults"]
    assert (faults["api"][0]["times"], faults["webhooks"]["duplicate"]) == (3, 2)
    await sim.clear_faults()
    assert (await sim.state())["faults"]["api"] == []


async def test_a_driver_is_told_why_something_is_impossible(cast, address):
    async with SimulatorClient(address) as sim:
        with pytest.raises(SimulatorError, match="not in the group"):
            await sim.says(cast.group, cast.stranger, "hello")
        with pytest.raises(SimulatorError, match="Invalid webhook endpoint"):
            await sim.set_channel(webhook_url="http://example.go.th")
        with pytest.raises(SimulatorError):
            await sim.messages("nowhere")
