"""LINE's own SDK, sync and async, works against the simulator unchanged."""

import asyncio
import uuid
from collections.abc import Iterator

import pytest
from aiohttp import ClientError
from linebot.v3 import WebhookParser
from linebot.v3.messaging import (
    ApiClient,
    AsyncApiClient,
    AsyncMessagingApi,
    AsyncMessagingApiBlob,
    Configuration,
    MessagingApi,
    MessagingApiBlob,
    PushMessageRequest,
    ReplyMessageRequest,
    TextMessage,
)
from linebot.v3.messaging.exceptions import ApiException
from linebot.v3.webhooks import JoinEvent, MessageEvent, PostbackEvent

pytestmark = pytest.mark.anyio
LIMIT = {"_request_timeout": 10}


def config(cast, address: str) -> Configuration:
    return Configuration(host=address, access_token=cast.platform.channel.token)


def messages() -> list[TextMessage]:
    return [TextMessage(text="สวัสดี", quickReply=None, quoteToken=None)]


async def test_the_async_sdk_replies_pushes_and_asks(cast, address):
    token, key = cast.token(), str(uuid.uuid4())
    async with AsyncApiClient(config(cast, address)) as client:
        api = AsyncMessagingApi(client)
        reply = ReplyMessageRequest(replyToken=token, messages=messages())
        sent = await api.reply_message(reply, **LIMIT)
        assert sent.sent_messages[0].quote_token
        push = PushMessageRequest(to=cast.group, messages=messages())
        await api.push_message(push, x_line_retry_key=key, **LIMIT)
        with pytest.raises(ApiException) as refused:
            await api.push_message(push, x_line_retry_key=key, **LIMIT)
        assert refused.value.status == 409
        assert (await api.get_message_quota(**LIMIT)).value == 300
        assert (await api.get_message_quota_consumption(**LIMIT)).total_usage == 2
        member = await api.get_group_member_profile(cast.group, cast.nok, **LIMIT)
        assert member.display_name == "Nok"
        assert (await api.get_bot_info(**LIMIT)).display_name == "Saphan"
        assert (await api.get_group_member_count(cast.group, **LIMIT)).count == 2


async def test_the_async_sdk_fetches_an_attachment(cast, address):
    cast.platform.content_not_ready = 1
    entry = cast.phones.sends(cast.group, cast.nok, {"type": "image"}, b"\x89PNG", "image/png")
    async with AsyncApiClient(config(cast, address)) as client:
        blob = AsyncMessagingApiBlob(client)
        assert await blob.get_message_content(entry.id, **LIMIT) is None
        assert await blob.get_message_content(entry.id, **LIMIT) == b"\x89PNG"


async def test_a_lost_answer_is_an_error_of_the_connection(cast, address, sim):
    await sim.fault("lost", "pushMessage")
    push = PushMessageRequest(to=cast.group, messages=messages())
    async with AsyncApiClient(config(cast, address)) as client:
        with pytest.raises(ClientError):
            await AsyncMessagingApi(client).push_message(push, **LIMIT)
    assert len(cast.platform.chats.entries(cast.group, sender="bot")) == 1


def use_sync_sdk(cast, address: str) -> Iterator[object]:
    with ApiClient(config(cast, address)) as client:
        api = MessagingApi(client)
        push = PushMessageRequest(to=cast.group, messages=messages())
        yield api.push_message(push, x_line_retry_key=str(uuid.uuid4())).sent_messages[0].id
        yield api.get_group_summary(cast.group).group_name
        with pytest.raises(ApiException) as unknown:
            api.get_profile(cast.nok)
        yield unknown.value.status
        entry = cast.phones.sends(cast.group, cast.nok, {"type": "image"}, b"png", "image/png")
        yield MessagingApiBlob(client).get_message_content(entry.id)
        client.rest_client.pool_manager.clear()


async def test_the_sync_sdk_works_too(cast, address):
    seen = await asyncio.to_thread(lambda: list(use_sync_sdk(cast, address)))
    sent = cast.platform.chats.entries(cast.group, sender="bot")[-1].id
    assert (seen[0], seen[1], seen[2], bytes(seen[3])) == (sent, "IA", 404, b"png")


def test_the_sdk_reads_the_webhooks(cast):
    cast.membership.new_group("IR", [cast.nok])
    cast.phones.says(cast.group, cast.lek, "@Nok hello")
    cast.phones.posts_back(cast.group, cast.nok, "ack:1")
    parser = WebhookParser(cast.platform.channel.secret)
    parsed = [
        event
        for batch in cast.platform.webhooks.drain()
        for event in parser.parse(batch.body.decode(), batch.headers["x-line-signature"])
    ]
    assert [type(event) for event in parsed] == [JoinEvent, MessageEvent, PostbackEvent]
    assert parsed[1].message.mention.mentionees[0].user_id == cast.nok


@pytest.mark.parametrize("kind", ["image", "video", "audio", "file", "sticker", "location"])
def test_the_sdk_reads_every_kind_of_message(cast, kind):
    more = {
        "file": {"fileName": "a.pdf", "fileSize": 3},
        "sticker": {"packageId": "1", "stickerId": "1", "stickerResourceType": "STATIC"},
        "location": {"latitude": 13.7, "longitude": 100.5},
    }.get(kind, {})
    body = b"" if kind in ("sticker", "location") else b"123"
    cast.phones.sends(cast.group, cast.nok, {"type": kind, **more}, body, "x/y")
    [batch] = cast.platform.webhooks.drain()
    parser = WebhookParser(cast.platform.channel.secret)
    [event] = parser.parse(batch.body.decode(), batch.headers["x-line-signature"])
    assert (type(event), event.message.type) == (MessageEvent, kind)
