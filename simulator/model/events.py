"""Webhook events in LINE's shapes [R §webhook-event-objects; spec webhook.yml]."""

from typing import Any

from simulator.model.chats import ChatEntry
from simulator.model.people import GroupChat, LineUser

Event = dict[str, Any]


def source(person: LineUser | None, group: GroupChat | None = None) -> Event:
    """Return the source of an event: a group with, if LINE passes the id on, a user; or a user."""
    if group is None:
        return user(person) if person else {}
    found = {"type": "group", "groupId": group.group_id}
    if person and person.consented:
        found["userId"] = person.user_id
    return found


def user(person: LineUser) -> Event:
    """Return a person as a source, or as one who joined or left a group."""
    return {"type": "user", "userId": person.user_id}


def message(entry: ChatEntry, mark_as_read_token: str) -> Event:
    """Return a message event without source."""
    content = {"id": entry.id, **entry.message, "markAsReadToken": mark_as_read_token}
    if entry.quote_token:
        content["quoteToken"] = entry.quote_token
    if entry.quoted:
        content["quotedMessageId"] = entry.quoted
    return {"type": "message", "message": content}


def message_edited(entry: ChatEntry) -> Event:
    """Return an edit event: same message id, new quote token [R §edit-event]."""
    content = {"id": entry.id, **entry.message, "quoteToken": entry.quote_token}
    return {"type": "messageEdited", "message": content}


def postback(data: str, params: dict[str, str] | None) -> Event:
    """Return a postback event; `params` come from a date picker."""
    content: Event = {"data": data}
    if params:
        content["params"] = params
    return {"type": "postback", "postback": content}
