"""The content of messages, streamed from LINE.

The SDK would hold a whole video in memory and take 202 for an empty file (its issue 810).
Source: LINE, "Get content".
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple
from urllib.parse import quote

import httpx

from bot.line.api import LineAnswer, LineUnavailable, refusal
from bot.settings import Settings

CONTENT_HOST = "https://api-data.line.me"
CHUNK_BYTES = 256 * 1024
STALL_SECONDS = 20.0
_LONGEST_REFUSAL = 4096


class NotReady(Exception):
    """LINE is still preparing the content: ask again later."""


class Gone(Exception):
    """LINE no longer has the content: it was unsent, or is too old."""


class MessageContent(NamedTuple):
    """Bytes on their way; `announced` is how many LINE says there are, `None` if it does not."""

    announced: int | None
    chunks: AsyncIterator[bytes]


class LineContent:
    """Fetches what people sent."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        """Ask through a client that knows LINE's address and our token."""
        self._client = client

    @asynccontextmanager
    async def stream(self, message_id: str) -> AsyncIterator[MessageContent]:
        """Give the content of a message; raises NotReady, Gone or LineError."""
        path = f"/v2/bot/message/{quote(message_id, safe='')}/content"
        try:
            async with self._client.stream("GET", path) as answer:
                await _check(answer)
                announced = answer.headers.get("content-length", "")
                size = int(announced) if announced.isdecimal() else None
                yield MessageContent(size, answer.aiter_raw(CHUNK_BYTES))
        except httpx.HTTPError as error:
            raise LineUnavailable(f"no content ({type(error).__name__})") from error


async def _check(answer: httpx.Response) -> None:
    if answer.status_code == 202 or answer.headers.get("content-length") == "0":
        raise NotReady
    if answer.status_code in (404, 410):
        raise Gone
    if answer.status_code != 200:
        words = b""
        async for chunk in answer.aiter_raw(_LONGEST_REFUSAL):
            words = chunk
            break
        raise refusal(
            LineAnswer(answer.status_code, dict(answer.headers), words.decode("utf-8", "replace"))
        )


@asynccontextmanager
async def open_content(
    settings: Settings, transport: httpx.AsyncBaseTransport | None = None
) -> AsyncIterator[LineContent]:
    """Open a client for the time of the block; `transport` carries its calls in tests."""
    headers = {
        "authorization": f"Bearer {settings.line_channel_access_token}",
        "accept-encoding": "identity",
    }
    host = (settings.line_api_url or CONTENT_HOST).rstrip("/")
    async with httpx.AsyncClient(
        base_url=host, headers=headers, timeout=STALL_SECONDS, transport=transport
    ) as client:
        yield LineContent(client)
