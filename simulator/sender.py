"""Sending webhooks over HTTP: the only part of the simulator that calls out."""

import asyncio
from contextlib import suppress

import httpx

from simulator.model.platform import Platform
from simulator.model.webhooks import Batch

# LINE waits this long for an answer [D check-webhook-error-statistics].
LINE_WAITS_SECONDS = 2.0


class Sender:
    """Takes due webhooks from the platform and posts them to the bot.

    One at a time, in order, unless `concurrency` is greater.
    """

    def __init__(
        self,
        platform: Platform,
        *,
        timeout_seconds: float = LINE_WAITS_SECONDS,
        concurrency: int = 1,
    ) -> None:
        self._platform = platform
        self._timeout = timeout_seconds
        self._concurrency = concurrency
        self._client: httpx.AsyncClient | None = None

    async def run(self) -> None:
        """Send until cancelled."""
        limits = httpx.Limits(max_connections=self._concurrency + 1)
        client = httpx.AsyncClient(timeout=self._timeout, limits=limits, trust_env=False)
        async with client as self._client, asyncio.TaskGroup() as workers:
            self._platform.post = self.post
            for _ in range(self._concurrency):
                workers.create_task(self._work())

    async def post(self, url: str, batch: Batch) -> int | str:
        """Post one request; give the status, or LINE's word for the failure."""
        if self._client is None:
            return "could_not_connect"
        try:
            answer = await self._client.post(url, content=batch.body, headers=batch.headers)
        except httpx.ConnectError:
            return "could_not_connect"
        except httpx.TimeoutException:
            return "request_timeout"
        except httpx.HTTPError:
            return "unclassified"
        return answer.status_code

    async def _work(self) -> None:
        wake = asyncio.Event()
        with self._platform.updates.listening(wake.set):
            while True:
                wake.clear()
                await self._send_due()
                with suppress(TimeoutError):
                    await asyncio.wait_for(wake.wait(), self._seconds_to_next())

    async def _send_due(self) -> None:
        channel, webhooks = self._platform.channel, self._platform.webhooks
        if not channel.webhook_url or not channel.webhook_active:
            webhooks.discard("no_webhook_url")
            return
        while batch := webhooks.next():
            webhooks.settle(batch, await self.post(channel.webhook_url, batch))

    def _seconds_to_next(self) -> float | None:
        due = self._platform.webhooks.next_due()
        if due is None or not self._platform.clock.running:
            return None
        return max((due - self._platform.clock()).total_seconds(), 0)
