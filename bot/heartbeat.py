"""The call that tells a watcher elsewhere that all is well. Rule W5."""

import asyncio
import logging

import httpx

CALL_SECONDS = 10.0

log = logging.getLogger(__name__)


class Heartbeat:
    """Calls one address, which is a secret of its watcher: no log line holds it."""

    def __init__(
        self, url: str | None = None, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        """Call nobody without an address; `transport` carries the calls in tests."""
        self._url = url
        self._transport = transport
        self._fails = False

    @property
    def is_on(self) -> bool:
        """Whether there is an address."""
        return self._url is not None

    async def send(self) -> None:
        """Call once; a failure is logged when calls begin to fail, and their success thereafter."""
        if self._url is None:
            return
        failure = await self._call(self._url)
        if failure and not self._fails:
            log.warning("The watcher's address does not answer.", extra={"reason": failure})
        elif self._fails and not failure:
            log.warning("The watcher's address answers again.")
        self._fails = bool(failure)

    async def _call(self, url: str) -> str:
        """Return why a call failed, in a word; empty where it did not."""
        try:
            async with (
                asyncio.timeout(CALL_SECONDS),
                httpx.AsyncClient(transport=self._transport, timeout=CALL_SECONDS) as client,
                client.stream("GET", url) as answer,
            ):
                return "" if answer.is_success else f"status {answer.status_code}"
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:  # a time-out is one of them
            return type(error).__name__
