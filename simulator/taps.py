"""Taps on buttons and quick replies of the bot's messages."""

from collections.abc import Iterator
from typing import Any

from simulator.chats import BOT, Entry
from simulator.errors import Impossible
from simulator.phones import Phones
from simulator.platform import Platform


def tap(
    platform: Platform, user_id: str, message_id: str, choice: str, params: dict[str, str]
) -> dict[str, Any]:
    """Tap the button of a message that `choice` names; return its action.

    A choice is a button's label, data, text or address.

    `params` is what a date picker gives. Raises Impossible when there is no such button, or when
    a quick reply has vanished below a newer message [D using-quick-reply].
    """
    entry = platform.chats.entry(message_id)
    if entry.sender != BOT:
        raise Impossible("Only messages of the bot have buttons.")
    action = _chosen(platform, entry, choice)
    phones = Phones(platform)
    if action["type"] == "message":
        phones.says(entry.chat, user_id, action["text"])
    elif action["type"] in ("postback", "datetimepicker"):
        if shown := action.get("displayText"):
            phones.shows(entry.chat, user_id, shown)
        phones.posts_back(entry.chat, user_id, action["data"], params or None)
        platform.did("taps", user_id, entry.chat, text=choice, message=message_id)
    else:
        platform.person_in(entry.chat, user_id)
    return action


def _chosen(platform: Platform, entry: Entry, choice: str) -> dict[str, Any]:
    without = {key: value for key, value in entry.message.items() if key != "quickReply"}
    for action in actions_of(without):
        if choice in _names(action):
            return action
    for action in actions_of(entry.message.get("quickReply", {})):
        if choice in _names(action):
            if platform.chats.last(entry.chat) is not entry:
                raise Impossible("The quick reply has vanished below a newer message.")
            return action
    raise Impossible(f"The message has no button {choice!r}.")


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
