"""The endpoints that look something up, and the few that change a setting or a chat."""

from urllib.parse import urlsplit

from simulator import fields
from simulator.calls import Answer, Call
from simulator.content import Content
from simulator.errors import Problem, Refused, bad_body
from simulator.membership import Membership
from simulator.people import Group
from simulator.platform import Platform

_PAGE = 100
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def bot_info(platform: Platform, call: Call) -> Answer:
    """Describe the account [R §get-bot-info]."""
    channel = platform.channel
    body = {
        "userId": channel.bot_user_id,
        "basicId": channel.basic_id,
        "displayName": channel.bot_name,
        "chatMode": channel.chat_mode,
        "markAsReadMode": "manual" if channel.chat_mode == "chat" else "auto",
    }
    return Answer(200, body)


def quota(platform: Platform, call: Call) -> Answer:
    """Tell the month's limit [R §get-quota]."""
    limit = platform.quota.limit
    return Answer(200, {"type": "none"} if limit is None else {"type": "limited", "value": limit})


def consumption(platform: Platform, call: Call) -> Answer:
    """Tell what was used this month [R §get-consumption]."""
    return Answer(200, {"totalUsage": platform.quota.used})


def profile(platform: Platform, call: Call) -> Answer:
    """Describe a person who had contact with the account [R §get-profile]."""
    person = platform.people.persons.get(fields.user_id(call.params))
    if person is None or not person.profile_open():
        raise Refused(404, "Not found", rule="profile of somebody without contact")
    return Answer(200, {"displayName": person.name, "userId": person.user_id, "language": "th"})


def followers(platform: Platform, call: Call) -> Answer:
    """List the friends; verified accounts only [R §get-follower-ids]."""
    _verified_only(platform)
    friends = [each.user_id for each in platform.people.persons.values() if each.friend]
    return _page(friends, call, "userIds")


def group_summary(platform: Platform, call: Call) -> Answer:
    """Name a group the bot is in [R §get-group-summary]."""
    group = _group(platform, call)
    return Answer(200, {"groupId": group.group_id, "groupName": group.name})


def group_count(platform: Platform, call: Call) -> Answer:
    """Count a group's people, the bot not among them [R §get-members-group-count]."""
    return Answer(200, {"count": len(_group(platform, call).members)})


def group_member_ids(platform: Platform, call: Call) -> Answer:
    """List a group's user ids; verified accounts only [R §get-group-member-user-ids]."""
    _verified_only(platform)
    group, persons = _group(platform, call), platform.people.persons
    return _page([each for each in group.members if persons[each].consented], call, "memberIds")


def group_member(platform: Platform, call: Call) -> Answer:
    """Describe a member of a group, friend or not [R §get-group-member-profile]."""
    user_id, group = fields.user_id(call.params), _group(platform, call)
    if user_id not in group.members or not platform.people.persons[user_id].consented:
        raise Refused(404, "Not found", rule="profile of somebody who is not in the group")
    name = platform.people.persons[user_id].name
    return Answer(200, {"displayName": name, "userId": user_id})


def leave_group(platform: Platform, call: Call) -> Answer:
    """Take the bot out of a group [R §leave-group]."""
    Membership(platform).removes_bot(_group(platform, call).group_id)
    return Answer(200)


def content(platform: Platform, call: Call) -> Answer:
    """Hand out an attachment; 202 while it is not ready, 410 when unsent [R §get-content]."""
    found = _content(platform, call)
    if found.not_ready:
        found.not_ready -= 1
        return Answer(202, b"")
    return Answer(200, found.body, {"content-type": found.media_type})


def preview(platform: Platform, call: Call) -> Answer:
    """Hand out the preview of an image or video; here it is the content [R §get-image-preview]."""
    if not _content(platform, call).previewable:
        raise Refused(404, "The content can not be previewed")
    return content(platform, call)


def transcoding(platform: Platform, call: Call) -> Answer:
    """Tell whether a video or audio is ready [R §verify-video-or-audio-preparation-status]."""
    found = _content(platform, call)
    if not found.media_type.startswith(("video/", "audio/")):
        raise Refused(400, "Transcoding status doesn't support this type of content")
    return Answer(200, {"status": "processing" if found.not_ready else "succeeded"})


def start_loading(platform: Platform, call: Call) -> Answer:
    """Show the loading animation, in 1:1 chats only [R §display-a-loading-indicator]."""
    chat, problems = fields.text(call.body, "chatId"), []
    seconds = call.body.get("loadingSeconds", 20)
    if type(seconds) is not int:
        raise fields.invalid_property("loadingSeconds")
    if not 5 <= seconds <= 60:
        problems.append(Problem("loadingSeconds", "Must be between 5 and 60"))
    if seconds % 5:
        problems.append(Problem("loadingSeconds", "must be a multiple of five"))
    if chat not in platform.people.persons:
        reason = "Only user id is acceptable, please confirm if there are any group/room ids"
        problems.append(Problem("chatId", f"{reason} or illegal ids."))
    if problems:
        raise bad_body(problems)
    platform.changes.add("loading", chat=chat, seconds=seconds)
    return Answer(202)


def mark_as_read(platform: Platform, call: Call) -> Answer:
    """Mark a chat as read up to a message [R §mark-as-read]."""
    message_id = platform.read_tokens.get(fields.text(call.body, "markAsReadToken"))
    if message_id is None:
        reason = "Tokens must be used by the bot that received them via Webhook."
        raise Refused(400, f"Invalid markAsReadToken. {reason}")
    entry = platform.chats.entry(message_id)
    platform.changes.add("read", chat=entry.chat, id=message_id)
    return Answer(200)


def get_endpoint(platform: Platform, call: Call) -> Answer:
    """Tell where webhooks go [R §get-webhook-endpoint-information]."""
    channel = platform.channel
    if not channel.webhook_url:
        raise Refused(404, "Webhook endpoint not found")
    return Answer(200, {"endpoint": channel.webhook_url, "active": channel.webhook_active})


def set_endpoint(platform: Platform, call: Call) -> Answer:
    """Set where webhooks go: HTTPS, or HTTP on loopback [R §set-webhook-endpoint-url]."""
    platform.channel.webhook_url = checked_url(fields.text(call.body, "endpoint"))
    platform.changes.add("channel")
    return Answer(200)


def checked_url(url: str) -> str:
    """Return a webhook address; raises Refused 400 if LINE could not send to it."""
    parts = urlsplit(url)
    loopback = parts.scheme == "http" and parts.hostname in _LOOPBACK
    if len(url) > 500 or not parts.hostname or not (parts.scheme == "https" or loopback):
        raise Refused(400, "Invalid webhook endpoint URL")
    return url


def _group(platform: Platform, call: Call) -> Group:
    group = platform.people.group_of_bot(fields.group_id(call.params))
    if group is None:
        raise Refused(404, "Not found", rule="a group the bot is not in")
    return group


def _content(platform: Platform, call: Call) -> Content:
    found = platform.contents.get(call.params["messageId"])
    if found is None:
        raise Refused(404, "not found", rule="content of an unknown message")
    if found.gone:
        raise Refused(410, "The content is gone", rule="content of an unsent message")
    return found


def _verified_only(platform: Platform) -> None:
    if not platform.channel.verified:
        message = "Access to this API is not available for your account"
        raise Refused(403, message, rule="for verified accounts only")


def _page(ids: list[str], call: Call, key: str) -> Answer:
    start = call.query.get("start", "0")
    if not start.isdecimal() or int(start) > len(ids):
        raise Refused(400, "Invalid start param")
    end = int(start) + _PAGE
    body: dict[str, object] = {key: ids[int(start) : end]}
    if end < len(ids):
        body["next"] = str(end)
    return Answer(200, body)
