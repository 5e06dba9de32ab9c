"""The queue of webhooks: signing, batching, order, redelivery, and their faults. No I/O."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from simulator.model.channel import Channel
from simulator.model.events import Event
from simulator.model.faults import Faults
from simulator.model.tokens import ReplyTokens

OK = range(200, 300)
_WHY = {
    "could_not_connect": "The webhook did not reach the bot: nothing could be connected to.",
    "request_timeout": "The webhook was not answered in time.",
    "no_webhook_url": "The webhook was not sent: there is no address, or webhooks are off.",
    "lost": "The webhook was lost on its way, as the fault `drop` says.",
}


@dataclass(frozen=True)
class _QueuedEvent:
    event: Event
    due_at: datetime
    attempt: int = 1


@dataclass(frozen=True)
class Batch:
    """One webhook request: its raw body and headers, and what it carries."""

    body: bytes
    headers: dict[str, str]
    queued: tuple[_QueuedEvent, ...]

    @property
    def events(self) -> list[Event]:
        """The events as sent."""
        return [each.event for each in self.queued]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One line of the webhook log; `outcome` is a status, or a word such as `request_timeout`.

    `why` says in a sentence why it failed; empty for 2xx.
    """

    at: datetime
    events: tuple[str, ...]
    outcome: int | str
    redelivery: bool
    why: str


@dataclass
class Redelivery:
    """How often an event is sent again after an answer other than 2xx, and how much later.

    Off by default, as at LINE [D receiving-messages]; what the fault `drop` loses comes again all
    the same, once.
    """

    count: int = 0
    after: timedelta = field(default_factory=lambda: timedelta(seconds=10))


def sign(secret: str, body: bytes) -> str:
    """Return the `x-line-signature` of a raw body [D verify-webhook-signature]."""
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


class Webhooks:
    """Events on their way to the bot, in the order in which they are due."""

    def __init__(
        self,
        channel: Channel,
        now: Callable[[], datetime],
        faults: Faults,
        tokens: ReplyTokens,
        changed: Callable[[], None],
        failed: Callable[[Delivery], None],
    ) -> None:
        """Start empty; `changed` is called when something was queued or settled."""
        self._channel, self._now, self._faults = channel, now, faults
        self._tokens, self._changed, self._failed = tokens, changed, failed
        self._queue: list[_QueuedEvent] = []
        self._held: list[Event] = []
        self._in_flight = 0
        self.batch_size = 1
        self.redelivery = Redelivery()
        self.log: list[Delivery] = []

    def add(self, event: Event) -> None:
        """Queue an event, as the faults that are on decide."""
        self._held.append(event)
        self.release()

    def release(self) -> None:
        """Queue the events that no fault keeps back any longer."""
        faults = self._faults.webhooks
        if faults.hold or len(self._held) < faults.reorder:
            return
        held, self._held = self._held, []
        for event in reversed(held) if faults.reorder else held:
            self._enqueue(event)
        faults.reorder = 0
        self._changed()

    def _enqueue(self, event: Event) -> None:
        faults, queued = self._faults.webhooks, _QueuedEvent(event, self._now())
        if faults.drop > 0:
            faults.drop -= 1
            self._log((queued,), "lost")
            self._again(queued, least=1)
            return
        self._queue.append(queued)
        if faults.duplicate > 0:
            faults.duplicate -= 1
            self._queue.append(queued)

    def next(self) -> Batch | None:
        """Return what is due now as one signed request and start its reply tokens' minute."""
        due = [each for each in self._queue if each.due_at <= self._now()][: self.batch_size]
        if not due:
            return None
        for each in due:
            self._queue.remove(each)
            if "replyToken" in each.event:
                token = each.event["replyToken"]
                self._tokens.delivered(token, redelivery=each.attempt > 1)
        batch = self._batch(due)
        self._in_flight += 1
        return batch

    def settle(self, batch: Batch, outcome: int | str, why: str = "") -> None:
        """Note how a request ended, and why; anything but 2xx is sent again if redelivery is on."""
        self._in_flight -= 1
        self._log(batch.queued, outcome, why)
        if outcome not in OK:
            for each in batch.queued:
                self._again(each)
        self._changed()

    def drain(self) -> list[Batch]:
        """Return everything due now as delivered requests, for a bot in the same process."""
        batches = []
        while batch := self.next():
            self.settle(batch, 200)
            batches.append(batch)
        return batches

    def discard(self, reason: str) -> None:
        """Forget what is due: there is nowhere to send it."""
        due = [each for each in self._queue if each.due_at <= self._now()]
        for each in due:
            self._queue.remove(each)
            self._log((each,), reason)
        if due:
            self._changed()

    def next_due(self) -> datetime | None:
        """Return when the next event is due, None when nothing waits."""
        return min((each.due_at for each in self._queue), default=None)

    @property
    def idle(self) -> bool:
        """Whether nothing is due or on its way (held events and later redeliveries aside)."""
        due = self.next_due()
        return not self._in_flight and (due is None or due > self._now())

    def check(self) -> Batch:
        """Return the empty request that tests the connection [R §test-webhook-endpoint]."""
        return self._batch([])

    def _again(self, queued: _QueuedEvent, least: int = 0) -> None:
        if queued.attempt > max(self.redelivery.count, least):
            return
        event = {**queued.event, "deliveryContext": {"isRedelivery": True}}
        due_at = self._now() + self.redelivery.after
        self._queue.append(replace(queued, event=event, due_at=due_at, attempt=queued.attempt + 1))

    def _batch(self, queued: list[_QueuedEvent]) -> Batch:
        content: dict[str, Any] = {
            "destination": self._channel.bot_user_id,
            "events": [each.event for each in queued],
        }
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        body = text.encode(errors="backslashreplace")  # half a surrogate pair becomes JSON's escape
        headers = {
            "content-type": "application/json; charset=utf-8",
            "user-agent": "LineBotWebhook/2.0",
            "x-line-signature": sign(self._channel.secret, body),
        }
        return Batch(body, headers, tuple(queued))

    def _log(self, queued: tuple[_QueuedEvent, ...], outcome: int | str, why: str = "") -> None:
        if not queued:
            return
        if outcome not in OK:
            why = why or _WHY.get(str(outcome), f"The bot answered a webhook with {outcome}.")
        ids = tuple(each.event["webhookEventId"] for each in queued)
        self.log.append(Delivery(self._now(), ids, outcome, queued[0].attempt > 1, why))
        if why:
            self._failed(self.log[-1])
