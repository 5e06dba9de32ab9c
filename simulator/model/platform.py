"""One model of LINE's rules, in memory: both doors and the control API speak to this."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from simulator.model import events
from simulator.model.calls import LedgerLine
from simulator.model.channel import Channel
from simulator.model.chats import BOT, AttachedFile, ChatEntry, Chats, PhoneAct
from simulator.model.clock import SimulatedClock
from simulator.model.errors import CannotDo
from simulator.model.events import Event
from simulator.model.faults import Faults
from simulator.model.ids import Ids
from simulator.model.limits import MessageQuota, Rates
from simulator.model.people import GroupChat, LineUser, People
from simulator.model.tokens import ReplyTokens, RetryKeys
from simulator.model.updates import Updates
from simulator.model.webhooks import Batch, Delivery, Webhooks

# Sends a request to an address; gives the status or a word such as `could_not_connect`, and why.
Post = Callable[[str, Batch], Awaitable[tuple[int | str, str]]]


async def unreachable(url: str, batch: Batch) -> tuple[int | str, str]:
    """Send nothing: what a platform without the HTTP door does."""
    return "could_not_connect", ""


class Platform:
    """LINE as one channel sees it. Not thread-safe: one event loop owns it."""

    def __init__(
        self,
        channel: Channel | None = None,
        *,
        clock: SimulatedClock | None = None,
        quota: int | None = 300,
        seed: int | None = None,
    ) -> None:
        """Start with no people, no groups and an unused quota; a `seed` fixes all identifiers."""
        self.channel = channel or Channel()
        self.clock = clock or SimulatedClock()
        self.ids = Ids(seed)
        self.updates = Updates()
        self.people = People()
        self.chats = Chats(self.ids, self.clock)
        self.tokens = ReplyTokens(self.ids, self.clock)
        self.retry_keys = RetryKeys(self.clock)
        self.quota = MessageQuota(self.clock, quota)
        self.rates = Rates(self.clock)
        self.faults = Faults(self._faults_changed)
        self.webhooks = Webhooks(
            self.channel,
            self.clock,
            self.faults,
            self.tokens,
            self._webhooks_changed,
            self._webhook_failed,
        )
        self.ledger: list[LedgerLine] = []
        self.acts: list[PhoneAct] = []
        self.contents: dict[str, AttachedFile] = {}
        self.read_tokens: dict[str, str] = {}
        self.narrowcasts: dict[str, dict[str, Any]] = {}
        # How many requests for each attachment sent from now on are answered with 202.
        self.content_not_ready = 0
        # How a webhook request leaves; the HTTP door sets it.
        self.post: Post = unreachable

    def send_event(
        self,
        event: Event,
        person: LineUser | None,
        group: GroupChat | None = None,
        *,
        reply: bool = True,
        at: datetime | None = None,
    ) -> None:
        """Queue an event of a group with the bot, or of a person's 1:1 chat.

        It gets the properties that all events share [R §common-properties], and a reply token
        unless `reply` is false. `at` is when it happened, if not now.
        """
        if group is not None and not group.has_bot:
            return
        now, source = at or self.clock(), events.source(person, group)
        chat = source["groupId" if group else "userId"]
        token = {"replyToken": self.tokens.issue(chat)} if reply else {}
        self.webhooks.add(
            {
                **event,
                **token,
                "webhookEventId": self.ids.event(now),
                "deliveryContext": {"isRedelivery": False},
                "timestamp": int(now.timestamp() * 1000),
                "source": source,
                "mode": "active",
            }
        )

    def clock_moved(self) -> dict[str, str | bool]:
        """Tell listeners that the clock was moved; return it as the control API does."""
        now = self.clock.as_json()
        self.updates.add("clock", **now)
        return now

    def note(self, line: LedgerLine) -> None:
        """Write a line into the ledger."""
        self.ledger.append(line)
        self.updates.add("ledger", **{**asdict(line), "at": line.at.isoformat()})

    def note_webhook(self, status: int, why: str, fault: str = "") -> None:
        """Write into the ledger why a webhook failed; status 0: without an answer."""
        self.note(
            LedgerLine(
                at=self.clock(),
                method="POST",
                path=self.channel.webhook_url,
                operation="webhook",
                status=status,
                remaining=self.quota.remaining,
                fault=fault,
                remark=why,
            )
        )

    def forget_the_past(self) -> None:
        """Begin with empty chats, transcript and ledger; people, groups and quota stay."""
        self.chats.clear()
        self.acts.clear()
        self.ledger.clear()

    def record(self, kind: str, person: str, chat: str, **about: str) -> None:
        """Record an act of a person; the fields are those of `PhoneAct`."""
        newest = self.chats.newest
        self.acts.append(PhoneAct(self.clock(), kind, person, chat, **about, newest=newest))

    def chat_name(self, chat: str) -> str:
        """Return the name of a group or of the person of a 1:1 chat; raises CannotDo."""
        if chat in self.people.groups:
            return self.people.groups[chat].name
        return self.people.person(chat).name

    def add_notice(self, chat: str, text: str) -> ChatEntry:
        """Write a line such as "Nok joined the group" into a chat."""
        entry = self.chats.add(chat, "", "", text=text)
        self.updates.add("message", chat=chat, id=entry.id, sender="")
        return entry

    def add_bot_message(
        self, chat: str, message: dict[str, Any], via: str, **fields: Any
    ) -> ChatEntry:
        """Write a message of the bot into a chat."""
        name = message.get("sender", {}).get("name") or self.channel.bot_name
        if chat in self.people.persons:
            self.chats.see(chat, BOT)
        entry = self.chats.add(chat, BOT, name, message=message, via=via, **fields)
        self.updates.add("message", chat=chat, id=entry.id, sender=BOT)
        return entry

    def person_in(self, chat: str, user_id: str) -> str:
        """Return the name of somebody who may write in a chat; raises CannotDo."""
        person = self.people.person(user_id)
        if chat in self.people.groups:
            if user_id not in self.people.groups[chat].members:
                raise CannotDo(f"{person.name} is not in the group.")
        elif chat != user_id:
            raise CannotDo(f"There is no chat {chat} of {person.name}.")
        elif person.blocked:
            raise CannotDo(f"{person.name} has blocked the account.")
        return person.name

    def _faults_changed(self) -> None:
        self.webhooks.release()
        self.updates.add("faults")

    def _webhook_failed(self, failed: Delivery) -> None:
        status = failed.outcome if isinstance(failed.outcome, int) else 0
        self.note_webhook(status, failed.why, "drop" if failed.outcome == "lost" else "")

    def _webhooks_changed(self) -> None:
        self.updates.add("webhooks", idle=self.webhooks.idle)
