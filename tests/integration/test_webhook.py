"""POST /webhook: what is stored, what is dropped, and what is refused."""

import asyncio
import random
from datetime import timedelta

import pytest
from fakes import event, signed, text_event, webhook_body
from sqlalchemy import select, text

from bot.inbox.webhook import is_signed
from domain.delivery import TOKEN_LIFE, token_until
from models import outbox
from models.database import open_engine
from models.inbox import InboxEvent
from models.outbox import OutboxMessage

pytestmark = pytest.mark.anyio


@pytest.fixture
def stored(deps):
    async def read():
        async with deps.reading() as session:
            return list(await session.scalars(select(InboxEvent).order_by(InboxEvent.id)))

    return read


async def test_a_command_is_stored_as_sent_and_talk_is_not(post, stored):
    command = text_event("#list")

    assert await post(text_event("สวัสดีครับ"), command, text_event("> #list")) == 200

    (row,) = await stored()
    assert row.event == command
    assert row.message_id == command["message"]["id"]
    assert int(row.event_at.timestamp() * 1000) == command["timestamp"]


async def test_the_check_of_the_address_is_answered(post, stored):
    assert await post() == 200
    assert await stored() == []


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe", b"no json", b"[]", b"null", b"{}", b'{"events": {}}', b'{"events": NaN}'],
)
async def test_a_signed_body_that_is_no_webhook_is_refused(client, body):
    answer = await client.post("/webhook", content=body, headers=signed(body))

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-line-signature": ""},
        {"x-line-signature": "not even base64 ก".encode()},
        signed(b"another body"),
        signed(webhook_body(), "another secret"),
    ],
)
async def test_a_wrong_signature_is_refused_and_nothing_is_stored(client, headers, stored):
    answer = await client.post(
        "/webhook", content=webhook_body(text_event("#list")), headers=headers
    )

    assert answer.status_code == 400
    assert await stored() == []


def test_the_signature_of_lines_own_example_is_right():
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    signature = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="
    secret = "8c570fa6dd201bb328f1c1eac23a96d8"

    assert is_signed(body, signature, [secret])
    assert is_signed(body, signature, ["the next one", secret])
    assert not is_signed(body + b"\n", signature, [secret])


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_over_one_mebibyte_is_refused(client, announced, post):
    body = b" " * 2_000_000

    async def chunks():
        for start in range(0, len(body), 65536):
            yield body[start : start + 65536]

    content = body if announced else chunks()
    answer = await client.post("/webhook", content=content, headers=signed(body))

    assert answer.status_code == 413
    assert await post(text_event("#list")) == 200


STRANGE = {
    "an unknown type": event("teleported"),
    "no type": event(type=None),
    "no id": text_event("#list", webhookEventId=None),
    "no time": text_event("#list", timestamp=None),
    "a time out of this world": text_event("#list", timestamp=10**30),
    "no source": text_event("#list", source=None),
    "a source of an unknown type": text_event("#list", source={"type": "planet"}),
    "a group without id": text_event("#list", source={"type": "group"}),
    "a message that is none": event(message="#list"),
    "an unknown message type": event(message={"type": "hologram", "id": "1"}),
    "a sticker": event(message={"type": "sticker", "id": "1", "text": "#list"}),
    "a text that is none": event(message={"type": "text", "id": "1", "text": 5}),
    "standby": text_event("#list", mode="standby"),
    "a beacon": event("beacon"),
    "a postback without data": event("postback", postback={}),
    "a number": 5,
    "nothing": None,
    "a list": [],
}


@pytest.mark.parametrize("name", STRANGE)
async def test_a_strange_event_never_costs_its_neighbours(name, post, stored):
    before, after = text_event("#list"), text_event("#help")

    assert await post(before, STRANGE[name], after) == 200

    assert [row.event for row in await stored()] == [before, after]


@pytest.mark.parametrize(
    "kept",
    [
        text_event("#list", source={"type": "group", "groupId": "C1"}),
        text_event("#list", replyToken=None),
        text_event("#list", message={"mention": {"mentionees": ["x", {"index": "y"}]}}),
        text_event("@Saphan Bot #list", message={"mention": {"mentionees": [
            {"index": 0, "length": 11, "type": "user", "isSelf": True}]}}),
        text_event("＃ＬＩＳＴ"),
        event("join", replyToken="r"),
        event("leave", replyToken=None),
        event("memberJoined", joined={"members": [{"type": "user", "userId": "U2"}]}),
        event("memberLeft", left={"members": [{"type": "user", "userId": "U2"}]}),
        event("unsend", unsend={"messageId": "1"}, replyToken=None),
        event("follow", source={"type": "user", "userId": "U2"}),
        event("unfollow", source={"type": "user", "userId": "U2"}, replyToken=None),
        event("postback", postback={"data": "ack:1"}),
    ],
)  # fmt: skip
async def test_what_matters_is_stored_even_where_something_is_missing(kept, post, stored):
    assert await post(kept) == 200

    assert [row.event for row in await stored()] == [kept]


async def test_an_edit_of_a_stored_message_is_an_event_of_its_own(post, stored):
    first = text_event("#list")
    edit = text_event("#help", type="messageEdited", message={"id": first["message"]["id"]})

    assert await post(first) == 200
    assert await post(edit) == 200

    assert [row.message_id for row in await stored()] == [first["message"]["id"], None]


async def test_characters_that_no_database_stores_do_no_harm(client, stored):
    body = webhook_body(text_event("#list NUL")).replace(b"NUL", b"\\u0000 \\ud800 \\u0e01")

    assert (await client.post("/webhook", content=body, headers=signed(body))).status_code == 200

    (row,) = await stored()
    assert row.event["message"]["text"] == "#list � � ก"


async def test_an_event_sent_ten_times_at_once_and_shuffled_is_stored_once(post, stored):
    events = [text_event(f"#status {number}") for number in range(5)]
    copies = [event for event in events for _ in range(10)]
    random.Random(1).shuffle(copies)

    answers = await asyncio.gather(*(post(copies[at], copies[-at]) for at in range(len(copies))))

    assert set(answers) == {200}
    assert sorted(row.webhook_event_id for row in await stored()) == [
        each["webhookEventId"] for each in events
    ]


async def test_an_event_brought_again_gives_its_reply_token_another_minute(
    post, stored, clock, deps
):
    command = text_event("#list")
    await post(command)
    first = clock()
    async with deps.sessions.begin() as session:
        await outbox.enqueue(
            session,
            chat=command["source"]["groupId"],
            messages=[],
            about=[],
            now=first,
            reply_token=command["replyToken"],
            token_until=token_until(first, first),
        )
    clock.advance(timedelta(seconds=50))
    again = command | {"deliveryContext": {"isRedelivery": True}}
    await post(again)

    (row,) = await stored()
    async with deps.reading() as session:
        answer = await session.scalar(select(OutboxMessage))
    assert row.heard_at == clock()
    assert answer.token_until == clock() + TOKEN_LIFE

    late = clock()
    clock.advance(timedelta(minutes=20))
    await post(again)
    assert (await stored())[0].heard_at == late


async def test_a_token_lives_from_when_its_webhook_came_not_from_when_it_was_stored(
    client, stored, clock
):
    began, body = clock(), webhook_body(text_event("#list"))

    async def slowly():
        yield body[:20]
        clock.advance(timedelta(seconds=20))
        yield body[20:]

    assert (
        await client.post("/webhook", content=slowly(), headers=signed(body))
    ).status_code == 200
    assert [row.heard_at for row in await stored()] == [began]


async def test_a_message_that_comes_again_under_another_event_id_is_stored_once(post, stored):
    first = text_event("#list")

    assert await post(first, first | {"webhookEventId": "01ANOTHER"}) == 200

    assert len(await stored()) == 1


@pytest.mark.parametrize("storage_seconds", [0.2])
async def test_storage_that_does_not_answer_gives_503_and_loses_nothing(
    post, stored, database_url, dialect
):
    command = text_event("#list")
    engine = open_engine(database_url)
    async with engine.begin() as holder:
        locks = "LOCK TABLE inbox" if dialect == "postgresql" else "DELETE FROM inbox"
        await holder.execute(text(locks))
        assert await post(text_event("only talk")) == 200
        assert await post(command) == 503
    await engine.dispose()

    assert await post(command) == 200
    assert [row.event for row in await stored()] == [command]


async def test_a_database_without_tables_gives_503(client, deps):
    async with deps.engine.begin() as connection:
        await connection.execute(text("DROP TABLE inbox"))
    body = webhook_body(text_event("#list"))

    assert (await client.post("/webhook", content=body, headers=signed(body))).status_code == 503
    assert (await client.get("/healthz")).status_code == 200


async def test_other_methods_are_not_allowed(client):
    assert (await client.get("/webhook")).status_code == 405
