"""The same calls through both doors; faults and webhooks over HTTP."""

import asyncio
import json
import uuid

import httpx
import pytest
from loopback import serving
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from simulator.certificates import trusted
from simulator.control.client import SimulatorError
from simulator.door import ConnectionBroken
from simulator.model.calls import LineAnswer
from simulator.model.faults import ApiFault, ApiFaultKind
from simulator.model.webhooks import sign

pytestmark = pytest.mark.anyio
HELLO = [{"type": "text", "text": "สวัสดี"}]


class Bot:
    """A webhook endpoint that notes what it gets and answers with the next status."""

    def __init__(self) -> None:
        self.requests: list[tuple[bytes, str]] = []
        self.statuses: list[int] = []
        self.app = Starlette(routes=[Route("/webhook", self.webhook, methods=["POST"])])

    async def webhook(self, request: Request) -> Response:
        self.requests.append((await request.body(), request.headers["x-line-signature"]))
        return Response(status_code=self.statuses.pop(0) if self.statuses else 200)

    @property
    def events(self) -> list[dict]:
        return [event for body, _ in self.requests for event in json.loads(body)["events"]]


@pytest.fixture
async def bot(cast, sim):
    bot = Bot()
    async with serving(bot.app) as url:
        await sim.set_channel(webhook_url=f"{url}/webhook")
        yield bot


CALLS = {
    "reply": ("POST", "message/reply", {"replyToken": "{token}", "messages": HELLO}),
    "unknown token": ("POST", "message/reply", {"replyToken": "x", "messages": HELLO}),
    "push": ("POST", "message/push", {"to": "{group}", "messages": HELLO}),
    "six messages": ("POST", "message/push", {"to": "{group}", "messages": HELLO * 6}),
    "member": ("GET", "group/{group}/member/{nok}", None),
    "nobody": ("GET", "group/{group}/member/U" + "0" * 32, None),
    "count": ("GET", "group/{group}/members/count", None),
    "quota": ("GET", "message/quota", None),
    "ids": ("GET", "group/{group}/members/ids", None),
    "elsewhere": ("GET", "richmenu/list", None),
    "wrong method": ("DELETE", "message/push", None),
}


async def over_http(cast, address, method, path, body, **headers):
    sent = {"authorization": f"Bearer {cast.platform.channel.token}", **headers}
    async with httpx.AsyncClient(base_url=address, trust_env=False, verify=trusted()) as client:
        got = await client.request(method, path, json=body, headers=sent)
    return LineAnswer(got.status_code, got.json(), dict(got.headers))


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
async def test_both_doors_give_the_same_answer(cast, address, call):
    method, path, body = call
    answers = []
    for over_wire in (False, True):
        names = {"group": cast.group, "nok": cast.nok, "token": cast.token()}
        filled = body and {
            key: value.format(**names) if isinstance(value, str) else value
            for key, value in body.items()
        }
        where = "/v2/bot/" + path.format(**names)
        if over_wire:
            answers.append(await over_http(cast, address, method, where, filled))
        else:
            answers.append(await cast.line.call(method, where, filled))
    ours, theirs = answers
    assert ours.status == theirs.status
    assert ours.body.keys() == theirs.body.keys()
    assert set(ours.headers) - {"allow"} <= set(theirs.headers)
    first, second = cast.platform.ledger[-2:]
    assert (first.operation, first.price, first.broken) == (
        second.operation,
        second.price,
        second.broken,
    )


async def test_a_retried_push_is_a_409_over_http_too(cast, address):
    key, body = str(uuid.uuid4()), {"to": cast.group, "messages": HELLO}
    push = ("POST", "/v2/bot/message/push", body)
    first = await over_http(cast, address, *push, **{"X-Line-Retry-Key": key})
    again = await over_http(cast, address, *push, **{"X-Line-Retry-Key": key})
    assert (first.status, again.status) == (200, 409)
    assert again.body["sentMessages"] == first.body["sentMessages"]
    assert again.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]


@pytest.mark.parametrize(
    ("content", "media", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"{}", "text/plain", 415),
        (b" " * (2 * 1024 * 1024 + 1), "application/json", 413),
        (b"", "application/json", 400),
    ],
)
async def test_a_body_that_is_no_json_object_is_refused(cast, address, content, media, status):
    headers = {"authorization": f"Bearer {cast.platform.channel.token}", "content-type": media}
    async with httpx.AsyncClient(base_url=address, trust_env=False, verify=trusted()) as client:
        got = await client.post("/v2/bot/message/push", content=content, headers=headers)
    assert got.status_code == status
    assert got.json()["message"]


@pytest.mark.parametrize(
    ("fault", "status", "message"),
    [
        ({"kind": "status", "status": 500}, 500, "Simulated fault"),
        ({"kind": "rate_limit"}, 429, "The API rate limit has been exceeded. Try again later."),
        ({"kind": "monthly_limit"}, 429, "You have reached your monthly limit."),
    ],
)
async def test_a_fault_refuses_the_next_call_only(cast, sim, fault, status, message):
    await sim.fault(operation="pushMessage", times=1, **fault)
    answer = await cast.line.push(cast.group, HELLO)
    assert (answer.status, answer.body["message"]) == (status, message)
    assert (await cast.line.push(cast.group, HELLO)).status == 200
    failed, good = await sim.ledger()
    assert (failed["fault"], failed["broken"], failed["price"]) == (fault["kind"], "", 0)
    assert (good["fault"], good["price"], good["remaining"]) == ("", 2, 298)


async def test_a_lost_answer_was_carried_out(cast, address, sim):
    await sim.fault("lost", "pushMessage", times=2)
    body, key = {"to": cast.group, "messages": HELLO}, str(uuid.uuid4())
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        await over_http(cast, address, "POST", "/v2/bot/message/push", body)
    with pytest.raises(ConnectionBroken):
        await cast.line.push(cast.group, HELLO, key)
    assert len(await sim.next_from_bot(cast.group)) == 2
    assert (await cast.line.push(cast.group, HELLO, key)).status == 409


async def test_a_call_can_be_carried_out_although_it_is_answered_as_failed(cast, sim):
    await sim.fault("carried_out", "pushMessage", status=503, times=1)
    key = str(uuid.uuid4())
    answer = await cast.line.push(cast.group, HELLO, key)
    assert (answer.status, answer.body["message"]) == (503, "Simulated fault")
    assert len(await sim.next_from_bot(cast.group)) == 1
    assert (await cast.line.push(cast.group, HELLO, key)).status == 409
    failed, _ = await sim.ledger()
    assert (failed["fault"], failed["status"], failed["broken"]) == ("carried_out", 503, "")
    assert failed["price"] == 2


async def test_a_delayed_call_is_carried_out_at_once(cast, address, sim):
    await sim.fault("delay", "pushMessage", seconds=3600)
    body = {"to": cast.group, "messages": HELLO}
    slow = asyncio.create_task(over_http(cast, address, "POST", "/v2/bot/message/push", body))
    assert len(await sim.next_from_bot(cast.group)) == 1
    slow.cancel()
    with pytest.raises(asyncio.CancelledError):
        await slow


async def test_in_process_a_delay_is_slept(cast):
    slept = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    cast.platform.faults.add(ApiFault(ApiFaultKind.DELAY, seconds=2))
    line = type(cast.line)(cast.platform, sleep=sleep)
    assert (await line.quota()).status == 200
    assert slept == [2]


async def test_a_webhook_is_delivered_signed(cast, sim, bot):
    await sim.says(cast.group, cast.nok, "#help")
    assert await sim.settled()
    [(body, signature)] = bot.requests
    assert signature == sign(cast.platform.channel.secret, body)
    assert bot.events[0]["message"]["text"] == "#help"


async def test_a_refused_webhook_comes_again_when_the_clock_moves(cast, sim, bot):
    bot.statuses = [503]
    await sim.set_delivery(redelivery_count=1)
    await sim.says(cast.group, cast.nok, "#help")
    assert await sim.settled()
    await sim.advance(minutes=1)
    assert await sim.settled()
    first, again = bot.events
    assert first["webhookEventId"] == again["webhookEventId"]
    assert again["deliveryContext"]["isRedelivery"]
    assert [each["outcome"] for each in (await sim.webhooks())[-2:]] == [503, 200]


async def test_without_an_address_events_are_forgotten(cast, sim):
    await sim.says(cast.group, cast.nok, "#help")
    assert await sim.settled()
    assert (await sim.webhooks())[-1]["outcome"] == "no_webhook_url"


async def test_a_bot_that_is_down_is_noted(cast, sim):
    await sim.set_channel(webhook_url="http://127.0.0.1:1/webhook")
    await sim.says(cast.group, cast.nok, "#help")
    assert await sim.settled()
    assert (await sim.webhooks())[-1]["outcome"] == "could_not_connect"


async def test_the_webhook_test_reaches_the_bot(cast, address, bot):
    path = "/v2/bot/channel/webhook/test"
    answer = await over_http(cast, address, "POST", path, {})
    assert (answer.body["success"], answer.body["statusCode"]) == (True, 200)
    assert json.loads(bot.requests[0][0])["events"] == []
    bot.statuses = [404]
    answer = await over_http(cast, address, "POST", path, {})
    assert (answer.body["success"], answer.body["reason"]) == (False, "ERROR_STATUS_CODE")


@pytest.mark.parametrize(
    "bad",
    [
        "http://127.0.0.1:99999/webhook",
        "http://127.0.0.1:80a0/webhook",
        "http://127.0.0.1:-1/webhook",
        "http://[::1/webhook",
        "http://localhost\ud83d/webhook",
        "https://a..b/webhook",
        "http://127.0.0.1:1/webhook",
        "nowhere",
    ],
)
async def test_an_address_that_cannot_be_called_stands_in_the_ledger_and_ends_nothing(
    cast, sim, bot, bad
):
    good, cast.platform.channel.webhook_url = cast.platform.channel.webhook_url, bad
    await sim.says(cast.group, cast.nok, "lost")
    assert await sim.settled()
    assert cast.platform.webhooks.log[-1].why.endswith(".")
    line = cast.platform.ledger[-1]
    assert (line.operation, line.status, line.broken) == ("webhook", 0, "")
    assert line.remark == cast.platform.webhooks.log[-1].why

    cast.platform.channel.webhook_url = good
    await sim.says(cast.group, cast.nok, "heard")
    assert await sim.settled()
    assert [event["message"]["text"] for event in bot.events] == ["heard"]


@pytest.mark.parametrize(
    "bad",
    ["http://127.0.0.1:99999/", "http://127.0.0.1:x/", "http://[::1/", "https:///", "https://ก"],
)
async def test_a_mistyped_webhook_address_is_refused_in_a_sentence(cast, sim, bad):
    with pytest.raises(SimulatorError, match=r"Invalid webhook endpoint URL: .+\."):
        await sim.set_channel(webhook_url=bad)


async def test_half_a_surrogate_pair_reaches_the_bot_as_jsons_escape(cast, sim, address, bot):
    cast.phones.says(cast.group, cast.nok, "\ud83d @Lek")
    assert await sim.settled()
    assert b"\\ud83d @Lek" in bot.requests[0][0]
    assert (await sim.messages(cast.group))[-1]["text"] == "\ud83d @Lek"
    async with httpx.AsyncClient(base_url=address, trust_env=False, verify=trusted()) as client:
        assert "? <b" in (await client.get("/")).text


async def test_an_unforeseen_failure_of_the_sender_is_told_and_passes(cast, sim, bot):
    cast.platform.webhooks.add({"type": "odd", "webhookEventId": "x", "more": object()})
    await sim.says(cast.group, cast.nok, "heard")
    assert await sim.settled()
    assert "not JSON serializable" in cast.platform.ledger[-1].remark
    assert [event["message"]["text"] for event in bot.events] == ["heard"]


async def test_a_bot_that_never_ends_its_answer_holds_nothing_up(cast, sim):
    async def webhook(request: Request) -> Response:
        async def endless():
            while not await request.is_disconnected():
                yield b"x" * 65536

        return StreamingResponse(endless())

    app = Starlette(routes=[Route("/webhook", webhook, methods=["POST"])])
    async with serving(app) as url:
        await sim.set_channel(webhook_url=f"{url}/webhook")
        await sim.says(cast.group, cast.nok, "#help")
        assert await sim.settled()
    assert cast.platform.webhooks.log[-1].outcome == 200


async def test_a_refused_webhook_stands_in_the_ledger(cast, sim, bot):
    bot.statuses = [503]
    await sim.says(cast.group, cast.nok, "#help")
    assert await sim.settled()
    line = (await sim.ledger())[0]
    assert (line["status"], line["remark"]) == (503, "The bot answered a webhook with 503.")


@pytest.mark.parametrize(
    ("path", "status"),
    [("oauth2/v2.1/token", 501), ("liff/v1/apps", 501), ("bot/pnp/push", 501), ("v9/x", 404)],
)
async def test_all_of_lines_paths_lead_to_its_door(cast, address, path, status):
    async with httpx.AsyncClient(base_url=address, trust_env=False, verify=trusted()) as client:
        got = await client.post(path)
    assert (got.status_code, list(got.json())) == (status, ["message"])
    assert cast.platform.ledger[-1].path == f"/{path}"


async def test_what_the_simulator_itself_lacks_is_no_call_to_line(cast, address):
    async with httpx.AsyncClient(base_url=address, trust_env=False, verify=trusted()) as client:
        assert (await client.get("/simulator/nothing")).status_code == 404
    assert cast.platform.ledger == []
