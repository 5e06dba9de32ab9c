"""The table of endpoints: method, path, LINE's operationId, what answers it, and its rate limit.

Both hosts' paths (api and api-data) stand in one table [spec messaging-api.yml; R §rate-limits].
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from simulator.endpoints import chats, people, send, webhook
from simulator.model.calls import Call, LineAnswer
from simulator.model.limits import HOURLY, ORDINARY, Rate
from simulator.model.platform import Platform

_SETTINGS = Rate(1000, 60)
_LOADING = Rate(100, 1)


@dataclass(frozen=True)
class Endpoint:
    """One endpoint; `{name}` in its path is a parameter."""

    method: str
    path: str
    operation: str
    answer: Callable[[Platform, Call], LineAnswer | Awaitable[LineAnswer]]
    rate: Rate = ORDINARY

    @property
    def retry_key(self) -> bool:
        """Whether a retry key may come along [D retrying-api-request]."""
        return self.operation in ("pushMessage", "multicast", "broadcast", "narrowcast")

    def match(self, path: str) -> dict[str, str] | None:
        """Return the parameters of a path, None when it is another path."""
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path)
        found = re.fullmatch(pattern, path)
        return found.groupdict() if found else None


_MESSAGE, _GROUP, _CHAT = "/v2/bot/message", "/v2/bot/group/{groupId}", "/v2/bot/chat"
_CONTENT, _VALIDATE = f"{_MESSAGE}/{{messageId}}/content", f"{_MESSAGE}/validate"
_WEBHOOK = "/v2/bot/channel/webhook"
_PROGRESS, _QUOTA = f"{_MESSAGE}/progress", f"{_MESSAGE}/quota"

ENDPOINTS = (
    Endpoint("POST", f"{_MESSAGE}/reply", "replyMessage", send.reply),
    Endpoint("POST", f"{_MESSAGE}/push", "pushMessage", send.push),
    Endpoint("POST", f"{_MESSAGE}/multicast", "multicast", send.multicast, Rate(200, 1)),
    Endpoint("POST", f"{_MESSAGE}/broadcast", "broadcast", send.broadcast, HOURLY),
    Endpoint("POST", f"{_MESSAGE}/narrowcast", "narrowcast", send.narrowcast, HOURLY),
    Endpoint("GET", f"{_PROGRESS}/narrowcast", "getNarrowcastProgress", send.narrowcast_progress),
    Endpoint("POST", f"{_VALIDATE}/reply", "validateReply", send.validate),
    Endpoint("POST", f"{_VALIDATE}/push", "validatePush", send.validate),
    Endpoint("POST", f"{_VALIDATE}/multicast", "validateMulticast", send.validate),
    Endpoint("POST", f"{_VALIDATE}/narrowcast", "validateNarrowcast", send.validate),
    Endpoint("POST", f"{_VALIDATE}/broadcast", "validateBroadcast", send.validate),
    Endpoint("GET", _QUOTA, "getMessageQuota", send.quota),
    Endpoint("GET", f"{_QUOTA}/consumption", "getMessageQuotaConsumption", send.consumption),
    Endpoint("GET", _CONTENT, "getMessageContent", chats.content),
    Endpoint("GET", f"{_CONTENT}/preview", "getMessageContentPreview", chats.preview),
    Endpoint(
        "GET",
        f"{_CONTENT}/transcoding",
        "getMessageContentTranscodingByMessageId",
        chats.transcoding,
    ),
    Endpoint("GET", "/v2/bot/info", "getBotInfo", people.bot_info),
    Endpoint("GET", "/v2/bot/profile/{userId}", "getProfile", people.profile),
    Endpoint("GET", "/v2/bot/followers/ids", "getFollowers", people.followers),
    Endpoint("GET", f"{_GROUP}/summary", "getGroupSummary", people.group_summary),
    Endpoint("GET", f"{_GROUP}/members/count", "getGroupMemberCount", people.group_count),
    Endpoint("GET", f"{_GROUP}/members/ids", "getGroupMembersIds", people.group_member_ids),
    Endpoint("GET", f"{_GROUP}/member/{{userId}}", "getGroupMemberProfile", people.group_member),
    Endpoint("POST", f"{_GROUP}/leave", "leaveGroup", people.leave_group),
    Endpoint(
        "POST", f"{_CHAT}/loading/start", "showLoadingAnimation", chats.start_loading, _LOADING
    ),
    Endpoint("POST", f"{_CHAT}/markAsRead", "markMessagesAsReadByToken", chats.mark_as_read),
    Endpoint("GET", f"{_WEBHOOK}/endpoint", "getWebhookEndpoint", webhook.get_address, _SETTINGS),
    Endpoint("PUT", f"{_WEBHOOK}/endpoint", "setWebhookEndpoint", webhook.set_address, _SETTINGS),
    Endpoint("POST", f"{_WEBHOOK}/test", "testWebhookEndpoint", webhook.test_address, HOURLY),
)
