"""What no sane caller sends: LINE's own kind of answer, one sentence, and a usable page."""

import json

import httpx
import pytest

from bench.doors import play
from simulator.certificates import trusted
from simulator.http import create_app

pytestmark = pytest.mark.anyio
SEED = 20261125
PUSH = '{"to":"C","messages":[%s]}'


def flex(levels: int) -> str:
    box = '{"type":"box","layout":"vertical","contents":['
    text = '{"type":"text","text":"x"}'
    body = box * levels + text + "]}" * levels
    return '{"type":"flex","altText":"x","contents":{"type":"bubble","body":' + body + "}}"


BODIES = {
    "half a surrogate pair": PUSH % '{"type":"text","text":"a\\ud83d"}',
    "half a pair as a name": PUSH % '{"type":"text","text":"a","\\ud83d":1}',
    "deep Flex": PUSH % flex(300),
    "deep lists": "[" * 100_000,
    "five thousand digits": PUSH % ('{"type":"location","latitude":' + "9" * 5000 + "}"),
    "a fraction without end": PUSH % ('{"type":"location","latitude":1e999}'),
    "NaN": PUSH % '{"type":"location","latitude":NaN}',
    "Infinity": PUSH % '{"type":"location","latitude":-Infinity}',
    "a list for an object": PUSH % '{"type":"text","text":"x","emojis":[[]]}',
    "no text for an emoji": PUSH % '{"type":"text","text":"x","emojis":[""]}',
    "no text for a button": PUSH % '{"type":"text","text":"x","quickReply":{"items":[""]}}',
    "no text for a part of Flex": PUSH % flex(1).replace('{"type":"text","text":"x"}', '""'),
    "bytes that are no text": b'{"to":"\xff"}',
    "half a pair in bytes": b'{"to":"\xed\xa0\xbd"}',
    "too large": b'{"to":"' + b"x" * 2 * 1024 * 1024 + b'"}',
    "null": "null",
}


async def ask(cast, method, path, **more):
    transport = httpx.ASGITransport(create_app(cast.platform), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://line") as client:
        return await client.request(method, path, **more)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_lines_door_refuses_an_odd_body_as_line_does(cast, body):
    raw = (body if isinstance(body, bytes) else body.encode()).replace(
        b'"C"', f'"{cast.group}"'.encode()
    )
    headers = {
        "authorization": f"Bearer {cast.platform.channel.token}",
        "content-type": "application/json",
    }
    got = await ask(cast, "POST", "/v2/bot/message/push", content=raw, headers=headers)
    assert got.status_code == (413 if len(raw) > 2 * 1024 * 1024 else 400)
    assert got.json()["message"]
    [line] = cast.platform.ledger
    assert (line.status, line.operation) == (got.status_code, "pushMessage")
    assert line.broken.encode()


async def test_properties_with_null_are_as_good_as_absent(cast):
    message = {"type": "text", "text": "x", "sender": None, "quickReply": {"items": None}}
    assert (await cast.line.push(cast.group, [message])).status == 200
    assert cast.platform.chats.last(cast.group).message == {
        "type": "text",
        "text": "x",
        "quickReply": {},
    }


async def test_a_failure_of_the_simulator_itself_is_lines_500_and_red_in_the_ledger(cast):
    cast.platform.people.persons[cast.nok] = None
    answer = await cast.line.call("GET", f"/v2/bot/group/{cast.group}/member/{cast.nok}")
    assert (answer.status, answer.body) == (500, {"message": "Internal Server Error"})
    assert cast.platform.ledger[-1].broken.startswith("The simulator failed: AttributeError")


CONTROL = [
    ("POST", "clock", {"at": "9999-12-31T23:59:59Z"}),
    ("POST", "clock", {"at": "0001-01-01T00:00:00+14:00"}),
    ("POST", "clock", {"at": "2026-11-25T09:00:00"}),
    ("POST", "clock", {"advance_seconds": 1e300}),
    ("POST", "clock", {"advance_seconds": 3.1e10}),
    ("POST", "clock", {"advance_seconds": -1}),
    ("POST", "clock", b'{"advance_seconds":NaN}'),
    ("POST", "clock", b'{"advance_seconds":1e999}'),
    ("POST", "clock", b'{"at":"\\ud83d"}'),
    ("POST", "clock", b"[" * 50_000),
    ("POST", "clock", b"\xff"),
    ("PUT", "quota", {"limit": 10**30}),
    ("PUT", "quota", b'{"limit":' + b"9" * 5000 + b"}"),
    ("PUT", "quota", {"limit": -1}),
    ("PATCH", "delivery", {"redelivery_after_seconds": 1e300}),
    ("PATCH", "delivery", {"batch_size": 0}),
    ("POST", "faults/api", b'{"kind":"delay","seconds":Infinity}'),
    ("POST", "faults/api", {"kind": "\ud83d"}),
    ("PUT", "faults/webhooks", {"reorder": -1}),
    ("PATCH", "channel", {"webhook_url": "http://[::1"}),
    ("PUT", "conditions/rain", {"on": True}),
    ("GET", "ledger?after=-1", None),
    ("GET", "chats/{group}/messages?after=" + "9" * 5000, None),
    ("GET", "chats/{group}/messages?wait=nan", None),
    ("GET", "chats/nowhere/messages", None),
    ("POST", "people", {"name": " "}),
    ("PATCH", "people/{nok}", {"name": ""}),
    ("POST", "groups", {"name": "x", "members": "all"}),
    ("POST", "chats/{group}/messages", {"person": "{nok}", "text": ""}),
    ("POST", "messages/1/taps", {"person": "{nok}", "choice": "x"}),
    ("GET", "nothing", None),
    ("DELETE", "state", None),
]


@pytest.mark.parametrize(("method", "path", "body"), CONTROL)
async def test_what_cannot_be_done_is_told_in_one_sentence(cast, method, path, body):
    names = {"group": cast.group, "nok": cast.nok}
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    raw = raw.replace(b"{nok}", cast.nok.encode()).replace(b"{group}", cast.group.encode())
    headers = {"content-type": "application/json"}
    got = await ask(
        cast, method, "/simulator/" + path.format(**names), content=raw, headers=headers
    )
    assert 400 <= got.status_code < 500
    assert list(got.json()) == ["message"]
    assert got.json()["message"].endswith(".")
    assert (await ask(cast, "GET", "/")).status_code == 200
    assert cast.platform.ledger == []


@pytest.mark.parametrize("year", [2000, 2999])
async def test_the_page_works_at_both_ends_of_the_clock(cast, sim, address, year):
    await sim.set_clock(f"{year}-06-01T00:00:00+00:00")
    await sim.says(cast.group, cast.nok, "x")
    async with httpx.AsyncClient(base_url=address, trust_env=False, verify=trusted()) as client:
        for path in ("/", "/page/scenarios/transcript.toml", "/simulator/state"):
            assert (await client.get(path)).status_code == 200


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("start = 2026-11-23T09:00:00", "offset"),
        ("start = 9999-11-23T09:00:00Z", "year"),
        ('start = 2026-11-23T09:00:00Z\n[[steps]]\nforward = "infd"', "span"),
        ("start = " + "[" * 5000, "deeply"),
    ],
)
async def test_a_recorded_day_that_cannot_be_played_is_refused(cast, line, fault):
    day = f'title = "x"\nenrolled = true\npeople = {{}}\ngroups = {{}}\n{line}\n'
    got = await ask(cast, "POST", "/page/scenarios?name=x", content=day.encode())
    assert got.status_code == 400
    assert fault in got.json()["message"]


async def test_random_odd_calls_find_no_error_of_the_simulators_own(anyio_backend):
    assert await play(150, SEED) == []


UNKNOWN = [
    ("PATCH", "/simulator/channel", {"verifed": True}),
    ("PATCH", "/simulator/delivery", {"batch": 2}),
    ("PUT", "/simulator/quota", {"limit": 5, "use": 1}),
    ("POST", "/simulator/clock", {"advance": 60}),
    ("POST", "/simulator/faults/api", {"kind": "status", "time": 1}),
    ("PUT", "/simulator/faults/webhooks", {"duplicates": 1}),
    ("POST", "/simulator/people", {"name": "Nok", "friends": True}),
]


@pytest.mark.parametrize(("method", "path", "body"), UNKNOWN)
async def test_an_unknown_key_is_refused_by_its_name(cast, method, path, body):
    got = await ask(cast, method, path, json=body)

    assert got.status_code == 400
    assert got.json()["message"].startswith(f"{list(body)[-1]}: ")
