"""The endpoints that tell who people, groups and the account are; leaving a group."""

from simulator.endpoints import fields
from simulator.model.calls import Call, LineAnswer
from simulator.model.errors import LineRefused
from simulator.model.membership import Membership
from simulator.model.people import GroupChat
from simulator.model.platform import Platform

_PAGE = 100
_MOST_DIGITS = 9


def bot_info(platform: Platform, call: Call) -> LineAnswer:
    """Describe the account [R §get-bot-info]."""
    channel = platform.channel
    body = {
        "userId": channel.bot_user_id,
        "basicId": channel.basic_id,
        "displayName": channel.bot_name,
        "chatMode": channel.chat_mode,
        "markAsReadMode": "manual" if channel.chat_mode == "chat" else "auto",
    }
    return LineAnswer(200, body)


def profile(platform: Platform, call: Call) -> LineAnswer:
    """Describe a person who had contact with the account [R §get-profile]."""
    person = platform.people.persons.get(fields.path_id(call, "userId"))
    if person is None or not person.profile_open():
        raise LineRefused(404, "Not found", rule="profile of somebody without contact")
    return LineAnswer(200, {"displayName": person.name, "userId": person.user_id, "language": "th"})


def followers(platform: Platform, call: Call) -> LineAnswer:
    """List the friends; verified accounts only [R §get-follower-ids]."""
    _verified_only(platform)
    friends = [each.user_id for each in platform.people.persons.values() if each.friend]
    return _page(friends, call, "userIds")


def group_summary(platform: Platform, call: Call) -> LineAnswer:
    """Name a group the bot is in [R §get-group-summary]."""
    group = _group(platform, call)
    return LineAnswer(200, {"groupId": group.group_id, "groupName": group.name})


def group_count(platform: Platform, call: Call) -> LineAnswer:
    """Count a group's people, the bot not among them [R §get-members-group-count]."""
    return LineAnswer(200, {"count": len(_group(platform, call).members)})


def group_member_ids(platform: Platform, call: Call) -> LineAnswer:
    """List a group's user ids; verified accounts only [R §get-group-member-user-ids]."""
    _verified_only(platform)
    group, persons = _group(platform, call), platform.people.persons
    return _page([each for each in group.members if persons[each].consented], call, "memberIds")


def group_member(platform: Platform, call: Call) -> LineAnswer:
    """Describe a member of a group, friend or not [R §get-group-member-profile]."""
    user_id, group = fields.path_id(call, "userId"), _group(platform, call)
    if user_id not in group.members or not platform.people.persons[user_id].consented:
        raise LineRefused(404, "Not found", rule="profile of somebody who is not in the group")
    name = platform.people.persons[user_id].name
    return LineAnswer(200, {"displayName": name, "userId": user_id})


def leave_group(platform: Platform, call: Call) -> LineAnswer:
    """Take the bot out of a group [R §leave-group]."""
    Membership(platform).removes_bot(_group(platform, call).group_id)
    return LineAnswer(200)


def _group(platform: Platform, call: Call) -> GroupChat:
    group = platform.people.group_of_bot(fields.path_id(call, "groupId"))
    if group is None:
        raise LineRefused(404, "Not found", rule="a group the bot is not in")
    return group


def _verified_only(platform: Platform) -> None:
    if not platform.channel.verified:
        message = "Access to this API is not available for your account"
        raise LineRefused(403, message, rule="for verified accounts only")


def _page(ids: list[str], call: Call, key: str) -> LineAnswer:
    start = call.query.get("start", "0")
    if not start.isdecimal() or len(start) > _MOST_DIGITS or int(start) > len(ids):
        raise LineRefused(400, "Invalid start param")
    end = int(start) + _PAGE
    body: dict[str, object] = {key: ids[int(start) : end]}
    if end < len(ids):
        body["next"] = str(end)
    return LineAnswer(200, body)
