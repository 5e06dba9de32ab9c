"""Sending webhooks over HTTP: the only part of the simulator that calls out."""

import asyncio
from contextlib import suppress

import httpx

from simulator.certificates import trusted
from simulator.model.errors import sentence
from simulator.model.platform import Platform
from simulator.model.webhooks import Batch

# LINE waits this long for an answer [D check-webhook-error-statistics].
LINE_WAITS_SECONDS = 2.0
# Nobody reads what a bot answers; beyond this its connection is closed.
_MOST_ANSWER_BYTES = 64 * 1024
_AFTER_FAILURE_SECONDS = 1.0


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
        client = httpx.AsyncClient(
            timeout=self._timeout, limits=limits, trust_env=False, verify=trusted()
        )
        async with client as self._client, asyncio.TaskGroup() as workers:
            self._platform.post = self.post
            for _ in range(self._concurrency):
                workers.create_task(self._work())

    async def post(self, url: str, batch: Batch) -> tuple[int | str, str]:
        """Post one request; give the status, or LINE's word for the failure, and why it failed."""
        if self._client is None:
            return "could_not_connect", ""
        try:
            async with asyncio.timeout(self._timeout):
                return await self._answer(self._client, url, batch), ""
        except httpx.ConnectError:
            return "could_not_connect", ""
        except (TimeoutError, httpx.TimeoutException):
            return "request_timeout", ""
        except Exception as error:  # whatever an address or an answer may hold
            return "unclassified", sentence("The webhook could not be sent", error)

    async def _answer(self, client: httpx.AsyncClient, url: str, batch: Batch) -> int:
        sending = client.stream("POST", url, content=batch.body, headers=batch.headers)
        async with sending as answer:
            read = 0
            async for part in answer.aiter_raw():
                if (read := read + len(part)) > _MOST_ANSWER_BYTES:
                    break
            return answer.status_code

    async def _work(self) -> None:
        wake = asyncio.Event()
        with self._platform.updates.listening(wake.set):
            while True:
                wake.clear()
                try:
                    await self._send_due()
                    pause = self._seconds_to_next()
                except Exception as error:  # the loop goes on, and the ledger tells
                    self._platform.note_webhook(0, sentence("The simulator failed", error))
                    pause = _AFTER_FAILURE_SECONDS
                    wake.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(wake.wait(), pause)

    async def _send_due(self) -> None:
        channel, webhooks = self._platform.channel, self._platform.webhooks
        if not channel.webhook_url or not channel.webhook_active:
            webhooks.discard("no_webhook_url")
            return
        while batch := webhooks.next():
            webhooks.settle(batch, *await self.post(channel.webhook_url, batch))

    def _seconds_to_next(self) -> float | None:
        due = self._platform.webhooks.next_due()
        if due is None or not self._platform.clock.running:
            return None
        return max((due - self._platform.clock()).total_seconds(), 0)
