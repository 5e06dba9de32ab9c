"""LINE's webhook events, read tolerantly: what is strange is passed over, never its neighbours.

LINE adds events, properties and values without notice (page "Development guidelines"), and the
SDK's own parser loses a whole batch over one of them; so this reads plain JSON.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, NoReturn

from bot.inbox.message_text import Mention, read_text_parts
from domain import bounds
from domain.agencies import Mentioned
from domain.clock import time_of_event
from domain.grammar import is_command
from domain.grammar.gaps import LONGEST_FILLER
from domain.text import storable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CHATS = {"group": "groupId", "room": "roomId", "user": "userId"}


class EventType(StrEnum):
    """The events that we understand."""

    MESSAGE = "message"
    MESSAGE_EDITED = "messageEdited"
    UNSEND = "unsend"
    JOIN = "join"
    LEAVE = "leave"
    MEMBER_JOINED = "memberJoined"
    MEMBER_LEFT = "memberLeft"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    POSTBACK = "postback"


_DASH = r"\s?[-–—]\s?"
_HALVES = rf"[A-Za-z0-9]{{5}}{_DASH}[A-Za-z0-9]{{5}}"
_NUMBERS = rf"\d{{5}}{_DASH}\d{{5}}"
"""A range, or a telephone number; of a hundred million codes five are such."""
_JOINING = re.compile(
    r"\s*(?:(?P<word>ลงทะเบียน|join(?![A-Za-z]))[\s:]*(?:รหัส[\s:]*|code[\s:]+)?"
    rf"(?P<code>{_HALVES}|[A-Za-z0-9]{{5}} [A-Za-z0-9]{{5}}|[A-Za-z0-9][A-Za-z0-9-]{{3,40}})?"
    rf"|(?P<alone>(?!{_NUMBERS}){_HALVES}))"
    r"\s*(?:ครับ|คับ|ค่ะ|คะ|นะ|จ้า)*\s*$",
    re.IGNORECASE,
)
"""What needs no hash in the 1:1 chat (domain notes, 6.2)."""
_ATTACHMENTS = frozenset({"image", "video", "audio", "file"})
_KNOWN = frozenset(EventType)


class NotAWebhook(ValueError):
    """The body is not JSON of the shape `{"events": [...]}`."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event; what it does not have is `None` or empty. `text` is that of text messages only,
    with one character for each of LINE's own emoji.

    `at` is LINE's instant of the event, in UTC. `chat` is what to push to; `group_id` is set in
    groups only, and `user_id` is missing for people who did not agree to pass it on. `members`
    are who joined or left. `picked` is a date picker's local date and time, without a zone.
    `at_line` says that an attachment's content lies at LINE and not on a stranger's server.
    `chat_name` and `chat_size` are no part of an event: what LINE calls the group, and how many
    people it counts in it, once it was asked.
    """

    type: EventType
    webhook_event_id: str
    at: datetime
    mode: str
    chat: str
    group_id: str | None = None
    user_id: str | None = None
    reply_token: str | None = None
    message_id: str | None = None
    message_type: str = ""
    text: str | None = None
    quoted_message_id: str | None = None
    mentions: tuple[Mention, ...] = ()
    file_name: str = ""
    at_line: bool = False
    members: tuple[str, ...] = ()
    unsent_message_id: str | None = None
    postback_data: str = ""
    picked: str = ""
    chat_name: str = ""
    chat_size: int | None = None

    @property
    def mentioned(self) -> list[Mentioned]:
        """Return the mentions of the text, of whomever."""
        return [Mentioned(each.typed, (), each.start) for each in self.mentions]

    @property
    def is_attachment(self) -> bool:
        """Whether this is a file that somebody sent in a group and that LINE keeps."""
        known = self.group_id and self.user_id and self.message_id
        return (
            bool(known)
            and self.type is EventType.MESSAGE
            and self.mode == "active"
            and self.message_type in _ATTACHMENTS
            and self.at_line
        )

    @property
    def is_file(self) -> bool:
        """Whether this is a picture or a file, wherever it was sent."""
        return self.message_type in _ATTACHMENTS

    @property
    def is_talk(self) -> bool:
        """Whether somebody who is known said what is no command, and it may matter all the same.

        That is all in the 1:1 chat, and what may fill a gap in a group.
        """
        known = self.user_id and self.message_id and self.mode == "active"
        if not known or self.type is not EventType.MESSAGE or self.is_attachment:
            return False
        if self.chat == self.user_id:
            return True
        return self.group_id is not None and 0 < len(self.text or "") <= LONGEST_FILLER

    @property
    def gives_a_ride(self) -> bool:
        """Whether this is a message in a group whose free reply may take along what waits there.

        That of an attachment is kept for what is said of the files (F1).
        """
        spoken = self.type is EventType.MESSAGE and not self.is_attachment
        return spoken and self.mode == "active" and bool(self.group_id and self.reply_token)


def read_body(raw: bytes, now: datetime) -> list[dict[str, Any]]:
    """Return the events of a webhook, in LINE's order; raises NotAWebhook.

    Characters that no database stores (NUL, lone surrogates) come back as U+FFFD, times that
    cannot be true as `now` (rule W3).
    """
    try:
        body = storable(json.loads(raw, parse_constant=_no_number, parse_float=_finite))
    except (ValueError, RecursionError):
        raise NotAWebhook("no JSON") from None
    events = body.get("events") if isinstance(body, dict) else None
    if not isinstance(events, list):
        raise NotAWebhook("no list of events")
    return [_in_time(event, now) for event in events if isinstance(event, dict)]


def read_event(raw: Mapping[str, Any]) -> Event | None:
    """Return an event as we understand it; `None` for other types, or without id, time or chat."""
    source = _object(raw.get("source"))
    place = source.get("type")
    chat_key = _CHATS.get(place) if isinstance(place, str) else None
    kind, event_id = _string(raw.get("type")), _id(raw.get("webhookEventId"))
    chat = _id(source.get(chat_key or ""), bounds.LINE_CHAT)
    at = _instant(raw.get("timestamp"))
    if kind not in _KNOWN or event_id is None or chat is None or at is None:
        return None
    return Event(
        type=EventType(kind),
        webhook_event_id=event_id,
        at=at,
        mode=_string(raw.get("mode")) or "active",
        chat=chat,
        group_id=chat if place == "group" else None,
        user_id=_id(source.get("userId"), bounds.LINE_CHAT),
        reply_token=_id(raw.get("replyToken")),
        members=_members(raw, kind),
        unsent_message_id=_id(_object(raw.get("unsend")).get("messageId")),
        postback_data=_string(_object(raw.get("postback")).get("data")),
        picked=_string(_object(_object(raw.get("postback")).get("params")).get("datetime")),
        **_message(_object(raw.get("message")), private=place == "user"),
    )


def is_redelivery(raw: Mapping[str, Any]) -> bool:
    """Whether LINE says that it brings an event again."""
    return _object(raw.get("deliveryContext")).get("isRedelivery") is True


def without_words(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return a message event without what was said: only that somebody wrote."""
    said = _object(raw.get("message"))
    return {**raw, "message": {key: said[key] for key in ("id", "type") if key in said}}


_OF_A_REPLY = ("type", "mode", "timestamp", "webhookEventId", "deliveryContext", "replyToken")


def only_its_reply(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return of an event in a group what a reply needs, and nothing of what was said by whom."""
    group = _object(raw.get("source")).get("groupId")
    kept = {key: raw[key] for key in _OF_A_REPLY if key in raw}
    return {**kept, "source": {"type": "group", "groupId": group}, "message": {}}


def matters(event: Event) -> bool:
    """Whether an event is stored and dealt with: commands, and changes of who is in a chat.

    All other talk is dropped, unstored. In standby another system speaks for the account.
    """
    if event.mode != "active":
        return False
    if event.type in (EventType.MESSAGE, EventType.MESSAGE_EDITED):
        return event.text is not None and is_command(event.text, event.mentioned)
    return event.type is not EventType.POSTBACK or event.postback_data != ""


def may_undo(event: Event) -> bool:
    """Whether this is an edit without a command: it matters if the message had one before."""
    edited = event.type is EventType.MESSAGE_EDITED and event.mode == "active"
    return edited and event.message_id is not None and event.text is not None


def _message(raw: Mapping[str, Any], *, private: bool) -> dict[str, Any]:
    text, mentions = read_text_parts(
        _string(raw.get("text")),
        raw.get("emojis"),
        _object(raw.get("mention")).get("mentionees"),
    )
    if private and (joining := _JOINING.match(text)):
        code = joining["alone"] or joining["code"] or ""
        text = f"#{joining['word'] or 'ลงทะเบียน'} {code}".rstrip()
    return {
        "message_id": _id(raw.get("id")),
        "message_type": _string(raw.get("type")),
        "text": text if raw.get("type") == "text" else None,
        "quoted_message_id": _id(raw.get("quotedMessageId")),
        "mentions": mentions,
        "file_name": _string(raw.get("fileName")),
        # A file has no provider; it lies at LINE always.
        "at_line": _object(raw.get("contentProvider", {"type": "line"})).get("type") == "line",
    }


def _members(raw: Mapping[str, Any], kind: str) -> tuple[str, ...]:
    part = {"memberJoined": "joined", "memberLeft": "left"}.get(kind, "")
    listed = _object(raw.get(part)).get("members")
    if not isinstance(listed, list):
        return ()
    ids = (_id(_object(each).get("userId"), bounds.LINE_CHAT) for each in listed)
    return tuple(each for each in ids if each is not None)


def _instant(value: Any) -> datetime | None:
    """Read Unix milliseconds."""
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    try:
        return _EPOCH + timedelta(milliseconds=value)
    except OverflowError:
        return None


def _in_time(event: dict[str, Any], now: datetime) -> dict[str, Any]:
    said = _instant(event.get("timestamp"))
    if said is None or time_of_event(said, now) == said:
        return event
    return event | {"timestamp": (now - _EPOCH) // timedelta(milliseconds=1)}


def _id(value: Any, longest: int = bounds.LINE_ID) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= longest else None


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _finite(digits: str) -> float:
    """Read a number; one too large for a float would be stored as a word that is no JSON."""
    number = float(digits)
    return number if math.isfinite(number) else _no_number(digits)
