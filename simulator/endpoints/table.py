"""The table of endpoints: all that LINE has, and for those simulated what answers them.

`operations.txt` holds method, path and LINE's operationId of all its specifications (line-openapi
at 6e4c2a2, made by `scripts/line-operations`). Both hosts' paths (api and api-data) stand in it.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from simulator.endpoints import chats, people, send, webhook
from simulator.model.calls import Call, LineAnswer
from simulator.model.limits import HOURLY, ORDINARY, Rate
from simulator.model.platform import Platform

Answer = Callable[[Platform, Call], LineAnswer | Awaitable[LineAnswer]]

_ANSWERS: dict[str, Answer] = {
    "replyMessage": send.reply,
    "pushMessage": send.push,
    "multicast": send.multicast,
    "broadcast": send.broadcast,
    "narrowcast": send.narrowcast,
    "getNarrowcastProgress": send.narrowcast_progress,
    "validateReply": send.validate,
    "validatePush": send.validate,
    "validateMulticast": send.validate,
    "validateNarrowcast": send.validate,
    "validateBroadcast": send.validate,
    "getMessageQuota": send.quota,
    "getMessageQuotaConsumption": send.consumption,
    "getMessageContent": chats.content,
    "getMessageContentPreview": chats.preview,
    "getMessageContentTranscodingByMessageId": chats.transcoding,
    "getBotInfo": people.bot_info,
    "getProfile": people.profile,
    "getFollowers": people.followers,
    "getGroupSummary": people.group_summary,
    "getGroupMemberCount": people.group_count,
    "getGroupMembersIds": people.group_member_ids,
    "getGroupMemberProfile": people.group_member,
    "leaveGroup": people.leave_group,
    "showLoadingAnimation": chats.start_loading,
    "markMessagesAsReadByToken": chats.mark_as_read,
    "getWebhookEndpoint": webhook.get_address,
    "setWebhookEndpoint": webhook.set_address,
    "testWebhookEndpoint": webhook.test_address,
}
_SETTINGS = Rate(1000, 60)
_RATES = {  # all others are ORDINARY [R §rate-limits]
    "multicast": Rate(200, 1),
    "broadcast": HOURLY,
    "narrowcast": HOURLY,
    "showLoadingAnimation": Rate(100, 1),
    "getWebhookEndpoint": _SETTINGS,
    "setWebhookEndpoint": _SETTINGS,
    "testWebhookEndpoint": HOURLY,
}


@dataclass(frozen=True)
class Endpoint:
    """One endpoint; `{name}` in its path is a parameter; without `answer` it is not simulated."""

    method: str
    path: str
    operation: str
    answer: Answer | None
    rate: Rate

    @property
    def retry_key(self) -> bool:
        """Whether a retry key may come along [D retrying-api-request]."""
        return self.operation in ("pushMessage", "multicast", "broadcast", "narrowcast")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What its paths look like; the parameters are named groups."""
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path))


def _read(line: str) -> Endpoint:
    method, path, name = line.split()
    return Endpoint(method, path, name, _ANSWERS.get(name), _RATES.get(name, ORDINARY))


_TABLE = (Path(__file__).parent / "operations.txt").read_text(encoding="utf-8").splitlines()
ALL = tuple(sorted(map(_read, _TABLE), key=lambda each: each.path.count("{")))
"""All operations of LINE; a path with fewer parameters goes before one that would take it too."""
ENDPOINTS = tuple(each for each in ALL if each.answer)
"""Those that are simulated."""
