"""What people do on their phones: each act changes the chats and sends the bot its event."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from simulator.model import events
from simulator.model.chats import BOT, AttachedFile, ChatEntry
from simulator.model.contents import content, picked
from simulator.model.errors import CannotDo
from simulator.model.events import Event
from simulator.model.mentions import mentions_in
from simulator.model.platform import Platform

# Quotable when sent by a person: a file or an audio message is not [R §message-event].
_QUOTABLE = {"text", "image", "video", "sticker"}
_PREVIEWABLE = {"image", "video"}


class Phones:
    """The phones of all people; `chat` is a group id, or the person's own id for the 1:1 chat."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def says(self, chat: str, user_id: str, text: str, *, quote: str = "") -> ChatEntry:
        """Send a text, perhaps as an answer to message id `quote`; `@name` becomes a mention."""
        return self._send(chat, user_id, self._text(chat, text), text, quote=quote)

    def sends(
        self, chat: str, user_id: str, message: dict[str, Any], body: bytes = b"", media: str = ""
    ) -> ChatEntry:
        """Send an image, video, audio, file, sticker or location; raises CannotDo for any other."""
        message = content(message, body)
        label = message.get("fileName") or message.get("title") or message["type"]
        return self._send(chat, user_id, message, f"[{label}]", body=body, media=media)

    def edits(self, user_id: str, message_id: str, text: str) -> ChatEntry:
        """Change the text of an own message in a group [R §edit-event]."""
        entry = self._own(user_id, message_id)
        group = self._platform.people.groups.get(entry.chat)
        if group is None or entry.message.get("type") != "text":
            raise CannotDo("Only text in a group can be edited.")
        entry.message, entry.text, entry.edited = self._text(entry.chat, text), text, True
        self._platform.chats.give_quote_token(entry)
        self._platform.updates.add("edit", chat=entry.chat, id=entry.id)
        self._platform.record("edits", user_id, entry.chat, text=text, message=message_id)
        self._send_event(entry.chat, user_id, events.message_edited(entry))
        return entry

    def unsends(self, user_id: str, message_id: str) -> ChatEntry:
        """Withdraw an own message; its attachment is gone too."""
        entry = self._own(user_id, message_id)
        entry.message, entry.text, entry.unsent = {}, "", True
        if message_id in self._platform.contents:
            self._platform.contents[message_id].gone = True
        self._platform.updates.add("unsend", chat=entry.chat, id=entry.id)
        self._platform.record("unsends", user_id, entry.chat, message=message_id)
        event = {"type": "unsend", "unsend": {"messageId": message_id}}
        self._send_event(entry.chat, user_id, event, reply=False)
        return entry

    def posts_back(
        self, chat: str, user_id: str, data: str, params: dict[str, str] | None = None
    ) -> None:
        """Send a postback; `taps` finds its button. `params` is what a date picker gives."""
        self._platform.person_in(chat, user_id)
        if params:
            picked(params)
        self._send_event(chat, user_id, events.postback(data, params))

    def taps(
        self, user_id: str, message_id: str, choice: str, params: dict[str, str] | None = None
    ) -> dict[str, Any]:
        """Tap a button or quick reply by its label, data, text or address; return its action.

        `params` is what a date picker gives. Raises CannotDo when there is no such button, when
        it is no such picker, or when a quick reply has vanished below a newer message
        [D using-quick-reply].
        """
        entry = self._platform.chats.entry(message_id)
        action = self._chosen(entry, choice)
        if action["type"] == "datetimepicker":
            picked(params or {}, action)
        elif params:
            raise CannotDo("Only a date picker gives `params`.")
        if action["type"] == "message":
            self.says(entry.chat, user_id, action["text"])
        elif action["type"] in ("postback", "datetimepicker"):
            if shown := action.get("displayText"):
                self._shows(entry.chat, user_id, shown)
            self.posts_back(entry.chat, user_id, action["data"], params)
            self._platform.record("taps", user_id, entry.chat, text=choice, message=message_id)
        else:
            self._platform.person_in(entry.chat, user_id)
        return action

    def _shows(self, chat: str, user_id: str, text: str) -> ChatEntry:
        """Put a button's `displayText` into the chat; it makes no event [R §postback-action]."""
        name = self._platform.person_in(chat, user_id)
        message = {"type": "text", "text": text}
        entry = self._platform.chats.add(chat, user_id, name, message=message, text=text)
        self._platform.updates.add("message", chat=chat, id=entry.id, sender=user_id)
        return entry

    def _send(
        self,
        chat: str,
        user_id: str,
        message: dict[str, Any],
        text: str,
        *,
        quote: str = "",
        body: bytes = b"",
        media: str = "",
    ) -> ChatEntry:
        platform = self._platform
        name = platform.person_in(chat, user_id)
        if quote and platform.chats.entry(quote).chat != chat:
            raise CannotDo("Only a message of the same chat can be quoted.")
        if chat == user_id:
            platform.people.person(user_id).wrote_at = platform.clock()
        entry = platform.chats.add(chat, user_id, name, message=message, text=text, quoted=quote)
        kind = message["type"]
        if kind in _QUOTABLE:
            platform.chats.give_quote_token(entry)
        if body:
            waits = platform.content_not_ready
            content = AttachedFile(body, media, kind in _PREVIEWABLE, not_ready=waits)
            platform.contents[entry.id] = content
        platform.chats.see(chat, user_id)
        platform.updates.add("message", chat=chat, id=entry.id, sender=user_id)
        done, shown = ("says", text) if kind == "text" else ("sends", text.strip("[]"))
        platform.record(done, user_id, chat, text=shown, message=entry.id, quoted=quote)
        token = platform.ids.token()
        platform.read_tokens[token] = entry.id
        self._send_event(chat, user_id, events.message(entry, token), at=entry.at)
        return entry

    def _text(self, chat: str, text: str) -> dict[str, Any]:
        if not text:
            raise CannotDo("An empty message cannot be sent.")
        message: dict[str, Any] = {"type": "text", "text": text}
        group = self._platform.people.groups.get(chat)
        mentionees = mentions_in(text, self._platform, group) if group else []
        if mentionees:
            message["mention"] = {"mentionees": mentionees}
        return message

    def _own(self, user_id: str, message_id: str) -> ChatEntry:
        entry = self._platform.chats.entry(message_id)
        self._platform.person_in(entry.chat, user_id)
        if entry.sender != user_id or entry.unsent:
            raise CannotDo("Only an own message that still stands can be changed.")
        return entry

    def _chosen(self, entry: ChatEntry, choice: str) -> dict[str, Any]:
        if entry.sender != BOT:
            raise CannotDo("Only messages of the bot have buttons.")
        without = {key: value for key, value in entry.message.items() if key != "quickReply"}
        for action in actions_of(without):
            if choice in _names(action):
                return action
        for action in actions_of(entry.message.get("quickReply", {})):
            if choice in _names(action):
                if self._platform.chats.last(entry.chat) is not entry:
                    raise CannotDo("The quick reply has vanished below a newer message.")
                return action
        raise CannotDo(f"The message has no button {choice!r}.")

    def _send_event(
        self,
        chat: str,
        user_id: str,
        event: Event,
        *,
        reply: bool = True,
        at: datetime | None = None,
    ) -> None:
        people = self._platform.people
        group = people.groups.get(chat)
        self._platform.send_event(event, people.person(user_id), group, reply=reply, at=at)


def _names(action: dict[str, Any]) -> list[Any]:
    return [action[key] for key in ("label", "data", "text", "uri") if action.get(key)]


def actions_of(part: Any) -> Iterator[dict[str, Any]]:
    """Yield the action objects inside a message object, in reading order."""
    if isinstance(part, list):
        for each in part:
            yield from actions_of(each)
    elif isinstance(part, dict):
        if isinstance(part.get("action"), dict):
            yield part["action"]
        yield from (each for each in part.get("actions", []) if isinstance(each, dict))
        for key, value in part.items():
            if key not in ("action", "actions"):
                yield from actions_of(value)
