"""The table of endpoints: method, path, LINE's operationId, what answers it, and its rate limit.

Both hosts' paths (api and api-data) stand in one table [spec messaging-api.yml; R §rate-limits].
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from simulator import lookups, sending
from simulator.calls import Answer, Call
from simulator.platform import Platform
from simulator.probe import try_endpoint
from simulator.rates import HOURLY, ORDINARY, Rate

_WEBHOOK_SETTINGS = Rate(1000, 60)


@dataclass(frozen=True)
class Endpoint:
    """One endpoint; `{name}` in its path is a parameter."""

    method: str
    path: str
    operation: str
    answer: Callable[[Platform, Call], Answer | Awaitable[Answer]]
    rate: Rate = ORDINARY
    retry_key: bool = False

    def match(self, path: str) -> dict[str, str] | None:
        """Return the parameters of a path, None when it is another path."""
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path)
        found = re.fullmatch(pattern, path)
        return found.groupdict() if found else None


_MESSAGE, _GROUP = "/v2/bot/message", "/v2/bot/group/{groupId}"
_WEBHOOK, _CONTENT = "/v2/bot/channel/webhook", "/v2/bot/message/{messageId}/content"

ENDPOINTS = (
    Endpoint("POST", f"{_MESSAGE}/reply", "replyMessage", sending.reply),
    Endpoint("POST", f"{_MESSAGE}/push", "pushMessage", sending.push, retry_key=True),
    Endpoint(
        "POST",
        f"{_MESSAGE}/multicast",
        "multicast",
        sending.multicast,
        Rate(200, 1),
        retry_key=True,
    ),
    Endpoint(
        "POST", f"{_MESSAGE}/broadcast", "broadcast", sending.broadcast, HOURLY, retry_key=True
    ),
    Endpoint(
        "POST", f"{_MESSAGE}/narrowcast", "narrowcast", sending.narrowcast, HOURLY, retry_key=True
    ),
    Endpoint(
        "GET",
        f"{_MESSAGE}/progress/narrowcast",
        "getNarrowcastProgress",
        sending.narrowcast_progress,
    ),
    Endpoint("POST", f"{_MESSAGE}/validate/reply", "validateReply", sending.validate),
    Endpoint("POST", f"{_MESSAGE}/validate/push", "validatePush", sending.validate),
    Endpoint("POST", f"{_MESSAGE}/validate/multicast", "validateMulticast", sending.validate),
    Endpoint("POST", f"{_MESSAGE}/validate/narrowcast", "validateNarrowcast", sending.validate),
    Endpoint("POST", f"{_MESSAGE}/validate/broadcast", "validateBroadcast", sending.validate),
    Endpoint("GET", f"{_MESSAGE}/quota", "getMessageQuota", lookups.quota),
    Endpoint(
        "GET", f"{_MESSAGE}/quota/consumption", "getMessageQuotaConsumption", lookups.consumption
    ),
    Endpoint("GET", _CONTENT, "getMessageContent", lookups.content),
    Endpoint("GET", f"{_CONTENT}/preview", "getMessageContentPreview", lookups.preview),
    Endpoint(
        "GET",
        f"{_CONTENT}/transcoding",
        "getMessageContentTranscodingByMessageId",
        lookups.transcoding,
    ),
    Endpoint("GET", "/v2/bot/info", "getBotInfo", lookups.bot_info),
    Endpoint("GET", "/v2/bot/profile/{userId}", "getProfile", lookups.profile),
    Endpoint("GET", "/v2/bot/followers/ids", "getFollowers", lookups.followers),
    Endpoint("GET", f"{_GROUP}/summary", "getGroupSummary", lookups.group_summary),
    Endpoint("GET", f"{_GROUP}/members/count", "getGroupMemberCount", lookups.group_count),
    Endpoint("GET", f"{_GROUP}/members/ids", "getGroupMembersIds", lookups.group_member_ids),
    Endpoint("GET", f"{_GROUP}/member/{{userId}}", "getGroupMemberProfile", lookups.group_member),
    Endpoint("POST", f"{_GROUP}/leave", "leaveGroup", lookups.leave_group),
    Endpoint(
        "POST",
        "/v2/bot/chat/loading/start",
        "showLoadingAnimation",
        lookups.start_loading,
        Rate(100, 1),
    ),
    Endpoint("POST", "/v2/bot/chat/markAsRead", "markMessagesAsReadByToken", lookups.mark_as_read),
    Endpoint(
        "GET", f"{_WEBHOOK}/endpoint", "getWebhookEndpoint", lookups.get_endpoint, _WEBHOOK_SETTINGS
    ),
    Endpoint(
        "PUT", f"{_WEBHOOK}/endpoint", "setWebhookEndpoint", lookups.set_endpoint, _WEBHOOK_SETTINGS
    ),
    Endpoint("POST", f"{_WEBHOOK}/test", "testWebhookEndpoint", try_endpoint, HOURLY),
)
