"""The in-process door: the same model without sockets, for integration tests."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from simulator.endpoints.answer import answer
from simulator.model.calls import LineAnswer, LineRequest
from simulator.model.platform import Platform

Message = dict[str, Any]


class ConnectionBroken(ConnectionError):
    """The request was carried out, but its answer never came (a fault)."""


class FakeLine:
    """LINE's API without HTTP: each call gives the status, headers and body that HTTP would.

    Errors are answers too (status 400 and so on); only a lost answer raises, ConnectionBroken.
    """

    def __init__(
        self,
        platform: Platform,
        *,
        token: str | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Open the door with the channel's token, or another; `sleep` carries out delays."""
        self._platform = platform
        self._token = platform.channel.token if token is None else token
        self._sleep = sleep

    async def call(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        *,
        headers: dict[str, str] | None = None,
        query: dict[str, str] | None = None,
    ) -> LineAnswer:
        """Call any endpoint; raises ConnectionBroken when that fault is on."""
        sent = {"authorization": f"Bearer {self._token}", **(headers or {})}
        raw = b""
        if body is not None:
            sent.setdefault("content-type", "application/json")
            raw = json.dumps(body, ensure_ascii=False).encode(errors="backslashreplace")
        given = await answer(self._platform, LineRequest(method, path, query or {}, sent, raw))
        if given.delay_seconds:
            await self._sleep(given.delay_seconds)
        if given.lost:
            raise ConnectionBroken(path)
        return given

    async def reply(self, token: str, messages: list[Message]) -> LineAnswer:
        """Reply to a webhook."""
        body = {"replyToken": token, "messages": messages}
        return await self.call("POST", "/v2/bot/message/reply", body)

    async def push(self, to: str, messages: list[Message], retry_key: str = "") -> LineAnswer:
        """Push to a group or a person."""
        headers = {"x-line-retry-key": retry_key} if retry_key else {}
        body = {"to": to, "messages": messages}
        return await self.call("POST", "/v2/bot/message/push", body, headers=headers)

    async def member_name(self, group_id: str, user_id: str) -> LineAnswer:
        """Ask for a group member's profile: `displayName` in the body."""
        return await self.call("GET", f"/v2/bot/group/{group_id}/member/{user_id}")

    async def member_count(self, group_id: str) -> LineAnswer:
        """Ask for the number of people in a group: `count` in the body."""
        return await self.call("GET", f"/v2/bot/group/{group_id}/members/count")

    async def quota(self) -> LineAnswer:
        """Ask for the month's limit: `type` and `value` in the body."""
        return await self.call("GET", "/v2/bot/message/quota")

    async def consumption(self) -> LineAnswer:
        """Ask for the month's use: `totalUsage` in the body."""
        return await self.call("GET", "/v2/bot/message/quota/consumption")
