"""What stands in each chat, in order, its attachments, and what people did."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from simulator.model.errors import CannotDo
from simulator.model.ids import Ids

BOT = "bot"


@dataclass
class ChatEntry:
    """One line of a chat.

    `sender` is a user id, `bot`, or empty for a notice (somebody joined). `message` is LINE's
    message object, `text` what a reader without pictures sees. `via` tells how the bot sent it
    (reply, push, ...). After an unsend, message and text are empty.
    """

    id: str
    chat: str
    at: datetime
    sender: str
    name: str
    message: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    quoted: str = ""
    quote_token: str = ""
    via: str = ""
    edited: bool = False
    unsent: bool = False
    delivered: bool = True


class Chats:
    """All chats: a group's under its group id, a 1:1 chat under the person's user id."""

    def __init__(self, ids: Ids, now: Callable[[], datetime]) -> None:
        self._ids = ids
        self._now = now
        self._entries: dict[str, list[ChatEntry]] = {}
        self._by_id: dict[str, ChatEntry] = {}
        self._by_quote_token: dict[str, ChatEntry] = {}
        # By chat, then reader (a user id, or the bot): the newest entry that each has seen.
        self._seen: dict[str, dict[str, int]] = {}
        # The id of the newest entry of all chats.
        self.newest = "0"

    def add(self, chat: str, sender: str, name: str, **fields: Any) -> ChatEntry:
        """Append an entry with a new, greater message id."""
        entry = ChatEntry(self._ids.message(), chat, self._now(), sender, name, **fields)
        self._entries.setdefault(chat, []).append(entry)
        self._by_id[entry.id] = entry
        self.newest = entry.id
        return entry

    def clear(self) -> None:
        """Forget every entry; later ones get greater ids all the same."""
        for kept in (self._entries, self._by_id, self._by_quote_token, self._seen):
            kept.clear()

    def give_quote_token(self, entry: ChatEntry) -> str:
        """Return a new token that quotes this entry; older ones stay good [D get-quote-tokens]."""
        entry.quote_token = self._ids.token(80)
        self._by_quote_token[entry.quote_token] = entry
        return entry.quote_token

    def quotable(self, token: str, chat: str) -> ChatEntry | None:
        """Return what a quote token points at, if it stands in this chat [D get-quote-tokens]."""
        entry = self._by_quote_token.get(token)
        return entry if entry and entry.chat == chat else None

    def entries(self, chat: str, after: str = "0", sender: str = "") -> list[ChatEntry]:
        """Return a chat's entries with an id greater than `after`, oldest first."""
        return [
            entry
            for entry in self._entries.get(chat, [])
            if int(entry.id) > int(after) and sender in ("", entry.sender)
        ]

    def entry(self, message_id: str) -> ChatEntry:
        """Return one entry; raises CannotDo when unknown."""
        if message_id not in self._by_id:
            raise CannotDo(f"There is no message {message_id}.")
        return self._by_id[message_id]

    def find(self, message_id: str) -> ChatEntry | None:
        """Return one entry, or None."""
        return self._by_id.get(message_id)

    def see(self, chat: str, reader: str, up_to: str = "") -> bool:
        """Note what somebody has seen: all in a chat, or up to an entry; return if it was news."""
        last, seen = self.last(chat), self._seen.setdefault(chat, {})
        before, now = seen.get(reader, 0), int(up_to or (last.id if last else 0))
        seen[reader] = max(before, now)
        return now > before

    def readers(self, entry: ChatEntry) -> int:
        """Count who else has seen an entry, as LINE shows it to its sender."""
        seen = self._seen.get(entry.chat, {})
        return sum(who != entry.sender and newest >= int(entry.id) for who, newest in seen.items())

    def last(self, chat: str) -> ChatEntry | None:
        """Return the newest entry of a chat."""
        entries = self._entries.get(chat)
        return entries[-1] if entries else None


@dataclass
class AttachedFile:
    """One attachment. `not_ready` counts how many more requests are answered with 202."""

    body: bytes
    media_type: str
    previewable: bool
    not_ready: int = 0
    gone: bool = False


@dataclass(frozen=True, slots=True)
class PhoneAct:
    """One act of a person; `kind` is says, sends, edits, unsends, taps, joins or leaves.

    `text` is what was said, a file's name, or a button's name. `message` is the id of the message
    that the act made or is about; `quoted` the one it answers. `newest` is the newest message of
    all chats at that moment: what follows came after the act.
    """

    at: datetime
    kind: str
    person: str
    chat: str
    text: str = ""
    message: str = ""
    quoted: str = ""
    newest: str = "0"
