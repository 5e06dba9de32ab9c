"""Our port to LINE means the same through the simulator's two doors: in process, and the SDK."""

import asyncio
import socket
import uuid
from dataclasses import replace

import pytest
from fakes import SECRET
from loopback import serving

from bot.line.api import (
    FormRefused,
    LineAnswer,
    LineApi,
    LineRejected,
    LineUnavailable,
    MaybeAccepted,
    QuotaFacts,
    QuotaSpent,
    RateLimited,
    TokenSpent,
    Unauthorised,
    WebhookEndpoint,
)
from bot.line.sdk import open_line
from bot.settings import load_settings
from simulator.http import create_app
from simulator.model.faults import ApiFault, ApiFaultKind
from simulator.model.membership import Membership
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio

HELLO = [{"type": "text", "text": "สวัสดี"}]


def settings_for(url, token):
    return load_settings(
        _env_file=None,
        line_channel_secret=(SECRET,),
        line_channel_access_token=token,
        line_api_url=url,
    )


@pytest.fixture(params=["in process", "sdk"])
async def line(request, platform, carrier):
    if request.param == "in process":
        yield LineApi(carrier)
        return
    async with (
        serving(create_app(platform)) as url,
        open_line(settings_for(f"{url}/", platform.channel.token)) as opened,
    ):
        yield opened


@pytest.fixture
def nok(platform):
    return Membership(platform).new_person("Nok").user_id


@pytest.fixture
def group(platform, nok):
    group = Membership(platform).new_group("IA", [nok]).group_id
    platform.webhooks.drain()
    return group


@pytest.fixture
def token(platform, group, nok):
    Phones(platform).says(group, nok, "#list")
    (batch,) = platform.webhooks.drain()
    return str(batch.events[0]["replyToken"])


def fault(platform, kind, **more):
    platform.faults.add(ApiFault(kind, times=1, **more))


async def test_a_reply_gives_the_ids_of_its_messages_and_works_once(line, platform, group, token):
    sent = await line.reply(token, HELLO * 2)

    entries = platform.chats.entries(group, sender="bot")
    assert sent.message_ids == tuple(entry.id for entry in entries)
    assert sent.request_id
    with pytest.raises(TokenSpent, match="Invalid reply token") as refused:
        await line.reply(token, HELLO)
    assert refused.value.status == 400
    assert refused.value.request_id


async def test_a_push_repeated_under_its_key_gives_what_the_first_gave(line, platform, group):
    key = str(uuid.uuid4())

    first, again = [await line.push(group, HELLO, key) for _ in range(2)]

    assert again == replace(first, before=True)
    assert len(platform.chats.entries(group, sender="bot")) == 1


async def test_messages_go_out_as_they_stand(line, platform, group, nok):
    called = {
        "type": "textV2",
        "text": "{p0} {{x}}",
        "substitution": {"p0": {"type": "mention", "mentionee": {"type": "user", "userId": nok}}},
    }
    card = {
        "type": "flex",
        "altText": "บัตร",
        "contents": {
            "type": "bubble",
            "body": {
                "type": "box",
                "layout": "vertical",
                "contents": [{"type": "text", "text": "ก"}],
            },
        },
    }

    await line.push(group, [called, card], str(uuid.uuid4()))

    assert [entry.text for entry in platform.chats.entries(group, sender="bot")] == [
        "@Nok {x}",
        "บัตร",
    ]


@pytest.mark.parametrize(
    ("kind", "more", "error"),
    [
        (ApiFaultKind.STATUS, {"status": 500}, MaybeAccepted),
        (ApiFaultKind.STATUS, {"status": 503}, MaybeAccepted),
        (ApiFaultKind.RATE_LIMIT, {}, RateLimited),
        (ApiFaultKind.MONTHLY_LIMIT, {}, QuotaSpent),
        (ApiFaultKind.LOST, {}, MaybeAccepted),
        (ApiFaultKind.STATUS, {"status": 400}, FormRefused),
        (ApiFaultKind.STATUS, {"status": 403}, LineRejected),
        (ApiFaultKind.STATUS, {"status": 410}, LineRejected),
    ],
)
async def test_each_fault_has_its_error(line, platform, group, kind, more, error):
    fault(platform, kind, **more)

    with pytest.raises(error) as raised:
        await line.push(group, HELLO, str(uuid.uuid4()))

    assert type(raised.value) is error


async def test_a_refused_message_tells_which_property_is_wrong(line, group):
    with pytest.raises(LineRejected, match=r"messages\[0\]"):
        await line.push(group, [{"type": "text", "text": ""}], str(uuid.uuid4()))


async def test_a_wrong_token_is_told_apart(line, platform, group):
    platform.channel.token = "another"

    with pytest.raises(Unauthorised):
        await line.member_count(group)


async def test_members_are_named_and_counted(line, platform, group, nok):
    stranger = Membership(platform).new_person("Som").user_id

    assert await line.member_name(group, nok) == "Nok"
    assert await line.member_name(group, stranger) is None
    assert await line.member_count(group) == 1
    with pytest.raises(LineRejected):
        await line.member_count(f"C{9:032x}")


async def test_the_month_is_told(line, platform, group):
    await line.push(group, HELLO, str(uuid.uuid4()))
    assert await line.quota() == QuotaFacts(quota=1000, used=1)

    platform.quota.limit = None
    assert (await line.quota()).quota is None


async def test_the_channel_tells_who_we_are_and_where_webhooks_go(line, platform):
    info = await line.bot_info()
    assert (info.name, info.chat_mode) == (platform.channel.bot_name, "bot")
    assert await line.webhook_endpoint() is None

    platform.channel.webhook_url = "https://saphan.example/webhook"
    assert await line.webhook_endpoint() == WebhookEndpoint(platform.channel.webhook_url, True)
    assert not (await line.test_webhook()).success


async def test_without_anybody_listening_nothing_was_accepted():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    async with open_line(settings_for(f"http://127.0.0.1:{port}", "t")) as line:
        with pytest.raises(LineUnavailable) as raised:
            await line.quota()

    assert type(raised.value) is LineUnavailable


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"", MaybeAccepted),
        (b"HTTP/1.1 500 Oops\r\ncontent-length: 2\r\n\r\n\xff\xfe", MaybeAccepted),
        (b"HTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n", MaybeAccepted),
        (b"HTTP/1.1 429 Oops\r\ncontent-length: 5\r\n\r\n<hmm>", RateLimited),
    ],
)
async def test_strange_answers_are_understood_too(answer, error):
    async def speak(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(speak, "127.0.0.1", 0)
    url = "http://{}:{}".format(*server.sockets[0].getsockname())
    async with server, open_line(settings_for(url, "t")) as line:
        with pytest.raises(error):
            await line.push("C1", HELLO, str(uuid.uuid4()))


async def test_a_good_answer_of_another_shape_is_still_a_success():
    async def speak(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nx-line-request-id: r\r\ncontent-length: 4\r\n\r\nnull")
        writer.close()

    server = await asyncio.start_server(speak, "127.0.0.1", 0)
    url = "http://{}:{}".format(*server.sockets[0].getsockname())
    async with server, open_line(settings_for(url, "t")) as line:
        sent = await line.push("C1", HELLO, str(uuid.uuid4()))

    assert (sent.message_ids, sent.request_id) == ((), "r")


async def test_an_odd_id_names_no_other_address():
    paths = []

    async def carry(method, path, body=None, headers=None, seconds=None):
        paths.append(path)
        return LineAnswer(200, {}, "{}")

    line, odd = LineApi(carry), "C/../../info?x#y"
    await line.member_name(odd, "U/..")
    await line.member_count(odd)
    await line.is_in_group(odd)
    await line.group_name(odd)
    await line.leave_group(odd)

    group = "/v2/bot/group/C%2F..%2F..%2Finfo%3Fx%23y/"
    assert [path.removeprefix(group) for path in paths] == [
        "member/U%2F..",
        "members/count",
        "summary",
        "summary",
        "leave",
    ]
