"""Replies, pushes and their rules: tokens, retry keys, quota, rates."""

import uuid
from datetime import timedelta

import pytest

from simulator.door import FakeLine
from simulator.model.faults import WebhookFaults
from simulator.model.limits import Rate

pytestmark = pytest.mark.anyio
HELLO = [{"type": "text", "text": "สวัสดี"}]


async def test_a_reply_is_free_and_seen_by_the_group(cast):
    answer = await cast.line.reply(cast.token(), HELLO)
    assert answer.status == 200
    entry = cast.platform.chats.entries(cast.group, sender="bot")[-1]
    assert answer.body == {"sentMessages": [{"id": entry.id, "quoteToken": entry.quote_token}]}
    assert (entry.text, entry.via, cast.platform.quota.used) == ("สวัสดี", "reply", 0)


async def test_a_reply_token_works_once(cast):
    token = cast.token()
    await cast.line.reply(token, HELLO)
    answer = await cast.line.reply(token, HELLO)
    assert (answer.status, answer.body) == (400, {"message": "Invalid reply token"})
    assert cast.platform.ledger[-1].broken == "reply token used twice"


@pytest.mark.parametrize(("seconds", "status"), [(60, 200), (61, 400)])
async def test_a_reply_token_lives_one_minute_after_delivery(cast, seconds, status):
    token = cast.token()
    cast.platform.clock.advance(timedelta(seconds=seconds))
    assert (await cast.line.reply(token, HELLO)).status == status


async def test_the_minute_begins_with_the_delivery_not_with_the_event(cast):
    cast.platform.faults.set_webhooks(WebhookFaults(hold=True))
    cast.phones.says(cast.group, cast.nok, "hello")
    assert cast.events() == []
    cast.platform.clock.advance(timedelta(minutes=10))
    cast.platform.faults.clear()
    assert (await cast.line.reply(cast.events()[0]["replyToken"], HELLO)).status == 200


@pytest.mark.parametrize(("minutes", "status"), [(19, 200), (21, 400)])
async def test_a_redelivered_token_works_again_until_20_minutes_after_the_event(
    cast, minutes, status
):
    cast.platform.webhooks.redelivery.count = 1
    cast.platform.webhooks.redelivery.after = timedelta(minutes=minutes)
    cast.phones.says(cast.group, cast.nok, "hello")
    cast.platform.webhooks.settle(cast.platform.webhooks.next(), 503)
    cast.platform.clock.advance(timedelta(minutes=minutes))
    [event] = cast.events()
    assert event["deliveryContext"] == {"isRedelivery": True}
    assert (await cast.line.reply(event["replyToken"], HELLO)).status == status


async def test_an_invalid_message_refuses_the_whole_reply_and_keeps_the_token(cast):
    token = cast.token()
    answer = await cast.line.reply(token, [*HELLO, {"type": "text", "text": ""}])
    assert answer.status == 400
    assert answer.body["details"] == [
        {"message": "May not be empty", "property": "messages[1].text"}
    ]
    assert cast.platform.chats.entries(cast.group, sender="bot") == []
    assert (await cast.line.reply(token, HELLO)).status == 200


async def test_no_reply_to_a_group_the_bot_has_left(cast):
    token = cast.token()
    cast.membership.removes_bot(cast.group)
    assert (await cast.line.reply(token, HELLO)).status == 400


@pytest.mark.parametrize(("count", "status"), [(0, 400), (1, 200), (5, 200), (6, 400)])
async def test_one_to_five_messages_a_request(cast, count, status):
    assert (await cast.line.push(cast.group, HELLO * count)).status == status


async def test_a_push_to_a_group_counts_once_per_person_not_per_message(cast):
    await cast.line.push(cast.group, HELLO * 4)
    assert (cast.platform.ledger[-1].price, cast.platform.quota.used) == (2, 2)
    assert (await cast.line.consumption()).body == {"totalUsage": 2}


async def test_a_spent_quota_refuses_pushes_but_not_replies(cast):
    cast.platform.quota.used = 299
    answer = await cast.line.push(cast.group, HELLO)
    assert (answer.status, answer.body["message"]) == (429, "You have reached your monthly limit.")
    assert cast.platform.quota.used == 299
    assert (await cast.line.reply(cast.token(), HELLO)).status == 200


async def test_the_quota_begins_anew_with_the_month_of_line(cast):
    cast.platform.quota.used = 300
    cast.platform.clock.advance(timedelta(days=7, hours=12, minutes=59))
    assert cast.platform.quota.remaining == 0
    cast.platform.clock.advance(timedelta(minutes=1))
    assert cast.platform.quota.remaining == 300


async def test_without_a_limit_the_quota_is_none(cast):
    cast.platform.quota.limit = None
    assert (await cast.line.quota()).body == {"type": "none"}
    assert (await cast.line.push(cast.group, HELLO)).status == 200
    assert cast.platform.ledger[-1].remaining is None


@pytest.mark.parametrize(
    ("to", "status"),
    [("C" + "0" * 32, 400), ("U" + "0" * 32, 400), ("R" + "0" * 32, 400), ("@nok", 400)],
)
async def test_a_push_to_an_unknown_chat_is_refused(cast, to, status):
    assert (await cast.line.push(to, HELLO)).status == status


async def test_a_push_to_a_group_without_the_bot_is_refused(cast):
    cast.membership.removes_bot(cast.group)
    answer = await cast.line.push(cast.group, HELLO)
    assert (answer.status, answer.body) == (400, {"message": "Failed to send messages"})


async def test_a_push_to_somebody_who_is_no_friend_is_accepted_but_not_delivered(cast):
    answer = await cast.line.push(cast.nok, HELLO)
    [entry] = cast.platform.chats.entries(cast.nok, sender="bot")
    assert (answer.status, entry.delivered, cast.platform.quota.used) == (200, False, 0)
    assert cast.platform.ledger[-1].broken.startswith("not delivered")


async def test_a_blocked_account_reaches_nobody_and_pays_nothing(cast):
    cast.membership.follows(cast.nok)
    await cast.line.push(cast.nok, HELLO)
    cast.membership.blocks(cast.nok)
    assert (await cast.line.push(cast.nok, HELLO)).status == 200
    assert cast.platform.quota.used == 1


@pytest.mark.parametrize(("days", "delivered"), [(7, True), (8, False)])
async def test_who_wrote_in_the_last_seven_days_is_reached_without_friendship(
    cast, days, delivered
):
    cast.phones.says(cast.nok, cast.nok, "hello")
    cast.platform.clock.advance(timedelta(days=days))
    await cast.line.push(cast.nok, HELLO)
    assert cast.platform.chats.entries(cast.nok, sender="bot")[-1].delivered is delivered


async def test_a_retry_of_an_accepted_push_is_a_409_with_the_same_messages(cast):
    key = str(uuid.uuid4())
    first = await cast.line.push(cast.group, HELLO, key)
    again = await cast.line.push(cast.group, HELLO, key.upper())
    assert again.status == 409
    assert again.body["sentMessages"] == first.body["sentMessages"]
    assert again.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert again.headers["x-line-request-id"] != first.headers["x-line-request-id"]
    assert len(cast.platform.chats.entries(cast.group, sender="bot")) == 1


async def test_another_body_under_an_accepted_key_is_a_409_and_a_broken_rule(cast):
    key = str(uuid.uuid4())
    await cast.line.push(cast.group, HELLO, key)
    assert (await cast.line.push(cast.group, HELLO * 2, key)).status == 409
    assert cast.platform.ledger[-1].broken == "retry key used for another request"


async def test_a_refused_request_leaves_its_retry_key_usable(cast):
    key = str(uuid.uuid4())
    cast.platform.quota.used = 300
    assert (await cast.line.push(cast.group, HELLO, key)).status == 429
    cast.platform.quota.used = 0
    assert (await cast.line.push(cast.group, HELLO, key)).status == 200


async def test_a_retry_key_is_forgotten_after_24_hours(cast):
    key = str(uuid.uuid4())
    await cast.line.push(cast.group, HELLO, key)
    cast.platform.clock.advance(timedelta(hours=24, seconds=1))
    assert (await cast.line.push(cast.group, HELLO, key)).status == 200


@pytest.mark.parametrize("key", ["1", "not-a-uuid", "5f0d2a6e1c3b4a59868790a1b2c3d4e5"])
async def test_a_retry_key_is_a_uuid_with_hyphens(cast, key):
    assert (await cast.line.push(cast.group, HELLO, key)).status == 400


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v2/bot/message/reply"),
        ("POST", "/v2/bot/message/validate/push"),
        ("GET", "/v2/bot/message/quota"),
    ],
)
async def test_a_retry_key_is_refused_where_line_does_not_support_it(cast, method, path):
    headers = {"x-line-retry-key": str(uuid.uuid4())}
    body = {"replyToken": "x", "messages": HELLO} if method == "POST" else None
    answer = await cast.line.call(method, path, body, headers=headers)
    assert answer.status == 400
    assert "Retry-Key" in answer.body["message"]


async def test_the_rate_limit_is_a_bucket_that_refills(cast):
    cast.platform.rates.limits["pushMessage"] = Rate(2, 1)
    statuses = [(await cast.line.push(cast.group, HELLO)).status for _ in range(3)]
    assert statuses == [200, 200, 429]
    answer = await cast.line.push(cast.group, HELLO)
    assert answer.body == {"message": "The API rate limit has been exceeded. Try again later."}
    cast.platform.clock.advance(timedelta(seconds=0.5))
    assert (await cast.line.push(cast.group, HELLO)).status == 200


@pytest.mark.parametrize("token", ["", "wrong"])
async def test_a_wrong_token_is_a_401(cast, token):
    answer = await FakeLine(cast.platform, token=token).push(cast.group, HELLO)
    assert answer.status == 401
    assert answer.body["message"].startswith("Authentication failed")


async def test_a_multicast_counts_the_friends_it_reaches(cast):
    cast.membership.follows(cast.nok)
    body = {"to": [cast.nok, cast.nok, cast.lek, "U" + "0" * 32], "messages": HELLO}
    answer = await cast.line.call("POST", "/v2/bot/message/multicast", body)
    assert (answer.status, answer.body, cast.platform.quota.used) == (200, {}, 1)


@pytest.mark.parametrize("operation", ["broadcast", "narrowcast"])
async def test_sending_to_all_friends_counts_each(cast, operation):
    for person in (cast.nok, cast.lek):
        cast.membership.follows(person)
    answer = await cast.line.call("POST", f"/v2/bot/message/{operation}", {"messages": HELLO})
    assert (answer.status, cast.platform.quota.used) == (202 if operation[0] == "n" else 200, 2)


async def test_a_narrowcast_tells_its_progress(cast):
    sent = await cast.line.call("POST", "/v2/bot/message/narrowcast", {"messages": HELLO})
    query = {"requestId": sent.headers["x-line-request-id"]}
    path = "/v2/bot/message/progress/narrowcast"
    assert (await cast.line.call("GET", path, query=query)).body["phase"] == "succeeded"
    assert (await cast.line.call("GET", path, query={"requestId": "x"})).status == 404
    assert (await cast.line.call("GET", path)).status == 400


@pytest.mark.parametrize(
    "extra",
    [
        {"to": ["C" + "0" * 32]},
        {"to": []},
        {"to": "U" + "0" * 32},
        {"to": ["U" + "0" * 32] * 501},
        {"to": ["U" + "0" * 32], "messages": []},
        {"to": ["U" + "0" * 32], "notificationDisabled": "yes"},
        {"to": ["U" + "0" * 32], "customAggregationUnits": ["a", "b"]},
        {"to": ["U" + "0" * 32], "customAggregationUnits": ["ก"]},
    ],
)
async def test_a_bad_multicast_is_refused(cast, extra):
    body = {"messages": HELLO, **extra}
    assert (await cast.line.call("POST", "/v2/bot/message/multicast", body)).status == 400


async def test_validating_checks_objects_without_sending(cast):
    for kind in ("reply", "push", "multicast", "narrowcast", "broadcast"):
        path = f"/v2/bot/message/validate/{kind}"
        assert (await cast.line.call("POST", path, {"messages": HELLO})).body == {}
        assert (await cast.line.call("POST", path, {"messages": [{"type": "text"}]})).status == 400
    assert cast.platform.chats.entries(cast.group, sender="bot") == []


async def test_a_message_of_the_bot_can_quote_one_of_the_same_chat_only(cast):
    said = cast.phones.says(cast.group, cast.nok, "hello")
    message = {"type": "text", "text": "yes", "quoteToken": said.quote_token}
    assert (await cast.line.push(cast.group, [message])).status == 200
    assert cast.platform.chats.entries(cast.group, sender="bot")[-1].quoted == said.id
    cast.membership.follows(cast.nok)
    assert (await cast.line.push(cast.nok, [message])).status == 400
