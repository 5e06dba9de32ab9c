"""Webhooks: signature, order, batches, redelivery, and faults."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest

from simulator.model.faults import ApiFault, ApiFaultKind, WebhookFaults
from simulator.model.webhooks import sign


def say(cast, *texts):
    for text in texts:
        cast.phones.says(cast.group, cast.nok, text)


def texts(events):
    return [event["message"]["text"] for event in events]


def test_the_signature_is_the_one_of_the_documentation():
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    signature = sign("8c570fa6dd201bb328f1c1eac23a96d8", body)
    assert signature == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_the_exact_body_is_signed(cast):
    say(cast, "ก")
    batch = cast.platform.webhooks.next()
    digest = hmac.digest(cast.platform.channel.secret.encode(), batch.body, hashlib.sha256)
    assert batch.headers["x-line-signature"] == base64.b64encode(digest).decode()
    content = json.loads(batch.body)
    assert content["destination"] == cast.platform.channel.bot_user_id
    assert content["events"] == batch.events


def test_events_go_out_in_order_one_a_request(cast):
    say(cast, "1", "2", "3")
    batches = cast.platform.webhooks.drain()
    assert [texts(batch.events) for batch in batches] == [["1"], ["2"], ["3"]]


def test_several_events_may_share_a_request(cast):
    cast.platform.webhooks.batch_size = 2
    say(cast, "1", "2", "3")
    assert [texts(batch.events) for batch in cast.platform.webhooks.drain()] == [["1", "2"], ["3"]]


@pytest.mark.parametrize("outcome", [503, 301, "request_timeout"])
def test_what_was_not_accepted_comes_again_unchanged_but_marked(cast, outcome):
    webhooks = cast.platform.webhooks
    webhooks.redelivery.count = 3
    say(cast, "1")
    first = webhooks.next()
    webhooks.settle(first, outcome)
    assert webhooks.next() is None
    cast.platform.clock.advance(webhooks.redelivery.after)
    [again] = cast.events()
    assert again.pop("deliveryContext") == {"isRedelivery": True}
    assert again == {k: v for k, v in first.events[0].items() if k != "deliveryContext"}


def test_redelivery_ends_after_the_set_number(cast):
    webhooks = cast.platform.webhooks
    webhooks.redelivery.count = 3
    say(cast, "1")
    tries = 0
    while batch := webhooks.next():
        webhooks.settle(batch, 500)
        tries += 1
        cast.platform.clock.advance(webhooks.redelivery.after)
    assert tries == 1 + webhooks.redelivery.count
    assert [each.redelivery for each in webhooks.log[-4:]] == [False, True, True, True]


def test_redelivery_is_off_at_first_as_at_line(cast):
    say(cast, "1")
    cast.platform.webhooks.settle(cast.platform.webhooks.next(), 500)
    assert cast.platform.webhooks.next_due() is None


def test_a_duplicate_is_the_same_event_twice(cast):
    cast.platform.faults.set_webhooks(WebhookFaults(duplicate=1))
    say(cast, "1", "2")
    first, second, third = cast.events()
    assert first == second
    assert texts([third]) == ["2"]


def test_reordered_events_come_in_reverse(cast):
    cast.platform.faults.set_webhooks(WebhookFaults(reorder=3))
    say(cast, "1", "2")
    assert cast.events() == []
    say(cast, "3", "4")
    assert texts(cast.events()) == ["3", "2", "1", "4"]


def test_held_events_come_when_the_hold_ends(cast):
    cast.platform.faults.set_webhooks(WebhookFaults(hold=True))
    say(cast, "1", "2")
    assert cast.events() == []
    cast.platform.faults.clear()
    assert texts(cast.events()) == ["1", "2"]


def test_a_dropped_event_comes_by_redelivery_only(cast):
    cast.platform.faults.set_webhooks(WebhookFaults(drop=1))
    say(cast, "1", "2")
    assert texts(cast.events()) == ["2"]
    cast.platform.clock.advance(timedelta(seconds=10))
    [event] = cast.events()
    assert texts([event]) == ["1"]
    assert event["deliveryContext"] == {"isRedelivery": True}


def test_nothing_is_idle_while_a_request_is_under_way(cast):
    assert cast.platform.webhooks.idle
    say(cast, "1")
    assert not cast.platform.webhooks.idle
    batch = cast.platform.webhooks.next()
    assert not cast.platform.webhooks.idle
    cast.platform.webhooks.settle(batch, 200)
    assert cast.platform.webhooks.idle


def test_a_counted_fault_hits_so_many_calls_of_its_operation(cast):
    cast.platform.faults.add(ApiFault(ApiFaultKind.STATUS, "pushMessage", times=2))
    hits = [len(cast.platform.faults.hits(op)) for op in ["replyMessage"] + ["pushMessage"] * 3]
    assert hits == [0, 1, 1, 0]


def test_delays_add_up_and_of_the_others_the_first_counts(cast):
    for kind in (ApiFaultKind.DELAY, ApiFaultKind.LOST, ApiFaultKind.STATUS, ApiFaultKind.DELAY):
        cast.platform.faults.add(ApiFault(kind))
    kinds = [fault.kind for fault in cast.platform.faults.hits("pushMessage")]
    assert kinds == [ApiFaultKind.DELAY, ApiFaultKind.LOST, ApiFaultKind.DELAY]
