"""The endpoints that send, and those that only validate [R §message]."""

from dataclasses import replace
from typing import Any

from simulator.endpoints import fields
from simulator.messages.check import (
    Destination,
    check_messages,
    check_objects,
    check_places,
    plain_text,
)
from simulator.model.calls import Call, LineAnswer
from simulator.model.errors import LineRefused
from simulator.model.people import LineUser
from simulator.model.platform import Platform

# What can be quoted when the bot sent it [D get-quote-tokens].
_QUOTABLE = {"text", "textV2", "sticker", "image", "video", "template", "flex"}
_MANY = Destination(mentions=False)


def reply(platform: Platform, call: Call) -> LineAnswer:
    """Answer a webhook: free, seen by the whole chat, once per token [R §send-reply-message]."""
    token, messages = fields.text(call.body, "replyToken"), fields.messages(call.body)
    fields.options(call.body)
    remark = check_objects(messages)
    chat = platform.tokens.chat(token)
    if chat in platform.people.groups and not platform.people.group_of_bot(chat):
        raise LineRefused(400, "Failed to send messages", rule="reply to a group the bot has left")
    check_places(messages, _destination(platform, chat))
    platform.tokens.use(token)
    sent = _deliver(platform, chat, messages, "reply")
    return LineAnswer(200, {"sentMessages": sent}, remark=remark)


def push(platform: Platform, call: Call) -> LineAnswer:
    """Send to a group or a person, counted per receiving person [R §send-push-message]."""
    to, messages = fields.text(call.body, "to"), fields.messages(call.body)
    fields.options(call.body)
    platform.retry_keys.check(call)
    if to in platform.people.groups:
        price, note = _group_price(platform, to), ""
    else:
        price, note = _person_price(platform, to)
    remark = check_messages(messages, _destination(platform, to))
    platform.quota.charge(price)
    sent = _deliver(platform, to, messages, "push", delivered=not note)
    platform.retry_keys.accept(call, sent)
    return LineAnswer(200, {"sentMessages": sent}, price=price, note=note, remark=remark)


def multicast(platform: Platform, call: Call) -> LineAnswer:
    """Send to at most 500 friends; others are passed over [R §send-multicast-message]."""
    to, messages = fields.recipients(call.body), fields.messages(call.body)
    people = [platform.people.persons[each] for each in to if each in platform.people.persons]
    return _send_to_many(platform, call, people, messages, "multicast")


def broadcast(platform: Platform, call: Call) -> LineAnswer:
    """Send to all friends [R §send-broadcast-message]."""
    people = list(platform.people.persons.values())
    messages = fields.messages(call.body)
    return _send_to_many(platform, call, people, messages, "broadcast")


def narrowcast(platform: Platform, call: Call) -> LineAnswer:
    """Send to all friends, whatever recipient or filter says [R §send-narrowcast-message]."""
    for key in ("recipient", "filter", "limit"):
        if not isinstance(call.body.get(key, {}), dict):
            raise fields.invalid_property(key)
    people = list(platform.people.persons.values())
    messages = fields.messages(call.body)
    given = _send_to_many(platform, call, people, messages, "narrowcast")
    now = platform.clock().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    platform.narrowcasts[call.request_id] = {
        "phase": "succeeded",
        "successCount": given.price,
        "failureCount": 0,
        "targetCount": given.price,
        "acceptedTime": now,
        "completedTime": now,
    }
    return replace(given, status=202)


def narrowcast_progress(platform: Platform, call: Call) -> LineAnswer:
    """Say how a narrowcast went [R §get-narrowcast-progress-status]."""
    request_id = call.query.get("requestId", "")
    if not request_id:
        raise LineRefused(400, "requestId is required")
    if request_id not in platform.narrowcasts:
        raise LineRefused(404, "Not found")
    return LineAnswer(200, platform.narrowcasts[request_id])


def validate(platform: Platform, call: Call) -> LineAnswer:
    """Check message objects without sending; members and quote tokens are not checked."""
    mentions = call.operation in ("validateReply", "validatePush")
    where = Destination(mentions=mentions, known=False)
    return LineAnswer(200, remark=check_messages(fields.messages(call.body), where))


def _send_to_many(
    platform: Platform, call: Call, people: list[LineUser], messages: list[Any], via: str
) -> LineAnswer:
    fields.options(call.body)
    platform.retry_keys.check(call)
    remark = check_messages(messages, _MANY)
    friends = [person for person in people if person.friend and not person.blocked]
    platform.quota.charge(len(friends))
    for person in friends:
        _deliver(platform, person.user_id, messages, via)
    platform.retry_keys.accept(call, [])
    return LineAnswer(200, price=len(friends), remark=remark)


def _group_price(platform: Platform, to: str) -> int:
    group = platform.people.group_of_bot(to)
    if group is None:
        raise LineRefused(400, "Failed to send messages", rule="push to a group without the bot")
    return len(group.members)


def _person_price(platform: Platform, to: str) -> tuple[int, str]:
    if to.startswith(("C", "R")):
        raise LineRefused(400, "Failed to send messages", rule="push to an unknown group")
    if not fields.is_user_id(to):
        raise fields.invalid_property("to")
    person = platform.people.persons.get(to)
    if person is None:
        raise LineRefused(400, "Failed to send messages", rule="push to an unknown user")
    if person.reachable(platform.clock()):
        return 1, ""
    reason = "has blocked the account" if person.blocked else "is no friend of the account"
    return 0, f"not delivered: {person.name} {reason}"


def _destination(platform: Platform, chat: str) -> Destination:
    def quotable(token: str) -> bool:
        return platform.chats.quotable(token, chat) is not None

    group = platform.people.groups.get(chat)
    if group is None:
        return Destination(quotable=quotable)
    return Destination(group=True, members=platform.people.names(group), quotable=quotable)


def _deliver(
    platform: Platform, chat: str, messages: list[Any], via: str, *, delivered: bool = True
) -> list[dict[str, str]]:
    names = {person.user_id: person.name for person in platform.people.persons.values()}
    sent = []
    for message in messages:
        text = plain_text(message, names)
        quoted = platform.chats.quotable(message.get("quoteToken", ""), chat)
        entry = platform.add_bot_message(
            chat,
            message,
            via,
            text=text,
            quoted=quoted.id if quoted else "",
            delivered=delivered,
        )
        told = {"id": entry.id}
        if message["type"] in _QUOTABLE:
            told["quoteToken"] = platform.chats.give_quote_token(entry)
        sent.append(told)
    return sent


def quota(platform: Platform, call: Call) -> LineAnswer:
    """Tell the month's limit [R §get-quota]."""
    limit = platform.quota.limit
    return LineAnswer(
        200, {"type": "none"} if limit is None else {"type": "limited", "value": limit}
    )


def consumption(platform: Platform, call: Call) -> LineAnswer:
    """Tell what was used this month [R §get-consumption]."""
    return LineAnswer(200, {"totalUsage": platform.quota.used})
