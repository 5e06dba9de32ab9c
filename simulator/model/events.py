"""Webhook events in LINE's shapes [R §webhook-event-objects; spec webhook.yml]."""

from typing import Any

from simulator.model.chats import Entry
from simulator.model.people import Group, Person

Event = dict[str, Any]


def group_source(group: Group, person: Person | None = None) -> Event:
    """Return the source of an event in a group; the user only if LINE passes the id on."""
    source = {"type": "group", "groupId": group.group_id}
    if person and person.consented:
        source["userId"] = person.user_id
    return source


def user_source(person: Person) -> Event:
    """Return the source of an event in a 1:1 chat."""
    return {"type": "user", "userId": person.user_id}


def message(entry: Entry, mark_as_read_token: str) -> Event:
    """Return a message event without source."""
    content = {"id": entry.id, **entry.message, "markAsReadToken": mark_as_read_token}
    if entry.quote_token:
        content["quoteToken"] = entry.quote_token
    if entry.quoted:
        content["quotedMessageId"] = entry.quoted
    return {"type": "message", "message": content}


def message_edited(entry: Entry) -> Event:
    """Return an edit event: same message id, new quote token [R §edit-event]."""
    content = {"id": entry.id, **entry.message, "quoteToken": entry.quote_token}
    return {"type": "messageEdited", "message": content}


def unsend(message_id: str) -> Event:
    """Return an unsend event."""
    return {"type": "unsend", "unsend": {"messageId": message_id}}


def member_joined(person: Person) -> Event:
    """Return the event that somebody joined the group."""
    return {"type": "memberJoined", "joined": {"members": [user_source(person)]}}


def member_left(person: Person) -> Event:
    """Return the event that somebody left the group."""
    return {"type": "memberLeft", "left": {"members": [user_source(person)]}}


def follow(*, unblocked: bool) -> Event:
    """Return the event that a person added or unblocked the account."""
    return {"type": "follow", "follow": {"isUnblocked": unblocked}}


def postback(data: str, params: dict[str, str] | None) -> Event:
    """Return a postback event; `params` come from a date picker."""
    content: Event = {"data": data}
    if params:
        content["params"] = params
    return {"type": "postback", "postback": content}
